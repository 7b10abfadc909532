//! The diagnosis of a file's first bytes: what it is if it is not what it was sent as, in words that somebody with a
//! spreadsheet can act on.

use encoding_rs::Encoding;

use super::Refused;
use super::options::Format;

pub(super) const UTF_32: &str =
    "the file is UTF-32: save it as \"CSV UTF-8\" (in Excel: File, Save As)";

const SAVE_AS_CSV: &str = "open it in Excel and save it as \"CSV UTF-8 (Comma delimited)\" (File, Save As), then send that file";

/// First bytes of files that are no text, and what to do about it.
const SIGNATURES: [(&[u8], &str); 11] = [
    (b"PK\x03\x04", "a ZIP archive: unpack it and send the file that is in it"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (
        b"\x1f\x8b",
        "gzip data: send it with the header Content-Encoding: gzip (a file's name must end in .gz), or unpack it first",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document: ask for the data as CSV"),
    (b"BZh", "bzip2 data: unpack it, or compress it with gzip and send Content-Encoding: gzip"),
    (b"\xfd7zXZ", "xz data: unpack it, or compress it with gzip and send Content-Encoding: gzip"),
    (
        b"\x28\xb5\x2f\xfd",
        "zstd data: unpack it, or compress it with gzip and send Content-Encoding: gzip",
    ),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it and send the file that is in it"),
    (b"PAR1", "a Parquet file: export the data as CSV or NDJSON"),
    (b"{\\rtf", "a Word document (RTF): ask for the data as CSV"),
];

/// Refuses a file whose first bytes say that it is something else than `format`.
pub(super) fn diagnose(first: &[u8], format: Format) -> Result<(), String> {
    let found = SIGNATURES.iter().find(|(signature, _)| first.starts_with(signature));
    if let Some((signature, what)) = found {
        let is_workbook = signature == b"PK\x03\x04"
            && [b"[Content_Types].xml".as_slice(), b"xl/", b"_rels/"]
                .iter()
                .any(|part| memchr::memmem::find(first, part).is_some());
        return Err(match *signature {
            _ if is_workbook => {
                format!("the file is an Excel workbook (.xlsx), not CSV: {SAVE_AS_CSV}")
            }
            b"\xd0\xcf\x11\xe0" => format!("the file is {what}, not CSV: {SAVE_AS_CSV}"),
            _ => format!("the file is {what}"),
        });
    }
    let text = first.trim_ascii_start();
    let begins =
        |with: &[u8]| text.len() >= with.len() && text[..with.len()].eq_ignore_ascii_case(with);
    if [b"<!doctype".as_slice(), b"<html", b"<?xml", b"<table", b"<workbook"]
        .iter()
        .any(|it| begins(it))
    {
        return Err(format!("the file is HTML or XML, whatever its name says: {SAVE_AS_CSV}"));
    }
    match format {
        Format::Csv => csv(text),
        Format::Ndjson => ndjson(text),
    }
}

fn csv(text: &[u8]) -> Result<(), String> {
    let after =
        |bytes: &[u8]| bytes.get(1..).unwrap_or_default().trim_ascii_start().first().copied();
    match (text.first(), after(text)) {
        (Some(b'{'), _) => Err(
            "the file is JSON, not CSV: with one object per line send it as application/x-ndjson"
                .to_owned(),
        ),
        (Some(b'['), Some(b'{' | b']')) => Err(array("not CSV")),
        _ => Ok(()),
    }
}

fn ndjson(text: &[u8]) -> Result<(), String> {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
    let after = text.get(1..).unwrap_or_default().trim_ascii_start().first();
    match text.first() {
        Some(b'[') if matches!(after, Some(b'{' | b']')) => Err(array("not NDJSON")),
        Some(b'{') if line == b"{" => Err(
            "an object goes over several lines; NDJSON has one object on each line: jq -c . FILE writes it so".to_owned(),
        ),
        Some(first) if !matches!(first, b'{' | b'[') && memchr::memchr(b'{', line).is_none() => Err(
            "the first line is no JSON object; if the file is CSV, send it as text/csv".to_owned(),
        ),
        _ => Ok(()),
    }
}

fn array(what: &str) -> String {
    format!(
        "the file is one JSON array, {what}; NDJSON has one object on each line, without [ ] and commas between: \
         jq -c '.[]' FILE writes it so; send that as application/x-ndjson"
    )
}

/// UTF-16 without a byte order mark: texts begin with two characters of ASCII.
pub(super) fn utf_16(first: &[u8]) -> Option<&'static Encoding> {
    match first {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(encoding_rs::UTF_16LE),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// The refusal of a file with a byte that means nothing in its character set; `at` counts from 0.
pub(super) fn no_text(line: u64, at: u64, byte: u8, charset: &str) -> Refused {
    let hint = match charset {
        "UTF-8" => {
            "save it as \"CSV UTF-8\", or say its character set: charset=windows-1252 for most files of Excel, SAP and CRMs"
        }
        name if name.starts_with("UTF-16") => {
            "it is cut short or damaged: export it again, best as \"CSV UTF-8\""
        }
        _ => "say another character set with charset=, or save it as \"CSV UTF-8\"",
    };
    Refused::Encoding(format!(
        "line {line} has a byte that is no text in {charset}: 0x{byte:02X}, byte {} of the file; {hint}",
        at + 1
    ))
}
