//! Tenants do not see each other: an object of another tenant, and another tenant itself, look exactly like one that
//! does not exist.

use axum::http::Method;
use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Caller, OTHER_TENANT, TENANT};
use crate::contract::{Who, routes};
use crate::promises::promise;

const NO_SUCH_ID: &str = "987654321";

/// A body that is valid on its own, so that only the object decides.
fn body_of(method: &str, path: &str) -> Option<Value> {
    let end = path.rsplit('/').next().unwrap();
    match (method, end) {
        ("PUT", "{offer_id}") | ("POST", "offers") => Some(json!({"data": {}})),
        ("PUT", "{campaign_id}") => Some(json!({"name": "mine now"})),
        ("PUT", "{webhook_id}") => Some(json!({"enabled": false})),
        ("POST", "webhooks") => {
            Some(json!({"url": "https://hooks.example/", "events": ["offer.approved"]}))
        }
        ("PUT", "offer-config") => Some(json!({"schema": null})),
        ("POST", "responses") => {
            let customer_id = "00000000-0000-0000-0000-000000000007";
            Some(json!([{"customer_id": customer_id, "response": "accepted"}]))
        }
        ("POST", "comment") => Some(json!({"comment_text": "hello"})),
        ("POST", "preview") => Some(json!({"selection_criteria": {"everyone": true}})),
        ("POST", "campaigns") => Some(json!({"offer_id": 7, "name": "x", "selection_criteria": {},
            "start_date": "2026-01-01", "end_date": "2026-12-31"})),
        _ => None,
    }
}

/// An answer without what differs between any two requests.
fn print(answer: Answer, path: &str) -> (u16, Vec<(String, String)>, String) {
    let id = answer.header("x-request-id").unwrap().to_owned();
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "content-length"))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    let text = answer.text().replace(&id, "<id>").replace(path, "<path>");
    (answer.status.as_u16(), headers, text)
}

async fn ask(
    who: &Caller,
    method: &str,
    route: &str,
    tenant: &str,
    id: &str,
) -> (u16, Vec<(String, String)>, String) {
    let path = route
        .replace("{tenant_name}", tenant)
        .replace("{offer_id}", id)
        .replace("{campaign_id}", id)
        .replace("{job_id}", id)
        .replace("{webhook_id}", id)
        .replace("{delivery_id}", id);
    let verb = Method::from_bytes(method.as_bytes()).unwrap();
    print(who.send(verb, &path, body_of(method, route)).await, &path)
}

#[tokio::test]
async fn the_objects_of_another_tenant_do_not_exist() {
    let promise = promise!(2);
    let bank = Bank::open().await;
    bank.furnish(7).await;
    let otto = bank.outsider();
    let mut objects = 0;
    for (method, path, who) in routes() {
        if !matches!(who, Who::Tenant(_)) || !path.ends_with('}') && !path.contains("_id}") {
            continue;
        }
        objects += 1;
        let theirs = ask(&otto, method, path, OTHER_TENANT, "7").await;
        let nobodys = ask(&otto, method, path, OTHER_TENANT, NO_SUCH_ID).await;
        assert_eq!(theirs, nobodys, "{method} {path}");
        assert_eq!(theirs.0, 404, "{method} {path}: {}", theirs.2);
    }
    assert!(objects >= 13, "only {objects} routes name an object");
    let untouched = "SELECT (SELECT count(*) FROM offers WHERE version = 1 AND deleted_at IS NULL)
        + (SELECT count(*) FROM campaigns WHERE version = 1 AND deleted_at IS NULL)
        + (SELECT count(*) FROM jobs WHERE status = 'failed')
        + (SELECT count(*) FROM webhooks WHERE version = 1)
        + (SELECT count(*) FROM webhook_deliveries)";
    assert_eq!(bank.count(untouched).await, 6);
    promise.kept(
        format!(
            "{objects} routes that name an object, asked for another tenant's and for nobody's"
        ),
        "404, byte for byte the same; nothing touched",
    );
}

#[tokio::test]
async fn another_tenant_does_not_exist() {
    let promise = promise!(2);
    let bank = Bank::open().await;
    bank.furnish(7).await;
    let key = bank.key("deliveries").await;
    let mut pairs = 0;
    for (method, path, who) in routes() {
        if !matches!(who, Who::Tenant(_)) {
            continue;
        }
        for caller in [&bank.outsider(), &key] {
            let there = ask(caller, method, path, TENANT, "7").await;
            for nowhere in ["no_such_tenant", "x", "NOT-A-NAME"] {
                let not_there = ask(caller, method, path, nowhere, "7").await;
                assert_eq!(there, not_there, "{method} {path} {nowhere}");
                pairs += 1;
            }
            assert_eq!(there.0, 404, "{method} {path}: {}", there.2);
        }
    }
    promise.kept(
        format!("{pairs} pairs of another tenant and one that is not there"),
        "404, byte for byte the same",
    );
}

#[tokio::test]
async fn lists_and_trails_show_ones_own_tenant_only() {
    let bank = Bank::open().await;
    let cursor = {
        bank.maker().writes_offer(json!({"secret": "rate"})).await;
        bank.maker().writes_offer(json!({"secret": "rate"})).await;
        let page = bank.reader().get("offers?limit=1").await.is(200);
        page["next"].as_str().unwrap().to_owned()
    };
    bank.furnish(7).await;
    for (_, path, _) in routes().filter(|(method, path, who)| {
        *method == "GET" && matches!(who, Who::Tenant(_)) && !path.contains("_id}")
    }) {
        let path = path.replace("{tenant_name}", OTHER_TENANT);
        let answer = bank.outsider().get(&path).await.is(200);
        if answer["items"].is_array() {
            // Of people there is the one who asks.
            let others: Vec<&Value> =
                answer.items().iter().filter(|item| item["username"] != "otto").collect();
            assert_eq!(others, [] as [&Value; 0], "{path}");
        }
    }
    let path = format!("/tenants/{OTHER_TENANT}/offers?after={cursor}");
    assert_eq!(bank.outsider().get(&path).await.is(200).items(), [] as [Value; 0]);
    let path = format!("/tenants/{OTHER_TENANT}/audit-logs?entity=offer&entity_id=7&actor=mary");
    assert_eq!(bank.outsider().get(&path).await.is(200).items(), [] as [Value; 0]);
}

#[tokio::test]
async fn the_same_number_may_be_another_offer_in_each_tenant() {
    let bank = Bank::open().await;
    let mine = bank.maker().writes_offer(json!({"of": "mary"})).await;
    let sql = format!(
        "INSERT INTO offers (offer_id, tenant_name, data, makers, created_by, updated_by) OVERRIDING SYSTEM VALUE
         VALUES ({}, '{OTHER_TENANT}', '{{}}', '{{otto}}', 'otto', 'otto')",
        mine.id
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
    let path = format!("/tenants/{OTHER_TENANT}/offers/{}", mine.id);
    bank.outsider().put(&path, json!({"data": {"of": "otto", "n": 2}})).await.is(200);
    bank.outsider().post(&format!("{path}/submit"), None).await.is(200);
    bank.outsider().post(&format!("{path}/approve"), None).await.is(200);
    bank.outsider().delete(&path).await.is(204);
    let seen = bank.reader().sees(&mine).await;
    assert_eq!((&seen["data"], &seen["version"]), (&json!({"of": "mary"}), &json!(1)));
}
