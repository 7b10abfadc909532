//! TLS: of the listener, with client certificates or without, and to PostgreSQL. Certificates are made by the test.

mod database;
mod keys;
mod listener;
mod program;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use proffer::config::TlsFiles;
use proffer::door::certificate::Fingerprint;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Who signs certificates.
pub(crate) struct Authority {
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its key.
pub(crate) struct Identity {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = named(name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().der().clone();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// A certificate for `localhost`, good for servers and clients.
    pub(crate) fn issues(&self, name: &str) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = named(name).signed_by(&key, &self.issuer).unwrap().der().clone();
        Identity { certificate, key: key.serialize_der() }
    }

    /// Writes its own certificate into a file.
    pub(crate) fn kept(&self, path: &Path) -> PathBuf {
        std::fs::write(path, pem("CERTIFICATE", &self.certificate)).unwrap();
        path.to_path_buf()
    }
}

impl Identity {
    pub(crate) fn fingerprint(&self) -> String {
        Fingerprint::of(&self.certificate).to_string()
    }

    /// Writes certificate and key into this folder.
    pub(crate) fn kept(&self, folder: &Path) -> TlsFiles {
        let files = TlsFiles {
            cert: folder.join("cert.pem"),
            key: folder.join("key.pem"),
            client_ca: None,
        };
        std::fs::write(&files.cert, pem("CERTIFICATE", &self.certificate)).unwrap();
        std::fs::write(&files.key, pem("PRIVATE KEY", &self.key)).unwrap();
        files
    }
}

fn pem(kind: &str, bytes: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(bytes);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n", lines.join("\n"))
}

/// A client that believes this authority.
pub(crate) struct Dialler<'a> {
    pub(crate) trusts: &'a Authority,
    pub(crate) shows: Option<&'a Identity>,
    pub(crate) versions: &'a [&'static SupportedProtocolVersion],
    pub(crate) speaks: &'a [&'a str],
}

impl<'a> Dialler<'a> {
    pub(crate) fn new(trusts: &'a Authority) -> Self {
        Self { trusts, shows: None, versions: rustls::ALL_VERSIONS, speaks: &["http/1.1"] }
    }

    pub(crate) fn showing(trusts: &'a Authority, shows: &'a Identity) -> Self {
        Self { shows: Some(shows), ..Self::new(trusts) }
    }

    pub(crate) async fn dials(&self, address: SocketAddr) -> io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.trusts.certificate.clone()).unwrap();
        let provider = Arc::new(aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider);
        let builder = builder.with_protocol_versions(self.versions).unwrap();
        let builder = builder.with_root_certificates(roots);
        let mut config = match self.shows {
            None => builder.with_no_client_auth(),
            Some(identity) => {
                let key = PrivateKeyDer::try_from(identity.key.clone()).unwrap();
                let chain = vec![identity.certificate.clone()];
                builder.with_client_auth_cert(chain, key).unwrap()
            }
        };
        config.alpn_protocols = self.speaks.iter().map(|it| it.as_bytes().to_vec()).collect();
        let host = ServerName::try_from("localhost").unwrap();
        let stream = TcpStream::connect(address).await?;
        TlsConnector::from(Arc::new(config)).connect(host, stream).await
    }
}
