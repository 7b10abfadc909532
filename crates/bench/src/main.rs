//! `proffer-bench`: measures the workloads of `docs/benchmarks.md`, each in turn with what PostgreSQL's own programs do
//! for the same work. `benches/run.sh` builds it and gives it an empty folder; everything it starts, it stops.

mod approvals;
mod audience;
mod bank;
mod client;
mod customers_file;
mod database;
mod document;
mod import;
mod load;
mod machine;
mod options;
mod outcome;
mod read_offer;
mod server;
mod statements;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use bank::Bank;
use machine::Machine;
use options::{Options, Workload};
use outcome::{Outcome, table};
use server::Server;

fn main() -> ExitCode {
    match Options::of(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<()> {
    let machine = Machine::look(options);
    if let Some(warning) = machine.warning() {
        eprintln!("warning: {warning}");
    }
    let (mut outcomes, mut settings) = (Vec::new(), String::new());
    let requests = [Workload::ReadOffer, Workload::Approvals];
    if options.wants_any(&requests) {
        // Without a worker: nothing else of ours takes part.
        let server = Server::start(options, false)?;
        let bank = Bank::found(&server, options)?;
        settings = bank.settings()?;
        if options.wants(Workload::ReadOffer) {
            outcomes.push(told(read_offer::measure(&bank, options)?));
        }
        if options.wants(Workload::Approvals) {
            outcomes.push(told(approvals::measure(&bank, options)?));
        }
        server.stop()?;
    }
    let bulk = [Workload::Import, Workload::Audience];
    if options.wants_any(&bulk) {
        let server = Server::start(options, true)?;
        let bank = Bank::found(&server, options)?;
        settings = bank.settings()?;
        if options.wants(Workload::Import) {
            outcomes.extend(import::measure(&bank, &server, options)?.map(told));
        }
        if options.wants(Workload::Audience) {
            outcomes.push(told(audience::measure(&bank, options)?));
        }
        server.stop()?;
    }
    report(&machine, &settings, &outcomes, options)
}

fn told(outcome: Outcome) -> Outcome {
    eprintln!("{}", outcome.sentence());
    outcome
}

/// The table always; the document only of a whole run, so that it never shows half of one.
fn report(
    machine: &Machine,
    settings: &str,
    outcomes: &[Outcome],
    options: &Options,
) -> Result<()> {
    println!("{}", table(outcomes));
    if let Some(warning) = machine.warning() {
        println!("\nwarning: {warning}");
    }
    if options.is_whole() {
        let path = Path::new("docs/benchmarks.md");
        std::fs::create_dir_all("docs")?;
        std::fs::write(path, document::write(machine, settings, outcomes))?;
        println!("\nwritten: {}", path.display());
    } else {
        println!("\ndocs/benchmarks.md is left as it is: only a whole run writes it");
    }
    Ok(())
}
