//! What signs tokens, and what signed them before a rotation: from the settings, or from files in the data directory.

use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use anyhow::Context;

use crate::auth::token::Tokens;
use crate::config::{Config, WebhookConfig};
use crate::door::embedded::{EmbeddedError, data_dir_of_its_own};
use crate::draft::Draft;
use crate::webhooks::Webhooks;

/// The files of the data directory in which they are.
pub(super) const FILES: [&str; 2] = [FILE, PREVIOUS];

const FILE: &str = "signing.key";
/// Where an operator puts the file when a new one is to be made.
const PREVIOUS: &str = "signing.key.previous";

/// The secrets behind tokens, and behind the secrets of webhooks.
pub(super) struct SigningKeys {
    present: Vec<u8>,
    previous: Option<Vec<u8>>,
}

impl SigningKeys {
    /// Those of these settings.
    pub(super) fn of(config: &Config) -> anyhow::Result<Self> {
        let previous = match &config.secret_key_previous {
            Some(secret) => Some(secret.expose().as_bytes().to_vec()),
            None => read_secret(&config.data_dir.join(PREVIOUS))?,
        };
        Ok(Self { present: present(config)?, previous })
    }

    /// Signs with the one, verifies with both.
    pub(super) fn tokens(&self, lifetime_seconds: i64) -> Tokens {
        let tokens = Tokens::new(&self.present, lifetime_seconds);
        match &self.previous {
            Some(previous) => tokens.after(previous),
            None => tokens,
        }
    }

    /// Seals secrets under the one, opens them with both.
    pub(super) fn webhooks(&self, config: &WebhookConfig) -> anyhow::Result<Webhooks> {
        Webhooks::new(config, &self.present, self.previous.as_deref())
    }
}

/// The setting's secret, or the one in the data directory, made on the first start and readable by this user alone.
fn present(config: &Config) -> anyhow::Result<Vec<u8>> {
    if let Some(secret) = &config.secret_key {
        return Ok(secret.expose().as_bytes().to_vec());
    }
    let path = config.data_dir.join(FILE);
    data_dir_of_its_own(&config.data_dir)?;
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
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            let folder = path.parent().unwrap_or(path).to_path_buf();
            return Err(EmbeddedError::NotAFolder(folder).into());
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => anyhow::bail!(
            "{} cannot be read by this user: run as the one that the data directory belongs to, or name another with --data-dir",
            path.display()
        ),
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", path.display()));
        }
    };
    anyhow::ensure!(
        secret.len() >= 32,
        "{} is damaged; delete it to make a new one (everybody logs in again, and every webhook's secret has to be rotated)",
        path.display()
    );
    Ok(Some(secret))
}

/// Two processes may start at once: the file appears whole under its name, and the first one wins.
fn make_secret(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut secret = vec![0_u8; 32];
    getrandom::fill(&mut secret).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let written = Draft::beside(path, 0o600).and_then(|mut draft| {
        draft.file.write_all(&secret)?;
        draft.publish()
    });
    match written {
        Ok(()) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read_secret(path)?.context("the signing key went away while it was read")
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be written", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::config::{Environment, Settings};

    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let name = format!("proffer-key-{name}-{}", std::process::id());
            Self(std::env::temp_dir().join(name))
        }

        fn config(&self, more: &[(&str, &str)]) -> Config {
            let folder = ("PROFFER_DATA_DIR", self.0.to_str().unwrap());
            let pairs = more.iter().copied().chain([folder]);
            Config::resolve(&Settings::default(), &Environment::from_pairs(pairs)).unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn the_first_start_makes_a_key_that_only_its_user_can_read_and_later_ones_keep_it() {
        let folder = Folder::new("made");
        let first = SigningKeys::of(&folder.config(&[])).unwrap();
        assert_eq!(first.present.len(), 32);
        assert!(first.present.iter().any(|byte| *byte != 0) && first.previous.is_none());
        let mode = std::fs::metadata(folder.0.join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(SigningKeys::of(&folder.config(&[])).unwrap().present, first.present);
        let files = std::fs::read_dir(&folder.0).unwrap().count();
        assert_eq!(files, 1, "no draft is left");
    }

    #[test]
    fn a_key_that_was_put_aside_is_the_previous_one_and_a_new_one_is_made() {
        let folder = Folder::new("rotated");
        let first = SigningKeys::of(&folder.config(&[])).unwrap();
        std::fs::rename(folder.0.join(FILE), folder.0.join(PREVIOUS)).unwrap();
        let second = SigningKeys::of(&folder.config(&[])).unwrap();
        assert_ne!(second.present, first.present);
        assert_eq!(second.previous.unwrap(), first.present);
        let given = folder.config(&[
            ("PROFFER_SECRET_KEY", "the one of today, long"),
            ("PROFFER_SECRET_KEY_PREVIOUS", "the one of yesterday, long"),
        ]);
        let third = SigningKeys::of(&given).unwrap();
        assert_eq!(third.present, b"the one of today, long");
        assert_eq!(third.previous.unwrap(), b"the one of yesterday, long");
    }
}
