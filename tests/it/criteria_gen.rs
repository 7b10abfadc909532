//! Random customers and random well-formed criteria as JSON, for tests that hold the SQL and the in-memory meaning of
//! criteria together. Values come from small pools that both share, so that comparisons hit, and the pools are full of
//! what could trip a database. Needs proptest and `serde_json` only.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// The time that `within_days` in these criteria is meant to be asked at.
pub(crate) const NOW: &str = "2026-03-01T12:00:00.5Z";

const TEXTS: &[&str] = &[
    "", "a", "A", "ab", "abc", "premium", "mass", "é", "e\u{301}", "ß", "日本", "😀", "5", "5.0",
    "05", "true", "null", "%", "a%", "_", "\\", "'", "\"", "$v", "{}", "[]", "\n", "a\nb", "\u{1}",
    "\u{7f}", " ", "a ", "@", "1e400",
];
const DATES: &[&str] = &[
    "0001-01-01",
    "0004-02-29",
    "1996-02-29",
    "2012-02-29",
    "2024-02-29",
    "1900-02-28",
    "1969-12-31",
    "1970-01-01",
    "2000-02-29",
    "2026-01-31",
    "2026-02-28",
    "2026-03-01",
    "2026-03-02",
    "2099-01-01",
    "9999-12-31",
];
const TIMESTAMPS: &[&str] = &[
    "0001-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z",
    "2026-02-28T23:59:59Z",
    "2026-03-01T00:00:00Z",
    "2026-03-01T12:00:00.5Z",
    "2026-03-01T12:00:00.500001Z",
    "2026-03-01T12:00:00.5000019Z",
    "2026-03-01T12:00:00.500002Z",
    "2026-02-28T12:00:00.5Z",
    "2026-03-01t05:30:00+05:30",
    "2026-03-01 00:00:00-08:00",
    "2026-02-28T23:30:00-01:00",
    "9999-12-31T23:59:59Z",
];
/// Almost dates: only attributes hold these.
const NO_DATES: &[&str] = &[
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-04-31",
    "0000-01-01",
    "20260301",
    "2026-03-01T00:00:00",
    "2026-03-01T24:00:00Z",
    "2026-03-01T00:00:60Z",
    "2026-03-01T00:00:00+16:00",
    "2026-03-01T00:00:00.Z",
    "2026-03-01\n",
    " 2026-03-01",
    "２０２６-03-01",
    "-2026-03-01",
    "infinity",
    "now",
    "2026-03-01T00:00Z",
    "0001-01-01T00:00:00+15:59",
    "9999-12-31T23:59:59-15:59",
    "2026-03-01T00:00:00.1234567890Z",
];
const PATHS: &[&str] = &[
    "a",
    "b",
    "balance",
    "since",
    "a.b",
    "a.b.c",
    "a.b.c.d",
    "tags",
    "tags.0",
    "tags.a",
    "odd \"key\"",
    "k~/é",
    "$v",
    "it's",
    "\\",
    "0",
    "missing",
    "missing.a",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(TEXTS).prop_map(str::to_owned),
        1 => "[^\u{0}]{0,6}".prop_map(String::from),
    ]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => select(vec![
            json!(0), json!(-0.0), json!(1), json!(1.0), json!(-1), json!(5), json!(5.0), json!(5.5), json!(0.1),
            json!(1e20), json!(1e308), json!(-1e308), json!(5e-324), json!(1e-7), json!(f64::MAX),
        ]),
        // Through f64 some of these would be equal.
        2 => select(vec![
            json!(9_007_199_254_740_992_i64), json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992.0),
            json!(i64::MAX), json!(i64::MAX - 1), json!(i64::MIN), json!(u64::MAX), json!(18_446_744_073_709_551_616.0),
        ]),
        1 => any::<i64>().prop_map(Value::from),
        1 => proptest::num::f64::NORMAL.prop_map(Value::from),
        2 => (-20_i32..20).prop_map(|n| json!(f64::from(n) / 4.0)),
    ]
}

fn dated() -> impl Strategy<Value = String> {
    let day = (-800_i64..800).prop_map(|days| {
        let (y, m) = (2026 + days.div_euclid(360), days.rem_euclid(360) / 30 + 1);
        format!("{y:04}-{m:02}-{:02}", days.rem_euclid(28) + 1)
    });
    prop_oneof![
        3 => select(DATES).prop_map(str::to_owned),
        3 => select(TIMESTAMPS).prop_map(str::to_owned),
        1 => day.clone(),
        1 => (day, 0..24, 0..60, -12..13).prop_map(|(day, h, m, z)| {
            let sign = if z < 0 { '-' } else { '+' };
            format!("{day}T{h:02}:{m:02}:30.25{sign}{:02}:30", i32::abs(z))
        }),
    ]
}

/// What an attribute may be compared with.
fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => text().prop_map(Value::from),
        4 => number(),
        1 => any::<bool>().prop_map(Value::from),
        1 => dated().prop_map(Value::from),
    ]
}

/// What an attribute may be.
fn attribute() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => scalar(),
        2 => dated().prop_map(Value::from),
        1 => select(NO_DATES).prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        let names = select(&["a", "b", "c", "d", "0"][..]).prop_map(str::to_owned);
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            3 => prop::collection::vec((names, inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn attributes() -> impl Strategy<Value = Value> {
    let names = select(
        &["a", "b", "balance", "since", "tags", "odd \"key\"", "k~/é", "$v", "it's", "\\", "0"][..],
    )
    .prop_map(str::to_owned);
    let any = prop::collection::vec((names, attribute()), 0..10);
    let since = prop_oneof![4 => dated(), 1 => select(NO_DATES).prop_map(str::to_owned)];
    let typed = (since.prop_map(Value::from), number());
    // Mostly of the type that criteria mostly ask for, else anything.
    (typed, any).prop_map(|((since, balance), any)| {
        let typed = [("since".to_owned(), since), ("balance".to_owned(), balance)];
        Value::Object(typed.into_iter().chain(any).collect())
    })
}

/// A customer with the fields of the API but `customer_id` and `version`.
pub(crate) fn customer() -> impl Strategy<Value = Value> {
    let optional = || prop::option::weighted(0.7, text());
    let identity = (optional(), text(), optional(), optional(), optional(), optional());
    let rest = (
        select(&["pending", "verified", "rejected", "expired"][..]),
        prop::option::weighted(0.7, select(DATES)),
        any::<bool>(),
        attributes(),
        // The last is later than what the columns' type in Rust can hold.
        select(&TIMESTAMPS[..TIMESTAMPS.len() - 1]),
        select(&TIMESTAMPS[..TIMESTAMPS.len() - 1]),
    );
    (identity, rest).prop_map(|((external_id, full_name, email, phone, segment, country), rest)| {
        let (kyc_status, date_of_birth, opted_out, attributes, created_at, updated_at) = rest;
        json!({
            "external_id": external_id, "full_name": full_name, "email": email, "phone": phone,
            "kyc_status": kyc_status, "segment": segment, "country": country, "date_of_birth": date_of_birth,
            "opted_out": opted_out, "attributes": attributes, "created_at": created_at, "updated_at": updated_at,
        })
    })
}

/// An operator's name and its value.
type Operator = BoxedStrategy<(String, Value)>;

fn operator(
    names: &'static [&'static str],
    value: impl Strategy<Value = Value> + 'static,
) -> Operator {
    (select(names).prop_map(str::to_owned), value).boxed()
}

/// A scalar, a list, or one to three operators: those that every field has, and `more`.
fn tests(value: BoxedStrategy<Value>, more: &[Operator]) -> BoxedStrategy<Value> {
    let short = prop::collection::vec(value.clone(), 1..4);
    let long = prop::collection::vec(value.clone(), 1..20);
    let list = prop_oneof![4 => short, 1 => long].prop_map(Value::from).boxed();
    let mut operators = vec![
        operator(&["eq", "ne"], value.clone()),
        operator(&["in", "not_in"], list.clone()),
        operator(&["exists"], any::<bool>().prop_map(Value::from)),
    ];
    operators.extend_from_slice(more);
    let operators = prop::collection::vec(proptest::strategy::Union::new(operators), 1..4)
        .prop_map(|pairs| Value::Object(pairs.into_iter().collect()));
    prop_oneof![2 => value, 1 => list, 6 => operators].boxed()
}

const ORDER: &[&str] = &["gt", "gte", "lt", "lte"];

/// What dates and timestamps have besides, with values from `value`.
fn dating(value: &BoxedStrategy<Value>) -> [Operator; 3] {
    let days = select(&[0, 1, 2, 30, 365, 36_525][..]).prop_map(Value::from);
    [
        operator(ORDER, value.clone()),
        operator(&["before", "after"], value.clone()),
        operator(&["within_days"], days),
    ]
}

fn parts() -> Operator {
    operator(&["contains", "starts_with"], text().prop_map(Value::from))
}

/// One field and its tests.
fn leaf() -> BoxedStrategy<Value> {
    let texts = text().prop_map(Value::from).boxed();
    let text_fields =
        select(&["external_id", "full_name", "email", "phone", "segment", "country"][..]);
    let kyc =
        select(&["pending", "verified", "rejected", "expired"][..]).prop_map(Value::from).boxed();
    let flag = any::<bool>().prop_map(Value::from).boxed();
    let date = select(DATES).prop_map(Value::from).boxed();
    let moment = dated().prop_map(Value::from).boxed();
    let numbers = number().boxed();
    let [_, sides, within] = dating(&moment);
    let ordering = operator(ORDER, prop_oneof![texts.clone(), number(), moment.clone()]);
    let of_attributes = [parts(), sides, within, ordering.clone(), ordering];
    let one = |key: &str, test: Value| Value::Object(Map::from_iter([(key.to_owned(), test)]));
    prop_oneof![
        4 => (text_fields, tests(texts.clone(), &[parts(), operator(ORDER, texts)]))
            .prop_map(move |(field, test)| one(field, test)),
        1 => tests(kyc, &[]).prop_map(move |test| one("kyc_status", test)),
        1 => tests(flag, &[]).prop_map(move |test| one("opted_out", test)),
        1 => tests(date.clone(), &dating(&date)).prop_map(move |test| one("date_of_birth", test)),
        2 => (select(&["created_at", "updated_at"][..]), tests(moment.clone(), &dating(&moment)))
            .prop_map(move |(field, test)| one(field, test)),
        10 => (select(PATHS), tests(scalar().boxed(), &of_attributes))
            .prop_map(move |(path, test)| one(&format!("attributes.{path}"), test)),
        4 => tests(moment.clone(), &dating(&moment)[1..]).prop_map(move |test| one("attributes.since", test)),
        4 => tests(numbers.clone(), &[operator(ORDER, numbers)])
            .prop_map(move |test| one("attributes.balance", test)),
        1 => Just(json!({"everyone": true})),
    ]
    .boxed()
}

/// Several keys in one object: their conjunction.
fn merged(objects: Vec<Value>) -> Value {
    Value::Object(objects.into_iter().filter_map(|it| it.as_object().cloned()).flatten().collect())
}

/// How many nodes criteria have: the keys of every criteria object.
fn nodes(criteria: &Value) -> usize {
    criteria.as_object().map_or(0, |map| {
        let inside = |(key, value): (&String, &Value)| match key.as_str() {
            "all" | "any" => value.as_array().map_or(0, |items| items.iter().map(nodes).sum()),
            "not" => nodes(value),
            _ => 0,
        };
        map.len() + map.iter().map(inside).sum::<usize>()
    })
}

/// Well-formed criteria within the limits, never empty.
pub(crate) fn criteria() -> impl Strategy<Value = Value> {
    leaf()
        .prop_recursive(4, 24, 4, |inner| {
            let list = || prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                list().prop_map(|nodes| json!({"all": nodes})),
                list().prop_map(|nodes| json!({"any": nodes})),
                inner.clone().prop_map(|node| json!({"not": node})),
                prop::collection::vec(inner.clone(), 2..4).prop_map(merged),
            ]
        })
        .prop_filter("at most 64 nodes", |criteria| nodes(criteria) <= 64)
}
