//! How a job that ran for the command line ended.

use pg_types::JobStatus;
use queries::queries::jobs::Job;

/// For the exit code.
pub(super) enum Outcome {
    /// It did its work.
    Succeeded,
    /// It did not, and why.
    Not(String),
}

/// How the job ended, in words.
pub(super) fn report(job: &Job) -> Outcome {
    match (job.status, &job.error) {
        (JobStatus::Succeeded, _) => Outcome::Succeeded,
        (_, Some(error)) => Outcome::Not(error.clone()),
        (status, None) => Outcome::Not(format!("the job is {status}")),
    }
}
