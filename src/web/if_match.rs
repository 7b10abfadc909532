//! `If-Match` (RFC 9110, 13.1.1): a change goes through only on the version that the client has seen.

use axum::http::{HeaderMap, header};

use crate::error::{Error, Result};

/// What the request demands of the object's version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// No header, or `*`.
    Any,
    /// One of these strong entity tags; weak ones never match.
    OneOf(Vec<String>),
}

impl IfMatch {
    /// The demand of these headers.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let values: Vec<_> = headers.get_all(header::IF_MATCH).iter().collect();
        if values.is_empty() {
            return Self::Any;
        }
        let tags: Vec<String> = values
            .iter()
            .flat_map(|value| value.to_str().unwrap_or_default().split(','))
            .map(|tag| tag.trim().to_owned())
            .collect();
        if tags.iter().any(|tag| tag == "*") { Self::Any } else { Self::OneOf(tags) }
    }

    /// 412 unless the object's present version is wanted.
    pub fn check(&self, version: i64) -> Result<()> {
        match self {
            Self::OneOf(tags) if !tags.contains(&format!("\"{version}\"")) => {
                Err(Error::PreconditionFailed(version))
            }
            _ => Ok(()),
        }
    }
}
