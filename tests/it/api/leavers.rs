//! Users who lose rights, the API keys that they made, and names that nobody may have.

use serde_json::{Value, json};

use super::trail;
use crate::bank::{Answer, Bank};

const LEAVER: &str = "/sa/users/leaver";

/// A super admin who made two keys, one of them revoked since.
async fn leaver(bank: &Bank) -> (i64, String) {
    bank.hire("leaver", &[]).await;
    bank.super_admin().put(LEAVER, json!({"is_super_admin": true})).await.is(200);
    let own = bank.user("leaver");
    let key = json!({"name": "mail", "scopes": ["customers:read"]});
    let gone = own.post("/sa/api-keys", key.clone()).await.is(201).number("id");
    own.delete(&format!("/sa/api-keys/{gone}")).await.is(204);
    let alive = own.post("/sa/api-keys", key).await.is(201);
    (alive.number("id"), alive["secret"].as_str().unwrap().to_owned())
}

fn names_the_way_out(answer: Answer, id: i64) {
    let answer = answer.problem(409, "keys_alive");
    let detail = answer["detail"].as_str().unwrap();
    assert!(detail.contains("?revoke_keys=true") && detail.contains(&id.to_string()), "{detail}");
}

#[tokio::test]
async fn whoever_leaves_leaves_no_key_behind_unnoticed() {
    let takes: [(&str, Value); 3] = [
        ("PUT", json!({"is_super_admin": false})),
        ("PUT", json!({"is_active": false})),
        ("DELETE", Value::Null),
    ];
    for (method, body) in takes {
        let bank = Bank::open().await;
        let (id, secret) = leaver(&bank).await;
        let (root, system) = (bank.super_admin(), bank.keyed(&secret));
        let go = async |query: &str| match method {
            "PUT" => root.put(&format!("{LEAVER}{query}"), body.clone()).await,
            _ => root.delete(&format!("{LEAVER}{query}")).await,
        };
        names_the_way_out(go("").await, id);
        names_the_way_out(go("?revoke_keys=false").await, id);
        system.get("/customers").await.is(200);
        let done = go("?revoke_keys=true").await;
        assert!(done.status.is_success(), "{method} {body}: {}", done.text());
        system.get("/customers").await.problem(401, "unauthorized");
        assert_eq!(trail(&bank, "api_key", &id.to_string()).await, ["revoke", "create"]);
    }
}

#[tokio::test]
async fn keys_matter_only_to_a_change_that_takes_rights() {
    let bank = Bank::open().await;
    let (_, secret) = leaver(&bank).await;
    let root = bank.super_admin();
    for query in ["", "?revoke_keys=true"] {
        root.put(&format!("{LEAVER}{query}"), json!({"full_name": "L. Eaver"})).await.is(200);
    }
    bank.keyed(&secret).get("/customers").await.is(200);
    root.put(&format!("{LEAVER}?revoke=1"), json!({}))
        .await
        .faults(&[("/revoke", "unknown_field")]);
    // Of expired keys nothing is left to fear.
    bank.sql().await.batch_execute("UPDATE api_keys SET expires_at = now()").await.unwrap();
    bank.waits(1);
    root.delete(LEAVER).await.is(204);
}

#[tokio::test]
async fn nobody_is_called_like_the_program_or_a_key() {
    let bank = Bank::open().await;
    for username in ["system", "System", "sys.tem", "key", "key7", "key-7", "key_1"] {
        let body =
            json!({"username": username, "password": "quiet marble lantern 17", "full_name": "S"});
        let refused = bank.super_admin().post("/sa/users", body).await;
        refused.faults(&[("/username", "reserved")]);
    }
}
