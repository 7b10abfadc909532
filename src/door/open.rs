//! Opening the database: the private PostgreSQL or the one that `DATABASE_URL` names, in a version that works, with the
//! schema brought up to date.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::{Client, Config, NoTls};

use super::Door;
use super::embedded::{self, Embedded, EmbeddedError};
use super::migrate::{MigrateError, migrate};
use crate::config::Config as Settings;
use crate::error::Error;

/// The oldest and newest major version that is tested.
const VERSIONS: std::ops::RangeInclusive<i32> = 14..=18;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Why the database cannot be opened; one sentence each.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The private PostgreSQL does not start.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// `DATABASE_URL` is not one.
    #[error("DATABASE_URL cannot be read: {0}")]
    Url(tokio_postgres::Error),
    /// Nobody answers there, or not to this user.
    #[error("the database of DATABASE_URL does not let us in: {0}")]
    Connect(String),
    /// A version that is not served.
    #[error("this is PostgreSQL {0}; Proffer works with {first} to {last}", first = VERSIONS.start(), last = VERSIONS.end())]
    Version(i32),
    /// The schema cannot be brought up to date.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// The pool cannot be made.
    #[error("the connection pool cannot be made: {0}")]
    Pool(#[from] Error),
}

/// An open database.
pub struct Opened {
    /// The way to the data.
    pub door: Door,
    /// The private PostgreSQL, if it is that.
    pub embedded: Option<Embedded>,
    /// The migrations that were applied just now.
    pub migrated: Vec<i32>,
}

/// Opens the database of these settings.
pub async fn open(settings: &Settings) -> Result<Opened, OpenError> {
    let embedded = match &settings.database_url {
        Some(_) => None,
        None => Some(start_private(&settings.data_dir, settings.pg_bin.as_deref()).await?),
    };
    let config = match (&settings.database_url, &embedded) {
        (Some(url), _) => Config::from_str(url.expose()).map_err(OpenError::Url)?,
        (None, Some(embedded)) => embedded.config(),
        (None, None) => Config::new(),
    };
    match prepare(&config, settings).await {
        Ok((door, migrated)) => Ok(Opened { door, embedded, migrated }),
        Err(error) => {
            if let Some(embedded) = embedded {
                embedded.stop().await?;
            }
            Err(error)
        }
    }
}

async fn start_private(data_dir: &Path, pg_bin: Option<&Path>) -> Result<Embedded, OpenError> {
    Ok(embedded::start(data_dir, pg_bin).await?)
}

async fn prepare(config: &Config, settings: &Settings) -> Result<(Door, Vec<i32>), OpenError> {
    let mut client = connect(config).await?;
    let version = version(&client).await?;
    if !VERSIONS.contains(&version) {
        return Err(OpenError::Version(version));
    }
    let migrated = migrate(&mut client).await?;
    Ok((Door::new(config, settings.lanes, settings.pool_size)?, migrated))
}

async fn connect(config: &Config) -> Result<Client, OpenError> {
    let connecting = tokio::time::timeout(CONNECT_TIMEOUT, config.connect(NoTls)).await;
    let (client, connection) = connecting
        .map_err(|_| OpenError::Connect("it does not answer within 10 s".to_owned()))?
        .map_err(|error| OpenError::Connect(in_words(&error)))?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "the connection for migrations closed");
        }
    });
    Ok(client)
}

/// The error with its cause: the driver's own text is often only "error connecting to server".
fn in_words(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

async fn version(client: &Client) -> Result<i32, OpenError> {
    let row =
        client.query_one("SELECT current_setting('server_version_num')::int / 10000", &[]).await;
    Ok(row.map_err(MigrateError::from)?.get(0))
}
