//! Query parameters.

use serde_json::Value;

use crate::bank::{Answer, Bank, TENANT};
use crate::contract::{Who, routes};

async fn reads(bank: &Bank, path: &str, query: &str) -> Answer {
    let who = if path.starts_with("/tenants") { bank.admin() } else { bank.super_admin() };
    who.get(&format!("{path}?{query}")).await
}

/// Every route that is read, filled with what is there.
fn paths() -> Vec<String> {
    let read = routes().filter(|(method, _, who)| *method == "GET" && !matches!(who, Who::Anyone));
    let fill = |path: &str| {
        path.replace("{tenant_name}", TENANT)
            .replace("{username}", "rita")
            .replace("{customer_id}", "00000000-0000-0000-0000-000000000001")
            .replace("{job_id}", if path.starts_with("/customers") { "2" } else { "1" })
            .replace("{offer_id}", "1")
            .replace("{campaign_id}", "1")
            .replace("{webhook_id}", "1")
    };
    read.map(|(_, path, _)| fill(path)).collect()
}

#[tokio::test]
async fn an_unknown_parameter_is_a_fault_on_every_route() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    for path in paths() {
        assert!(reads(&bank, &path, "").await.status.is_success(), "{path}");
        let answer = reads(&bank, &path, "colour=red").await;
        assert_eq!(answer.status, 422, "{path}: {}", answer.text());
        answer.faults(&[("/colour", "unknown_field")]);
        let answer = reads(&bank, &path, "a=1&b=2").await;
        answer.faults(&[("/a", "unknown_field"), ("/b", "unknown_field")]);
    }
}

#[tokio::test]
async fn every_list_has_a_limit_of_one_to_a_hundred_and_a_cursor() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    let mut lists = 0;
    for path in paths() {
        let first = reads(&bank, &path, "limit=1").await;
        if first.status == 422 {
            continue;
        }
        lists += 1;
        let first = first.is(200);
        assert!(first.items().len() <= 1, "{path}");
        assert!(first["next"].is_null() || first["next"].is_string(), "{path}");
        reads(&bank, &path, "limit=100").await.is(200);
        for limit in ["0", "101", "-1", "abc", "1.5", "", "9999999999999999999999", "1e1", "%31%00"]
        {
            let answer = reads(&bank, &path, &format!("limit={limit}")).await;
            let answer = answer.problem(422, "validation_failed");
            assert_eq!(answer["errors"][0]["pointer"], "/limit", "{path} {limit}");
        }
        reads(&bank, &path, "limit=1&limit=2").await.faults(&[("/limit", "duplicate_name")]);
        for cursor in ["x", "AAAA", "%00", ""] {
            let answer = reads(&bank, &path, &format!("after={cursor}")).await;
            let answer = answer.problem(422, "validation_failed");
            assert_eq!(answer["errors"][0]["pointer"], "/after", "{path} {cursor}");
        }
    }
    assert!(lists >= 5, "only {lists} lists");
}

#[tokio::test]
async fn a_list_is_the_same_under_both_bases() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    for path in paths().iter().filter(|path| !path.ends_with("export")) {
        let who = if path.starts_with("/tenants") { bank.admin() } else { bank.super_admin() };
        let below = who.get(path).await.is(200);
        let request = who.request(axum::http::Method::GET, path);
        let request = request.uri(path).body(axum::body::Body::empty()).unwrap();
        let bare = who.call(request).await.is(200);
        assert_eq!(below.body, bare.body, "{path}");
        assert_eq!(below.header("etag"), bare.header("etag"), "{path}");
    }
}

#[tokio::test]
async fn every_object_that_has_a_version_has_it_as_its_etag() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    for path in paths().iter().filter(|path| !path.ends_with("export")) {
        let answer = reads(&bank, path, "").await.is(200);
        match &answer["version"] {
            Value::Null => assert_eq!(answer.header("etag"), None, "{path}"),
            _ => drop(answer.etag()),
        }
    }
}
