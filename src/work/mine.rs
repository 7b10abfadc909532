//! The work of one person over all their tenants: what they are to decide, what came back to them, what they began, what
//! failed, and what starts soon.

use jiff::{SignedDuration, Timestamp};
use queries::queries::work as sql;
use queries::queries::work::WorkBorrowed;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::permissions::OwnTenants;
use crate::door::{Allowed, Lane};
use crate::error::{Error, Result};
use crate::web::Reply;

/// How many items a list holds.
const MOST: usize = 100;
/// How long a failed job stays in the list.
const FAILED: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long before its start a campaign is told of.
const SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What waits for a person, the oldest first in each list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Work {
    /// What they may approve or reject.
    to_approve: WorkItems,
    /// What they wrote and a checker rejected.
    sent_back: WorkItems,
    /// What they began and did not submit or start.
    drafts: WorkItems,
    /// Jobs that failed within a week in tenants that they administer.
    failed_jobs: WorkItems,
    /// Campaigns that start by themselves within a week.
    starting_soon: WorkItems,
}

/// A list of at most 100 items.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct WorkItems {
    items: Vec<WorkItem>,
    /// Whether there are more than these.
    more: bool,
}

/// What an item is about.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// An offer.
    Offer,
    /// A campaign.
    Campaign,
    /// A job.
    Job,
}

/// One piece of work: an offer, a campaign or a job, named by the id of its kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WorkItem {
    kind: WorkKind,
    tenant_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    offer_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_id: Option<i64>,
    /// A campaign's name, the `name` or `title` in an offer's data, why a job failed.
    title: String,
    /// Since when it waits, or when the campaign starts.
    at: Timestamp,
    /// Who brought it there.
    by: String,
    version: i64,
}

/// What waits for the signed-in user.
pub async fn get(by: Allowed<OwnTenants>) -> Result<Reply<Work>> {
    let (username, _) = by.user().await?;
    let now = by.app().now();
    by.read(async |lane| Reply::json(&gather(lane, username.as_str(), now).await?)).await
}

async fn gather(lane: &Lane, username: &str, now: Timestamp) -> Result<Work> {
    let most = i64::try_from(MOST + 1).map_err(Error::internal)?;
    let since = now.checked_sub(FAILED).map_err(Error::internal)?;
    let until = now.checked_add(SOON).map_err(Error::internal)?;
    let offer = |row: WorkBorrowed<'_>| WorkItem::of(WorkKind::Offer, row);
    let campaign = |row: WorkBorrowed<'_>| WorkItem::of(WorkKind::Campaign, row);
    let job = |row: WorkBorrowed<'_>| WorkItem::of(WorkKind::Job, row);
    let to_approve = sql::to_approve().bind(lane, &username, &most).map(offer).all().await?;
    let sent_back = sql::sent_back().bind(lane, &username, &most).map(offer).all().await?;
    let mut drafts = sql::offer_drafts().bind(lane, &username, &most).map(offer).all().await?;
    drafts.extend(sql::campaign_drafts().bind(lane, &username, &most).map(campaign).all().await?);
    let failed = sql::failed_jobs().bind(lane, &since, &username, &most).map(job).all().await?;
    let soon =
        sql::starting_soon().bind(lane, &until, &username, &most).map(campaign).all().await?;
    Ok(Work {
        to_approve: WorkItems::of(to_approve),
        sent_back: WorkItems::of(sent_back),
        drafts: WorkItems::of(drafts),
        failed_jobs: WorkItems::of(failed),
        starting_soon: WorkItems::of(soon),
    })
}

impl WorkItems {
    /// The oldest of these.
    fn of(mut items: Vec<WorkItem>) -> Self {
        items.sort_by_key(|item| item.at);
        let more = items.len() > MOST;
        items.truncate(MOST);
        Self { items, more }
    }
}

impl WorkItem {
    fn of(kind: WorkKind, row: WorkBorrowed<'_>) -> Self {
        let id = |wanted: bool| wanted.then_some(row.id);
        let title = match (row.title, kind) {
            (Some(title), _) => title.to_owned(),
            (None, WorkKind::Offer) => format!("Offer {}", row.id),
            (None, WorkKind::Campaign) => format!("Campaign {}", row.id),
            (None, WorkKind::Job) => format!("Job {}", row.id),
        };
        Self {
            kind,
            tenant_name: row.tenant_name.to_owned(),
            offer_id: id(matches!(kind, WorkKind::Offer)),
            campaign_id: id(matches!(kind, WorkKind::Campaign)),
            job_id: id(matches!(kind, WorkKind::Job)),
            title,
            at: row.at,
            by: row.by.to_owned(),
            version: row.version,
        }
    }
}
