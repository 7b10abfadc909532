//! TLS to PostgreSQL, with rustls as everywhere in the program.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures::future::BoxFuture;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::config::{DatabaseTls, SslMode};

/// Where systems keep the authorities that they trust.
const SYSTEM: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// Makes connections to PostgreSQL secure; `None`: does not.
#[derive(Clone, Default)]
pub(super) struct Tls(Option<Arc<ClientConfig>>);

/// A connection about to be made secure.
pub(super) struct Handshake {
    config: Option<Arc<ClientConfig>>,
    host: String,
}

/// A secure connection.
pub(super) struct SecureSocket(TlsStream<Socket>);

impl Tls {
    /// What an address asks for. The error is a sentence.
    pub(super) fn new(wanted: &DatabaseTls) -> Result<Self, String> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_safe_default_protocol_versions().map_err(|it| it.to_string())?;
        let checked = wanted.mode == SslMode::VerifyFull || wanted.authorities.is_some();
        let config = match (wanted.mode, checked) {
            (SslMode::Disable, _) => return Ok(Self(None)),
            (_, true) => builder.with_root_certificates(roots(wanted)?).with_no_client_auth(),
            (_, false) => builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(Unchecked(provider)))
                .with_no_client_auth(),
        };
        Ok(Self(Some(Arc::new(config))))
    }
}

/// The file with the authorities that count.
pub(super) fn authorities(wanted: &DatabaseTls) -> Result<PathBuf, String> {
    let system = || SYSTEM.map(Path::new).into_iter().find(|it| it.exists()).map(Path::to_path_buf);
    wanted.authorities.clone().or_else(system).ok_or_else(|| {
        "this system has no list of authorities; name a file with sslrootcert".to_owned()
    })
}

fn roots(wanted: &DatabaseTls) -> Result<RootCertStore, String> {
    let path = authorities(wanted)?;
    let failed = |error| format!("{} cannot be used: {error}", path.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(&path).map_err(failed)? {
        // A system's list may have some that rustls does not take.
        roots.add_parsable_certificates([certificate.map_err(failed)?]);
    }
    if roots.is_empty() {
        return Err(format!("{} holds no certificate that can be used", path.display()));
    }
    Ok(roots)
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = SecureSocket;
    type TlsConnect = Handshake;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Handshake> {
        Ok(Handshake { config: self.0.clone(), host: host.to_owned() })
    }
}

impl TlsConnect<Socket> for Handshake {
    type Stream = SecureSocket;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<SecureSocket>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move {
            let config = self.config.ok_or(io::ErrorKind::Unsupported)?;
            let host = ServerName::try_from(self.host).map_err(io::Error::other)?;
            Ok(SecureSocket(TlsConnector::from(config).connect(host, socket).await?))
        })
    }
}

impl tokio_postgres::tls::TlsStream for SecureSocket {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for SecureSocket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for SecureSocket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// Takes any certificate, as libpq does in the modes `prefer` and `require`: against those who only listen.
#[derive(Debug)]
struct Unchecked(Arc<CryptoProvider>);

impl ServerCertVerifier for Unchecked {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
