//! Text written straight into a buffer: JSON strings and objects, CSV fields (RFC 4180). Exports and
//! the packed rows of an import are made of it; nothing here fails or allocates beyond the buffer.

use std::fmt;

use bytes::BytesMut;

/// A growing buffer of UTF-8 text.
pub trait TextBuffer {
    /// Appends `text`.
    fn push_text(&mut self, text: &str);
}

impl TextBuffer for String {
    fn push_text(&mut self, text: &str) {
        self.push_str(text);
    }
}

impl TextBuffer for BytesMut {
    fn push_text(&mut self, text: &str) {
        self.extend_from_slice(text.as_bytes());
    }
}

/// Appends `text` as a JSON string with its quotes (RFC 8259 § 7).
pub fn json_string(out: &mut impl TextBuffer, text: &str) {
    out.push_text("\"");
    // Looking at all bytes, without a way out, is what compilers make fast; few texts need escapes.
    if text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        escaped(out, text);
    } else {
        out.push_text(text);
    }
    out.push_text("\"");
}

fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escaped(out: &mut impl TextBuffer, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !needs_escape(byte) {
            continue;
        }
        out.push_text(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_text("\\\""),
            b'\\' => out.push_text("\\\\"),
            b'\n' => out.push_text("\\n"),
            b'\r' => out.push_text("\\r"),
            b'\t' => out.push_text("\\t"),
            _ => out.push_text(&format!("\\u{byte:04x}")),
        }
    }
    out.push_text(&text[from..]);
}

/// One JSON object, member by member.
#[derive(Debug)]
pub struct JsonObject<'a, B: TextBuffer> {
    out: &'a mut B,
    empty: bool,
}

impl<'a, B: TextBuffer> JsonObject<'a, B> {
    /// Opens the object.
    pub fn open(out: &'a mut B) -> Self {
        out.push_text("{");
        Self { out, empty: true }
    }

    fn name(&mut self, name: &str) {
        if !self.empty {
            self.out.push_text(",");
        }
        self.empty = false;
        json_string(self.out, name);
        self.out.push_text(":");
    }

    /// A member whose value is `json`, which is taken as it is.
    pub fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.out.push_text(json);
    }

    /// A member whose value is a text, or `null`.
    pub fn string(&mut self, name: &str, value: Option<&str>) {
        self.name(name);
        match value {
            Some(text) => json_string(self.out, text),
            None => self.out.push_text("null"),
        }
    }

    /// A member whose value prints as text that needs no escapes: an id, a date, a time.
    pub fn plain(&mut self, name: &str, value: impl fmt::Display) {
        self.name(name);
        self.out.push_text("\"");
        write_to(self.out, value);
        self.out.push_text("\"");
    }

    /// A member whose value prints as JSON already: a number, a Boolean.
    pub fn literal(&mut self, name: &str, value: impl fmt::Display) {
        self.name(name);
        write_to(self.out, value);
    }

    /// Closes the object.
    pub fn close(self) {
        self.out.push_text("}");
    }
}

/// One line of CSV, field by field, ended with LF.
///
/// Values are written unchanged, those that begin with `=`, `+`, `-` or `@` too: an export is read by
/// machines and imported again, and the OWASP guard (a `'` in front) would corrupt phone numbers,
/// negative amounts and names on their way. For a spreadsheet there is [`CsvLine::guarded`].
#[derive(Debug)]
pub struct CsvLine<'a, B: TextBuffer> {
    out: &'a mut B,
    empty: bool,
    guarded: bool,
}

/// What makes a formula of a cell; a spreadsheet skips a tab or line end before it.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}'];

impl<'a, B: TextBuffer> CsvLine<'a, B> {
    /// Begins a line.
    pub fn begin(out: &'a mut B) -> Self {
        Self { out, empty: true, guarded: false }
    }

    /// With an apostrophe before each text that a spreadsheet would take for a formula (OWASP: CSV injection).
    #[must_use]
    pub fn guarded(mut self, guarded: bool) -> Self {
        self.guarded = guarded;
        self
    }

    fn separate(&mut self) {
        if !self.empty {
            self.out.push_text(",");
        }
        self.empty = false;
    }

    /// A field, quoted where RFC 4180 asks for it; none is an empty field.
    pub fn field(&mut self, value: Option<&str>) {
        self.separate();
        let text = value.unwrap_or_default();
        if self.guarded && text.starts_with(FORMULA) {
            return self.quoted("'", text);
        }
        if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            return self.out.push_text(text);
        }
        self.quoted("", text);
    }

    fn quoted(&mut self, before: &str, text: &str) {
        self.out.push_text("\"");
        self.out.push_text(before);
        for (nth, part) in text.split('"').enumerate() {
            if nth > 0 {
                self.out.push_text("\"\"");
            }
            self.out.push_text(part);
        }
        self.out.push_text("\"");
    }

    /// A field that prints without commas, quotes and line ends: an id, a number, a date, a time.
    pub fn plain(&mut self, value: impl fmt::Display) {
        self.separate();
        write_to(self.out, value);
    }

    /// Ends the line.
    pub fn end(self) {
        self.out.push_text("\n");
    }
}

fn write_to(out: &mut impl TextBuffer, value: impl fmt::Display) {
    struct Adapter<'a, B>(&'a mut B);
    impl<B: TextBuffer> fmt::Write for Adapter<'_, B> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.push_text(text);
            Ok(())
        }
    }
    // The buffer never refuses, so only the value's own Display could fail; none of ours does.
    let _ = fmt::Write::write_fmt(&mut Adapter(out), format_args!("{value}"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn json_strings_read_back(text in any::<String>()) {
            let mut out = String::new();
            json_string(&mut out, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }
    }

    #[test]
    fn csv_fields_are_quoted_only_where_needed() {
        let mut out = String::new();
        let mut line = CsvLine::begin(&mut out);
        line.field(Some("plain"));
        line.field(Some("=cmd|' /C calc'!A0"));
        line.field(Some("a,b"));
        line.field(Some("say \"hi\"\nthere"));
        line.field(None);
        line.plain(7);
        line.end();
        assert_eq!(out, "plain,=cmd|' /C calc'!A0,\"a,b\",\"say \"\"hi\"\"\nthere\",,7\n");
    }

    #[test]
    fn a_guarded_text_is_no_formula() {
        let mut out = String::new();
        let mut line = CsvLine::begin(&mut out).guarded(true);
        for text in ["=1+1", "+351 9", "-1", "@x", "\t=1", "\r=1", "a=1", "={\"}", ""] {
            line.field(Some(text));
        }
        line.plain(-7);
        line.end();
        let wanted =
            "\"'=1+1\",\"'+351 9\",\"'-1\",\"'@x\",\"'\t=1\",\"'\r=1\",a=1,\"'={\"\"}\",,-7\n";
        assert_eq!(out, wanted);
    }

    #[test]
    fn objects_read_back() {
        let mut out = BytesMut::new();
        let mut object = JsonObject::open(&mut out);
        object.string("a\"b", Some("x\u{1}"));
        object.string("none", None);
        object.raw("raw", "[1]");
        object.plain("plain", 7);
        object.literal("number", 7);
        object.close();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            value,
            serde_json::json!({"a\"b": "x\u{1}", "none": null, "raw": [1], "plain": "7", "number": 7})
        );
    }
}
