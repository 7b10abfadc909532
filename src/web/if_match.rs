//! `If-Match` (RFC 9110, 13.1.1): a change goes through only on the version that the client has seen.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::error::{Error, Result};

/// What the request demands of the object's version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// No header, or `*`.
    Any,
    /// One of the strong entity tags in these lists; weak ones never match. They are taken apart when they are needed: of
    /// 32 KiB of commas, texts would be made that are many times as large.
    OneOf(Vec<HeaderValue>),
}

impl IfMatch {
    /// The demand of these headers.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let lists: Vec<_> = headers.get_all(header::IF_MATCH).iter().cloned().collect();
        if lists.is_empty() || tags(&lists).any(|tag| tag == "*") {
            Self::Any
        } else {
            Self::OneOf(lists)
        }
    }

    /// 412 unless the object's present version is wanted.
    pub fn check(&self, version: i64) -> Result<()> {
        match self {
            Self::OneOf(lists) if !names(lists, &format!("\"{version}\"")) => {
                Err(Error::PreconditionFailed(version))
            }
            _ => Ok(()),
        }
    }
}

fn names(lists: &[HeaderValue], wanted: &str) -> bool {
    tags(lists).any(|tag| tag == wanted)
}

fn tags(lists: &[HeaderValue]) -> impl Iterator<Item = &str> {
    lists.iter().flat_map(|list| list.to_str().unwrap_or_default().split(',')).map(str::trim)
}
