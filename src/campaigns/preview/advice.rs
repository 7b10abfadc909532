//! Why a test may match nobody, told from the values that there are: another type, another spelling.

use serde_json::{Number, Value};

use crate::criteria::{Leaf, is_dated, nearest, same_but_for_form};

/// A value in the place that a test asks about.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) value: Value,
    /// How many of those looked at have it.
    pub(super) customers: i64,
}

/// A value of fewer customers is not told, unless it is what was asked for but for case and blanks: attributes may hold
/// names.
const ENOUGH: i64 = 10;

/// A code and a sentence.
type Advice = (&'static str, String);

/// What is wrong with a test that none of these values passes; `None` if neither its type nor its spelling is.
pub(super) fn of(leaf: &Leaf, seen: &[Seen]) -> Option<Advice> {
    let wanted = match &leaf.value {
        Value::Array(items) => items.first()?,
        value => value,
    };
    match (leaf.operator.as_str(), wanted) {
        ("exists", _) => None,
        ("before" | "after" | "within_days", _) => of_dates(seen),
        ("contains" | "starts_with", Value::String(text)) => of_parts(text, seen),
        (operator, Value::String(text)) => of_text(leaf, operator, text, seen),
        (_, Value::Number(number)) => of_scalar("number", &number.to_string(), seen),
        (_, Value::Bool(flag)) => of_scalar("boolean", &flag.to_string(), seen),
        _ => None,
    }
}

fn of_dates(seen: &[Seen]) -> Option<Advice> {
    let dated = |it: &Seen| it.value.as_str().is_some_and(is_dated);
    let detail = "the values are no dates such as 2026-01-31";
    (!seen.is_empty() && !seen.iter().any(dated)).then(|| wrong_type(detail.to_owned()))
}

fn of_parts(text: &str, seen: &[Seen]) -> Option<Advice> {
    if let Some(types) = none_is("text", seen) {
        return Some(wrong_type(format!("the values are {types}, of which no text is a part")));
    }
    let (wanted, trimmed) = (text.to_lowercase(), text.trim());
    let is_part =
        |it: &Seen| it.value.as_str().is_some_and(|it| it.to_lowercase().contains(&wanted));
    if seen.iter().any(is_part) {
        return Some(unknown("the values have it in other capitals; texts compare exactly".into()));
    }
    (trimmed != text && !trimmed.is_empty()).then(|| unknown(did_you_mean(trimmed)))
}

fn of_text(leaf: &Leaf, operator: &str, text: &str, seen: &[Seen]) -> Option<Advice> {
    let has = |wanted: &str| seen.iter().any(|it| kind(&it.value) == wanted);
    if has("number")
        && let Some(meant) = as_number(text)
    {
        return Some(wrong_type(format!("the values are numbers; did you mean {meant}?")));
    }
    if has("boolean") && matches!(text.trim().to_lowercase().as_str(), "true" | "false") {
        let meant = text.trim().to_lowercase();
        return Some(wrong_type(format!("the values are booleans; did you mean {meant}?")));
    }
    if let Some(types) = none_is("text", seen) {
        return Some(wrong_type(format!("the values are {types}, no texts")));
    }
    if !matches!(operator, "eq" | "ne" | "in" | "not_in") {
        return None;
    }
    let may_be_told = |it: &&Seen| {
        let same = it.value.as_str().is_some_and(|it| same_but_for_form(it, text));
        leaf.field == "segment" || same || it.customers >= ENOUGH
    };
    let texts = seen.iter().filter(may_be_told).filter_map(|it| it.value.as_str());
    nearest(text, texts).map(|meant| unknown(did_you_mean(meant)))
}

/// Of a number or a boolean where the values are something else.
fn of_scalar(wanted: &str, text: &str, seen: &[Seen]) -> Option<Advice> {
    let types = none_is(wanted, seen)?;
    let same =
        seen.iter().any(|it| it.value.as_str().is_some_and(|it| same_but_for_form(it, text)));
    let meant = if same { format!("; did you mean \"{text}\"?") } else { String::new() };
    Some(wrong_type(format!("the values are {types}, no {wanted}s{meant}")))
}

fn wrong_type(detail: String) -> Advice {
    ("wrong_type", detail)
}

fn unknown(detail: String) -> Advice {
    ("unknown_value", detail)
}

fn did_you_mean(text: &str) -> String {
    format!("no customer looked at has it; did you mean {}?", Value::from(text))
}

/// The types of the values, if there are values and none is of this type.
fn none_is(wanted: &str, seen: &[Seen]) -> Option<String> {
    let mut kinds: Vec<&str> = seen.iter().map(|it| kind(&it.value)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let names: Vec<String> = kinds.iter().map(|kind| format!("{kind}s")).collect();
    (!kinds.is_empty() && !kinds.contains(&wanted)).then(|| names.join(" and "))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// `18` and `> 1000` in a text, as criteria say them.
fn as_number(text: &str) -> Option<String> {
    let text = text.trim();
    let signs = [
        (">=", "gte"),
        ("<=", "lte"),
        ("!=", "ne"),
        ("==", "eq"),
        (">", "gt"),
        ("<", "lt"),
        ("=", "eq"),
    ];
    let sign = signs.iter().find_map(|(sign, name)| Some((*name, text.strip_prefix(sign)?)));
    let (operator, digits) = sign.unwrap_or(("eq", text));
    let number: Number = serde_json::from_str(digits.trim()).ok()?;
    match operator {
        "eq" => Some(number.to_string()),
        operator => Some(format!("{{\"{operator}\": {number}}}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::criteria::leaves;

    #[track_caller]
    fn advised(test: &Value, values: &[(Value, i64)]) -> Option<Advice> {
        let criteria = json!({"attributes.x": test});
        let seen = values.iter().cloned().map(|(value, customers)| Seen { value, customers });
        of(&leaves(&criteria, "")[0], &seen.collect::<Vec<_>>())
    }

    #[test]
    fn another_type_is_told_with_what_was_meant() {
        let numbers = [(json!(18), 1), (json!(20), 1)];
        for (test, code, words) in [
            (json!("18"), "wrong_type", "did you mean 18?"),
            (json!(">1000"), "wrong_type", "did you mean {\"gt\": 1000}?"),
            (json!({"eq": "<= 5"}), "wrong_type", "did you mean {\"lte\": 5}?"),
            (json!({"gt": "1000"}), "wrong_type", "did you mean 1000?"),
            (json!({"not_in": ["18"]}), "wrong_type", "did you mean 18?"),
            (json!("many"), "wrong_type", "are numbers, no texts"),
            (json!(true), "wrong_type", "are numbers, no booleans"),
            (json!({"contains": "8"}), "wrong_type", "are numbers"),
            (json!({"before": "2026-01-31"}), "wrong_type", "no dates"),
        ] {
            let (found, detail) = advised(&test, &numbers).unwrap();
            assert!(found == code && detail.contains(words), "{test}: {detail}");
        }
        let (_, detail) = advised(&json!(18), &[(json!("18"), 1)]).unwrap();
        assert!(detail.contains("did you mean \"18\"?"), "{detail}");
        assert_eq!(advised(&json!({"gt": 1000}), &numbers), None);
        assert_eq!(advised(&json!({"before": "2026-01-31"}), &[(json!("2026-02-01"), 1)]), None);
    }

    #[test]
    fn another_spelling_is_told_if_many_have_it_or_only_case_and_blanks_differ() {
        let texts =
            |customers| [(json!("management"), customers), (json!("blue-collar"), customers)];
        let (code, detail) = advised(&json!("Management "), &texts(1)).unwrap();
        assert!(code == "unknown_value" && detail.contains("did you mean \"management\"?"));
        assert!(advised(&json!("managment"), &texts(10)).unwrap().1.contains("\"management\""));
        assert_eq!(advised(&json!("managment"), &texts(9)), None);
        assert_eq!(advised(&json!("student"), &texts(10)), None);
        assert!(advised(&json!({"contains": "MANAGE"}), &texts(1)).is_some());
    }
}
