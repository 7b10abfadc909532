//! The export: what it holds, how it comes, and that it can be imported again.

use serde_json::{Value, json};

use super::{crowd, goes_in, known_as};
use crate::bank::Bank;

const CROWD: &str = "external_id,full_name,email,segment,balance\n\
    1,\"Ana \"\"A\"\", Müller\",a@b.co,mass,1.50\n\
    2,=1+1,,premium,-3\n";

#[tokio::test]
async fn an_export_can_be_imported_again() {
    let bank = Bank::open().await;
    goes_in(&bank, CROWD).await;
    bank.super_admin().adds(json!({"full_name": "Nameless id"})).await;
    let csv = bank.super_admin().get("/customers/export").await.is(200);
    assert_eq!(csv.header("content-type"), Some("text/csv"));
    assert_eq!(csv.text().lines().count(), 4, "{}", csv.text());
    assert!(csv.text().starts_with("customer_id,external_id,full_name,email,phone,"));
    assert_eq!(goes_in(&bank, csv.body.clone()).await, [0, 0, 3]);
    bank.sql().await.batch_execute("DELETE FROM customers").await.unwrap();
    assert_eq!(goes_in(&bank, csv.body).await, [3, 0, 0]);
    assert_eq!(known_as(&bank, "1").await["full_name"], "Ana \"A\", Müller");
    assert_eq!(known_as(&bank, "1").await["attributes"], json!({"balance": 1.50}));
}

#[tokio::test]
async fn ndjson_is_an_object_per_line_as_the_api_shows_it() {
    let bank = Bank::open().await;
    goes_in(&bank, CROWD).await;
    let export =
        bank.super_admin().get("/customers/export?format=ndjson&segment=mass").await.is(200);
    assert_eq!(export.header("content-type"), Some("application/x-ndjson"));
    let text = export.text();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, [known_as(&bank, "1").await]);
}

#[tokio::test]
async fn an_export_longer_than_a_page_has_everybody_once() {
    let bank = Bank::open().await;
    goes_in(&bank, crowd("", 4_500, |_| String::new())).await;
    let export = bank.super_admin().get("/customers/export").await.is(200);
    let text = export.text();
    let ids: std::collections::BTreeSet<_> = text.lines().skip(1).map(|line| &line[..36]).collect();
    assert_eq!((ids.len(), text.lines().count()), (4_500, 4_501));
}

#[tokio::test]
async fn a_large_export_may_be_the_first_thing_that_a_server_is_asked() {
    let bank = Bank::open().await;
    let fill = "INSERT INTO customers (customer_id, full_name, kyc_status, opted_out, attributes)
                SELECT gen_random_uuid(), 'Ana', 'verified', false, jsonb_build_object('k', repeat('x', 800))
                FROM generate_series(1, 2000)";
    bank.sql().await.batch_execute(fill).await.unwrap();
    let export = bank.super_admin().get("/customers/export").await.is(200);
    assert_eq!(export.text().lines().filter(|line| line.contains(",verified,")).count(), 2_000);
}

#[tokio::test]
async fn every_export_is_in_the_trail() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.get("/customers/export?email=secret@example.com&format=ndjson").await.is(200);
    root.get("/customers/export?format=xml").await.faults(&[("/format", "not_allowed")]);
    root.get("/customers/export?limit=5").await.faults(&[("/limit", "unknown_field")]);
    let trail = root.get("/sa/audit-logs?action=export").await.is(200);
    assert_eq!(trail.items().len(), 1);
    let changes = &trail.items()[0]["changes"];
    assert_eq!(changes, &json!({"format": "ndjson", "filters": ["email"]}));
}
