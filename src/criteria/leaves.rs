//! The single tests of criteria, each with its place in the text and as criteria of its own: what a preview holds against
//! the customers one by one.

use serde_json::{Map, Value};

use super::ast::Criteria;
use crate::web::strict_json::escape;

/// Entries of longer lists are not looked at one by one.
const SHORT_LIST: usize = 20;

/// One test of criteria: an operator on a field.
#[derive(Debug)]
pub struct Leaf {
    /// RFC 6901 pointer to the value.
    pub pointer: String,
    /// The field: a customer's, or `attributes.<path>`.
    pub field: String,
    /// The operator's name; `eq` for each entry of a short list.
    pub operator: String,
    /// What the field is compared with.
    pub value: Value,
    /// The test alone.
    pub criteria: Criteria,
}

/// The tests of well-formed criteria in their order.
#[must_use]
pub fn leaves(criteria: &Value, base: &str) -> Vec<Leaf> {
    let mut out = Vec::new();
    collect(criteria, base, &mut out);
    out
}

fn collect(node: &Value, pointer: &str, out: &mut Vec<Leaf>) {
    for (key, value) in node.as_object().into_iter().flatten() {
        let pointer = format!("{pointer}/{}", escape(key));
        match (key.as_str(), value) {
            ("all" | "any", Value::Array(nodes)) => {
                for (at, node) in nodes.iter().enumerate() {
                    collect(node, &format!("{pointer}/{at}"), out);
                }
            }
            ("not", node) => collect(node, &pointer, out),
            ("everyone", _) => {}
            (_, Value::Object(operators)) => {
                for (name, value) in operators {
                    test(key, name, value, format!("{pointer}/{}", escape(name)), out);
                }
            }
            (_, Value::Array(_)) => test(key, "in", value, pointer, out),
            _ => test(key, "eq", value, pointer, out),
        }
    }
}

fn test(field: &str, operator: &str, value: &Value, pointer: String, out: &mut Vec<Leaf>) {
    match value {
        Value::Array(items) if operator == "in" && items.len() <= SHORT_LIST => {
            for (at, item) in items.iter().enumerate() {
                test(field, "eq", item, format!("{pointer}/{at}"), out);
            }
        }
        _ => {
            let one = |key: &str, value: Value| Map::from_iter([(key.to_owned(), value)]);
            let alone = one(field, Value::Object(one(operator, value.clone())));
            if let Ok(criteria) = Criteria::parse(&Value::Object(alone), "") {
                let (field, operator) = (field.to_owned(), operator.to_owned());
                out.push(Leaf { pointer, field, operator, value: value.clone(), criteria });
            }
        }
    }
}
