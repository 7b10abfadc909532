//! Putting jobs into the queue and taking them out again, inside the transaction of the change that wants it.

use queries::queries::jobs as sql;
use queries::queries::jobs::{Job, Locked};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::door::Tx;
use crate::error::{Error, Result};

/// How many buckets the queue is spread over; a job's bucket comes from its subject and never changes.
const BUCKETS: u8 = 8;

/// A job to be put into the queue.
#[derive(Debug)]
pub struct NewJob<'a, P> {
    /// The tenant it belongs to; empty for customer imports.
    pub tenant: &'a str,
    /// The name of its kind.
    pub kind: &'static str,
    /// What it works on; of a kind and subject one job is open at a time.
    pub subject: &'a str,
    /// A JSON object that its run reads.
    pub params: P,
}

/// A job in the queue.
#[derive(Debug)]
pub struct Enqueued {
    /// The job: the new one, or the one that is open for this kind and subject already.
    pub job: Job,
    /// Whether it is new.
    pub is_new: bool,
}

/// How often a job that ends between our look and our insert is looked for again.
const LOOKS: usize = 5;

/// Puts a job into the queue, in the caller's name; if one is open for its kind and subject, that one is meant.
pub async fn enqueue<P: Serialize>(tx: &Tx<'_>, new: NewJob<'_, P>) -> Result<Enqueued> {
    let NewJob { tenant, kind, subject, params } = new;
    let params = pg_types::RawJson::of(&params).map_err(Error::internal)?;
    let bucket = bucket_of(subject);
    for _ in 0..LOOKS {
        let created = sql::enqueue()
            .bind(tx, &bucket, &tenant, &kind, &subject, &params, &tx.actor())
            .opt()
            .await?;
        if let Some(job) = created {
            tx.wake_workers();
            return Ok(Enqueued { job, is_new: true });
        }
        if let Some(job) = sql::open_of().bind(tx, &bucket, &tenant, &kind, &subject).opt().await? {
            return Ok(Enqueued { job, is_new: false });
        }
    }
    Err(Error::Unavailable)
}

/// Calls off the open job of this kind and subject, if there is one. What its worker has not committed is undone.
pub async fn cancel_open(
    tx: &Tx<'_>,
    tenant: &str,
    kind: &'static str,
    subject: &str,
) -> Result<Option<i64>> {
    let bucket = bucket_of(subject);
    let open = sql::lock_open_of().bind(tx, &bucket, &tenant, &kind, &subject).opt().await?;
    match open {
        Some(job) => Ok(Some(cancel(tx, &job).await?.job_id)),
        None => Ok(None),
    }
}

/// Calls off a job whose row the caller has locked and found open.
pub(super) async fn cancel(tx: &Tx<'_>, job: &Locked) -> Result<Job> {
    Ok(sql::cancel().bind(tx, &job.tenant_name, &job.bucket, &job.job_id).one().await?)
}

/// Lets a job that was put back for later run at once.
pub async fn hurry(tx: &Tx<'_>, tenant: &str, kind: &'static str, subject: &str) -> Result<()> {
    let bucket = bucket_of(subject);
    let hurried = sql::hurry().bind(tx, &bucket, &tenant, &kind, &subject).opt().await?;
    if hurried.is_some() {
        tx.wake_workers();
    }
    Ok(())
}

/// Changes some of an open job's parameters, for its next claim.
pub async fn amend(
    tx: &Tx<'_>,
    tenant: &str,
    kind: &'static str,
    subject: &str,
    params: &impl Serialize,
) -> Result<()> {
    let params = pg_types::RawJson::of(params).map_err(Error::internal)?;
    let bucket = bucket_of(subject);
    sql::set_params().bind(tx, &params, &bucket, &tenant, &kind, &subject).opt().await?;
    Ok(())
}

/// The bucket of a subject: the same in every version of the program.
pub(crate) fn bucket_of(subject: &str) -> i32 {
    i32::from(Sha256::digest(subject.as_bytes())[0] % BUCKETS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_stay_where_they_are() {
        assert_eq!([bucket_of("1"), bucket_of("2"), bucket_of("3")], [3, 4, 6]);
        let all: std::collections::BTreeSet<i32> =
            (0..100).map(|n| bucket_of(&n.to_string())).collect();
        assert_eq!(all.into_iter().collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
    }
}
