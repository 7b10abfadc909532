//! SIGTERM and SIGINT stop the program in order. SIGHUP lets a server with TLS read its files again; elsewhere it means that
//! the terminal is gone, and stops the program too.

use std::sync::Arc;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::http::tls::Tls;

/// A token that the first signal to stop cancels, SIGHUP among them unless `nohup` has it ignored.
pub(super) fn stop_token() -> anyhow::Result<CancellationToken> {
    let token = stop_token_without_hangup()?;
    if is_hangup_ignored() {
        return Ok(token);
    }
    let mut hangup = signal(SignalKind::hangup()).context("SIGHUP cannot be listened for")?;
    let stop = token.clone();
    tokio::spawn(async move {
        hangup.recv().await;
        stop.cancel();
    });
    Ok(token)
}

/// Whether the program was started so that it outlives its terminal.
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|it| it & 1 == 1)
}

/// A token that SIGTERM or SIGINT cancels.
pub(super) fn stop_token_without_hangup() -> anyhow::Result<CancellationToken> {
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
