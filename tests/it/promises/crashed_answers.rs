//! A node that is killed between its commit and its answer: the repeat, at another node, gets the answer that the first
//! request would have got, and the change is there once.

use serde_json::json;
use tokio::io::AsyncReadExt;

use super::process::Settings;
use super::proxy::Proxy;
use super::{Process, promise, scale};
use crate::bank::{Bank, TENANT};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_after_a_crash_between_commit_and_answer_gets_the_first_answer() {
    let promise = promise!(17);
    let (bank, rounds) = (Bank::open().await, scale(2, 25));
    let proxy = Proxy::before(&bank).await;
    let healthy = Settings::of(&bank).with("PROFFER_NO_WORKER", "true");
    let doomed = healthy.clone().with("DATABASE_URL", proxy.url());
    let other = Process::serve(&healthy).await;
    let path = format!("/tenants/{TENANT}/offers");
    for round in 0..rounds {
        let node = Process::serve(&doomed).await;
        let key = format!("round-{round}");
        let mary = node.wire(bank.token("mary")).with("Idempotency-Key", &key);
        let body = json!({"data": {"round": round}}).to_string();
        proxy.holds_the_next_commit();
        let mut unanswered = mary.sends(&mary.text("POST", &path, Some(&body))).await.unwrap();
        proxy.holds().await;
        node.dies().await;
        let mut heard = Vec::new();
        unanswered.read_to_end(&mut heard).await.ok();
        assert_eq!(heard, b"", "the node answered before it was killed");

        let mary = other.wire(bank.token("mary")).with("Idempotency-Key", &key);
        let first = mary.send("POST", &path, Some(&body)).await.unwrap().is(201);
        let again = mary.send("POST", &path, Some(&body)).await.unwrap().is(201);
        assert_eq!(first.json["data"], json!({"round": round}));
        assert_eq!(
            (&first.text, first.header("location")),
            (&again.text, again.header("location"))
        );
        assert_eq!(first.header("etag"), again.header("etag"));
    }
    let count = i64::try_from(rounds).unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, count);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE outcome = 'done'").await, count);
    promise.kept(
        format!("{rounds} nodes killed between commit and answer, repeats at another node"),
        format!("{count} offers, {count} audit rows, each repeat the first answer"),
    );
}
