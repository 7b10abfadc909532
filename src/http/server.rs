//! The accept loop: a cap on connections, limits on how long a client may keep it waiting, and a drain at the end.
//! `axum::serve` has none of these.

use std::convert::Infallible;
use std::future::pending;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http;
use axum::routing::future::RouteFuture;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower::Service;

use super::patience::{PatientBody, PatientStream};
use crate::web::Peer;

/// Bytes of a request's headers.
const MAX_HEADERS: u32 = 32 * 1024;
/// After an error that a later attempt may not have, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// Why the server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken.
    #[error(
        "the address {0} is taken by another program: stop it, or choose another with --listen or PROFFER_LISTEN"
    )]
    Taken(SocketAddr),
    /// The port needs rights that the process does not have.
    #[error(
        "this user may not listen on {0}: choose a port above 1023 with --listen or PROFFER_LISTEN"
    )]
    Forbidden(SocketAddr),
    /// The address is not one of this machine.
    #[error(
        "this machine does not have the address {0}: choose another with --listen or PROFFER_LISTEN"
    )]
    NotHere(SocketAddr),
    /// Anything else.
    #[error("cannot listen on {0}: {1}")]
    Other(SocketAddr, io::Error),
}

/// What a client may take of the server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once; further ones wait to be accepted.
    pub connections: usize,
    /// From a connection's start or a request's end until the next headers are complete.
    pub headers: Duration,
    /// Between two pieces of a body.
    pub body: Duration,
    /// Until a client reads on.
    pub write: Duration,
    /// For the requests in flight when the server stops.
    pub drain: Duration,
}

impl Limits {
    /// The usual times with this many connections.
    #[must_use]
    pub fn new(connections: usize) -> Self {
        Self {
            connections,
            headers: Duration::from_secs(10),
            body: Duration::from_secs(30),
            write: Duration::from_secs(60),
            drain: Duration::from_secs(30),
        }
    }
}

/// Opens the listener.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => ServeError::Taken(address),
        ErrorKind::PermissionDenied => ServeError::Forbidden(address),
        ErrorKind::AddrNotAvailable => ServeError::NotHere(address),
        _ => ServeError::Other(address, error),
    })
}

/// Serves `router` until `stop`, then lets the requests in flight end. Returns how many connections had to be cut off.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
) -> usize {
    raise_file_limit(limits.connections);
    let builder = builder(&limits);
    let free = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        let (stream, peer, permit) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = accept(&listener, &free) => accepted,
        };
        let stream = TokioIo::new(PatientStream::new(stream, limits.headers, limits.write));
        let service = service(router.clone(), Peer(peer), limits.body);
        let connection = graceful.watch(builder.serve_connection(stream, service).into_owned());
        connections.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%peer, error, "a connection ended early");
            }
            drop(permit);
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let drained = timeout(limits.drain, graceful.shutdown()).await.is_ok();
    while connections.try_join_next().is_some() {}
    // Dropping the set ends those that are left.
    if drained { 0 } else { connections.len() }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(MAX_HEADERS as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEADERS)
        .keep_alive_interval(limits.body)
        .keep_alive_timeout(limits.headers);
    builder
}

/// The next connection, when there is room for one.
async fn accept(
    listener: &TcpListener,
    free: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        // The semaphore is never closed.
        let Ok(permit) = Arc::clone(free).acquire_owned().await else { return pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Without it an answer in two packets waits for the client's acknowledgement. A failure means that the
                // client is gone, which the first read will tell.
                stream.set_nodelay(true).ok();
                return (stream, peer, permit);
            }
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

fn service(
    router: Router,
    peer: Peer,
    patience: Duration,
) -> impl hyper::service::Service<
    http::Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future = RouteFuture<Infallible>,
> {
    service_fn(move |request: http::Request<Incoming>| {
        let mut request = request.map(|body| Body::new(PatientBody::new(body, patience)));
        request.extensions_mut().insert(peer);
        router.clone().call(request)
    })
}

/// Every connection is an open file, and the usual limit is 1024.
fn raise_file_limit(connections: usize) {
    let now = getrlimit(Resource::Nofile);
    let wanted = connections as u64 + 512;
    if now.current.is_some_and(|current| current < wanted) {
        let current = now.maximum.map_or(wanted, |most| most.min(wanted));
        let raised = Rlimit { current: Some(current), maximum: now.maximum };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, wanted, "cannot raise the limit on open files");
        }
    }
}
