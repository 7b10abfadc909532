//! Tests of attributes. Names and values go into parameters: jsonpath texts quote names only, values are its variables.
//! Paths are strict, so that they do not look into arrays; what they find missing is null, which `coalesce` makes false.

use serde_json::{Map, Value};

use super::Writer;
use super::column::{bound, day};
use super::param::JsonPath;
use crate::criteria::ast::{AttributeOp, Op, Order, Scalar};
use crate::criteria::moment::{self, DATE, FIRST_YEAR, Moment, TIME};

/// From this many entries on PostgreSQL hashes a list for `=`; shorter ones are quicker with `@>`.
const HASHED: usize = 9;

impl Writer {
    pub(super) fn attribute(&mut self, path: &[String], op: &AttributeOp) -> String {
        match op {
            AttributeOp::Value(op) => self.compared_attribute(path, op),
            AttributeOp::Contains(part) => {
                let (x, part) = (self.extracted(path), self.bind(part.clone()));
                format!(
                    "coalesce(jsonb_typeof({x}) = 'string' \
                     AND strpos(({x} #>> '{{}}') COLLATE \"C\", {part}::text) > 0, false)"
                )
            }
            AttributeOp::StartsWith(part) => {
                self.path_exists(path, "@ starts with $v", Some(Value::from(part.as_str())))
            }
            AttributeOp::Dated(order, moment) => self.dated(path, *order, *moment),
            AttributeOp::WithinDays(days) => self.dated_within(path, *days),
        }
    }

    fn compared_attribute(&mut self, path: &[String], op: &Op<Scalar>) -> String {
        match op {
            Op::Eq(value) => {
                let object = self.bind(nested(path, json(value)));
                format!("c.attributes @> {object}::jsonb")
            }
            // In jsonpath null differs from everything; here it is missing.
            Op::Ne(value) => self.path_exists(path, "@ != $v && @ != null", Some(json(value))),
            Op::Compare(order, value) => {
                self.path_exists(path, &format!("@ {} $v", order.symbol()), Some(json(value)))
            }
            Op::Exists(true) => self.path_exists(path, "@ != null", None),
            Op::Exists(false) => format!("(NOT {})", self.path_exists(path, "@ != null", None)),
            Op::In(list) if list.len() < HASHED => {
                let objects: Vec<_> = list.iter().map(|value| nested(path, json(value))).collect();
                format!("c.attributes @> ANY({}::jsonb[])", self.bind(objects))
            }
            Op::In(list) => {
                let (x, list) = (self.extracted(path), self.bind(jsons(list)));
                format!("coalesce({x} = ANY({list}::jsonb[]), false)")
            }
            Op::NotIn(list) => {
                let (x, types) = (self.extracted(path), self.bind(types(list)));
                let list = self.bind(jsons(list));
                format!(
                    "coalesce(jsonb_typeof({x}) = ANY({types}::text[]) \
                     AND NOT ({x} = ANY({list}::jsonb[])), false)"
                )
            }
        }
    }

    /// Whether the attribute at the path passes a jsonpath filter.
    fn path_exists(&mut self, path: &[String], filter: &str, value: Option<Value>) -> String {
        let names: Vec<_> =
            path.iter().map(|name| Value::from(name.as_str()).to_string()).collect();
        let jsonpath = JsonPath(format!("strict $.{} ? ({filter})", names.join(".")));
        let jsonpath = self.bind(jsonpath);
        let vars = match value {
            Some(value) => self.bind(nested(&["v".to_owned()], value)) + "::jsonb",
            None => "'{}'".to_owned(),
        };
        format!(
            "coalesce(jsonb_path_exists(c.attributes, {jsonpath}::jsonpath, {vars}, true), false)"
        )
    }

    /// The attribute itself; `->` with a text reaches into objects only.
    fn extracted(&mut self, path: &[String]) -> String {
        let names: Vec<_> = path.iter().map(|name| self.bind(name.clone()) + "::text").collect();
        format!("(c.attributes -> {})", names.join(" -> "))
    }

    /// A date or timestamp on the given side of a moment.
    fn dated(&mut self, path: &[String], order: Order, moment: Moment) -> String {
        let day = self.bind(moment.day_text());
        let (instant_order, micros) = bound(order, moment);
        let instant = self.instant(micros);
        let day_test = format!("{} {day}::text", order.symbol());
        let instant_test = format!("{} {instant}", instant_order.symbol());
        self.by_form(path, &day_test, &instant_test)
    }

    fn dated_within(&mut self, path: &[String], days: i32) -> String {
        let now = self.now.as_microsecond();
        let from = moment::days_before(days, now);
        let (first, last) = (self.bind(day(from).to_string()), self.bind(day(now).to_string()));
        let day_test = format!("BETWEEN {first}::text AND {last}::text");
        let instant_test = format!("BETWEEN {} AND {}", self.instant(from), self.instant(now));
        self.by_form(path, &day_test, &instant_test)
    }

    /// One test for dates, which order as texts, another for timestamps, false for the rest. The CASE guards the cast:
    /// whatever passes the expression is a timestamp that PostgreSQL reads. The expressions cost most and come last.
    fn by_form(&mut self, path: &[String], day_test: &str, instant_test: &str) -> String {
        let text = format!("({} #>> '{{}}') COLLATE \"C\"", self.extracted(path));
        let is_form = |form: &str| format!("{text} >= '{FIRST_YEAR}' AND {text} ~ '^{form}$'");
        let (is_date, is_timestamp) = (is_form(DATE), is_form(&format!("{DATE}{TIME}")));
        format!(
            "CASE WHEN {text} LIKE '____-__-__' THEN {text} {day_test} AND {is_date} \
             WHEN {is_timestamp} \
             THEN regexp_replace({text}, '([.][0-9]{{6}})[0-9]+', '\\1')::timestamptz {instant_test} \
             ELSE false END"
        )
    }
}

/// The object that has just that attribute.
fn nested(path: &[String], value: Value) -> Value {
    path.iter()
        .rev()
        .fold(value, |inner, name| Value::Object(Map::from_iter([(name.clone(), inner)])))
}

fn json(value: &Scalar) -> Value {
    match value {
        Scalar::Text(text) => Value::from(text.as_str()),
        Scalar::Number(number) => Value::Number(number.clone()),
        Scalar::Bool(flag) => Value::Bool(*flag),
    }
}

fn jsons(list: &[Scalar]) -> Vec<Value> {
    list.iter().map(json).collect()
}

/// The types that occur in a list, as `jsonb_typeof` names them.
fn types(list: &[Scalar]) -> Vec<&'static str> {
    let mut types: Vec<_> = list
        .iter()
        .map(|value| match value {
            Scalar::Text(_) => "string",
            Scalar::Number(_) => "number",
            Scalar::Bool(_) => "boolean",
        })
        .collect();
    types.sort_unstable();
    types.dedup();
    types
}
