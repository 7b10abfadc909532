//! What every request passes on its way to a route and back: its id, its count and time, its deadline, its answer's headers and
//! compression, and the problem document of an answer that is an error. One layer: each further one would cost every request an allocation
//! and a copy.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;

use super::compress::Taken;
use super::metrics::Stopwatch;
use super::security_headers;
use crate::door::certificate::Secured;
use crate::door::routes::WithoutQuery;
use crate::error::Error;
use crate::web::deadline;
use crate::web::problem::write_problem;
use crate::web::request_id::RequestId;

/// The way there and back.
pub(super) async fn pass(
    State(without_query): State<Arc<WithoutQuery>>,
    mut request: Request,
    next: Next,
) -> Response {
    let stopwatch = Stopwatch::start(&request);
    let id = RequestId::of(request.headers());
    let uri = request.uri().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(id.clone());
    without_query.mark(&mut request);
    let taken = Taken::by(&request, route.as_ref().map_or("", MatchedPath::as_str));
    let (limit, over_tls) = (deadline::limit_of(&request), is_secured(&request));
    let answer = deadline::keep(limit, next.run(request));
    let answered = AssertUnwindSafe(answer).catch_unwind().await;
    let response = answered.unwrap_or_else(|panic| broken(panic.as_ref()));
    let route = route.as_ref().map_or("unmatched", MatchedPath::as_str);
    let mut response = taken.give(write_problem(response, uri.path(), route, &id));
    stopwatch.stop(response.status());
    security_headers::set(response.headers_mut(), over_tls);
    id.put(response.headers_mut());
    response
}

fn is_secured(request: &Request) -> bool {
    request.extensions().get::<Secured>().is_some()
}

/// The answer of a handler that panicked; what it said goes to the log.
fn broken(panic: &(dyn Any + Send)) -> Response {
    let words = panic.downcast_ref::<&str>().copied();
    let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Error::internal(format!("a handler panicked: {}", words.unwrap_or("without words")))
        .into_response()
}
