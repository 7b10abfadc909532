//! A campaign's states: every edge of the contract, every other one refused, and what each state allows.

use serde_json::json;

use crate::bank::{Bank, Planned, plan_with};

const STATES: [&str; 6] = ["draft", "scheduled", "active", "paused", "completed", "cancelled"];

/// The contract's edges.
const EDGES: [(&str, &str); 12] = [
    ("draft", "scheduled"),
    ("draft", "active"),
    ("draft", "cancelled"),
    ("scheduled", "active"),
    ("scheduled", "draft"),
    ("scheduled", "cancelled"),
    ("active", "paused"),
    ("paused", "active"),
    ("active", "completed"),
    ("active", "cancelled"),
    ("paused", "completed"),
    ("paused", "cancelled"),
];

/// A campaign in this state, by way of the API.
async fn campaign_in(bank: &Bank, state: &str) -> Planned {
    let campaign = bank.campaign(json!({})).await;
    let steps: &[&str] = match state {
        "draft" => &[],
        "paused" => &["active", "paused"],
        "completed" => &["active", "completed"],
        _ => &[state],
    };
    for step in steps {
        bank.admin().makes(&campaign, step).await;
    }
    campaign
}

#[tokio::test]
async fn exactly_the_edges_of_the_contract_are_open() {
    let bank = Bank::open().await;
    for from in STATES {
        for to in STATES {
            let campaign = campaign_in(&bank, from).await;
            let before = bank.reader().sees_campaign(&campaign).await;
            let answer = bank.admin().changes(&campaign, json!({"status": to})).await;
            if from == to {
                assert_eq!(answer.is(200).json, before.json, "{from} again");
            } else if EDGES.contains(&(from, to)) {
                let answer = answer.is(200);
                assert_eq!(answer["status"], to);
                assert_eq!(answer.number("version"), before.number("version") + 1);
            } else {
                let refused = answer.problem(409, "invalid_transition");
                assert!(refused["detail"].as_str().unwrap().contains(from), "{from} to {to}");
            }
        }
    }
}

#[tokio::test]
async fn leaving_draft_takes_an_approved_offer() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let campaign = bank.maker().writes_campaign(plan_with(&offer, json!({}))).await;
    for status in ["scheduled", "active"] {
        let body = json!({"status": status});
        bank.admin().changes(&campaign, body).await.problem(409, "offer_not_approved");
    }
    bank.admin().processes(&campaign).await.problem(409, "offer_not_approved");
    bank.maker().submits(&offer).await;
    bank.checker().approves(&offer).await;
    bank.admin().makes(&campaign, "scheduled").await;
    let hasty = bank.maker().writes_offer(json!({})).await;
    let body = json!({"offer_id": hasty.id});
    bank.admin().changes(&campaign, body).await.problem(409, "offer_not_approved");

    let dropped = bank.maker().writes_campaign(plan_with(&hasty, json!({}))).await;
    bank.admin().makes(&dropped, "cancelled").await;
}

#[tokio::test]
async fn empty_criteria_are_for_drafts_only() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({"selection_criteria": {}})).await;
    for status in ["scheduled", "active"] {
        let body = json!({"status": status});
        bank.admin().changes(&campaign, body).await.problem(409, "criteria_empty");
    }
    bank.admin().processes(&campaign).await.problem(409, "criteria_empty");
    let body = json!({"selection_criteria": {"everyone": true}, "status": "scheduled"});
    bank.admin().changes(&campaign, body).await.is(200);
    let body = json!({"selection_criteria": {}});
    bank.admin().changes(&campaign, body).await.problem(409, "criteria_empty");
}

#[tokio::test]
async fn whom_it_is_for_changes_before_it_runs_only() {
    let bank = Bank::open().await;
    let other = bank.approved_offer().await;
    let changes = [
        json!({"offer_id": other.id}),
        json!({"selection_criteria": {"segment": "mass"}}),
        json!({"control_percent": 5}),
    ];
    for state in STATES {
        for body in &changes {
            let campaign = campaign_in(&bank, state).await;
            let answer = bank.admin().changes(&campaign, body.clone()).await;
            match state {
                "draft" | "scheduled" => answer.is(200),
                _ => answer.problem(409, "invalid_transition"),
            };
        }
    }
}

#[tokio::test]
async fn what_stays_the_same_may_be_sent_in_any_state() {
    let bank = Bank::open().await;
    for state in STATES {
        let campaign = campaign_in(&bank, state).await;
        let seen = bank.reader().sees_campaign(&campaign).await;
        let mut body = json!({});
        for field in [
            "offer_id",
            "name",
            "description",
            "selection_criteria",
            "control_percent",
            "start_date",
            "end_date",
            "status",
        ] {
            body[field] = seen[field].clone();
        }
        let answer = bank.admin().changes(&campaign, body).await.is(200);
        assert_eq!(answer.json, seen.json, "{state}");
    }
}

#[tokio::test]
async fn the_customers_are_picked_in_any_state_but_the_last_two() {
    let bank = Bank::open().await;
    for state in STATES {
        let campaign = campaign_in(&bank, state).await;
        let answer = bank.admin().processes(&campaign).await;
        match state {
            "completed" | "cancelled" => answer.problem(409, "invalid_transition"),
            _ => answer.is(202),
        };
    }
}

#[tokio::test]
async fn retiring_an_offer_by_hand_pauses_its_campaigns_and_a_successor_does_not() {
    let bank = Bank::open().await;
    let offer = bank.approved_offer().await;
    let campaign = bank.maker().writes_campaign(plan_with(&offer, json!({}))).await;
    bank.admin().makes(&campaign, "active").await;
    let revision = bank.maker().revises(&offer).await;
    bank.maker().submits(&revision).await;
    bank.checker().approves(&revision).await;
    assert_eq!(bank.reader().sees(&offer).await["status"], "retired");
    assert_eq!(bank.reader().sees_campaign(&campaign).await["status"], "active");

    let second = bank.maker().writes_campaign(plan_with(&revision, json!({}))).await;
    bank.admin().makes(&second, "active").await;
    bank.admin().retires(&revision).await;
    assert_eq!(bank.reader().sees_campaign(&second).await["status"], "paused");
    assert_eq!(bank.trail_of(&second).await, ["create", "start", "pause"]);
}
