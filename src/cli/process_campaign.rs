//! `proffer process-campaign TENANT ID`: picks a campaign's customers, in this process unless another is at it already.
//! With `--due`: does what time asks of all campaigns, and picks the customers of those that wait for it; for a cron job.

use super::boot::Booted;
use super::job::{Outcome, report};
use super::progress::{Progress, say};
use crate::app::App;
use crate::campaigns::audience::Audience;
use crate::campaigns::order;
use crate::config::Config;
use crate::door::Operator;
use crate::jobs::runner::{self, Worker};
use crate::jobs::scheduler;
use crate::web::TenantName;

/// Which campaign.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The tenant's name
    #[arg(value_parser = tenant_name, required_unless_present = "due")]
    tenant: Option<TenantName>,
    /// The campaign's number
    #[arg(required_unless_present = "due")]
    campaign_id: Option<i64>,
    /// Start and end the campaigns whose time has come, and pick the customers of all that wait for it
    #[arg(long, conflicts_with_all = ["tenant", "campaign_id"])]
    due: bool,
}

/// A tenant's name on the command line.
pub(super) fn tenant_name(text: &str) -> Result<TenantName, String> {
    TenantName::try_from(text.to_owned())
}

/// Builds the audience and prints the waterfall.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let work = async |booted: &Booted| match (&arguments.tenant, arguments.campaign_id) {
        (Some(tenant), Some(campaign_id)) => process(&booted.app, tenant, campaign_id).await,
        _ => process_due(&booted.app).await,
    };
    Booted::during(&config, work).await
}

/// Any number of these, and of workers, may run at once: each campaign and each audience is somebody's.
async fn process_due(app: &App) -> anyhow::Result<()> {
    let mut turned = 0;
    loop {
        match scheduler::tick(app).await? {
            0 => break,
            more => turned += more,
        }
    }
    let built = Worker::new(app.clone(), &[&Audience]).run_open().await?;
    say(format_args!("campaigns started or ended: {turned}, audiences worked on: {built}"));
    Ok(())
}

async fn process(app: &App, tenant: &TenantName, campaign_id: i64) -> anyhow::Result<()> {
    let ordered = Operator::new(app)
        .write(async |tx| {
            let (job, entry) = order::request(tx, tenant, campaign_id, app.now()).await?;
            Ok((job.job_id, entry))
        })
        .await;
    let job_id = match ordered {
        Err(crate::error::Error::NotFound) => {
            anyhow::bail!("there is no campaign {campaign_id} in the tenant {tenant}")
        }
        ordered => ordered?,
    };
    let progress = Progress::start(&format!("campaign {campaign_id}: picking customers")).shared();
    let job = runner::run_one(app, tenant.as_str(), job_id, Some(progress.watch())).await;
    progress.finish();
    let job = job?;
    match report(&job) {
        Outcome::Succeeded => {
            if let Some(result) = &job.result {
                say(result.get());
            }
            Ok(())
        }
        Outcome::Not(why) => anyhow::bail!("the audience was not built: {why}"),
    }
}
