//! Values that a field's form allows and its content never has: criteria that are sent with them can match nobody.

use jiff::civil::{Date, date};
use serde_json::Value;

use super::ast::TextField;
use super::operand::Refusal;
use crate::country;

/// The earliest date of birth that customers may have.
const FIRST_BIRTH: Date = date(1850, 1, 1);

/// Whether any customer's text field may pass this test.
pub(super) fn text(field: TextField, operator: &str, value: &str) -> Result<(), Refusal> {
    if field != TextField::Country {
        return Ok(());
    }
    let part = |is_part: fn(&str, &str) -> bool| {
        let found = country::CODES.iter().any(|code| is_part(code, value));
        if found { Ok(()) } else { Err(no_country(value, "is part of no country code")) }
    };
    match operator {
        "contains" => part(|code, value| code.contains(value)),
        "starts_with" => part(|code, value| code.starts_with(value)),
        "gt" | "gte" | "lt" | "lte" => Ok(()),
        _ if country::is_assigned(value) => Ok(()),
        _ => Err(no_country(value, "is no ISO 3166-1 alpha-2 code in capitals")),
    }
}

fn no_country(value: &str, why: &str) -> Refusal {
    let capitals = value.trim().to_uppercase();
    let meant = match capitals.as_str() {
        "UK" => Some("GB"),
        "EL" => Some("GR"),
        code if country::is_assigned(code) => Some(code),
        _ => None,
    };
    let detail = match meant {
        Some(code) => format!("{why}; did you mean \"{code}\"?"),
        None => why.to_owned(),
    };
    ("invalid_value", detail)
}

/// Whether any customer's date of birth may pass this test.
pub(super) fn birth_date(operator: &str, value: &str) -> Result<(), Refusal> {
    let Some(day) = super::moment::parse_date(value) else { return Ok(()) };
    let possible = match operator {
        "lt" | "before" => day > FIRST_BIRTH,
        "gt" | "gte" | "after" => true,
        _ => day >= FIRST_BIRTH,
    };
    let detail = format!("no customer is born before {FIRST_BIRTH}");
    if possible { Ok(()) } else { Err(("invalid_value", detail)) }
}

/// The texts of an operand, each with its place in the list if it is one.
pub(super) fn texts(value: &Value) -> Vec<(Option<usize>, &str)> {
    match value {
        Value::String(text) => vec![(None, text)],
        Value::Array(items) => {
            let texts = items.iter().enumerate();
            texts.filter_map(|(at, item)| Some((Some(at), item.as_str()?))).collect()
        }
        _ => Vec::new(),
    }
}
