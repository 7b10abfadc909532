//! The rejected lines as they came, on their way to where they are kept for whoever mends them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Chunk;
use crate::web::text::JsonObject;

/// A part is closed when it has grown to this.
const PART_BYTES: usize = 256 * 1024;
/// Lines of an upload beyond this are counted, but not kept.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// A rejected line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedLine<'a> {
    /// The line on which it begins.
    pub line: u64,
    /// What is wrong with it.
    #[serde(borrow)]
    pub reason: Cow<'a, str>,
    /// The line as it came; empty if it was too large, or had no end.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// Rejected lines being packed into parts.
#[derive(Debug, Default)]
pub(super) struct Packer {
    part_no: i32,
    rows: i32,
    kept: usize,
    text: String,
}

impl Packer {
    /// Adds a line.
    pub(super) fn push(&mut self, line: u64, reason: &str, text: &str) {
        if self.kept > KEPT_BYTES {
            return;
        }
        let before = self.text.len();
        self.text.push(if self.text.is_empty() { '[' } else { ',' });
        let mut object = JsonObject::open(&mut self.text);
        object.literal("line", line);
        object.string("reason", Some(reason));
        object.string("text", Some(text));
        object.close();
        self.rows += 1;
        self.kept += self.text.len() - before;
    }

    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= PART_BYTES
    }

    /// The part, unless it is empty; its number is below 0.
    pub(super) fn take(&mut self) -> Option<Chunk> {
        if self.rows == 0 {
            return None;
        }
        let mut text = std::mem::take(&mut self.text);
        text.push(']');
        self.part_no -= 1;
        let rows = std::mem::take(&mut self.rows);
        Some(Chunk { chunk_no: self.part_no, rows, packed: text.into_bytes() })
    }
}
