//! Who a request says it comes from: a bearer token that is verified without the database, or an API key's hash.

use std::fmt::Write;

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::certificate::Fingerprint;
use crate::auth::token::Tokens;
use crate::error::{Error, Result};
use crate::web::Username;

/// Every API key begins with this.
pub const KEY_PREFIX: &str = "prf_";

/// A verified token's claims, or the hash under which an API key is looked up, with the certificate that came with it.
#[derive(Debug, Clone)]
pub(super) enum Credentials {
    User { username: Username, session: Uuid },
    Key { hash: [u8; 32], certificate: Option<Fingerprint> },
}

impl Credentials {
    /// 401 unless the headers hold one valid token or one API key.
    pub(super) fn of(headers: &HeaderMap, tokens: &Tokens) -> Result<Self> {
        if let Some(key) = headers.get("x-api-key") {
            return Self::key(key.to_str().map_err(|_| Error::Unauthorized)?);
        }
        let value = headers.get(header::AUTHORIZATION).ok_or(Error::Unauthorized)?;
        let text = value.to_str().map_err(|_| Error::Unauthorized)?;
        let (scheme, secret) = text.split_once(' ').ok_or(Error::Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Error::Unauthorized);
        }
        if secret.starts_with(KEY_PREFIX) {
            return Self::key(secret);
        }
        let claims = tokens.verify(secret)?;
        Ok(Self::User { username: claims.username, session: claims.session })
    }

    fn key(secret: &str) -> Result<Self> {
        if secret.starts_with(KEY_PREFIX) {
            Ok(Self::Key { hash: hash(secret), certificate: None })
        } else {
            Err(Error::Unauthorized)
        }
    }

    /// The same, of a client that has shown this certificate.
    pub(super) fn with_certificate(self, certificate: Option<Fingerprint>) -> Self {
        match self {
            Self::Key { hash, .. } => Self::Key { hash, certificate },
            user @ Self::User { .. } => user,
        }
    }

    /// Whose `Idempotency-Key`s these are.
    pub(super) fn caller(&self) -> String {
        match self {
            Self::User { username, .. } => username.to_string(),
            Self::Key { hash, .. } => format!("key:{}", hex(hash)),
        }
    }
}

/// SHA-256 of an API key: its 256 random bits leave nothing to brute-force.
#[must_use]
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
