//! `proffer import-customers FILE`: reads customers into the database, with the same checks as the API.

use std::path::PathBuf;

use anyhow::Context;
use serde::Deserialize;

use super::boot::Booted;
use super::job::{Outcome, report};
use super::progress::{Progress, say};
use crate::config::Config;
use crate::customers::upload;

/// What to import.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A .csv, .ndjson or .jsonl file, with or without .gz
    file: PathBuf,
    /// If a row is rejected, nothing goes in
    #[arg(long)]
    strict: bool,
}

#[derive(Deserialize)]
struct Report {
    rows: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    errors: Vec<Rejected>,
}

#[derive(Deserialize)]
struct Rejected {
    line: u64,
    reason: String,
}

/// Imports the file and prints what came of it.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    // Before a database is started for it.
    let source = upload::Source::open(&arguments.file)?;
    Booted::during(&config, async |booted| import(booted, source, &arguments).await).await
}

async fn import(
    booted: &Booted,
    source: upload::Source,
    arguments: &Arguments,
) -> anyhow::Result<()> {
    let progress = Progress::start(&format!("importing {}", arguments.file.display())).shared();
    let watch = Some(progress.watch());
    let job = upload::from_file(&booted.app, source, arguments.strict, watch).await;
    progress.finish();
    let job = job.context("the import did not begin")?;
    if let Some(result) = &job.result {
        tell(&result.parse().context("the job's result cannot be read")?);
    }
    match report(&job) {
        Outcome::Succeeded => Ok(()),
        Outcome::Not(why) => anyhow::bail!("the import did not succeed: {why}"),
    }
}

fn tell(report: &Report) {
    for Rejected { line, reason } in &report.errors {
        say(format_args!("line {line}: {reason}"));
    }
    say(format_args!(
        "{} rows: {} inserted, {} updated, {} unchanged, {} rejected",
        report.rows, report.inserted, report.updated, report.unchanged, report.rejected
    ));
}
