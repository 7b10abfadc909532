//! A worker that is stopped for longer than its lease, and wakes up when its job is another's: what it still writes is
//! refused.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;
use serde_json::json;
use tokio::time::sleep;

use super::process::{Settings, until};
use super::{Dice, Process, promise, scale};
use crate::bank::Bank;

/// What a worker says that was refused by the fence.
const OVERTAKEN: &str = "is another worker's";

/// Whether a worker's transaction is open.
async fn is_at_work(bank: &Bank) -> bool {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
               AND application_name = 'proffer pool' AND state = 'idle in transaction'";
    bank.count(sql).await > 0
}

/// One round; gives whether the late worker said that it was refused, and whether it was stopped within a transaction.
async fn overtakes(round: usize, pause: Duration) -> (bool, bool) {
    let bank = Bank::open().await;
    bank.has_customers(60_000).await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().processes(&campaign).await.is(202);
    let log = std::env::temp_dir().join(format!("proffer-late-{}-{round}", std::process::id()));
    let settings = Settings::of(&bank);
    let late =
        Process::worker(&settings.clone().with("PROFFER_LOG", "info").logging_to(&log)).await;
    until("the first claim", async || (bank.claims_so_far().await > 0).then_some(())).await;
    loop {
        sleep(pause).await;
        late.signal(Signal::STOP);
        // What the database was told before it has done by then.
        sleep(Duration::from_millis(50)).await;
        if !bank.is_building().await || bank.lets_the_lease_run_out().await {
            break;
        }
        late.signal(Signal::CONT);
    }
    let within = is_at_work(&bank).await;
    let other = Process::worker(&settings).await;
    let over = "SELECT count(*) FROM jobs WHERE attempt > 1 OR status = 'succeeded'";
    until("the second claim", async || (bank.count(over).await > 0).then_some(())).await;
    late.signal(Signal::CONT);
    bank.waits_for_the_job().await;
    assert!(other.stops().await.success() && late.stops().await.success());
    assert_eq!(bank.differs_from_the_reference(&campaign).await, 0);
    assert_eq!(
        bank.count("SELECT count(*) FROM audit_logs WHERE action = 'audience_built'").await,
        1
    );
    let customers = "SELECT (result->>'customers')::bigint FROM jobs";
    assert_eq!(bank.count(customers).await, 60_000);
    let said = fs::read_to_string(&log).unwrap();
    fs::remove_file(&log).unwrap();
    (said.contains(OVERTAKEN), within)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_wakes_up_too_late_writes_nothing() {
    let promise = promise!(21);
    let rounds = scale(2, 20);
    let mut dice = Dice::new();
    let (mut refused, mut within) = (0, 0);
    // A build may be over before its worker is stopped.
    let mut round = 0;
    while round < rounds || refused == 0 && round < rounds + 10 {
        let pause = dice.micros(200_000);
        let (was_refused, was_within) = overtakes(round, pause).await;
        refused += usize::from(was_refused);
        within += usize::from(was_within);
        round += 1;
    }
    assert!(refused > 0, "no late worker was refused in {round} rounds");
    promise.kept(
        format!("{round} workers stopped, {within} of them within a transaction, and overtaken"),
        format!("{refused} late writes refused; the audience is the reference query's each time"),
    );
}
