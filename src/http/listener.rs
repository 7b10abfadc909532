//! Where connections come from: a port, and TLS on it or not.

use std::future::pending;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

use super::tls::Tls;

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

/// A client that the system has let in, and its place among the connections.
pub(super) type Arrival = (TcpStream, SocketAddr, OwnedSemaphorePermit);

/// An open port.
pub struct Listener {
    pub(super) tcp: TcpListener,
    pub(super) tls: Option<Arc<Tls>>,
}

impl From<TcpListener> for Listener {
    fn from(tcp: TcpListener) -> Self {
        Self { tcp, tls: None }
    }
}

impl Listener {
    /// The same port with TLS on it.
    #[must_use]
    pub fn secured(tcp: TcpListener, tls: Arc<Tls>) -> Self {
        Self { tcp, tls: Some(tls) }
    }
}

/// Opens the port.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => ServeError::Taken(address),
        ErrorKind::PermissionDenied => ServeError::Forbidden(address),
        ErrorKind::AddrNotAvailable => ServeError::NotHere(address),
        _ => ServeError::Other(address, error),
    })
}

/// The next client, when there is room for one.
pub(super) async fn accept(listener: &TcpListener, free: &Arc<Semaphore>) -> Arrival {
    loop {
        // The semaphore is never closed.
        let Ok(permit) = Arc::clone(free).acquire_owned().await else { return pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => return (prompt(stream), peer, permit),
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(PAUSE).await;
            }
        }
    }
}

/// Closes the port, and gives those whom the system has let in already: their requests may be on the way.
pub(super) fn close(listener: TcpListener, free: &Arc<Semaphore>) -> Vec<Arrival> {
    let mut last = Vec::new();
    let Ok(listener) = listener.into_std() else { return last };
    while let Ok(permit) = Arc::clone(free).try_acquire_owned()
        && let Ok((stream, peer)) = listener.accept()
        && stream.set_nonblocking(true).is_ok()
        && let Ok(stream) = TcpStream::from_std(stream)
    {
        last.push((prompt(stream), peer, permit));
    }
    last
}

/// Without this an answer in two packets waits for the client's acknowledgement.
fn prompt(stream: TcpStream) -> TcpStream {
    // A failure means that the client is gone, which the first read will tell.
    stream.set_nodelay(true).ok();
    stream
}

fn is_of_the_client(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Every connection is an open file, and the usual limit is 1024.
pub(super) fn raise_file_limit(connections: usize) {
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
