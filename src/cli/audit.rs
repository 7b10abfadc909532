//! `proffer audit`: seals the trails and prints the newest seals, and checks trails against seals and printed hashes.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;

use super::boot::Booted;
use super::process_campaign::tenant_name;
use super::progress::say;
use crate::app::App;
use crate::audit::seal::seal_due;
use crate::audit::verify::{self, Anchor, Verification};
use crate::config::Config;
use crate::error::Error;
use crate::web::TenantName;

/// Faults that are listed of each trail.
const MOST: usize = 10_000;

/// How often sealing is tried, and how long between two tries.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(250);
/// PostgreSQL documentation, appendix A.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// What to do with the trail.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    step: Step,
}

#[derive(clap::Subcommand)]
enum Step {
    /// Seal what is there and print the newest seal of each trail, to be kept elsewhere
    Seal,
    /// Check every row and every seal; what was tampered with is listed, and the exit code is 1
    Verify(Check),
}

#[derive(clap::Args)]
struct Check {
    /// Only this tenant's trail; `-` is the one outside tenants
    #[arg(long, value_parser = trail)]
    tenant: Option<Trail>,
    /// A hash that `proffer audit seal` printed, or a file of what it printed
    #[arg(long, value_name = "HASH|FILE")]
    against: Option<String>,
}

/// A tenant's name, or nothing for what lies outside tenants.
#[derive(Debug, Clone)]
struct Trail(String);

fn trail(text: &str) -> Result<Trail, String> {
    if text == Anchor::OUTSIDE {
        return Ok(Trail(String::new()));
    }
    tenant_name(text).map(|name: TenantName| Trail(name.as_str().to_owned()))
}

/// Runs the step.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let work = async |booted: &Booted| match &arguments.step {
        Step::Seal => seal(&booted.app).await,
        Step::Verify(check) => verify(&booted.app, check).await,
    };
    Booted::during(&config, work).await
}

/// One line for each trail that has a seal: tenant, number, hash, time.
async fn seal(app: &App) -> anyhow::Result<()> {
    seal_now(app).await.context("the trail cannot be sealed now; try again")?;
    for tenant in verify::trails(app).await? {
        if let Some(head) = verify::head(app, &tenant).await? {
            say(format_args!(
                "{} {} {} {}",
                shown(&tenant),
                head.seal_no,
                head.hash,
                head.sealed_at
            ));
        }
    }
    Ok(())
}

/// Waits for writers that hold the trail: the scheduler would come again by itself.
async fn seal_now(app: &App) -> Result<usize, Error> {
    for _ in 1..TRIES {
        match seal_due(app, app.now()).await {
            Err(error) if error.sqlstate() == Some(LOCK_NOT_AVAILABLE) => {
                tokio::time::sleep(PAUSE).await;
            }
            done => return done,
        }
    }
    seal_due(app, app.now()).await
}

async fn verify(app: &App, check: &Check) -> anyhow::Result<()> {
    let only = check.tenant.as_ref().map(|trail| trail.0.as_str());
    let mut anchors = match &check.against {
        Some(against) => anchors(against, only)?,
        None => Vec::new(),
    };
    let mut sound = true;
    for tenant in trails(app, only, &anchors).await? {
        let verification = verify::verify_here(app, &tenant, &mut anchors, MOST).await?;
        sound &= verification.verified;
        tell(&tenant, &verification);
    }
    for anchor in anchors.iter().filter(|anchor| !anchor.is_met()) {
        sound = false;
        say(format_args!("{}: {}", anchor.tenant().map_or("*", shown), anchor.unmet()));
    }
    anyhow::ensure!(sound, "the trail is not what was written");
    Ok(())
}

/// The trails to check: one, or all there are, those that only a kept hash still knows among them.
async fn trails(app: &App, only: Option<&str>, anchors: &[Anchor]) -> anyhow::Result<Vec<String>> {
    if let Some(tenant) = only {
        return Ok(vec![tenant.to_owned()]);
    }
    let mut all = verify::trails(app).await?;
    all.extend(anchors.iter().filter_map(|anchor| anchor.tenant().map(str::to_owned)));
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// A hash, or the lines of a file; of those that name another tenant than the one that is asked for, none.
fn anchors(against: &str, only: Option<&str>) -> anyhow::Result<Vec<Anchor>> {
    if let Some(anchor) = Anchor::of_hash(against, only) {
        return Ok(vec![anchor]);
    }
    let text = std::fs::read_to_string(Path::new(against))
        .with_context(|| format!("{against} is no SHA-256 and cannot be read as a file"))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let anchors: Result<Vec<_>, _> = lines.map(Anchor::of_line).collect();
    let mut anchors = anchors.with_context(|| format!("{against} cannot be used"))?;
    anchors.retain(|anchor| only.is_none_or(|only| anchor.tenant() == Some(only)));
    anyhow::ensure!(!anchors.is_empty(), "{against} holds no seal of the trail that is checked");
    Ok(anchors)
}

fn tell(tenant: &str, found: &Verification) {
    let tenant = shown(tenant);
    for fault in &found.faults {
        say(format_args!("{tenant}: {fault}"));
    }
    let Verification { rows, seals, unsealed, .. } = found;
    let verdict = if found.verified { "as written" } else { "NOT as written" };
    say(format_args!(
        "{tenant}: {verdict}: {rows} rows, {seals} seals, {unsealed} rows after the last"
    ));
}

fn shown(tenant: &str) -> &str {
    if tenant.is_empty() { Anchor::OUTSIDE } else { tenant }
}
