//! Headers, and what the router answers by itself.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::bank::{Answer, Bank, PASSWORD};

impl Bank {
    pub(crate) async fn bare(&self, method: &str, uri: &str) -> Answer {
        let request = Request::builder().method(method).uri(uri).body(Body::empty()).unwrap();
        self.anonymous().call(request).await
    }
}

#[tokio::test]
async fn what_is_not_served_is_a_problem_too() {
    let bank = Bank::open().await;
    for uri in ["/api", "/api/v1", "/api/v1/nothing", "/api/v2/users/me", "/nothing", "//users/me"]
    {
        let answer = bank.bare("GET", uri).await.problem(404, "not_found");
        assert_eq!(answer["instance"], uri);
    }
    for (method, uri, allowed) in [
        ("PATCH", "/api/v1/users/me", "GET"),
        ("DELETE", "/users/me", "GET"),
        ("GET", "/api/v1/auth/token", "POST"),
        ("BREW", "/api/v1/auth/token", "POST"),
    ] {
        let answer = bank.bare(method, uri).await.problem(405, "method_not_allowed");
        let allow = answer.header("allow").unwrap_or_default();
        assert!(allow.split(',').any(|it| it.trim() == allowed), "{method} {uri}: {allow}");
    }
}

#[tokio::test]
async fn every_response_carries_a_request_id() {
    let bank = Bank::open().await;
    let mary = bank.maker();
    for (path, status) in [("/users/me", 200), ("/nothing", 404), ("offers/abc", 404)] {
        for sane in ["7", "ticket-4711", "01890a5d-ac96-774b-bcce-b302099a8057", &"a".repeat(128)] {
            let answer = mary.clone().with("x-request-id", sane).get(path).await.is(status);
            assert_eq!(answer.header("x-request-id"), Some(sane), "{path}");
        }
        for insane in ["", " ", "a b", "a\tb", "<script>", &"a".repeat(129), "\"", "é"] {
            let answer = mary.clone().with("x-request-id", insane).get(path).await.is(status);
            let id = answer.header("x-request-id").unwrap();
            assert!(id != insane && id.len() > 8, "{insane}: {id}");
        }
    }
    let (one, two) = (mary.get("/users/me").await, mary.get("/users/me").await);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}

#[tokio::test]
async fn if_match_takes_lists_and_the_star_and_no_weak_tags() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let mut version = 1;
    let put = async |tag: String| {
        let body = json!({"data": {"tag": tag}});
        bank.maker().with("if-match", tag).put(&offer.path(), body).await
    };
    for tag in ["\"V\"", "*", "\"9\", \"V\"", "\"V\",\"9\""] {
        let changed = put(tag.replace('V', &version.to_string())).await.is(200);
        version += 1;
        assert_eq!(changed["version"], version);
    }
    for tag in ["W/\"V\"", "V", "\"\"", "\"9\"", "\"0V\"", "\"V \"", "'V'"] {
        let refused = put(tag.replace('V', &version.to_string())).await;
        refused.problem(412, "precondition_failed");
    }
    assert_eq!(bank.reader().sees(&offer).await["version"], version);
}

#[tokio::test]
async fn the_bare_paths_of_the_planning_document_take_changes_too() {
    let bank = Bank::open().await;
    let anybody = bank.anonymous();
    let login = json!({"username": "mary", "password": PASSWORD}).to_string();
    let post = |uri: &str| Request::post(uri).header("content-type", "application/json");
    let token = anybody.call(post("/auth/token").body(Body::from(login)).unwrap()).await.is(200);
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let request = post("/tenants/credit_card/offers").header("authorization", &bearer);
    let request = request.header("idempotency-key", "k");
    let offer = anybody.call(request.body(Body::from("{\"data\": {}}")).unwrap()).await.is(201);
    // The two bases are one route.
    let again = bank.maker().with("idempotency-key", "k");
    let again = again.send_as(Method::POST, "offers", "application/json", "{\"data\": {}}").await;
    assert_eq!(again.is(201).json, offer.json);
}

#[tokio::test]
async fn json_is_what_comes_back_and_errors_are_problems() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let seen = bank.reader().sees(&offer).await;
    assert_eq!(seen.header("content-type"), Some("application/json"));
    let gone = bank.admin().delete(&offer.path()).await.is(204);
    assert_eq!((gone.header("content-type"), gone.body.len()), (None, 0));
    let answer = bank.anonymous().get("offers").await.problem(401, "unauthorized");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    assert_eq!(answer["instance"], "/api/v1/tenants/credit_card/offers");
}

#[tokio::test]
async fn health_and_the_document_are_for_anyone_and_metrics_are_not() {
    let bank = Bank::open().await;
    for uri in ["/health/live", "/health/ready", "/api/v1/openapi.json", "/docs"] {
        bank.bare("GET", uri).await.is(200);
    }
    let metrics = bank.bare("GET", "/metrics").await;
    assert!(matches!(metrics.status.as_u16(), 403 | 404), "{}", metrics.text());
}

#[tokio::test]
async fn every_response_keeps_browsers_from_guessing_framing_and_caching() {
    let bank = Bank::open().await;
    for (method, uri) in [
        ("GET", "/health/live"),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/api/v1/users/me"),
        ("GET", "/nothing"),
        ("PATCH", "/users/me"),
    ] {
        let answer = bank.bare(method, uri).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{method} {uri}");
        }
        // Scripts of other origins are let in only where the settings list them.
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}
