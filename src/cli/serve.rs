//! `proffer serve`: the API, and a worker unless told otherwise.

use tokio_util::sync::CancellationToken;

use super::boot::Booted;
use super::progress::say;
use super::signals::stop_token;
use super::worker;
use crate::config::Config;
use crate::http::server::{Limits, bind, serve};
use crate::http::{meta, metrics, router};

/// Serves until a signal comes.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let listener = bind(config.listen).await?;
    let metrics = match config.metrics_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let stop = stop_token()?;
    let booted = Booted::open(&config).await?;
    if let Err(error) = booted.ensure_super_admin(&config).await {
        booted.close().await?;
        return Err(error);
    }
    let limits = Limits::new(config.max_connections);
    let work = work(&booted, &config, stop.clone());
    let routes = router::router(booted.app.clone());
    tokio::spawn(metrics::keep_up());
    if let Some(listener) = metrics {
        tokio::spawn(serve(listener, meta::metrics_only(), limits.clone(), stop.clone()));
    }
    say(format_args!("proffer listens on http://{}", listener.local_addr()?));
    let cut_off = serve(listener, routes, limits, stop).await;
    if cut_off > 0 {
        tracing::warn!(cut_off, "requests were still running when the time to drain was over");
    }
    work.await?;
    booted.close().await
}

fn work(booted: &Booted, config: &Config, stop: CancellationToken) -> tokio::task::JoinHandle<()> {
    let app = booted.app.clone();
    let wanted = config.worker;
    tokio::spawn(async move {
        if wanted {
            worker::work(app, stop).await;
        }
    })
}
