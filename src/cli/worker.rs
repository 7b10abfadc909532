//! `proffer worker`: background jobs without the API.

use tokio_util::sync::CancellationToken;

use super::boot::Booted;
use super::progress::say;
use super::signals::stop_token;
use crate::app::App;
use crate::config::Config;

/// Works until a signal comes.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let stop = stop_token()?;
    let booted = Booted::open(&config).await?;
    say("proffer works on background jobs");
    work(booted.app.clone(), stop).await;
    booted.close().await
}

/// Runs jobs and the scheduler until `stop`.
pub(super) async fn work(_app: App, stop: CancellationToken) {
    stop.cancelled().await;
}
