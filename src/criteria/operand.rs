//! Reading one JSON value as what a field is compared with.

use jiff::civil::Date;
use pg_types::KycStatus;
use serde_json::Value;

use super::ast::Scalar;
use super::moment::{self, Moment};
use super::spelling::nearest;

/// Why a value cannot be compared with a field: a code and a sentence.
pub(super) type Refusal = (&'static str, String);

/// A type that fields are compared with.
pub(super) trait Operand: Sized {
    /// Whether `gt gte lt lte` make sense for the type.
    const ORDERED: bool;
    /// Whether `before` and `after` are other names of `lt` and `gt`.
    const DATED: bool = false;

    fn read(value: &Value) -> Result<Self, Refusal>;

    /// Reads a value for `gt gte lt lte`.
    fn read_ordered(value: &Value) -> Result<Self, Refusal> {
        Self::read(value)
    }
}

/// Reads a text without U+0000, which PostgreSQL cannot hold.
pub(super) fn text(value: &Value) -> Result<String, Refusal> {
    match value {
        Value::String(text) if text.contains('\0') => {
            Err(("nul_character", "a text may not contain U+0000".to_owned()))
        }
        Value::String(text) => Ok(text.clone()),
        other => Err(wrong_type("a text", other)),
    }
}

/// Reads `true` or `false`.
pub(super) fn flag(value: &Value) -> Result<bool, Refusal> {
    value.as_bool().ok_or_else(|| wrong_type("true or false", value))
}

/// Reads a number of days.
pub(super) fn days(value: &Value) -> Result<i32, Refusal> {
    const MOST: i64 = 36_525;
    match value {
        Value::Number(number) => number
            .as_i64()
            .filter(|days| (0..=MOST).contains(days))
            .and_then(|days| i32::try_from(days).ok())
            .ok_or_else(|| ("invalid_value", format!("must be a whole number from 0 to {MOST}"))),
        other => Err(wrong_type("a whole number", other)),
    }
}

/// Reads a date or a timestamp.
pub(super) fn moment(value: &Value) -> Result<Moment, Refusal> {
    let invalid = || {
        ("invalid_date", "must be a date such as 2026-01-31 or an RFC 3339 timestamp".to_owned())
    };
    let moment = Moment::parse(&text(value)?).ok_or_else(invalid)?;
    match moment {
        Moment::Instant(micros) if moment::day_of(micros).is_none() => Err(invalid()),
        _ => Ok(moment),
    }
}

/// The refusal of a value of another type.
pub(super) fn wrong_type(wanted: &str, value: &Value) -> Refusal {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    ("wrong_type", format!("must be {wanted}, not {found}"))
}

impl Operand for String {
    const ORDERED: bool = true;

    fn read(value: &Value) -> Result<Self, Refusal> {
        text(value)
    }
}

impl Operand for bool {
    const ORDERED: bool = false;

    fn read(value: &Value) -> Result<Self, Refusal> {
        flag(value)
    }
}

impl Operand for KycStatus {
    const ORDERED: bool = false;

    fn read(value: &Value) -> Result<Self, Refusal> {
        text(value)?.parse().map_err(|_| {
            let names: Vec<_> = Self::ALL.iter().map(|it| it.as_str()).collect();
            let meant = value.as_str().and_then(|text| nearest(text, names.iter().copied()));
            let meant = meant.map_or_else(String::new, |it| format!("; did you mean \"{it}\"?"));
            ("invalid_value", format!("must be one of {}{meant}", names.join(", ")))
        })
    }
}

impl Operand for Date {
    const ORDERED: bool = true;
    const DATED: bool = true;

    fn read(value: &Value) -> Result<Self, Refusal> {
        moment::parse_date(&text(value)?)
            .ok_or_else(|| ("invalid_date", "must be a date such as 1990-12-31".to_owned()))
    }
}

impl Operand for Moment {
    const ORDERED: bool = true;
    const DATED: bool = true;

    fn read(value: &Value) -> Result<Self, Refusal> {
        moment(value)
    }
}

impl Operand for Scalar {
    const ORDERED: bool = true;

    fn read(value: &Value) -> Result<Self, Refusal> {
        match value {
            Value::Bool(flag) => Ok(Self::Bool(*flag)),
            Value::Number(number) => Ok(Self::Number(number.clone())),
            Value::String(_) => text(value).map(Self::Text),
            other => Err(wrong_type("a text, a number or a boolean", other)),
        }
    }

    fn read_ordered(value: &Value) -> Result<Self, Refusal> {
        match value {
            Value::Bool(_) => Err(wrong_type("a text or a number", value)),
            other => Self::read(other),
        }
    }
}
