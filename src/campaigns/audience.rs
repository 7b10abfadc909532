//! The job that picks a campaign's customers: in key order, in batches that commit with their watermark, so that another
//! worker goes on where one was stopped, with nobody twice and nobody missing.
//!
//! A change of offer, criteria or control group, and the end of the campaign, call the job off in their own transaction.
//! A campaign that is paused while its job runs lets the job wait until it goes on; one that was paused already when the
//! job was ordered does not.

use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use jiff::Timestamp;
use pg_types::{CampaignStatus, JobStatus, RawJson};
use queries::queries::builds as sql;
use serde::{Deserialize, Serialize};

use super::build::{Batches, Watermark};
use super::guard::{Aim, Standing};
use super::{news, plan, store};
use crate::door::{Done, JobScope, Progress, Stop, Tx};
use crate::error::{Error, Result};
use crate::jobs::Kind;
use crate::jobs::kind::Ended;

/// The kind's name.
pub const KIND: &str = "audience";

/// What an audience is ordered with.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Params {
    /// The present, to the criteria: the same in every batch and every run of the job.
    pub as_of: Timestamp,
    /// Whether it was ordered for a paused campaign.
    pub while_paused: bool,
}

/// The kind of job.
pub struct Audience;

impl Kind for Audience {
    fn name(&self) -> &'static str {
        KIND
    }

    fn run<'a>(&'a self, scope: &'a JobScope) -> BoxFuture<'a, Result<Done, Stop>> {
        Box::pin(run(scope))
    }

    fn gave_up<'a>(&'a self, tx: &'a Tx<'_>, job: &'a Ended) -> BoxFuture<'a, Result<()>> {
        Box::pin(async {
            let failed = job.status == JobStatus::Failed;
            let campaign_id = campaign_of(&job.subject)?;
            sql::gave_up().bind(tx, &failed, &job.tenant_name, &campaign_id).opt().await?;
            sql::forget_shared_addresses().bind(tx, &campaign_id).one().await?;
            Ok(())
        })
    }
}

/// How long a job of a paused campaign waits before it looks again; resuming the campaign wakes it at once.
const PAUSE: Duration = Duration::from_secs(5);
/// Customers in the first batch.
const FIRST: i64 = 20_000;
/// Customers in a batch, at least and at most.
const SIZES: (i64, i64) = (5_000, 200_000);
/// How long a batch should take: progress shows, and a pause is heeded.
const SECONDS_PER_BATCH: f64 = 1.0;

async fn run(scope: &JobScope) -> Result<Done, Stop> {
    let campaign_id = campaign_of(scope.subject())?;
    let params: Params = scope.params()?;
    let (batches, total) = prepare(scope, campaign_id, params).await?;
    // One that the release before left has other counts: who was picked stays, and everybody is looked at again.
    let mut at = scope.watermark().ok().flatten().unwrap_or(Watermark::START);
    let mut size = FIRST;
    while !at.complete {
        let begun = Instant::now();
        at = scope
            .batch(async |tx| {
                look(scope, tx, campaign_id, params).await?;
                let next = batches.next(tx, at, size).await?;
                let done = next.counts.customers;
                let total = if next.complete { done } else { total.max(done) };
                Ok((Progress::new(done, Some(total), &next)?, next))
            })
            .await?;
        size = next_size(size, begun.elapsed());
    }
    scope
        .finish(async |tx| {
            let tenant = scope.tenant();
            let is = sql::size().bind(tx, &campaign_id).one().await?;
            let counts = RawJson::of(&at.counts).map_err(Error::internal)?;
            let built = sql::built()
                .bind(tx, &is.size, &is.control, &counts, &tenant, &campaign_id)
                .one()
                .await?;
            sql::forget_shared_addresses().bind(tx, &campaign_id).one().await?;
            news::audience_ready(tx, tenant, &built, &is)?;
            tx.also(store::entry(tenant, "audience_built", campaign_id).changes(&at.counts)?);
            Ok((at.counts.customers, at.counts))
        })
        .await
}

/// What the batches have in common, and an estimate of the work. The criteria stay as they are: who changes them calls off the job.
async fn prepare(
    scope: &JobScope,
    campaign_id: i64,
    params: Params,
) -> Result<(Batches, i64), Stop> {
    let (plan, total) = scope
        .read(async |session| {
            let tenant = scope.tenant();
            let plan = sql::plan().bind(session, &tenant, &campaign_id).opt().await?;
            let total = match scope.progress().1 {
                Some(total) => total,
                None => sql::estimate().bind(session).one().await?,
            };
            Ok((plan, total))
        })
        .await?;
    let Some(plan) = plan else { return Err(Stop::refused("the campaign was deleted")) };
    let criteria = plan::criteria(&plan.selection_criteria).map_err(Error::Invalid)?;
    let batches = Batches {
        campaign_id,
        tenant: scope.tenant().to_owned(),
        criteria,
        control_percent: plan.control_percent,
        as_of: params.as_of,
    };
    Ok((batches, total))
}

/// Looks before each batch whether the campaign is paused, and whether its customers may still be picked.
async fn look(scope: &JobScope, tx: &Tx<'_>, campaign_id: i64, params: Params) -> Result<(), Stop> {
    let standing = match Standing::of(tx, scope.tenant(), campaign_id, None).await {
        Ok(standing) => standing,
        Err(Error::NotFound) => return Err(Stop::refused("the campaign was deleted")),
        Err(error) => return Err(error.into()),
    };
    if standing.status == CampaignStatus::Paused && !params.while_paused {
        return Err(Stop::Later(PAUSE));
    }
    match standing.may(Aim::Pick, scope.app().now()) {
        Err(Error::Conflict(_, why)) => Err(Stop::refused(why)),
        looked => Ok(looked?),
    }
}

fn campaign_of(subject: &str) -> Result<i64> {
    subject.parse().map_err(Error::internal)
}

/// Four times or half as many at most: one batch tells little of the next.
fn next_size(size: i64, took: Duration) -> i64 {
    let factor = (SECONDS_PER_BATCH / took.as_secs_f64().max(0.001)).clamp(0.5, 4.0);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "far below 2^52"
    )]
    let next = (size as f64 * factor) as i64;
    next.clamp(SIZES.0, SIZES.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_take_about_a_second_and_stay_within_bounds() {
        assert_eq!(next_size(20_000, Duration::from_millis(10)), 80_000);
        assert_eq!(next_size(100_000, Duration::from_secs(1)), 100_000);
        assert_eq!(next_size(100_000, Duration::from_secs(60)), 50_000);
        assert_eq!(next_size(200_000, Duration::ZERO), 200_000);
        assert_eq!(next_size(5_000, Duration::from_secs(9)), 5_000);
    }
}
