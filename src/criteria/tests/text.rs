//! Numbers that would be compared as others, and what the trail is told of criteria.

use pg_types::RawJson;

use crate::criteria::{Criteria, unnamed};

fn raw(text: &str) -> RawJson {
    serde_json::from_str(text).unwrap()
}

fn faults(text: &str) -> Vec<(String, String)> {
    let faults = Criteria::read(&raw(text), "/c").err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

#[test]
fn numbers_that_would_be_compared_as_others_are_refused() {
    for number in [
        "0",
        "-0",
        "1",
        "1.0",
        "1e0",
        "1.50",
        "12e-1",
        "0.1",
        "1e22",
        "9007199254740993",
        "18446744073709551615",
        "-9223372036854775808",
        "5e-324",
        "1.7976931348623157e308",
    ] {
        assert_eq!(faults(&format!(r#"{{"attributes.n": {number}}}"#)), [], "{number}");
    }
    for number in [
        "100000000000000000001",
        "18446744073709551617",
        "0.10000000000000001",
        "1e-400",
        "-123456789012345678901234567890",
        "9007199254740993.5",
    ] {
        let at = |pointer: &str| [(pointer.to_owned(), "invalid_value".to_owned())];
        assert_eq!(faults(&format!(r#"{{"attributes.n": {number}}}"#)), at("/c/attributes.n"));
        let list = format!(r#"{{"any": [{{"attributes.a/b": {{"in": [1, {number}]}}}}]}}"#);
        assert_eq!(faults(&list), at("/c/any/0/attributes.a~1b/in/1"), "{number}");
    }
}

#[test]
fn what_no_customer_can_have_is_refused_when_it_is_sent_and_read_when_it_is_stored() {
    for (text, pointer) in [
        (r#"{"country":"de"}"#, "/c/country"),
        (r#"{"country":["PT","ZZ"]}"#, "/c/country/1"),
        (r#"{"not":{"country":{"ne":"Germany"}}}"#, "/c/not/country/ne"),
        (r#"{"country":{"starts_with":"d"}}"#, "/c/country/starts_with"),
        (r#"{"date_of_birth":"1849-12-31"}"#, "/c/date_of_birth"),
        (r#"{"date_of_birth":{"before":"1850-01-01"}}"#, "/c/date_of_birth/before"),
    ] {
        assert_eq!(faults(text), [(pointer.to_owned(), "invalid_value".to_owned())], "{text}");
        assert!(Criteria::parse(&raw(text).parse().unwrap(), "").is_ok(), "{text}");
    }
    for text in [
        r#"{"country":{"in":["PT"],"contains":"E","gt":"D"}}"#,
        r#"{"date_of_birth":{"after":"1800-01-01","eq":"1850-01-01"}}"#,
    ] {
        assert_eq!(faults(text), [], "{text}");
    }
}

#[test]
fn the_trail_is_told_of_criteria_without_the_people_they_name() {
    for (criteria, told) in [
        ("{}", "{}"),
        (
            r#"{"kyc_status":["verified"],"attributes.balance":{"gt":1.50,"exists":true},"everyone":true}"#,
            r#"{"attributes.balance":{"exists":true,"gt":1.50},"everyone":true,"kyc_status":["verified"]}"#,
        ),
        (
            r#"{"segment":"x","attributes.Email":"a@b.c","attributes.n":[1,"Ana",true]}"#,
            r#"{"attributes.Email":{"values":1},"attributes.n":{"values":3},"segment":{"values":1}}"#,
        ),
        (
            r#"{"date_of_birth":{"eq":"1990-05-17","within_days":3},"created_at":{"before":"2026-01-31"}}"#,
            r#"{"created_at":{"before":{"values":1}},"date_of_birth":{"eq":{"values":1},"within_days":3}}"#,
        ),
        (
            r#"{"attributes.a.b":{"contains":"Ana","ne":"Ana","not_in":["Ana"],"starts_with":"An","in":[5]}}"#,
            r#"{"attributes.a.b":{"contains":{"values":1},"in":[5],"ne":{"values":1},"not_in":{"values":1},"starts_with":{"values":1}}}"#,
        ),
        (r#"{"country":["PT","DE"]}"#, r#"{"country":["PT","DE"]}"#),
        (r#"{"country":"Ana"}"#, r#"{"country":{"values":1}}"#),
        (r#"{"email":"a@b.c"}"#, r#"{"email":{"values":1}}"#),
        (r#"{"phone":["1","2"]}"#, r#"{"phone":{"values":2}}"#),
        (
            r#"{"full_name":{"starts_with":"A","not_in":["B","C"],"exists":true}}"#,
            r#"{"full_name":{"exists":true,"not_in":{"values":2},"starts_with":{"values":1}}}"#,
        ),
        (
            r#"{"all":[{"not":{"external_id":"K"}},{"any":[{"email":"x"},{"country":"PT"}]}]}"#,
            r#"{"all":[{"not":{"external_id":{"values":1}}},{"any":[{"email":{"values":1}},{"country":"PT"}]}]}"#,
        ),
    ] {
        assert_eq!(unnamed(&raw(criteria)).unwrap().get(), told);
    }
}
