//! SIGTERM and SIGINT stop the program in order, SIGHUP lets it read the files of its TLS again.

use std::sync::Arc;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::http::tls::Tls;

/// A token that the first of the two signals cancels.
pub(super) fn stop_token() -> anyhow::Result<CancellationToken> {
    let mut terminate =
        signal(SignalKind::terminate()).context("SIGTERM cannot be listened for")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be listened for")?;
    let token = CancellationToken::new();
    let stop = token.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        stop.cancel();
    });
    Ok(token)
}

/// Reads the files of `tls` again at each SIGHUP.
pub(super) fn on_hangup(tls: Arc<Tls>) -> anyhow::Result<()> {
    let mut hangup = signal(SignalKind::hangup()).context("SIGHUP cannot be listened for")?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            match tls.reload() {
                Ok(()) => tracing::info!("the files of TLS were read again"),
                Err(error) => tracing::error!(%error, "TLS stays as it was"),
            }
        }
    });
    Ok(())
}
