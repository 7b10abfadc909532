//! Criteria as the text that was sent, where their tree is not enough: numbers have more digits there, and the trail is told
//! what criteria ask for without whom they name.

use std::collections::BTreeMap;

use pg_types::RawJson;
use serde::Serialize;
use serde_json::value::RawValue;

use super::ast::Criteria;
use super::number;
use crate::country;
use crate::web::strict_json::escape;
use crate::web::{Fault, MOST_FAULTS};

/// The fields whose texts are of a closed list, and name nobody.
const CLOSED: [&str; 1] = ["kyc_status"];

impl Criteria {
    /// Reads criteria that somebody sends: those of [`parse`](Self::parse) whose numbers mean what they say, and whose values
    /// a customer can have.
    pub fn read(json: &RawJson, base: &str) -> Result<Self, Vec<Fault>> {
        let value =
            json.parse().map_err(|error| vec![Fault::new(base, "not_valid", error.to_string())])?;
        let criteria = Self::parse_as(&value, base, true)?;
        let mut faults = Vec::new();
        find_inexact(&json.0, base, &mut faults);
        if faults.is_empty() { Ok(criteria) } else { Err(faults) }
    }
}

/// Finds the numbers that criteria would not compare exactly.
fn find_inexact(json: &RawValue, pointer: &str, faults: &mut Vec<Fault>) {
    let text = json.get();
    match text.as_bytes().first() {
        Some(b'{') => {
            for (name, value) in object(json) {
                find_inexact(value, &format!("{pointer}/{}", escape(&name)), faults);
            }
        }
        Some(b'[') => {
            for (at, value) in list(json).into_iter().enumerate() {
                find_inexact(value, &format!("{pointer}/{at}"), faults);
            }
        }
        Some(b'-' | b'0'..=b'9') if faults.len() < MOST_FAULTS && !number::is_exact(text) => {
            let detail = "the number has more digits than can be compared; a 64-bit integer or a double can be";
            faults.push(Fault::new(pointer, "invalid_value", detail));
        }
        _ => {}
    }
}

/// How many values stand in the place of texts and dates.
#[derive(Serialize)]
struct Unnamed {
    values: usize,
}

/// Criteria for the trail: in the place of texts and dates, any of which may name a person, how many there were.
pub fn unnamed(criteria: &RawJson) -> Result<RawJson, serde_json::Error> {
    without_names(&criteria.0)
}

fn without_names(criteria: &RawValue) -> Result<RawJson, serde_json::Error> {
    let mut out = BTreeMap::new();
    for (key, value) in object(criteria) {
        let told = match key.as_str() {
            "all" | "any" => {
                let parts = list(value).into_iter().map(without_names);
                RawJson::of(&parts.collect::<Result<Vec<_>, _>>()?)?
            }
            "not" => without_names(value)?,
            field if value.get().starts_with('{') => counted_by_operator(field, value)?,
            field => counted(field, value)?,
        };
        out.insert(key, told);
    }
    RawJson::of(&out)
}

fn counted_by_operator(field: &str, value: &RawValue) -> Result<RawJson, serde_json::Error> {
    let mut out = BTreeMap::new();
    for (operator, value) in object(value) {
        out.insert(operator, counted(field, value)?);
    }
    RawJson::of(&out)
}

fn counted(field: &str, value: &RawValue) -> Result<RawJson, serde_json::Error> {
    if CLOSED.contains(&field) || names_nobody(field, value) {
        return Ok(RawJson(value.to_owned()));
    }
    let values = if value.get().starts_with('[') { list(value).len() } else { 1 };
    RawJson::of(&Unnamed { values })
}

/// Whether a value is a number, a boolean, the code of a country, or a list of such.
fn names_nobody(field: &str, value: &RawValue) -> bool {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'"') => field == "country" && country::is_assigned(text.trim_matches('"')),
        Some(b'[') => list(value).into_iter().all(|item| names_nobody(field, item)),
        first => first != Some(&b'{'),
    }
}

/// The members of an object; none of anything else.
fn object(json: &RawValue) -> BTreeMap<String, &RawValue> {
    serde_json::from_str(json.get()).unwrap_or_default()
}

/// The items of a list; none of anything else.
fn list(json: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(json.get()).unwrap_or_default()
}
