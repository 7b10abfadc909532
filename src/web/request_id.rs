//! `X-Request-Id`: the client's own if it is sane, else a fresh UUIDv7; on the request, the response and in the trail.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;
use uuid::fmt::Hyphenated;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one request, at most 128 visible ASCII characters.
#[derive(Debug, Clone)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The request's own id, or a fresh one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(HEADER).and_then(|value| value.to_str().ok());
        let sane = |id: &&str| {
            (1..=128).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:+/=".contains(&b))
        };
        given.filter(sane).map_or_else(Self::fresh, |id| Self(id.into()))
    }

    fn fresh() -> Self {
        let mut text = [0; Hyphenated::LENGTH];
        Self((&*Uuid::now_v7().hyphenated().encode_lower(&mut text)).into())
    }

    /// Tells the client.
    pub fn put(&self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::from_str(self.as_str()) {
            headers.insert(HEADER, value);
        }
    }
}

impl Default for RequestId {
    fn default() -> Self {
        Self("".into())
    }
}
