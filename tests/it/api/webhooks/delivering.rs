//! How events get to where they belong: signed, at least once, whoever dies on the way.

use proffer::webhooks::dispatcher;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::bank::{Bank, Hook, Reaction, Receiver};

/// A bank whose webhook has so many pings to come.
async fn with_pings(count: usize) -> (Bank, Receiver, Hook) {
    let (bank, receiver) = (Bank::open().await, Receiver::open().await);
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    for _ in 0..count {
        bank.admin().pings(&hook).await.is(202);
    }
    (bank, receiver, hook)
}

#[tokio::test]
async fn a_delivery_is_what_standard_webhooks_says() {
    let (bank, receiver) = (Bank::open().await, Receiver::open().await);
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    let offer = bank.maker().writes_offer(json!({"title": "Größe"})).await;
    bank.maker().submits(&offer).await;
    assert_eq!(bank.delivers().await, 1);
    let letter = receiver.last();
    assert_eq!(letter.path, "/hooks");
    assert_eq!(letter.header("content-type"), "application/json");
    assert!(letter.header("user-agent").starts_with("proffer/"));
    assert_eq!(letter.header("webhook-timestamp"), bank.app.now().as_second().to_string());
    assert!(letter.is_signed_with(&hook.secret) && letter.signatures().len() == 1);
    assert!(!letter.is_signed_with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")); // Known to everybody: not a secret.
    let names: Vec<_> = letter.body.as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(letter.body["timestamp"], json!(bank.app.now()));
    assert_eq!(letter.body["data"]["offer_id"], offer.id);
    let sent = &bank.admin().sees_sent(&hook).await[0];
    for (field, value) in [
        ("event_id", json!(letter.id())),
        ("event", json!("offer.submitted")),
        ("state", json!("delivered")),
        ("attempts", json!(1)),
        ("last_status", json!(200)),
        ("last_error", Value::Null),
        ("next_attempt_at", Value::Null),
        ("finished_at", json!(bank.app.now())),
    ] {
        assert_eq!(sent[field], value, "{field}");
    }
    assert_eq!(bank.delivers().await, 0);
}

#[tokio::test]
async fn a_failure_is_tried_again_with_the_same_id_and_body_and_a_new_signature() {
    let (bank, receiver, hook) = with_pings(1).await;
    let answer =
        Reaction::With(500, "x-any", "x".to_owned(), format!("sorry\0{}", "y".repeat(5000)));
    receiver.will([answer]);
    assert_eq!(bank.delivers().await, 1);
    let sent = bank.admin().sees_sent(&hook).await[0].clone();
    assert_eq!((&sent["state"], &sent["last_status"]), (&json!("pending"), &json!(500)));
    assert_eq!(sent["last_error"], "the answer was 500");
    let response = sent["last_response"].as_str().unwrap();
    assert!(response.starts_with("sorry\u{fffd}yyy") && response.chars().count() == 1024);
    bank.waits(4);
    assert_eq!(bank.delivers().await, 0, "not before its time");
    bank.waits(2);
    assert_eq!(bank.delivers().await, 1);
    let letters = receiver.letters();
    assert_eq!((letters[0].id(), &letters[0].text), (letters[1].id(), &letters[1].text));
    assert_ne!(letters[0].header("webhook-timestamp"), letters[1].header("webhook-timestamp"));
    assert!(letters.iter().all(|letter| letter.is_signed_with(&hook.secret)));
    let sent = &bank.admin().sees_sent(&hook).await[0];
    assert_eq!((&sent["state"], &sent["attempts"]), (&json!("delivered"), &json!(2)));
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_not_followed() {
    let (bank, receiver, hook) = with_pings(1).await;
    let elsewhere = Receiver::open().await;
    for status in [301, 302, 303, 307, 308] {
        receiver.will([Reaction::With(status, "location", elsewhere.url(), String::new())]);
        assert_eq!(bank.delivers().await, 1);
        let sent = bank.admin().sees_sent(&hook).await[0].clone();
        assert_eq!((&sent["state"], &sent["last_status"]), (&json!("pending"), &json!(status)));
        bank.waits(3 * 24 * 3600);
    }
    assert_eq!(elsewhere.letters().len(), 0);
}

#[tokio::test]
async fn of_several_dispatchers_each_event_is_sent_by_one() {
    let (bank, receiver, _) = with_pings(30).await;
    let other = bank.restarted(crate::bank::SECRET, None);
    let (one, two) = tokio::join!(dispatcher::run_due(&bank.app), dispatcher::run_due(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 30);
    let mut ids: Vec<_> = receiver.letters().iter().map(|it| it.id().to_owned()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 30);
}

#[tokio::test]
async fn what_was_committed_is_delivered_though_the_program_died_then() {
    let (bank, receiver) = (Bank::open().await, Receiver::open().await);
    bank.admin().hooks(&receiver, &["offer.approved"]).await;
    let offer = bank.approved_offer().await;
    let after = bank.restarted(crate::bank::SECRET, None);
    assert_eq!(dispatcher::run_due(&after).await.unwrap(), 1);
    assert_eq!(receiver.last().body["data"]["offer_id"], offer.id);
}

#[tokio::test]
async fn a_delivery_whose_process_was_killed_goes_on_after_the_lease() {
    let (bank, receiver, hook) = with_pings(1).await;
    receiver.will([Reaction::Holds]);
    let app = bank.app.clone();
    let first = tokio::spawn(async move { dispatcher::run_due(&app).await });
    receiver.gets(1).await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    assert_eq!(bank.delivers().await, 0, "the lease is not over");
    bank.waits(61);
    assert_eq!(bank.delivers().await, 1);
    let letters = receiver.letters();
    assert_eq!((letters.len(), letters[0].id()), (2, letters[1].id()));
    assert_eq!(bank.admin().sees_sent(&hook).await[0]["state"], "delivered");
}

#[tokio::test]
async fn who_comes_back_late_is_not_heard() {
    let (bank, receiver, hook) = with_pings(1).await;
    receiver.will([Reaction::Holds, Reaction::Status(500)]);
    let app = bank.app.clone();
    let late = tokio::spawn(async move { dispatcher::run_due(&app).await });
    receiver.gets(1).await;
    bank.waits(61);
    assert_eq!(bank.delivers().await, 1);
    let before = bank.admin().sees_sent(&hook).await;
    receiver.lets_go(1);
    assert_eq!(late.await.unwrap().unwrap(), 1);
    assert_eq!(bank.admin().sees_sent(&hook).await, before, "the second attempt's word stands");
    assert_eq!(before[0]["last_status"], 500);
}

#[tokio::test]
async fn a_slow_webhook_holds_up_nobody_else_and_gets_four_at_once() {
    let (bank, slow) = (Bank::open().await, Receiver::open().await);
    let quick = Receiver::open().await;
    slow.always(Reaction::Holds);
    let (held, fine) = (
        bank.admin().hooks(&slow, &["offer.submitted"]).await,
        bank.admin().hooks(&quick, &["offer.submitted"]).await,
    );
    for _ in 0..10 {
        bank.admin().pings(&held).await.is(202);
    }
    let leave = CancellationToken::new();
    let running = tokio::spawn(dispatcher::run(bank.app.clone(), leave.clone()));
    slow.gets(4).await;
    for _ in 0..10 {
        bank.admin().pings(&fine).await.is(202);
    }
    quick.gets(10).await;
    assert_eq!(slow.letters().len(), 4);
    slow.lets_go(1);
    slow.gets(1).await;
    assert_eq!(slow.letters().len(), 5);

    // Told to leave, it sees the four to their end and takes up none of the five that are left.
    leave.cancel();
    slow.lets_go(100);
    running.await.unwrap();
    let sent = bank.admin().sees_sent(&held).await;
    let delivered = sent.iter().filter(|it| it["state"] == "delivered").count();
    let untouched = sent.iter().filter(|it| it["attempts"] == 0).count();
    assert_eq!((delivered, untouched), (5, 5));
}

#[tokio::test]
async fn an_event_wakes_the_dispatcher_of_its_process() {
    let (bank, receiver) = (Bank::open().await, Receiver::open().await);
    bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    let leave = CancellationToken::new();
    let running = tokio::spawn(dispatcher::run(bank.app.clone(), leave.clone()));
    for _ in 0..5 {
        let offer = bank.maker().writes_offer(json!({})).await;
        bank.maker().submits(&offer).await;
        receiver.gets(1).await;
    }
    leave.cancel();
    running.await.unwrap();
}

#[tokio::test]
async fn an_event_is_sent_again_under_its_own_id() {
    let (bank, receiver, hook) = with_pings(1).await;
    bank.delivers().await;
    let first = bank.admin().sees_sent(&hook).await[0].clone();
    let path = format!("{}/deliveries/{}/replay", hook.path(), first["delivery_id"]);
    let ada = bank.admin().with("idempotency-key", "again");
    let queued = ada.post(&path, None).await.is(202);
    assert_eq!((&queued["state"], &queued["event_id"]), (&json!("pending"), &first["event_id"]));
    assert_eq!(ada.post(&path, None).await.is(202).body, queued.body);
    assert_eq!(bank.delivers().await, 1);
    let letters = receiver.letters();
    assert_eq!((letters[0].id(), &letters[0].text), (letters[1].id(), &letters[1].text));
    let sent = bank.admin().sees_sent(&hook).await;
    assert_eq!((sent.len(), &sent[1]), (2, &first), "the log of the first stays as it is");
    let trail = bank.admin().get("audit-logs?action=replay").await.is(200);
    assert_eq!(trail.items().len(), 1);
    let none = format!("{}/deliveries/999999/replay", hook.path());
    bank.admin().post(&none, None).await.problem(404, "not_found");
    let other = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    let theirs = format!("{}/deliveries/{}/replay", other.path(), first["delivery_id"]);
    bank.admin().post(&theirs, None).await.problem(404, "not_found");
    bank.admin().put(&hook.path(), json!({"enabled": false})).await.is(200);
    bank.admin().post(&path, None).await.problem(409, "webhook_disabled");
    bank.admin().pings(&hook).await.problem(409, "webhook_disabled");
}

#[tokio::test]
async fn the_log_goes_back_thirty_days() {
    let (bank, _receiver, _) = with_pings(2).await;
    let sql = "UPDATE webhook_deliveries SET created_at = created_at - interval '31 days'
               WHERE delivery_id = (SELECT min(delivery_id) FROM webhook_deliveries)";
    bank.sql().await.batch_execute(sql).await.unwrap();
    proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
    assert_eq!(bank.events().await, 1);
}
