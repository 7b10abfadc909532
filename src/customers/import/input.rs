//! The text of an upload in one buffer of fixed size: UTF-8 whatever it came in, without a byte order mark, its lines
//! counted as editors do, and always ending in a line feed, which is added if it is missing.

use std::io::{self, ErrorKind, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::options::{Charset, Format};
use super::{ROW_BYTES, Refused, first_bytes};

/// What is looked at before a byte is believed.
const FIRST: usize = 4 * 1024;
/// Several rows: what is left of the last one is moved to the front when the next ones are read.
const BUFFER: usize = 4 * ROW_BYTES;
/// More bytes than a character takes.
const CHARACTER: usize = 8;

/// What is left of an upload.
pub(super) struct Input<R> {
    reader: R,
    decoding: Option<Box<Decoding>>,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// How many bytes of the file lie before the buffer, if nothing is decoded.
    passed: u64,
    /// The line at `start`, the first being 1.
    line: u64,
    after_return: bool,
    closed: bool,
}

/// Bytes of another character set on their way to be text.
struct Decoding {
    encoding: &'static Encoding,
    decoder: Decoder,
    bytes: Box<[u8]>,
    start: usize,
    end: usize,
    passed: u64,
    ended: bool,
    /// Whether the decoder has seen the end.
    finished: bool,
    /// Where in the file a byte stands that means nothing, and the byte.
    broken: Option<(u64, u8)>,
}

impl<R: Read> Input<R> {
    /// Looks at the first bytes: what they are, and in which character set.
    pub(super) fn open(
        reader: R,
        charset: Option<Charset>,
        format: Format,
    ) -> Result<Self, Refused> {
        let buffer = vec![0; BUFFER].into_boxed_slice();
        let mut input = Self {
            reader,
            decoding: None,
            buffer,
            start: 0,
            end: 0,
            passed: 0,
            line: 1,
            after_return: false,
            closed: false,
        };
        while input.end < FIRST && !input.closed {
            input.closed = read_into(&mut input.reader, &mut input.buffer, &mut input.end)?;
        }
        let first = &input.buffer[..input.end];
        let (encoding, mark) = match Encoding::for_bom(first) {
            Some((encoding, mark)) if !first.starts_with(b"\xff\xfe\0\0") => (encoding, mark),
            Some(_) => return Err(Refused::Unreadable(first_bytes::UTF_32.to_owned())),
            None => {
                let guessed = first_bytes::utf_16(first);
                (guessed.or(charset.map(Charset::encoding)).unwrap_or(encoding_rs::UTF_8), 0)
            }
        };
        if encoding == encoding_rs::UTF_8 {
            input.start = mark;
            if input.closed {
                input.close();
            }
        } else {
            input.decode(encoding, mark);
            input.more()?;
        }
        first_bytes::diagnose(input.rest(), format).map_err(Refused::Unreadable)?;
        Ok(input)
    }

    fn decode(&mut self, encoding: &'static Encoding, mark: usize) {
        let mut bytes = vec![0; BUFFER].into_boxed_slice();
        bytes[..self.end].copy_from_slice(&self.buffer[..self.end]);
        self.decoding = Some(Box::new(Decoding {
            encoding,
            decoder: encoding.new_decoder_without_bom_handling(),
            bytes,
            start: mark,
            end: self.end,
            passed: 0,
            ended: self.closed,
            finished: false,
            broken: None,
        }));
        (self.start, self.end, self.closed) = (0, 0, false);
    }

    /// What was read and not passed over yet.
    pub(super) fn rest(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// The line on which the rest begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Reads on, and says whether there is more now. There is none at the end, and none where the buffer is full.
    pub(super) fn more(&mut self) -> Result<bool, Refused> {
        if self.closed {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.passed += self.start as u64;
            self.end -= self.start;
            self.start = 0;
        }
        // Room is left for a character that is decoded, and for the line feed at the end.
        if self.end + CHARACTER > self.buffer.len() {
            return Ok(false);
        }
        let room = self.buffer.len() - 1;
        match &mut self.decoding {
            None => {
                self.closed = read_into(&mut self.reader, &mut self.buffer[..room], &mut self.end)?;
            }
            Some(decoding) => {
                if decoding.broken.is_none() {
                    let out = &mut self.buffer[self.end..room];
                    let decoded = decoding.fill(&mut self.reader, out)?;
                    self.end += decoded;
                    if decoded > 0 {
                        return Ok(true);
                    }
                }
                let Some((at, byte)) = decoding.broken else {
                    self.close();
                    return Ok(true);
                };
                let name = decoding.encoding.name();
                return Err(first_bytes::no_text(self.line_at(self.end), at, byte, name));
            }
        }
        if self.closed {
            self.close();
        }
        Ok(true)
    }

    fn close(&mut self) {
        self.buffer[self.end] = b'\n';
        self.end += 1;
        self.closed = true;
    }

    /// Passes over `count` bytes, counting lines: LF, CR LF and a lone CR each end one.
    pub(super) fn pass(&mut self, count: usize) {
        for byte in &self.buffer[self.start..self.start + count] {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
            self.line += u64::from(ends);
            self.after_return = *byte == b'\r';
        }
        self.start += count;
    }

    /// Passes over one whole line of `count` bytes with its end.
    pub(super) fn pass_line(&mut self, count: usize) {
        self.start += count;
        self.line += 1;
        self.after_return = false;
    }

    /// Passes over line ends; false at the end of the file.
    pub(super) fn skip_line_ends(&mut self) -> Result<bool, Refused> {
        loop {
            let rest = self.rest();
            let count = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let all = count == rest.len();
            self.pass(count);
            if !all {
                self.after_return = false;
                return Ok(true);
            }
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// Where in the rest its first line ends, from `from` on. None: it is not in the buffer, however far that goes.
    pub(super) fn line_end(&mut self, mut from: usize) -> Result<Option<usize>, Refused> {
        loop {
            match memchr::memchr2(b'\n', b'\r', &self.rest()[from..]) {
                Some(at) => return Ok(Some(from + at)),
                None => from = self.rest().len(),
            }
            if from > ROW_BYTES || !self.more()? {
                return Ok(None);
            }
        }
    }

    /// The length of the line end at `at`: 2 for CR LF.
    pub(super) fn line_end_length(&mut self, at: usize) -> Result<usize, Refused> {
        if self.rest()[at] != b'\r' {
            return Ok(1);
        }
        if at + 1 == self.rest().len() {
            self.more()?;
        }
        Ok(if self.rest().get(at + 1) == Some(&b'\n') { 2 } else { 1 })
    }

    /// The refusal of a file whose byte `at` of the rest is no UTF-8.
    pub(super) fn not_utf_8(&self, at: usize) -> Refused {
        let byte = self.rest().get(at).copied().unwrap_or_default();
        let (line, place) = (self.line_at(self.start + at), self.passed + (self.start + at) as u64);
        first_bytes::no_text(line, place, byte, "UTF-8")
    }

    /// The line of the byte at `end` of the buffer.
    fn line_at(&self, end: usize) -> u64 {
        let text = &self.buffer[self.start..end];
        let feeds = memchr::memchr_iter(b'\n', text).count();
        let lone = memchr::memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n'));
        self.line + (feeds + lone.count()) as u64
    }
}

impl Decoding {
    /// Decodes into `out`, and says how many bytes that made: none at the end, or before a byte that means nothing.
    fn fill(&mut self, reader: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
        while !self.finished {
            if self.start == self.end && !self.ended {
                self.passed += self.end as u64;
                (self.start, self.end) = (0, 0);
                self.ended = read_into(reader, &mut self.bytes, &mut self.end)?;
            }
            let whole = &self.bytes[self.start..self.end];
            let known = whole.iter().position(|byte| self.means_nothing(*byte));
            let bytes = &whole[..known.unwrap_or(whole.len())];
            let last = self.ended && known.is_none();
            let (result, read, wrote) =
                self.decoder.decode_to_utf8_without_replacement(bytes, out, last);
            self.start += read;
            let place = self.passed + self.start as u64;
            match result {
                DecoderResult::Malformed(length, after) => {
                    let back = u64::from(length) + u64::from(after);
                    let at = place.saturating_sub(back);
                    let byte = self.bytes[self.start.saturating_sub(usize::from(length + after))];
                    self.broken = Some((at, byte));
                }
                DecoderResult::InputEmpty if known.is_some() => {
                    self.broken = Some((place, self.bytes[self.start]));
                }
                DecoderResult::InputEmpty => self.finished = last,
                DecoderResult::OutputFull => {}
            }
            if wrote > 0 || self.broken.is_some() {
                return Ok(wrote);
            }
        }
        Ok(0)
    }

    /// Whether a one-byte character set has no character for this byte. The decoder makes control characters of those.
    fn means_nothing(&self, byte: u8) -> bool {
        if self.encoding == encoding_rs::WINDOWS_1252 {
            matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)
        } else {
            self.encoding == encoding_rs::ISO_8859_15 && matches!(byte, 0x80..=0x9f)
        }
    }
}

/// Reads once into `buffer` after `end`, and says whether that was the end.
fn read_into(reader: &mut impl Read, buffer: &mut [u8], end: &mut usize) -> io::Result<bool> {
    let count = loop {
        match reader.read(&mut buffer[*end..]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    *end += count;
    Ok(count == 0)
}
