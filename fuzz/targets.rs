//! What is fuzzed: every parser that takes bytes from outside, with what must hold whatever they are. The test binary runs
//! these on mutated samples, `scripts/fuzz.sh` under libFuzzer.

use std::ops::ControlFlow;

use proffer::auth::token::Tokens;
use proffer::config::Network;
use proffer::criteria::{Criteria, compile};
use proffer::customers::import::{Format, Options, Row, read_rows};
use proffer::offers::schema::Schema;
use proffer::web::{Cursor, Limit, TenantName, Username, if_match::IfMatch, query, strict_json};
use schemars::JsonSchema;
use serde::Deserialize;

/// A target's name, what it does with its bytes, and samples that are in order.
pub(super) type Target = (&'static str, fn(&[u8]), &'static [&'static str]);

/// All of them.
pub(super) const TARGETS: &[Target] = &[
    ("criteria", criteria, CRITERIA),
    ("cursor", cursor, &["after=MTc&limit=50", "after=WyJhIiwxXQ", "limit=100", "after=bnVsbA"]),
    ("csv", csv, CSV),
    ("ndjson", ndjson, NDJSON),
    (
        "json",
        json,
        &[r#"{"data":{"rate":1.50,"list":[1,"a\u00e9\ud83d\ude00",null,true]},"x":-0.1e-7}"#],
    ),
    ("schema", schema, SCHEMAS),
    ("token", token, TOKENS),
    (
        "names",
        names,
        &["mary@bank.example", "credit_card", "\"7\", W/\"8\", *", "10.0.0.0/8", "::1"],
    ),
];

const CRITERIA: &[&str] = &[
    r#"{"all":[{"kyc_status":"verified"},{"segment":{"in":["premium","mass"]}}]}"#,
    r#"{"any":[{"attributes.balance":{"gte":5000.5,"lt":1e20}},{"attributes.a.b":{"exists":false}}]}"#,
    r#"{"not":{"created_at":{"before":"2026-03-01T12:00:00.5+05:30"}},"date_of_birth":{"within_days":30}}"#,
    r#"{"everyone":true,"email":{"contains":"%","starts_with":"_"},"opted_out":{"ne":true}}"#,
];
const CSV: &[&str] = &[
    "external_id,full_name,email,date_of_birth,opted_out,balance\nA1,Ann,a@b.example,1990-02-28,true,007\n",
    "sep=;\nFull Name;x\n\"a \"\"quoted\"\" name\",\"line\nbreak\"\n",
    "customer_id,full_name,attributes\n00000000-0000-0000-0000-000000000001,Bob,\"{\"\"a\"\":1}\"\n",
];
const NDJSON: &[&str] = &[
    "{\"external_id\":\"A1\",\"full_name\":\"Ann\",\"attributes\":{\"a\":[1]},\"balance\":1e3}\n{\"full_name\":null}\n",
];
const SCHEMAS: &[&str] = &[
    r##"{"type":"object","required":["rate"],"properties":{"rate":{"type":"number","minimum":0}},"$ref":"#/x"}"##,
    r#"{"patternProperties":{"^[a-z]{1,9}$":{"enum":[1,"a"]}},"additionalProperties":false}"#,
];
const TOKENS: &[&str] = &[
    "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwcm9mZmVyIiwic3ViIjoibWFyeSJ9.AAAA",
    "eyJhbGciOiJub25lIn0.e30.",
];

const NOW: &str = "2026-03-01T12:00:00Z";

fn criteria(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice(bytes) else { return };
    let Ok(criteria) = Criteria::parse(&value, "/selection_criteria") else { return };
    let Ok(now) = NOW.parse() else { return };
    let filter = compile(&criteria, now, 5);
    // Values are bound, each in its place, and never part of the text.
    for number in 5..5 + filter.params.len() {
        assert!(filter.sql.contains(&format!("${number}")), "{number} is not bound");
    }
    assert!(filter.sql.is_ascii() || !filter.params.is_empty());
}

/// A page's parameters, as lists have them.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Parameters {
    limit: Limit,
    after: Option<Cursor<i64>>,
    of: Option<Cursor<(String, i64)>>,
}

fn cursor(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(page) = query::parse::<Parameters>(text) {
        assert!((2..=101).contains(&page.limit.plus_one()));
        let _ = (page.after.map(|it| it.0), page.of.map(|it| it.0));
    }
}

fn csv(bytes: &[u8]) {
    rows(Format::Csv, bytes);
}

fn ndjson(bytes: &[u8]) {
    rows(Format::Ndjson, bytes);
}

/// Every row is packed or told, and what is packed reads back.
fn rows(format: Format, bytes: &[u8]) {
    let mut packed = 0;
    let today = jiff::civil::date(2026, 3, 1);
    let read = read_rows(&Options::of(format), today, bytes, &mut |chunk| {
        if chunk.is_rejects() {
            return ControlFlow::Continue(());
        }
        packed += u64::from(chunk.rows.unsigned_abs());
        let rows: Vec<Row<'_>> = serde_json::from_slice(&chunk.packed).unwrap_or_default();
        assert!(!rows.is_empty(), "a chunk does not read back");
        ControlFlow::Continue(())
    });
    if let Ok(summary) = read {
        assert_eq!(summary.rows, packed + summary.rejected);
    }
}

/// What is taken is what any reader of JSON makes of it.
fn json(bytes: &[u8]) {
    if let Ok(value) = strict_json::read(bytes) {
        let again: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
        assert_eq!(value, again);
    }
}

fn schema(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    for schema in [Schema::new(value.clone()), Schema::kept(value.clone())] {
        let _ = schema.and_then(|schema| schema.check(&value));
    }
}

/// Nobody has the key, so nobody's token is good.
fn token(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let tokens = Tokens::new(b"a key that no sample was signed with", 60);
    assert!(tokens.verify(text).is_err(), "{text} was taken");
}

fn names(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(name) = TenantName::try_from(text.to_owned()) {
        assert!(name.as_str().len() <= 63 && name.as_str().is_ascii());
    }
    if let Ok(name) = Username::try_from(text.to_owned()) {
        assert!(name.as_str().len() <= 128 && name.as_str() == name.as_str().to_lowercase());
    }
    if let Ok(network) = text.parse::<Network>() {
        let _ = network.contains([10, 0, 0, 1].into());
    }
    if let Ok(value) = axum::http::HeaderValue::from_bytes(bytes) {
        let headers = [(axum::http::header::IF_MATCH, value)].into_iter().collect();
        let _ = IfMatch::of(&headers).check(7);
    }
}
