//! API keys: the secret is shown once, works until it is revoked or expires, and is found nowhere else.

use serde_json::{Value, json};

use super::trail;
use crate::bank::{Bank, Caller};

fn mailer() -> Value {
    json!({"name": "Mailer", "scopes": ["deliveries"]})
}

/// A right that no key holds tells a key that is good (403) from one that is not (401).
async fn is_good(key: &Caller) -> bool {
    match key.get("/users/me").await.status.as_u16() {
        403 => true,
        401 => false,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn the_secret_is_shown_once_and_works_at_once() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let body = json!({"name": "Mailer", "scopes": ["customers:read", "deliveries", "deliveries"],
                      "expires_at": "2100-01-01T00:00:00Z"});
    let made = root.post("/sa/api-keys", body).await.is(201);
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("prf_") && secret.len() >= 4 + 43);
    assert_eq!(made.header("location"), Some(&*format!("/api/v1/sa/api-keys/{}", made["id"])));
    assert_eq!(made["name"], "Mailer");
    assert_eq!(made["scopes"], json!(["deliveries", "customers:read"]));
    assert_eq!(made["tenant_name"], Value::Null);
    assert_eq!(made["expires_at"], "2100-01-01T00:00:00Z");
    assert_eq!(made["created_by"], "root");
    assert!(is_good(&bank.bearer(&*secret)).await);
    assert!(is_good(&bank.anonymous().with("x-api-key", &secret)).await);
    let forged = format!("{}x", &secret[..secret.len() - 1]);
    assert!(!is_good(&bank.bearer(forged)).await);

    let list = root.get("/sa/api-keys").await.is(200);
    let mut without = made.json.clone();
    without.as_object_mut().unwrap().remove("secret");
    assert_eq!(list["items"], json!([without]));
    let rows = root.get("/sa/audit-logs?entity=api_key").await.is(200);
    assert!(!rows.text().contains("prf_") && !rows.text().contains(&secret[4..]));
    let stored = "SELECT count(*) FROM api_keys k WHERE k::text LIKE '%prf\\_%'";
    assert_eq!(bank.count(stored).await, 0);
}

#[tokio::test]
async fn a_repeat_makes_another_key_even_under_an_idempotency_key() {
    let bank = Bank::open().await;
    let root = bank.super_admin().with("idempotency-key", "once");
    let one = root.post("/sa/api-keys", mailer()).await.is(201);
    let other = root.post("/sa/api-keys", mailer()).await.is(201);
    assert_ne!(one["id"], other["id"]);
    assert_ne!(one["secret"], other["secret"]);
    assert_eq!(bank.count("SELECT count(*) FROM idempotency_keys").await, 0);
}

#[tokio::test]
async fn a_revoked_key_is_refused_from_the_next_request_on() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let made = root.post("/sa/api-keys", mailer()).await.is(201);
    let key = bank.bearer(made["secret"].as_str().unwrap());
    assert!(is_good(&key).await);
    let path = format!("/sa/api-keys/{}", made["id"]);
    root.delete(&path).await.is(204);
    assert!(!is_good(&key).await);
    root.delete(&path).await.problem(404, "not_found");
    assert_eq!(root.get("/sa/api-keys").await.is(200)["items"], json!([]));
    assert_eq!(trail(&bank, "api_key", &made["id"].to_string()).await, ["revoke", "create"]);
}

#[tokio::test]
async fn an_expired_key_is_refused() {
    let bank = Bank::open().await;
    let made = bank.super_admin().post("/sa/api-keys", mailer()).await.is(201);
    let key = bank.bearer(made["secret"].as_str().unwrap());
    assert!(is_good(&key).await);
    let expire = "UPDATE api_keys SET expires_at = now() - interval '1 second'";
    bank.sql().await.batch_execute(expire).await.unwrap();
    assert!(!is_good(&key).await);
}

#[tokio::test]
async fn every_fault_of_a_new_key_is_named() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    root.post("/sa/api-keys", json!({}))
        .await
        .faults(&[("/name", "required"), ("/scopes", "required")]);
    let body = json!({"name": "", "scopes": [], "secret": "prf_mine"});
    root.post("/sa/api-keys", body).await.faults(&[
        ("/name", "too_short"),
        ("/scopes", "too_few"),
        ("/secret", "unknown_field"),
    ]);
    let body = json!({"name": "x", "scopes": ["everything"], "expires_at": "tomorrow"});
    root.post("/sa/api-keys", body)
        .await
        .faults(&[("/scopes/0", "not_allowed"), ("/expires_at", "wrong_form")]);
    let body = json!({"name": "x", "scopes": ["deliveries"], "tenant_name": "nowhere",
                      "expires_at": "2001-01-01T00:00:00Z"});
    root.post("/sa/api-keys", body)
        .await
        .faults(&[("/tenant_name", "unknown"), ("/expires_at", "in_the_past")]);
    assert_eq!(bank.count("SELECT count(*) FROM api_keys").await, 0);
}

#[tokio::test]
async fn a_key_of_one_tenant_takes_no_customers() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let bound =
        |scopes: Value| json!({"name": "x", "scopes": scopes, "tenant_name": "credit_card"});
    let made = root.post("/sa/api-keys", bound(json!(["deliveries"]))).await.is(201);
    assert_eq!(made["tenant_name"], "credit_card");
    for scopes in [json!(["customers:read"]), json!(["deliveries", "customers:write"])] {
        let refused = root.post("/sa/api-keys", bound(scopes)).await;
        refused.faults(&[("/scopes", "not_allowed")]);
    }
}

#[tokio::test]
async fn keys_are_listed_page_by_page() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(root.post("/sa/api-keys", mailer()).await.is(201).number("id"));
    }
    let mut found = Vec::new();
    let mut page = root.get("/sa/api-keys?limit=2").await.is(200);
    loop {
        assert!(!page.text().contains("secret"));
        found.extend(page.items().iter().map(|it| it["id"].as_i64().unwrap()));
        let Some(next) = page["next"].as_str() else { break };
        page = root.get(&format!("/sa/api-keys?limit=2&after={next}")).await.is(200);
    }
    assert_eq!(found, made);
    root.get("/sa/api-keys?limit=101").await.problem(422, "validation_failed");
    root.get("/sa/api-keys?name=x").await.problem(422, "validation_failed");
}

#[tokio::test]
async fn keys_are_for_super_admins_alone_before_anything_else_is_told() {
    let bank = Bank::open().await;
    for caller in [bank.admin(), bank.key("customers:write").await] {
        caller.get("/sa/api-keys").await.problem(403, "forbidden");
        caller.post("/sa/api-keys", json!({"x": 1})).await.problem(403, "forbidden");
        caller.delete("/sa/api-keys/1").await.problem(403, "forbidden");
        caller.delete("/sa/api-keys/x").await.problem(403, "forbidden");
    }
    bank.anonymous().post("/sa/api-keys", mailer()).await.problem(401, "unauthorized");
    bank.super_admin().delete("/sa/api-keys/x").await.problem(404, "not_found");
    bank.super_admin().delete("/sa/api-keys/-1").await.problem(404, "not_found");
}
