//! `proffer serve`: the API, and a worker unless told otherwise.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::boot::Booted;
use super::progress::say;
use super::signals::{on_hangup, stop_token, stop_token_without_hangup};
use super::worker;
use crate::config::Config;
use crate::http::edge::edge;
use crate::http::server::{Limits, Listener, bind, serve};
use crate::http::tls::Tls;
use crate::http::{meta, metrics};

/// Serves until a signal comes.
pub(super) async fn run(config: Config, opened: Opened) -> anyhow::Result<()> {
    let listeners = Listeners {
        api: TcpListener::from_std(opened.api)?,
        tls: opened.tls,
        metrics: opened.metrics.map(TcpListener::from_std).transpose()?,
    };
    let stop = match &listeners.tls {
        Some(tls) => {
            on_hangup(Arc::clone(tls))?;
            stop_token_without_hangup()?
        }
        None => stop_token()?,
    };
    let booted = Booted::open(&config).await?;
    let served = serve_all(&booted, &config, listeners, stop).await;
    booted.close().await?;
    served
}

/// What may take root's rights to open: the ports and the files of TLS.
pub(super) struct Opened {
    api: std::net::TcpListener,
    tls: Option<Arc<Tls>>,
    metrics: Option<std::net::TcpListener>,
}

impl Opened {
    /// Opens what these settings name. The runtime that it takes is gone afterwards.
    pub(super) fn of(config: &Config) -> anyhow::Result<Self> {
        let tls = config.tls.clone().map(Tls::load).transpose()?.map(Arc::new);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let api = bind(config.listen).await?.into_std()?;
            let metrics = match config.metrics_listen {
                Some(address) => Some(bind(address).await?.into_std()?),
                None => None,
            };
            Ok(Self { api, tls, metrics })
        })
    }
}

struct Listeners {
    api: TcpListener,
    tls: Option<Arc<Tls>>,
    metrics: Option<TcpListener>,
}

async fn serve_all(
    booted: &Booted,
    config: &Config,
    listeners: Listeners,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    booted.ensure_super_admin(config).await?;
    let routes = edge(booted.app.clone(), config)?;
    let limits = Limits { grace: config.drain_grace, ..Limits::new(config.max_connections) };
    let work = work(booted, config, stop.clone());
    tokio::spawn(metrics::keep_up());
    if let Some(listener) = listeners.metrics {
        tokio::spawn(serve(listener, meta::metrics_only(), limits.clone(), stop.clone()));
    }
    let address = listeners.api.local_addr()?;
    let (scheme, listener) = match listeners.tls {
        None => ("http", listeners.api.into()),
        Some(tls) => ("https", Listener::secured(listeners.api, tls)),
    };
    say(format_args!("proffer listens on {scheme}://{address}"));
    let cut_off = serve(listener, routes, limits, stop).await;
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
