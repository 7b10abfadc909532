//! One connection from its handshake to its end.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;
use tokio_util::sync::CancellationToken;

use super::listener::Arrival;
use super::patience::{PatientBody, PatientStream};
use super::pulse::Pulse;
use super::server::Limits;
use super::tls::Tls;
use crate::door::certificate::Secured;
use crate::web::Peer;
use crate::web::deadline::{self, Limit};

/// Bytes of a request's headers.
const MAX_HEADERS: u32 = 32 * 1024;
/// How many requests of one HTTP/2 connection are answered at once.
const MAX_STREAMS: u32 = 32;

/// How long a connection that is over has to say so.
const FAREWELL: Duration = Duration::from_secs(1);

/// Marks the requests that come while the server is about to stop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draining;

/// What every connection is served with.
pub(super) struct Host {
    builder: Builder<TokioExecutor>,
    router: Router,
    limits: Limits,
    tls: Option<Arc<Tls>>,
    /// From here on every answer tells its client to go elsewhere.
    stop: CancellationToken,
    /// From here on a connection ends as soon as it has no request.
    pub(super) closing: CancellationToken,
}

/// Who is at the other end, and what was heard of them.
#[derive(Clone)]
struct Client {
    peer: Peer,
    secured: Option<Secured>,
    /// Whether a body was left unread.
    unread: Arc<AtomicBool>,
}

type Stream = Either<TcpStream, TlsStream<TcpStream>>;

impl Host {
    pub(super) fn new(
        router: Router,
        limits: Limits,
        tls: Option<Arc<Tls>>,
        stop: CancellationToken,
    ) -> Self {
        let (builder, closing) = (builder(&limits), CancellationToken::new());
        Self { builder, router, limits, tls, stop, closing }
    }

    /// Serves a client until it leaves, keeps the server waiting, or the server ends.
    pub(super) async fn attend(self: Arc<Self>, (stream, peer, _permit): Arrival) {
        let greeted = tokio::select! {
            greeted = self.greet(stream) => greeted,
            () = self.closing.cancelled() => return,
        };
        let ended = match greeted {
            Ok((stream, secured)) => self.converse(stream, peer, secured).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = ended {
            tracing::debug!(%peer, error, "a connection ended early");
        }
    }

    /// The TLS handshake, if there is one: here and not where connections are accepted, so that nobody waits for it.
    async fn greet(&self, stream: TcpStream) -> io::Result<(Stream, Option<Secured>)> {
        let Some(tls) = &self.tls else { return Ok((Either::Left(stream), None)) };
        let (stream, secured) = timeout(self.limits.headers, tls.accept(stream)).await??;
        Ok((Either::Right(stream), Some(secured)))
    }

    async fn converse(
        &self,
        stream: Stream,
        peer: SocketAddr,
        secured: Option<Secured>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let client = Client { peer: Peer(peer), secured, unread: Arc::default() };
        let stream = PatientStream::new(stream, &self.limits, Arc::clone(&client.unread));
        let pulse = Pulse::new();
        let service = self.service(client, Arc::clone(&pulse));
        let mut connection = pin!(self.builder.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            ended = connection.as_mut() => return ended,
            () = pulse.stops(&self.limits) => {
                // A client that reads hears that it is over; any other has had its time.
                connection.as_mut().graceful_shutdown();
                return timeout(FAREWELL, connection).await?;
            }
            () = self.closing.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        connection.await
    }

    fn service(
        &self,
        client: Client,
        pulse: Arc<Pulse>,
    ) -> impl Service<
        Request<Incoming>,
        Response = Response,
        Error = Infallible,
        Future: Future<Output = Result<Response, Infallible>> + Send,
    > + use<> {
        let (router, stop) = (self.router.clone(), self.stop.clone());
        let (patience, limit) = (self.limits.body, Limit(self.limits.request));
        service_fn(move |request: Request<Incoming>| {
            let beat = pulse.beat(request.version());
            let mut request = request.map(|body| {
                Body::new(PatientBody::new(body, patience, Arc::clone(&client.unread)))
            });
            let extensions = request.extensions_mut();
            extensions.insert(client.peer);
            // The usual one goes without saying: an extension costs every request something.
            if limit.0 != deadline::USUAL {
                extensions.insert(limit);
            }
            if let Some(secured) = client.secured {
                extensions.insert(secured);
            }
            if stop.is_cancelled() {
                extensions.insert(Draining);
            }
            let answer = tower::Service::call(&mut router.clone(), request);
            let stop = stop.clone();
            async move {
                let mut response = answer.await?;
                if let Some(beat) = beat {
                    return Ok(response.map(|body| beat.carry(body)));
                }
                // In HTTP/2 a GOAWAY says so, which comes with the connection's end.
                if stop.is_cancelled() {
                    let close = HeaderValue::from_static("close");
                    response.headers_mut().insert(header::CONNECTION, close);
                }
                Ok(response)
            }
        })
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        // The first headers have less time: `Pulse` sees to that.
        .header_read_timeout(limits.idle)
        .max_buf_size(MAX_HEADERS as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEADERS)
        .max_concurrent_streams(MAX_STREAMS)
        .keep_alive_interval(limits.body)
        .keep_alive_timeout(limits.headers);
    builder
}
