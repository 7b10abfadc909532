//! `proffer restore FILE`: copies a backup into an empty database.

use std::path::PathBuf;

use jiff::Timestamp;

use super::progress::say;
use super::signals::stop_token;
use crate::config::Config;
use crate::door::backup::{Archivist, Sound, Stopped};

/// What to restore.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A file that `proffer backup` has written
    file: PathBuf,
    /// The digest that `proffer backup` printed; any other file is refused
    #[arg(long, value_name = "DIGEST")]
    sha256: Option<String>,
}

/// Restores the file, all of it or nothing.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { file, sha256 } = arguments;
    let stop = stop_token()?;
    // Before a private PostgreSQL is made for it.
    let backup = Sound::open(&file, sha256.as_deref()).await?;
    let archivist = Archivist::visit(&config).await?;
    let done = tokio::select! {
        done = archivist.restore(&backup, Timestamp::now()) => done.map_err(anyhow::Error::from),
        () = stop.cancelled() => Err(anyhow::anyhow!("the restore was called off; the database is empty")),
    };
    archivist.leave().await?;
    let stopped = done?;
    let seal = backup.seal;
    say(format_args!(
        "restored from {}: {} bytes, schema {}, SHA-256 {}",
        file.display(),
        seal.bytes,
        seal.schema,
        seal.digest
    ));
    if stopped != Stopped::default() {
        say(format_args!(
            "campaigns: {} that were active are paused, {} that were scheduled are drafts again; bring opt-outs up to date \
             before they go on (docs/operations.md)",
            stopped.paused, stopped.unscheduled
        ));
    }
    Ok(())
}
