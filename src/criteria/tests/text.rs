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
fn the_trail_is_told_of_criteria_without_the_people_they_name() {
    for (criteria, told) in [
        ("{}", "{}"),
        (
            r#"{"segment":"x","attributes.email":1.50}"#,
            r#"{"attributes.email":1.50,"segment":"x"}"#,
        ),
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
