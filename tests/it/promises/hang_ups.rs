//! Clients that hang up: wherever a request is left alone, what it was to change is as before or as after, and the same
//! request goes through the next time.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use serde_json::{Value, json};
use tokio::time::sleep;

use super::process::Settings;
use super::{Dice, Process, promise, scale};
use crate::bank::{Bank, Caller, TENANT, customer};

/// A change, and a look at all that it touches, as one text.
struct Change {
    caller: Caller,
    path: String,
    body: Option<Value>,
    look: String,
}

/// Goes on with `work` so many times, and leaves it then.
async fn going_on<F: Future>(work: F, times: usize) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

const TRAIL: &str =
    "(SELECT coalesce(string_agg(entity || ' ' || action, ',' ORDER BY id), '') FROM audit_logs
                     WHERE entity = 'offer' AND outcome = 'done' AND entity_id = ANY ('{IDS}'))";

fn trail(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    TRAIL.replace("IDS", &ids.join(","))
}

/// Approving a revision: two offers change, with a remark and an audit row each.
async fn approval(bank: &Bank) -> Change {
    let old = bank.approved_offer().await;
    let new = bank.maker().revises(&old).await;
    bank.maker().submits(&new).await;
    let ids = [old.id, new.id];
    let look = format!(
        "SELECT (SELECT string_agg(status || ' ' || version, ',' ORDER BY offer_id) FROM offers
                 WHERE offer_id IN ({}, {}))
             || ' ' || (SELECT count(*) FROM offer_comments WHERE offer_id = {}) || ' ' || {}",
        old.id,
        new.id,
        new.id,
        trail(&ids)
    );
    let path = format!("{}/approve", new.path());
    Change { caller: bank.checker(), path, body: Some(json!({"comments": "yes"})), look }
}

/// Retiring an offer pauses its campaigns.
async fn retirement(bank: &Bank) -> Change {
    let campaign = bank.runs_campaign(0).await;
    let look = format!(
        "SELECT (SELECT status || ' ' || version FROM offers WHERE offer_id = {})
             || ' ' || (SELECT status::text FROM campaigns WHERE campaign_id = {})
             || ' ' || (SELECT count(*) FROM audit_logs WHERE (entity, entity_id, action)
                        IN (('offer', '{}', 'retire'), ('campaign', '{}', 'pause')))",
        campaign.offer_id, campaign.id, campaign.offer_id, campaign.id
    );
    let path = format!("offers/{}/retire", campaign.offer_id);
    Change { caller: bank.admin(), path, body: None, look }
}

/// A report that opts a customer out: audience row, customer, audit rows.
async fn opt_out(bank: &Bank, number: u32) -> Change {
    let campaign = bank.runs_campaign(0).await;
    bank.wins_customers(number..=number).await;
    bank.adds_to(&campaign, number..=number).await;
    let look = format!(
        "SELECT (SELECT delivery_status || ' ' || seen FROM campaign_customers WHERE campaign_id = {})
             || ' ' || (SELECT opted_out || ' ' || version FROM customers WHERE customer_id = '{}')
             || ' ' || (SELECT count(*) FROM audit_logs WHERE entity_id = '{}')",
        campaign.id,
        customer(number),
        customer(number)
    );
    let body = json!([campaign.item(number, "unsubscribed")]);
    let path = "/system/campaigns/update-delivery-status".to_owned();
    Change { caller: bank.sender().await, path, body: Some(body), look }
}

async fn change(bank: &Bank, number: usize) -> Change {
    match number % 3 {
        0 => approval(bank).await,
        1 => retirement(bank).await,
        _ => opt_out(bank, u32::try_from(number).unwrap()).await,
    }
}

async fn state(bank: &Bank, change: &Change) -> String {
    bank.sql().await.query_one(&change.look, &[]).await.unwrap().get(0)
}

/// One change of this kind that is left alone nowhere: as before, as after, and how often it was gone on with at most.
async fn whole(bank: &Bank, number: usize) -> (String, String) {
    let change = change(bank, number).await;
    let before = state(bank, &change).await;
    change.caller.post(&change.path, change.body.clone()).await.is(200);
    (before, state(bank, &change).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_left_alone_anywhere_leaves_the_state_before_or_after() {
    let promise = promise!(18);
    let (bank, rounds) = (Bank::open().await, scale(1, 25));
    let (mut number, mut left_alone, mut undone) = (1_000, 0, 0);
    for kind in 0..3 {
        let (before, after) = whole(&bank, 3 * 1_000_000 + kind).await;
        assert_ne!(before, after);
        for _ in 0..rounds {
            for times in 0.. {
                number += 3;
                let change = change(&bank, number - number % 3 + kind).await;
                let asking = change.caller.post(&change.path, change.body.clone());
                let answer = going_on(asking, times).await;
                let found = state(&bank, &change).await;
                assert!(found == before || found == after, "{times}: {found}");
                if let Some(answer) = answer {
                    answer.is(200);
                    break;
                }
                left_alone += 1;
                undone += usize::from(found == before);
                // What was left alone holds nothing up; done already is done.
                let again = change.caller.post(&change.path, change.body).await;
                assert!(matches!(again.status.as_u16(), 200 | 409), "{}", again.text());
                let sql = change.look;
                let found: String = bank.sql().await.query_one(&sql, &[]).await.unwrap().get(0);
                assert_eq!(found, after, "{times}");
            }
        }
    }
    assert!(undone > 0 && left_alone > 10, "{undone} of {left_alone}");
    promise.kept(
        format!("3 changes of several rows, left alone at each of their waits: {left_alone} times"),
        format!("{undone} as before, the others as after, none between; repeats go through"),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_hang_up_at_random_moments_leave_offers_whole() {
    let promise = promise!(18);
    let (bank, rounds) = (Bank::open().await, scale(60, 3_000));
    let node = Process::serve(&Settings::of(&bank).with("PROFFER_NO_WORKER", "true")).await;
    let carl = node.wire(bank.token("carl"));
    let mut dice = Dice::new();
    for offer in bank.submitted_offers(i32::try_from(rounds).unwrap()).await {
        let path = format!("/tenants/{TENANT}/offers/{offer}/approve");
        let body = json!({"comments": "yes"}).to_string();
        let stream = carl.sends(&carl.text("POST", &path, Some(&body))).await.unwrap();
        sleep(dice.micros(9_000)).await;
        drop(stream);
    }
    // What is still at work ends before the process does.
    assert!(node.stops().await.success());
    let states = "SELECT DISTINCT status || ' ' || version || ' ' || coalesce(decided_by, '-')
        || ' ' || (SELECT count(*) FROM audit_logs a WHERE a.entity = 'offer' AND a.entity_id = o.offer_id::text)
        || ' ' || (SELECT count(*) FROM offer_comments c WHERE c.offer_id = o.offer_id) FROM offers o ORDER BY 1";
    let rows = bank.sql().await.query(states, &[]).await.unwrap();
    let states: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let whole = ["approved 2 carl 1 1", "submitted 1 - 0 0"];
    assert!(states.iter().all(|state| whole.contains(&state.as_str())), "{states:?}");
    let approved = bank.count("SELECT count(*) FROM offers WHERE status = 'approved'").await;
    promise.kept(
        format!("{rounds} connections closed 0–9 ms after an approval was sent"),
        format!("{approved} approved with row and remark, the rest untouched"),
    );
}
