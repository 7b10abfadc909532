//! Packing good rows into chunks. A row becomes text as soon as it is checked, so a chunk in the making is
//! one buffer; a second row about the same customer is folded into the first one.

use std::collections::HashMap;
use std::ops::Range;

use uuid::Uuid;

use super::Chunk;
use super::row::Row;

/// How many rows make a chunk: enough to make the upsert's round trip cheap, few enough to show progress.
const CHUNK_ROWS: i32 = 5_000;
/// A chunk is closed when it has grown to this, so that long rows don't make huge ones.
const CHUNK_BYTES: usize = 3 << 20;

/// The chunk in the making.
#[derive(Debug, Default)]
pub(super) struct Packer {
    chunk_no: i32,
    rows: i32,
    /// `[row,row,row`, dead ones among them after folding.
    text: String,
    live: Vec<Range<usize>>,
    by_customer: HashMap<Uuid, usize>,
    folded: bool,
}

impl Packer {
    pub(super) fn push(&mut self, row: Row<'_>) -> Result<(), serde_json::Error> {
        self.rows += 1;
        if let Some(&index) = self.by_customer.get(&row.customer_id) {
            return self.fold(index, row);
        }
        self.by_customer.insert(row.customer_id, self.live.len());
        let range = self.append(|text| row.write(text));
        self.live.push(range);
        Ok(())
    }

    fn fold(&mut self, index: usize, later: Row<'_>) -> Result<(), serde_json::Error> {
        let mut merged = String::new();
        let earlier = serde_json::from_str(&self.text[self.live[index].clone()])?;
        later.over(earlier)?.write(&mut merged);
        self.live[index] = self.append(|text| text.push_str(&merged));
        self.folded = true;
        Ok(())
    }

    fn append(&mut self, write: impl FnOnce(&mut String)) -> Range<usize> {
        self.text.push(if self.text.is_empty() { '[' } else { ',' });
        let start = self.text.len();
        write(&mut self.text);
        start..self.text.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows >= CHUNK_ROWS || self.text.len() >= CHUNK_BYTES
    }

    /// The chunk, unless it is empty; the next one begins.
    pub(super) fn take(&mut self) -> Option<Chunk> {
        if self.rows == 0 {
            return None;
        }
        let room = String::with_capacity(self.text.len() + self.text.len() / 8);
        let mut text = std::mem::replace(&mut self.text, room);
        if self.folded {
            let rows: Vec<&str> = self.live.iter().map(|range| &text[range.clone()]).collect();
            text = format!("[{}", rows.join(","));
        }
        text.push(']');
        let chunk = Chunk { chunk_no: self.chunk_no, rows: self.rows, packed: text.into_bytes() };
        self.chunk_no += 1;
        self.rows = 0;
        self.folded = false;
        self.live.clear();
        self.by_customer.clear();
        Some(chunk)
    }
}
