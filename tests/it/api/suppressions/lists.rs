//! Adding, listing and taking away.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{Bank, TENANT};

const ALL: &str = "/sa/suppressions";
const OURS: &str = "suppressions";

#[tokio::test]
async fn a_suppression_says_what_it_is_but_never_whom() {
    let bank = Bank::open().await;
    let body = json!({"email": "Ana@Example.com", "reason": "legal", "comment": "letter of 3 May"});
    let made = bank.super_admin().post(ALL, body).await.is(201);
    let id = made.number("id");
    let wanted = json!({"id": id, "kind": "email", "reason": "legal", "scope": "all", "created_by": "root",
                        "created_at": made["created_at"], "expires_at": null});
    assert_eq!(made.json, wanted);
    assert_eq!(made.header("location"), Some(format!("/api/v1{ALL}/{id}").as_str()));
    let ours = bank.admin().post(OURS, json!({"phone": "+44 20 7946 0958"})).await.is(201);
    assert_eq!((&ours["kind"], &ours["reason"]), (&json!("phone"), &json!("manual")));
    assert_eq!(ours["scope"], "tenant");
    let kept = "SELECT count(*) FROM suppression_entries AS e
                WHERE e::text ILIKE '%ana@example%' OR e::text LIKE '%7946%'";
    assert_eq!(bank.count(kept).await, 0);
}

#[tokio::test]
async fn the_same_again_is_what_is_there() {
    let bank = Bank::open().await;
    let body = json!({"email": "ana@example.com"});
    let first = bank.admin().post(OURS, body).await.is(201);
    let again = bank.admin().post(OURS, json!({"email": "ANA@example.com"})).await.is(200);
    assert_eq!(again.json, first.json);
    // Another reason, or the whole bank, is another one.
    bank.admin().post(OURS, json!({"email": "ana@example.com", "reason": "legal"})).await.is(201);
    bank.super_admin().post(ALL, json!({"email": "ana@example.com"})).await.is(201);
    let rows = "SELECT count(*) FROM audit_logs WHERE entity = 'suppression' AND action = 'create'";
    assert_eq!(bank.count(rows).await, 3);
}

#[tokio::test]
async fn a_repeat_under_a_key_gets_the_first_status_again() {
    let bank = Bank::open().await;
    let body = json!({"email": "ana@example.com"});
    for _ in 0..2 {
        let made = bank.admin().with("idempotency-key", "k1").post(OURS, body.clone()).await;
        made.is(201);
    }
}

#[tokio::test]
async fn exactly_one_name_is_taken() {
    let bank = Bank::open().await;
    for body in [
        json!({}),
        json!({"email": "ana@example.com", "phone": "+44 20 7946 0958"}),
        json!({"external_id": "x", "customer_id": Uuid::nil()}),
    ] {
        bank.admin().post(OURS, body).await.faults(&[("", "one_of")]);
    }
    let unknown = json!({"customer_id": Uuid::from_u128(7)});
    bank.admin().post(OURS, unknown).await.faults(&[("/customer_id", "unknown")]);
    // These may come later.
    bank.admin().post(OURS, json!({"external_id": "not here yet"})).await.is(201);
    let over = json!({"email": "ana@example.com", "expires_at": "2020-01-01T00:00:00Z"});
    bank.admin().post(OURS, over).await.faults(&[("/expires_at", "too_early")]);
}

#[tokio::test]
async fn entries_are_found_by_what_they_were_made_of() {
    let bank = Bank::open().await;
    let added = json!({"full_name": "Ana", "external_id": "a-1"});
    let ana = bank.super_admin().post("/customers", added).await.is(201);
    let id = ana["customer_id"].as_str().unwrap().to_owned();
    bank.admin().post(OURS, json!({"external_id": "a-1"})).await.is(201);
    bank.admin()
        .post(OURS, json!({"email": "ana@example.com", "reason": "deceased"}))
        .await
        .is(201);
    let found = async |query: &str| {
        let page = bank.reader().get(&format!("{OURS}?{query}")).await.is(200);
        page.items().iter().map(|it| it["kind"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(found("external_id=a-1").await, ["external_id"]);
    assert_eq!(found(&format!("customer_id={id}")).await, ["external_id"]);
    assert_eq!(found("email=ANA%40example.com").await, ["email"]);
    assert_eq!(found("email=ana%40example.com&reason=manual").await, [] as [&str; 0]);
    assert_eq!(found("reason=deceased").await, ["email"]);
    assert_eq!(found("").await, ["external_id", "email"]);
    assert_eq!(found("phone=%2B4420").await, [] as [&str; 0]);
    let both = bank.reader().get(&format!("{OURS}?email=a%40b.co&phone=123")).await;
    both.faults(&[("", "one_of")]);
}

#[tokio::test]
async fn lists_are_pages_and_a_tenant_sees_its_own_alone() {
    let bank = Bank::open().await;
    bank.super_admin().post(ALL, json!({"email": "z@example.com"})).await.is(201);
    for number in 0..3 {
        let body = json!({"email": format!("a{number}@example.com")});
        bank.admin().post(OURS, body).await.is(201);
    }
    let first = bank.reader().get(&format!("{OURS}?limit=2")).await.is(200);
    assert_eq!(first.items().len(), 2);
    let next = first["next"].as_str().unwrap();
    let second = bank.reader().get(&format!("{OURS}?limit=2&after={next}")).await.is(200);
    assert_eq!((second.items().len(), &second["next"]), (1, &Value::Null));
    bank.outsider().get(&format!("/tenants/{TENANT}/suppressions")).await.is(404);
    assert_eq!(bank.key("customers:write").await.get(ALL).await.is(200).items().len(), 1);
    bank.key("customers:read").await.get(ALL).await.is(403);
}

#[tokio::test]
async fn what_was_taken_away_may_be_suppressed_again() {
    let bank = Bank::open().await;
    let body = json!({"email": "ana@example.com"});
    let id = bank.admin().post(OURS, body.clone()).await.is(201).number("id");
    let path = format!("{OURS}/{id}");
    bank.maker().delete(&path).await.problem(403, "forbidden");
    bank.super_admin().delete(&format!("{ALL}/{id}")).await.is(404);
    bank.admin().delete(&path).await.is(204);
    bank.admin().delete(&path).await.is(404);
    bank.admin().post(OURS, body).await.is(201);
}

#[tokio::test]
async fn an_entry_that_has_expired_gives_way() {
    let bank = Bank::open().await;
    let until = bank.app.now() + jiff::SignedDuration::from_secs(60);
    let body = json!({"email": "ana@example.com", "expires_at": until});
    bank.admin().post(OURS, body.clone()).await.is(201);
    bank.admin().post(OURS, json!({"email": "ana@example.com"})).await.is(200);
    bank.waits(61);
    let made = bank.admin().post(OURS, json!({"email": "ana@example.com"})).await.is(201);
    assert_eq!(made["expires_at"], Value::Null);
}
