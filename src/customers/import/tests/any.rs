//! Any bytes at all: nothing panics, every row is accounted for, and what is packed reads back.

use std::borrow::Cow;
use std::fmt::Write as _;

use pg_types::KycStatus;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::customers::import::{Came, Patch};

fn text() -> impl Strategy<Value = Cow<'static, str>> {
    any::<String>().prop_map(Cow::Owned)
}

fn patch() -> impl Strategy<Value = Patch<Cow<'static, str>>> {
    prop_oneof![Just(Patch::Absent), Just(Patch::Clear), text().prop_map(Patch::Set)]
}

fn row() -> impl Strategy<Value = Row<'static>> {
    let whom = (any::<u64>(), any::<u32>(), any::<u128>(), proptest::option::of(text()));
    let kyc = proptest::option::of(proptest::sample::select(KycStatus::ALL));
    let who = (proptest::option::of(text()), patch(), patch(), kyc);
    let dates = prop_oneof![Just(Patch::Absent), Just(Patch::Clear), Just(Patch::Set(TODAY))];
    let what = (patch(), patch(), dates, any::<bool>());
    let set = proptest::option::of(prop_oneof![Just("{}"), Just(r#"{"a": 1.50, "b": [null]}"#)]);
    let clear = proptest::collection::vec(text(), 0..3);
    (whom, who, what, set, clear).prop_map(|(whom, who, what, set, attributes_clear)| Row {
        line: whom.0,
        folded: whom.1,
        customer_id: Uuid::from_u128(whom.2),
        external_id: whom.3,
        full_name: who.0,
        email: who.1,
        phone: who.2,
        kyc_status: who.3,
        segment: what.0,
        country: what.1,
        date_of_birth: what.2,
        opted_out: what.3,
        attributes_set: set.map(Cow::Borrowed),
        attributes_clear,
        came: vec![Came { line: whom.0, text: Cow::Borrowed("1,\"x\"") }],
    })
}

/// Text made of what CSV and JSON stumble over.
fn tricky() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "\"",
        ",",
        "\n",
        "\r",
        "\r\n",
        "a",
        "7",
        "{",
        "}",
        "[",
        ":",
        "null",
        "\\u0000",
        "\\",
        "\u{e9}",
        " ",
        "-",
        "external_id",
        "full_name",
        "\"external_id\":\"1\"",
        "\u{feff}",
        "\0",
    ];
    let piece = prop_oneof![
        9 => proptest::sample::select(pieces.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn survives(bytes: &[u8]) {
    for format in [Format::Csv, Format::Ndjson] {
        if let Ok((chunks, summary)) = chunks(format, bytes) {
            let good: i32 = chunks.iter().map(|chunk| chunk.rows).sum();
            assert_eq!(u64::try_from(good).unwrap() + summary.rejected, summary.rows);
            for chunk in chunks {
                let rows: Vec<Row<'_>> = serde_json::from_slice(&chunk.packed).unwrap();
                let folded: u32 = rows.iter().map(|row| row.folded).sum();
                assert_eq!(rows.len() + folded as usize, usize::try_from(chunk.rows).unwrap());
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in any::<Vec<u8>>()) {
        survives(&bytes);
    }

    #[test]
    fn tricky_bytes_are_survived(bytes in tricky(), mut named in tricky()) {
        survives(&bytes);
        named.splice(..0, *b"external_id,full_name,a,attributes\n");
        survives(&named);
    }

    #[test]
    fn what_is_packed_reads_back(row in row()) {
        let mut text = String::new();
        row.write(&mut text);
        let back: Row<'_> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(back, row);
    }

    #[test]
    fn cells_are_read_as_they_were_written(cells in proptest::collection::vec("[^\\x00]{0,12}", 1..5)) {
        let mut text = "external_id,full_name".to_owned();
        for nth in 0..cells.len() {
            write!(text, ",c{nth}").unwrap();
        }
        text.push('\n');
        let mut line = crate::web::text::CsvLine::begin(&mut text);
        line.field(Some("1"));
        line.field(Some("Ana"));
        for cell in &cells {
            line.field(Some(cell));
        }
        line.end();
        let (rows, bad) = import(Format::Csv, &text);
        prop_assert_eq!(bad, []);
        let found = attributes(&rows[0]);
        for (nth, cell) in cells.iter().enumerate() {
            let name = format!("c{nth}");
            if cell.is_empty() {
                prop_assert!(rows[0].attributes_clear.contains(&Cow::Borrowed(name.as_str())));
            } else if let Some(text) = found[&name].as_str() {
                prop_assert_eq!(text, cell);
            } else {
                prop_assert!(found[&name].is_number());
            }
        }
    }
}
