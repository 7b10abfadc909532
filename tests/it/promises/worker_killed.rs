//! A worker that is killed, again and again, while it builds an audience: in the end exactly those are in it whom one
//! query picks.

use serde_json::json;
use tokio::time::sleep;

use super::process::{Settings, until};
use super::{Dice, Process, promise, scale};
use crate::bank::{Bank, Planned};

/// Those whom the criteria `{"kyc_status": "verified"}` are for, and nobody who opted out.
const WANTED: &str =
    "SELECT customer_id FROM customers WHERE kyc_status = 'verified' AND NOT opted_out";

impl Bank {
    /// How many customers are in the audience and should not be, or the other way round.
    pub(super) async fn differs_from_the_reference(&self, campaign: &Planned) -> i64 {
        let is = format!(
            "SELECT customer_id FROM campaign_customers WHERE campaign_id = {}",
            campaign.id
        );
        let sql = format!(
            "SELECT (SELECT count(*) FROM (({is}) EXCEPT ({WANTED})) a)
                  + (SELECT count(*) FROM (({WANTED}) EXCEPT ({is})) b)"
        );
        self.count(&sql).await
    }

    /// The claims of the newest job so far.
    pub(super) async fn claims_so_far(&self) -> i64 {
        self.count("SELECT attempt::bigint FROM jobs ORDER BY job_id DESC LIMIT 1").await
    }

    /// Half a minute passes for the running job: who holds its lease holds it no more. Gives whether there was a lease to
    /// run out: not at the end of a batch, whose transaction has the job's row.
    pub(super) async fn lets_the_lease_run_out(&self) -> bool {
        let sql = "UPDATE jobs SET lease_until = now() - interval '1 second' WHERE job_id IN (
                       SELECT job_id FROM jobs WHERE status = 'running' FOR UPDATE SKIP LOCKED)";
        self.sql().await.execute(sql, &[]).await.unwrap() > 0
    }

    /// Whether a job runs.
    pub(super) async fn is_building(&self) -> bool {
        self.count("SELECT count(*) FROM jobs WHERE status = 'running'").await > 0
    }

    /// Waits for the end of all jobs, which have to be successes.
    pub(super) async fn waits_for_the_job(&self) {
        let open = "SELECT count(*) FROM jobs WHERE status IN ('queued', 'running')";
        until("the end of the job", async || (self.count(open).await == 0).then_some(())).await;
        let sql = "SELECT DISTINCT status || coalesce(': ' || error, '') FROM jobs";
        let rows = self.sql().await.query(sql, &[]).await.unwrap();
        let ends: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert_eq!(ends, ["succeeded"]);
    }
}

/// Kills the workers of the newest job, up to so many, and gives how far it was each time, in thousands.
async fn kills(bank: &Bank, dice: &mut Dice, most: usize) -> Vec<i64> {
    let mut at = Vec::new();
    while at.len() < most {
        let before = bank.claims_so_far().await;
        let worker = Process::worker(&Settings::of(bank)).await;
        until("the claim", async || (bank.claims_so_far().await > before).then_some(())).await;
        sleep(dice.micros(scale(150_000, 500_000))).await;
        worker.dies().await;
        // What the dead worker has sent may still be committed.
        let over = until("the end of the lease", async || {
            let over = !bank.is_building().await;
            (over || bank.lets_the_lease_run_out().await).then_some(over)
        });
        if over.await {
            break;
        }
        let done = "SELECT done / 1000 FROM jobs ORDER BY job_id DESC LIMIT 1";
        at.push(bank.count(done).await);
    }
    at
}

/// The audience is the reference query's, and the job's result what is there.
async fn is_right(bank: &Bank, campaign: &Planned) -> i64 {
    assert_eq!(bank.differs_from_the_reference(campaign).await, 0);
    let id = campaign.id;
    let result = format!(
        "SELECT count(*) FROM jobs j, campaigns c, LATERAL (
             SELECT count(*) AS size, count(*) FILTER (WHERE control) AS control FROM campaign_customers
             WHERE campaign_id = {id}
         ) a WHERE c.campaign_id = {id} AND j.subject = '{id}'
               AND a.size = c.audience_size AND a.control = c.audience_control
               AND (result->>'target')::bigint = a.size - a.control
               AND (result->>'customers')::bigint = (SELECT count(*) FROM customers)"
    );
    assert_eq!(bank.count(&result).await, 1, "the job's result is not what is there");
    let rows = format!(
        "SELECT count(*) FROM audit_logs WHERE action = 'audience_built' AND entity_id = '{id}'"
    );
    assert_eq!(bank.count(&rows).await, 1);
    bank.count(&format!("SELECT count(*) FROM campaign_customers WHERE campaign_id = {id}")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_is_killed_again_and_again_leaves_out_nobody_and_takes_nobody_twice() {
    let promise = promise!(20);
    let (wanted, customers) = (scale(3, 20), scale(60_000, 1_000_000));
    let bank = Bank::open().await;
    bank.has_customers(i32::try_from(customers).unwrap()).await;
    bank.sql().await.batch_execute("ANALYZE customers").await.unwrap();
    let (mut dice, mut at, mut picked, mut builds) = (Dice::new(), Vec::new(), 0, 0);
    // A build may be over before the last kill: then another one is killed too.
    while at.len() < wanted {
        builds += 1;
        let campaign = bank.campaign(json!({"control_percent": 10})).await;
        bank.admin().processes(&campaign).await.is(202);
        at.extend(kills(&bank, &mut dice, wanted - at.len()).await);
        let last = Process::worker(&Settings::of(&bank)).await;
        bank.waits_for_the_job().await;
        assert!(last.stops().await.success());
        picked = is_right(&bank, &campaign).await;
    }
    promise.kept(
        format!(
            "{wanted} × kill -9 in {builds} builds from {customers} customers, at {at:?} thousand"
        ),
        format!("{picked} picked in each, none missing, none too many, counts right"),
    );
}
