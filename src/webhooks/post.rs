//! Sending one request to a webhook. Every connection is made here: the name is looked up, each address is checked, and
//! the very address that was checked is connected to, so a name that changes its mind in between gains nothing.
//! Redirects are answers like any other and are not followed; no proxy of the environment is used.

use std::error::Error as StdError;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use anyhow::Context as _;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use axum::http::{Request, Uri};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tower::Service;

use super::reach::{Reach, port_of};

/// How long an attempt may take in all, from the lookup of the name to the last byte that is read.
const WHOLE: Duration = Duration::from_secs(15);
/// How long one address is tried.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the body of an answer is waited for.
const READ: Duration = Duration::from_secs(2);
/// How long a connection is kept for the next event.
const IDLE: Duration = Duration::from_secs(20);
/// Bytes of an answer that are read, for the log.
const ANSWER: usize = 1024;

/// One request.
#[derive(Debug)]
pub struct Letter<'a> {
    /// Where to.
    pub url: &'a str,
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`, in seconds since 1970.
    pub timestamp: i64,
    /// `webhook-signature`.
    pub signature: &'a str,
    /// The body.
    pub body: &'a str,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header `Retry-After`, as it stands.
    pub retry_after: Option<String>,
    /// How the body begins.
    pub body: String,
}

/// Sends requests.
pub struct Post {
    reach: Reach,
    client: Client<HttpsConnector<Connector>, Full<Bytes>>,
}

impl Post {
    /// Within this reach, trusting the machine's certificate authorities and those of the file.
    pub fn new(reach: Reach, ca_file: Option<&Path>) -> anyhow::Result<Self> {
        let tls = HttpsConnectorBuilder::new().with_tls_config(tls(ca_file)?).https_or_http();
        let connector = tls.enable_http1().wrap_connector(Connector { reach: reach.clone() });
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Ok(Self { reach, client })
    }

    /// Sends it once. The error is a sentence for the log that the tenant's admins read.
    pub async fn send(&self, letter: &Letter<'_>) -> Result<Answer, String> {
        let uri = self.reach.parse(letter.url).map_err(|refusal| refusal.detail.to_owned())?;
        let request = Request::post(uri)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("proffer/", env!("CARGO_PKG_VERSION")))
            .header("webhook-id", letter.id)
            .header("webhook-timestamp", letter.timestamp)
            .header("webhook-signature", letter.signature)
            .body(Full::from(letter.body.to_owned()))
            .map_err(|error| error.to_string())?;
        match tokio::time::timeout(WHOLE, self.exchange(request)).await {
            Ok(done) => done,
            Err(_) => Err(format!("no answer within {} s", WHOLE.as_secs())),
        }
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Answer, String> {
        let response = self.client.request(request).await.map_err(|error| in_words(&error))?;
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.and_then(|it| it.to_str().ok()).map(str::to_owned);
        let status = response.status().as_u16();
        Ok(Answer { status, retry_after, body: beginning(response.into_body()).await })
    }
}

/// The first bytes of an answer as text. An answer that breaks off or dawdles is one all the same: its status has come.
async fn beginning(mut body: Incoming) -> String {
    let mut bytes = Vec::new();
    let reading = async {
        while bytes.len() < ANSWER
            && let Some(Ok(frame)) = body.frame().await
        {
            bytes.extend_from_slice(frame.data_ref().map_or(&[][..], Bytes::as_ref));
        }
    };
    // Both ends of the wait are good.
    let _ = tokio::time::timeout(READ, reading).await;
    bytes.truncate(ANSWER);
    // The database keeps no NUL in a text.
    String::from_utf8_lossy(&bytes).replace('\0', "\u{fffd}")
}

/// The error with its causes: the client's own text is often only that it could not connect.
fn in_words(error: &(dyn StdError + 'static)) -> String {
    let causes = std::iter::successors(error.source(), |error| (*error).source());
    causes.fold(error.to_string(), |text, cause| match cause.to_string() {
        cause if text.ends_with(&cause) => text,
        cause => format!("{text}: {cause}"),
    })
}

fn tls(ca_file: Option<&Path>) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    if let Some(path) = ca_file {
        let name = path.display();
        for certificate in CertificateDer::pem_file_iter(path)
            .with_context(|| format!("the certificates of {name} cannot be read"))?
        {
            let certificate =
                certificate.with_context(|| format!("{name} has a broken certificate"))?;
            roots.add(certificate).with_context(|| format!("{name} has a broken certificate"))?;
        }
    }
    if roots.is_empty() {
        tracing::warn!("no certificate authorities are known: webhooks with https will fail");
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(versions?.with_root_certificates(roots).with_no_client_auth())
}

/// Connects to what the reach allows.
#[derive(Clone)]
struct Connector {
    reach: Reach,
}

type Boxed = Box<dyn StdError + Send + Sync>;

impl Service<Uri> for Connector {
    type Response = TokioIo<TcpStream>;
    type Error = Boxed;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Boxed>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Boxed>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let reach = self.reach.clone();
        Box::pin(async move { Ok(TokioIo::new(connect(&reach, &to).await?)) })
    }
}

async fn connect(reach: &Reach, to: &Uri) -> Result<TcpStream, Boxed> {
    let host = to.host().unwrap_or_default().trim_matches(['[', ']']);
    // One sentence for a name that there is not and one that leads where it must not: the log tells nobody which names
    // the bank's network has.
    let mut failed: Boxed = format!("{host} leads to no address that is allowed").into();
    let Ok(found) = tokio::net::lookup_host((host, port_of(to))).await else { return Err(failed) };
    for address in found.filter(|address| reach.allows(*address)) {
        match open(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

async fn open(address: SocketAddr) -> Result<TcpStream, Boxed> {
    match tokio::time::timeout(CONNECT, TcpStream::connect(address)).await {
        Ok(Ok(stream)) => {
            stream.set_nodelay(true)?;
            Ok(stream)
        }
        Ok(Err(error)) => Err(format!("{address} cannot be connected to: {error}").into()),
        Err(_) => Err(format!("{address} does not answer").into()),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;
    use crate::config::WebhookConfig;

    fn reach(networks: &[&str]) -> Reach {
        let allow_private = networks.iter().map(|it| it.parse().unwrap()).collect();
        Reach::of(&WebhookConfig { allow_http: true, allow_private, ..WebhookConfig::default() })
    }

    fn listener() -> (TcpListener, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    #[tokio::test]
    async fn a_name_that_leads_to_a_private_address_is_not_connected_to() {
        let (listener, port) = listener();
        for host in ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "127.1"]
        {
            let to: Uri = format!("http://{host}:{port}/").parse().unwrap();
            let refused = connect(&reach(&["10.0.0.0/8"]), &to).await.unwrap_err().to_string();
            let name = host.trim_matches(['[', ']']);
            assert_eq!(refused, format!("{name} leads to no address that is allowed"));
        }
        assert!(listener.accept().is_err(), "somebody came");
    }

    #[tokio::test]
    async fn of_several_addresses_those_that_are_allowed_are_connected_to() {
        let (listener, port) = listener();
        let to: Uri = format!("http://localhost:{port}/").parse().unwrap();
        let stream = connect(&reach(&["127.0.0.0/8"]), &to).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap().to_string(), format!("127.0.0.1:{port}"));
        assert!(listener.accept().is_ok());
    }

    #[tokio::test]
    async fn a_name_that_there_is_not_is_told_as_one_that_leads_where_it_must_not() {
        let reach = reach(&["10.0.0.0/8"]);
        let mut told = Vec::new();
        for host in ["localhost", "there-is-no-such-name.invalid"] {
            let to: Uri = format!("http://{host}/").parse().unwrap();
            let refused = connect(&reach, &to).await.unwrap_err().to_string();
            told.push(refused.replace(host, "it"));
        }
        assert_eq!(told[0], told[1]);
    }

    #[tokio::test]
    async fn of_public_hosts_the_listed_ports_are_connected_to() {
        let to: Uri = "https://8.8.8.8:22/".parse().unwrap();
        let refused = connect(&reach(&["10.0.0.0/8"]), &to).await.unwrap_err().to_string();
        assert_eq!(refused, "8.8.8.8 leads to no address that is allowed");
    }

    #[test]
    fn a_file_of_certificates_is_read_or_told_about() {
        let path = std::env::temp_dir().join(format!("proffer-ca-{}.pem", std::process::id()));
        std::fs::write(&path, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
            .unwrap();
        let sentence = format!("{:#}", tls(Some(&path)).unwrap_err());
        std::fs::remove_file(&path).unwrap();
        assert!(sentence.contains("broken certificate"), "{sentence}");
        let sentence = format!("{:#}", tls(Some(&path)).unwrap_err());
        assert!(sentence.contains("cannot be read"), "{sentence}");
    }
}
