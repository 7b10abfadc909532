//! What an audience would be: counted over all customers, nothing stored but a row of the trail. Its limits are in `limits`,
//! what it warns of in `warnings`.

mod advice;
mod limits;
mod warnings;

use jiff::Timestamp;
use pg_types::RawJson;
use queries::client::GenericClient;
use queries::queries::builds as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::api::Percent;
use super::{plan, store};
use crate::audit::Entry;
use crate::criteria::{Criteria, compile, unnamed};
use crate::door::permissions::WriteCampaigns;
use crate::door::{Allowed, Tx};
use crate::eligibility::{Conditions, Step, Waterfall, conditions};
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
/// Campaign, control percentage, tenant and time.
const OWN_PARAMS: usize = 4;

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
        let tenant = tenant.as_str();
        session.long_read(async |tx| look(tx, tenant, &body, &criteria, now).await).await
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
    tenant: &str,
    wanted: &Wanted,
    criteria: &Criteria,
    now: Timestamp,
) -> Result<Preview> {
    let percent = wanted.control_percent.0;
    let (counts, sample) = count(tx, tenant, criteria, percent, now).await?;
    let warnings = warnings::warnings(tx, &wanted.selection_criteria, plan::CRITERIA, now).await?;
    let sample = if counts.matched < FEWEST { Vec::new() } else { sample };
    Ok(Preview { counts, sample, warnings })
}

/// The counts, and up to ten of those who would be contacted.
async fn count(
    tx: &Tx<'_>,
    tenant: &str,
    criteria: &Criteria,
    percent: i32,
    now: Timestamp,
) -> Result<(Waterfall, Vec<Sampled>)> {
    let filter = compile(criteria, now, OWN_PARAMS + 1);
    let own: [&(dyn ToSql + Sync); OWN_PARAMS] = [&NO_CAMPAIGN, &percent, &tenant, &now];
    let values = filter.params.iter().map(|it| it.as_ref() as &(dyn ToSql + Sync));
    let params: Vec<_> = own.into_iter().chain(values).collect();
    let customers = sql::count_after().bind(tx, &Uuid::nil()).one().await?;
    let rows = tx.query(counts(&filter.sql).as_str(), &params).await?;
    let counts = Waterfall::of(customers, &rows)?;
    let rows = tx.query(sample(&filter.sql).as_str(), &params).await?;
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

/// The steps before addresses are held against each other.
fn before() -> Conditions {
    Conditions::default()
        .with(Step::OptedOut, conditions::opted_out())
        .with(Step::Suppressed, conditions::suppressed_of_many("$3", "$4"))
}

/// How many of those who match each step takes out. Of customers with the same address the lowest is picked; who else has
/// one is asked of shared addresses alone.
fn counts(criteria: &str) -> String {
    let asked = before()
        .with(Step::SameAddress, "later.customer_id IS NOT NULL")
        .with(Step::Control, conditions::control("c.customer_id", "$1", "$2"));
    format!(
        "WITH shared AS MATERIALIZED (
             SELECT email_key FROM customers WHERE email_key IS NOT NULL GROUP BY email_key HAVING count(*) > 1
         ), later AS MATERIALIZED (
             SELECT customer_id FROM (
                 SELECT c.customer_id, row_number() OVER (PARTITION BY c.email_key ORDER BY c.customer_id) AS place
                 FROM customers c JOIN shared ON shared.email_key = c.email_key
                 WHERE {criteria} AND {before} IS NULL
             ) AS sharing WHERE place > 1
         )
         SELECT {first} AS step, count(*)
         FROM customers c LEFT JOIN later ON later.customer_id = c.customer_id
         WHERE {criteria} GROUP BY step",
        before = before().first(),
        first = asked.first(),
    )
}

/// Some of those who are left.
fn sample(criteria: &str) -> String {
    let before = before().first();
    let control = conditions::control("c.customer_id", "$1", "$2");
    format!(
        "SELECT p.customer_id, p.full_name, p.email, p.segment FROM (
             SELECT c.customer_id, c.full_name, c.email, c.segment, c.email_key FROM customers c
             WHERE {criteria} AND {before} IS NULL AND NOT ({control})
         ) AS p
         WHERE NOT EXISTS (SELECT FROM customers c
                           WHERE c.email_key = p.email_key AND c.customer_id < p.customer_id
                             AND {criteria} AND {before} IS NULL OFFSET 0)
         LIMIT 10"
    )
}
