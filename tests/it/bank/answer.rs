//! An answer of the API, and what a test demands of it.

use std::ops::Index;

use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde_json::Value;

/// An answer. Its checks give it back, so that they chain.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    asked: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Null if the body is none or not JSON.
    pub(crate) json: Value,
}

impl Answer {
    pub(super) fn new(asked: String, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let json = serde_json::from_slice(&body).unwrap_or_default();
        Self { asked, status, headers, body, json }
    }

    /// Demands this status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.asked, self.text());
        self
    }

    /// Demands problem details with this status and code, complete as RFC 9457 and the contract have them.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Self {
        let answer = self.is(status);
        let (asked, text) = (&answer.asked, answer.text());
        assert_eq!(answer["code"], code, "{asked}: {text}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{asked}");
        assert_eq!(answer["status"], status, "{text}");
        for member in ["type", "title", "detail", "instance"] {
            assert!(answer[member].as_str().is_some_and(|it| !it.is_empty()), "{member}: {text}");
        }
        assert_eq!(answer["request_id"].as_str(), answer.header("x-request-id"), "{text}");
        answer
    }

    /// Demands a 422 whose faults are exactly these pointers and codes, in any order.
    #[track_caller]
    pub(crate) fn faults(self, wanted: &[(&str, &str)]) -> Self {
        let answer = self.problem(422, "validation_failed");
        let text = |fault: &Value, name: &str| fault[name].as_str().unwrap_or_default().to_owned();
        let faults = answer["errors"].as_array().cloned().unwrap_or_default();
        let mut found: Vec<_> =
            faults.iter().map(|it| (text(it, "pointer"), text(it, "code"))).collect();
        let mut wanted: Vec<_> =
            wanted.iter().map(|(at, code)| ((*at).to_owned(), (*code).to_owned())).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{}", answer.asked);
        answer
    }

    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The `ETag`, which is the object's version.
    #[track_caller]
    pub(crate) fn etag(&self) -> String {
        let etag = self.header("etag").unwrap_or_else(|| panic!("{}: no ETag", self.asked));
        assert_eq!(etag, format!("\"{}\"", self["version"]), "{}", self.asked);
        etag.to_owned()
    }

    /// A number of the body.
    #[track_caller]
    pub(crate) fn number(&self, name: &str) -> i64 {
        let number = self[name].as_i64();
        number.unwrap_or_else(|| panic!("{}: no number {name}: {}", self.asked, self.text()))
    }

    /// The items of a list.
    #[track_caller]
    pub(crate) fn items(&self) -> &[Value] {
        let items = self["items"].as_array();
        items.unwrap_or_else(|| panic!("{}: no list: {}", self.asked, self.text()))
    }

    /// The body as it came.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Index<&str> for Answer {
    type Output = Value;

    fn index(&self, name: &str) -> &Value {
        &self.json[name]
    }
}
