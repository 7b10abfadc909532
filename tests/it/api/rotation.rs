//! A new secret while the one before it is still accepted: nobody is logged out, nothing is signed with the old one, and
//! repeats are known.

use jsonwebtoken::{Algorithm, EncodingKey, Header, decode_header, encode};
use proffer::auth::token::Tokens;
use serde_json::{Value, json};

use crate::bank::{Bank, LIFETIME_SECONDS, Node, PASSWORD, SECRET};

const NEXT: &[u8] = b"the secret of tomorrow, long enough";

impl Bank {
    /// A node that has gone over to the next secret, and still knows this one.
    fn rotated(&self) -> Node {
        self.node_with(|parts| parts.tokens = Tokens::new(NEXT, LIFETIME_SECONDS).after(SECRET))
    }

    /// A node that has forgotten this secret.
    fn forgetful(&self) -> Node {
        self.node_with(|parts| parts.tokens = Tokens::new(NEXT, LIFETIME_SECONDS))
    }
}

async fn token(node: &Node) -> String {
    let token = node.anonymous().logs_in("mary", PASSWORD).await.is(200);
    token["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn old_tokens_are_good_while_the_previous_secret_is_known() {
    let bank = Bank::open().await;
    bank.rotated().bearer(bank.token("mary")).get("offers").await.is(200);
    let gone = bank.forgetful().bearer(bank.token("mary")).get("offers").await;
    gone.problem(401, "unauthorized");
}

#[tokio::test]
async fn the_previous_secret_signs_nothing() {
    let bank = Bank::open().await;
    let fresh = token(&bank.rotated()).await;
    // Who knows the old secret alone does not know it.
    bank.bearer(&fresh).get("offers").await.problem(401, "unauthorized");
    bank.forgetful().bearer(&fresh).get("offers").await.is(200);
    let kid = |token: &str| decode_header(token).unwrap().kid.unwrap();
    assert_ne!(kid(&fresh), kid(&bank.token("mary")));
}

#[tokio::test]
async fn a_token_that_names_one_secret_and_is_signed_with_the_other_is_none() {
    let bank = Bank::open().await;
    let node = bank.rotated();
    let (old, fresh) = (bank.token("mary"), token(&node).await);
    for (token, named) in [(&old, &fresh), (&fresh, &old)] {
        let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(token).unwrap().claims;
        let secret = if token == &old { SECRET } else { NEXT };
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some("at+jwt".to_owned());
        header.kid = decode_header(token).unwrap().kid;
        let key = EncodingKey::from_secret(secret);
        node.bearer(encode(&header, &claims, &key).unwrap()).get("offers").await.is(200);
        header.kid = decode_header(named).unwrap().kid;
        let swapped = encode(&header, &claims, &key).unwrap();
        node.bearer(swapped).get("offers").await.problem(401, "unauthorized");
    }
}

#[tokio::test]
async fn a_repeat_is_known_across_a_rotation() {
    let bank = Bank::open().await;
    let body = json!({"data": {"n": 1}});
    let first = bank.maker().with("idempotency-key", "k").post("offers", body.clone()).await;
    let first = first.is(201);
    let node = bank.rotated();
    let mary = node.bearer(bank.token("mary")).with("idempotency-key", "k");
    assert_eq!(mary.post("offers", body.clone()).await.is(201).json, first.json);
    let other = mary.post("offers", json!({"data": {"n": 2}})).await;
    other.problem(422, "idempotency_mismatch");
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 1);
    let stranger = bank.forgetful();
    let mary = stranger.bearer(token(&stranger).await).with("idempotency-key", "k");
    mary.post("offers", body).await.problem(422, "idempotency_mismatch");
}
