//! What stands between the network and the routes as the settings say: the access log, and CORS for the listed origins.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::access_log;
use super::router::router_for;
use crate::app::App;
use crate::config::{Config, Network};

/// What the scripts of listed origins may send and read besides the plain things.
const SENT: [HeaderName; 5] = [
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::IF_MATCH,
    HeaderName::from_static("idempotency-key"),
    HeaderName::from_static("x-request-id"),
];
const READ: [HeaderName; 4] =
    [header::ETAG, header::LOCATION, header::RETRY_AFTER, HeaderName::from_static("x-request-id")];

/// The routes behind the edge.
pub fn edge(app: App, config: &Config) -> anyhow::Result<Router> {
    let trusted: Arc<[Network]> = config.trusted_proxies.clone().into();
    let routes = router_for(app, config.bare_paths, cors(config)?);
    if !access_log::wanted() {
        return Ok(routes);
    }
    Ok(routes.layer(from_fn_with_state(trusted, access_log::write)))
}

/// For the listed origins; none without them.
pub fn cors(config: &Config) -> anyhow::Result<Option<CorsLayer>> {
    if config.cors_origins.is_empty() {
        return Ok(None);
    }
    let origins: Result<Vec<HeaderValue>, _> =
        config.cors_origins.iter().map(|origin| origin.parse()).collect();
    let origins = origins.context("PROFFER_CORS_ORIGINS cannot be sent as a header")?;
    Ok(Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
            .allow_headers(SENT)
            .expose_headers(READ),
    ))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;
    use crate::config::{Environment, Settings};

    async fn allowed(origins: &str, origin: &str) -> Option<String> {
        let environment = Environment::from_pairs([("PROFFER_CORS_ORIGINS", origins)]);
        let config = Config::resolve(&Settings::default(), &environment).unwrap();
        let routes = Router::new().route("/", get(async || ""));
        let routes = match cors(&config).unwrap() {
            Some(cors) => routes.layer(cors),
            None => routes,
        };
        let request = Request::get("/").header(header::ORIGIN, origin).body(Body::empty()).unwrap();
        let answer = routes.oneshot(request).await.unwrap();
        let allowed = answer.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN)?;
        Some(allowed.to_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn only_listed_origins_are_allowed_and_none_by_default() {
        let listed = "https://console.bank.example";
        assert_eq!(allowed(listed, listed).await.as_deref(), Some(listed));
        assert_eq!(allowed(listed, "https://evil.example").await, None);
        assert_eq!(allowed("", listed).await, None);
    }
}
