//! The tenant's offer configuration: a JSON Schema that offers have to meet.

use serde_json::{Value, json};

use crate::bank::Bank;

const PATH: &str = "offer-config";

fn schema() -> Value {
    json!({"schema": {
        "type": "object",
        "required": ["rate"],
        "additionalProperties": false,
        "properties": {
            "rate": {"type": "number", "minimum": 0, "maximum": 30},
            "name": {"type": "string", "pattern": "^[A-Z]", "maxLength": 10},
        },
    }})
}

#[tokio::test]
async fn there_is_none_at_first_and_only_an_admin_sets_it() {
    let bank = Bank::open().await;
    let empty = bank.reader().get(PATH).await.is(200);
    assert_eq!(empty["schema"], Value::Null);
    for other in [bank.maker(), bank.checker(), bank.reader()] {
        other.put(PATH, schema()).await.problem(403, "forbidden");
    }
    let set = bank.admin().put(PATH, schema()).await.is(200);
    assert_eq!(set["schema"], schema()["schema"]);
    assert_eq!(set.number("version"), empty.number("version") + 1);
    assert_eq!(bank.reader().get(PATH).await.is(200).json, set.json);
    let stale = bank.admin().with("if-match", empty.etag());
    stale.put(PATH, json!({"schema": null})).await.problem(412, "precondition_failed");
    let rows =
        "SELECT count(*) FROM audit_logs WHERE tenant_name = 'credit_card' AND actor = 'ada'";
    assert_eq!(bank.count(rows).await, 1);
}

#[tokio::test]
async fn every_fault_of_the_data_is_told_with_its_place() {
    let bank = Bank::open().await;
    bank.admin().put(PATH, schema()).await.is(200);
    let bad = json!({"data": {"rate": 31, "name": "x", "colour": "red"}});
    let wanted = [
        ("/data/rate", "too_large"),
        ("/data/name", "wrong_form"),
        ("/data/colour", "unknown_field"),
    ];
    bank.maker().post("offers", bad.clone()).await.faults(&wanted);
    let none = json!({"data": {}});
    bank.maker().post("offers", none).await.faults(&[("/data/rate", "required")]);
    let offer = bank.maker().writes_offer(json!({"rate": 1, "name": "Gold"})).await;
    bank.maker().put(&offer.path(), bad).await.faults(&wanted);
    bank.maker().put(&offer.path(), json!({"comments": "no data"})).await.is(200);
}

#[tokio::test]
async fn an_older_draft_is_checked_when_it_is_submitted() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"rate": "high"})).await;
    bank.admin().put(PATH, schema()).await.is(200);
    let path = format!("{}/submit", offer.path());
    bank.maker().post(&path, None).await.faults(&[("/data/rate", "wrong_type")]);
    assert_eq!(bank.reader().sees(&offer).await["status"], "draft");
    bank.admin().put(PATH, json!({"schema": null})).await.is(200);
    bank.maker().submits(&offer).await;
}

#[tokio::test]
async fn what_is_no_schema_is_refused() {
    let bank = Bank::open().await;
    let admin = bank.admin();
    for bad in [
        json!({"type": "number or so"}),
        json!({"properties": {"rate": {"minimum": "low"}}}),
        json!({"properties": {"name": {"pattern": "("}}}),
        json!({"$ref": "http://127.0.0.1:1/schema.json"}),
        json!({"$ref": "file:///etc/passwd"}),
    ] {
        let answer =
            admin.put(PATH, json!({"schema": bad})).await.problem(422, "validation_failed");
        let pointer = answer["errors"][0]["pointer"].as_str().unwrap();
        assert!(pointer.starts_with("/schema"), "{bad}: {pointer}");
    }
    admin.put(PATH, json!({})).await.faults(&[("/schema", "required")]);
    admin.put(PATH, json!({"schema": 7})).await.faults(&[("/schema", "wrong_type")]);
    assert_eq!(bank.reader().get(PATH).await.is(200)["schema"], Value::Null);
}

#[tokio::test]
async fn a_pattern_that_would_blow_up_does_not() {
    let bank = Bank::open().await;
    let schema = json!({"schema": {"properties": {"name": {"pattern": "^(a+)+$"}}}});
    bank.admin().put(PATH, schema).await.is(200);
    let name = "a".repeat(30_000) + "!";
    let answer = bank.maker().post("offers", json!({"data": {"name": name}})).await;
    answer.faults(&[("/data/name", "wrong_form")]);
}

#[tokio::test]
async fn one_tenants_configuration_is_not_anothers() {
    let bank = Bank::open().await;
    bank.admin().put(PATH, schema()).await.is(200);
    let path = "/tenants/personal_loan/offers";
    bank.outsider().post(path, json!({"data": {"anything": true}})).await.is(201);
}

/// Definitions of which each asks the next one twice: 2^40 questions.
fn doubling() -> Value {
    let next = |n: i32| json!({"$ref": format!("#/$defs/a{}", n + 1)});
    let mut defs: serde_json::Map<_, _> =
        (0..40).map(|n| (format!("a{n}"), json!({"allOf": [next(n), next(n)]}))).collect();
    defs.insert("a40".to_owned(), json!({"type": "string"}));
    json!({"$ref": "#/$defs/a0", "$defs": defs})
}

#[tokio::test]
async fn a_schema_that_costs_too_much_is_refused_with_what_is_too_much() {
    let bank = Bank::open().await;
    let patterns = |count: usize, pattern: &str| -> Value {
        let each =
            (0..count).map(|n| (format!("p{n}"), json!({"pattern": format!("{pattern}{n}")})));
        json!({"properties": each.collect::<serde_json::Map<_, _>>()})
    };
    for (schema, at, what) in [
        (doubling(), "/schema", "more than 50000 values"),
        (json!({"allOf": [{"$ref": "#"}, {"$ref": "#"}]}), "/schema", "leads back"),
        (patterns(1_000, "^a"), "/schema", "1000 different patterns"),
        (patterns(200, r"\p{L}{20}"), "/schema/properties/p0/pattern", "bytes when it is compiled"),
    ] {
        let answer = bank.admin().put(PATH, json!({"schema": schema})).await;
        let answer = answer.faults(&[(at, "invalid_schema")]);
        let detail = answer["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.contains(what), "{detail}");
    }
    assert_eq!(bank.reader().get(PATH).await.is(200)["schema"], Value::Null);
}

#[tokio::test]
async fn data_that_would_take_too_long_to_check_is_refused() {
    let bank = Bank::open().await;
    let choices: Vec<_> = (0..2_300).map(|_| json!({"type": "string"})).collect();
    let schema = json!({"properties": {"list": {"items": {"anyOf": choices}}}});
    bank.admin().put(PATH, json!({"schema": schema})).await.is(200);
    let much = json!({"data": {"list": vec![1; 30_000]}});
    bank.maker().post("offers", much.clone()).await.faults(&[("/data", "too_complex")]);
    let offer = bank.maker().writes_offer(json!({"list": ["a", "b"]})).await;
    bank.maker().put(&offer.path(), much).await.faults(&[("/data", "too_complex")]);
    bank.maker().submits(&offer).await;
    let few = json!({"data": {"list": [1, 2]}});
    let wanted = [("/data/list/0", "not_valid"), ("/data/list/1", "not_valid")];
    bank.maker().post("offers", few).await.faults(&wanted);
}

#[tokio::test]
async fn a_tree_is_checked_to_its_leaves() {
    let bank = Bank::open().await;
    let node =
        json!({"required": ["n"], "properties": {"below": {"items": {"$ref": "#/$defs/node"}}}});
    let schema = json!({"$ref": "#/$defs/node", "$defs": {"node": node}});
    bank.admin().put(PATH, json!({"schema": schema})).await.is(200);
    let tree = json!({"n": 1, "below": [{"n": 2, "below": [{"n": 3}]}]});
    bank.maker().writes_offer(tree).await;
    let broken = json!({"data": {"n": 1, "below": [{"n": 2, "below": [{"m": 3}]}]}});
    let wanted = [("/data/below/0/below/0/n", "required")];
    bank.maker().post("offers", broken).await.faults(&wanted);
}

#[tokio::test]
async fn a_schema_from_before_that_costs_too_much_can_be_looked_at_and_replaced() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"n": 1})).await;
    let sql = "UPDATE offer_configs SET schema = $1, version = version + 1
               WHERE tenant_name = 'credit_card'";
    bank.sql().await.execute(sql, &[&doubling()]).await.unwrap();
    assert_eq!(bank.reader().get(PATH).await.is(200)["schema"], doubling());
    let body = json!({"data": {"n": 2}});
    bank.maker().post("offers", body.clone()).await.faults(&[("/data", "too_complex")]);
    let submit = format!("{}/submit", offer.path());
    bank.maker().post(&submit, None).await.faults(&[("/data", "too_complex")]);
    bank.admin().put(PATH, json!({"schema": {"required": ["n"]}})).await.is(200);
    bank.maker().post("offers", body).await.is(201);
    bank.maker().submits(&offer).await;
}
