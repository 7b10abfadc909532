//! Answers that are compressed, answers that are not, and bodies that may not be.

use std::io::{Read, Write};

use axum::body::Body;
use axum::http::Method;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Caller, PASSWORD};

fn gunzipped(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    let mut text = Vec::new();
    GzDecoder::new(&*answer.body).read_to_end(&mut text).unwrap();
    text
}

fn is_plain(answer: &Answer) -> bool {
    answer.header("content-encoding").is_none()
}

/// A bank with a list of offers that is worth it.
async fn with_offers() -> (Bank, Caller) {
    let bank = Bank::open().await;
    for n in 0..10 {
        bank.maker().writes_offer(json!({"n": n, "text": "the same again ".repeat(20)})).await;
    }
    let reader = bank.reader().with("accept-encoding", "gzip, br");
    (bank, reader)
}

#[tokio::test]
async fn a_large_answer_is_compressed_for_a_client_that_takes_it() {
    let (bank, reader) = with_offers().await;
    let packed = reader.get("offers").await.is(200);
    assert_eq!(packed.header("vary"), Some("accept-encoding"));
    assert_eq!(packed.header("content-type"), Some("application/json"));
    let plain = bank.reader().get("offers").await.is(200);
    assert!(is_plain(&plain));
    // A cache has to know that there are two.
    assert_eq!(plain.header("vary"), Some("accept-encoding"));
    assert_eq!(gunzipped(&packed), plain.body);
    assert!(packed.body.len() * 4 < plain.body.len());
    let refusing = bank.reader().with("accept-encoding", "br, gzip;q=0");
    assert!(is_plain(&refusing.get("offers").await.is(200)));
    let head = reader.send(Method::HEAD, "offers", None).await.is(200);
    assert!(is_plain(&head));
}

#[tokio::test]
async fn a_small_answer_stays_as_it_is() {
    let (_bank, reader) = with_offers().await;
    let one = reader.get("/users/me").await.is(200);
    assert!(is_plain(&one) && one.header("vary").is_none());
}

#[tokio::test]
async fn a_large_error_and_the_document_are_compressed_too() {
    let (bank, reader) = with_offers().await;
    let names: Vec<String> = (0..50).map(|n| format!("x{n}=1")).collect();
    let refused = reader.get(&format!("offers?{}", names.join("&"))).await.is(422);
    let problem: Value = serde_json::from_slice(&gunzipped(&refused)).unwrap();
    assert_eq!(problem["code"], "validation_failed");
    let document = reader.get("/openapi.json").await.is(200);
    let whole = bank.reader().get("/openapi.json").await.is(200);
    assert_eq!(gunzipped(&document), whole.body);
    assert!(document.body.len() * 5 < whole.body.len());
}

#[tokio::test]
async fn a_file_is_compressed_while_it_is_sent() {
    let bank = Bank::open().await;
    bank.has_customers(3_000).await;
    let root = bank.super_admin();
    let plain = root.get("/customers/export").await.is(200);
    let packed = root.with("accept-encoding", "gzip").get("/customers/export").await.is(200);
    assert_eq!(packed.header("content-type"), Some("text/csv"));
    assert_eq!(gunzipped(&packed), plain.body);
    assert!(plain.body.len() > 300_000 && packed.body.len() * 3 < plain.body.len());
}

#[tokio::test]
async fn an_answer_with_a_secret_is_never_compressed() {
    let bank = Bank::open().await;
    let ada = bank.admin().with("accept-encoding", "gzip");
    let long = "x".repeat(2_000);
    let body =
        json!({"url": "https://a.example/", "description": long, "events": ["offer.approved"]});
    let made = ada.post("webhooks", body).await.is(201);
    assert!(is_plain(&made) && made["secret"].is_string() && made.body.len() > 1_024);
    // Without the secret it is an answer like any other.
    gunzipped(&ada.get(&format!("webhooks/{}", made["webhook_id"])).await.is(200));
    let root = bank.super_admin().with("accept-encoding", "gzip");
    let key = json!({"name": "k".repeat(200), "scopes": ["deliveries"]});
    assert!(is_plain(&root.post("/sa/api-keys", key).await.is(201)));
    for _ in 0..12 {
        let login = json!({"username": "mary", "password": PASSWORD});
        bank.anonymous().post("/auth/token", login).await.is(200);
    }
    let sessions = bank.user("mary").with("accept-encoding", "gzip").get("/auth/sessions").await;
    assert!(sessions.body.len() > 1_024 && is_plain(&sessions.is(200)));
}

#[tokio::test]
async fn a_body_that_is_compressed_or_says_so_is_refused() {
    let bank = Bank::open().await;
    let body = json!({"data": {"rate": 1}}).to_string();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(body.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let mary = bank.maker().with("content-encoding", "gzip");
    for body in [Body::from(packed.clone()), Body::from(body.clone())] {
        let refused = mary.send_as(Method::POST, "offers", "application/json", body).await;
        let refused = refused.problem(415, "unsupported_media_type");
        assert!(refused["detail"].as_str().unwrap().contains("Content-Encoding"), "{refused:?}");
    }
    let identity = bank.maker().with("content-encoding", "identity");
    identity.send_as(Method::POST, "offers", "application/json", body).await.is(201);
    let login = json!({"username": "mary", "password": PASSWORD}).to_string();
    let anybody = bank.anonymous().with("content-encoding", "gzip");
    let refused = anybody.send_as(Method::POST, "/auth/token", "application/json", login).await;
    refused.problem(415, "unsupported_media_type");
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 1);
}
