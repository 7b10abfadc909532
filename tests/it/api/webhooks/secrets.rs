//! Secrets: taking a new one without losing an event, and what becomes of them when the signing key changes.

use proffer::jobs::scheduler;
use proffer::webhooks::dispatcher;
use serde_json::json;

use crate::bank::{Bank, Hook, Receiver, SECRET};

const NEXT: &[u8] = b"the signing secret that comes next";

async fn hooked() -> (Bank, Receiver, Hook) {
    let (bank, receiver) = (Bank::open().await, Receiver::open().await);
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    (bank, receiver, hook)
}

impl Bank {
    async fn rotates(&self, hook: &Hook) -> String {
        let rotated = self.admin().post(&format!("{}/rotate-secret", hook.path()), None).await;
        rotated.is(200)["secret"].as_str().unwrap().to_owned()
    }

    async fn pings_and_delivers(&self, hook: &Hook) {
        self.admin().pings(hook).await.is(202);
        assert_eq!(self.delivers().await, 1);
    }
}

#[tokio::test]
async fn a_secret_that_was_replaced_signs_for_a_day_beside_the_new_one() {
    let (bank, receiver, hook) = hooked().await;
    let new = bank.rotates(&hook).await;
    assert_ne!(new, hook.secret);
    bank.pings_and_delivers(&hook).await;
    let letter = receiver.last();
    assert_eq!(letter.signatures().len(), 2);
    assert!(letter.is_signed_with(&new) && letter.is_signed_with(&hook.secret));
    bank.waits(24 * 3600 - 1);
    bank.pings_and_delivers(&hook).await;
    assert!(receiver.last().is_signed_with(&hook.secret));
    bank.waits(2);
    bank.pings_and_delivers(&hook).await;
    let letter = receiver.last();
    assert_eq!(letter.signatures().len(), 1);
    assert!(letter.is_signed_with(&new) && !letter.is_signed_with(&hook.secret));
    let trail = bank.admin().get("audit-logs?action=rotate_secret").await.is(200);
    assert_eq!(trail.items().len(), 1);
}

#[tokio::test]
async fn a_second_rotation_does_not_cut_off_who_has_not_gone_over_yet() {
    let (bank, receiver, hook) = hooked().await;
    let lost = bank.rotates(&hook).await;
    let new = bank.rotates(&hook).await;
    bank.pings_and_delivers(&hook).await;
    for secret in [&hook.secret, &lost, &new] {
        assert!(receiver.last().is_signed_with(secret));
    }
    for _ in 0..5 {
        bank.rotates(&hook).await;
    }
    bank.pings_and_delivers(&hook).await;
    assert_eq!(receiver.last().signatures().len(), 4, "there is an end to it");
}

#[tokio::test]
async fn secrets_go_over_to_a_new_signing_key() {
    let (bank, receiver, hook) = hooked().await;
    let new = bank.rotates(&hook).await;
    // Those that no key of now opens are many, and come first.
    let lost = "INSERT INTO webhooks (webhook_id, tenant_name, url, events, secret, created_by) OVERRIDING SYSTEM VALUE
                SELECT -n, 'credit_card', 'https://hooks.example/', '{webhook.disabled}', 'lost', 'ada'
                FROM generate_series(1, 250) AS n";
    bank.sql().await.batch_execute(lost).await.unwrap();
    bank.admin().pings(&hook).await.is(202);
    let both = bank.restarted(NEXT, Some(SECRET));
    assert_eq!(dispatcher::run_due(&both).await.unwrap(), 1);
    assert!(receiver.last().is_signed_with(&new) && receiver.last().is_signed_with(&hook.secret));
    scheduler::clean(&both).await.unwrap();

    bank.admin().pings(&hook).await.is(202);
    let later = bank.restarted(NEXT, None);
    assert_eq!(dispatcher::run_due(&later).await.unwrap(), 1);
    assert!(receiver.last().is_signed_with(&new) && receiver.last().is_signed_with(&hook.secret));
    assert_eq!(receiver.letters().len(), 2);
}

#[tokio::test]
async fn a_secret_whose_key_is_lost_signs_nothing_until_it_is_replaced() {
    let (bank, receiver, hook) = hooked().await;
    bank.admin().pings(&hook).await.is(202);
    let other = bank.restarted(NEXT, None);
    assert_eq!(dispatcher::run_due(&other).await.unwrap(), 1);
    let sent = &bank.admin().sees_sent(&hook).await[0];
    assert!(sent["last_error"].as_str().unwrap().contains("rotate"), "{sent}");
    assert_eq!((receiver.letters().len(), &sent["state"]), (0, &json!("pending")));
    let new = bank.rotates(&hook).await;
    bank.waits(10);
    bank.delivers().await;
    assert!(receiver.last().is_signed_with(&new));
}
