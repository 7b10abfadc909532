//! What stands beside the API: health, metrics, the API's document and its page. Outside `/api/v1` but for the document.

use std::sync::Arc;
use std::time::Duration;

use aide::swagger::Swagger;
use axum::Router;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::compress::{self, takes_gzip};
use super::connection::Draining;
use super::metrics;
use crate::app::App;
use crate::door::Public;
use crate::error::{Error, Result};
use crate::web::Peer;
use crate::web::peer::came_through_a_proxy;

/// The page runs only what is written in it and asks only this server.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
                           img-src data:; font-src data:; connect-src 'self'; frame-ancestors 'none'";

/// Who waits longer than this for the database is not ready to serve.
const READY: Duration = Duration::from_secs(1);

/// The routes; `document` is the API's OpenAPI document as JSON text.
pub(super) fn routes(document: Bytes, bare: bool) -> Router<App> {
    // Both are made once: whoever asks for them and does not read gets no memory of their own.
    let page = Asset::new("text/html; charset=utf-8", Bytes::from(page()));
    let document = Asset::new("application/json", document);
    let serve =
        |asset: Asset| get(async move |headers: HeaderMap| asset.clone().give(&headers).await);
    let serve_page = async move |headers: HeaderMap| {
        let policy = [(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)];
        page.clone().give(&headers).await.map(|page| (policy, page))
    };
    let routes = Router::new()
        .route("/", get(async || Redirect::to("/docs")))
        .route("/api/v1/openapi.json", serve(document.clone()))
        .route("/docs", get(serve_page))
        .route("/health/live", get(live))
        .route("/health/ready", get(is_ready))
        .route("/metrics", get(loopback_metrics));
    if bare { routes.route("/openapi.json", serve(document)) } else { routes }
}

/// Swagger UI, all of it in one page. It is told to ask nobody else whether the document is valid.
fn page() -> String {
    let page = Swagger::new("/api/v1/openapi.json").with_title("Proffer API").html();
    page.replacen(
        "url: '/api",
        "validatorUrl: null, docExpansion: 'none', filter: true, url: '/api",
        1,
    )
}

/// A text that is the same for everybody, and its compressed form, made when it is first asked for.
#[derive(Clone)]
struct Asset(Arc<(&'static str, Bytes, OnceCell<Bytes>)>);

impl Asset {
    fn new(kind: &'static str, text: Bytes) -> Self {
        Self(Arc::new((kind, text, OnceCell::new())))
    }

    async fn give(&self, headers: &HeaderMap) -> Result<Response> {
        let (kind, text, compressed) = &*self.0;
        let kind = [(header::CONTENT_TYPE, *kind)];
        if !takes_gzip(headers) {
            return Ok((kind, text.clone()).into_response());
        }
        let compress = async {
            let text = text.clone();
            let compressed = spawn_blocking(move || compress::whole(&text)).await;
            compressed.map_err(Error::internal)?.map_err(Error::internal)
        };
        let compressed = compressed.get_or_try_init(|| compress).await?.clone();
        Ok((kind, [(header::CONTENT_ENCODING, "gzip")], compressed).into_response())
    }
}

/// For what no route is: a path with a slash too many at its end is told the one without (RFC 9110, 15.4.9: 308 keeps
/// method and body). A path that begins with two slashes would lead to another host.
pub(super) async fn elsewhere(uri: Uri) -> Result<Response> {
    let path = uri.path();
    let plain = path.trim_end_matches('/');
    if plain.len() == path.len()
        || plain.is_empty()
        || path.starts_with("//")
        || path.contains('\\')
    {
        return Err(Error::NotFound);
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let to = HeaderValue::from_str(&format!("{plain}{query}")).map_err(|_| Error::NotFound)?;
    Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response())
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

/// For the machine itself only: what came through a proxy came from elsewhere.
async fn loopback_metrics(request: Request) -> Result<String> {
    let peer = request.extensions().get::<Peer>();
    let here = peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback());
    if here && !came_through_a_proxy(request.headers()) {
        return Ok(metrics::render());
    }
    Err(Error::NotFound)
}

/// A listener of its own for `/metrics`, for whoever can reach it.
pub fn metrics_only() -> Router {
    Router::new().route("/metrics", get(async || metrics::render()))
}
