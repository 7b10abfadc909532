//! `proffer export-audience TENANT ID`: writes those to be contacted to a file or to standard output.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tokio::fs::File;

use super::boot::Booted;
use super::process_campaign::tenant_name;
use crate::campaigns::export::to_writer;
use crate::config::Config;
use crate::draft::Draft;
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
    Booted::during(&config, async |booted| export(booted, &arguments).await).await
}

async fn export(booted: &Booted, at: &Arguments) -> anyhow::Result<()> {
    let format = match at.format {
        Form::Csv => Format::Csv,
        Form::Ndjson => Format::Ndjson,
    };
    let (app, tenant, id) = (&booted.app, &at.tenant, at.campaign_id);
    let written = match &at.output {
        Some(path) => {
            let failed = || format!("{} cannot be written", path.display());
            let mut output = Output::open(path).with_context(failed)?;
            let written = to_writer(app, tenant, id, format, &mut output.writer).await;
            if written.is_ok() {
                output.keep().with_context(failed)?;
            }
            written
        }
        None => to_writer(app, tenant, id, format, &mut tokio::io::stdout()).await,
    };
    match written {
        Err(Error::NotFound) => anyhow::bail!("there is no campaign {id} in the tenant {tenant}"),
        written => Ok(written?),
    }
}

/// The file that is written to. One that is there stays as it is until the new one is complete.
struct Output {
    writer: File,
    draft: Option<Draft>,
}

impl Output {
    fn open(path: &Path) -> io::Result<Self> {
        // What is no plain file, such as a pipe, is written to itself.
        if path.metadata().is_ok_and(|it| !it.is_file()) {
            let file = OpenOptions::new().write(true).open(path)?;
            return Ok(Self { writer: file.into(), draft: None });
        }
        let place = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let draft = Draft::beside(&place, 0o666)?;
        Ok(Self { writer: draft.file.try_clone()?.into(), draft: Some(draft) })
    }

    fn keep(self) -> io::Result<()> {
        self.draft.map_or(Ok(()), Draft::replace)
    }
}
