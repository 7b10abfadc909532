//! What every subcommand that works on the database begins and ends with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context;

use super::progress::say;
use crate::app::{App, Clock, Parts};
use crate::auth::password::{Passwords, Rule};
use crate::auth::token::Tokens;
use crate::config::Config;
use crate::door::embedded::Embedded;
use crate::door::founder::{self, Founded};
use crate::door::open::open;
use crate::error::Error;
use crate::offers::config::Validators;
use crate::web::Username;

/// A service that is ready to work.
pub(super) struct Booted {
    pub(super) app: App,
    pub(super) migrated: Vec<i32>,
    embedded: Option<Embedded>,
}

impl Booted {
    /// Opens the database and puts the service together.
    pub(super) async fn open(config: &Config) -> anyhow::Result<Self> {
        let rule =
            Rule { min_length: config.password_min_length, min_score: config.password_min_score };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let secret = signing_secret(config)?;
        let lifetime = i64::try_from(config.token_ttl.as_secs())
            .context("the token's lifetime is too long")?;
        let opened = open(config).await?;
        let app = App::new(Parts {
            door: opened.door,
            tokens: Tokens::new(&secret, lifetime),
            passwords: Passwords::new(rule, cores),
            clock: Clock::default(),
            validators: Validators::default(),
        });
        Ok(Self { app, migrated: opened.migrated, embedded: opened.embedded })
    }

    /// Creates the first super admin if there is none.
    pub(super) async fn ensure_super_admin(&self, config: &Config) -> anyhow::Result<()> {
        if founder::has_super_admin(&self.app).await? {
            return Ok(());
        }
        let username =
            Username::try_from(config.admin_username.clone()).map_err(anyhow::Error::msg)?;
        let (password, made) = match &config.admin_password {
            Some(given) => (given.expose().to_owned(), false),
            None => (random_password()?, true),
        };
        let hash = hash(&self.app, &username, &password, "PROFFER_ADMIN_PASSWORD").await?;
        match founder::create_first(&self.app, &username, &hash).await? {
            None => (),
            Some(Founded::Created) if made => {
                say(format_args!(
                    "super admin {username} created; its password, shown this once: {password}"
                ));
            }
            Some(Founded::Created) => say(format_args!("super admin {username} created")),
            Some(Founded::NameTaken) => {
                anyhow::bail!("the username {username} is taken; choose another")
            }
        }
        Ok(())
    }

    /// Leaves the database; the last one out stops the private PostgreSQL.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        drop(self.app);
        if let Some(embedded) = self.embedded {
            embedded.stop().await?;
        }
        Ok(())
    }
}

/// Checks the password, hashes it and creates the user; `name` is what a weak password is called in the error.
pub(super) async fn create_super_admin(
    app: &App,
    username: &Username,
    password: &str,
    name: &str,
) -> anyhow::Result<Founded> {
    let hash = hash(app, username, password, name).await?;
    Ok(founder::create_super_admin(app, username, &hash).await?)
}

async fn hash(
    app: &App,
    username: &Username,
    password: &str,
    name: &str,
) -> anyhow::Result<String> {
    if let Err(Error::Unprocessable(_, reason, _)) =
        app.passwords().check(password, username, "/password")
    {
        anyhow::bail!("{name} is refused: {reason}");
    }
    Ok(app.passwords().hash(password.to_owned()).await?)
}

/// 144 random bits, in characters that can be typed.
pub(super) fn random_password() -> anyhow::Result<String> {
    use base64::Engine;
    let mut bytes = [0_u8; 18];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// The setting's secret, or the one in the data directory, made on the first start and readable by this user alone.
fn signing_secret(config: &Config) -> anyhow::Result<Vec<u8>> {
    if let Some(secret) = &config.secret_key {
        return Ok(secret.expose().as_bytes().to_vec());
    }
    let path = config.data_dir.join("signing.key");
    std::fs::create_dir_all(&config.data_dir).with_context(|| {
        format!("the data directory {} cannot be made", config.data_dir.display())
    })?;
    match read_secret(&path)? {
        Some(secret) => Ok(secret),
        None => make_secret(&path),
    }
}

fn read_secret(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    let mut secret = Vec::new();
    match std::fs::File::open(path) {
        Ok(mut file) => file.read_to_end(&mut secret)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", path.display()));
        }
    };
    anyhow::ensure!(
        secret.len() >= 32,
        "{} is damaged; delete it to make a new one (everybody logs in again)",
        path.display()
    );
    Ok(Some(secret))
}

/// Two processes may start at once: the file appears whole under its name, and the first one wins.
fn make_secret(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut secret = vec![0_u8; 32];
    getrandom::fill(&mut secret).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Ok(()) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read_secret(path)?.context("the signing key went away while it was read")
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be written", path.display())),
    }
}
