//! The bytes of an upload, one fixed buffer at a time: without a byte order mark, and always ending in a
//! line feed, which is added if it is missing.

use std::io::{self, ErrorKind, Read};

use super::ROW_BYTES;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What is left of an upload.
pub(super) struct Input<R> {
    reader: R,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    begun: bool,
    closed: bool,
}

impl<R: Read> Input<R> {
    pub(super) fn new(reader: R) -> Self {
        let buffer = vec![0; ROW_BYTES].into_boxed_slice();
        Self { reader, buffer, start: 0, end: 0, begun: false, closed: false }
    }

    /// The next bytes; none only at the very end.
    pub(super) fn bytes(&mut self) -> io::Result<&[u8]> {
        if !self.begun {
            self.begin()?;
        }
        if self.start == self.end && !self.closed {
            (self.start, self.end) = (0, 0);
            self.fill()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Passes over the first `count` of those bytes.
    pub(super) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    fn begin(&mut self) -> io::Result<()> {
        self.begun = true;
        while !self.closed && self.end < BYTE_ORDER_MARK.len() {
            self.fill()?;
        }
        if self.buffer[..self.end].starts_with(BYTE_ORDER_MARK) {
            self.start = BYTE_ORDER_MARK.len();
        }
        Ok(())
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        if count == 0 {
            self.buffer[self.end] = b'\n';
            self.closed = true;
        }
        self.end += count.max(1);
        Ok(())
    }
}
