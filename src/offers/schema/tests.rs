//! What is taken for a schema, and that neither it nor what is checked against it takes more than its bounds.

use serde_json::{Map, Value, json};

use super::*;

fn fault(result: Result<()>) -> Option<(String, String)> {
    match result {
        Ok(()) => None,
        Err(Error::Invalid(faults)) => Some((faults[0].code.clone(), faults[0].detail.clone())),
        Err(other) => panic!("{other}"),
    }
}

fn refusal(schema: &Value) -> Option<(String, String)> {
    fault(Schema::new(schema.clone()).map(drop))
}

/// Definitions of which each asks the next one twice.
fn doubling(levels: usize, keyword: &str, leaf: Value) -> Value {
    let next = |n: usize| json!({"$ref": format!("#/$defs/a{}", n + 1)});
    let mut defs: Map<_, _> =
        (0..levels).map(|n| (format!("a{n}"), json!({keyword: [next(n), next(n)]}))).collect();
    defs.insert(format!("a{levels}"), leaf);
    json!({"$ref": "#/$defs/a0", "$defs": defs})
}

/// A value so many objects deep.
fn deep(levels: usize, name: &str) -> Value {
    (0..levels).fold(json!({}), |inner, _| json!({name: inner}))
}

#[test]
fn a_schema_that_is_none_is_refused() {
    for schema in [
        json!({"type": 5}),
        json!({"type": "objekt"}),
        json!({"$ref": "https://example.com/schema.json"}),
        json!({"$ref": "file:///etc/passwd"}),
        json!({"$ref": "#/$defs/nothing"}),
        json!({"$schema": "https://example.com/dialect", "type": "object"}),
        json!({"properties": {"a": {"pattern": "("}}}),
        json!({"properties": {"a": {"pattern": "(a{1000}){1000}"}}}),
    ] {
        assert_eq!(refusal(&schema).unwrap().0, "invalid_schema", "{schema}");
    }
}

#[test]
fn a_schema_that_leads_back_to_the_same_place_is_refused() {
    let swap = json!({"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}});
    for schema in [
        json!({"$ref": "#"}),
        json!({"allOf": [{"$ref": "#"}, {"$ref": "#"}]}),
        json!({"anyOf": [{"$ref": "#/$defs/x"}], "$defs": {"x": {"not": {"$ref": "#"}}}}),
        json!({"$defs": swap, "$ref": "#/$defs/a"}),
        json!({"if": {"$ref": "#"}, "then": true}),
        json!({"properties": {"deeper": {"$ref": "#/$defs/b"}}, "$defs": {
            "b": {"properties": {"c": {"$ref": "#/$defs/a"}}, "allOf": [{"$ref": "#/$defs/a"}]},
            "a": {"allOf": [{"$ref": "#/$defs/b"}]}}}),
    ] {
        let (code, detail) = refusal(&schema).unwrap();
        assert!(code == "invalid_schema" && detail.contains("leads back"), "{schema}: {detail}");
    }
}

#[test]
fn what_doubles_with_every_reference_is_refused() {
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for leaf in [json!({}), json!({"type": "string"})] {
            let (_, detail) = refusal(&doubling(40, keyword, leaf)).unwrap();
            assert!(detail.contains("more than 50000 values"), "{detail}");
        }
    }
    assert_eq!(refusal(&doubling(8, "allOf", json!({"type": "object"}))), None);
    let anchors: Map<_, _> = (0..40)
        .map(|n| {
            let next = json!({"$ref": format!("#n{}", n + 1)});
            (format!("a{n}"), json!({"$anchor": format!("n{n}"), "allOf": [next, next]}))
        })
        .chain([("end".to_owned(), json!({"$anchor": "n40"}))])
        .collect();
    assert!(refusal(&json!({"$ref": "#n0", "$defs": anchors})).is_some());
    let files: Map<_, _> = (0..40)
        .map(|n| {
            let next = json!({"$ref": format!("./f{}", n + 1)});
            (format!("a{n}"), json!({"$id": format!("f{n}"), "allOf": [next, next]}))
        })
        .chain([("end".to_owned(), json!({"$id": "f40"}))])
        .collect();
    assert!(refusal(&json!({"$ref": "f0", "$defs": files})).is_some());
}

#[test]
fn what_looks_for_the_unevaluated_level_by_level_counts_so() {
    let nested = (0..30).fold(
        json!({"properties": {"a": {}}}),
        |inner, _| json!({"anyOf": [inner], "unevaluatedProperties": false}),
    );
    assert!(refusal(&nested).is_some());
    let one = json!({"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": false});
    assert_eq!(refusal(&one), None);
}

#[test]
fn a_long_way_of_references_is_refused_before_it_fills_the_stack() {
    let defs: Map<_, _> = (0..1_500)
        .map(|n| (format!("a{n}"), json!({"$ref": format!("#/$defs/a{}", n + 1)})))
        .chain([("a1500".to_owned(), json!({}))])
        .collect();
    let (_, detail) = refusal(&json!({"$ref": "#/$defs/a0", "$defs": defs})).unwrap();
    assert!(detail.contains("128 deep"), "{detail}");
    let schema = Schema::new(json!({"additionalProperties": {"$ref": "#"}})).unwrap();
    assert_eq!(fault(schema.check(&deep(120, "a"))), None);
}

#[test]
fn patterns_share_what_they_may_take() {
    let of = |count: usize, pattern: &str| {
        let each =
            (0..count).map(|n| (format!("p{n}"), json!({"pattern": format!("{pattern}{n}")})));
        json!({"properties": each.collect::<Map<_, _>>()})
    };
    assert_eq!(refusal(&of(256, "^[A-Z]{2}[0-9]{2}-")), None);
    assert_eq!(refusal(&of(4, r"\p{L}{10}")), None);
    assert!(refusal(&of(100, r"\p{L}{20}")).is_some());
    let (_, detail) = refusal(&of(257, "^a")).unwrap();
    assert!(detail.contains("257 different patterns"), "{detail}");
}

#[test]
fn long_texts_and_many_patterns_go_together_up_to_a_bound() {
    let all: Vec<_> =
        (0..200).map(|n| json!({"pattern": format!("^(a|b)*a(a|b){{50}}{n}")})).collect();
    let schema = Schema::new(json!({"properties": {"text": {"anyOf": all}}})).unwrap();
    let text = |length: usize| json!({"text": "ab".repeat(length / 2)});
    assert_eq!(fault(schema.check(&text(100))).unwrap().0, "not_valid");
    assert_eq!(fault(schema.check(&text(60_000))).unwrap().0, "too_complex");
    let schema = Schema::new(json!({"properties": {"text": {"pattern": "^[ab]+$"}}})).unwrap();
    assert_eq!(fault(schema.check(&text(60_000))), None);
}

#[test]
fn trees_are_checked_as_far_as_they_go() {
    let tree = json!({"$ref": "#/$defs/node", "$defs": {"node": {
        "type": "object", "required": ["n"], "additionalProperties": false,
        "properties": {"n": {"type": "number"}, "below": {"items": {"$ref": "#/$defs/node"}}}}}});
    let schema = Schema::new(tree).unwrap();
    let leaves: Vec<_> = (0..500).map(|n| json!({"n": n})).collect();
    assert_eq!(fault(schema.check(&json!({"n": 1, "below": leaves}))), None);
    let wrong = json!({"n": 1, "below": [{"n": 2, "below": [{"n": "x"}]}]});
    assert_eq!(fault(schema.check(&wrong)).unwrap().0, "wrong_type");
    // Of each place two below are asked about: fine as long as there are few levels.
    let twice = json!({"allOf": [{"properties": {"a": {"$ref": "#"}}}, {"properties": {"a": {"$ref": "#"}}}]});
    let schema = Schema::new(twice).unwrap();
    assert_eq!(fault(schema.check(&deep(5, "a"))), None);
    assert_eq!(fault(schema.check(&deep(100, "a"))).unwrap().0, "too_complex");
}

#[test]
fn much_data_is_not_held_against_many_choices() {
    let choices: Vec<_> = (0..2_300).map(|_| json!({"type": "string"})).collect();
    let schema = Schema::new(json!({"properties": {"a": {"items": {"anyOf": choices}}}})).unwrap();
    assert_eq!(fault(schema.check(&json!({"a": [1, 2]}))).unwrap().0, "not_valid");
    let (code, detail) = fault(schema.check(&json!({"a": vec![1; 30_000]}))).unwrap();
    assert!(code == "too_complex" && detail.contains("takes too much"), "{detail}");
    let schema = Schema::new(json!({"items": {"type": "string"}})).unwrap();
    let (code, detail) = fault(schema.check(&json!(vec![1; 100_000]))).unwrap();
    assert!(code == "not_valid" && detail.contains("too much to say where"), "{code}: {detail}");
}

#[test]
fn no_more_than_a_hundred_faults_are_told() {
    let schema = Schema::new(json!({"properties": {"x": {}}, "additionalProperties": false}));
    let schema = schema.unwrap();
    let data: Map<_, _> = (0..1_000).map(|n| (format!("n{n}"), json!(n))).collect();
    let Err(Error::Invalid(faults)) = schema.check(&Value::Object(data)) else { panic!("taken") };
    assert_eq!(faults.len(), 100);
}

#[test]
fn what_was_kept_from_before_loads_and_checks_what_it_can() {
    let schema = Schema::kept(doubling(40, "allOf", json!({"type": "string"}))).unwrap();
    let (code, detail) = fault(schema.check(&json!({}))).unwrap();
    assert!(code == "too_complex" && detail.contains("an admin"), "{detail}");
    let large: Map<_, _> = (0..16)
        .map(|n| (format!("p{n}"), json!({"pattern": format!(r"\p{{L}}{{15}}{n}")})))
        .collect();
    let large = json!({"properties": large});
    assert!(refusal(&large).is_some());
    assert_eq!(fault(Schema::kept(large).unwrap().check(&json!({}))), None);
}

#[test]
fn patterns_that_take_long_to_compile_are_refused_before_that() {
    let begun = std::time::Instant::now();
    let many = |count: usize, classes: usize| {
        let pattern = |n: usize| json!({"pattern": format!("{n}{}", r"\w".repeat(classes))});
        json!({"allOf": (0..count).map(pattern).collect::<Vec<_>>()})
    };
    for (schema, told) in [
        (json!({"pattern": r"\w".repeat(4_000)}), "1000 are the most"),
        (json!({"pattern": r"\w".repeat(51)}), "50 are the most"),
        (
            json!({"properties": {"a": {"patternProperties": {".".repeat(51): {}}}}}),
            "50 are the most",
        ),
        (many(21, 50), "1000 are the most"),
    ] {
        let (code, detail) = refusal(&schema).unwrap();
        assert!(code == "invalid_schema" && detail.contains(told), "{detail}");
    }
    assert!(begun.elapsed().as_secs() < 5, "none of them is compiled");
    assert_eq!(refusal(&json!({"pattern": r"^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$"})), None);
    assert_eq!(refusal(&many(20, 50)), None);
}
