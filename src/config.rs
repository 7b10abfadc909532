//! The settings: command-line flags, then the environment (`./.env` included), then a TOML file, then defaults. A value
//! that makes no sense is told in one sentence that names where it came from.

mod database;
mod dot_env;
mod error;
mod layers;
mod lockout;
mod network;
mod secret;
mod settings;
mod strays;
mod tls;
mod uploads;
mod values;
mod webhooks;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

pub use database::{DatabaseTls, SslMode, without_tls};
pub use error::ConfigError;
pub use layers::Environment;
use layers::Layers;
pub use lockout::Lockout;
pub use network::Network;
pub use secret::Secret;
pub use settings::Settings;
pub use tls::TlsFiles;
pub use webhooks::WebhookConfig;

use crate::door::UploadBounds;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For log collectors: one JSON object per line.
    Json,
}

/// Every setting, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the API listens.
    pub listen: SocketAddr,
    /// The TLS of the API's listener, if it has any.
    pub tls: Option<TlsFiles>,
    /// How long the API still listens after the sign to stop.
    pub drain_grace: Duration,
    /// Where `/metrics` listens besides, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where the private PostgreSQL and the signing key live.
    pub data_dir: PathBuf,
    /// Whether a setting names the data directory; else it is the default.
    pub data_dir_is_given: bool,
    /// The database to use instead of the private PostgreSQL.
    pub database_url: Option<Secret>,
    /// The only folder where PostgreSQL's programs are looked for.
    pub pg_bin: Option<PathBuf>,
    /// The super admin that the first start creates.
    pub admin_username: String,
    /// Its password; without one a random one is made and printed once.
    pub admin_password: Option<Secret>,
    /// What signs the tokens; without one the first start makes one.
    pub secret_key: Option<Secret>,
    /// What signed them before a rotation: verifies, and never signs.
    pub secret_key_previous: Option<Secret>,
    /// How long a login lasts.
    pub token_ttl: Duration,
    /// The shortest password, in characters.
    pub password_min_length: usize,
    /// The weakest password, as zxcvbn's score from 0 to 4.
    pub password_min_score: u8,
    /// When wrong passwords lock out.
    pub lockout: Lockout,
    /// Whether `serve` runs background jobs too.
    pub worker: bool,
    /// How many database connections carry transactions and streams.
    pub pool_size: usize,
    /// How many database connections carry pipelined reads.
    pub lanes: usize,
    /// How many clients may be connected at once.
    pub max_connections: usize,
    /// How much uploads may be.
    pub uploads: UploadBounds,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// The web origins whose scripts may call the API.
    pub cors_origins: Vec<String>,
    /// Whether the API answers without `/api/v1` too.
    pub bare_paths: bool,
    /// Where webhooks may lead, and for how long they are tried.
    pub webhooks: WebhookConfig,
    /// What is logged, as `tracing` directives.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
}

impl Config {
    /// The settings of this run: `flags` over `environment` over the TOML file that one of them names.
    pub fn resolve(flags: &Settings, environment: &Environment) -> Result<Self, ConfigError> {
        let from = Layers::new(flags, environment)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            listen: from
                .parsed("listen", "an address such as 127.0.0.1:8000", values::address)?
                .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8000))),
            metrics_listen: from.parsed(
                "metrics_listen",
                "an address such as 127.0.0.1:9000",
                values::address,
            )?,
            tls: tls::files(&from)?,
            drain_grace: from
                .parsed("drain_grace", values::GRACE, values::grace)?
                .unwrap_or(Duration::ZERO),
            data_dir: from.text("data_dir").map_or_else(|| "./data".into(), PathBuf::from),
            data_dir_is_given: from.text("data_dir").is_some(),
            database_url: from.secret("database_url", values::DATABASE, values::is_database)?,
            pg_bin: from.text("pg_bin").map(PathBuf::from),
            admin_username: from
                .parsed("admin_username", values::USERNAME, values::username)?
                .unwrap_or_else(|| "admin".to_owned()),
            admin_password: from.secret("admin_password", "a password", |_| true)?,
            secret_key: from.secret("secret_key", values::KEY, values::is_key)?,
            secret_key_previous: from.secret("secret_key_previous", values::KEY, values::is_key)?,
            token_ttl: from
                .parsed("token_ttl", values::DURATION, values::duration)?
                .unwrap_or(Duration::from_secs(8 * 60 * 60)),
            password_min_length: from.number("password_min_length", 8, 128)?.unwrap_or(12),
            password_min_score: from.number("password_min_score", 0, 4)?.unwrap_or(2),
            lockout: Lockout::of(&from)?,
            worker: !from.parsed("no_worker", "true or false", values::truth)?.unwrap_or(false),
            pool_size: from.number("pool_size", 2, 1000)?.unwrap_or((cores * 4).clamp(16, 32)),
            lanes: from.number("lanes", 1, 64)?.unwrap_or((cores / 4).max(1)),
            max_connections: from.number("max_connections", 1, 1_000_000)?.unwrap_or(4096),
            uploads: uploads::bounds(&from)?,
            trusted_proxies: from.list(
                "trusted_proxies",
                "a list of addresses or networks such as 10.0.0.0/8",
                |it| it.parse().ok(),
            )?,
            cors_origins: from.list(
                "cors_origins",
                "a list of origins such as https://bank.example",
                values::origin,
            )?,
            bare_paths: from.parsed("bare_paths", "true or false", values::truth)?.unwrap_or(true),
            webhooks: WebhookConfig::resolve(&from)?,
            log: from
                .parsed("log", "a log filter such as info or proffer=debug", values::log_filter)?
                .unwrap_or_else(|| "info".to_owned()),
            log_format: from
                .parsed("log_format", "text or json", values::log_format)?
                .unwrap_or(LogFormat::Text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(flags: &Settings, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::resolve(flags, &Environment::from_pairs(environment.iter().copied()))
    }

    fn refusal(environment: &[(&str, &str)]) -> String {
        resolve(&Settings::default(), environment).unwrap_err().to_string()
    }

    #[test]
    fn the_defaults_are_those_of_the_documentation() {
        let config = resolve(&Settings::default(), &[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8000");
        assert_eq!(config.data_dir, PathBuf::from("./data"));
        assert_eq!(config.admin_username, "admin");
        assert_eq!(config.token_ttl, Duration::from_secs(28_800));
        assert_eq!((config.password_min_length, config.password_min_score), (12, 2));
        let minutes = |time: Duration| time.as_secs() / 60;
        let lockout = config.lockout;
        assert_eq!((lockout.pair_failures, minutes(lockout.pair_time)), (10, 30));
        assert_eq!((lockout.account_failures, minutes(lockout.account_window)), (100, 60));
        assert_eq!(minutes(lockout.account_time), 15);
        assert_eq!((lockout.address_failures, minutes(lockout.address_window)), (60, 1));
        assert!(config.worker && config.bare_paths && config.cors_origins.is_empty());
        assert_eq!(config.webhooks.ports, [443, 8443]);
        assert!(config.database_url.is_none() && config.metrics_listen.is_none());
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_the_environment_over_the_file() {
        let file = std::env::temp_dir().join(format!("proffer-config-{}.toml", std::process::id()));
        let text = "listen = \"0.0.0.0:1\"\nlanes = 3\npool_size = 5\nno_worker = true\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n";
        std::fs::write(&file, text).unwrap();
        let flags = Settings { listen: Some("0.0.0.0:3".to_owned()), ..Settings::default() };
        let path = file.to_str().unwrap();
        let environment =
            [("PROFFER_CONFIG", path), ("PROFFER_LISTEN", "0.0.0.0:2"), ("PROFFER_LANES", "2")];
        let config = resolve(&flags, &environment).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(config.listen.port(), 3);
        assert_eq!((config.lanes, config.pool_size, config.worker), (2, 5, false));
        assert_eq!(config.trusted_proxies.len(), 2);
    }

    #[test]
    fn a_bad_value_is_told_with_its_setting() {
        assert_eq!(
            refusal(&[("PROFFER_LISTEN", "everywhere")]),
            "PROFFER_LISTEN is `everywhere`, which is not an address such as 127.0.0.1:8000"
        );
        assert_eq!(
            refusal(&[("PROFFER_PASSWORD_MIN_SCORE", "5")]),
            "PROFFER_PASSWORD_MIN_SCORE is `5`, which is not a whole number from 0 to 4"
        );
        assert!(
            refusal(&[("PROFFER_TOKEN_TTL", "soon")]).starts_with("PROFFER_TOKEN_TTL is `soon`")
        );
        assert!(refusal(&[("PROFFER_CONFIG", "/nonexistent.toml")]).contains("/nonexistent.toml"));
    }

    #[test]
    fn half_a_tls_is_told() {
        let cert = ("PROFFER_TLS_CERT", "cert.pem");
        assert!(refusal(&[cert]).contains("PROFFER_TLS_KEY"));
        assert!(refusal(&[("PROFFER_TLS_CLIENT_CA", "ca.pem")]).contains("PROFFER_TLS_KEY"));
        let whole = resolve(&Settings::default(), &[cert, ("PROFFER_TLS_KEY", "key.pem")]);
        assert_eq!(whole.unwrap().tls.unwrap().cert, PathBuf::from("cert.pem"));
    }

    #[test]
    fn a_secret_is_in_no_message() {
        let sentence = refusal(&[("DATABASE_URL", "mysql://root:hunter2@db/x")]);
        assert!(sentence.starts_with("DATABASE_URL is not") && !sentence.contains("hunter2"));
        let config =
            resolve(&Settings::default(), &[("PROFFER_ADMIN_PASSWORD", "hunter2hunter2")]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
        assert_eq!(config.admin_password.unwrap().expose(), "hunter2hunter2");
    }

    #[test]
    fn an_empty_variable_is_no_setting() {
        let environment = [("PROFFER_ADMIN_PASSWORD", ""), ("DATABASE_URL", "")];
        let config = resolve(&Settings::default(), &environment).unwrap();
        assert!(config.admin_password.is_none() && config.database_url.is_none());
    }
}
