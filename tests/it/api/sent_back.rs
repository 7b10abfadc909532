//! A `PUT` of the object that `GET` gave: read-only fields may stand in it, as long as they say what is there.

use serde_json::{Value, json};

use crate::bank::{Bank, Caller};

/// Somebody who may change the object, its path, a change of it, and a read-only field with a value of the right type.
async fn objects(bank: &Bank) -> Vec<(Caller, String, Value, &'static str, Value)> {
    let (root, ada) = (bank.super_admin(), bank.admin());
    let offer = bank.maker().writes_offer(json!({"rate": 1.10})).await;
    let campaign = bank.campaign(json!({})).await;
    let hook = json!({"url": "https://hooks.example/", "events": ["offer.approved"]});
    let hook = ada.post("webhooks", hook).await.is(201).number("webhook_id");
    let customer = json!({"full_name": "Ana", "external_id": "A-1", "attributes": {"rate": 1.50}});
    let customer = root.post("/customers", customer).await.is(201);
    let customer = format!("/customers/{}", customer["customer_id"].as_str().unwrap());
    let old = json!("2001-01-01T00:00:00Z");
    let schema = json!({"schema": {"type": "object"}});
    vec![
        (
            root.clone(),
            "/sa/tenants/credit_card".into(),
            json!({"four_eyes": true}),
            "name",
            json!("x"),
        ),
        (
            root.clone(),
            "/sa/users/rita".into(),
            json!({"full_name": "R"}),
            "created_at",
            old.clone(),
        ),
        (bank.maker(), offer.path(), json!({"data": {"rate": 2}}), "status", json!("approved")),
        (
            bank.maker(),
            campaign.path(),
            json!({"name": "Autumn"}),
            "audience",
            json!({"state": "built", "size": 7, "control": null, "built_at": null}),
        ),
        (
            ada.clone(),
            format!("webhooks/{hook}"),
            json!({"enabled": false}),
            "created_by",
            json!("eve"),
        ),
        (ada, "offer-config".into(), schema, "version", json!(7)),
        (root, customer, json!({"segment": "premium"}), "external_id", json!("A-2")),
    ]
}

fn with(mut object: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        object[name] = value.clone();
    }
    object
}

#[tokio::test]
async fn what_get_gave_can_be_put_with_its_changes() {
    let bank = Bank::open().await;
    for (caller, path, change, _, _) in objects(&bank).await {
        let seen = caller.get(&path).await.is(200);
        caller.put(&path, seen.json.clone()).await.is(200);
        let seen = caller.get(&path).await.is(200);
        let changed = caller.put(&path, with(seen.json.clone(), &change)).await.is(200);
        for (name, value) in change.as_object().unwrap() {
            assert_eq!(&changed[name.as_str()], value, "{path}");
        }
    }
}

#[tokio::test]
async fn another_value_of_a_read_only_field_is_a_fault() {
    let bank = Bank::open().await;
    for (caller, path, change, field, other) in objects(&bank).await {
        let seen = caller.get(&path).await.is(200);
        let mut body = with(seen.json.clone(), &change);
        body[field] = other;
        let refused = caller.put(&path, body.clone()).await;
        if field == "version" {
            refused.problem(409, "version_mismatch");
        } else {
            refused.faults(&[(&format!("/{field}"), "read_only")]);
            // Without the version it is one all the same.
            body.as_object_mut().unwrap().remove("version");
            let refused = caller.put(&path, body).await;
            refused.faults(&[(&format!("/{field}"), "read_only")]);
        }
        assert_eq!(caller.get(&path).await.is(200).json, seen.json, "{path}");
    }
}

#[tokio::test]
async fn an_old_copy_is_refused_by_its_version_alone() {
    let bank = Bank::open().await;
    for (caller, path, change, field, other) in objects(&bank).await {
        let seen = caller.get(&path).await.is(200);
        caller.put(&path, change).await.is(200);
        caller.put(&path, seen.json.clone()).await.problem(409, "version_mismatch");
        let mut body = seen.json.clone();
        body[field] = other;
        caller.put(&path, body).await.problem(409, "version_mismatch");
        let bare = json!({"version": seen["version"], "schema": null});
        let bare = if path == "offer-config" { bare } else { json!({"version": seen["version"]}) };
        caller.put(&path, bare).await.problem(409, "version_mismatch");
        caller.put(&path, json!({"no_such": 1})).await.problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn an_old_copy_of_a_customer_resubscribes_nobody() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let new = json!({"full_name": "Ana", "external_id": "A-1"});
    let ana = root.post("/customers", new).await.is(201);
    let path = format!("/customers/{}", ana["customer_id"].as_str().unwrap());
    root.put(&path, json!({"opted_out": true})).await.is(200);
    root.put(&path, ana.json.clone()).await.problem(409, "version_mismatch");
    let unnamed = json!({"external_id": "A-1", "opted_out": false});
    root.put(&path, unnamed).await.problem(409, "version_mismatch");
    assert_eq!(root.get(&path).await.is(200)["opted_out"], true);
    let named = json!({"external_id": "A-1", "opted_out": false, "version": 2});
    assert_eq!(root.put(&path, named).await.is(200)["opted_out"], false);
    root.put(&path, json!({"opted_out": false})).await.is(200);
}
