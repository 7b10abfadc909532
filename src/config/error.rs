//! What can be wrong with the settings, each told in one sentence.

use std::io;
use std::path::PathBuf;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value that makes no sense.
    #[error("{name} is `{value}`, which is not {wanted}")]
    Value {
        /// The flag, variable or key that it came from.
        name: String,
        /// What it says.
        value: String,
        /// What it should say.
        wanted: String,
    },
    /// A secret that makes no sense; it is not shown.
    #[error("{name} is not {wanted}")]
    Secret {
        /// The flag, variable or key that it came from.
        name: String,
        /// What it should be.
        wanted: String,
    },
    /// A certificate without its key, or the like.
    #[error(
        "TLS takes both PROFFER_TLS_CERT and PROFFER_TLS_KEY, and PROFFER_TLS_CLIENT_CA works only with them"
    )]
    HalfTls,
    /// The settings file cannot be read.
    #[error("the settings file {path} cannot be read: {source}")]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The settings file is not TOML.
    #[error("the settings file {path} is not valid TOML: {detail}")]
    Toml {
        /// Its path.
        path: PathBuf,
        /// What is wrong, and where.
        detail: String,
    },
    /// The settings file has a key that means nothing.
    #[error("the settings file {path} has the unknown setting `{key}`")]
    Unknown {
        /// Its path.
        path: PathBuf,
        /// The key.
        key: String,
    },
    /// The `.env` file is malformed.
    #[error("the file .env cannot be used: {0}")]
    DotEnv(String),
    /// Somebody else may have written the `.env` file.
    #[error(
        "the file .env of this folder is not read, because {0}: make file and folder yours alone (chown, chmod go-w), take the file away, or start from another folder"
    )]
    DotEnvForeign(String),
}
