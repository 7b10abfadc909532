//! `proffer backup FILE`: copies the database into a file, while the program runs or not.

use std::path::PathBuf;

use super::progress::say;
use super::signals::stop_token;
use crate::config::Config;
use crate::door::backup::{Archivist, BackupError};

/// Where to.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The new file; it must not be there yet
    file: PathBuf,
}

/// Writes the file and prints its digest.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let file = arguments.file;
    if file.exists() {
        anyhow::bail!(BackupError::Exists(file));
    }
    let stop = stop_token()?;
    let archivist = Archivist::visit(&config).await?;
    let done = tokio::select! {
        done = archivist.back_up(&file) => done.map_err(anyhow::Error::from),
        () = stop.cancelled() => Err(anyhow::anyhow!("the backup was called off; there is no file")),
    };
    archivist.leave().await?;
    let seal = done?;
    say(format_args!(
        "backup written to {}: {} bytes, schema {}, SHA-256 {}",
        file.display(),
        seal.bytes,
        seal.schema,
        seal.digest
    ));
    Ok(())
}
