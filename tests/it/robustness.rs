//! No input makes a server error: every field of every body, every query parameter and every part of every path of the
//! API's document takes every nasty value there is, from somebody who may.

use axum::http::Method;
use futures::future::join_all;
use proffer::http::router::document;
use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Caller, TENANT};
use crate::contract::{Who, routes};

/// An operation of the document, with somebody who may use it.
struct Operation {
    method: Method,
    path: &'static str,
    caller: Caller,
    /// Its fields and what they are in the document.
    fields: Vec<(String, Value)>,
    queries: Vec<String>,
}

fn nasty_values() -> Vec<Value> {
    let mut deep = json!(1);
    for _ in 0..40 {
        deep = json!({"all": [deep]});
    }
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e308),
        json!(0.5),
        json!(""),
        json!("\u{0}"),
        json!("' OR 1=1 --"),
        json!("%_\\"),
        json!("x".repeat(5_000)),
        json!("\u{10ffff}é\u{202e}"),
        json!("2026-02-30"),
        json!("-009999-01-01"),
        json!("9999-12-31T23:59:59.999999999Z"),
        json!("+262143-01-01T00:00:00Z"),
        json!([]),
        json!([null, [], {}]),
        json!({}),
        json!({"": {"\u{1}": []}}),
        json!({"attributes.a.b.c": {"gte": 1e308}, "email": {"contains": "%"}}),
        deep,
    ]
}

const NASTY_TEXTS: &[&str] = &[
    "",
    "x",
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "1.5",
    "%00",
    "%FF",
    "%27",
    "%25_",
    "null",
    "2026-02-30",
    "%F0%9F%90%AF",
    "a%2Fb",
    "..%2F..",
    "true",
    "%20",
];

/// A value that its type in the document allows, whatever else is demanded of it.
fn plausible(schema: &Value) -> Value {
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[0].as_str().unwrap_or_default(),
        kind => kind.as_str().unwrap_or_default(),
    };
    match kind {
        "integer" | "number" => json!(1),
        "boolean" => json!(true),
        "array" => json!([]),
        "object" => json!({}),
        _ => schema["enum"][0].as_str().map_or(json!("plausible"), |value| json!(value)),
    }
}

fn fields(api: &Value, operation: &Value) -> Vec<(String, Value)> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let pointer = schema["$ref"].as_str().map(|it| it.trim_start_matches('#').to_owned());
    let schema = pointer.and_then(|pointer| api.pointer(&pointer)).unwrap_or(schema);
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    properties.into_iter().collect()
}

async fn operations(bank: &Bank) -> Vec<Operation> {
    let api = serde_json::to_value(document()).unwrap();
    let key = bank.key("deliveries").await;
    let mut all = Vec::new();
    for (method, path, who) in routes() {
        // Passwords are hashed, which takes its time, and there is nothing else in these bodies.
        if path.starts_with("/auth/") {
            continue;
        }
        let operation = &api["paths"][path][method.to_lowercase()];
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let queries = parameters.iter().filter(|it| it["in"] == "query");
        all.push(Operation {
            method: Method::from_bytes(method.as_bytes()).unwrap(),
            path,
            caller: match who {
                Who::Anyone => bank.anonymous(),
                Who::Tenant(_) => bank.admin(),
                Who::Key(_) => key.clone(),
                _ => bank.super_admin(),
            },
            fields: fields(&api, operation),
            queries: queries.map(|it| it["name"].as_str().unwrap().to_owned()).collect(),
        });
    }
    // What deletes comes last: there is less to be nasty to afterwards.
    all.sort_by_key(|it| it.method == Method::DELETE);
    all
}

fn fill(path: &str) -> String {
    path.replace("{tenant_name}", TENANT)
        .replace("{username}", "rita")
        .replace("{customer_id}", "00000000-0000-0000-0000-000000000001")
        .replace("{job_id}", "1")
        .replace("{id}", "1")
        .replace("{offer_id}", "1")
        .replace("{campaign_id}", "1")
        .replace("{webhook_id}", "1")
        .replace("{delivery_id}", "1")
}

#[track_caller]
fn is_sound(answer: &Answer, sent: &str) {
    let text = || answer.text().chars().take(500).collect::<String>();
    assert!(!answer.status.is_server_error(), "{sent}: {}: {}", answer.status, text());
    if answer.status.is_client_error() {
        let kind = answer.header("content-type");
        assert_eq!(kind, Some("application/problem+json"), "{sent}: {}", text());
        assert!(
            answer["code"].is_string() && answer["request_id"].is_string(),
            "{sent}: {}",
            text()
        );
        let told = answer["errors"].as_array().is_some_and(|faults| !faults.is_empty());
        let of_its_own = answer["code"] != "validation_failed";
        assert!(answer.status != 422 || told || of_its_own, "{sent}: {}", text());
    }
}

/// Sends many requests, a few at a time.
async fn all_sound(requests: Vec<(&Caller, Method, String, Option<Value>)>) {
    for some in requests.chunks(16) {
        let answers = some.iter().map(|(caller, method, path, body)| async move {
            let answer = caller.send(method.clone(), path, body.clone()).await;
            let body = body.as_ref().map(|body| body.to_string().chars().take(200).collect());
            (answer, format!("{method} {path} {}", body.unwrap_or_else(String::new)))
        });
        for (answer, sent) in join_all(answers).await {
            is_sound(&answer, &sent);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_field_of_a_body_makes_a_server_error() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    let (mut requests, operations) = (Vec::new(), operations(&bank).await);
    for operation in &operations {
        let whole: serde_json::Map<_, _> = operation
            .fields
            .iter()
            .map(|(name, schema)| (name.clone(), plausible(schema)))
            .collect();
        for (name, _) in &operation.fields {
            for nasty in nasty_values() {
                let mut body = whole.clone();
                body.insert(name.clone(), nasty);
                let method = operation.method.clone();
                requests.push((&operation.caller, method, fill(operation.path), Some(body.into())));
            }
        }
        for whole in [json!([]), json!([{}]), json!(null), json!(""), json!(1), json!([[1], null])]
        {
            if operation.method != Method::GET && operation.method != Method::DELETE {
                let method = operation.method.clone();
                requests.push((&operation.caller, method, fill(operation.path), Some(whole)));
            }
        }
    }
    assert!(requests.len() > 1_000, "only {} requests", requests.len());
    all_sound(requests).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_query_and_no_path_makes_a_server_error() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    let (mut requests, operations) = (Vec::new(), operations(&bank).await);
    for operation in &operations {
        for nasty in NASTY_TEXTS {
            let ask = |path| (&operation.caller, operation.method.clone(), path, None);
            for name in &operation.queries {
                requests.push(ask(format!("{}?{name}={nasty}", fill(operation.path))));
            }
            for part in operation.path.split('/').filter(|it| it.starts_with('{')) {
                requests.push(ask(fill(&operation.path.replace(part, nasty))));
            }
        }
    }
    assert!(requests.len() > 1_000, "only {} requests", requests.len());
    all_sound(requests).await;
}
