//! One fault of an input: where it is, a stable code, and a sentence. A 422 lists them all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most faults that one answer tells: more help nobody, and would be far larger than what they are about.
pub const MOST_FAULTS: usize = 100;

/// The most characters of a sentence. Those of a tenant's own schema may quote all of it.
const LONGEST_DETAIL: usize = 1_000;

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
        Self { pointer: pointer.into(), code: code.to_owned(), detail: cut(detail.into()) }
    }
}

fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST_DETAIL) {
        text.truncate(end);
        text.push('…');
    }
    text
}
