//! The settings of webhooks: where they may lead, and for how long they are tried.

use std::path::PathBuf;
use std::time::Duration;

use super::layers::Layers;
use super::network::Network;
use super::{ConfigError, values};

const HOUR: u64 = 60 * 60;

/// The settings of webhooks.
#[derive(Debug, Clone)]
pub struct WebhookConfig {
    /// Whether they may lead to `http://` too.
    pub allow_http: bool,
    /// The networks that they may lead to though they are private.
    pub allow_private: Vec<Network>,
    /// The ports of public hosts that they may lead to.
    pub ports: Vec<u16>,
    /// Certificate authorities that are trusted besides the machine's own.
    pub ca_file: Option<PathBuf>,
    /// How long a secret that was replaced still signs.
    pub secret_overlap: Duration,
    /// After how long without success a webhook is switched off.
    pub disable_after: Duration,
}

impl Default for WebhookConfig {
    fn default() -> Self {
        Self {
            allow_http: false,
            allow_private: Vec::new(),
            ports: vec![443, 8443],
            ca_file: None,
            secret_overlap: Duration::from_secs(24 * HOUR),
            disable_after: Duration::from_secs(72 * HOUR),
        }
    }
}

impl WebhookConfig {
    pub(super) fn resolve(from: &Layers<'_>) -> Result<Self, ConfigError> {
        let default = Self::default();
        let time = |key: &str| from.parsed(key, values::DURATION, values::duration);
        Ok(Self {
            allow_http: from
                .parsed("webhook_allow_http", "true or false", values::truth)?
                .unwrap_or(default.allow_http),
            allow_private: from.list(
                "webhook_allow_private",
                "a list of addresses or networks such as 10.20.0.0/16",
                |it| it.parse().ok(),
            )?,
            ports: match from.list("webhook_ports", "a list of ports such as 443,8443", port)? {
                none if none.is_empty() => default.ports,
                ports => ports,
            },
            ca_file: from.text("webhook_ca_file").map(PathBuf::from),
            secret_overlap: time("webhook_secret_overlap")?.unwrap_or(default.secret_overlap),
            disable_after: time("webhook_disable_after")?.unwrap_or(default.disable_after),
        })
    }
}

fn port(text: &str) -> Option<u16> {
    text.parse().ok().filter(|port| *port > 0)
}
