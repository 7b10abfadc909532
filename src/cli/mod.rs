//! The program's subcommands, one file each. What goes wrong is told in one sentence on standard error.

mod audit;
mod backup;
mod boot;
mod create_super_admin;
mod demo;
mod export_audience;
mod import_customers;
mod job;
mod migrate;
mod openapi;
mod privileges;
mod process_campaign;
mod progress;
mod restore;
mod serve;
mod signals;
mod signing_key;
mod suppressions;
mod telemetry;
mod unlock;
mod worker;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::config::{Config, Environment, Settings};
use crate::door::embedded::default_data_dir;

/// Offer management for banks: maker-checker, audiences, deliveries, audit.
#[derive(Parser)]
#[command(name = "proffer", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and run background jobs
    Serve,
    /// Run background jobs only
    Worker,
    /// Bring the database's schema up to date
    Migrate,
    /// Create a super admin
    CreateSuperAdmin(create_super_admin::Arguments),
    /// Let a user log in again whom wrong passwords have locked out
    Unlock(unlock::Arguments),
    /// Import customers from a CSV or NDJSON file
    ImportCustomers(import_customers::Arguments),
    /// Pick the customers of a campaign
    ProcessCampaign(process_campaign::Arguments),
    /// Write a campaign's audience to a file
    ExportAudience(export_audience::Arguments),
    /// Seal the audit trail, or check it
    Audit(audit::Arguments),
    /// Copy the database into a new file
    Backup(backup::Arguments),
    /// Copy a backup into an empty database
    Restore(restore::Arguments),
    /// Take opt-outs and suppressions to a restored database
    Suppressions(suppressions::Arguments),
    /// Make a bank to play with, with made-up customers
    Demo(demo::Arguments),
    /// Print the API's OpenAPI document
    Openapi(openapi::Arguments),
}

/// Runs the subcommand that the command line names.
#[must_use]
pub fn run() -> ExitCode {
    // A second call would fail, and there is none.
    rustls::crypto::aws_lc_rs::default_provider().install_default().ok();
    let cli = Cli::parse();
    match execute(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the one place where the program tells a person what went wrong"
)]
fn tell(error: &anyhow::Error) {
    eprintln!("proffer: {error:#}");
}

/// How long work on threads that cannot be called off may go on when everything else is over.
const LAST_WORK: Duration = Duration::from_secs(5);

fn execute(cli: Cli) -> anyhow::Result<()> {
    if let Command::Openapi(arguments) = cli.command {
        return openapi::run(&arguments);
    }
    let mut config = settings(&cli.settings)?;
    let opened = match cli.command {
        Command::Serve => Some(serve::Opened::of(&config)?),
        _ => None,
    };
    if matches!(cli.command, Command::Serve | Command::Worker) {
        privileges::give_up(&mut config)?;
    }
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(command(cli.command, config, opened));
    runtime.shutdown_timeout(LAST_WORK);
    done
}

/// The settings of this run, with the log started and a warning for each variable that looks like one and is none.
fn settings(flags: &Settings) -> anyhow::Result<Config> {
    let environment = Environment::of_process()?;
    let mut config = Config::resolve(flags, &environment)?;
    telemetry::start(&config)?;
    for stray in environment.strays() {
        tracing::warn!("{stray}");
    }
    if !config.data_dir_is_given && config.database_url.is_none() {
        config.data_dir = default_data_dir();
        if config.data_dir.is_absolute() {
            let place = config.data_dir.display();
            tracing::info!("PostgreSQL's user cannot enter this folder: the data is in {place}");
        }
    }
    Ok(config)
}

async fn command(
    command: Command,
    config: Config,
    opened: Option<serve::Opened>,
) -> anyhow::Result<()> {
    match command {
        Command::Serve => match opened {
            Some(opened) => serve::run(config, opened).await,
            None => Ok(()),
        },
        Command::Worker => worker::run(config).await,
        Command::Migrate => migrate::run(config).await,
        Command::CreateSuperAdmin(arguments) => create_super_admin::run(config, arguments).await,
        Command::Unlock(arguments) => unlock::run(config, arguments).await,
        Command::ImportCustomers(arguments) => import_customers::run(config, arguments).await,
        Command::ProcessCampaign(arguments) => process_campaign::run(config, arguments).await,
        Command::ExportAudience(arguments) => export_audience::run(config, arguments).await,
        Command::Audit(arguments) => audit::run(config, arguments).await,
        Command::Backup(arguments) => backup::run(config, arguments).await,
        Command::Restore(arguments) => restore::run(config, arguments).await,
        Command::Suppressions(arguments) => suppressions::run(config, arguments).await,
        Command::Demo(arguments) => demo::run(config, arguments).await,
        Command::Openapi(_) => Ok(()),
    }
}
