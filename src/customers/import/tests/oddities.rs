//! What spreadsheets and other exports do to files.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::json;

use super::*;
use crate::customers::import::{Charset, Mapping, RejectedLine};

/// The first row, whose every cell must be taken.
fn one(options: &Options, bytes: &[u8]) -> Row<'static> {
    let (chunks, summary) = all_chunks(options, bytes).unwrap();
    assert_eq!((summary.rows, summary.rejected), (1, 0), "{:?}", summary.errors);
    rows_of(&chunks[0]).remove(0)
}

fn csv() -> Options {
    Options::of(Format::Csv)
}

fn utf_16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

#[test]
fn texts_in_utf_16_are_read_with_and_without_a_byte_order_mark() {
    let text = "external_id,full_name\r\n1,Zo\u{eb} \u{1f600}\r\n";
    for little in [true, false] {
        for mark in ["", "\u{feff}"] {
            let row = one(&csv(), &utf_16(&format!("{mark}{text}"), little));
            assert_eq!(row.full_name.as_deref(), Some("Zo\u{eb} \u{1f600}"));
        }
    }
    // Longer than any buffer, so that characters lie on their borders.
    let long = format!("external_id,full_name\n{}", "1,Zo\u{eb} \u{1f600}\n".repeat(40_000));
    let (chunks, summary) = all_chunks(&csv(), &utf_16(&long, true)).unwrap();
    assert_eq!((summary.rows, summary.rejected), (40_000, 0));
    assert_eq!(rows_of(&chunks[7])[0].line, 40_001);
    let cut = utf_16(text, true);
    let refused = all_chunks(&csv(), &cut[..cut.len() - 1]).unwrap_err();
    assert!(matches!(refused, Refused::Encoding(_)), "{refused}");
}

#[test]
fn one_byte_character_sets_are_read_if_they_are_named() {
    let of = |label: &str| Options { charset: Some(Charset::named(label).unwrap()), ..csv() };
    for (label, byte, letter) in [
        ("windows-1252", 0x80, "\u{20ac}"),
        ("ISO-8859-1", 0xe9, "\u{e9}"),
        ("iso-8859-15", 0xa4, "\u{20ac}"),
        ("latin1", 0xdf, "\u{df}"),
    ] {
        let text = [b"external_id,full_name\n1,a".as_slice(), &[byte], b"\n"].concat();
        assert_eq!(one(&of(label), &text).full_name.as_deref(), Some(&*format!("a{letter}")));
    }
    let refused = all_chunks(&of("windows-1252"), b"external_id,full_name\n1,\x81\n").unwrap_err();
    let told = "line 2 has a byte that is no text in windows-1252: 0x81, byte 25 of the file";
    assert!(refused.to_string().starts_with(told), "{refused}");
    assert!(Charset::named("shift_jis").is_none() && Charset::named("klingon").is_none());
}

#[test]
fn delimiters_are_found_or_named() {
    for (delimiter, name) in [(',', "comma"), (';', ";"), ('\t', "tab"), ('|', "pipe")] {
        let text =
            format!("external_id{delimiter}full_name{delimiter}a b\n1{delimiter}Ana{delimiter}x\n");
        assert_eq!(attributes(&one(&csv(), text.as_bytes())), json!({"a b": "x"}), "{name}");
        let delimiter = crate::customers::import::delimiter_named(name);
        let said = Options { delimiter, ..csv() };
        assert_eq!(attributes(&one(&said, text.as_bytes())), json!({"a b": "x"}), "{name}");
    }
    let row = one(&csv(), b"external_id;full_name;notes, remarks\n1;Ana;a,b\n");
    assert_eq!(attributes(&row), json!({"notes, remarks": "a,b"}));
    for first in ["sep=|", "SEP=|", "\"sep=|\"", "sep=|||"] {
        let row = one(&csv(), format!("{first}\r\nexternal_id|full_name\r\n1|Ana\r\n").as_bytes());
        assert_eq!((row.line, row.full_name.as_deref()), (3, Some("Ana")), "{first}");
    }
}

#[test]
fn headers_are_understood_whatever_their_spelling() {
    let row = one(
        &csv(),
        "External ID,\"Full-Name\" ,E-Mail,\"Opted\u{a0}Out\", Balance \n1,Ana,a@b.co,yes,5\n"
            .as_bytes(),
    );
    assert_eq!((row.external_id.as_deref(), row.opted_out), (Some("1"), true));
    assert_eq!(attributes(&row), json!({"Balance": 5}));
    let refused = all_chunks(&csv(), b"external_id,full_name,Opt Out\n1,Ana,yes\n").unwrap_err();
    assert!(matches!(refused, Refused::Ambiguous(_)), "{refused}");
    let mut map = Mapping::default();
    map.add("opt_out", "opted_out").unwrap();
    map.add("Mail", "attributes.mail").unwrap();
    let mapped = Options { map, ..csv() };
    let row = one(&mapped, b"external_id,full_name,Opt Out,Mail\n1,Ana,yes,x\n");
    assert_eq!((row.opted_out, attributes(&row)), (true, json!({"mail": "x"})));
    let refused = all_chunks(&mapped, b"external_id,full_name,Opt Out\n1,Ana,yes\n").unwrap_err();
    assert!(refused.to_string().contains("has no column `Mail`"), "{refused}");
}

#[test]
fn empty_columns_and_empty_rows_are_left_out() {
    let text = "external_id,full_name,,\n1,Ana,,\n,,,\n2,Bea\n\" \",\"\"\n3,Caro,,,,\n4,Di,x,\n5,Eva,,,x\n";
    let (rows, bad) = import(Format::Csv, text);
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 6]);
    assert_eq!(bad.len(), 2);
    assert!(bad[0].1.contains("a value in column 3, which has no name"), "{bad:?}");
    assert!(bad[1].1.contains("the row has 5 cells, the header 4"), "{bad:?}");
}

#[test]
fn cells_of_ids_names_and_addresses_are_trimmed() {
    let row = one(
        &csv(),
        "external_id, full_name, email,note\n \u{a0}1\t, Zoe\u{308} , a@b.co , x \n".as_bytes(),
    );
    assert_eq!(
        (row.external_id.as_deref(), row.full_name.as_deref()),
        (Some("1"), Some("Zo\u{eb}"))
    );
    assert_eq!(row.email.value().map(Cow::as_ref), Some("a@b.co"));
    assert_eq!(attributes(&row), json!({"note": " x "}));
    let line = "{\"External-ID\": \" 1 \", \"full_name\": \"Ana\\u00a0\", \"n\": \" x \"}\n";
    let row = one(&Options::of(Format::Ndjson), line.as_bytes());
    assert_eq!((row.external_id.as_deref(), row.full_name.as_deref()), (Some("1"), Some("Ana")));
    assert_eq!(attributes(&row), json!({"n": " x "}));
}

#[test]
fn quotes_may_have_blanks_around_them_and_stand_nowhere_else() {
    let row = one(
        &csv(),
        "external_id,full_name,a\n\"1\" , \"Jo \"\"JJ\"\" Doe\"\u{a0},  \"x,\ny\" \n".as_bytes(),
    );
    assert_eq!(row.full_name.as_deref(), Some("Jo \"JJ\" Doe"));
    assert_eq!(attributes(&row), json!({"a": "x,\ny"}));
    let text =
        "external_id,full_name\n1,\"Jo \"JJ\" Doe\"\n2,5\" pipe\n3,\"a\"b\n4,=\"007\"\n5,\"ok\"\n";
    let (chunks, summary) = all_chunks(&csv(), text.as_bytes()).unwrap();
    assert_eq!((summary.rows, summary.rejected), (5, 4));
    assert!(summary.errors.iter().all(|error| error.reason.starts_with("a quote stands")));
    let rejects: Vec<RejectedLine<'_>> = serde_json::from_slice(&chunks[1].packed).unwrap();
    let lines: Vec<_> = rejects.iter().map(|it| (it.line, it.text.as_ref())).collect();
    assert_eq!(lines[..2], [(2, "1,\"Jo \"JJ\" Doe\""), (3, "2,5\" pipe")]);
    let refused = all_chunks(&csv(), b"external_id,\"full\"_name\n1,Ana\n").unwrap_err();
    assert!(matches!(refused, Refused::Header(_)), "{refused}");
}

#[test]
fn decimal_commas_are_read_if_they_are_said() {
    let options = Options { decimal_comma: true, ..csv() };
    let row = one(&options, b"external_id;full_name;a;b;c\n1;Ana;1234,50;12.50;7\n");
    assert_eq!(row.attributes_set.as_deref(), Some(r#"{"a":1234.50,"b":"12.50","c":7}"#));
}

#[test]
fn records_with_quotes_are_read_across_the_buffers_borders() {
    let mut text = "external_id,full_name,note\n".to_owned();
    for n in 0..30_000 {
        write!(text, "{n},\"Zo\u{eb} \"\"{n}\"\"\" ,\"a,\r\nb\"\r\n").unwrap();
    }
    let (rows, bad) = import(Format::Csv, &text);
    assert_eq!((rows.len(), bad), (30_000, vec![]));
    assert_eq!(rows[29_999].line, 59_998 + 2);
    assert_eq!(rows[12_345].full_name.as_deref(), Some("Zo\u{eb} \"12345\""));
    assert_eq!(attributes(&rows[12_345]), json!({"note": "a,\r\nb"}));
}

#[test]
fn a_file_that_is_something_else_is_told_what_it_is() {
    let csv_told = [
        (b"PK\x03\x04....[Content_Types].xml".as_slice(), "Excel workbook (.xlsx)"),
        (b"PK\x03\x04\x14....c.csv", "ZIP archive"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "Content-Encoding: gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook (.xls)"),
        (b"[{\"external_id\": \"1\"}]", "JSON array"),
        (b"{\"external_id\": \"1\"}\n", "application/x-ndjson"),
        (b"<html><table>", "HTML or XML"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xfe\0\0e\0\0\0", "UTF-32"),
        (b"Customer list 2026,,\nexternal_id,full_name\n1,Ana\n", "line 1 below it does"),
    ];
    let ndjson_told = [
        (b"[\n{\"external_id\": \"1\"},\n{}]".as_slice(), "JSON array"),
        (b"{\n  \"external_id\": \"1\"\n}\n", "over several lines"),
        (b"external_id,full_name\n1,Ana\n", "send it as text/csv"),
    ];
    for (format, told) in [(Format::Csv, csv_told.as_slice()), (Format::Ndjson, &ndjson_told)] {
        for (bytes, told) in told {
            let refused = all_chunks(&Options::of(format), bytes).unwrap_err().to_string();
            assert!(refused.contains(told), "{refused} | {told}");
        }
    }
}
