//! The shape of the SQL: what is bound, what is not, and how parameters are numbered.

use serde_json::{Value, json};

use crate::criteria::{Criteria, SqlFilter, compile};

fn sql(criteria: &Value) -> SqlFilter {
    compile(&Criteria::parse(criteria, "").unwrap(), "2026-03-01T12:00:00Z".parse().unwrap(), 3)
}

#[track_caller]
fn compiles(criteria: Value, wanted: &str, params: usize) {
    let filter = sql(&criteria);
    assert_eq!(filter.sql, wanted);
    assert_eq!(filter.params.len(), params);
}

#[test]
fn plain_columns_are_compared_bare() {
    compiles(json!({"kyc_status": "verified"}), "c.kyc_status = $3::kyc_status", 1);
    compiles(json!({"full_name": ["a", "b"]}), "c.full_name = ANY($3::text[])", 1);
    compiles(json!({"full_name": {"gt": "a"}}), "c.full_name COLLATE \"C\" > $3::text", 1);
    compiles(json!({"created_at": {"lte": "2026-01-31"}}), "c.created_at < $3::timestamptz", 1);
}

#[test]
fn columns_that_may_be_null_are_guarded() {
    compiles(json!({"segment": "x"}), "(c.segment IS NOT NULL AND c.segment = $3::text)", 1);
    compiles(
        json!({"not": {"segment": {"ne": "x"}}}),
        "(NOT (c.segment IS NOT NULL AND c.segment <> $3::text))",
        1,
    );
}

#[test]
fn attributes_are_asked_by_containment_or_one_jsonpath() {
    compiles(json!({"attributes.a.b": 1}), "c.attributes @> $3::jsonb", 1);
    compiles(
        json!({"attributes.balance": {"gte": 5000}}),
        "coalesce(jsonb_path_exists(c.attributes, $3::jsonpath, $4::jsonb, true), false)",
        2,
    );
}

#[test]
fn parameters_are_numbered_in_order() {
    compiles(
        json!({"all": [{"opted_out": false}, {"any": [{"full_name": "a"}, {"everyone": true}]}]}),
        "(c.opted_out = $3::boolean AND (c.full_name = $4::text OR true))",
        2,
    );
}

#[test]
fn nothing_of_the_criteria_gets_into_the_sql() {
    let nasty = "x'); DROP TABLE customers; --\"$1";
    for test in [
        json!(nasty),
        json!([nasty]),
        json!({"ne": nasty, "gt": nasty, "contains": nasty, "starts_with": nasty, "not_in": [nasty], "exists": true}),
        json!({"within_days": 3, "before": "2026-01-01"}),
    ] {
        let filter = sql(&json!({format!("attributes.{nasty}"): test}));
        assert!(!filter.sql.contains("DROP"), "{}", filter.sql);
        assert!(!filter.params.is_empty());
    }
}

#[test]
fn empty_criteria_select_nobody() {
    compiles(json!({}), "false", 0);
}
