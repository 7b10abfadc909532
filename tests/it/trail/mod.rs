//! The trail: a row for every change and every refusal, seals over them, what tampering leaves to be found, and that no
//! personal data gets in.

mod changes;
mod digits;
mod forger;
mod personal;
mod program;
mod refusals;
mod seals;
mod stories;
mod tampering;

use jiff::SignedDuration;
use proffer::audit::seal::seal_due;
use serde_json::Value;

use crate::bank::{Answer, Bank};

impl Bank {
    /// Seals every trail that has new rows.
    async fn seals(&self) -> usize {
        seal_due(&self.app, self.app.now() + SignedDuration::from_secs(1)).await.unwrap()
    }

    /// Checks the tenant's trail.
    async fn verifies(&self) -> Answer {
        self.admin().get("audit-logs/verification").await.is(200)
    }

    /// Rows of the trail with this outcome.
    async fn rows(&self, outcome: &str) -> i64 {
        self.count(&format!("SELECT count(*) FROM audit_logs WHERE outcome = '{outcome}'")).await
    }
}

/// What was found, as kinds and ids of rows.
fn faults(verification: &Answer) -> Vec<(String, Option<i64>)> {
    let faults = verification["faults"].as_array().unwrap();
    let kind = |fault: &Value| fault["fault"].as_str().unwrap().to_owned();
    faults.iter().map(|fault| (kind(fault), fault["id"].as_i64())).collect()
}
