//! Hostile texts in every text field of every write that the API's document has: refused, or back unchanged.

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::writes::{Schemas, Write, again, writes};
use super::{promise, scale};
use crate::bank::{Answer, Bank};

/// Stands in a body where text goes that no JSON library would write.
const PLACE: &str = "the raw text goes here";

const HOSTILE: &[&str] = &[
    "\u{0}",
    "a\u{0}b",
    "\u{202e}right to left\u{2066}",
    "%",
    "_",
    "%_\\%",
    "'",
    "\"",
    "`",
    "\\",
    "' OR '1'='1",
    "'; DROP TABLE offers; --",
    "\\'; SELECT pg_sleep(10); --",
    "$1 $2 :tenant ?",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "\u{1b}[31mred\u{7f}",
    "e\u{301}\u{feff}\u{ffff}\u{10ffff}",
    "   ",
    "null",
    "0x7f' || 'x",
    "ﬀ İ ß",
];
/// Half characters, as only an escape can name them.
const SURROGATES: &[&str] = &["\"\\ud800\"", "\"a\\udc00b\"", "\"\\ud83d\\ud83d\""];

/// The hostile texts as they stand in JSON.
fn hostile() -> impl Iterator<Item = String> {
    let written = HOSTILE.iter().map(|text| json!(text).to_string());
    written.chain(SURROGATES.iter().map(|text| (*text).to_owned()))
}

/// Where in a field a text can stand.
#[derive(Clone, Copy)]
enum Place {
    Field,
    /// A value, or a name, inside an object of the client's own.
    Value,
    Name,
}

fn places(schemas: &Schemas, write: &Write) -> Vec<(String, Place)> {
    let mut places = Vec::new();
    for (name, schema) in &write.fields {
        if schemas.takes(schema, "string") {
            places.push((name.clone(), Place::Field));
        }
        if schemas.takes(schema, "object") {
            places.extend([Place::Value, Place::Name].map(|place| (name.clone(), place)));
        }
    }
    places
}

/// The write's body with a text, given as JSON, in this place.
fn filled(write: &Write, field: &str, place: Place, text: &str) -> String {
    let value = match place {
        Place::Field => json!(PLACE),
        Place::Value => json!({"inside": PLACE}),
        Place::Name => json!({PLACE: 1}),
    };
    write.with(field, value).to_string().replace(&json!(PLACE).to_string(), text)
}

/// What an answer shows of a field.
fn shown<'a>(answer: &'a Answer, field: &str) -> Option<&'a Value> {
    answer.json.get(field).filter(|value| !value.is_null())
}

/// What is kept of a value: ids, names and addresses of customers in one spelling (NFC).
fn kept(write: &Write, value: &Value) -> Value {
    match value {
        Value::String(text) if write.path.starts_with("/customers") => {
            Value::String(text.nfc().collect())
        }
        _ => value.clone(),
    }
}

/// Demands that the field is back as it was sent, in the answer and where it can be read again. Secrets are not shown.
async fn is_back(bank: &Bank, write: &Write, field: &str, answer: &Answer, sent: &str) {
    let body: Value = serde_json::from_str(sent).unwrap();
    let name = format!("{} {field} {sent}", write.name());
    if write.route.ends_with("/responses") {
        // Of the ids of events only digests are kept.
        return;
    }
    if write.body.is_array() {
        let sql = "SELECT count(*) FROM campaign_customers WHERE reason = $1";
        let text = body[0][field].as_str().unwrap();
        let found: i64 = bank.sql().await.query_one(sql, &[&text]).await.unwrap().get(0);
        return assert!(found > 0, "{name}");
    }
    let wanted = kept(write, &body[field]);
    if let Some(value) = shown(answer, field) {
        assert_eq!(value, &wanted, "{name}");
    }
    let at = answer.header("location").map(|it| it.trim_start_matches("/api/v1").to_owned());
    let seen = write.caller.get(&at.unwrap_or_else(|| write.path.clone())).await;
    if let Some(value) = shown(&seen, field)
        && seen.status == 200
    {
        assert_eq!(value, &wanted, "{name}, read again");
    }
}

#[tokio::test]
async fn hostile_texts_in_every_field_of_every_write_are_refused_or_come_back_unchanged() {
    let promise = promise!(8);
    let bank = Bank::open().await;
    let (schemas, writes) = (Schemas::read(), writes(&bank, 1).await);
    let (mut fields, mut taken, mut refused, mut number) = (0, 0, 0, 100_000);
    // Of the texts every fourth in a short run, another one first in each place.
    let step = if scale(0, 1) > 0 { 1 } else { 4 };
    for write in &writes {
        for (field, place) in places(&schemas, write) {
            fields += 1;
            number += 1;
            let mut fresh = again(&bank, write, number).await;
            for hostile in hostile().skip(fields % step).step_by(step) {
                if fresh.body.is_array() {
                    // Of a repeated report the first remark stays.
                    number += 1;
                    fresh = again(&bank, write, number).await;
                }
                let mut text = filled(&fresh, &field, place, &hostile);
                let mut answer = fresh.sends(text.clone()).await;
                if answer.status == 409 {
                    // The text before was taken: the object is not any more as it has to be.
                    number += 1;
                    fresh = again(&bank, write, number).await;
                    text = filled(&fresh, &field, place, &hostile);
                    answer = fresh.sends(text.clone()).await;
                }
                let name = write.name();
                assert!(!answer.status.is_server_error(), "{name} {text}: {}", answer.text());
                if !answer.status.is_success() {
                    refused += 1;
                    continue;
                }
                taken += 1;
                assert!(!hostile.contains("\\u0000") && !hostile.contains("\\ud"), "{name} {text}");
                is_back(&bank, &fresh, &field, &answer, &text).await;
            }
        }
    }
    assert!(fields > 40 && taken > 100 && refused > 100, "{fields}, {taken}, {refused}");
    promise.kept(
        format!(
            "{} texts in {fields} places of {} writes",
            hostile().count().div_ceil(step),
            writes.len()
        ),
        format!("{refused} refused, {taken} back unchanged, no 5xx"),
    );
}

#[tokio::test]
async fn hostile_passwords_are_compared_as_typed() {
    let promise = promise!(8);
    let bank = Bank::open().await;
    let mut signed_in = 0;
    for (number, text) in HOSTILE.iter().enumerate() {
        let (username, password) =
            (format!("user-{number}"), format!("{text} quiet harbour {text}"));
        let user = json!({"username": username, "password": password, "full_name": "New"});
        let made = bank.super_admin().post("/sa/users", user).await;
        if text.contains('\0') {
            made.is(422);
            continue;
        }
        made.is(201);
        bank.logs_in(&username, &password).await.is(200);
        bank.logs_in(&username, password.trim_end()).await.is(if password.ends_with(' ') {
            401
        } else {
            200
        });
        signed_in += 1;
    }
    promise.kept(
        format!("passwords around {} hostile texts", HOSTILE.len()),
        format!("{signed_in} people sign in with theirs, NUL is refused"),
    );
}
