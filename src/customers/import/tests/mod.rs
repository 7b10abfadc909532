//! Whole uploads through [`read_rows`](super::read_rows), in one helper; the cases lie beside.

mod any;
mod csv;
mod folding;
mod ndjson;
mod oddities;
mod real;
mod upload;

use std::ops::ControlFlow;

use jiff::civil::{Date, date};

use super::{Chunk, Format, Options, Refused, Row, Summary, read_rows};

const TODAY: Date = date(2026, 11, 22);

/// The chunks, and what it came to.
fn chunks(format: Format, bytes: &[u8]) -> Result<(Vec<Chunk>, Summary), Refused> {
    let (mut chunks, summary) = all_chunks(&Options::of(format), bytes)?;
    chunks.retain(|chunk| !chunk.is_rejects());
    Ok((chunks, summary))
}

/// The chunks of rows and of rejected lines, and what it came to.
fn all_chunks(options: &Options, bytes: &[u8]) -> Result<(Vec<Chunk>, Summary), Refused> {
    let mut chunks = Vec::new();
    let summary = read_rows(options, TODAY, bytes, &mut |chunk| {
        chunks.push(chunk);
        ControlFlow::Continue(())
    })?;
    Ok((chunks, summary))
}

/// The rows in order, and the lines and reasons of the bad ones.
fn import(format: Format, bytes: impl AsRef<[u8]>) -> (Vec<Row<'static>>, Vec<(u64, String)>) {
    let (chunks, summary) = chunks(format, bytes.as_ref()).unwrap();
    let rows: Vec<_> = chunks.iter().flat_map(rows_of).collect();
    let taken: u64 = rows.iter().map(|row| u64::from(row.folded) + 1).sum();
    assert_eq!(taken + summary.rejected, summary.rows);
    (rows, summary.errors.into_iter().map(|bad| (bad.line, bad.reason)).collect())
}

fn rows_of(chunk: &Chunk) -> Vec<Row<'static>> {
    let text: &'static [u8] = Vec::leak(chunk.packed.clone());
    serde_json::from_slice(text).unwrap()
}

fn attributes(row: &Row<'_>) -> serde_json::Value {
    serde_json::from_str(row.attributes_set.as_deref().unwrap_or("{}")).unwrap()
}
