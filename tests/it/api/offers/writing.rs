//! Writing, changing and deleting offers: who may, in which state, and what becomes of them.

use serde_json::{Value, json};

use super::STATES;
use crate::bank::{Bank, Offer};

#[tokio::test]
async fn a_new_offer_is_a_draft_with_everything_the_contract_lists() {
    let bank = Bank::open().await;
    let body = json!({"data": {"rate": 1.5, "name": "Élodie"}, "comments": "first"});
    let offer = bank.maker().post("offers", body).await.is(201);
    let id = offer.number("offer_id");
    let location = format!("/api/v1/tenants/credit_card/offers/{id}");
    assert_eq!(offer.header("location"), Some(location.as_str()));
    assert_eq!(offer.etag(), "\"1\"");
    for (field, value) in [
        ("tenant_name", json!("credit_card")),
        ("status", json!("draft")),
        ("data", json!({"rate": 1.5, "name": "Élodie"})),
        ("comments", json!("first")),
        ("created_by", json!("mary")),
        ("updated_by", json!("mary")),
        ("version", json!(1)),
        ("revises", Value::Null),
        ("submitted_by", Value::Null),
        ("decided_by", Value::Null),
        ("decided_at", Value::Null),
    ] {
        assert_eq!(offer[field], value, "{field}");
    }
    for field in ["created_at", "updated_at"] {
        let at = offer[field].as_str().unwrap();
        assert!(at.ends_with('Z') && at.parse::<jiff::Timestamp>().is_ok(), "{field}: {at}");
    }
    assert_eq!(offer.json.as_object().unwrap().len(), 14);
    assert_eq!(bank.reader().sees(&Offer { id }).await.json, offer.json);
}

#[tokio::test]
async fn admins_and_makers_write_and_nobody_else() {
    let bank = Bank::open().await;
    let body = || json!({"data": {}});
    bank.admin().post("offers", body()).await.is(201);
    bank.maker().post("offers", body()).await.is(201);
    bank.checker().post("offers", body()).await.problem(403, "forbidden");
    bank.reader().post("offers", body()).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_maker_edits_drafts_an_admin_all_that_is_not_approved_yet() {
    let bank = Bank::open().await;
    for state in STATES {
        for (who, name) in [(bank.maker(), "mary"), (bank.admin(), "ada"), (bank.checker(), "carl")]
        {
            let offer = bank.offer_in(state).await;
            let answer = who.put(&offer.path(), json!({"data": {"n": 2}})).await;
            match (name, state) {
                ("carl", _) | ("mary", "submitted" | "rejected") => {
                    drop(answer.problem(403, "forbidden"));
                }
                (_, "approved" | "retired") => drop(answer.problem(409, "invalid_transition")),
                _ => assert_eq!(answer.is(200)["status"], "draft", "{name} {state}"),
            }
        }
    }
}

#[tokio::test]
async fn a_put_changes_what_it_names_and_replaces_data_whole() {
    let bank = Bank::open().await;
    let body = json!({"data": {"a": 1, "b": 2}, "comments": "one"});
    let id = bank.maker().post("offers", body).await.is(201).number("offer_id");
    let path = format!("offers/{id}");
    let changed = bank.admin().put(&path, json!({"data": {"a": 3}})).await.is(200);
    assert_eq!((&changed["data"], &changed["comments"]), (&json!({"a": 3}), &json!("one")));
    assert_eq!((&changed["created_by"], &changed["updated_by"]), (&json!("mary"), &json!("ada")));
    let changed = bank.maker().put(&path, json!({"comments": "two"})).await.is(200);
    assert_eq!((&changed["data"], &changed["comments"]), (&json!({"a": 3}), &json!("two")));
    assert_eq!(changed["version"], 3);
    bank.maker().put(&path, json!({"data": null})).await.faults(&[("/data", "wrong_type")]);
    for (field, code) in [
        ("status", "not_allowed"),
        ("version", "wrong_type"),
        ("offer_id", "wrong_type"),
        ("created_by", "read_only"),
        ("makers", "unknown_field"),
    ] {
        let answer = bank.maker().put(&path, json!({field: "x"})).await;
        answer.faults(&[(&format!("/{field}"), code)]);
    }
}

#[tokio::test]
async fn an_edit_with_the_version_of_yesterday_is_refused() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"n": 1})).await;
    let etag = bank.reader().sees(&offer).await.etag();
    let changed = bank.maker().put(&offer.path(), json!({"data": {"n": 2}})).await.is(200);
    assert_eq!(changed.number("version"), 2);
    let late = bank.maker().with("if-match", etag);
    late.put(&offer.path(), json!({"data": {"n": 3}})).await.problem(412, "precondition_failed");
    assert_eq!(bank.reader().sees(&offer).await["data"], json!({"n": 2}));
}

#[tokio::test]
async fn every_fault_of_a_body_is_told_at_once() {
    let bank = Bank::open().await;
    let body = json!({"data": 7, "comments": "", "colour": "red"});
    let wanted =
        [("/data", "wrong_type"), ("/comments", "too_short"), ("/colour", "unknown_field")];
    bank.maker().post("offers", body).await.faults(&wanted);
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 0);
}

#[tokio::test]
async fn a_deleted_offer_is_gone_but_for_its_trail() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    for who in [bank.maker(), bank.checker(), bank.reader()] {
        who.delete(&offer.path()).await.problem(403, "forbidden");
    }
    bank.admin().delete(&offer.path()).await.is(204);
    assert_eq!(bank.reader().get("offers").await.is(200).items(), [] as [Value; 0]);
    for path in [offer.path(), format!("{}/comments", offer.path())] {
        bank.admin().get(&path).await.problem(404, "not_found");
    }
    for step in ["submit", "approve", "reject", "retire", "revise", "reopen", "withdraw"] {
        bank.admin().tries(step, &offer).await.problem(404, "not_found");
    }
    bank.admin().put(&offer.path(), json!({"data": {}})).await.problem(404, "not_found");
    bank.admin().delete(&offer.path()).await.problem(404, "not_found");
    let trail = bank.checker().get(&format!("{}/audit-logs", offer.path())).await.is(200);
    let done = trail.items().iter().filter(|row| row["outcome"] == "done");
    let actions: Vec<_> = done.map(|row| row["action"].clone()).collect();
    assert_eq!(actions, ["delete", "create"]);
}

#[tokio::test]
async fn an_offer_that_a_running_campaign_uses_cannot_be_deleted() {
    let bank = Bank::open().await;
    for state in STATES {
        for campaign in ["draft", "scheduled", "active", "paused", "completed", "cancelled"] {
            let offer = bank.offer_in(state).await;
            bank.campaign_of(&offer, campaign).await;
            let held = matches!(state, "approved" | "retired")
                && matches!(campaign, "scheduled" | "active" | "paused");
            let answer = bank.admin().delete(&offer.path()).await;
            if held {
                answer.problem(409, "offer_in_use");
                bank.reader().sees(&offer).await;
            } else {
                answer.is(204);
            }
        }
    }
}

#[tokio::test]
async fn ids_that_cannot_exist_or_are_written_in_another_way_are_not_found() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let others = [format!("0{}", offer.id), format!("+{}", offer.id), format!("%3{}", offer.id)];
    assert!(offer.id < 10);
    for id in ["0", "-1", "abc", "1.5", "9223372036854775807", "9223372036854775808", "1e3", "%00"]
        .into_iter()
        .chain(others.iter().map(String::as_str))
    {
        bank.admin().get(&format!("offers/{id}")).await.problem(404, "not_found");
        bank.admin().delete(&format!("offers/{id}")).await.problem(404, "not_found");
        bank.admin().post(&format!("offers/{id}/submit"), None).await.problem(404, "not_found");
    }
}
