//! What is refused, with which code, pointing where.

use serde_json::{Value, json};

use crate::criteria::Criteria;

fn faults(criteria: &Value) -> Vec<(String, String)> {
    match Criteria::parse(criteria, "/selection_criteria") {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect(),
    }
}

#[track_caller]
fn refused(criteria: Value, pointer: &str, code: &str) {
    let wanted = (format!("/selection_criteria{pointer}"), code.to_owned());
    assert_eq!(faults(&criteria), [wanted], "{criteria}");
}

#[track_caller]
fn accepted(criteria: Value) {
    assert_eq!(faults(&criteria), [], "{criteria}");
}

#[test]
fn criteria_are_objects() {
    refused(json!([]), "", "wrong_type");
    refused(json!("premium"), "", "wrong_type");
    refused(json!(null), "", "wrong_type");
    refused(json!({"all": {}}), "/all", "wrong_type");
    refused(json!({"any": ["x"]}), "/any/0", "wrong_type");
    refused(json!({"not": [{"segment": "x"}]}), "/not", "wrong_type");
    refused(json!({"everyone": false}), "/everyone", "invalid_value");
    refused(json!({"everyone": 1}), "/everyone", "wrong_type");
}

#[test]
fn emptiness_is_refused_but_at_the_top() {
    accepted(json!({}));
    refused(json!({"all": []}), "/all", "empty");
    refused(json!({"any": []}), "/any", "empty");
    refused(json!({"all": [{}]}), "/all/0", "empty");
    refused(json!({"not": {}}), "/not", "empty");
    refused(json!({"segment": {}}), "/segment", "empty");
    refused(json!({"segment": []}), "/segment", "empty");
    refused(json!({"segment": {"in": []}}), "/segment/in", "empty");
}

#[test]
fn unknown_fields_and_operators_are_refused() {
    refused(json!({"age": 5}), "/age", "unknown_field");
    refused(json!({"customer_id": "x"}), "/customer_id", "unknown_field");
    refused(json!({"attributes": "x"}), "/attributes", "unknown_field");
    refused(json!({"attributes.": "x"}), "/attributes.", "unknown_field");
    refused(json!({"attributes.a..b": "x"}), "/attributes.a..b", "unknown_field");
    refused(json!({"attributes.a/b~c.": "x"}), "/attributes.a~1b~0c.", "unknown_field");
    refused(json!({"segment": {"like": "x"}}), "/segment/like", "unknown_operator");
    refused(json!({"attributes.a": {"all": []}}), "/attributes.a/all", "unknown_operator");
}

#[test]
fn operators_must_fit_the_field() {
    for (field, operator, value) in [
        ("segment", "before", json!("2026-01-01")),
        ("full_name", "within_days", json!(3)),
        ("kyc_status", "gt", json!("pending")),
        ("kyc_status", "contains", json!("ver")),
        ("opted_out", "lt", json!(true)),
        ("date_of_birth", "contains", json!("1990")),
        ("created_at", "starts_with", json!("2026")),
    ] {
        refused(
            json!({field: {operator: value}}),
            &format!("/{field}/{operator}"),
            "operator_not_allowed",
        );
    }
}

#[test]
fn values_must_fit_the_field() {
    refused(json!({"segment": 5}), "/segment", "wrong_type");
    refused(json!({"segment": null}), "/segment", "wrong_type");
    refused(json!({"segment": ["a", 5]}), "/segment/1", "wrong_type");
    refused(json!({"segment": {"in": "a"}}), "/segment/in", "wrong_type");
    refused(json!({"segment": {"contains": 5}}), "/segment/contains", "wrong_type");
    refused(json!({"segment": {"exists": "yes"}}), "/segment/exists", "wrong_type");
    refused(json!({"kyc_status": "done"}), "/kyc_status", "invalid_value");
    refused(json!({"kyc_status": {"in": ["verified", "x"]}}), "/kyc_status/in/1", "invalid_value");
    refused(json!({"opted_out": "no"}), "/opted_out", "wrong_type");
    refused(json!({"date_of_birth": "17.5.1990"}), "/date_of_birth", "invalid_date");
    refused(json!({"date_of_birth": "2023-02-29"}), "/date_of_birth", "invalid_date");
    refused(json!({"date_of_birth": {"before": 2000}}), "/date_of_birth/before", "wrong_type");
    refused(json!({"created_at": {"after": "yesterday"}}), "/created_at/after", "invalid_date");
    refused(json!({"attributes.a": null}), "/attributes.a", "wrong_type");
    refused(json!({"attributes.a": {"eq": {}}}), "/attributes.a/eq", "wrong_type");
    refused(json!({"attributes.a": [[1]]}), "/attributes.a/0", "wrong_type");
    refused(json!({"attributes.a": {"gt": true}}), "/attributes.a/gt", "wrong_type");
    refused(json!({"attributes.a": {"before": "soon"}}), "/attributes.a/before", "invalid_date");
}

#[test]
fn days_are_a_sensible_whole_number() {
    accepted(json!({"created_at": {"within_days": 0}}));
    accepted(json!({"created_at": {"within_days": 36_525}}));
    for days in [json!(-1), json!(36_526), json!(1.5), json!(1e30)] {
        refused(
            json!({"created_at": {"within_days": days}}),
            "/created_at/within_days",
            "invalid_value",
        );
    }
    refused(json!({"created_at": {"within_days": "3"}}), "/created_at/within_days", "wrong_type");
}

#[test]
fn nul_is_refused_everywhere() {
    refused(json!({"segment": "a\0"}), "/segment", "nul_character");
    refused(json!({"attributes.a": ["\0"]}), "/attributes.a/0", "nul_character");
    refused(
        json!({"attributes.a": {"starts_with": "\0"}}),
        "/attributes.a/starts_with",
        "nul_character",
    );
    refused(json!({"attributes.a\0": 1}), "/attributes.a\0", "nul_character");
}

fn nested(depth: usize) -> Value {
    (1..depth).fold(json!({"segment": "x"}), |inner, _| json!({"not": inner}))
}

#[test]
fn depth_is_limited_to_eight() {
    accepted(nested(8));
    refused(nested(9), &"/not".repeat(8), "too_deep");
    refused(nested(100), &"/not".repeat(8), "too_deep");
}

#[test]
fn nodes_are_limited_to_sixty_four() {
    let list = |length: usize| json!({"all": vec![json!({"segment": "x"}); length]});
    accepted(list(63));
    refused(list(64), "/all/63/segment", "too_many_nodes");
    refused(list(100_000), "/all/63/segment", "too_many_nodes");
}

#[test]
fn lists_are_limited_to_a_thousand() {
    let list = |length: usize| json!({"attributes.a": (0..length).collect::<Vec<_>>()});
    accepted(list(1_000));
    refused(list(1_001), "/attributes.a", "list_too_long");
}

#[test]
fn paths_are_limited_to_four_names() {
    accepted(json!({"attributes.a.b.c.d": 1}));
    refused(json!({"attributes.a.b.c.d.e": 1}), "/attributes.a.b.c.d.e", "path_too_long");
}

#[test]
fn every_fault_is_told() {
    let criteria = json!({"all": [{"age": 1}, {"segment": {"eq": 5, "like": "x"}}], "any": []});
    let told = faults(&criteria);
    let pointers: Vec<_> =
        told.iter().map(|(at, _)| at.trim_start_matches("/selection_criteria")).collect();
    assert_eq!(pointers, ["/all/0/age", "/all/1/segment/eq", "/all/1/segment/like", "/any"]);
}

#[test]
fn faults_are_not_told_without_end() {
    let wrong = vec![json!(null); 1_000];
    assert_eq!(faults(&json!({"segment": wrong, "email": wrong})).len(), 100);
}

mod random {
    use super::*;
    use proptest::prelude::*;

    fn json() -> impl Strategy<Value = Value> {
        let word = proptest::sample::select(
            &[
                "all",
                "any",
                "not",
                "everyone",
                "segment",
                "attributes.a",
                "in",
                "gt",
                "exists",
                "x",
                "created_at",
            ][..],
        );
        let leaf = prop_oneof![
            Just(json!(null)),
            Just(json!(true)),
            Just(json!(1.5)),
            Just(json!("2026-01-01"))
        ];
        leaf.prop_recursive(12, 200, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(word.clone().prop_map(str::to_owned), inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn faults_point_at_what_is_there(value in json()) {
            if let Err(faults) = Criteria::parse(&value, "") {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!(value.pointer(&fault.pointer).is_some(), "{value} {fault:?}");
                }
            }
        }
    }
}
