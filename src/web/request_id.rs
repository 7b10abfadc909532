//! `X-Request-Id`: the client's own if it is sane, else a fresh UUIDv7; on the request, the response and in the trail.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one request, at most 128 visible ASCII characters.
#[derive(Debug, Clone, Default)]
pub struct RequestId(String);

impl RequestId {
    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(request: &Request) -> Self {
        let given = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
        let sane = |id: &&str| {
            (1..=128).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:+/=".contains(&b))
        };
        Self(given.filter(sane).map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned))
    }
}

/// Gives every request its id and every response that id.
pub async fn tag(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
