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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum At {
    /// Before anything but blanks of a cell.
    #[default]
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
        let mut scan = Scan::default();
        loop {
            // A blank may have two bytes.
            if scan.at + 1 >= self.input.rest().len() && self.input.more()? {
                continue;
            }
            let Some(&byte) = self.input.rest().get(scan.at) else {
                self.current = Current { length: scan.at, whole: scan.at, one_line: false };
                return Ok(if scan.too_large { Outcome::TooLarge } else { Outcome::Unclosed });
            };
            let blank = blank(&self.input.rest()[scan.at..], self.delimiter);
            match step(scan.state, byte, blank > 0, byte == self.delimiter) {
                Step::Within(next) => self.keep(&mut scan, next, byte, blank),
                Step::Opens => {
                    self.unquoted.truncate(scan.cell);
                    (scan.at, scan.state) = (scan.at + 1, At::Quoted);
                }
                Step::EndsCell => {
                    if self.ends.len() <= COLUMNS {
                        self.ends.push(self.unquoted.len());
                    }
                    scan.cell = self.unquoted.len();
                    (scan.at, scan.state) = (scan.at + 1, At::Start);
                }
                Step::EndsRecord => return self.end_record(&scan),
            }
            if scan.at > ROW_BYTES {
                self.input.pass(scan.at);
                self.unquoted.clear();
                self.ends.clear();
                scan = Scan { at: 0, cell: 0, too_large: true, ..scan };
            }
        }
    }

    /// Goes over a byte, or a blank of several, and keeps what belongs to the cell.
    fn keep(&mut self, scan: &mut Scan, next: At, byte: u8, blank: usize) {
        let length = if scan.state == At::Quoted { 1 } else { blank.max(1) };
        let kept = match next {
            At::Start | At::Plain => true,
            At::Quoted => scan.state == At::Quoted || byte == b'"',
            At::Quote | At::After | At::Lost => false,
        };
        if kept && !scan.too_large {
            let bytes = &self.input.rest()[scan.at..scan.at + length];
            self.unquoted.extend_from_slice(bytes);
        }
        scan.stray |= next == At::Lost;
        (scan.at, scan.state) = (scan.at + length, next);
    }

    fn end_record(&mut self, scan: &Scan) -> Result<Outcome, Refused> {
        self.ends.push(self.unquoted.len());
        let whole = scan.at + self.input.line_end_length(scan.at)?;
        self.current = Current { length: scan.at, whole, one_line: false };
        Ok(match scan {
            Scan { too_large: true, .. } => Outcome::TooLarge,
            _ if self.ends.len() > COLUMNS => Outcome::TooLarge,
            Scan { stray: true, .. } => Outcome::StrayQuote,
            _ => Outcome::Record,
        })
    }

    /// The cells of the record just read.
    pub(super) fn cells(&self) -> Result<Cells<'_>, Refused> {
        let raw = self.text()?;
        if !self.quoted {
            return Ok(Cells { raw, text: raw, ends: &self.ends, gap: 1 });
        }
        // Its bytes come from a text, cut at characters of ASCII.
        let text = std::str::from_utf8(&self.unquoted).unwrap_or_default();
        Ok(Cells { raw, text, ends: &self.ends, gap: 0 })
    }

    /// The record as it came, without its line end; nothing of one that is too large.
    pub(super) fn text(&self) -> Result<&str, Refused> {
        let raw = &self.input.rest()[..self.current.length];
        std::str::from_utf8(raw).map_err(|error| self.input.not_utf_8(error.valid_up_to()))
    }
}

/// How far the reader of a record with quotes is.
#[derive(Debug, Default)]
struct Scan {
    at: usize,
    state: At,
    /// Where the cell begins in what is kept.
    cell: usize,
    too_large: bool,
    stray: bool,
}

/// What a byte does.
enum Step {
    Within(At),
    /// It opens the cell's quotes.
    Opens,
    EndsCell,
    EndsRecord,
}

fn step(state: At, byte: u8, blank: bool, ends_cell: bool) -> Step {
    match state {
        At::Quoted if byte == b'"' => Step::Within(At::Quote),
        At::Quoted => Step::Within(At::Quoted),
        At::Quote if byte == b'"' => Step::Within(At::Quoted),
        _ if matches!(byte, b'\n' | b'\r') => Step::EndsRecord,
        At::Lost => Step::Within(At::Lost),
        _ if ends_cell => Step::EndsCell,
        At::Start if byte == b'"' => Step::Opens,
        At::Start if blank => Step::Within(At::Start),
        At::Quote | At::After if blank => Step::Within(At::After),
        At::Start | At::Plain if byte != b'"' => Step::Within(At::Plain),
        _ => Step::Within(At::Lost),
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
    /// The record as it came, without its line end.
    pub(super) raw: &'a str,
    /// The cells one after the other.
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
