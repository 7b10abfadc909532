//! `proffer migrate`: brings the schema up to date and says what was done.

use super::boot::Booted;
use super::progress::say;
use crate::config::Config;
use crate::door::migrate::newest;

/// Opens the database, which migrates it, and leaves.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let booted = Booted::open(&config).await?;
    match booted.migrated.as_slice() {
        [] => say(format_args!("the schema is up to date: migration {}", newest())),
        ran => say(format_args!("migrations applied: {ran:?}")),
    }
    booted.close().await
}
