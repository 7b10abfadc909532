//! Reading an upload of customers: CSV or NDJSON in, checked and packed chunks of rows out, whatever the
//! size in the same memory. No database here: the chunks are staged and upserted elsewhere.
//!
//! ```text
//! body ─▶ source (gunzip, blocking thread) ─▶ csv | ndjson ─▶ row (checks) ─▶ pack ─▶ Chunk
//!                                                  └─ bad rows: counted, the first 1,000 told
//! ```
//!
//! What a file may say stands in `docs/api.md`, under Import.

mod csv;
mod first_bytes;
mod header;
mod input;
mod names;
mod ndjson;
mod numbers;
mod options;
mod pack;
mod patch;
mod records;
mod rejects;
mod row;
mod source;

use std::io::{self, Read};
use std::ops::ControlFlow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::options::{Charset, Format, Mapping, Options, delimiter_named};
pub use self::patch::Patch;
pub use self::rejects::RejectedLine;
pub use self::row::{Came, Row};
pub use self::source::Upload;

/// A row of more bytes than this is rejected.
pub const ROW_BYTES: usize = 64 * 1024;
/// How many bad rows are told one by one; the others are only counted.
pub const ERRORS_KEPT: usize = 1_000;
/// How many names of attributes are told.
const NAMES_KEPT: usize = 1_024;

/// Good rows, checked and ready to be staged, those of one customer folded into one; or rejected lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// 0, 1, 2 … within the upload. Later chunks overrule earlier ones. Rejected lines: -1, -2, ….
    pub chunk_no: i32,
    /// How many rows of the file went in; `packed` holds fewer if some were folded.
    pub rows: i32,
    /// A JSON array that reads as `Vec<Row>`, no two of them with the same `customer_id`; or as `Vec<RejectedLine>`.
    pub packed: Vec<u8>,
}

impl Chunk {
    /// Whether it holds rejected lines.
    #[must_use]
    pub const fn is_rejects(&self) -> bool {
        self.chunk_no < 0
    }
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
    /// The columns, or members, that became attributes, as they are named in the file; the first 1,024.
    pub attributes_from: Vec<String>,
    /// The header of a CSV file as it came; empty for NDJSON.
    pub header: String,
    /// What stands between the cells of a CSV file.
    pub delimiter: char,
}

/// Why a whole upload is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The header line of a CSV file can't be used.
    #[error("the header line {0}")]
    Header(String),
    /// A column may be meant for a field that it does not name.
    #[error("{0}")]
    Ambiguous(String),
    /// It is no CSV, or no NDJSON, but something else.
    #[error("{0}")]
    Unreadable(String),
    /// It holds bytes that are no text.
    #[error("{0}")]
    Encoding(String),
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

/// Reads all of `reader`, already unzipped, handing each full chunk to `emit`, and stops when that breaks. `today` bounds
/// the dates of birth.
pub fn read_rows(
    options: &Options,
    today: Date,
    reader: impl Read,
    emit: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
) -> Result<Summary, Refused> {
    let mut sink = Sink {
        today,
        packer: pack::Packer::default(),
        rejects: rejects::Packer::default(),
        summary: Summary { delimiter: ',', ..Summary::default() },
        emit,
    };
    match options.format {
        Format::Csv => csv::read(reader, options, &mut sink)?,
        Format::Ndjson => ndjson::read(reader, options, &mut sink)?,
    }
    sink.flush()?;
    sink.flush_rejects()?;
    Ok(sink.summary)
}

/// Where rows go: into the chunk being packed, or to the bad ones.
struct Sink<'a> {
    today: Date,
    packer: pack::Packer,
    rejects: rejects::Packer,
    summary: Summary,
    emit: &'a mut dyn FnMut(Chunk) -> ControlFlow<()>,
}

impl Sink<'_> {
    /// Takes a row that came as `raw`.
    fn take<'r>(
        &mut self,
        line: u64,
        row: Result<Row<'r>, String>,
        raw: &'r str,
    ) -> Result<(), Refused> {
        self.summary.rows += 1;
        match row {
            Ok(mut row) => {
                row.came_as(raw);
                self.packer.push(row).map_err(|error| Refused::Broken(error.into()))?;
                if self.packer.is_full() { self.flush() } else { Ok(()) }
            }
            Err(reason) => {
                self.summary.rejected += 1;
                self.rejects.push(line, &reason, raw);
                if self.summary.errors.len() < ERRORS_KEPT {
                    self.summary.errors.push(Rejected { line, reason });
                }
                if self.rejects.is_full() { self.flush_rejects() } else { Ok(()) }
            }
        }
    }

    fn flush(&mut self) -> Result<(), Refused> {
        match self.packer.take().map(&mut self.emit) {
            Some(ControlFlow::Break(())) => Err(Refused::Stopped),
            _ => Ok(()),
        }
    }

    fn flush_rejects(&mut self) -> Result<(), Refused> {
        match self.rejects.take().map(&mut self.emit) {
            Some(ControlFlow::Break(())) => Err(Refused::Stopped),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
