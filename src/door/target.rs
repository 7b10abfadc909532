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
            .map_err(|_| {
                OpenError::Connect(format!("{} does not answer within 10 s", self.place()))
            })?
            .map_err(|error| self.in_words(&error))?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection to the database closed");
            }
        });
        Ok(client)
    }

    /// The hosts and ports, in words.
    fn place(&self) -> String {
        let ports = self.config.get_ports();
        let port = |at: usize| ports.get(at).or(ports.first()).copied().unwrap_or(5432);
        let places = self.config.get_hosts().iter().enumerate().map(|(at, host)| match host {
            Host::Tcp(name) => format!("{name}, port {}", port(at)),
            Host::Unix(folder) => format!("the socket in {}, port {}", folder.display(), port(at)),
        });
        places.collect::<Vec<_>>().join(" or ")
    }

    /// The error with its cause: the driver's own text is often only "error connecting to server".
    fn in_words(&self, error: &tokio_postgres::Error) -> OpenError {
        if let Some(said) = error.as_db_error() {
            return OpenError::Refused(said.message().to_owned());
        }
        let cause = std::error::Error::source(error);
        if cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>) {
            let cause = cause.map(ToString::to_string).unwrap_or_default();
            return OpenError::Connect(format!("nobody answers at {} ({cause})", self.place()));
        }
        OpenError::Refused(match cause {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        })
    }
}
