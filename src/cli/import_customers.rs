//! `proffer import-customers FILE`: reads customers into the database, with the same checks as the API.

use std::path::PathBuf;

use anyhow::Context;
use serde::Deserialize;

use super::boot::Booted;
use super::job::{Outcome, report};
use super::progress::{Progress, say};
use crate::config::Config;
use crate::customers::import_job::MaxRejected;
use crate::customers::import_query::{CharsetName, Decimal, DelimiterName, ImportQuery};
use crate::customers::import_reports::{self, Sample};
use crate::customers::upload;
use crate::door::Operator;

/// What to import.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A .csv, .ndjson or .jsonl file, with or without .gz
    file: PathBuf,
    /// If a row is rejected, nothing goes in
    #[arg(long)]
    strict: bool,
    /// Write nothing; tell what would come of it, with samples
    #[arg(long)]
    dry_run: bool,
    /// If more rows are rejected, nothing goes in: a number, or a share such as 1%
    #[arg(long, value_name = "N|N%")]
    max_rejected: Option<MaxRejected>,
    /// The character set, if neither UTF-8 nor UTF-16: windows-1252, iso-8859-1, iso-8859-15
    #[arg(long)]
    charset: Option<CharsetName>,
    /// What stands between the cells: , ; tab or |; found from the header if not given
    #[arg(long)]
    delimiter: Option<DelimiterName>,
    /// How numbers are written: 12.50 or 12,50
    #[arg(long, value_enum, default_value_t)]
    decimal: Decimal,
    /// What a column is that is not named like its field: Mail=email, dnc=attributes.dnc
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = column)]
    map: Vec<(String, String)>,
}

impl Arguments {
    fn query(&self) -> ImportQuery {
        ImportQuery {
            strict: self.strict,
            dry_run: self.dry_run,
            max_rejected: self.max_rejected,
            charset: self.charset,
            delimiter: self.delimiter,
            decimal: self.decimal,
            map: self.map.iter().cloned().collect(),
        }
    }
}

fn column(text: &str) -> Result<(String, String), String> {
    let (column, field) = text.rsplit_once('=').ok_or("must be COLUMN=FIELD")?;
    Ok((column.to_owned(), field.to_owned()))
}

#[derive(Deserialize)]
struct Report {
    rows: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    errors: Vec<Rejected>,
    #[serde(default)]
    attributes_from: Vec<String>,
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
    let job = upload::from_file(&booted.app, source, &arguments.query(), watch).await;
    progress.finish();
    let job = job.context("the import did not begin")?;
    if let Some(result) = &job.result {
        tell(&result.parse().context("the job's result cannot be read")?);
    }
    if arguments.dry_run {
        let samples = Operator::new(&booted.app)
            .read(async |lane| import_reports::samples(lane, job.job_id).await)
            .await?;
        let samples: Vec<Sample> = serde_json::from_str(samples.as_deref().unwrap_or("[]"))?;
        for Sample { line, before, after } in samples {
            let before = before.as_ref().map_or("nobody", |json| json.get());
            say(format_args!("line {line}: {before} would become {}", after.get()));
        }
        say(format_args!("a dry run: nothing was written"));
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
    if !report.attributes_from.is_empty() {
        say(format_args!("columns that became attributes: {}", report.attributes_from.join(", ")));
    }
    say(format_args!(
        "{} rows: {} inserted, {} updated, {} unchanged, {} rejected",
        report.rows, report.inserted, report.updated, report.unchanged, report.rejected
    ));
}
