//! Little input stays little: nobody makes the server read, tell or keep far more than was sent.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::Method;
use bytes::Bytes;
use futures::stream;
use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Caller, plan_with};
use crate::promises::promise;

const JSON: &str = "application/json";
const REPORT: &str = "/system/campaigns/update-delivery-status";

/// A body, and whether anybody has asked for it.
fn watched(text: &'static str) -> (Body, Arc<AtomicBool>) {
    let asked = Arc::new(AtomicBool::new(false));
    let note = Arc::clone(&asked);
    let bytes = stream::once(async move {
        note.store(true, Ordering::SeqCst);
        Ok::<_, Infallible>(Bytes::from_static(text.as_bytes()))
    });
    (Body::from_stream(bytes), asked)
}

#[tokio::test]
async fn the_body_of_who_may_be_anybody_is_not_read_before_the_right_is_checked() {
    let promise = promise!(9);
    let bank = Bank::open().await;
    let stranger = bank.keyed("prf_nobody_has_this_key");
    let reader = bank.key("customers:read").await;
    let claim = "/system/campaigns/1/claim-deliveries";
    for (who, method, path, status) in [
        (&stranger, Method::POST, REPORT, 401),
        (&stranger, Method::POST, claim, 401),
        (&stranger, Method::POST, "/customers", 401),
        (&stranger, Method::POST, "offers", 401),
        (&stranger, Method::POST, "offers/1/approve", 401),
        (&stranger, Method::DELETE, "/sa/user-tenant-roles", 401),
        (&reader, Method::POST, REPORT, 403),
        (&reader, Method::POST, "/customers", 403),
        (&reader, Method::POST, "offers", 404),
        // A user is known by the token; but this route takes much.
        (&bank.super_admin(), Method::POST, REPORT, 403),
    ] {
        let (body, asked) = watched("[{}");
        let answer = who.send_as(method, path, JSON, body).await.is(status);
        assert!(!asked.load(Ordering::SeqCst), "{path} was read: {}", answer.text());
    }
    let refused =
        "SELECT count(*) FROM audit_logs WHERE outcome = 'refused' AND actor LIKE 'key:%'";
    assert_eq!(bank.count(refused).await, 2, "a refusal has one row");
    // Who holds the right is read, and told what is wrong.
    let (body, asked) = watched("[{}");
    bank.key("deliveries").await.send_as(Method::POST, REPORT, JSON, body).await.is(400);
    assert!(asked.load(Ordering::SeqCst));
    promise.kept(
        "bodies with unknown API keys, with keys and users of other rights, on ten routes",
        "none was read",
    );
}

/// Demands that a 422 tells no more than a hundred faults, none of them long.
#[track_caller]
fn told_briefly(answer: Answer) -> Vec<Value> {
    let answer = answer.problem(422, "validation_failed");
    let faults = answer["errors"].as_array().unwrap();
    assert!(faults.len() <= 100, "{} faults", faults.len());
    assert!(answer.body.len() < 160 * 1024, "{} bytes", answer.body.len());
    assert!(faults.iter().all(|it| it["pointer"].as_str().unwrap().len() <= 1024));
    faults.clone()
}

async fn posts(who: &Caller, path: &str, body: String) -> Vec<Value> {
    told_briefly(who.send_as(Method::POST, path, JSON, body).await)
}

/// Members that all have the same name.
fn twice(times: usize) -> String {
    vec!["\"\":1"; times].join(",")
}

#[tokio::test]
async fn of_one_text_a_hundred_faults_are_told() {
    let promise = promise!(9);
    let bank = Bank::open().await;
    let sender = bank.key("deliveries").await;
    assert_eq!(posts(&sender, REPORT, format!("[{{{}}}]", twice(50_000))).await.len(), 100);
    let login = format!("{{{}}}", twice(700));
    assert_eq!(posts(&bank.anonymous(), "/auth/token", login).await.len(), 100);
    let nul = format!("{{\"data\":{{\"x\":[{}0]}}}}", "\"\\u0000\",".repeat(5_000));
    assert_eq!(posts(&bank.maker(), "offers", nul).await.len(), 100);
    promise.kept("50,000 equal names, 5,000 NUL characters", "100 faults told");
}

#[tokio::test]
async fn of_names_that_nobody_knows_a_hundred_are_told() {
    let bank = Bank::open().await;
    let maker = bank.maker();
    let names = |count| {
        let names: Vec<_> = (0..count).map(|n| format!("\"n{n}\":0")).collect();
        format!("{{{}}}", names.join(","))
    };
    assert_eq!(posts(&maker, "offers", names(5_000)).await.len(), 100);
    assert_eq!(posts(&bank.anonymous(), "/auth/token", names(300)).await.len(), 100);
    // One route takes no parameters, the other does.
    let query: Vec<_> = (0..3_000).map(|n| format!("n{n}=1")).collect();
    for path in ["/users/me", "offers"] {
        let answer = maker.get(&format!("{path}?{}", query.join("&"))).await;
        assert_eq!(told_briefly(answer).len(), 100);
    }
}

#[tokio::test]
async fn no_pointer_is_longer_than_a_kibibyte() {
    let promise = promise!(9);
    let bank = Bank::open().await;
    let (sender, maker) = (bank.key("deliveries").await, bank.maker());
    let below = |name: usize, members: &str| format!("{{\"{}\":{{{members}}}}}", "a".repeat(name));
    let faults = posts(&sender, REPORT, below(10_000, &twice(90))).await;
    assert_eq!((faults.len(), &faults[0]["code"]), (1, &json!("pointer_too_long")));
    // Nor is one made for a validator, which makes one of every value.
    let data = |inner: String| format!("{{\"data\":{inner}}}");
    let faults = posts(&maker, "offers", data(below(1_100, "\"x\":1"))).await;
    assert_eq!((faults.len(), &faults[0]["pointer"]), (1, &json!("/data")));
    let fits = data(below(1_000, "\"x\":1"));
    maker.send_as(Method::POST, "offers", JSON, fits).await.is(201);
    promise
        .kept("faults below names of 1,100 to 10,000 bytes", "one fault, at what holds the name");
}

#[tokio::test]
async fn of_a_list_that_is_too_long_no_item_is_looked_at() {
    let promise = promise!(9);
    let bank = Bank::open().await;
    let (sender, root) = (bank.key("deliveries").await, bank.super_admin());
    let list = |items: usize| format!("[{}]", vec!["{}"; items].join(","));
    sender.send_as(Method::POST, REPORT, JSON, list(10_001)).await.faults(&[("", "too_many")]);
    sender.send_as(Method::POST, REPORT, JSON, list(690_000)).await.faults(&[("", "too_many")]);
    // As many as there may be are looked at.
    let faults = posts(&sender, REPORT, list(10_000)).await;
    assert_eq!((faults.len(), &faults[0]["code"]), (100, &json!("required")));
    let roles = format!("{{\"roles\":{}}}", list(20_000));
    let answer = root.send_as(Method::POST, "/sa/user-tenant-roles", JSON, roles).await;
    answer.faults(&[("/roles", "too_many")]);
    for method in [Method::POST, Method::PUT] {
        let hook = json!({"url": "http://127.0.0.1:9/", "events": vec![0; 20_000]});
        let path = if method == Method::PUT { "webhooks/1" } else { "webhooks" };
        let answer = bank.admin().send_as(method, path, JSON, hook.to_string()).await;
        answer.faults(&[("/events", "too_many")]);
    }
    promise.kept("lists of 10,001 to 690,000 items", "one fault");
}

#[tokio::test]
async fn a_tenants_schema_does_not_multiply_its_data() {
    let bank = Bank::open().await;
    let wanted: Vec<_> = (0..300).map(|n| json!({"const": n})).collect();
    let schema = json!({"schema": {"additionalProperties": {"items": {"anyOf": wanted}}}});
    bank.admin().put("offer-config", schema).await.is(200);
    let data = |items: usize| json!({"data": {"x": vec!["x"; items]}}).to_string();
    // The detail would name all the choices, each time again.
    let few = posts(&bank.maker(), "offers", data(3)).await;
    assert_eq!(few.len(), 3);
    assert!(few[0]["detail"].as_str().unwrap().chars().count() <= 1_001);
    assert_eq!(posts(&bank.maker(), "offers", data(1_500)).await.len(), 1);
}

#[tokio::test]
async fn the_patterns_of_a_schema_share_their_memory() {
    let bank = Bank::open().await;
    let schema = |count: usize, pattern: &str| {
        let named = (0..count).map(|n| (format!("^{n}{pattern}"), json!({"pattern": pattern})));
        let fields: serde_json::Map<_, _> = named.collect();
        json!({"schema": {"allOf": [{"patternProperties": fields}]}})
    };
    let (large, plain) = ("[a-z]{2000}$", "[A-Z]{2}-[0-9]+$");
    let refused = bank.admin().put("offer-config", schema(200, large)).await.is(422);
    assert_eq!(refused["errors"][0]["code"], "invalid_schema", "{}", refused.text());
    bank.admin().put("offer-config", schema(4, large)).await.is(200);
    bank.admin().put("offer-config", schema(200, plain)).await.is(200);
}

/// What is far longer when it is written out, and its opposite.
const GROWING: [&str; 6] = ["1e-16000", "0e-16000", "1e65", "-1.5E-65", "1e308", "5e-324"];
const ORDINARY: [&str; 6] = ["1e10", "1.5e-7", "-2.5E+3", "1e64", "2.220446049250313e-16", "0.10"];

#[tokio::test]
async fn numbers_that_would_come_back_far_longer_are_refused() {
    let promise = promise!(9);
    let bank = Bank::open().await;
    let (root, offer) = (bank.super_admin(), bank.approved_offer().await);
    let campaign =
        plan_with(&offer, json!({"selection_criteria": {"attributes.x": {"gt": "number"}}}));
    let wanted = json!({"selection_criteria": {"attributes.x": {"in": [1, "number"]}}});
    let writes = [
        (&bank.maker(), Method::POST, "offers", json!({"data": {"x": [1, "number"]}}), "/data/x/1"),
        (&bank.maker(), Method::POST, "campaigns", campaign, "/selection_criteria/attributes.x/gt"),
        (
            &bank.maker(),
            Method::POST,
            "campaigns/preview",
            wanted,
            "/selection_criteria/attributes.x/in/1",
        ),
        (
            &bank.admin(),
            Method::PUT,
            "offer-config",
            json!({"schema": {"maximum": "number"}}),
            "/schema/maximum",
        ),
        (
            &root,
            Method::POST,
            "/customers",
            json!({"full_name": "Ana", "attributes": {"x": {"y": "number"}}}),
            "/attributes/x/y",
        ),
    ];
    for (who, method, path, body, pointer) in writes {
        let sends = async |number: &str| -> Answer {
            let text = body.to_string().replace("\"number\"", number);
            who.send_as(method.clone(), path, JSON, text).await
        };
        for number in GROWING {
            sends(number).await.faults(&[(pointer, "number_out_of_range")]);
        }
        for number in ORDINARY {
            let answer = sends(number).await;
            assert!(answer.status.is_success(), "{path} {number}: {}", answer.text());
        }
    }
    let many = format!("{{\"data\":{{\"x\":[{}0]}}}}", "1e-16000,".repeat(7_000));
    assert_eq!(posts(&bank.maker(), "offers", many).await.len(), 100);
    let longest = "SELECT max(length(data::text))::bigint FROM offers";
    assert!(bank.count(longest).await < 200, "as written out");
    promise.kept(
        "exponents of 65 to 16,000 in every JSON of the clients' own",
        "422; ordinary ones are stored",
    );
}
