//! `proffer serve`: the API, and a worker unless told otherwise.

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::boot::Booted;
use super::progress::say;
use super::signals::stop_token;
use super::worker;
use crate::config::Config;
use crate::http::edge::edge;
use crate::http::server::{Limits, bind, serve};
use crate::http::{meta, metrics, router};

/// Serves until a signal comes.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let listeners = Listeners {
        api: bind(config.listen).await?,
        metrics: match config.metrics_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        },
    };
    let stop = stop_token()?;
    let booted = Booted::open(&config).await?;
    let served = serve_all(&booted, &config, listeners, stop).await;
    booted.close().await?;
    served
}

struct Listeners {
    api: TcpListener,
    metrics: Option<TcpListener>,
}

async fn serve_all(
    booted: &Booted,
    config: &Config,
    listeners: Listeners,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    booted.ensure_super_admin(config).await?;
    let routes = edge(router::router(booted.app.clone()), config)?;
    let limits = Limits::new(config.max_connections);
    let work = work(booted, config, stop.clone());
    tokio::spawn(metrics::keep_up());
    if let Some(listener) = listeners.metrics {
        tokio::spawn(serve(listener, meta::metrics_only(), limits.clone(), stop.clone()));
    }
    say(format_args!("proffer listens on http://{}", listeners.api.local_addr()?));
    let cut_off = serve(listeners.api, routes, limits, stop).await;
    if cut_off > 0 {
        tracing::warn!(cut_off, "requests were still running when the time to drain was over");
    }
    work.await?;
    Ok(())
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
