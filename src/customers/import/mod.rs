//! Reading an upload of customers: CSV or NDJSON in, checked and packed chunks of rows out, whatever the
//! size in the same memory. No database here: the chunks are staged and upserted elsewhere.
//!
//! ```text
//! body ─▶ source (gunzip, blocking thread) ─▶ csv | ndjson ─▶ row (checks) ─▶ pack ─▶ Chunk
//!                                                  └─ bad rows: counted, the first 1,000 told
//! ```
//!
//! What a file may say:
//!
//! - The columns `external_id full_name email phone kyc_status segment country date_of_birth opted_out` are
//!   the fields of those names. `attributes` holds a JSON object that is merged into the attributes. Every
//!   other column is one attribute; in CSV, text that is a JSON number becomes one.
//! - Absent leaves a field, an empty cell (CSV) or `null` (NDJSON) clears it. `full_name` can't be cleared,
//!   `kyc_status` falls back to `pending`, and `opted_out` is only ever set.
//! - The customer is found by `external_id`. Without one it is new, unless `customer_id` holds an id that
//!   Proffer gave a customer without external id: so an export can be imported again.
//! - `created_at`, `updated_at` and `version` are Proffer's own and skipped.

mod csv;
mod input;
mod ndjson;
mod pack;
mod patch;
mod records;
mod row;
mod source;

use std::io::{self, Read};
use std::ops::ControlFlow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::patch::Patch;
pub use self::row::Row;
pub use self::source::Upload;

/// A row of more bytes than this is rejected.
pub const ROW_BYTES: usize = 64 * 1024;
/// How many bad rows are told one by one; the others are only counted.
pub const ERRORS_KEPT: usize = 1_000;

/// The form of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, comma-separated, header on line 1.
    Csv,
    /// One JSON object per line.
    Ndjson,
}

/// Good rows, checked and ready to be staged. Rows of one customer are folded into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// 0, 1, 2 … within the upload. Later chunks overrule earlier ones.
    pub chunk_no: i32,
    /// How many rows of the file went in; `packed` holds fewer if some were folded.
    pub rows: i32,
    /// A JSON array that reads as `Vec<Row>`; no two of them have the same `customer_id`.
    pub packed: Vec<u8>,
}

/// A row that did not go in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// The line on which the row begins, the first line being 1.
    pub line: u64,
    /// What is wrong with it; names the field, never its value.
    pub reason: String,
}

/// What reading an upload came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// All rows, good and bad.
    pub rows: u64,
    /// The bad ones.
    pub rejected: u64,
    /// The first [`ERRORS_KEPT`] of the bad ones.
    pub errors: Vec<Rejected>,
}

/// Why a whole upload is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The header line of a CSV file can't be used.
    #[error("the header line {0}")]
    Header(String),
    /// It is not the gzip data that it claims to be.
    #[error("the gzip data is damaged or cut short")]
    Compression(#[source] io::Error),
    /// It broke off, or the disk failed.
    #[error("the upload could not be read to its end: {0}")]
    Broken(#[source] io::Error),
    /// Nobody wanted the chunks any more.
    #[error("the import was stopped")]
    Stopped,
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // What flate2 reports; bodies and files fail in other ways.
            io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData
            | io::ErrorKind::UnexpectedEof => Self::Compression(error),
            _ => Self::Broken(error),
        }
    }
}

/// Reads all of `reader`, handing each full chunk to `emit`, and stops when that breaks. `today` bounds the
/// dates of birth.
pub fn read_rows(
    format: Format,
    today: Date,
    reader: impl Read,
    emit: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> Result<Summary, Refused> {
    let mut sink =
        Sink { today, packer: pack::Packer::default(), summary: Summary::default(), emit };
    match format {
        Format::Csv => csv::read(reader, &mut sink)?,
        Format::Ndjson => ndjson::read(reader, &mut sink)?,
    }
    sink.flush()?;
    Ok(sink.summary)
}

/// Where rows go: into the chunk being packed, or onto the list of the bad ones.
struct Sink<'a> {
    today: Date,
    packer: pack::Packer,
    summary: Summary,
    emit: &'a mut dyn FnMut(Chunk) -> ControlFlow<()>,
}

impl Sink<'_> {
    fn take(&mut self, line: u64, row: Result<Row<'_>, String>) -> Result<(), Refused> {
        self.summary.rows += 1;
        match row {
            Ok(row) => {
                self.packer.push(row).map_err(|error| Refused::Broken(error.into()))?;
                if self.packer.is_full() { self.flush() } else { Ok(()) }
            }
            Err(reason) => {
                self.summary.rejected += 1;
                if self.summary.errors.len() < ERRORS_KEPT {
                    self.summary.errors.push(Rejected { line, reason });
                }
                Ok(())
            }
        }
    }

    fn flush(&mut self) -> Result<(), Refused> {
        match self.packer.take().map(&mut self.emit) {
            Some(ControlFlow::Break(())) => Err(Refused::Stopped),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
