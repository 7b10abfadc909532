//! The order of the checks: 401, tenant 404, role 403, body 400/415/422, object 404, `If-Match` 412, state 403/409. Each
//! request here has every later fault too.

use axum::http::Method;
use serde_json::json;

use crate::bank::{Answer, Bank, Caller};

/// A change with a body of this kind, for a version that never was.
async fn put(who: &Caller, path: &str, kind: &str, body: &str) -> Answer {
    let who = who.clone().with("if-match", "\"99\"");
    who.send_as(Method::PUT, path, kind, body.to_owned()).await
}

const JSON: &str = "application/json";
const INVALID: &str = "{\"colour\": 1}";
const BROKEN: &str = "{";

#[tokio::test]
async fn credentials_come_first() {
    let bank = Bank::open().await;
    for path in ["/tenants/no_such_tenant/offers/1", "offers/1", "offers/abc"] {
        for body in [INVALID, BROKEN] {
            put(&bank.anonymous(), path, JSON, body).await.problem(401, "unauthorized");
            put(&bank.bearer("x.y.z"), path, JSON, body).await.problem(401, "unauthorized");
        }
        put(&bank.anonymous(), path, "text/plain", "x").await.problem(401, "unauthorized");
    }
    bank.anonymous().get("offers?colour=red").await.problem(401, "unauthorized");
    let key = bank.anonymous().with("idempotency-key", "x".repeat(256));
    key.post("offers", json!({})).await.problem(401, "unauthorized");
}

#[tokio::test]
async fn the_tenant_comes_second() {
    let bank = Bank::open().await;
    for body in [INVALID, BROKEN] {
        put(&bank.outsider(), "offers/abc", JSON, body).await.problem(404, "not_found");
    }
    put(&bank.outsider(), "offers/1", "text/plain", "x").await.problem(404, "not_found");
    bank.outsider().get("offers?colour=red").await.problem(404, "not_found");
    bank.super_admin().get("offers?colour=red").await.problem(403, "no_tenant_role");
}

#[tokio::test]
async fn the_role_comes_third() {
    let bank = Bank::open().await;
    for body in [INVALID, BROKEN] {
        put(&bank.reader(), "offers/1", JSON, body).await.problem(403, "forbidden");
        put(&bank.reader(), "offers/abc", JSON, body).await.problem(403, "forbidden");
    }
    put(&bank.reader(), "offers/1", "text/plain", "x").await.problem(403, "forbidden");
    put(&bank.reader(), "offers/1", JSON, &"x".repeat(1 << 21)).await.problem(403, "forbidden");
    bank.maker().get("audit-logs?colour=red").await.problem(403, "forbidden");
    bank.maker().get("/sa/audit-logs?colour=red").await.problem(403, "forbidden");
}

#[tokio::test]
async fn the_body_comes_fourth() {
    let bank = Bank::open().await;
    let approved = format!("offers/{}", bank.submitted_offers(1).await[0]);
    bank.checker().post(&format!("{approved}/approve"), None).await.is(200);
    for path in ["offers/999999", &approved] {
        put(&bank.admin(), path, JSON, INVALID).await.problem(422, "validation_failed");
        put(&bank.admin(), path, JSON, BROKEN).await.problem(400, "bad_request");
        put(&bank.admin(), path, "text/plain", "x").await.problem(415, "unsupported_media_type");
    }
}

#[tokio::test]
async fn then_the_object_then_its_version_then_its_state() {
    let bank = Bank::open().await;
    let body = "{\"data\": {}}";
    let submitted = format!("offers/{}", bank.submitted_offers(1).await[0]);
    put(&bank.maker(), "offers/999999", JSON, body).await.problem(404, "not_found");
    // The maker may not edit what is submitted, and approving twice is no transition: both come after the version.
    put(&bank.maker(), &submitted, JSON, body).await.problem(412, "precondition_failed");
    let step = format!("{submitted}/approve");
    bank.checker().post(&step, None).await.is(200);
    let late = bank.checker().with("if-match", "\"1\"");
    late.post(&step, None).await.problem(412, "precondition_failed");
    bank.checker().post(&step, None).await.problem(409, "invalid_transition");
}
