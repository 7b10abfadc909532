//! Tenants that are put away, and made with their admins.

use serde_json::{Value, json};

use super::trail;
use crate::bank::{Bank, OTHER_TENANT, TENANT};

const TENANT_PATH: &str = "/sa/tenants/credit_card";

async fn archives(bank: &Bank) -> Value {
    let path = format!("{TENANT_PATH}/archive");
    bank.super_admin().post(&path, None).await.is(200).json.clone()
}

#[tokio::test]
async fn an_archived_tenant_is_read_and_not_changed_and_its_campaigns_end() {
    let bank = Bank::open().await;
    let ada = bank.admin();
    let runs = bank.runs_campaign(2).await;
    let planned =
        bank.campaign(json!({"start_date": "2030-01-01", "end_date": "2031-01-01"})).await;
    ada.makes(&planned, "scheduled").await;
    let draft = bank.campaign(json!({})).await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let sender = bank.sender().await;
    assert!(archives(&bank).await["archived_at"].is_string());

    let status =
        async |id: i64| ada.get(&format!("campaigns/{id}")).await.is(200)["status"].clone();
    assert_eq!(status(runs.id).await, "completed");
    assert_eq!(status(planned.id).await, "cancelled");
    assert_eq!(status(draft.id).await, "draft");
    ada.get("offers").await.is(200);
    ada.get(&runs.path("customers")).await.is(200);
    ada.get(&runs.path("export")).await.is(200);

    bank.maker().tries("submit", &offer).await.problem(409, "tenant_archived");
    bank.maker().post("offers", json!({"data": {}})).await.problem(409, "tenant_archived");
    ada.changes(&draft, json!({"name": "Autumn"})).await.problem(409, "tenant_archived");
    ada.processes(&draft).await.problem(409, "tenant_archived");
    ada.put("offer-config", json!({"schema": null})).await.problem(409, "tenant_archived");
    let hook = json!({"url": "https://hooks.example/", "events": ["offer.approved"]});
    ada.post("webhooks", hook).await.problem(409, "tenant_archived");
    let rule = bank.super_admin().put(TENANT_PATH, json!({"four_eyes": true})).await;
    rule.problem(409, "tenant_archived");
    // What is not there, or not valid, or not allowed, is told before.
    ada.put("offers/999999", json!({})).await.problem(404, "not_found");
    bank.maker().post("offers", json!({})).await.problem(422, "validation_failed");
    bank.reader().post("offers", json!({"data": {}})).await.problem(403, "forbidden");

    // Nobody is written to, and what comes back from those who were is taken.
    let claimed = sender.claims(&runs, 5).await;
    assert!(matches!(claimed["code"].as_str(), Some("tenant_archived")), "{}", claimed.text());
    let told = sender.reports([runs.item(1, "unsubscribed")]).await.is(200);
    assert_eq!(told["updated"], 1);
    assert_eq!(bank.count("SELECT count(*) FROM offers WHERE status <> 'approved'").await, 1);
    assert_eq!(trail(&bank, "tenant", TENANT).await, ["archive"]);
    let own = ada.get("audit-logs?entity=tenant").await.is(200);
    assert_eq!(own.items()[0]["action"], "archive");
}

#[tokio::test]
async fn a_tenant_is_opened_again_and_its_campaigns_stay_ended() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let runs = bank.runs_campaign(1).await;
    archives(&bank).await;
    archives(&bank).await;
    for _ in 0..2 {
        let open = root.post(&format!("{TENANT_PATH}/unarchive"), None).await.is(200);
        assert_eq!(open["archived_at"], Value::Null);
    }
    assert_eq!(trail(&bank, "tenant", TENANT).await, ["unarchive", "archive"]);
    let seen = bank.admin().get(&format!("campaigns/{}", runs.id)).await.is(200);
    assert_eq!(seen["status"], "completed");
    bank.maker().writes_offer(json!({})).await;
    root.post("/sa/tenants/no_such/archive", None).await.problem(404, "not_found");
    bank.admin().post(&format!("{TENANT_PATH}/archive"), None).await.problem(403, "forbidden");
}

#[tokio::test]
async fn lists_show_archived_tenants_when_asked() {
    let bank = Bank::open().await;
    archives(&bank).await;
    let names = async |path: &str| {
        let list = bank.super_admin().get(path).await.is(200);
        list.items().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("/sa/tenants").await, [OTHER_TENANT]);
    assert_eq!(names("/sa/tenants?archived=true").await, [TENANT, OTHER_TENANT]);
    bank.super_admin().get(TENANT_PATH).await.is(200);
    assert_eq!(bank.admin().get("/users/me/tenants").await.is(200).json, json!([]));
    let all = bank.admin().get("/users/me/tenants?archived=true").await.is(200);
    assert_eq!(all.json[0]["tenant_name"], TENANT);
}

#[tokio::test]
async fn a_tenant_that_cannot_be_deleted_says_how_to_put_it_away() {
    let bank = Bank::open().await;
    bank.runs_campaign(1).await;
    let refused = bank.super_admin().delete(TENANT_PATH).await.problem(409, "tenant_not_empty");
    assert!(refused["detail"].as_str().unwrap().contains("/sa/tenants/credit_card/archive"));
}

#[tokio::test]
async fn a_new_tenant_has_the_admins_it_is_made_with() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let nobody = json!({"name": "cards", "admins": ["ada", "nobody", "root", "noone"]});
    let refused = root.post("/sa/tenants", nobody).await;
    refused.faults(&[("/admins/1", "unknown"), ("/admins/3", "unknown")]);
    root.get("/sa/tenants/cards").await.problem(404, "not_found");
    root.post("/sa/tenants", json!({"name": "loans"})).await.is(201);
    let refused = root.get("/tenants/loans/offers").await.problem(403, "no_tenant_role");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("POST /sa/user-tenant-roles") && detail.contains("loans"), "{detail}");

    root.post("/sa/tenants", json!({"name": "cards", "admins": ["Root", "ada"]})).await.is(201);
    root.get("/tenants/cards/offers").await.is(200);
    root.post("/tenants/cards/offers", json!({"data": {}})).await.is(201);
    assert_eq!(trail(&bank, "user_tenant_role", "ada/cards").await, ["grant"]);
}

#[tokio::test]
async fn who_takes_a_name_that_was_used_before_is_told_so() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let detail = |answer: crate::bank::Answer| {
        let answer = answer.problem(409, "already_exists");
        answer["detail"].as_str().unwrap().to_owned()
    };
    let user = json!({"username": "carl", "password": "quiet marble lantern 17", "full_name": "C"});
    let tenant = json!({"name": OTHER_TENANT});
    for (list, one, body) in [
        ("/sa/users", "/sa/users/carl".to_owned(), user),
        ("/sa/tenants", format!("/sa/tenants/{OTHER_TENANT}"), tenant),
    ] {
        assert!(detail(root.post(list, body.clone()).await).contains("already"));
        root.delete(&one).await.is(204);
        assert!(detail(root.post(list, body).await).contains("was deleted"));
    }
}
