//! The meaning of criteria on one customer.

use jiff::Timestamp;
use jiff::civil::date;
use pg_types::KycStatus;
use serde_json::{Value, json};

use crate::criteria::{Criteria, CustomerView};

const NOW: &str = "2026-03-01T12:00:00Z";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn matches(criteria: Value, attributes: &Value) -> bool {
    let customer = CustomerView {
        external_id: Some("uci-00001"),
        full_name: "Elsa Müller",
        email: Some("elsa_100%@example.com"),
        phone: None,
        kyc_status: KycStatus::Verified,
        segment: Some("premium"),
        country: Some("DE"),
        date_of_birth: Some(date(1990, 5, 17)),
        opted_out: false,
        attributes,
        created_at: time("2026-01-31T23:30:00Z"),
        updated_at: time("2026-02-28T12:00:00Z"),
    };
    Criteria::parse(&criteria, "").unwrap().matches(&customer, time(NOW))
}

#[track_caller]
fn yes(criteria: Value) {
    assert!(matches(criteria.clone(), &attributes()), "{criteria}");
}

#[track_caller]
fn no(criteria: Value) {
    assert!(!matches(criteria.clone(), &attributes()), "{criteria}");
}

fn attributes() -> Value {
    json!({
        "balance": 5000.5, "job": "management", "default": "no", "code": "007", "vip": true, "nothing": null,
        "since": "2026-02-20", "seen": "2026-03-01T11:00:00+01:00", "tags": ["a", "b"],
        "home": {"city": {"zip": "10115"}, "0": "zero"}
    })
}

#[test]
fn the_example_of_the_contract() {
    yes(json!({"all": [
        {"kyc_status": "verified"},
        {"segment": {"in": ["premium", "affluent"]}},
        {"any": [{"attributes.balance": {"gte": 5000}}, {"attributes.job": "management"}]},
        {"not": {"attributes.default": "yes"}}
    ]}));
}

#[test]
fn several_keys_or_operators_are_a_conjunction() {
    yes(json!({"segment": "premium", "kyc_status": "verified"}));
    no(json!({"segment": "premium", "kyc_status": "pending"}));
    yes(json!({"attributes.balance": {"gte": 5000, "lt": 5001}}));
    no(json!({"attributes.balance": {"gte": 5000, "lt": 5000.5}}));
}

#[test]
fn a_list_means_one_of() {
    yes(json!({"segment": ["mass", "premium"]}));
    no(json!({"segment": ["mass"]}));
    yes(json!({"segment": {"not_in": ["mass"]}}));
}

#[test]
fn a_missing_value_makes_comparisons_false_and_not_makes_them_true() {
    for test in [
        json!({"ne": "x"}),
        json!({"not_in": ["x"]}),
        json!({"eq": "x"}),
        json!({"gt": ""}),
        json!({"contains": ""}),
    ] {
        for field in ["phone", "attributes.missing", "attributes.nothing", "attributes.job.deeper"]
        {
            no(json!({ field: test }));
            yes(json!({"not": {field: test}}));
        }
    }
    no(json!({"attributes.missing": {"before": "2030-01-01"}}));
}

#[test]
fn exists_asks_whether_there_is_a_value() {
    yes(
        json!({"email": {"exists": true}, "phone": {"exists": false}, "full_name": {"exists": true}}),
    );
    yes(json!({"attributes.tags": {"exists": true}, "attributes.nothing": {"exists": false}}));
    no(json!({"attributes.job": {"exists": false}}));
}

#[test]
fn values_of_different_types_never_compare() {
    for test in [
        json!(7),
        json!({"ne": 7}),
        json!({"gt": 1}),
        json!({"not_in": [7, 8]}),
        json!({"in": [7]}),
    ] {
        no(json!({"attributes.code": test}));
    }
    no(json!({"attributes.balance": "5000.5"}));
    no(json!({"attributes.balance": {"ne": "x"}}));
    no(json!({"attributes.tags": {"ne": "a"}}));
    no(json!({"attributes.tags": "a"}));
    yes(json!({"attributes.code": {"not_in": [7, "008"]}}));
}

#[test]
fn numbers_compare_as_numbers() {
    yes(json!({"attributes.balance": 5000.50}));
    yes(json!({"attributes.balance": {"gt": 999}}));
    let big = json!({"n": 9_007_199_254_740_993_u64, "one": 1});
    assert!(!matches(json!({"attributes.n": 9_007_199_254_740_992_u64}), &big));
    assert!(matches(json!({"attributes.n": {"gt": 9_007_199_254_740_992_u64}}), &big));
    assert!(matches(json!({"attributes.one": 1.0}), &big));
}

#[test]
fn texts_compare_exactly_and_by_code_point() {
    no(json!({"segment": "Premium"}));
    yes(json!({"segment": {"gt": "Premium"}}));
    yes(json!({"email": {"contains": "_100%@"}}));
    no(json!({"email": {"contains": "%@ex%"}}));
    yes(json!({"full_name": {"starts_with": "Elsa M"}}));
    no(json!({"full_name": {"starts_with": "elsa"}}));
    no(json!({"full_name": {"starts_with": "E_sa"}}));
}

#[test]
fn dates_compare_as_dates() {
    yes(json!({"date_of_birth": {"before": "2000-01-01", "gte": "1990-05-17"}}));
    no(json!({"date_of_birth": {"after": "1990-05-17"}}));
    yes(json!({"attributes.since": {"after": "2026-02-19", "before": "2026-02-21"}}));
    no(json!({"attributes.since": {"after": "2026-02-20"}}));
    no(json!({"attributes.job": {"after": "0001-01-01"}}));
    yes(
        json!({"attributes.seen": {"before": "2026-03-01T10:00:01Z", "after": "2026-03-01T09:59:59Z"}}),
    );
}

#[test]
fn a_timestamp_meets_a_date_as_its_day_in_utc() {
    yes(json!({"created_at": "2026-01-31"}));
    yes(json!({"created_at": {"lte": "2026-01-31", "gte": "2026-01-31"}}));
    no(json!({"created_at": {"after": "2026-01-31"}}));
    yes(json!({"created_at": {"after": "2026-01-30"}}));
    yes(json!({"created_at": "2026-02-01T00:30:00+01:00"}));
}

#[test]
fn within_days_reaches_from_now_backwards() {
    yes(json!({"updated_at": {"within_days": 1}}));
    no(json!({"updated_at": {"within_days": 0}}));
    yes(json!({"attributes.since": {"within_days": 9}}));
    no(json!({"attributes.since": {"within_days": 8}}));
    no(json!({"attributes.balance": {"within_days": 8}}));
}

#[test]
fn paths_lead_through_objects_only() {
    yes(json!({"attributes.home.city.zip": "10115"}));
    yes(json!({"attributes.home.0": "zero"}));
    no(json!({"attributes.tags.0": "a"}));
    no(json!({"attributes.tags.0": {"exists": true}}));
}

#[test]
fn everyone_is_everyone_and_empty_criteria_nobody() {
    yes(json!({"everyone": true}));
    no(json!({"not": {"everyone": true}}));
    no(json!({}));
    assert!(Criteria::parse(&json!({}), "").unwrap().is_empty());
    assert!(!Criteria::parse(&json!({"everyone": true}), "").unwrap().is_empty());
}

#[test]
fn booleans_are_compared() {
    yes(json!({"opted_out": false, "attributes.vip": true}));
    yes(json!({"opted_out": {"ne": true}, "attributes.vip": {"ne": false}}));
    no(json!({"attributes.vip": "true"}));
}
