//! Everything that is held on one person, for the person.

use serde_json::{Value, json};

use super::path_of;
use crate::bank::{Answer, Bank, customer};

/// Ana, who was picked in two tenants, written to in one of them, and complained; her path, and the answer that made her.
async fn ana(bank: &Bank) -> (String, Answer) {
    let root = bank.super_admin().with("idempotency-key", "k");
    let body = json!({"full_name": "Ana", "email": "ana@b.co", "attributes": {"balance": 1.50}});
    let made = root.post("/customers", body).await.is(201);
    let id = made["customer_id"].as_str().unwrap();
    let (one, two) = (bank.runs_campaign(1).await, bank.runs_campaign(0).await);
    let sql = format!(
        "UPDATE campaigns SET tenant_name = 'personal_loan', name = 'Autumn' WHERE campaign_id = {two};
         INSERT INTO campaign_customers (campaign_id, customer_id, control) VALUES
             ({one}, '{id}', false), ({two}, '{id}', true)",
        one = one.id,
        two = two.id,
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
    let sender = bank.sender().await.with("idempotency-key", "c");
    assert_eq!(sender.claims(&one, 10).await.is(200).items().len(), 2);
    let report = json!([{"campaign_id": one.id, "customer_id": id, "status": "complained",
                         "sent_at": "2026-01-02T03:04:05Z", "reason": "too loud"}]);
    sender.post("/system/campaigns/update-delivery-status", report).await.is(200);
    (path_of(&made.json), made)
}

#[tokio::test]
async fn it_holds_the_customer_the_opt_out_the_trail_and_kept_answers() {
    let bank = Bank::open().await;
    let (path, made) = ana(&bank).await;
    let dossier = bank.super_admin().get(&format!("{path}/export")).await.is(200);
    assert_eq!(dossier["customer"], bank.super_admin().get(&path).await.is(200).json);
    assert_eq!(dossier["customer"]["opted_out"], true);
    let kept = dossier["opt_outs"].as_array().unwrap();
    let mut under: Vec<_> = kept.iter().map(|it| it["under"].as_str().unwrap()).collect();
    under.sort_unstable();
    assert_eq!(under, ["customer_id", "email"]);
    assert!(kept.iter().all(|it| it["own"] == true && it["at"].is_string()), "{kept:?}");
    assert_eq!((&dossier["opted_in_at"], &dossier["former_addresses"]), (&Value::Null, &json!(0)));
    let steps = dossier["audit_logs"].as_array().unwrap().iter();
    let steps: Vec<_> = steps.map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!((steps, &dossier["audit_logs_complete"]), (vec!["opt_out", "create"], &json!(true)));
    // The customer as it was made, and the one item of the claim that is about this person.
    let kept = dossier["kept_answers"].as_array().unwrap();
    assert_eq!(kept.len(), 2, "{}", dossier.text());
    assert_eq!((&kept[0]["route"], &kept[0]["answer"]), (&json!("POST /customers"), &made.json));
    assert_eq!(kept[1]["answer"]["customer_id"], made["customer_id"]);
    assert_eq!(kept[1]["answer"]["attributes"], json!({"balance": 1.5}));
    assert!(!dossier.text().contains(&customer(1).to_string()));
}

#[tokio::test]
async fn it_holds_the_audiences_of_every_tenant() {
    let bank = Bank::open().await;
    let (path, _) = ana(&bank).await;
    let dossier = bank.super_admin().get(&format!("{path}/export")).await.is(200);
    let shown = |audience: &Value| {
        let fields = [
            "tenant_name",
            "campaign_name",
            "control",
            "delivery_status",
            "seen",
            "sent_at",
            "reason",
        ];
        Value::from(fields.map(|field| audience[field].clone()).to_vec())
    };
    let audiences: Vec<_> = dossier["audiences"].as_array().unwrap().iter().map(shown).collect();
    let seen = ["pending", "queued", "complained"];
    let one = json!([
        "credit_card",
        "Spring",
        false,
        "complained",
        seen,
        "2026-01-02T03:04:05Z",
        "too loud"
    ]);
    let two = json!(["personal_loan", "Autumn", true, "pending", ["pending"], null, null]);
    assert_eq!(audiences, [one, two]);
}

#[tokio::test]
async fn it_is_an_export_and_leaves_its_row() {
    let bank = Bank::open().await;
    let made = bank.super_admin().adds(json!({"full_name": "Ana"})).await;
    let path = format!("{}/export", path_of(&made.json));
    bank.key("customers:read").await.get(&path).await.is(200);
    let trail = bank.super_admin().get("/sa/audit-logs?action=export").await.is(200);
    let row = &trail.items()[0];
    assert_eq!((&row["entity"], &row["entity_id"]), (&json!("customer"), &made["customer_id"]));
    assert!(row["actor"].as_str().unwrap().starts_with("key:"));
    bank.key("customers:write").await.get(&path).await.problem(403, "forbidden");
    bank.maker().get(&path).await.problem(403, "forbidden");
    bank.super_admin()
        .get(&format!("/customers/{}/export", customer(9)))
        .await
        .problem(404, "not_found");
    assert_eq!(
        bank.count("SELECT count(*) FROM audit_logs WHERE action = 'export' AND outcome = 'done'")
            .await,
        1
    );
}

#[tokio::test]
async fn an_opt_out_that_was_kept_is_told() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let body = json!({"full_name": "Ana", "email": "ana@b.co", "opted_out": true});
    let made = root.adds(body.clone()).await;
    root.delete(&path_of(&made.json)).await.is(204);
    let again = root.adds(json!({"full_name": "Ana", "email": "ANA@b.co"})).await;
    let dossier = root.get(&format!("{}/export", path_of(&again.json))).await.is(200);
    let kept = &dossier["opt_outs"][0];
    assert_eq!((&kept["under"], &kept["own"]), (&json!("email"), &json!(false)));
    assert_eq!(dossier["customer"]["opted_out"], true);
    root.put(&path_of(&again.json), json!({"email": "other@b.co"})).await.is(200);
    let dossier = root.get(&format!("{}/export", path_of(&again.json))).await.is(200);
    assert_eq!(dossier["opt_outs"][0]["under"], "former_address");
    assert_eq!(dossier["former_addresses"], 1);
    root.put(&path_of(&again.json), json!({"opted_out": false})).await.is(200);
    let dossier = root.get(&format!("{}/export", path_of(&again.json))).await.is(200);
    assert_eq!((&dossier["opt_outs"], &dossier["former_addresses"]), (&json!([]), &json!(0)));
    assert!(dossier["opted_in_at"].is_string(), "{}", dossier.text());
}
