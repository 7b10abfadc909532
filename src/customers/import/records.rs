//! The records of a CSV file (RFC 4180), in buffers that never grow. `csv-core` splits and unquotes; here
//! are what the `csv` crate lacks: a limit to a record's size, physical line numbers, and noticing a quote
//! that is never closed.

use std::io::{self, Read};

use csv_core::ReadRecordResult;

use super::ROW_BYTES;
use super::input::Input;

/// More columns than this make a row too large.
const COLUMNS: usize = 1_024;

/// How reading a record went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is in [`Records::cells`].
    Record,
    /// It exceeds a limit and was passed over.
    TooLarge,
    /// The file ended within quotes.
    Unclosed,
}

/// A CSV file being read.
pub(super) struct Records<R> {
    input: Input<R>,
    parser: csv_core::Reader,
    lines: Lines,
    fields: Box<[u8]>,
    ends: Box<[usize]>,
    filled: usize,
    ended: usize,
}

impl<R: Read> Records<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            input: Input::new(reader),
            parser: csv_core::Reader::new(),
            lines: Lines { line: 1, after_return: false },
            fields: vec![0; ROW_BYTES].into_boxed_slice(),
            ends: vec![0; COLUMNS].into_boxed_slice(),
            filled: 0,
            ended: 0,
        }
    }

    /// Reads the next record, and says on which line it begins. Blank lines are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Outcome)>> {
        if !self.skip_line_ends()? {
            return Ok(None);
        }
        let line = self.lines.line;
        let mut outcome = Outcome::Record;
        (self.filled, self.ended) = (0, 0);
        loop {
            let bytes = self.input.bytes()?;
            if bytes.is_empty() {
                return Ok(Some((line, Outcome::Unclosed)));
            }
            let (result, read, wrote, ended) = self.parser.read_record(
                bytes,
                &mut self.fields[self.filled..],
                &mut self.ends[self.ended..],
            );
            self.lines.pass(&bytes[..read]);
            self.input.consume(read);
            self.filled += wrote;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    outcome = Outcome::TooLarge;
                    (self.filled, self.ended) = (0, 0);
                }
                ReadRecordResult::Record => return Ok(Some((line, outcome))),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// The cells of the record just read, one after the other, and where each ends; none if they aren't
    /// UTF-8.
    pub(super) fn cells(&self) -> Option<(&str, &[usize])> {
        let text = std::str::from_utf8(&self.fields[..self.filled]).ok()?;
        Some((text, &self.ends[..self.ended]))
    }

    fn skip_line_ends(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.input.bytes()?;
            let count = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if count < bytes.len() {
                self.lines.pass(&bytes[..count]);
                self.input.consume(count);
                return Ok(true);
            }
            if count == 0 {
                return Ok(false);
            }
            self.lines.pass(bytes);
            self.input.consume(count);
        }
    }
}

/// Counts lines as editors do: LF, CR LF and a lone CR each end one.
struct Lines {
    line: u64,
    after_return: bool,
}

impl Lines {
    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
            self.line += u64::from(ends);
            self.after_return = *byte == b'\r';
        }
    }
}
