//! `proffer process-campaign TENANT ID`: picks a campaign's customers, in this process unless another is at it already.

use super::boot::Booted;
use super::job::{Outcome, report};
use super::progress::{Progress, say};
use crate::campaigns::order;
use crate::config::Config;
use crate::door::Operator;
use crate::jobs::runner;
use crate::web::TenantName;

/// Which campaign.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The tenant's name
    #[arg(value_parser = tenant_name)]
    tenant: TenantName,
    /// The campaign's number
    campaign_id: i64,
}

/// A tenant's name on the command line.
pub(super) fn tenant_name(text: &str) -> Result<TenantName, String> {
    TenantName::try_from(text.to_owned())
}

/// Builds the audience and prints the waterfall.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let booted = Booted::open(&config).await?;
    let done = process(&booted, &arguments).await;
    booted.close().await?;
    done
}

async fn process(booted: &Booted, at: &Arguments) -> anyhow::Result<()> {
    let app = &booted.app;
    let ordered = Operator::new(app)
        .write(async |tx| {
            let (job, entry) = order::request(tx, &at.tenant, at.campaign_id, app.now()).await?;
            Ok((job.job_id, entry))
        })
        .await;
    let job_id = match ordered {
        Err(crate::error::Error::NotFound) => {
            anyhow::bail!("there is no campaign {} in the tenant {}", at.campaign_id, at.tenant)
        }
        ordered => ordered?,
    };
    let progress =
        Progress::start(&format!("campaign {}: picking customers", at.campaign_id)).shared();
    let job = runner::run_one(app, at.tenant.as_str(), job_id, Some(progress.watch())).await;
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
