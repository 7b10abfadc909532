//! One fault of an input: where it is, a stable code, and a sentence. A 422 lists them all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One fault of a request's input, as listed under `errors` of a 422.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// RFC 6901 pointer into the body; for a query parameter, `/` and its name.
    pub pointer: String,
    /// A stable `snake_case` word.
    pub code: String,
    /// One sentence for a person.
    pub detail: String,
}

impl Fault {
    /// A fault at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.to_owned(), detail: detail.into() }
    }
}
