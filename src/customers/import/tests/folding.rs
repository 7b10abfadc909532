//! Chunks: how large they get, and one customer coming twice.

use std::fmt::Write as _;

use serde_json::json;

use super::*;
use crate::customers::import::Patch;

#[test]
fn later_rows_win_field_by_field_within_a_chunk() {
    let (rows, bad) = import(
        Format::Ndjson,
        "{\"external_id\":\"1\",\"full_name\":\"Ana\",\"email\":\"a@b.co\",\"opted_out\":true,\"x\":1,\"y\":[2],\"z\":3}\n\
         {\"external_id\":\"2\",\"full_name\":\"Bea\"}\n\
         {\"external_id\":\"1\",\"email\":null,\"phone\":\"112\",\"opted_out\":false,\"x\":null,\"y\":null}\n\
         {\"external_id\":\"1\",\"segment\":\"a\",\"y\":5}\n",
    );
    assert_eq!(bad, []);
    assert_eq!(rows.len(), 2);
    let row = &rows[0];
    assert_eq!((row.line, row.folded), (4, 2));
    assert_eq!(row.full_name.as_deref(), Some("Ana"));
    assert_eq!((&row.email, &row.country), (&Patch::Clear, &Patch::Absent));
    assert_eq!((&row.phone, &row.segment), (&Patch::Set("112".into()), &Patch::Set("a".into())));
    assert!(row.opted_out);
    assert_eq!(row.attributes_clear, ["x"]);
    assert_eq!(attributes(row), json!({"y": 5, "z": 3}));
    assert_eq!(rows[1].full_name.as_deref(), Some("Bea"));
}

#[test]
fn chunks_hold_5_000_rows_and_no_customer_twice() {
    let mut text = "external_id,full_name,n\n".to_owned();
    for n in 0..11_000 {
        writeln!(text, "{},Ana,{n}", n % 1_500).unwrap();
    }
    let (chunks, summary) = chunks(Format::Csv, text.as_bytes()).unwrap();
    assert_eq!((summary.rows, summary.rejected), (11_000, 0));
    assert_eq!(chunks.iter().map(|chunk| chunk.rows).collect::<Vec<_>>(), [5_000, 5_000, 1_000]);
    assert_eq!(chunks.iter().map(|chunk| chunk.chunk_no).collect::<Vec<_>>(), [0, 1, 2]);
    for chunk in &chunks {
        let rows = rows_of(chunk);
        let ids: std::collections::HashSet<_> = rows.iter().map(|row| row.customer_id).collect();
        assert_eq!(ids.len(), rows.len());
    }
    assert_eq!(attributes(&rows_of(&chunks[0])[0]), json!({"n": 4_500}));
}

#[test]
fn chunks_of_long_rows_are_closed_early() {
    let mut text = "external_id,a,b\n".to_owned();
    for n in 0..400 {
        writeln!(text, "{n},{0},{0}", "x".repeat(8_000)).unwrap();
    }
    let (chunks, summary) = chunks(Format::Csv, text.as_bytes()).unwrap();
    assert_eq!(summary.rejected, 0);
    assert!(chunks.len() >= 2 && chunks.iter().all(|chunk| chunk.packed.len() < 3_300_000));
}

#[test]
fn a_customer_repeated_with_ever_new_attributes_keeps_the_chunks_small() {
    let mut text = String::new();
    for n in 0..300 {
        let value = "x".repeat(8_000);
        writeln!(text, "{{\"external_id\":\"1\",\"a{n}\":\"{value}\"}}").unwrap();
    }
    let (chunks, _) = chunks(Format::Ndjson, text.as_bytes()).unwrap();
    assert!(chunks.iter().all(|chunk| chunk.packed.len() < 1_200_000));
}

#[test]
fn only_the_first_1_000_bad_rows_are_told() {
    let text = format!("external_id,email\n{}", "1,nobody\n".repeat(1_234));
    let (_, summary) = chunks(Format::Csv, text.as_bytes()).unwrap();
    assert_eq!((summary.rows, summary.rejected, summary.errors.len()), (1_234, 1_234, 1_000));
}
