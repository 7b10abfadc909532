//! SIGTERM under load: who was accepted is answered, and what was acknowledged is there.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::process::Settings;
use super::wire::Lost;
use super::{Process, Wire, promise, scale};
use crate::bank::{Bank, TENANT};

const CLIENTS: usize = 16;

/// What became of one client's requests.
#[derive(Default)]
struct Log {
    answered: usize,
    written: Vec<i64>,
    failed: Vec<String>,
    /// Let in by the system in the moment in which the port was closed; that the service has not seen them, the count of
    /// what was written tells.
    unseen: usize,
}

/// Asks until nobody answers the door any more.
async fn asks(wire: Wire, number: usize) -> Log {
    let mut log = Log::default();
    let path = format!("/tenants/{TENANT}/offers");
    loop {
        let answer = if number.is_multiple_of(2) {
            wire.get(&format!("{path}?limit=3")).await
        } else {
            wire.post(&path, &json!({"data": {"client": number}})).await
        };
        match answer {
            Ok(heard) if heard.status < 300 => {
                log.answered += 1;
                log.written.extend(heard.json["offer_id"].as_i64());
            }
            Ok(heard) => log.failed.push(format!("{}: {}", heard.status, heard.text)),
            Err(Lost::Refused) => return log,
            Err(Lost::Reset) => log.unseen += 1,
            Err(lost) => log.failed.push(format!("{lost:?}")),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_accepted_request_fails_when_the_service_is_stopped() {
    let promise = promise!(24);
    let (bank, stops) = (Bank::open().await, scale(3, 20));
    let (mut answered, mut unseen, mut written, mut longest) = (0, 0, Vec::new(), Duration::ZERO);
    for stop in 0..stops {
        let node = Process::serve(&Settings::of(&bank)).await;
        let wire = node.wire(bank.token("mary"));
        let clients: Vec<_> =
            (0..CLIENTS).map(|number| tokio::spawn(asks(wire.clone(), number))).collect();
        sleep(Duration::from_millis(200 + 37 * stop as u64)).await;
        let told = Instant::now();
        assert!(node.stops().await.success());
        longest = longest.max(told.elapsed());
        for log in join_all(clients).await.into_iter().map(Result::unwrap) {
            assert_eq!(log.failed, [""; 0]);
            answered += log.answered;
            unseen += log.unseen;
            written.extend(log.written);
        }
    }
    let sql = "SELECT count(*) FROM offers WHERE offer_id = ANY ($1)";
    let found: i64 = bank.sql().await.query_one(sql, &[&written]).await.unwrap().get(0);
    assert_eq!(usize::try_from(found).unwrap(), written.len());
    let all = bank.count("SELECT count(*) FROM offers").await;
    assert_eq!(all, found, "something was written without its answer");
    assert!(unseen <= stops, "{unseen} connections were reset in {stops} stops");
    promise.kept(
        format!("{stops} × SIGTERM under {CLIENTS} clients"),
        format!(
            "{answered} accepted, none failed, {} writes, each with its answer ({unseen} never accepted); ended after {} ms at most",
            written.len(),
            longest.as_millis()
        ),
    );
}
