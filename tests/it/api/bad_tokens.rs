//! Credentials that must not open anything: forged, expired, cut, foreign.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{Bank, SECRET};
use crate::promises::promise;

/// The parts of a good token.
struct Good {
    claims: Value,
    token: String,
}

impl Good {
    fn of(bank: &Bank) -> Self {
        let token = bank.token("mary");
        let body = token.split('.').nth(1).unwrap();
        let claims = serde_json::from_slice(&BASE64.decode(body).unwrap()).unwrap();
        Self { claims, token }
    }

    fn part(&self, index: usize) -> &str {
        self.token.split('.').nth(index).unwrap()
    }

    /// The key that it names.
    fn kid(&self) -> String {
        let header: Value = serde_json::from_slice(&BASE64.decode(self.part(0)).unwrap()).unwrap();
        header["kid"].as_str().unwrap().to_owned()
    }

    fn header(&self, algorithm: Algorithm, kind: Option<&str>) -> Header {
        let mut header = Header::new(algorithm);
        header.typ = kind.map(str::to_owned);
        header.kid = Some(self.kid());
        header
    }

    /// These claims, signed as the program does it.
    fn signed(&self, claims: &Value) -> String {
        let header = self.header(Algorithm::HS256, Some("at+jwt"));
        encode(&header, claims, &EncodingKey::from_secret(SECRET)).unwrap()
    }

    /// Its own claims, signed with the right secret under the name of another key or none.
    fn naming(&self, kid: Option<&str>) -> String {
        let mut header = self.header(Algorithm::HS256, Some("at+jwt"));
        header.kid = kid.map(str::to_owned);
        encode(&header, &self.claims, &EncodingKey::from_secret(SECRET)).unwrap()
    }

    fn with(&self, claim: &str, value: impl Into<Value>) -> Value {
        let mut claims = self.claims.clone();
        claims[claim] = value.into();
        claims
    }

    fn without(&self, claim: &str) -> Value {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(claim);
        claims
    }
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64.encode(value.to_string());
    format!("{}.{}.", part(header), part(claims))
}

fn wrong_claims(good: &Good) -> Vec<Value> {
    let now = Timestamp::now().as_second();
    vec![
        good.with("exp", now - 1),
        good.with("exp", 0),
        good.with("exp", -1),
        good.with("exp", "tomorrow"),
        good.with("exp", Value::Null),
        good.with("nbf", now + 3600),
        good.with("iat", now + 3600),
        good.with("iss", "somebody"),
        good.with("iss", Value::Null),
        good.with("aud", "another-api"),
        good.with("aud", json!([])),
        good.with("sub", "carl"),
        good.with("sub", "root"),
        good.with("sub", "nobody"),
        good.with("sub", ""),
        good.with("sub", json!(["mary"])),
        good.with("sub", "mary\u{0}"),
        good.with("sid", Uuid::now_v7().to_string()),
        good.with("sid", "1"),
        good.with("sid", Uuid::nil().to_string()),
        good.without("exp"),
        good.without("nbf"),
        good.without("iss"),
        good.without("aud"),
        good.without("sub"),
        good.without("sid"),
        json!({}),
        json!([]),
    ]
}

/// A token that is good but for an extension that the verifier has to understand (RFC 7515, 4.1.11).
fn critical(good: &Good, name: &str) -> String {
    let mut header = good.header(Algorithm::HS256, Some("at+jwt"));
    header.crit = Some(vec![name.to_owned()]);
    encode(&header, &good.claims, &EncodingKey::from_secret(SECRET)).unwrap()
}

fn forged(good: &Good) -> Vec<String> {
    let (head, body, seal) = (good.part(0), good.part(1), good.part(2));
    let admin = BASE64.encode(good.with("sub", "ada").to_string());
    let wrong_key = EncodingKey::from_secret(b"another secret, just as long");
    let right_key = EncodingKey::from_secret(SECRET);
    let header = |algorithm, kind| good.header(algorithm, kind);
    let typed = |kind| encode(&header(Algorithm::HS256, kind), &good.claims, &right_key).unwrap();
    vec![
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        "mary".to_owned(),
        head.to_owned(),
        format!("{head}.{body}"),
        format!("{head}.{body}."),
        format!("{head}..{seal}"),
        format!(".{body}.{seal}"),
        format!("{head}.{admin}.{seal}"),
        format!("{head}.{body}.{}", &seal[1..]),
        format!("{head}.{body}.A{seal}"),
        format!("{head}.{body}.{}", seal.to_lowercase()),
        format!("{}.{seal}", good.token),
        format!("{} x", good.token),
        good.token.replace('.', ":"),
        good.token[..good.token.len() - 2].to_owned(),
        unsigned(&json!({"alg": "none", "typ": "at+jwt"}), &good.claims),
        unsigned(&json!({"alg": "None", "typ": "at+jwt"}), &good.claims),
        unsigned(&json!({"alg": "HS256", "typ": "at+jwt"}), &good.claims),
        unsigned(&json!({"typ": "at+jwt"}), &good.claims),
        encode(&header(Algorithm::HS256, Some("at+jwt")), &good.claims, &wrong_key).unwrap(),
        encode(&header(Algorithm::HS384, Some("at+jwt")), &good.claims, &right_key).unwrap(),
        encode(&header(Algorithm::HS512, Some("at+jwt")), &good.claims, &right_key).unwrap(),
        critical(good, "exp"),
        critical(good, "http://bank.example/unknown"),
        typed(Some("JWT")),
        typed(None),
        good.naming(None),
        good.naming(Some("")),
        good.naming(Some("00000000")),
        good.naming(Some("../../dev/null")),
        "x".repeat(10_000),
        "prf_".to_owned(),
        format!("prf_{}", "0".repeat(64)),
    ]
}

#[tokio::test]
async fn no_bad_token_opens_anything() {
    let promise = promise!(4);
    let bank = Bank::open().await;
    let good = Good::of(&bank);
    bank.bearer(&good.token).get("offers").await.is(200);
    // What is wrong below is wrong by itself: signed like this, good claims are good.
    bank.bearer(good.signed(&good.claims)).get("offers").await.is(200);
    let claims = wrong_claims(&good);
    let tokens = claims.iter().map(|claims| good.signed(claims));
    let tokens: Vec<String> = tokens.chain(forged(&good)).collect();
    assert!(tokens.len() >= 40);
    for token in &tokens {
        for path in ["offers", "/users/me"] {
            let answer = bank.bearer(token).get(path).await;
            let shown: String = token.chars().take(200).collect();
            assert_eq!(answer.status.as_u16(), 401, "{shown}: {}", answer.text());
            let answer = answer.problem(401, "unauthorized");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
    }
    promise.kept(format!("{} bad tokens at two routes", tokens.len()), "401 each");
}

#[tokio::test]
async fn a_good_token_must_be_presented_well() {
    let bank = Bank::open().await;
    let token = bank.token("mary");
    for value in [
        token.clone(),
        format!("Basic {token}"),
        format!("Bearer{token}"),
        format!("Token {token}"),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
    ] {
        let caller = bank.anonymous().with("authorization", &value);
        caller.get("/users/me").await.problem(401, "unauthorized");
    }
    bank.anonymous().with("x-api-key", &token).get("/users/me").await.problem(401, "unauthorized");
    let lower = bank.anonymous().with("authorization", format!("bearer {token}"));
    lower.get("/users/me").await.is(200);
}

#[tokio::test]
async fn an_ended_session_and_a_dead_key_open_nothing() {
    let bank = Bank::open().await;
    let keys = [bank.key("customers:read").await, bank.key("deliveries").await];
    let sql =
        "UPDATE sessions SET expires_at = now() - interval '1 second' WHERE username = 'mary';
               UPDATE sessions SET ended_at = now() WHERE username = 'carl';
               UPDATE api_keys SET expires_at = now() WHERE scopes = '{customers:read}';
               UPDATE api_keys SET revoked_at = now() WHERE scopes = '{deliveries}'";
    bank.sql().await.batch_execute(sql).await.unwrap();
    for caller in [bank.maker(), bank.checker()].into_iter().chain(keys) {
        caller.get("/users/me").await.problem(401, "unauthorized");
    }
}
