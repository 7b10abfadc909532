//! Adding, reading and changing one customer.

use axum::http::Method;
use serde_json::{Value, json};

use super::path_of;
use crate::bank::Bank;

#[tokio::test]
async fn a_customer_has_every_field_of_the_contract() {
    let bank = Bank::open().await;
    let given = json!({
        "external_id": "bank-7", "full_name": "Łucja O'Neill", "email": "lucja@example.com",
        "phone": "+351 912 345 678", "kyc_status": "verified", "segment": "premium", "country": "PT",
        "date_of_birth": "1990-05-17", "opted_out": false, "attributes": {"balance": 1.50, "tags": ["a"]}
    });
    let added = bank.super_admin().adds(given.clone()).await;
    let location = added.header("location").unwrap().to_owned();
    assert_eq!(location, format!("/api/v1{}", path_of(&added.json)));
    assert_eq!(added.etag(), "\"1\"");
    let found = bank.super_admin().get(&path_of(&added.json)).await.is(200);
    assert_eq!(found.json, added.json);
    for (field, value) in given.as_object().unwrap() {
        assert_eq!(&found[field.as_str()], value, "{field}");
    }
    assert_eq!(found.json.as_object().unwrap().len(), 14);
}

#[tokio::test]
async fn numbers_keep_their_digits() {
    let bank = Bank::open().await;
    let body = r#"{"full_name": "Ana", "attributes": {"a": 1.50, "b": 12345678901234567890123}}"#;
    let root = bank.super_admin();
    let added = root.send_as(Method::POST, "/customers", "application/json", body).await.is(201);
    assert!(
        added.text().contains(r#"{"a": 1.50, "b": 12345678901234567890123}"#),
        "{}",
        added.text()
    );
}

#[tokio::test]
async fn only_a_name_is_needed() {
    let bank = Bank::open().await;
    let added = bank.super_admin().adds(json!({"full_name": "Ana"})).await;
    assert_eq!(added["kyc_status"], "pending");
    assert_eq!(added["opted_out"], false);
    assert_eq!(added["attributes"], json!({}));
    for field in ["external_id", "email", "phone", "segment", "country", "date_of_birth"] {
        assert_eq!(added[field], Value::Null, "{field}");
    }
}

#[tokio::test]
async fn every_fault_is_told_at_once() {
    let bank = Bank::open().await;
    let faulty = json!({
        "full_name": "", "external_id": "x".repeat(129), "email": "nobody", "phone": "call me",
        "kyc_status": "maybe", "country": "ZZ", "date_of_birth": "1990-02-30", "attributes": [], "balance": 5
    });
    bank.super_admin().post("/customers", faulty).await.faults(&[
        ("/full_name", "too_short"),
        ("/external_id", "too_long"),
        ("/email", "wrong_form"),
        ("/phone", "wrong_form"),
        ("/kyc_status", "not_allowed"),
        ("/country", "not_allowed"),
        ("/date_of_birth", "wrong_form"),
        ("/attributes", "wrong_type"),
        ("/balance", "unknown_field"),
    ]);
    bank.super_admin().post("/customers", json!({})).await.faults(&[("/full_name", "required")]);
}

#[tokio::test]
async fn faults_that_a_schema_cannot_find_are_found_too() {
    let bank = Bank::open().await;
    let faulty = |field: &str, value: Value| {
        let mut customer = json!({"full_name": "Ana"});
        customer[field] = value;
        (customer, format!("/{field}"))
    };
    for (field, value) in [
        ("full_name", json!(" \u{a0} ")),
        ("full_name", json!("a\nb")),
        ("full_name", json!("a\u{0}b")),
        ("email", json!("a@b..co")),
        ("phone", json!("(((((")),
        ("date_of_birth", json!("1849-12-31")),
        ("date_of_birth", json!("2999-01-01")),
        ("attributes", json!({"a": "x".repeat(17_000)})),
    ] {
        let (customer, pointer) = faulty(field, value);
        let refused = bank.super_admin().post("/customers", customer).await;
        let refused = refused.problem(422, "validation_failed");
        assert_eq!(refused["errors"][0]["pointer"], pointer.as_str(), "{}", refused.text());
    }
    let within = json!({"full_name": "Ana", "attributes": {"a": "x".repeat(16_000)}});
    bank.super_admin().adds(within).await;
}

#[tokio::test]
async fn an_external_id_is_given_once() {
    let bank = Bank::open().await;
    let ana = json!({"full_name": "Ana", "external_id": "7"});
    bank.super_admin().adds(ana.clone()).await;
    bank.super_admin().post("/customers", ana).await.problem(409, "already_exists");
}

#[tokio::test]
async fn a_change_leaves_what_is_absent_and_clears_what_is_null() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Ana", "email": "a@b.co", "segment": "mass", "attributes": {"a": 1, "b": 2}});
    let added = root.adds(ana).await;
    let path = path_of(&added.json);
    let change = json!({"email": null, "country": "DE", "attributes": {"b": 3}});
    let changed = root.put(&path, change).await.is(200);
    assert_eq!(changed.etag(), "\"2\"");
    assert_eq!(changed["email"], Value::Null);
    assert_eq!(changed["country"], "DE");
    assert_eq!(changed["segment"], "mass");
    assert_eq!(changed["attributes"], json!({"b": 3}));
    assert_eq!(root.get(&path).await.is(200).json, changed.json);
}

#[tokio::test]
async fn a_change_of_nothing_changes_nothing() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let added = root.adds(json!({"full_name": "Ana", "attributes": {"a": 1}})).await;
    let path = path_of(&added.json);
    for same in
        [json!({}), json!({"full_name": "Ana", "email": null}), json!({"attributes": {"a": 1.0}})]
    {
        assert_eq!(root.put(&path, same).await.is(200).json, added.json);
    }
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE entity = 'customer'").await, 1);
}

#[tokio::test]
async fn what_is_fixed_cannot_be_changed() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let path = path_of(&root.adds(json!({"full_name": "Ana"})).await.json);
    for (fixed, other) in [
        ("external_id", "x"),
        ("customer_id", "0190a0c8-0000-7000-8000-000000000001"),
        ("created_at", "2001-01-01T00:00:00Z"),
    ] {
        let pointer = format!("/{fixed}");
        root.put(&path, json!({fixed: other})).await.faults(&[(&pointer, "read_only")]);
    }
    root.put(&path, json!({"version": 7})).await.problem(409, "version_mismatch");
    root.put(&path, json!({"full_name": null})).await.faults(&[("/full_name", "wrong_type")]);
}

#[tokio::test]
async fn a_change_of_another_version_is_refused() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let added = root.adds(json!({"full_name": "Ana"})).await;
    let path = path_of(&added.json);
    let eve = json!({"full_name": "Eve"});
    let stale = root.clone().with("If-Match", "\"7\"");
    stale.put(&path, eve.clone()).await.problem(412, "precondition_failed");
    stale.delete(&path).await.problem(412, "precondition_failed");
    root.clone().with("If-Match", added.etag()).put(&path, eve).await.is(200);
}

#[tokio::test]
async fn who_is_not_there_is_not_found() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    for id in ["00000000-0000-4000-8000-000000000000", "7", "nobody"] {
        let path = format!("/customers/{id}");
        root.get(&path).await.problem(404, "not_found");
        root.put(&path, json!({})).await.problem(404, "not_found");
        root.delete(&path).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn customers_are_for_super_admins_and_keys_with_the_scope() {
    let bank = Bank::open().await;
    let (reader, writer) = (bank.key("customers:read").await, bank.key("customers:write").await);
    let ana = json!({"full_name": "Ana"});
    let path = path_of(&writer.adds(ana.clone()).await.json);
    reader.get(&path).await.is(200);
    reader.get("/customers").await.is(200);
    reader.get("/customers/export").await.is(200);
    reader.post("/customers", ana.clone()).await.problem(403, "forbidden");
    reader.put(&path, ana.clone()).await.problem(403, "forbidden");
    reader.delete(&path).await.problem(403, "forbidden");
    reader.hands_in("text/csv", "full_name\nAna\n").await.problem(403, "forbidden");
    writer.hands_in("text/csv", "full_name\nAna\n").await.is(202);
    writer.get(&path).await.problem(403, "forbidden");
    for stranger in [bank.admin(), bank.key("deliveries").await] {
        stranger.get(&path).await.problem(403, "forbidden");
        stranger.get("/customers").await.problem(403, "forbidden");
        stranger.get("/customers/export").await.problem(403, "forbidden");
        stranger.post("/customers", ana.clone()).await.problem(403, "forbidden");
        stranger.post("/customers", json!({"what": "ever"})).await.problem(403, "forbidden");
    }
    bank.anonymous().get("/customers").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn the_trail_has_the_names_of_fields_and_nothing_personal() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let ana = json!({"full_name": "Anastasia", "email": "secret@example.com"});
    let path = path_of(&root.adds(ana).await.json);
    root.put(&path, json!({"phone": "+351 912345678"})).await.is(200);
    root.delete(&path).await.is(204);
    let trail = root.get("/sa/audit-logs?entity=customer").await.is(200);
    let steps: Vec<_> = trail.items().iter().map(|it| (&it["action"], &it["changes"])).collect();
    assert_eq!(
        steps,
        [
            (&json!("delete"), &json!(null)),
            (&json!("update"), &json!({"fields": ["phone"]})),
            (&json!("create"), &json!({"fields": ["full_name", "email"]})),
        ]
    );
    for personal in ["Anastasia", "secret", "912345678"] {
        assert!(!trail.text().contains(personal), "{personal}");
    }
}

#[tokio::test]
async fn a_repeat_under_a_key_gets_the_first_answer() {
    let bank = Bank::open().await;
    let root = bank.super_admin().with("Idempotency-Key", "k1");
    let ana = json!({"full_name": "Ana"});
    let first = root.post("/customers", ana.clone()).await.is(201);
    assert_eq!(root.post("/customers", ana).await.is(201).json, first.json);
    let other = root.post("/customers", json!({"full_name": "Eve"})).await;
    other.problem(422, "idempotency_mismatch");
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 1);
}
