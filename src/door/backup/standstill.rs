//! A restored database stands still: who opted out since the backup was made is not opted out in it, so nobody is written to
//! before somebody has seen to that.

use jiff::Timestamp;
use pg_types::CampaignStatus;
use queries::queries::restore as sql;
use serde_json::json;
use tokio_postgres::Client;

use super::super::Operator;
use super::BackupError;
use crate::audit::Entry;
use crate::error::Result;

/// How many campaigns a restore has stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stopped {
    /// Those that were active.
    pub paused: usize,
    /// Those that were scheduled.
    pub unscheduled: usize,
}

/// Pauses active campaigns and puts scheduled ones back to draft, each with its row in the trail.
pub(super) async fn stop_campaigns(
    client: &mut Client,
    now: Timestamp,
) -> Result<Stopped, BackupError> {
    let tx = client.transaction().await?;
    let rows = sql::stop_campaigns().bind(&tx, &Operator::NAME).all().await?;
    let mut stopped = Stopped::default();
    let mut entries = Vec::with_capacity(rows.len());
    for row in &rows {
        let was_active = row.before == CampaignStatus::Active;
        let action = if was_active { "pause" } else { "unschedule" };
        let count = if was_active { &mut stopped.paused } else { &mut stopped.unscheduled };
        *count += 1;
        let entry = Entry::new(action, "campaign", row.campaign_id).of_tenant(&row.tenant_name);
        let entry = entry.status(Some(row.before.as_str()), Some(row.after.as_str()));
        let entry = entry.changes(&json!({"restored_from_backup": true}));
        entries.push(entry.map_err(BackupError::Trail)?);
    }
    let recorded = Entry::record_all(&entries, &tx, Operator::NAME, now, None).await;
    recorded.map_err(BackupError::Trail)?;
    tx.commit().await?;
    Ok(stopped)
}
