//! Paths beside those of the table: a slash too many, the root, the page, the API below its base alone.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use proffer::http::router::router_for;
use proffer::web::Peer;
use serde_json::json;
use tower::ServiceExt;

use crate::bank::Bank;

#[tokio::test]
async fn a_path_with_a_slash_at_its_end_leads_to_the_one_without() {
    let bank = Bank::open().await;
    let away = bank.maker().post("offers/", json!({"data": {}})).await.is(308);
    assert_eq!(away.header("location"), Some("/api/v1/tenants/credit_card/offers"));
    let away = bank.reader().get("offers/?limit=1").await.is(308);
    assert_eq!(away.header("location"), Some("/api/v1/tenants/credit_card/offers?limit=1"));
    let away = bank.bare("GET", "/docs/").await.is(308);
    assert_eq!(away.header("location"), Some("/docs"));
    // Never to another host.
    for path in ["//evil.example/", "//evil.example/x/", "///"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        bank.anonymous().call(request).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn the_root_leads_to_the_page() {
    let bank = Bank::open().await;
    let away = bank.bare("GET", "/").await.is(303);
    assert_eq!(away.header("location"), Some("/docs"));
}

#[tokio::test]
async fn the_page_can_be_tried_out_and_loads_nothing_from_elsewhere() {
    let bank = Bank::open().await;
    let page = bank.bare("GET", "/docs").await.is(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let text = page.text();
    assert!(text.contains("SwaggerUIBundle({") && text.contains("url: '/api/v1/openapi.json'"));
    assert!(text.contains("validatorUrl: null"));
    for tag in ["<script src", "<link ", "@import"] {
        assert!(!text.contains(tag), "{tag}");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none';") && policy.contains("connect-src 'self'"));
    assert!(!policy.contains("http"), "{policy}");
}

async fn status(routes: &Router, path: &str) -> StatusCode {
    let request = Request::get(path).body(Body::empty()).unwrap();
    routes.clone().oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn the_api_is_served_below_its_base_alone_where_that_is_wanted() {
    let bank = Bank::open().await;
    let routes = router_for(bank.app.clone(), false, None);
    for path in ["/users/me", "/tenants/credit_card/offers", "/openapi.json"] {
        assert_eq!(status(&routes, path).await, 404, "{path}");
        assert_ne!(status(&bank.router(), path).await, 404, "{path}");
    }
    assert_eq!(status(&routes, "/api/v1/users/me").await, 401);
    for path in ["/api/v1/openapi.json", "/docs", "/health/live", "/health/ready"] {
        assert_eq!(status(&routes, path).await, 200, "{path}");
    }
}

#[tokio::test]
async fn metrics_are_not_for_who_comes_through_a_proxy() {
    let bank = Bank::open().await;
    let peer = || Peer("127.0.0.1:5000".parse().unwrap());
    let ask = || Request::get("/metrics").extension(peer());
    bank.anonymous().call(ask().body(Body::empty()).unwrap()).await.is(200);
    for name in ["forwarded", "x-real-ip", "x-forwarded-for", "x-forwarded-proto", "via"] {
        let request = ask().header(name, "for=1.2.3.4").body(Body::empty()).unwrap();
        bank.anonymous().call(request).await.problem(404, "not_found");
    }
}
