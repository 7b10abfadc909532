//! What an NDJSON file may say, and what is wrong with some.

use serde_json::json;

use super::*;
use crate::customers::import::Patch;

fn ndjson(text: impl AsRef<[u8]>) -> (Vec<Row<'static>>, Vec<(u64, String)>) {
    import(Format::Ndjson, text)
}

#[test]
fn members_go_to_fields_and_attributes_as_given() {
    let (rows, bad) = ndjson(
        "\u{feff}{\"external_id\":\"c-\\u0031\",\"full_name\":\"An\\u00e1\",\"email\":null,\"opted_out\":true,\
         \"attributes\":{\"a\":\"1\",\"b\":null},\"score\":1.50,\"deep\":{\"x\":[\"007\"]},\"c\":null}\r\n",
    );
    assert_eq!(bad, []);
    let row = &rows[0];
    assert_eq!(row.external_id.as_deref(), Some("c-1"));
    assert_eq!(row.full_name.as_deref(), Some("Aná"));
    assert_eq!((&row.email, &row.phone), (&Patch::Clear, &Patch::Absent));
    assert!(row.opted_out);
    assert_eq!(
        row.attributes_set.as_deref(),
        Some(r#"{"a":"1","deep":{"x":["007"]},"score":1.50}"#)
    );
    assert_eq!(row.attributes_clear, ["b", "c"]);
}

#[test]
fn blank_lines_are_skipped_and_the_last_of_a_name_counts() {
    let (rows, bad) = ndjson(
        "\n{\"external_id\":\"1\",\"segment\":7,\"segment\":\"a\",\"x\":1,\"x\":2}\n  \n{\"full_name\":\"Ana\"}",
    );
    assert_eq!(bad, []);
    assert_eq!((rows[0].line, rows[1].line), (2, 4));
    assert_eq!(rows[0].segment, Patch::Set("a".into()));
    assert_eq!(attributes(&rows[0]), json!({"x": 2}));
    assert_eq!(rows[1].customer_id.get_version_num(), 7);
}

#[test]
fn bad_rows_are_told_with_their_lines() {
    let deep = format!("{{\"external_id\":\"1\",\"a\":{}{}}}", "[".repeat(500), "]".repeat(500));
    let cases = [
        ("{\"external_id\":\"1\"", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ("{\"external_id\":1}", "external_id must be a text"),
        ("{\"external_id\":\"1\",\"full_name\":null}", "full_name must not be empty"),
        ("{\"external_id\":\"\"}", "external_id must have 1 to 128 characters"),
        ("{\"external_id\":\"\\u0000\"}", "control characters"),
        ("{\"external_id\":\"\\ud800\"}", "surrogate"),
        ("{\"external_id\":\"1\",\"a\":\"\\u0000\"}", "NUL"),
        ("{\"external_id\":\"1\",\"\\u0000\":1}", "NUL"),
        ("{\"external_id\":\"1\",\"\\u0000\":null}", "NUL"),
        ("{\"external_id\":\"1\",\"a\":[\"\\ud800\"]}", "surrogate"),
        ("{\"external_id\":\"1\",\"a\":1e400}", "number"),
        ("{\"external_id\":\"1\",\"opted_out\":\"yes\"}", "opted_out must be true or false"),
        ("{\"external_id\":\"1\",\"attributes\":null}", "attributes must be a JSON object"),
        (
            "{\"external_id\":\"1\",\"date_of_birth\":\"1990-02-30\"}",
            "date_of_birth must be a date",
        ),
        ("{\"external_id\":\"1\",\"country\":\"pt\"}", "country is not an ISO"),
        ("{\"segment\":\"a\"}", "full_name is needed"),
        (deep.as_str(), "nested too deeply"),
    ];
    let text = cases.map(|(line, _)| line).join("\n");
    let (rows, bad) = ndjson(text);
    assert_eq!(rows, []);
    assert_eq!(bad.len(), cases.len());
    for (nth, ((line, reason), (_, told))) in bad.iter().zip(cases).enumerate() {
        assert_eq!(*line, nth as u64 + 1);
        assert!(reason.contains(told), "{reason} | {told}");
    }
}

#[test]
fn what_is_too_large_is_rejected_and_what_is_no_text_refuses_the_file() {
    let mut text = format!("{{\"a\":\"{}\"}}\n", "x".repeat(200_000)).into_bytes();
    text.extend(b"{\"full_name\":\"Ana\"}\n");
    let (rows, bad) = ndjson(text.clone());
    assert_eq!(rows[0].line, 2);
    assert_eq!(bad[0], (1, "the row is larger than 64 KiB".to_owned()));
    text.extend(b"{\"full_name\":\"\xff\"}");
    let refused = chunks(Format::Ndjson, &text).unwrap_err().to_string();
    assert!(refused.starts_with("line 3 has a byte that is no text in UTF-8: 0xFF"), "{refused}");
}

#[test]
fn an_empty_file_has_no_rows() {
    assert_eq!(ndjson(""), (vec![], vec![]));
}
