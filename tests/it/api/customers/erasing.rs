//! Erasing a customer: what goes, and what stays.

use serde_json::json;

use super::path_of;
use crate::bank::{Bank, Campaign, customer};

#[tokio::test]
async fn an_erased_customer_is_gone() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let path = path_of(&root.adds(json!({"full_name": "Ana", "external_id": "7"})).await.json);
    root.delete(&path).await.is(204);
    root.get(&path).await.problem(404, "not_found");
    root.delete(&path).await.problem(404, "not_found");
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 0);
    assert_eq!(bank.count("SELECT count(*) FROM opt_outs").await, 0);
    root.adds(json!({"full_name": "Ana", "external_id": "7"})).await;
}

#[tokio::test]
async fn audience_rows_keep_id_and_status() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let added = root.adds(json!({"full_name": "Ana"})).await;
    let id = added["customer_id"].as_str().unwrap();
    let sql = format!(
        "INSERT INTO campaign_customers (campaign_id, customer_id, delivery_status) VALUES (1, '{id}', 4)"
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
    root.delete(&path_of(&added.json)).await.is(204);
    let kept = format!(
        "SELECT count(*) FROM campaign_customers WHERE customer_id = '{id}' AND delivery_status = 4"
    );
    assert_eq!(bank.count(&kept).await, 1);
}

#[tokio::test]
async fn answers_kept_for_repeats_forget_an_erased_customer() {
    let bank = Bank::open().await;
    let caller = bank.super_admin().with("idempotency-key", "one");
    let id = caller.post("/customers", json!({"full_name": "Ida Ny"})).await.is(201);
    assert_eq!(bank.count("SELECT count(*) FROM idempotency_keys").await, 1);
    let path = format!("/customers/{}", id["customer_id"].as_str().unwrap());
    bank.super_admin().delete(&path).await.is(204);
    assert_eq!(bank.count("SELECT count(*) FROM idempotency_keys").await, 0);
}

#[tokio::test]
async fn a_senders_remark_and_time_go_and_those_that_come_later_are_not_kept() {
    let bank = Bank::open().await;
    let (campaign, sender) = (bank.runs_campaign(2).await, bank.sender().await);
    let report = |status: &str, day: u32| {
        let of = |number| {
            let mut item = campaign.item(number, status);
            item["reason"] = json!(format!("{status} for a reason"));
            item["sent_at"] = json!(format!("2026-01-{day:02}T09:00:00Z"));
            item
        };
        [of(1), of(2)]
    };
    sender.reports(report("bounced", 9)).await.is(200);
    bank.super_admin().delete(&format!("/customers/{}", customer(1))).await.is(204);
    assert_eq!(remarks(&bank).await, [None, Some("bounced for a reason".to_owned())]);
    assert_eq!(sender.reports(report("opened", 8)).await.is(200)["updated"], 2);
    assert_eq!(remarks(&bank).await, [None, Some("opened for a reason".to_owned())]);
    let sql = "SELECT count(*) FROM campaign_customers WHERE delivery_status = 6";
    assert_eq!(bank.count(sql).await, 2);
    let sql =
        "SELECT count(sent_at) FROM campaign_customers WHERE sent_at = '2026-01-08T09:00:00Z'";
    assert_eq!(bank.count(sql).await, 1);
}

async fn remarks(bank: &Bank) -> Vec<Option<String>> {
    let sql = "SELECT reason FROM campaign_customers ORDER BY customer_id";
    bank.sql().await.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn kept_answers_of_claims_forget_an_erased_customer_and_no_other() {
    let bank = Bank::open().await;
    let (campaign, sender) = (bank.runs_campaign(3).await, bank.sender().await);
    let claim = async |campaign: &Campaign, key: &str| {
        sender.clone().with("idempotency-key", key).claims(campaign, 10).await.is(200)
    };
    let first = claim(&campaign, "one").await;
    let other = bank.runs_campaign(0).await;
    bank.adds_to(&other, 2..=2).await;
    claim(&other, "two").await;
    bank.super_admin().delete(&format!("/customers/{}", customer(2))).await.is(204);
    let again = claim(&campaign, "one").await;
    let mut wanted = first.json.clone();
    wanted["items"].as_array_mut().unwrap().remove(1);
    assert_eq!(again.json, wanted);
    assert_eq!(claim(&other, "two").await.items().len(), 0);
}

#[tokio::test]
async fn an_opt_out_that_comes_after_the_erasure_is_kept_under_what_the_person_will_be_known_by() {
    let bank = Bank::open().await;
    let (campaign, root) = (bank.runs_campaign(0).await, bank.super_admin());
    let ana = json!({"full_name": "Ana", "email": "ana@b.co"});
    let id = root.adds(ana.clone()).await["customer_id"].as_str().unwrap().to_owned();
    let sql = format!(
        "INSERT INTO campaign_customers (campaign_id, customer_id) VALUES ({}, '{id}')",
        campaign.id
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 1).await.len(), 1);
    root.delete(&format!("/customers/{id}")).await.is(204);
    let report = json!({"campaign_id": campaign.id, "customer_id": id, "status": "unsubscribed"});
    assert_eq!(sender.reports([report]).await.is(200)["updated"], 1);
    assert_eq!(root.adds(ana).await["opted_out"], true);
    // For 90 days.
    bank.sql()
        .await
        .batch_execute("UPDATE erased_keys SET erased_at = now() - interval '91 days'")
        .await
        .unwrap();
    proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM erased_keys").await, 0);
}
