//! Making, changing and deleting webhooks, and their log.

use serde_json::{Value, json};

use crate::bank::{Bank, Receiver};

const URL: &str = "https://hooks.bank.example/offers";

fn body() -> Value {
    json!({"url": URL, "description": "CRM", "events": ["offer.approved", "offer.submitted", "offer.approved"]})
}

#[tokio::test]
async fn a_webhook_shows_what_the_contract_lists_and_its_secret_once() {
    let bank = Bank::open().await;
    let made = bank.admin().post("webhooks", body()).await.is(201);
    let id = made.number("webhook_id");
    let path = format!("webhooks/{id}");
    assert_eq!(
        made.header("location"),
        Some(format!("/api/v1/tenants/credit_card/{path}").as_str())
    );
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    let seen = bank.admin().get(&path).await.is(200);
    assert_eq!(seen.etag(), made.etag());
    let mut fields: Vec<&str> = seen.json.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let listed = "created_at created_by description disabled_reason enabled events tenant_name updated_at url version webhook_id";
    assert_eq!(fields.join(" "), listed);
    for (field, value) in [
        ("tenant_name", json!("credit_card")),
        ("url", json!(URL)),
        ("description", json!("CRM")),
        ("events", json!(["offer.submitted", "offer.approved"])),
        ("enabled", json!(true)),
        ("disabled_reason", Value::Null),
        ("created_by", json!("ada")),
        ("version", json!(1)),
    ] {
        assert_eq!(seen[field], value, "{field}");
    }
    let list = bank.admin().get("webhooks").await.is(200);
    assert_eq!(list.items(), std::slice::from_ref(&seen.json));
}

#[tokio::test]
async fn a_secret_is_nowhere_in_the_database_and_not_in_a_repeats_answer() {
    let bank = Bank::open().await;
    let ada = bank.admin().with("idempotency-key", "make");
    let first = ada.post("webhooks", body()).await.is(201);
    let secret = first["secret"].as_str().unwrap();
    let again = ada.post("webhooks", body()).await.is(201);
    assert_eq!(again["webhook_id"], first["webhook_id"]);
    assert_eq!(again["secret"], Value::Null);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(bank.count("SELECT count(*) FROM webhooks").await, 1);

    let path = format!("webhooks/{}/rotate-secret", first["webhook_id"]);
    let ada = bank.admin().with("idempotency-key", "rotate");
    let rotated = ada.post(&path, None).await.is(200);
    let repeat = ada.post(&path, None).await.is(200);
    assert_eq!((&repeat["version"], &repeat["secret"]), (&json!(2), &Value::Null));

    for secret in [secret, rotated["secret"].as_str().unwrap()] {
        let text = secret.strip_prefix("whsec_").unwrap();
        let sql = "SELECT (SELECT count(*) FROM idempotency_keys k WHERE k::text LIKE '%' || $1 || '%')
                        + (SELECT count(*) FROM audit_logs a WHERE a::text LIKE '%' || $1 || '%')
                        + (SELECT count(*) FROM webhooks w
                           WHERE w::text LIKE '%' || $1 || '%' OR position(decode($1, 'base64') IN secret) > 0
                              OR position(decode($1, 'base64') IN array_to_string(previous_secrets, '')::bytea) > 0)";
        let found: i64 = bank.sql().await.query_one(sql, &[&text]).await.unwrap().get(0);
        assert_eq!(found, 0);
    }
    assert_eq!(bank.count("SELECT count(*) FROM idempotency_keys").await, 2);
}

#[tokio::test]
async fn what_a_webhook_cannot_be_is_told() {
    let bank = Bank::open_reaching(proffer::config::WebhookConfig::default()).await;
    let post = async |body: Value| bank.admin().post("webhooks", body).await;
    let url = |url: &str| json!({"url": url, "events": ["offer.approved"]});
    post(json!({})).await.faults(&[("/url", "required"), ("/events", "required")]);
    post(json!({"url": URL, "events": []})).await.faults(&[("/events", "too_few")]);
    let unknown = post(json!({"url": URL, "events": ["offer.deleted", "webhook.ping"]})).await;
    unknown.faults(&[("/events/0", "not_allowed"), ("/events/1", "not_allowed")]);
    post(url(&format!("https://a.example/{}", "x".repeat(2048))))
        .await
        .faults(&[("/url", "too_long")]);
    for text in ["", "x"] {
        let answer = post(url(text)).await.problem(422, "validation_failed");
        assert_eq!(answer["errors"][0]["pointer"], "/url", "{text}");
    }
    for text in ["hooks.bank.example", "ftp://hooks.bank.example/", "https://2130706433/"] {
        post(url(text)).await.faults(&[("/url", "wrong_form")]);
    }
    for text in [
        "http://hooks.bank.example/",
        "https://user:pw@hooks.bank.example/",
        "https://127.0.0.1:8443/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:10.0.0.1]/",
        "https://hooks.bank.example:22/",
        "https://8.8.8.8:6379/",
    ] {
        post(url(text)).await.faults(&[("/url", "not_allowed")]);
    }
    assert_eq!(bank.count("SELECT count(*) FROM webhooks").await, 0);
    let made = post(url(URL)).await.is(201);
    let path = format!("webhooks/{}", made["webhook_id"]);
    let change = bank.admin().put(&path, json!({"url": "https://10.0.0.1/"})).await;
    change.faults(&[("/url", "not_allowed")]);
    bank.admin()
        .put(&path, json!({"secret": "whsec_x"}))
        .await
        .faults(&[("/secret", "unknown_field")]);
}

#[tokio::test]
async fn a_tenant_has_twenty_webhooks_at_most() {
    let bank = Bank::open().await;
    for _ in 0..20 {
        bank.admin().post("webhooks", body()).await.is(201);
    }
    bank.admin().post("webhooks", body()).await.problem(409, "too_many_webhooks");
    let path = "/tenants/personal_loan/webhooks";
    bank.outsider().post(path, body()).await.is(201);
    let page = bank.admin().get("webhooks?limit=15").await.is(200);
    let rest = format!("webhooks?limit=15&after={}", page["next"].as_str().unwrap());
    let rest = bank.admin().get(&rest).await.is(200);
    assert_eq!((page.items().len(), rest.items().len(), &rest["next"]), (15, 5, &Value::Null));
}

#[tokio::test]
async fn a_webhook_is_changed_switched_off_and_on_and_deleted() {
    let bank = Bank::open().await;
    let made = bank.admin().post("webhooks", body()).await.is(201);
    let path = format!("webhooks/{}", made["webhook_id"]);
    let same = bank.admin().put(&path, json!({"url": URL, "enabled": true})).await.is(200);
    assert_eq!(same["version"], 1);
    let stale = bank.admin().with("if-match", "\"7\"");
    stale.put(&path, json!({"enabled": false})).await.problem(412, "precondition_failed");
    let off = bank.admin().put(&path, json!({"enabled": false, "description": null})).await.is(200);
    assert_eq!(
        (&off["enabled"], &off["disabled_reason"], &off["description"], &off["version"]),
        (&json!(false), &json!("by_admin"), &Value::Null, &json!(2))
    );
    let still = bank.admin().put(&path, json!({"events": ["campaign.active"]})).await.is(200);
    assert_eq!(still["disabled_reason"], "by_admin");
    let on = bank.admin().put(&path, json!({"enabled": true})).await.is(200);
    assert_eq!((&on["enabled"], &on["disabled_reason"]), (&json!(true), &Value::Null));
    stale.delete(&path).await.problem(412, "precondition_failed");
    bank.admin().delete(&path).await.is(204);
    for below in ["", "/deliveries"] {
        bank.admin().get(&format!("{path}{below}")).await.problem(404, "not_found");
    }
    bank.admin().post(&format!("{path}/test"), None).await.problem(404, "not_found");
    let trail = bank.admin().get("audit-logs?entity=webhook").await.is(200);
    let actions: Vec<_> = trail.items().iter().map(|row| row["action"].clone()).collect();
    assert_eq!(actions, ["delete", "update", "update", "update", "create"]);
    assert_eq!(trail.items()[3]["changes"]["enabled"], json!({"from": true, "to": false}));
}

#[tokio::test]
async fn a_deleted_webhook_is_sent_nothing_and_leaves_nothing() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    bank.admin().pings(&hook).await.is(202);
    bank.admin().delete(&hook.path()).await.is(204);
    assert_eq!(bank.delivers().await, 0);
    assert_eq!((receiver.letters().len(), bank.events().await), (0, 0));
}

#[tokio::test]
async fn a_tenants_webhooks_go_with_it() {
    let bank = Bank::open().await;
    let path = "/tenants/personal_loan/webhooks";
    let made = bank.outsider().post(path, body()).await.is(201);
    let test = format!("{path}/{}/test", made["webhook_id"]);
    bank.outsider().post(&test, None).await.is(202);
    let kept = bank.admin().post("webhooks", body()).await.is(201);
    bank.super_admin().delete("/sa/tenants/personal_loan").await.is(204);
    let left = bank.count("SELECT coalesce(min(webhook_id), 0) FROM webhooks").await;
    assert_eq!((left, bank.events().await), (kept.number("webhook_id"), 0));
    let sql = "SELECT count(*) FROM audit_logs
               WHERE tenant_name = 'personal_loan' AND entity = 'webhook' AND action = 'delete'";
    assert_eq!(bank.count(sql).await, 1);
}

#[tokio::test]
async fn the_log_is_paged_newest_first_and_filtered() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    for _ in 0..3 {
        bank.admin().pings(&hook).await.is(202);
    }
    bank.delivers().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().submits(&offer).await;
    let path = format!("{}/deliveries", hook.path());
    let ids = async |query: &str| -> Vec<i64> {
        let page = bank.admin().get(&format!("{path}{query}")).await.is(200);
        page.items().iter().map(|item| item["delivery_id"].as_i64().unwrap()).collect()
    };
    let all = ids("").await;
    assert_eq!(all.len(), 4);
    assert!(all.is_sorted_by(|a, b| a > b));
    let page = bank.admin().get(&format!("{path}?limit=3")).await.is(200);
    let rest = ids(&format!("?after={}", page["next"].as_str().unwrap())).await;
    assert_eq!(rest, all[3..]);
    assert_eq!(ids("?state=pending").await, all[..1]);
    assert_eq!(ids("?state=delivered").await, all[1..]);
    assert_eq!(ids("?event=offer.submitted").await, all[..1]);
    let fault = bank.admin().get(&format!("{path}?state=lost")).await;
    fault.faults(&[("/state", "not_allowed")]);
    let item = bank.admin().sees_sent(&hook).await[0].clone();
    let mut fields: Vec<&str> = item.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let listed = "attempts created_at delivery_id event event_id finished_at last_error last_response last_status next_attempt_at state webhook_id";
    assert_eq!(fields.join(" "), listed);
}
