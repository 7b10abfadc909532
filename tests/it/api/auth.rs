//! Login, logout, one's own password: what opens a session, and what ends it.

use crate::bank::{Bank, PASSWORD};
use serde_json::json;

#[tokio::test]
async fn a_login_gives_a_token_that_works() {
    let bank = Bank::open().await;
    let login = json!({"username": "mary", "password": PASSWORD});
    let token = bank.anonymous().post("/auth/token", login).await.is(200);
    assert_eq!(token["token_type"], "bearer");
    assert_eq!(token["expires_in"], 28_800);
    let me = bank.bearer(token["access_token"].as_str().unwrap()).get("/users/me").await.is(200);
    assert_eq!(me["username"], "mary");
}

#[tokio::test]
async fn an_api_key_is_no_signed_in_user() {
    let bank = Bank::open().await;
    bank.key("deliveries").await.get("/users/me").await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_token_ends_after_eight_hours() {
    let bank = Bank::open().await;
    let login = json!({"username": "mary", "password": PASSWORD});
    for (hours, status) in [(7, 200), (9, 401)] {
        bank.clock.set(jiff::Timestamp::now() - jiff::SignedDuration::from_hours(hours));
        let token = bank.anonymous().post("/auth/token", login.clone()).await.is(200);
        let token = token["access_token"].as_str().unwrap().to_owned();
        bank.bearer(token).get("/users/me").await.is(status);
    }
}

#[tokio::test]
async fn a_super_admin_has_no_right_inside_a_tenant_and_an_outsider_does_not_even_see_it() {
    let bank = Bank::open().await;
    bank.super_admin().get("offers").await.problem(403, "no_tenant_role");
    bank.outsider().get("offers").await.problem(404, "not_found");
    bank.super_admin().get("/tenants/no_such_tenant/offers").await.problem(404, "not_found");
}
