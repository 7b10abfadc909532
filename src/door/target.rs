//! Where the database is, and how to get there.

use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::config::{Host, SslMode as DriverMode};
use tokio_postgres::{Client, Config};

use super::open::OpenError;
use super::tls::Tls;
use crate::config::{DatabaseTls, Secret, SslMode, without_tls};

/// How long the first connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A database and the way there.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) config: Config,
    pub(super) tls: Tls,
    pub(super) wanted: DatabaseTls,
}

impl From<Config> for Target {
    /// Without TLS: on a Unix socket, above all.
    fn from(mut config: Config) -> Self {
        config.ssl_mode(DriverMode::Disable);
        let wanted = DatabaseTls { mode: SslMode::Disable, authorities: None };
        Self { config, tls: Tls::default(), wanted }
    }
}

impl Target {
    /// What `DATABASE_URL` names.
    pub(super) fn named(url: &Secret) -> Result<Self, OpenError> {
        let Some((rest, wanted)) = without_tls(url.expose()) else {
            return Err(OpenError::Tls(
                "sslmode must be disable, prefer, require or verify-full".to_owned(),
            ));
        };
        let mut config = Config::from_str(&rest).map_err(OpenError::Url)?;
        let local = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
        if local {
            return Ok(config.into());
        }
        config.ssl_mode(match wanted.mode {
            SslMode::Disable => DriverMode::Disable,
            SslMode::Prefer => DriverMode::Prefer,
            SslMode::Require | SslMode::VerifyFull => DriverMode::Require,
        });
        let tls = Tls::new(&wanted).map_err(OpenError::Tls)?;
        Ok(Self { config, tls, wanted })
    }

    /// A connection of one's own, for what comes before the door is open.
    pub(super) async fn connect(&self) -> Result<Client, OpenError> {
        let connecting = self.config.connect(self.tls.clone());
        let (client, connection) = tokio::time::timeout(CONNECT_TIMEOUT, connecting)
            .await
            .map_err(|_| OpenError::Connect("it does not answer within 10 s".to_owned()))?
            .map_err(|error| OpenError::Connect(in_words(&error)))?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection to the database closed");
            }
        });
        Ok(client)
    }
}

/// The error with its cause: the driver's own text is often only "error connecting to server".
fn in_words(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
