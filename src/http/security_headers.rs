//! Response headers that keep browsers from guessing, framing and caching (OWASP ASVS 5.0, V3.4).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
];

/// Two years. Not for subdomains: they may be somebody else's.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Sets them where the handler has not set its own, and what only an answer over TLS has.
pub(super) fn set(headers: &mut HeaderMap, over_tls: bool) {
    headers.reserve(HEADERS.len() + 2);
    if over_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
}
