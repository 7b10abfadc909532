//! `proffer worker`: background jobs without the API.

use tokio_util::sync::CancellationToken;

use super::boot::Booted;
use super::progress::say;
use super::signals::stop_token;
use crate::app::App;
use crate::config::Config;
use crate::jobs::{runner, scheduler};
use crate::webhooks::dispatcher;

/// Works until a signal comes.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let stop = stop_token()?;
    let booted = Booted::open(&config).await?;
    say("proffer works on background jobs");
    work(booted.app.clone(), stop).await;
    booted.close().await
}

/// How many jobs run at once in one process.
const WORKERS: usize = 2;

/// Runs jobs, the scheduler and the dispatcher of webhooks until `stop`.
pub(super) async fn work(app: App, stop: CancellationToken) {
    let jobs = runner::run(app.clone(), stop.clone(), WORKERS);
    let time = scheduler::run(app.clone(), stop.clone());
    let events = dispatcher::run(app, stop);
    tokio::join!(jobs, time, events);
}
