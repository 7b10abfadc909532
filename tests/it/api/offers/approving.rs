//! What is approved: one version at a time, by the rules of the submission and of today.

use serde_json::json;

use crate::bank::Bank;

const TENANT_PATH: &str = "/sa/tenants/credit_card";

#[tokio::test]
async fn of_two_revisions_of_one_offer_the_second_takes_the_place_of_the_first() {
    let bank = Bank::open().await;
    let (mary, carl) = (bank.maker(), bank.checker());
    let offer = bank.approved_offer().await;
    let (one, other) = (mary.revises(&offer).await, mary.revises(&offer).await);
    for revision in [&one, &other] {
        mary.submits(revision).await;
        carl.approves(revision).await;
    }
    let status = async |offer| bank.reader().sees(offer).await["status"].clone();
    assert_eq!(status(&offer).await, "retired");
    assert_eq!(status(&one).await, "retired");
    assert_eq!(status(&other).await, "approved");
    // Campaigns of the first go on.
    let plan = crate::bank::plan(&one);
    mary.post("campaigns", plan).await.problem(409, "offer_not_approved");
}

#[tokio::test]
async fn of_two_revisions_approved_at_once_one_stays() {
    let bank = Bank::open().await;
    let mary = bank.maker();
    for _ in 0..5 {
        let offer = bank.approved_offer().await;
        let (one, other) = (mary.revises(&offer).await, mary.revises(&offer).await);
        mary.submits(&one).await;
        mary.submits(&other).await;
        let (carl, ada) = (bank.checker(), bank.admin());
        tokio::join!(carl.approves(&one), ada.approves(&other));
        let approved = format!(
            "SELECT count(*) FROM offers WHERE status = 'approved' AND offer_id IN ({}, {}, {})",
            offer.id, one.id, other.id
        );
        assert_eq!(bank.count(&approved).await, 1);
    }
}

#[tokio::test]
async fn an_offer_that_no_longer_meets_the_configuration_is_not_approved() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("submitted").await;
    let schema = json!({"schema": {"type": "object", "required": ["rate"]}});
    bank.admin().put("offer-config", schema).await.is(200);
    let refused = bank.checker().tries("approve", &offer).await;
    let refused = refused.problem(409, "validation_failed");
    assert_eq!(refused["errors"][0]["pointer"], "/data/rate");
    assert_eq!(bank.reader().sees(&offer).await["status"], "submitted");
    bank.checker().rejects(&offer).await;
}

#[tokio::test]
async fn four_eyes_hold_for_what_was_submitted_under_them_and_the_tenant_sees_them_change() {
    let bank = Bank::open().await;
    let (ada, root) = (bank.admin(), bank.super_admin());
    root.put(TENANT_PATH, json!({"four_eyes": true})).await.is(200);
    let offer = ada.writes_offer(json!({"rate": 1})).await;
    ada.submits(&offer).await;
    root.put(TENANT_PATH, json!({"four_eyes": false})).await.is(200);
    ada.tries("approve", &offer).await.problem(403, "four_eyes");
    root.put(TENANT_PATH, json!({"four_eyes": true})).await.is(200);
    let rows = ada.get("audit-logs?entity=tenant").await.is(200);
    let told: Vec<_> =
        rows.items().iter().map(|row| row["changes"]["four_eyes"]["to"].clone()).collect();
    assert_eq!(told, [json!(true), json!(false), json!(true)]);
    assert!(rows.items().iter().all(|row| row["actor"] == "root"));
    bank.checker().approves(&offer).await;
    // The stricter of then and now: submitted without the rule, decided under it.
    root.put(TENANT_PATH, json!({"four_eyes": false})).await.is(200);
    let offer = ada.writes_offer(json!({"rate": 2})).await;
    ada.submits(&offer).await;
    root.put(TENANT_PATH, json!({"four_eyes": true})).await.is(200);
    ada.tries("approve", &offer).await.problem(403, "four_eyes");
    // Submitted again while it does not hold.
    root.put(TENANT_PATH, json!({"four_eyes": false})).await.is(200);
    ada.tries("withdraw", &offer).await.is(200);
    ada.submits(&offer).await;
    ada.approves(&offer).await;
}

#[tokio::test]
async fn approvers_comment_and_makers_read_the_trail_of_their_own_offers() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let comment = format!("{}/comment", offer.path());
    let text = json!({"comment_text": "the rate?"});
    bank.checker().post(&comment, text.clone()).await.is(201);
    bank.reader().post(&comment, text).await.problem(403, "forbidden");
    let trail = format!("{}/audit-logs", offer.path());
    assert_eq!(bank.maker().get(&trail).await.is(200).items().len(), 3, "the refused one too");
    bank.checker().get(&trail).await.is(200);
    bank.reader().get(&trail).await.problem(403, "forbidden");
    let other = bank.admin().writes_offer(json!({})).await;
    let trail = format!("{}/audit-logs", other.path());
    bank.maker().get(&trail).await.problem(403, "forbidden");
    bank.maker().get("offers/999999/audit-logs").await.problem(404, "not_found");
}
