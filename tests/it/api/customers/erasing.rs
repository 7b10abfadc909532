//! Erasing a customer: what goes, and what stays.

use serde_json::json;

use super::path_of;
use crate::bank::Bank;

#[tokio::test]
async fn an_erased_customer_is_gone() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let path = path_of(&root.adds(json!({"full_name": "Ana", "external_id": "7"})).await.json);
    root.delete(&path).await.is(204);
    root.get(&path).await.problem(404, "not_found");
    root.delete(&path).await.problem(404, "not_found");
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 0);
    assert_eq!(bank.count("SELECT count(*) FROM suppressions").await, 0);
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
