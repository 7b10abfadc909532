//! The files of the listener's TLS.

use std::path::PathBuf;

use super::error::ConfigError;
use super::layers::Layers;

/// PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate, and those between it and its authority.
    pub cert: PathBuf,
    /// The certificate's key.
    pub key: PathBuf,
    /// The authorities whose client certificates are believed, if clients are asked for any.
    pub client_ca: Option<PathBuf>,
}

/// Certificate and key go together, and the clients' authorities with them.
pub(super) fn files(from: &Layers<'_>) -> Result<Option<TlsFiles>, ConfigError> {
    let path = |key| from.text(key).map(PathBuf::from);
    match (path("tls_cert"), path("tls_key"), path("tls_client_ca")) {
        (Some(cert), Some(key), client_ca) => Ok(Some(TlsFiles { cert, key, client_ca })),
        (None, None, None) => Ok(None),
        _ => Err(ConfigError::HalfTls),
    }
}
