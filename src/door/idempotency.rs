//! `Idempotency-Key`: the first answer is stored in the transaction of the change it tells of, and given again for 24 h.
//! After draft-ietf-httpapi-idempotency-key-header.

use axum::extract::MatchedPath;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use jiff::Timestamp;
use queries::queries::idempotency as sql;
use sha2::{Digest, Sha256};

use super::intent;
use super::tx::Tx;
use crate::error::{Error, Result};
use crate::web::body::is_json;
use crate::web::{Reply, below_base};

/// One caller's key on one route, with the fingerprint of the request that came with it.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) caller: String,
    pub(super) route: String,
    pub(super) key: String,
    /// The one to keep first, then the one under the secret before it; none where the request says nothing.
    pub(super) fingerprints: Vec<[u8; 32]>,
}

impl Key {
    fn fingerprint(&self) -> &[u8] {
        self.fingerprints.first().map_or(&[], |it| it.as_slice())
    }

    fn has(&self, kept: &[u8]) -> bool {
        self.fingerprint() == kept || self.fingerprints.iter().any(|it| it.as_slice() == kept)
    }
}

/// A request under an `Idempotency-Key`: the key, and the method and path that it belongs to.
pub(super) struct Repeat {
    pub(super) key: String,
    pub(super) route: String,
    /// Query and content type, where they say anything: the same body means something else with others.
    manner: String,
}

impl Repeat {
    /// Of every POST whose answers are kept.
    pub(super) fn of(key: String, parts: &Parts) -> Option<Self> {
        let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        (parts.method == Method::POST && keeps_answers(below_base(route))).then(|| Self {
            key,
            route: format!("{} {}", parts.method, below_base(parts.uri.path())),
            manner: manner(parts),
        })
    }

    /// The digest of all that the request says, given its body's.
    pub(super) fn digest(&self, body: Option<[u8; 32]>) -> Option<[u8; 32]> {
        if self.manner.is_empty() {
            return body;
        }
        let all = Sha256::new_with_prefix(self.manner.as_bytes());
        Some(all.chain_update(body.unwrap_or_default()).finalize().into())
    }
}

/// Empty for plain JSON without a query: the usual request.
fn manner(parts: &Parts) -> String {
    let query = parts.uri.query().unwrap_or_default();
    let kind = parts.headers.get(header::CONTENT_TYPE).filter(|_| !is_json(&parts.headers));
    let kind = kind.map(|kind| String::from_utf8_lossy(kind.as_bytes()).to_ascii_lowercase());
    match kind {
        None if query.is_empty() => String::new(),
        kind => format!("{query}\n{}\n", kind.unwrap_or_default()),
    }
}

/// Whether the answers of this route's POST are kept: not those of `/auth/…` and `/sa/api-keys`, which hold secrets, nor
/// those of previews, which change nothing and hold customers' names, nor streams.
pub(crate) fn keeps_answers(route: &str) -> bool {
    let streams = route.ends_with("/export");
    !route.starts_with("/auth/") && route != "/sa/api-keys" && route != intent::READS && !streams
}

/// The header's value: 1 … 255 visible ASCII characters.
pub(super) fn key_in(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    if (1..=255).contains(&text.len()) {
        return Ok(Some(text.to_owned()));
    }
    Err(Error::BadRequest("Idempotency-Key takes 1 to 255 visible ASCII characters".to_owned()))
}

/// Holds the key until the transaction ends; 409 while another has it.
pub(super) async fn hold(tx: &Tx<'_>, key: &Key) -> Result<()> {
    let held = sql::hold().bind(tx, &key.caller, &key.route, &key.key).one().await?;
    if held { Ok(()) } else { Err(in_flight()) }
}

/// The stored answer of this key, if there is one; holds the key from then on.
pub(super) async fn recall<T, const S: u16>(tx: &Tx<'_>, key: &Key) -> Result<Option<Reply<T, S>>> {
    hold(tx, key).await?;
    let Some(first) = sql::recall().bind(tx, &key.caller, &key.route, &key.key).opt().await? else {
        return Ok(None);
    };
    if !key.has(&first.fingerprint) {
        let detail =
            "this Idempotency-Key came with another body, query or content type before".to_owned();
        return Err(Error::Unprocessable("idempotency_mismatch", detail, Vec::new()));
    }
    let status = u16::try_from(first.status).map_err(Error::internal)?;
    Ok(Some(Reply::stored(first.location, first.etag, first.body).with_status(status)))
}

/// Keeps the answer for repeats.
pub(super) async fn keep<T, const S: u16>(
    tx: &Tx<'_>,
    key: &Key,
    reply: &Reply<T, S>,
    at: Timestamp,
) -> Result<()> {
    let body = if reply.kept.is_some() { &reply.kept } else { &reply.body };
    let kept = sql::keep()
        .bind(
            tx,
            &key.caller,
            &key.route,
            &key.key,
            &key.fingerprint(),
            &i32::from(reply.status),
            &reply.location,
            &reply.etag,
            body,
            &at,
        )
        .opt()
        .await?;
    kept.map(|_| ()).ok_or_else(in_flight)
}

fn in_flight() -> Error {
    let detail = "the first request with this Idempotency-Key is still running".to_owned();
    Error::Conflict("idempotency_in_flight", detail)
}
