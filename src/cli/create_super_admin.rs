//! `proffer create-super-admin`: one more super admin, with a given or a random password.

use super::boot::{Booted, Password, create_super_admin};
use crate::config::Config;
use crate::door::founder::Founded;
use crate::web::Username;

/// Who is to be created. The password comes from `PROFFER_ADMIN_PASSWORD`, or is made and printed once.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The username
    username: String,
}

/// Creates the user.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let username = Username::try_from(arguments.username)
        .map_err(|reason| anyhow::anyhow!("the username {reason}"))?;
    Booted::during(&config, async |booted| create(booted, &config, &username).await).await
}

async fn create(booted: &Booted, config: &Config, username: &Username) -> anyhow::Result<()> {
    let password = Password::of(config)?;
    match create_super_admin(&booted.app, username, password.text()).await? {
        Founded::NameTaken => anyhow::bail!("the username {username} is taken"),
        Founded::NameReserved => anyhow::bail!(
            "the trail calls the program and its API keys by names like {username}; choose another"
        ),
        Founded::Created => password.announce(username),
    }
    Ok(())
}
