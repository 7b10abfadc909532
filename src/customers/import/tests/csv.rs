//! What a CSV file may say, and what is wrong with some.

use pg_types::KycStatus;
use serde_json::json;

use super::*;
use crate::customers::import::Patch;
use crate::customers::{export, identity};

fn csv(text: impl AsRef<[u8]>) -> (Vec<Row<'static>>, Vec<(u64, String)>) {
    import(Format::Csv, text)
}

fn refused(text: &[u8]) -> String {
    chunks(Format::Csv, text).unwrap_err().to_string()
}

#[test]
fn known_columns_go_to_fields_and_the_rest_to_attributes() {
    let (rows, bad) = csv(
        "\u{feff}external_id,full_name,email,phone,kyc_status,segment,country,date_of_birth,opted_out,balance,branch\n\
         c-1,\"O'Neill, Ana\",ana@example.com,+351 912 345,verified,premium,PT,1990-05-17,Yes,-12.50,007\n",
    );
    assert_eq!(bad, []);
    let row = &rows[0];
    assert_eq!(row.customer_id, identity::customer_id("c-1"));
    assert_eq!((row.line, row.folded), (2, 0));
    assert_eq!(row.external_id.as_deref(), Some("c-1"));
    assert_eq!(row.full_name.as_deref(), Some("O'Neill, Ana"));
    assert_eq!(row.email, Patch::Set("ana@example.com".into()));
    assert_eq!(row.phone, Patch::Set("+351 912 345".into()));
    assert_eq!(row.kyc_status, Some(KycStatus::Verified));
    assert_eq!(row.segment, Patch::Set("premium".into()));
    assert_eq!(row.country, Patch::Set("PT".into()));
    assert_eq!(row.date_of_birth, Patch::Set(date(1990, 5, 17)));
    assert!(row.opted_out);
    assert_eq!(row.attributes_set.as_deref(), Some(r#"{"balance":-12.50,"branch":"007"}"#));
}

#[test]
fn absent_leaves_and_empty_clears() {
    let (rows, bad) =
        csv("external_id,email,date_of_birth,kyc_status,opted_out,balance,job\nc-1,,,,,,clerk\n");
    assert_eq!(bad, []);
    let row = &rows[0];
    assert_eq!((&row.full_name, &row.phone), (&None, &Patch::Absent));
    assert_eq!((&row.email, row.date_of_birth), (&Patch::Clear, Patch::Clear));
    assert_eq!(row.kyc_status, Some(KycStatus::Pending));
    assert!(!row.opted_out);
    assert_eq!(row.attributes_clear, ["balance"]);
    assert_eq!(attributes(row), json!({"job": "clerk"}));
}

#[test]
fn only_plain_decimals_become_numbers() {
    let (rows, _) = csv("external_id,a,b,c,d,e,f,g\nx,1e5,007,true,12.50,NaN,-0,\" 1\"\n");
    let text = r#"{"a":"1e5","b":"007","c":"true","d":12.50,"e":"NaN","f":"-0","g":" 1"}"#;
    assert_eq!(rows[0].attributes_set.as_deref(), Some(text));
}

#[test]
fn bad_rows_are_told_with_the_line_they_begin_on_and_the_rest_goes_in() {
    let text = "full_name,external_id,email,opted_out\r\n\
                \"two\"\" quotes, good\",1,,\r\n\
                \r\n\
                bad mail,2,nobody,no\r\n\
                short,3\r\n\
                ,4,,\r\n\
                maybe,5,,perhaps\r\n\
                good,6,a@b.co,0\r\n";
    let (rows, bad) = csv(text);
    let names: Vec<_> = rows.iter().map(|row| row.full_name.as_deref().unwrap()).collect();
    assert_eq!(names, ["two\" quotes, good", "good"]);
    let told = [
        (4, "email is not an e-mail address: one address such as ana@example.com"),
        (5, "the row has 2 cells, the header 4"),
        (6, "full_name must not be empty"),
        (7, "opted_out must be true or false"),
    ];
    assert_eq!(bad.len(), told.len());
    for ((line, reason), (told_line, told)) in bad.iter().zip(told) {
        assert!(*line == told_line && reason.starts_with(told), "{line}: {reason}");
    }
}

#[test]
fn line_numbers_are_physical_however_lines_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("external_id,note{end}1,\"a{end}b{end}c\"{end}{end}2{end}3,x{end}4");
        let (rows, bad) = csv(text);
        let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 7], "{end:?}");
        assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [6, 8], "{end:?}");
    }
}

#[test]
fn a_header_that_cannot_be_used_refuses_the_file() {
    assert_eq!(refused(b""), "the header line is missing");
    assert_eq!(refused(b"\n\n"), "the header line is missing");
    assert_eq!(refused(b"external_id,a, a \n"), "the header line names `a` twice");
    assert_eq!(refused(b"external_id,Email,E-Mail\n"), "the header line names `email` twice");
    assert!(
        refused(b"external_id,\xff\n").starts_with("line 1 has a byte that is no text in UTF-8")
    );
    assert_eq!(refused(b"external_id,\"a\n"), "the header line opens a quote that is never closed");
    assert!(refused(b"external_id,a\0\n").contains("holds the character NUL"));
    assert!(refused(b"Kunde:Name\n1:Ana\n").contains("separated by commas"));
    assert!(refused(&[b"x,".repeat(2_000), b"\n".to_vec()].concat()).contains("64 KiB"));
    assert_eq!(csv("external_id").0, []);
    assert_eq!(csv("external_id,,a\n").0, []);
}

#[test]
fn what_is_no_text_refuses_the_file_with_line_and_byte() {
    let refused = refused(b"external_id,full_name\n1,\"a\nb\"\n2,caf\xe9\n");
    let told = "line 4 has a byte that is no text in UTF-8: 0xE9, byte 36 of the file; ";
    assert!(refused.starts_with(told), "{refused}");
    let (rows, bad) = csv("external_id,full_name\n2,caf\u{e9}\n3,a\0b\n");
    assert_eq!(rows.len(), 1);
    assert_eq!(bad, [(3, "the row holds the character NUL".to_owned())]);
}

#[test]
fn a_row_too_large_is_rejected_and_reading_goes_on() {
    let large = "x".repeat(70_000);
    let text = format!("external_id,note\n1,{large}\n2,\"{large}\n{large}\"\n3,ok\n");
    let (rows, bad) = csv(text);
    assert_eq!(rows[0].line, 5);
    assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
    assert!(bad[0].1.contains("64 KiB"));
    let (_, bad) = csv(format!("external_id,note\n1,{}\n", "x".repeat(20_000)));
    assert_eq!(bad[0].1, "attributes must not exceed 16 KiB");
}

#[test]
fn a_quote_that_is_never_closed_loses_no_row_unnoticed() {
    let (rows, bad) = csv("external_id,full_name\n1,Ana\n2,\"Bea\n3,Caro\n");
    assert_eq!(rows.len(), 1);
    assert_eq!(bad.len(), 1);
    assert!(bad[0].0 == 3 && bad[0].1.starts_with("a quote is opened and never closed"), "{bad:?}");
}

#[test]
fn a_row_without_external_id_is_a_new_customer_with_a_name() {
    let (rows, bad) = csv("external_id,full_name\n,Ana\n,Ana\n");
    assert_eq!(bad, []);
    assert_ne!(rows[0].customer_id, rows[1].customer_id);
    assert!(rows.iter().all(|row| row.customer_id.get_version_num() == 7));
    let (_, bad) = csv("external_id,segment\n,premium\n");
    assert!(bad[0].1.contains("full_name is needed"));
}

#[test]
fn a_customer_id_counts_only_if_it_is_ours_and_there_is_no_external_id() {
    let fresh = identity::fresh_customer_id();
    let named = identity::customer_id("c-1");
    let (rows, bad) = csv(format!(
        "customer_id,external_id,segment\n{fresh},,a\n{fresh},c-1,a\n{named},,a\n12345,,a\n"
    ));
    let ids: Vec<_> = rows.iter().map(|row| row.customer_id).collect();
    assert_eq!(ids, [fresh, named]);
    assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn an_export_can_be_imported_again() {
    let line = export::Line {
        customer_id: identity::customer_id("=cmd|' /C calc'!A0"),
        external_id: Some("=cmd|' /C calc'!A0"),
        full_name: "\"; DROP TABLE customers;--",
        email: None,
        phone: Some("+351 912"),
        kyc_status: KycStatus::Expired,
        segment: Some("a,b"),
        country: None,
        date_of_birth: Some(date(1990, 5, 17)),
        opted_out: true,
        attributes: r#"{"n": {"deep": [1.50, null]}, "gone": null, "job": "007"}"#,
        created_at: jiff::Timestamp::UNIX_EPOCH,
        updated_at: jiff::Timestamp::UNIX_EPOCH,
        version: 9,
    };
    let (mut text, mut lines) = (String::new(), String::new());
    export::csv_header(&mut text);
    line.csv(&mut text, false);
    line.ndjson(&mut lines);
    for (rows, bad) in [csv(text), import(Format::Ndjson, lines)] {
        assert_eq!(bad, []);
        let row = &rows[0];
        assert_eq!(row.customer_id, line.customer_id);
        assert_eq!(row.external_id.as_deref(), line.external_id);
        assert_eq!(row.full_name.as_deref(), Some(line.full_name));
        assert_eq!((&row.email, &row.country), (&Patch::Clear, &Patch::Clear));
        assert_eq!(row.phone, Patch::Set("+351 912".into()));
        assert_eq!(row.segment, Patch::Set("a,b".into()));
        assert_eq!(row.date_of_birth.value().copied(), line.date_of_birth);
        assert!(row.opted_out);
        assert_eq!(
            row.attributes_set.as_deref(),
            Some(r#"{"job":"007","n":{"deep": [1.50, null]}}"#)
        );
        assert_eq!(row.attributes_clear, ["gone"]);
    }
}

#[test]
fn a_column_of_its_own_overrules_the_attributes_column() {
    let (rows, bad) = csv("external_id,age,attributes,job\n\
         1,58,\"{\"\"age\"\": 1, \"\"job\"\": \"\"x\"\", \"\"more\"\": [1]}\",\n\
         2,1,,y\n\
         3,1,[],y\n\
         4,1,\"{\"\"a\"\": \"\"\\u0000\"\"}\",y\n");
    assert_eq!(attributes(&rows[0]), json!({"age": 58, "more": [1]}));
    assert_eq!(rows[0].attributes_clear, ["job"]);
    assert_eq!(attributes(&rows[1]), json!({"age": 1, "job": "y"}));
    assert_eq!(bad[0], (4, "attributes must be a JSON object".to_owned()));
    assert_eq!(bad[1], (5, "attributes must not contain the character NUL".to_owned()));
}
