//! TLS of the listener, 1.2 and 1.3 with rustls: certificate, key and the clients' authorities from PEM files, which are
//! read again on demand. Connections that are open go on as they were.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::version::{TLS12, TLS13};
use rustls::{RootCertStore, ServerConfig};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::config::TlsFiles;
use crate::door::certificate::{Fingerprint, Secured};

/// Why the files make no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file that cannot be read, or holds nothing of what it should.
    #[error("{path} cannot be used for TLS: {source}")]
    File {
        /// Its path.
        path: PathBuf,
        /// What is wrong with it.
        source: pem::Error,
    },
    /// Certificate and key are not of each other, or of a kind that is not known.
    #[error("the certificate {cert} and the key {key} cannot be used: {source}")]
    Rejected {
        /// The certificate's file.
        cert: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What is wrong with them.
        source: rustls::Error,
    },
    /// The authorities of the clients cannot be used.
    #[error("the authorities in {path} cannot be used: {source}")]
    Authorities {
        /// Their file.
        path: PathBuf,
        /// What is wrong with them.
        source: rustls::Error,
    },
}

/// The TLS of a listener.
pub struct Tls {
    files: TlsFiles,
    now: RwLock<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads the files.
    pub fn load(files: TlsFiles) -> Result<Self, TlsError> {
        let now = RwLock::new(Arc::new(server(&files)?));
        Ok(Self { files, now })
    }

    /// Reads the files again, for the connections to come. If they make no TLS, everything stays as it is.
    pub fn reload(&self) -> Result<(), TlsError> {
        let new = Arc::new(server(&self.files)?);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// The handshake.
    pub(super) async fn accept(
        &self,
        stream: TcpStream,
    ) -> io::Result<(TlsStream<TcpStream>, Secured)> {
        let now = Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner));
        let stream = TlsAcceptor::from(now).accept(stream).await?;
        // The verifier has let through what is here, or nothing at all.
        let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
        let certificate = shown.map(|certificate| Fingerprint::of(certificate));
        Ok((stream, Secured { asks: self.files.client_ca.is_some(), certificate }))
    }
}

fn server(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let rejected =
        |source| TlsError::Rejected { cert: files.cert.clone(), key: files.key.clone(), source };
    let chain = certificates(&files.cert)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(file(&files.key))?;
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(rejected)?;
    let builder = match &files.client_ca {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let roots = Arc::new(authorities(path)?);
            // Who shows none gets in: people have tokens, and what takes a certificate says so itself.
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider)
                .allow_unauthenticated()
                .build()
                .map_err(|error| TlsError::Authorities {
                    path: path.clone(),
                    source: rustls::Error::General(error.to_string()),
                })?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut server = builder.with_single_cert(chain, key).map_err(rejected)?;
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(server)
}

fn authorities(path: &Path) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(path)? {
        roots
            .add(certificate)
            .map_err(|source| TlsError::Authorities { path: path.to_path_buf(), source })?;
    }
    Ok(roots)
}

/// Every certificate of a file, which has one at least.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let found: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<_, _>>);
    match found {
        Ok(found) if found.is_empty() => Err(file(path)(pem::Error::NoItemsFound)),
        found => found.map_err(file(path)),
    }
}

fn file(path: &Path) -> impl FnOnce(pem::Error) -> TlsError {
    let path = path.to_path_buf();
    move |source| TlsError::File { path, source }
}
