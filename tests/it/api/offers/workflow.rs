//! The way through approval: every edge of the contract's picture, and that there is no other.

use axum::http::Method;
use serde_json::{Value, json};

use super::STATES;
use crate::bank::{Answer, Bank, Caller, Offer};

const STEPS: [&str; 8] =
    ["submit", "withdraw", "reopen", "approve", "reject", "retire", "revise", "edit"];

/// The contract's picture: where a step leads to, from where it can be taken.
fn leads_to(state: &'static str, step: &str) -> Option<&'static str> {
    match (step, state) {
        ("submit", "draft") => Some("submitted"),
        ("withdraw", "submitted") | ("reopen", "rejected") => Some("draft"),
        ("approve", "submitted") => Some("approved"),
        ("reject", "submitted") => Some("rejected"),
        ("retire", "approved") => Some("retired"),
        ("edit", "draft" | "submitted" | "rejected") => Some("draft"),
        // It stays as it is: the new draft is another offer.
        ("revise", "approved" | "rejected" | "retired") => Some(state),
        _ => None,
    }
}

async fn takes(who: &Caller, step: &str, offer: &Offer) -> Answer {
    match step {
        "edit" => who.put(&offer.path(), json!({"data": {"n": 2}})).await,
        step => who.tries(step, offer).await,
    }
}

#[tokio::test]
async fn the_picture_has_these_edges_and_no_other() {
    let bank = Bank::open().await;
    for state in STATES {
        for step in STEPS {
            let offer = bank.offer_in(state).await;
            let before = bank.reader().sees(&offer).await;
            let answer = takes(&bank.admin(), step, &offer).await;
            let after = bank.reader().sees(&offer).await;
            match leads_to(state, step) {
                Some(_) if step == "revise" => {
                    answer.is(201);
                    assert_eq!(after.json, before.json, "{state} {step}");
                }
                Some(to) => {
                    let answer = answer.is(200);
                    assert_eq!(answer["status"], to, "{state} {step}");
                    assert_eq!(answer.number("version"), before.number("version") + 1);
                    assert_eq!(answer.etag(), after.etag());
                    assert_eq!(answer.json, after.json, "{state} {step}");
                }
                None => {
                    let answer = answer.problem(409, "invalid_transition");
                    let detail = answer["detail"].as_str().unwrap();
                    assert!(detail.contains(state), "{state} {step}: {detail}");
                    assert_eq!(after.json, before.json, "{state} {step}");
                }
            }
        }
    }
}

#[tokio::test]
async fn who_submitted_and_who_decided_is_kept() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let submitted = bank.admin().submits(&offer).await;
    assert_eq!(submitted["submitted_by"], "ada");
    assert_eq!(submitted["decided_by"], Value::Null);
    let approved = bank.checker().approves(&offer).await;
    assert_eq!(approved["created_by"], "mary");
    assert_eq!(approved["submitted_by"], "ada");
    assert_eq!(approved["decided_by"], "carl");
    assert_eq!(approved["updated_by"], "carl");
    let decided_at: jiff::Timestamp = approved["decided_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(decided_at, bank.clock.now());
}

#[tokio::test]
async fn what_was_decided_on_is_what_was_shown() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("submitted").await;
    let shown = bank.checker().sees(&offer).await.number("version");
    bank.admin().put(&offer.path(), json!({"data": {"n": 9}})).await.is(200);
    bank.maker().submits(&offer).await;
    for step in ["approve", "reject"] {
        let path = format!("{}/{step}", offer.path());
        let body = json!({"version": shown});
        bank.checker().post(&path, body).await.problem(409, "version_mismatch");
        let stale = bank.checker().with("if-match", format!("\"{shown}\""));
        stale.post(&path, None).await.problem(412, "precondition_failed");
    }
    let now = bank.checker().sees(&offer).await;
    assert_eq!(now["status"], "submitted");
    let body = json!({"version": now.number("version"), "comments": "fine"});
    let fresh = bank.checker().with("if-match", now.etag());
    let approved = fresh.post(&format!("{}/approve", offer.path()), body).await.is(200);
    assert_eq!(approved["comments"], "fine");
    assert_eq!(approved["data"], json!({"n": 9}));
}

#[tokio::test]
async fn the_body_of_a_step_is_optional_and_checked() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("submitted").await;
    let path = format!("{}/approve", offer.path());
    let checker = bank.checker();
    checker.post(&path, json!({"comment": "x"})).await.faults(&[("/comment", "unknown_field")]);
    checker.post(&path, json!({"version": "1"})).await.faults(&[("/version", "wrong_type")]);
    checker.post(&path, json!([])).await.faults(&[("", "wrong_type")]);
    let broken = checker.send_as(Method::POST, &path, "application/json", "{").await;
    broken.problem(400, "bad_request");
    checker.post(&path, json!({})).await.is(200);
}

#[tokio::test]
async fn a_revision_is_a_new_draft_and_takes_the_olds_place_when_it_is_approved() {
    let bank = Bank::open().await;
    let old = bank.offer_in("approved").await;
    let active = bank.campaign_of(&old, "active").await;
    let new = bank.maker().revises(&old).await;
    let draft = bank.reader().sees(&new).await;
    assert_eq!(draft["status"], "draft");
    assert_eq!(draft["revises"], old.id);
    assert_eq!(draft["data"], bank.reader().sees(&old).await["data"]);
    assert_eq!(draft["version"], 1);
    bank.maker().put(&new.path(), json!({"data": {"n": 2}})).await.is(200);
    bank.maker().submits(&new).await;
    assert_eq!(bank.reader().sees(&old).await["status"], "approved");
    bank.checker().approves(&new).await;
    let old = bank.reader().sees(&old).await;
    assert_eq!((&old["status"], &old["data"]), (&json!("retired"), &json!({"n": 1})));
    // Campaigns that use it go on.
    assert_eq!(bank.campaign_status(active).await, "active");
}

#[tokio::test]
async fn of_two_revisions_the_one_approved_later_leaves_the_retired_offer_alone() {
    let bank = Bank::open().await;
    let old = bank.offer_in("approved").await;
    let (one, two) = (bank.maker().revises(&old).await, bank.maker().revises(&old).await);
    for new in [&one, &two] {
        bank.maker().submits(new).await;
        bank.checker().approves(new).await;
    }
    let retired = bank.reader().sees(&old).await;
    assert_eq!((&retired["status"], &retired["version"]), (&json!("retired"), &json!(4)));
}

#[tokio::test]
async fn retiring_by_hand_pauses_the_active_campaigns_of_the_offer() {
    let bank = Bank::open().await;
    let (offer, other) = (bank.offer_in("approved").await, bank.offer_in("approved").await);
    let states = ["draft", "scheduled", "active", "paused", "completed", "cancelled"];
    let mut campaigns = Vec::new();
    for state in states {
        campaigns.push((state, bank.campaign_of(&offer, state).await));
    }
    let untouched = bank.campaign_of(&other, "active").await;
    bank.admin().retires(&offer).await;
    for (state, campaign) in campaigns {
        let wanted = if state == "active" { "paused" } else { state };
        assert_eq!(bank.campaign_status(campaign).await, wanted);
        let rows = format!(
            "SELECT count(*) FROM audit_logs WHERE entity = 'campaign' AND entity_id = '{campaign}'
             AND from_status = 'active' AND to_status = 'paused' AND actor = 'ada'"
        );
        assert_eq!(bank.count(&rows).await, i64::from(state == "active"));
    }
    assert_eq!(bank.campaign_status(untouched).await, "active");
}
