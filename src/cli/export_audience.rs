//! `proffer export-audience TENANT ID`: writes those to be contacted to a file or to standard output.

use std::path::PathBuf;

use anyhow::Context;
use tokio::fs::File;

use super::boot::Booted;
use super::process_campaign::tenant_name;
use crate::campaigns::export::to_writer;
use crate::config::Config;
use crate::error::Error;
use crate::web::{Format, TenantName};

/// Which audience, and where to.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The tenant's name
    #[arg(value_parser = tenant_name)]
    tenant: TenantName,
    /// The campaign's number
    campaign_id: i64,
    /// The form of the file
    #[arg(long, value_enum, default_value = "csv")]
    format: Form,
    /// The file; standard output without it
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    Csv,
    Ndjson,
}

/// Exports the audience, with its row in the trail.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let booted = Booted::open(&config).await?;
    let done = export(&booted, &arguments).await;
    booted.close().await?;
    done
}

async fn export(booted: &Booted, at: &Arguments) -> anyhow::Result<()> {
    let format = match at.format {
        Form::Csv => Format::Csv,
        Form::Ndjson => Format::Ndjson,
    };
    let (app, tenant, id) = (&booted.app, &at.tenant, at.campaign_id);
    let written = match &at.output {
        Some(path) => {
            let file = File::create(path).await;
            let mut file = file.with_context(|| format!("{} cannot be written", path.display()))?;
            to_writer(app, tenant, id, format, &mut file).await
        }
        None => to_writer(app, tenant, id, format, &mut tokio::io::stdout()).await,
    };
    match written {
        Err(Error::NotFound) => anyhow::bail!("there is no campaign {id} in the tenant {tenant}"),
        written => Ok(written?),
    }
}
