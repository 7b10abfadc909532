//! The access log: one line per request at the level `debug`, so that it costs nothing unless asked for with
//! `PROFFER_LOG=info,proffer::http::access_log=debug`. Routes by their pattern and never by id, and no query: both may
//! hold personal data.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::Network;
use crate::web::Peer;

/// Whether the log's level lets the lines through.
pub(super) fn wanted() -> bool {
    tracing::enabled!(tracing::Level::DEBUG)
}

/// Writes the line when the answer is ready. `trusted` proxies are believed about the client's address.
pub(super) async fn write(
    State(trusted): State<Arc<[Network]>>,
    request: Request,
    next: Next,
) -> Response {
    let client =
        request.extensions().get::<Peer>().map(|peer| peer.client(request.headers(), &trusted));
    let client = client.map(|address| address.to_string());
    let route = request.extensions().get::<MatchedPath>().map(|route| route.as_str().to_owned());
    let method = request.method().clone();
    let start = Instant::now();
    let response = next.run(request).await;
    let id = response.headers().get("x-request-id").and_then(|id| id.to_str().ok());
    tracing::debug!(
        %method,
        route = route.as_deref().unwrap_or("unmatched"),
        status = response.status().as_u16(),
        milliseconds = start.elapsed().as_secs_f64() * 1000.0,
        client,
        request_id = id,
        "served"
    );
    response
}
