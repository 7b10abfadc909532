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
