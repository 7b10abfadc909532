//! Bodies that cannot be read, or not like this.

use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

use crate::bank::{Answer, Bank};

const JSON: &str = "application/json";

impl Bank {
    async fn sends(&self, kind: &str, body: impl Into<Body>) -> Answer {
        self.maker().send_as(Method::POST, "offers", kind, body).await
    }
}

#[tokio::test]
async fn broken_json_is_a_bad_request() {
    let bank = Bank::open().await;
    for body in [
        "",
        " ",
        "{",
        "{\"data\": {}",
        "{\"data\": {}}}",
        "{\"data\": {}} x",
        "{\"data\": {},}",
        "{'data': {}}",
        "{data: {}}",
        "{\"data\": {\"n\": 01}}",
        "{\"data\": {\"n\": NaN}}",
        "{\"data\": {\"n\": Infinity}}",
        "{\"data\": {\"s\": \"\\ud800\"}}",
        "{\"data\": {\"s\": \"\\x41\"}}",
        "{\"data\": {\"s\": \"line\nbreak\"}}",
        "// comment\n{\"data\": {}}",
        "\u{feff}{\"data\": {}}",
    ] {
        bank.sends(JSON, body).await.problem(400, "bad_request");
    }
    bank.sends(JSON, b"{\"data\": {\"s\": \"\xff\xfe\"}}".to_vec())
        .await
        .problem(400, "bad_request");
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 0);
}

#[tokio::test]
async fn a_body_that_is_no_object_is_invalid() {
    let bank = Bank::open().await;
    for body in ["[]", "null", "7", "true", "\"data\"", "[{\"data\": {}}]"] {
        bank.sends(JSON, body).await.faults(&[("", "wrong_type")]);
    }
}

#[tokio::test]
async fn another_content_type_is_unsupported() {
    let bank = Bank::open().await;
    let body = "{\"data\": {}}";
    for kind in
        ["text/plain", "application/xml", "text/json", "application/x-www-form-urlencoded", "json"]
    {
        bank.sends(kind, body).await.problem(415, "unsupported_media_type");
    }
    let request = bank.maker().request(Method::POST, "offers").body(Body::from(body)).unwrap();
    bank.maker().call(request).await.problem(415, "unsupported_media_type");
    for kind in ["application/json; charset=utf-8", "APPLICATION/JSON"] {
        bank.sends(kind, body).await.is(201);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let bank = Bank::open().await;
    let body = json!({"data": {"s": "x".repeat(2 * 1024 * 1024)}}).to_string();
    bank.sends(JSON, body.clone()).await.problem(413, "too_large");
    let request = bank.maker().request(Method::POST, "offers").header(header::CONTENT_TYPE, JSON);
    let request = request.header(header::CONTENT_LENGTH, body.len());
    bank.maker().call(request.body(Body::from(body)).unwrap()).await.problem(413, "too_large");
}

#[tokio::test]
async fn depth_is_no_bomb() {
    let bank = Bank::open().await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [200, 5_000] {
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let answer = bank.sends(JSON, format!("{{\"data\": {{\"x\": {nested}}}}}")).await;
            assert!(matches!(answer.status.as_u16(), 400 | 422), "{}", answer.text());
            bank.sends(JSON, open.repeat(depth)).await.problem(400, "bad_request");
        }
    }
    let deep = format!("{}1{}", "[".repeat(50), "]".repeat(50));
    bank.sends(JSON, format!("{{\"data\": {{\"x\": {deep}}}}}")).await.is(201);
}

#[tokio::test]
async fn a_name_that_stands_twice_is_a_fault() {
    let bank = Bank::open().await;
    let answer = bank.sends(JSON, "{\"data\": {}, \"data\": {\"n\": 1}}").await;
    answer.faults(&[("/data", "duplicate_name")]);
    let answer = bank.sends(JSON, "{\"data\": {\"a\": {\"n\": 1, \"n\": 1}}}").await;
    answer.faults(&[("/data/a/n", "duplicate_name")]);
}

#[tokio::test]
async fn a_nul_character_is_a_fault_wherever_it_stands() {
    let bank = Bank::open().await;
    let answer = bank.sends(JSON, r#"{"data": {"s": "a\u0000b"}}"#).await;
    answer.faults(&[("/data/s", "nul_character")]);
    bank.sends(JSON, r#"{"data": {"a\u0000": 1}}"#).await.problem(422, "validation_failed");
    let answer =
        bank.sends(JSON, r#"{"data": {"l": [1, ["\u0000"]]}, "comments": "\u0000"}"#).await;
    answer.faults(&[("/data/l/1/0", "nul_character"), ("/comments", "nul_character")]);
    let login = json!({"username": "mary\u{0}", "password": "x"});
    bank.anonymous().post("/auth/token", login).await.problem(422, "validation_failed");
}

#[tokio::test]
async fn numbers_come_back_with_every_digit() {
    let bank = Bank::open().await;
    for number in [
        "0.1",
        "1.10",
        "12345678901234567890",
        "-9223372036854775809",
        "0.123456789012345678901234567890",
        "1e10",
    ] {
        let answer = bank.sends(JSON, format!("{{\"data\": {{\"n\":{number}}}}}")).await.is(201);
        let wanted = if number == "1e10" { "10000000000" } else { number };
        assert!(
            answer.text().contains(&format!("{{\"n\": {wanted}}}")),
            "{number}: {}",
            answer.text()
        );
    }
    for number in ["1e400", "-1e400", "1e200000", "1e-200000"] {
        let answer = bank.sends(JSON, format!("{{\"data\": {{\"n\":{number}}}}}")).await;
        assert!(answer.status.is_client_error(), "{number}: {}", answer.text());
    }
}
