//! Webhooks that fail: how long they are tried, and how they are switched off and on again.

use serde_json::{Value, json};

use crate::bank::{Bank, Hook, Reaction, Receiver};

/// Until everything was tried to the end; the clock goes on by what the log says.
async fn lets_time_pass(bank: &Bank, hook: &Hook) -> usize {
    let mut attempts = bank.delivers().await;
    while let Some(next) = bank.admin().sees_sent(hook).await[0]["next_attempt_at"].as_str() {
        bank.clock.set(next.parse().unwrap());
        let more = bank.delivers().await;
        attempts += more;
        if more == 0 {
            break;
        }
    }
    attempts
}

#[tokio::test]
async fn a_webhook_that_fails_for_three_days_is_switched_off_and_the_admins_hear_of_it() {
    let bank = Bank::open().await;
    let (dead, alive) = (Receiver::open().await, Receiver::open().await);
    dead.always(Reaction::Status(503));
    let hook = bank.admin().hooks(&dead, &["offer.submitted", "webhook.disabled"]).await;
    bank.admin().hooks(&alive, &["webhook.disabled"]).await;
    bank.admin().pings(&hook).await.is(202);
    let begun = bank.app.now();
    assert_eq!(lets_time_pass(&bank, &hook).await, 10 + 1, "and the news of it");
    let days = bank.app.now().duration_since(begun).as_secs_f64() / 86_400.0;
    assert!((3.1..3.9).contains(&days), "{days} days");

    let sent = bank.admin().sees_sent(&hook).await;
    assert_eq!(sent.len(), 1);
    assert_eq!((&sent[0]["state"], &sent[0]["attempts"]), (&json!("failed"), &json!(10)));
    assert!(sent[0]["finished_at"].is_string());
    let seen = bank.admin().sees_hook(&hook).await;
    assert_eq!((&seen["enabled"], &seen["disabled_reason"]), (&json!(false), &json!("failing")));
    assert_eq!(seen["version"], 2);
    let trail = bank.admin().get("audit-logs?action=disable").await.is(200);
    let row = &trail.items()[0];
    assert_eq!(
        (&row["actor"], &row["entity"], &row["to_status"], &row["changes"]),
        (&json!("system"), &json!("webhook"), &json!("disabled"), &json!({"reason": "failing"}))
    );
    assert_eq!(alive.kinds(), ["webhook.disabled"]);
    let wanted = json!({"tenant_name": "credit_card", "webhook_id": hook.id, "status": "disabled",
        "reason": "failing", "version": 2});
    assert_eq!(alive.last().body["data"], wanted);
    assert_eq!(dead.letters().len(), 10);
}

#[tokio::test]
async fn one_success_within_that_time_lets_it_stay_on() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    receiver.always(Reaction::Status(500));
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    bank.admin().pings(&hook).await.is(202);
    bank.delivers().await;
    bank.waits(2 * 24 * 3600);
    bank.delivers().await;
    receiver.will([Reaction::Status(204)]);
    bank.admin().pings(&hook).await.is(202);
    bank.delivers().await;
    for _ in 0..6 {
        bank.waits(12 * 3600);
        bank.delivers().await;
    }
    assert_eq!(bank.admin().sees_hook(&hook).await["enabled"], true);
    let failing = "SELECT failures::bigint FROM webhooks";
    assert!(bank.count(failing).await >= 2);
}

#[tokio::test]
async fn who_was_not_tried_for_days_has_not_failed_for_days() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    receiver.always(Reaction::Status(500));
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    bank.admin().pings(&hook).await.is(202);
    for _ in 0..4 {
        bank.delivers().await;
        bank.waits(5 * 24 * 3600);
    }
    assert_eq!(bank.admin().sees_hook(&hook).await["enabled"], true);
    bank.delivers().await;
    assert_eq!(bank.admin().sees_hook(&hook).await["enabled"], false);
}

#[tokio::test]
async fn gone_switches_a_webhook_off_at_once() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    receiver.will([Reaction::Status(410)]);
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    bank.admin().pings(&hook).await.is(202);
    assert_eq!(bank.delivers().await, 1);
    let seen = bank.admin().sees_hook(&hook).await;
    assert_eq!((&seen["enabled"], &seen["disabled_reason"]), (&json!(false), &json!("gone")));
    let sent = &bank.admin().sees_sent(&hook).await[0];
    assert_eq!((&sent["state"], &sent["next_attempt_at"]), (&json!("failed"), &Value::Null));
}

#[tokio::test]
async fn a_webhook_that_is_switched_on_again_gets_what_waits_and_begins_without_failures() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    for _ in 0..3 {
        bank.admin().pings(&hook).await.is(202);
    }
    // The others may be under way when the first comes back.
    receiver.always(Reaction::Status(410));
    bank.delivers().await;
    receiver.always(Reaction::Status(500));
    bank.admin().put(&hook.path(), json!({"enabled": true})).await.is(200);
    bank.admin().pings(&hook).await.is(202);
    bank.delivers().await;
    bank.admin().put(&hook.path(), json!({"enabled": false})).await.is(200);
    bank.waits(10);
    assert_eq!(bank.delivers().await, 0, "it is switched off");
    receiver.always(Reaction::Status(200));
    let on = bank.admin().put(&hook.path(), json!({"enabled": true})).await.is(200);
    assert_eq!(on["disabled_reason"], Value::Null);
    assert_eq!(bank.count("SELECT failures::bigint FROM webhooks").await, 0);
    assert!(bank.delivers().await >= 1);
    assert_eq!(bank.admin().sees_sent(&hook).await[0]["state"], "delivered");
}

#[tokio::test]
async fn who_asks_for_time_gets_it() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    for status in [429, 503] {
        let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
        bank.admin().pings(&hook).await.is(202);
        let later = Reaction::With(status, "retry-after", "600".to_owned(), String::new());
        receiver.will([later]);
        assert_eq!(bank.delivers().await, 1);
        bank.waits(599);
        assert_eq!(bank.delivers().await, 0);
        bank.waits(122);
        assert_eq!(bank.delivers().await, 1);
    }
}

#[tokio::test]
async fn a_webhook_that_nobody_answers_for_is_tried_again() {
    let bank = Bank::open().await;
    let receiver = Receiver::open().await;
    let url = receiver.url();
    drop(receiver);
    let body = json!({"url": url, "events": ["offer.submitted"]});
    let made = bank.admin().post("webhooks", body).await.is(201);
    let hook = Hook { id: made.number("webhook_id"), secret: String::new() };
    bank.admin().pings(&hook).await.is(202);
    while bank.delivers().await == 0 {}
    let sent = &bank.admin().sees_sent(&hook).await[0];
    assert_eq!((&sent["state"], &sent["last_status"]), (&json!("pending"), &Value::Null));
    assert!(sent["last_error"].as_str().unwrap().contains("connect"), "{sent}");
}
