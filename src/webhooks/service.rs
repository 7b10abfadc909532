//! What webhooks need of the program: the vault of their secrets, the way out, and the settings.

use jiff::Timestamp;
use tokio::sync::Semaphore;

use super::post::Post;
use super::reach::Reach;
use super::secret::WebhookSecret;
use super::vault::Vault;
use crate::config::WebhookConfig;

/// How many of the dispatcher's transactions are under way at once: requests need the connections too.
const DESKS: usize = 2;

/// The shared parts of webhooks.
pub struct Webhooks {
    pub(super) vault: Vault,
    pub(super) reach: Reach,
    pub(super) post: Post,
    pub(super) config: WebhookConfig,
    pub(super) desks: Semaphore,
}

/// A webhook's secrets as the database has them.
#[derive(Debug)]
pub(super) struct Sealed<'a> {
    pub(super) tenant: &'a str,
    pub(super) present: &'a [u8],
    pub(super) previous: &'a [Vec<u8>],
    pub(super) until: &'a [Timestamp],
}

impl Webhooks {
    /// With these settings; secrets are sealed under the signing secret, and the one before it opens them too.
    pub fn new(
        config: &WebhookConfig,
        signing_secret: &[u8],
        previous: Option<&[u8]>,
    ) -> anyhow::Result<Self> {
        let reach = Reach::of(config);
        Ok(Self {
            vault: Vault::new(signing_secret, previous)?,
            post: Post::new(reach.clone(), config.ca_file.as_deref())?,
            reach,
            config: config.clone(),
            desks: Semaphore::new(DESKS),
        })
    }

    /// The secrets that sign now, the newest first; none if that one cannot be opened.
    pub(super) fn in_force(
        &self,
        sealed: &Sealed<'_>,
        now: Timestamp,
    ) -> Option<Vec<WebhookSecret>> {
        let mut secrets = vec![self.vault.open(sealed.tenant, sealed.present)?];
        let previous = sealed.previous.iter().zip(sealed.until).rev();
        let live = previous.filter(|(_, until)| **until > now);
        secrets.extend(live.filter_map(|(secret, _)| self.vault.open(sealed.tenant, secret)));
        Some(secrets)
    }
}
