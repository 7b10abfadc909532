//! The list of customers: its filters, its pages, its plans.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{crowd, goes_in};
use crate::bank::{Bank, Caller};

/// A small, odd crowd.
const CROWD: &str = "external_id,full_name,email,kyc_status,segment\n\
    1,Ana Müller,Ana@Example.com,verified,premium\n\
    2,ana costa,ana.costa@example.com,pending,premium\n\
    3,100% Ana,percent@example.com,verified,mass\n\
    4,Élodie Ana,e@example.com,expired,mass\n\
    5,Bruno_x,bruno@example.com,verified,\n\
    6,Brunoyx,bruno2@example.com,rejected,mass\n";

async fn found(caller: &Caller, query: &str) -> BTreeSet<String> {
    let answer = caller.get(&format!("/customers?{query}")).await.is(200);
    let text = |item: &Value| item["external_id"].as_str().unwrap().to_owned();
    answer.items().iter().map(text).collect()
}

#[tokio::test]
async fn filters_find_whom_they_say() {
    let bank = Bank::open().await;
    goes_in(&bank, CROWD).await;
    let root = bank.super_admin();
    for (query, ids) in [
        ("", "1 2 3 4 5 6"),
        ("kyc_status=verified", "1 3 5"),
        ("segment=mass", "3 4 6"),
        ("segment=Mass", ""),
        ("kyc_status=verified&segment=mass", "3"),
        ("email=ANA@example.COM", "1"),
        ("email=ana%25", ""),
        ("external_id=5", "5"),
        ("external_id=5&segment=mass", ""),
        ("external_id=nobody", ""),
        ("q=ana", "1 2"),
        ("q=ANA%20M", "1"),
        ("q=%25", ""),
        ("q=100%25", "3"),
        ("q=Bruno_", "5"),
        ("q=bruno%5C_", ""),
        ("q=%C3%89LODIE", "4"),
        ("q=ana&kyc_status=pending", "2"),
        ("q=%27%20OR%201%3D1--", ""),
    ] {
        let wanted: BTreeSet<_> = ids.split_whitespace().map(str::to_owned).collect();
        assert_eq!(found(&root, query).await, wanted, "{query}");
    }
}

#[tokio::test]
async fn faulty_queries_are_refused() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let list = async |query: &str| root.get(&format!("/customers?{query}")).await;
    list("limit=0").await.faults(&[("/limit", "too_small")]);
    list("limit=101").await.faults(&[("/limit", "too_large")]);
    list("kyc_status=maybe").await.faults(&[("/kyc_status", "not_allowed")]);
    list("name=ana").await.faults(&[("/name", "unknown_field")]);
    list("q=").await.faults(&[("/q", "too_short")]);
    list("after=nonsense").await.problem(422, "validation_failed");
}

#[tokio::test]
async fn pages_follow_the_key_and_miss_nobody() {
    let bank = Bank::open().await;
    assert_eq!(goes_in(&bank, crowd("", 25, |_| String::new())).await, [25, 0, 0]);
    let root = bank.super_admin();
    let (mut after, mut ids) = (String::new(), Vec::new());
    loop {
        let page = root.get(&format!("/customers?limit=10&q=person{after}")).await.is(200);
        ids.extend(page.items().iter().map(|it| it["customer_id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(ids.len(), 25);
    assert!(ids.is_sorted());
}

/// No filter may read the whole table. The plan of a prefix depends on how many names have it.
#[tokio::test]
async fn filters_use_their_indexes() {
    let bank = Bank::open().await;
    let sql = bank.sql().await;
    sql.batch_execute(
        "INSERT INTO customers (customer_id, external_id, full_name, email, email_key, kyc_status, segment)
         SELECT gen_random_uuid(), n, 'Person ' || n, n || '@example.com', lpad(n::text, 32, '0')::uuid, 'verified',
                'mass'
         FROM generate_series(1, 20000) n;
         ANALYZE customers",
    )
    .await
    .unwrap();
    let plan = async |filter: &str| {
        let explain = format!(
            "EXPLAIN SELECT * FROM customers WHERE customer_id > '10000000-0000-4000-8000-000000000000' AND {filter}
             ORDER BY customer_id LIMIT 51"
        );
        let rows = sql.query(&explain, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect::<Vec<String>>().join("\n")
    };
    for (filter, index) in [
        ("lower(full_name) COLLATE \"C\" LIKE lower('person 1234%')", "customers_by_name"),
        ("lower(full_name) COLLATE \"C\" LIKE lower('p%')", "customers_pkey"),
        ("email_key = '00000000-0000-0000-0000-000000000077'", "customers_by_email_key"),
        ("segment = 'mass'", "customers_pkey"),
        ("segment = 'none such'", "customers_by_segment"),
        ("kyc_status = 'expired'", "customers_by_kyc"),
    ] {
        let plan = plan(filter).await;
        assert!(plan.contains(index) || plan.contains("customers_by_segment"), "{filter}:\n{plan}");
        assert!(!plan.contains("Seq Scan"), "{filter}:\n{plan}");
    }
}

#[tokio::test]
async fn an_added_customer_is_found_by_its_external_id() {
    let bank = Bank::open().await;
    bank.super_admin().adds(json!({"full_name": "Ana", "external_id": "ext/1 é"})).await;
    let ids = found(&bank.super_admin(), "external_id=ext%2F1%20%C3%A9").await;
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), ["ext/1 é"]);
}
