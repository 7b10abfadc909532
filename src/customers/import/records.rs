//! The records of a CSV file (RFC 4180), in buffers that never grow. What the usual readers lack: a limit to a record's
//! size, physical line numbers, the record as it came, blanks around quotes, and quotes where none may be.

use std::io::Read;

use super::input::Input;
use super::{ROW_BYTES, Refused};

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
    /// A quote stands inside or after a cell; the record ends with its line.
    StrayQuote,
}

/// A CSV file being read.
pub(super) struct Records<R> {
    input: Input<R>,
    delimiter: u8,
    /// The cells of a record with quotes, without those.
    unquoted: Vec<u8>,
    ends: Vec<usize>,
    /// The length of the record in the input, without its line end; with it; and whether it lies on one line.
    current: Current,
    quoted: bool,
}

/// The record that was read last, and is passed over when the next one is.
#[derive(Debug, Clone, Copy, Default)]
struct Current {
    length: usize,
    whole: usize,
    one_line: bool,
}

/// Where in a record with quotes the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before anything but blanks of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote within quotes: the cell's end, or half of a quote.
    Quote,
    /// After a cell's closing quote and blanks.
    After,
    /// Where nothing can be made of the line any more.
    Lost,
}

impl<R: Read> Records<R> {
    pub(super) fn new(input: Input<R>) -> Self {
        Self {
            input,
            delimiter: b',',
            unquoted: Vec::with_capacity(ROW_BYTES),
            ends: Vec::with_capacity(COLUMNS),
            current: Current::default(),
            quoted: false,
        }
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// The file's next line as it stands, not yet passed over; what cannot be a text is left out.
    pub(super) fn peek(&mut self) -> Result<Option<&[u8]>, Refused> {
        self.advance();
        if !self.input.skip_line_ends()? {
            return Ok(None);
        }
        let end = self.input.line_end(0)?;
        Ok(end.map(|end| &self.input.rest()[..end]))
    }

    /// Passes over the line that was peeked at.
    pub(super) fn skip_line(&mut self) -> Result<(), Refused> {
        if let Some(end) = self.input.line_end(0)? {
            let count = end + self.input.line_end_length(end)?;
            self.input.pass_line(count);
        }
        Ok(())
    }

    /// The lines after the current record that are in memory, for a diagnosis.
    pub(super) fn lines_below(&self) -> impl Iterator<Item = &[u8]> {
        self.input.rest()[self.current.length..].split(|byte| *byte == b'\n').skip(1)
    }

    fn advance(&mut self) {
        let Current { whole, one_line, .. } = std::mem::take(&mut self.current);
        if one_line {
            self.input.pass_line(whole);
        } else {
            self.input.pass(whole);
        }
    }

    /// Reads the next record, and says on which line it begins. Blank lines are passed over.
    pub(super) fn next(&mut self) -> Result<Option<(u64, Outcome)>, Refused> {
        self.advance();
        if !self.input.skip_line_ends()? {
            return Ok(None);
        }
        let line = self.input.line();
        self.ends.clear();
        if let Some(end) = self.input.line_end(0)? {
            let record = &self.input.rest()[..end];
            if memchr::memchr(b'"', record).is_none() {
                let outcome = self.split(end);
                let whole = end + self.input.line_end_length(end)?;
                self.current = Current { length: end, whole, one_line: true };
                return Ok(Some((line, outcome)));
            }
        }
        Ok(Some((line, self.unquote()?)))
    }

    /// The cells of a line without quotes.
    fn split(&mut self, end: usize) -> Outcome {
        self.quoted = false;
        let record = &self.input.rest()[..end];
        self.ends.extend(memchr::memchr_iter(self.delimiter, record));
        self.ends.push(end);
        if end > ROW_BYTES || self.ends.len() > COLUMNS {
            Outcome::TooLarge
        } else {
            Outcome::Record
        }
    }

    /// The cells of a record with quotes, which may go over several lines, or of one that is too large for the buffer.
    fn unquote(&mut self) -> Result<Outcome, Refused> {
        self.quoted = true;
        self.unquoted.clear();
        let (mut at, mut state, mut cell, mut too_large, mut stray) =
            (0, At::Start, 0, false, false);
        loop {
            let rest = self.input.rest();
            // A blank may have two bytes.
            if at + 1 >= rest.len() && self.input.more()? {
                continue;
            }
            let rest = self.input.rest();
            let Some(&byte) = rest.get(at) else {
                if at > 0 && too_large {
                    self.input.pass(at);
                    at = 0;
                    if self.input.more()? {
                        continue;
                    }
                }
                self.current = Current { length: at, whole: at, one_line: false };
                return Ok(if too_large { Outcome::TooLarge } else { Outcome::Unclosed });
            };
            let blank = blank(&rest[at..], self.delimiter);
            let ends_line = matches!(byte, b'\n' | b'\r');
            let ends_cell = byte == self.delimiter;
            let next = match state {
                At::Quoted if byte == b'"' => At::Quote,
                At::Quoted => At::Quoted,
                At::Quote if byte == b'"' => At::Quoted,
                _ if ends_line => {
                    self.ends.push(self.unquoted.len());
                    let whole = at + self.input.line_end_length(at)?;
                    self.current = Current { length: at, whole, one_line: false };
                    too_large |= at > ROW_BYTES || self.ends.len() > COLUMNS;
                    return Ok(match (too_large, stray) {
                        (true, _) => Outcome::TooLarge,
                        (_, true) => Outcome::StrayQuote,
                        _ => Outcome::Record,
                    });
                }
                At::Lost => At::Lost,
                _ if ends_cell => {
                    if self.ends.len() < COLUMNS + 1 {
                        self.ends.push(self.unquoted.len());
                    }
                    cell = self.unquoted.len();
                    at += 1;
                    state = At::Start;
                    continue;
                }
                At::Start if byte == b'"' => {
                    self.unquoted.truncate(cell);
                    at += 1;
                    state = At::Quoted;
                    continue;
                }
                At::Start if blank > 0 => At::Start,
                At::Quote | At::After if blank > 0 => At::After,
                At::Start | At::Plain if byte != b'"' => At::Plain,
                _ => At::Lost,
            };
            stray |= next == At::Lost;
            let length = if matches!(state, At::Quoted) { 1 } else { blank.max(1) };
            let kept = match next {
                At::Start | At::Plain => true,
                At::Quoted => state == At::Quoted || byte == b'"',
                _ => false,
            };
            if kept && !too_large {
                self.unquoted.extend_from_slice(&rest[at..at + length]);
            }
            at += length;
            state = next;
            if at > ROW_BYTES {
                too_large = true;
                self.input.pass(at);
                at = 0;
                self.unquoted.clear();
                self.ends.clear();
                cell = 0;
            }
        }
    }

    /// The cells of the record just read.
    pub(super) fn cells(&self) -> Result<Cells<'_>, Refused> {
        let raw = self.text()?;
        if !self.quoted {
            return Ok(Cells { text: raw, ends: &self.ends, gap: 1 });
        }
        // Its bytes come from a text, cut at characters of ASCII.
        let text = std::str::from_utf8(&self.unquoted).unwrap_or_default();
        Ok(Cells { text, ends: &self.ends, gap: 0 })
    }

    /// The record as it came, without its line end; nothing of one that is too large.
    pub(super) fn text(&self) -> Result<&str, Refused> {
        let raw = &self.input.rest()[..self.current.length];
        std::str::from_utf8(raw).map_err(|error| self.input.not_utf_8(error.valid_up_to()))
    }
}

/// The length of the blank that `bytes` begin with: a space, a no-break space, or a tab that is no delimiter.
fn blank(bytes: &[u8], delimiter: u8) -> usize {
    match bytes {
        [b' ', ..] => 1,
        [b'\t', ..] if delimiter != b'\t' => 1,
        [0xc2, 0xa0, ..] => 2,
        _ => 0,
    }
}

/// The cells of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) text: &'a str,
    ends: &'a [usize],
    /// What lies between two cells.
    gap: usize,
}

impl<'a> Cells<'a> {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let cell = self.text.get(start..*end).unwrap_or_default();
            start = end + self.gap;
            cell
        })
    }
}
