//! What waits for a person, and who works in a tenant.

use serde_json::{Value, json};

use crate::bank::{Bank, Caller, OTHER_TENANT, TENANT};

async fn work(caller: &Caller) -> Value {
    caller.get("/users/me/work").await.is(200).json
}

fn ids(list: &Value, name: &str) -> Vec<i64> {
    let items = list["items"].as_array().unwrap();
    items.iter().filter_map(|item| item[name].as_i64()).collect()
}

#[tokio::test]
async fn what_waits_is_told_to_those_who_can_do_it() {
    let bank = Bank::open().await;
    let (mary, carl) = (bank.maker(), bank.checker());
    let first = mary.writes_offer(json!({"name": "Gold card"})).await;
    let second = mary.writes_offer(json!({"n": 2})).await;
    let draft = mary.writes_offer(json!({"n": 3})).await;
    mary.submits(&first).await;
    mary.submits(&second).await;
    let to_approve = &work(&carl).await["to_approve"];
    assert_eq!(ids(to_approve, "offer_id"), [first.id, second.id]);
    let item = &to_approve["items"][0];
    assert_eq!((&item["kind"], &item["tenant_name"]), (&json!("offer"), &json!(TENANT)));
    assert_eq!((&item["title"], &item["by"]), (&json!("Gold card"), &json!("mary")));
    assert_eq!((&item["version"], &to_approve["more"]), (&json!(2), &json!(false)));
    assert!(item.get("campaign_id").is_none());
    // Not to those who may not decide, nor in another tenant.
    assert_eq!(ids(&work(&mary).await["to_approve"], "offer_id"), [] as [i64; 0]);
    assert_eq!(ids(&work(&bank.outsider()).await["to_approve"], "offer_id"), [] as [i64; 0]);
    carl.rejects(&second).await;
    let hers = work(&mary).await;
    assert_eq!(ids(&hers["sent_back"], "offer_id"), [second.id]);
    assert_eq!(hers["sent_back"]["items"][0]["by"], "carl");
    assert_eq!(ids(&hers["drafts"], "offer_id"), [draft.id]);
    assert_eq!(ids(&work(&carl).await["to_approve"], "offer_id"), [first.id]);
}

#[tokio::test]
async fn a_maker_is_not_told_to_approve_where_four_eyes_are_asked_for() {
    let bank = Bank::open().await;
    let ada = bank.admin();
    let offer = ada.writes_offer(json!({"n": 1})).await;
    ada.submits(&offer).await;
    assert_eq!(ids(&work(&ada).await["to_approve"], "offer_id"), [offer.id]);
    bank.demands_four_eyes().await;
    assert_eq!(ids(&work(&ada).await["to_approve"], "offer_id"), [] as [i64; 0]);
    assert_eq!(ids(&work(&bank.checker()).await["to_approve"], "offer_id"), [offer.id]);
}

#[tokio::test]
async fn jobs_that_failed_and_campaigns_that_start_are_told() {
    let bank = Bank::open().await;
    let soon = bank.app.now() + jiff::SignedDuration::from_hours(24);
    let end = bank.app.now() + jiff::SignedDuration::from_hours(48);
    let dates = json!({"start_date": soon.to_string(), "end_date": end.to_string()});
    let campaign = bank.campaign(dates).await;
    bank.admin().put(&campaign.path(), json!({"status": "scheduled"})).await.is(200);
    let sql = format!(
        "INSERT INTO jobs (bucket, tenant_name, kind, subject, status, error, created_by, finished_at)
         VALUES (0, '{TENANT}', 'audience', '1', 'failed', 'no space', 'ada', now()),
                (0, '{OTHER_TENANT}', 'audience', '2', 'failed', 'theirs', 'otto', now())"
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
    let adas = work(&bank.admin()).await;
    assert_eq!(ids(&adas["starting_soon"], "campaign_id"), [campaign.id]);
    assert_eq!(adas["failed_jobs"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(adas["failed_jobs"]["items"][0]["title"], "no space");
    assert_eq!(work(&bank.maker()).await["failed_jobs"]["items"], json!([]));
}

#[tokio::test]
async fn colleagues_are_listed_with_their_roles() {
    let bank = Bank::open().await;
    bank.hire("ann", &["create", "approver"]).await;
    let page = bank.reader().get("people").await.is(200);
    let names: Vec<&str> = page.items().iter().map(|it| it["username"].as_str().unwrap()).collect();
    assert_eq!(names, ["ada", "ann", "carl", "mary", "rita"]);
    assert_eq!(page.items()[1]["roles"], json!(["create", "approver"]));
    assert!(page.items()[1]["full_name"].is_string());
    let checkers = bank.reader().get("people?role=approver").await.is(200);
    assert_eq!(checkers.items().len(), 2);
    assert_eq!(checkers.items()[0]["roles"], json!(["create", "approver"]));
    let first = bank.reader().get("people?limit=1").await.is(200);
    let next = first["next"].as_str().unwrap().to_owned();
    let second = bank.reader().get(&format!("people?limit=1&after={next}")).await.is(200);
    assert_eq!(second.items()[0]["username"], "ann");
    bank.outsider().get(&format!("/tenants/{TENANT}/people")).await.is(404);
}
