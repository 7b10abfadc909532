//! What an audience would be: counted over all customers, nothing stored but a row of the trail. Its limits are in `limits`,
//! what it warns of in `warnings`.

mod advice;
mod limits;
mod warnings;

use jiff::Timestamp;
use pg_types::RawJson;
use queries::client::GenericClient;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::api::Percent;
use super::waterfall::{self, Waterfall};
use super::{plan, store};
use crate::audit::Entry;
use crate::criteria::{Criteria, compile, unnamed};
use crate::door::permissions::WriteCampaigns;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{Body, Fault, Path, Reply, TenantPath};

pub use limits::Previews;

/// Whom to look for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    selection_criteria: RawJson,
    #[serde(default)]
    control_percent: Percent,
}

/// Who would be picked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Preview {
    #[serde(flatten)]
    counts: Waterfall,
    /// Up to ten of them; nobody below ten matches.
    sample: Vec<Sampled>,
    /// What matches nobody because of a type or a spelling.
    warnings: Vec<Fault>,
}

/// One of those who would be contacted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Sampled {
    customer_id: Uuid,
    full_name: String,
    email: Option<String>,
    segment: Option<String>,
}

/// No campaign has this id: the control group of a preview is as large as a real one, but not the same.
const NO_CAMPAIGN: i64 = 0;
/// Campaign and control percentage.
const OWN_PARAMS: usize = 2;

/// What the trail says of a preview: no names, neither of those asked for nor of those found.
#[derive(Debug, Serialize)]
struct Told {
    selection_criteria: RawJson,
    control_percent: i32,
    matched: i64,
    sample: usize,
}

/// Fewer matches have no sample: whoever asks for one person would be told who it is.
const FEWEST: i64 = 10;

/// Counts whom these criteria pick.
pub async fn preview(
    by: Allowed<WriteCampaigns>,
    _at: Path<TenantPath>,
    body: Body<Wanted>,
) -> Result<Reply<Preview>> {
    let grant = by.granted().await?;
    let criteria =
        Criteria::read(&body.selection_criteria, plan::CRITERIA).map_err(Error::Invalid)?;
    if criteria.is_empty() {
        return Err(store::criteria_empty());
    }
    let (now, tenant) = (by.app().now(), by.tenant()?);
    let run = by.app().previews().begin(tenant.as_str(), &grant.actor, now)?;
    let counting = by.read_slow(async |session, _grant| {
        session.long_read(async |tx| look(tx, &body, &criteria, now).await).await
    });
    let found = &run.unless_superseded(counting).await?;
    by.write(async |_tx| {
        let told = Told {
            selection_criteria: unnamed(&body.selection_criteria).map_err(Error::internal)?,
            control_percent: body.control_percent.0,
            matched: found.counts.matched,
            sample: found.sample.len(),
        };
        let entry = Entry::new("preview", "campaign", "*").of_tenant(tenant).changes(&told)?;
        Ok((Reply::json(found)?, entry))
    })
    .await
}

async fn look(
    tx: &Tx<'_>,
    wanted: &Wanted,
    criteria: &Criteria,
    now: Timestamp,
) -> Result<Preview> {
    let (counts, sample) = count(tx, criteria, wanted.control_percent.0, now).await?;
    let warnings = warnings::warnings(tx, &wanted.selection_criteria, plan::CRITERIA, now).await?;
    let sample = if counts.matched < FEWEST { Vec::new() } else { sample };
    Ok(Preview { counts, sample, warnings })
}

/// The counts, and up to ten of those who would be contacted.
async fn count(
    tx: &Tx<'_>,
    criteria: &Criteria,
    percent: i32,
    now: Timestamp,
) -> Result<(Waterfall, Vec<Sampled>)> {
    let filter = compile(criteria, now, OWN_PARAMS + 1);
    let (control, criteria) = (waterfall::control("$1", "$2"), &filter.sql);
    let own: [&(dyn ToSql + Sync); OWN_PARAMS] = [&NO_CAMPAIGN, &percent];
    let values = filter.params.iter().map(|it| it.as_ref() as &(dyn ToSql + Sync));
    let params: Vec<_> = own.into_iter().chain(values).collect();
    let counts = format!(
        "SELECT (SELECT count(*) FROM customers), count(*), count(*) FILTER (WHERE c.opted_out),
                count(*) FILTER (WHERE NOT c.opted_out AND {control})
         FROM customers c WHERE {criteria}"
    );
    let row = tx.query_one(counts.as_str(), &params).await?;
    let counts = Waterfall::of(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    let sample = format!(
        "SELECT c.customer_id, c.full_name, c.email, c.segment
         FROM customers c WHERE NOT c.opted_out AND NOT ({control}) AND {criteria} LIMIT 10"
    );
    let rows = tx.query(sample.as_str(), &params).await?;
    let sample = rows.iter().map(|row| {
        Ok(Sampled {
            customer_id: row.try_get(0)?,
            full_name: row.try_get(1)?,
            email: row.try_get(2)?,
            segment: row.try_get(3)?,
        })
    });
    Ok((counts, sample.collect::<Result<_>>()?))
}
