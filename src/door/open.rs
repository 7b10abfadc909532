//! Opening the database: the private PostgreSQL or the one that `DATABASE_URL` names, in a version that works, with the
//! schema brought up to date.

use tokio_postgres::Client;

use super::Door;
use super::embedded::{self, Embedded, EmbeddedError};
use super::migrate::{MigrateError, migrate};
use super::target::Target;
use crate::config::Config as Settings;
use crate::error::Error;

/// The oldest and newest major version that is tested.
const VERSIONS: std::ops::RangeInclusive<i32> = 14..=18;

/// Why the database cannot be opened; one sentence each.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The private PostgreSQL does not start.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// `DATABASE_URL` is not one.
    #[error("DATABASE_URL cannot be read: {0}")]
    Url(tokio_postgres::Error),
    /// Its TLS is not possible.
    #[error("DATABASE_URL asks for TLS that cannot be had: {0}")]
    Tls(String),
    /// Nobody answers there.
    #[error("{0}: is PostgreSQL running there, and is DATABASE_URL right?")]
    Connect(String),
    /// It answers, but not to this user.
    #[error("the PostgreSQL of DATABASE_URL does not let us in: {0}")]
    Refused(String),
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
    let (target, embedded) = reach(settings).await?;
    match prepare(&target, settings).await {
        Ok((door, migrated)) => Ok(Opened { door, embedded, migrated }),
        Err(error) => {
            if let Some(embedded) = embedded {
                embedded.stop().await?;
            }
            Err(error)
        }
    }
}

/// Where the database of these settings is; starts the private PostgreSQL if nobody has.
pub(super) async fn reach(settings: &Settings) -> Result<(Target, Option<Embedded>), OpenError> {
    if let Some(url) = &settings.database_url {
        return Ok((Target::named(url)?, None));
    }
    let embedded = embedded::start(&settings.data_dir, settings.pg_bin.as_deref()).await?;
    Ok((embedded.config().into(), Some(embedded)))
}

async fn prepare(target: &Target, settings: &Settings) -> Result<(Door, Vec<i32>), OpenError> {
    let mut client = target.connect().await?;
    let version = major(&client).await?;
    if !VERSIONS.contains(&version) {
        return Err(OpenError::Version(version));
    }
    let migrated = migrate(&mut client).await?;
    let mut door = Door::to(target, settings.lanes, settings.pool_size)?;
    door.bound_uploads(settings.uploads);
    Ok((door, migrated))
}

/// The server's major version.
pub(super) async fn major(client: &Client) -> Result<i32, OpenError> {
    let row =
        client.query_one("SELECT current_setting('server_version_num')::int / 10000", &[]).await;
    Ok(row.map_err(MigrateError::from)?.get(0))
}
