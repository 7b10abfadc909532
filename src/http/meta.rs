//! What stands beside the API: health, metrics, the API's document and its page. Outside `/api/v1` but for the document.

use std::future::ready;
use std::time::Duration;

use aide::redoc::Redoc;
use axum::Router;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use tokio::time::timeout;

use super::connection::Draining;
use super::metrics;
use crate::app::App;
use crate::door::Public;
use crate::error::{Error, Result};
use crate::web::Peer;

/// The page runs only what is written in it and asks only this server.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
                           img-src data:; font-src data:; connect-src 'self'; worker-src blob:";

/// Who waits longer than this for the database is not ready to serve.
const READY: Duration = Duration::from_secs(1);

/// The routes; `document` is the API's OpenAPI document as JSON text.
pub(super) fn routes(document: Bytes) -> Router<App> {
    // Both are made once: whoever asks for them and does not read gets no memory of their own.
    let page = Bytes::from(Redoc::new("/api/v1/openapi.json").with_title("Proffer API").html());
    let json = [(header::CONTENT_TYPE, "application/json")];
    let serve_document = move || ready((json, document.clone()));
    Router::new()
        .route("/api/v1/openapi.json", get(serve_document.clone()))
        .route("/openapi.json", get(serve_document))
        .route("/docs", get(move || ready(docs(page.clone()))))
        .route("/health/live", get(live))
        .route("/health/ready", get(is_ready))
        .route("/metrics", get(loopback_metrics))
}

/// The process answers.
async fn live() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], r#"{"status":"live"}"#)
}

/// The database answers too, there are connections to be had, and the server is not about to stop.
async fn is_ready(
    by: Public,
    draining: Option<Extension<Draining>>,
    State(_): State<App>,
) -> Result<impl IntoResponse> {
    if draining.is_some() {
        return Err(Error::Unavailable);
    }
    match timeout(READY, by.ping()).await {
        Ok(Ok(())) => {}
        _ => return Err(Error::Unavailable),
    }
    Ok(([(header::CONTENT_TYPE, "application/json")], r#"{"status":"ready"}"#))
}

fn docs(page: Bytes) -> Response {
    let mut response = Html(page).into_response();
    let policy = HeaderValue::from_static(PAGE_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// For the machine itself only: what came through a proxy came from elsewhere.
async fn loopback_metrics(request: Request) -> Result<String> {
    let peer = request.extensions().get::<Peer>();
    let here = peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback());
    if here && !request.headers().contains_key("x-forwarded-for") {
        return Ok(metrics::render());
    }
    Err(Error::NotFound)
}

/// A listener of its own for `/metrics`, for whoever can reach it.
pub fn metrics_only() -> Router {
    Router::new().route("/metrics", get(async || metrics::render()))
}
