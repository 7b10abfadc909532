//! The client's TLS certificate: what the handshake found out about it, and what the door demands of it.

use std::borrow::Cow;
use std::fmt;

use axum::extract::MatchedPath;
use axum::http::request::Parts;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::credentials::hex;
use crate::error::{Error, Result};
use crate::web::below_base;

/// SHA-256 of a certificate in DER; in the API as `openssl x509 -fingerprint -sha256` prints it, with or without colons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a certificate in DER.
    #[must_use]
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WANTED: &str = "must be 64 hexadecimal digits";
        let digits: Vec<char> = text.chars().filter(|it| *it != ':').collect();
        let mut bytes = [0_u8; 32];
        if digits.len() != 2 * bytes.len() {
            return Err(WANTED);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |at: usize| pair[at].to_digit(16).and_then(|it| u8::try_from(it).ok());
            let (Some(high), Some(low)) = (digit(0), digit(1)) else { return Err(WANTED) };
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }
}

impl JsonSchema for Fingerprint {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Fingerprint".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$"})
    }
}

/// What TLS says of the client; an extension of every request that came over TLS.
#[derive(Debug, Clone, Copy)]
pub struct Secured {
    /// Whether the listener knows whose certificates to believe. If it does, `/system/…` takes a certificate.
    pub asks: bool,
    /// The client's certificate, verified by the listener; `None`: it has shown none.
    pub certificate: Option<Fingerprint>,
}

/// The certificate that the client has shown; 403 where the listener demands one and there is none.
pub(super) fn shown(parts: &Parts) -> Result<Option<Fingerprint>> {
    let Some(secured) = parts.extensions.get::<Secured>() else { return Ok(None) };
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let route = below_base(route);
    if secured.asks && secured.certificate.is_none() && route.starts_with("/system/") {
        let detail = "this takes a TLS client certificate of an authority that the server knows";
        return Err(Error::Forbidden("client_certificate_required", detail.to_owned()));
    }
    Ok(secured.certificate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_openssl_prints_it() {
        let print = Fingerprint::of(b"abc");
        let plain = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(print.to_string(), plain);
        let colons: Vec<&str> =
            (0..32).map(|at| plain.get(2 * at..2 * at + 2).unwrap_or_default()).collect();
        for text in [plain.to_owned(), plain.to_uppercase(), colons.join(":")] {
            assert_eq!(Fingerprint::try_from(text), Ok(print));
        }
        for text in ["", "ba78", &"g".repeat(64), &format!("{plain}00")] {
            assert!(Fingerprint::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
