//! Oddities of real files: each is taken as it is meant, or the file is refused whole in words that somebody with a
//! spreadsheet can act on.

use axum::http::Method;
use proffer::jobs::kinds;
use proffer::jobs::runner::Worker;
use serde_json::Value;

use super::promise;
use crate::bank::Bank;

/// What must become of an oddity.
enum Expected {
    /// Its row goes in: pointers into the customer, and the JSON there.
    Taken(&'static [(&'static str, &'static str)]),
    /// Its only row is rejected, the job fails, and the reason holds these words.
    Rejected(&'static str),
    /// 422 with this code, and a detail with these words.
    Refused(&'static str, &'static str),
}

use Expected::{Refused, Rejected, Taken};

/// A name, the query, the content type, the text with `@` for the customer's external id, its encoding, what becomes of it.
type Oddity =
    (&'static str, &'static str, &'static str, &'static str, fn(&str) -> Vec<u8>, Expected);

const CSV: &str = "text/csv";
const NDJSON: &str = "application/x-ndjson";

fn utf_8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn little(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn big(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// Each character a byte: ISO-8859-1, as far as the samples go.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn cut(text: &str) -> Vec<u8> {
    let mut bytes = little(text);
    bytes.pop();
    bytes
}

const NAME: (&str, &str) = ("/full_name", "\"Ana\"");
const MAIL: (&str, &str) = ("/email", "\"a@b.co\"");
const OUT: (&str, &str) = ("/opted_out", "true");

#[rustfmt::skip]
const SPELLING: &[Oddity] = &[
    ("semicolons", "", CSV, "external_id;full_name\n@;Ana\n", utf_8, Taken(&[NAME])),
    ("tabs", "", CSV, "external_id\tfull_name\n@\tAna\n", utf_8, Taken(&[NAME])),
    ("pipes", "", CSV, "external_id|full_name\n@|Ana\n", utf_8, Taken(&[NAME])),
    ("a delimiter that is said", "delimiter=tab", CSV, "external_id\tfull_name\tx;y\n@\tAna\ta\n", utf_8, Taken(&[("/attributes/x;y", "\"a\"")])),
    ("a sep= line", "", CSV, "sep=;\r\nexternal_id;full_name\r\n@;Ana\r\n", utf_8, Taken(&[NAME])),
    ("a sep= line of an unknown delimiter", "", CSV, "sep=^\nexternal_id^full_name\n@^Ana\n", utf_8, Refused("invalid_header", "sep=")),
    ("a byte order mark", "", CSV, "\u{feff}external_id,full_name\n@,Ana\n", utf_8, Taken(&[NAME])),
    ("a byte order mark before quotes", "", CSV, "\u{feff}\"external_id\",\"full_name\"\n@,Ana\n", utf_8, Taken(&[NAME])),
    ("UTF-16LE with a mark", "", CSV, "\u{feff}external_id,full_name\n@,Ana\n", little, Taken(&[NAME])),
    ("UTF-16BE with a mark", "", CSV, "\u{feff}external_id,full_name\n@,Ana\n", big, Taken(&[NAME])),
    ("UTF-16LE without a mark", "", CSV, "external_id\tfull_name\n@\tAna\n", little, Taken(&[NAME])),
    ("UTF-16BE without a mark", "", CSV, "external_id\tfull_name\n@\tAna\n", big, Taken(&[NAME])),
    ("UTF-16 that is cut", "", CSV, "\u{feff}external_id,full_name\n@,Ana\n", cut, Refused("invalid_encoding", "UTF-16")),
    ("Windows-1252 that is said", "charset=windows-1252", CSV, "external_id,full_name\n@,J\u{e4}ger\n", bytes, Taken(&[("/full_name", "\"J\u{e4}ger\"")])),
    ("ISO-8859-1 that is said", "charset=iso-8859-1", CSV, "external_id,full_name\n@,J\u{e4}ger\n", bytes, Taken(&[("/full_name", "\"J\u{e4}ger\"")])),
    ("ISO-8859-15 in the content type", "", "text/csv; charset=iso-8859-15", "external_id,full_name,a\n@,Ana,5 \u{a4}\n", bytes, Taken(&[("/attributes/a", "\"5 \u{20ac}\"")])),
    ("Windows-1252 that nobody said", "", CSV, "external_id,full_name\n@,J\u{e4}ger\n", bytes, Refused("invalid_encoding", "charset=windows-1252")),
    ("a byte without a character", "charset=windows-1252", CSV, "external_id,full_name\n@,A\u{81}\n", bytes, Refused("invalid_encoding", "0x81")),
    ("headers in capitals", "", CSV, "EXTERNAL_ID,FULL_NAME,EMAIL\n@,Ana,a@b.co\n", utf_8, Taken(&[NAME])),
    ("headers in camel case", "", CSV, "externalId,fullName\n@,Ana\n", utf_8, Taken(&[NAME])),
    ("headers with spaces around", "", CSV, "external_id, full_name\n@, Ana\n", utf_8, Taken(&[NAME])),
    ("headers with spaces inside", "", CSV, "External ID,Full Name\n@,Ana\n", utf_8, Taken(&[NAME])),
    ("headers with no-break spaces", "", CSV, "External\u{a0}ID,Full\u{a0}Name\n@,Ana\n", utf_8, Taken(&[NAME])),
    ("an opt-out with capitals", "", CSV, "external_id,full_name,Opted_Out\n@,Ana,TRUE\n", utf_8, Taken(&[OUT])),
    ("an opt-out with a dash", "", CSV, "external_id,full_name,opted-out\n@,Ana,yes\n", utf_8, Taken(&[OUT])),
    ("another word for an opt-out", "", CSV, "external_id,full_name,Do Not Contact\n@,Ana,1\n", utf_8, Refused("ambiguous_column", "map[Do Not Contact]=opted_out")),
    ("another word that is said", "map[Unsubscribed]=opted_out", CSV, "external_id,full_name,Unsubscribed\n@,Ana,1\n", utf_8, Taken(&[OUT])),
    ("names of one's own", "map[Kunde]=external_id&map[Name]=full_name", CSV, "Kunde;Name\n@;Ana\n", utf_8, Taken(&[NAME])),
    ("names that nobody knows", "", CSV, "Kunde;Name\n@;Ana\n", utf_8, Refused("invalid_header", "map[Kunde]=external_id")),
    ("one field twice", "", CSV, "external_id,full_name,E-Mail,email\n@,Ana,x@b.co,y@b.co\n", utf_8, Refused("invalid_header", "`email` twice")),
    ("a title above the header", "", CSV, "Customer list 2026,,\nexternal_id,full_name,\n@,Ana,\n", utf_8, Refused("invalid_header", "delete what stands above")),
    ("no header at all", "", CSV, "@,Ana Sol,b\n", utf_8, Refused("invalid_header", "external_id")),
];

#[rustfmt::skip]
const CELLS: &[Oddity] = &[
    ("nameless empty columns", "", CSV, "external_id,full_name,,\n@,Ana,,\n", utf_8, Taken(&[("/attributes", "{}")])),
    ("a value without a name", "", CSV, "external_id,full_name,,\n@,Ana,x,\n", utf_8, Rejected("column 3, which has no name")),
    ("trailing commas in rows", "", CSV, "external_id,full_name\n@,Ana,,,\n", utf_8, Taken(&[NAME])),
    ("rows of delimiters alone", "", CSV, "external_id,full_name\n@,Ana\n,\n,\n", utf_8, Taken(&[NAME])),
    ("a comma without quotes", "", CSV, "external_id,full_name\n@,Sol, Ana\n", utf_8, Rejected("needs quotes")),
    ("lines of old Macs", "", CSV, "external_id,full_name\r@,Ana\r", utf_8, Taken(&[NAME])),
    ("no line end at the end", "", CSV, "external_id,full_name\n@,Ana", utf_8, Taken(&[NAME])),
    ("blanks around quotes", "", CSV, "\"external_id\" , \"full_name\"\n \"@\" , \"Ana\"\u{a0}\n", utf_8, Taken(&[NAME])),
    ("quotes within quotes", "", CSV, "external_id,full_name\n@,\"Jo \"JJ\" Doe\"\n", utf_8, Rejected("must be doubled")),
    ("inches", "", CSV, "external_id,full_name,a\n@,Ana,5\" pipe\n", utf_8, Rejected("must be doubled")),
    ("a quote in the header", "", CSV, "external_id,\"full\"name\n@,Ana\n", utf_8, Refused("invalid_header", "quote")),
    ("a quote that is never closed", "", CSV, "external_id,full_name\n@,\"Ana\n", utf_8, Rejected("never closed")),
    ("padded ids and names", "", CSV, "external_id,full_name\n @ ,\u{a0}Ana \n", utf_8, Taken(&[NAME])),
    ("a name in pieces", "", CSV, "external_id,full_name\n@,Zoe\u{308}\n", utf_8, Taken(&[("/full_name", "\"Zo\u{eb}\"")])),
    ("a padded address", "", CSV, "external_id,full_name,email\n@,Ana,\" a@b.co \"\n", utf_8, Taken(&[MAIL])),
    ("an address with mailto:", "", CSV, "external_id,full_name,email\n@,Ana,mailto:a@b.co\n", utf_8, Rejected("ana@example.com")),
    ("two addresses", "", CSV, "external_id,full_name,email\n@,Ana,a@b.co;c@d.co\n", utf_8, Rejected("second address")),
    ("an address with a name", "", CSV, "external_id,full_name,email\n@,Ana,Ana <a@b.co>\n", utf_8, Rejected("without a name")),
    ("a number with no-break spaces", "", CSV, "external_id,full_name,phone\n@,Ana,+44\u{a0}20\u{a0}79\n", utf_8, Taken(&[("/phone", "\"+44 20 79\"")])),
    ("a number with an extension", "", CSV, "external_id,full_name,phone\n@,Ana,020 79 ext. 12\n", utf_8, Rejected("+44 20 7946 0958")),
    ("a number with an exponent", "", CSV, "external_id,full_name,phone\n@,Ana,4.42079E+11\n", utf_8, Rejected("shortened by a spreadsheet")),
    ("an id with an exponent", "", CSV, "external_id,full_name\n4.91234E+12,Ana\n", utf_8, Rejected("shortened by a spreadsheet")),
    ("an id as a formula", "", CSV, "external_id,full_name\n\"=\"\"007\"\"\",Ana\n", utf_8, Rejected("formula")),
    ("leading zeros", "", CSV, "external_id,full_name,a\n@,Ana,007\n", utf_8, Taken(&[("/attributes/a", "\"007\"")])),
    ("an exponent in an attribute", "", CSV, "external_id,full_name,a\n@,Ana,1E5\n", utf_8, Taken(&[("/attributes/a", "\"1E5\"")])),
    ("twenty digits", "", CSV, "external_id,full_name,a\n@,Ana,12345678901234567890\n", utf_8, Taken(&[("/attributes/a", "\"12345678901234567890\"")])),
    ("a price", "", CSV, "external_id,full_name,a\n@,Ana,12.50\n", utf_8, Taken(&[("/attributes/a", "12.50")])),
    ("signs and lone points", "", CSV, "external_id,full_name,a,b,c,d\n@,Ana,+5,.5,1.,-0\n", utf_8, Taken(&[("/attributes", r#"{"a":"+5","b":".5","c":"1.","d":"-0"}"#)])),
    ("decimal commas", "decimal=comma", CSV, "external_id;full_name;a\n@;Ana;12,50\n", utf_8, Taken(&[("/attributes/a", "12.50")])),
    ("a date of another form", "", CSV, "external_id,full_name,date_of_birth\n@,Ana,17.05.1990\n", utf_8, Rejected("1990-05-17")),
];

#[rustfmt::skip]
const OTHER_FILES: &[Oddity] = &[
    ("an Excel workbook", "", CSV, "PK\u{3}\u{4}\u{14}\0[Content_Types].xml", bytes, Refused("invalid_file", "Save As")),
    ("a ZIP archive", "", CSV, "PK\u{3}\u{4}\u{14}\0c.csv", bytes, Refused("invalid_file", "unpack it")),
    ("gzip data without its header", "", CSV, "\u{1f}\u{8b}\u{8}\0\0", bytes, Refused("invalid_file", "Content-Encoding: gzip")),
    ("an old Excel workbook", "", CSV, "\u{d0}\u{cf}\u{11}\u{e0}", bytes, Refused("invalid_file", ".xls")),
    ("HTML by the name of .xls", "", CSV, "<html><table><tr>", utf_8, Refused("invalid_file", "HTML")),
    ("a PDF", "", CSV, "%PDF-1.7\n", utf_8, Refused("invalid_file", "PDF")),
    ("a JSON array as CSV", "", CSV, "[\n{\"external_id\": \"@\"}]", utf_8, Refused("invalid_file", "jq -c")),
    ("NDJSON as CSV", "", CSV, "{\"external_id\": \"@\"}\n", utf_8, Refused("invalid_file", "application/x-ndjson")),
    ("a JSON array as NDJSON", "", NDJSON, "[{\"external_id\": \"@\"}]", utf_8, Refused("invalid_file", "jq -c")),
    ("an object over several lines", "", NDJSON, "{\n\"external_id\": \"@\"\n}\n", utf_8, Refused("invalid_file", "several lines")),
    ("CSV as NDJSON", "", NDJSON, "external_id,full_name\n@,Ana\n", utf_8, Refused("invalid_file", "text/csv")),
    ("members in capitals", "", NDJSON, "{\"External_ID\": \"@\", \"Full_Name\": \" Ana \"}\n", utf_8, Taken(&[NAME])),
    ("a member for an opt-out", "", NDJSON, "{\"external_id\": \"@\", \"optOut\": true}\n", utf_8, Refused("ambiguous_column", "opted_out")),
    ("UTF-16 as NDJSON", "", NDJSON, "\u{feff}{\"external_id\": \"@\", \"full_name\": \"Ana\"}\n", little, Taken(&[NAME])),
    ("nothing", "", CSV, "", utf_8, Refused("invalid_header", "missing")),
    ("a header alone", "", CSV, "external_id,full_name\n", utf_8, Refused("no_rows", "no rows")),
];

#[tokio::test]
async fn oddities_of_real_files_are_taken_as_meant_or_refused_in_words() {
    let promise = promise!(38);
    let bank = Bank::open().await;
    let mut count = 0;
    for (name, query, kind, text, encode, expected) in
        SPELLING.iter().chain(CELLS).chain(OTHER_FILES)
    {
        count += 1;
        let id = format!("odd-{count}");
        let file = encode(&text.replacen('@', &id, 1));
        let path = format!(
            "/customers/import?{}",
            query.replace('[', "%5B").replace(']', "%5D").replace(' ', "%20")
        );
        let before = bank.count("SELECT count(*) FROM customers").await;
        let answer = bank.super_admin().send_as(Method::POST, &path, kind, file).await;
        match expected {
            Refused(code, words) => {
                let detail = answer.problem(422, code)["detail"].as_str().unwrap().to_owned();
                assert!(detail.contains(words), "{name}: {detail}");
            }
            Rejected(words) => {
                let job = ended(&bank, answer.is(202).number("job_id")).await;
                assert_eq!(
                    (&job["status"], &job["result"]["rows"]),
                    (&"failed".into(), &1.into()),
                    "{name}: {job}"
                );
                let reason = job["result"]["errors"][0]["reason"].as_str().unwrap();
                assert!(reason.contains(words), "{name}: {reason}");
            }
            Taken(wanted) => {
                let job = ended(&bank, answer.is(202).number("job_id")).await;
                assert_eq!(
                    (&job["status"], &job["result"]["inserted"]),
                    (&"succeeded".into(), &1.into()),
                    "{name}: {job}"
                );
                let found = bank.super_admin().get(&format!("/customers?external_id={id}")).await;
                for (pointer, json) in *wanted {
                    let wanted: Value = serde_json::from_str(json).unwrap();
                    assert_eq!(found.items()[0].pointer(pointer), Some(&wanted), "{name}");
                }
                continue;
            }
        }
        assert_eq!(bank.count("SELECT count(*) FROM customers").await, before, "{name}");
    }
    assert!(count >= 50);
    promise.kept(format!("{count} oddities"), "each taken as meant, or refused whole in words");
}

/// The import when it is over.
async fn ended(bank: &Bank, job_id: i64) -> Value {
    Worker::new(bank.app.clone(), kinds::ALL).run_open().await.unwrap();
    bank.super_admin().get(&format!("/customers/jobs/{job_id}")).await.is(200).json
}
