//! What every subcommand that works on the database begins and ends with.

use anyhow::Context;
use tokio::sync::OnceCell;

use super::progress::say;
use super::signals::stop_token;
use super::signing_key::SigningKeys;
use crate::app::{App, Clock, Parts};
use crate::auth::password::{Passwords, Rule};
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
        let keys = SigningKeys::of(config)?;
        let lifetime = i64::try_from(config.token_ttl.as_secs())
            .context("the token's lifetime is too long")?;
        let webhooks = keys.webhooks(&config.webhooks)?;
        let opened = open(config).await?;
        let app = App::new(Parts {
            door: opened.door,
            tokens: keys.tokens(lifetime),
            passwords: Passwords::new(rule, cores),
            lockout: config.lockout,
            trusted_proxies: config.trusted_proxies.clone(),
            clock: Clock::default(),
            validators: Validators::default(),
            webhooks,
            contact_keys: OnceCell::new(),
        });
        app.contact_keys().await?;
        Ok(Self { app, migrated: opened.migrated, embedded: opened.embedded })
    }

    /// Opens the database, works on it, and leaves it in order, also when a signal to stop calls the work off: else the
    /// private PostgreSQL would be left running.
    pub(super) async fn during<T>(
        config: &Config,
        work: impl AsyncFnOnce(&Self) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let stop = stop_token()?;
        let booted = Self::open(config).await?;
        let done = tokio::select! {
            biased;
            () = stop.cancelled() => Err(anyhow::anyhow!("called off by a signal")),
            done = work(&booted) => done,
        };
        booted.close().await?;
        done
    }

    /// Creates the first super admin if there is none.
    pub(super) async fn ensure_super_admin(&self, config: &Config) -> anyhow::Result<()> {
        if founder::has_super_admin(&self.app).await? {
            return Ok(());
        }
        let username =
            Username::try_from(config.admin_username.clone()).map_err(anyhow::Error::msg)?;
        let password = Password::of(config)?;
        let hash = hash(&self.app, &username, &password.text).await?;
        match founder::create_first(&self.app, &username, &hash).await? {
            None => (),
            Some(Founded::Created) => password.announce(&username),
            Some(Founded::NameTaken) => anyhow::bail!(
                "the username {username} is taken; choose another with --admin-username or PROFFER_ADMIN_USERNAME"
            ),
            Some(Founded::NameReserved) => anyhow::bail!(
                "the trail calls the program and its API keys by names like {username}; choose another with --admin-username or PROFFER_ADMIN_USERNAME"
            ),
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

/// A super admin's first password.
pub(super) struct Password {
    text: String,
    was_made: bool,
}

impl Password {
    /// `PROFFER_ADMIN_PASSWORD`, or a random one.
    pub(super) fn of(config: &Config) -> anyhow::Result<Self> {
        Ok(match &config.admin_password {
            Some(given) => Self { text: given.expose().to_owned(), was_made: false },
            None => Self { text: random_password()?, was_made: true },
        })
    }

    /// Its text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Says that the user is there, and the password if nobody knows it yet.
    pub(super) fn announce(&self, username: &Username) {
        if self.was_made {
            let shown = &self.text;
            say(format_args!(
                "super admin {username} created; its password, shown this once: {shown}"
            ));
        } else {
            say(format_args!("super admin {username} created"));
        }
    }
}

/// Checks the password, hashes it and creates the user.
pub(super) async fn create_super_admin(
    app: &App,
    username: &Username,
    password: &str,
) -> anyhow::Result<Founded> {
    let hash = hash(app, username, password).await?;
    Ok(founder::create_super_admin(app, username, &hash).await?)
}

async fn hash(app: &App, username: &Username, password: &str) -> anyhow::Result<String> {
    if let Err(Error::Unprocessable(_, reason, _)) =
        app.passwords().check(password, username, "/password").await
    {
        anyhow::bail!("PROFFER_ADMIN_PASSWORD is refused: {reason}");
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
