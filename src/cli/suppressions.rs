//! `proffer suppressions export|import FILE`: opt-outs and suppressions as digests, to bring a restored database up to date.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tokio::fs::File;
use tokio::io::BufReader;

use super::boot::Booted;
use super::progress::say;
use crate::config::Config;
use crate::draft::Draft;
use crate::suppressions::digests;

/// What to do with opt-outs and suppressions.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Write every opt-out and suppression to a file, as digests
    Export {
        /// The file; one that is there is replaced when the new one is complete
        file: PathBuf,
    },
    /// Bring in what such a file holds and this database does not
    Import {
        /// The file
        file: PathBuf,
    },
}

/// Writes the file, or brings it in.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    Booted::during(&config, async |booted| match &arguments.action {
        Action::Export { file } => export(booted, file).await,
        Action::Import { file } => import(booted, file).await,
    })
    .await
}

async fn export(booted: &Booted, path: &Path) -> anyhow::Result<()> {
    let failed = || format!("{} cannot be written", path.display());
    let draft = Draft::beside(path, 0o600).with_context(failed)?;
    let mut out = File::from_std(draft.file.try_clone().with_context(failed)?);
    let lines = digests::export(&booted.app, &mut out).await?;
    draft.replace().with_context(failed)?;
    say(format_args!("{lines} opt-outs and suppressions written to {}", path.display()));
    Ok(())
}

async fn import(booted: &Booted, path: &Path) -> anyhow::Result<()> {
    let file = File::open(path).await;
    let file = file.with_context(|| format!("{} cannot be read", path.display()))?;
    let brought = digests::import(&booted.app, BufReader::new(file)).await?;
    say(format_args!(
        "{} lines read: {} opt-outs and {} suppressions are new",
        brought.lines, brought.opt_outs, brought.suppressions
    ));
    Ok(())
}
