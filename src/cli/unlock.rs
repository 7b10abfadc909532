//! `proffer unlock`: lets a user log in again whom wrong passwords have locked out.

use super::boot::Booted;
use super::progress::say;
use crate::config::Config;
use crate::error::Error;
use crate::users::locks;
use crate::web::Username;

/// Who is to be let in.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The username
    username: String,
}

/// Forgets the user's wrong passwords.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let username = Username::try_from(arguments.username)
        .map_err(|reason| anyhow::anyhow!("the username {reason}"))?;
    Booted::during(&config, async |booted| unlock(booted, &username).await).await
}

async fn unlock(booted: &Booted, username: &Username) -> anyhow::Result<()> {
    match locks::unlock(&booted.app, username).await {
        Ok(true) => say(format_args!("{username} may log in again")),
        Ok(false) => say(format_args!("{username} has no wrong passwords against it")),
        Err(Error::NotFound) => anyhow::bail!("there is no user {username}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
