//! The server: it accepts connections up to a cap, bounds how long a client may keep it waiting, and drains at its end.
//! `axum::serve` has none of these.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::connection::Host;
pub use super::listener::{Listener, ServeError, bind};
use super::listener::{accept, close, raise_file_limit};

/// What a client may take of the server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once; further ones wait to be accepted.
    pub connections: usize,
    /// For the TLS handshake, and from a connection's start until the first request's headers are complete.
    pub headers: Duration,
    /// From a request's end until the next headers are complete. Longer than a balancer keeps a connection for reuse
    /// (60 s with most), so that none sends a request into a connection that just ends.
    pub idle: Duration,
    /// Between two pieces of a body.
    pub body: Duration,
    /// For a request as a whole, its body included, until its answer begins.
    pub request: Duration,
    /// Until a client reads on.
    pub write: Duration,
    /// Between the sign to stop and the end of listening.
    pub grace: Duration,
    /// How long a connection without a request is waited for when the server stops: its next one may be on the way.
    pub linger: Duration,
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
            idle: Duration::from_secs(75),
            body: Duration::from_secs(30),
            request: Duration::from_secs(30),
            write: Duration::from_secs(60),
            grace: Duration::ZERO,
            linger: Duration::from_secs(1),
            drain: Duration::from_secs(30),
        }
    }
}

/// Serves `router` until `stop`, then lets the requests in flight end. Returns how many connections had to be cut off.
pub async fn serve(
    listener: impl Into<Listener>,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
) -> usize {
    let Listener { tcp, tls } = listener.into();
    raise_file_limit(limits.connections);
    let free = Arc::new(Semaphore::new(limits.connections));
    let host = Arc::new(Host::new(router, limits.clone(), tls, stop.clone()));
    let mut connections = JoinSet::new();
    let mut end = pin!(end_of_listening(&stop, limits.grace));
    loop {
        let arrival = tokio::select! {
            () = end.as_mut() => break,
            arrival = accept(&tcp, &free) => arrival,
        };
        connections.spawn(Arc::clone(&host).attend(arrival));
        while connections.try_join_next().is_some() {}
    }
    for arrival in close(tcp, &free) {
        connections.spawn(Arc::clone(&host).attend(arrival));
    }
    drain(connections, &host.closing, &limits).await
}

async fn end_of_listening(stop: &CancellationToken, grace: Duration) {
    stop.cancelled().await;
    sleep(grace).await;
}

/// Waits for the connections. Every answer tells its client by now that the connection ends with it; those on which no
/// request comes any more are told after a while.
async fn drain(
    mut connections: JoinSet<()>,
    closing: &CancellationToken,
    limits: &Limits,
) -> usize {
    let ended = timeout(limits.drain, async {
        if timeout(limits.linger.min(limits.drain / 2), all(&mut connections)).await.is_err() {
            closing.cancel();
            all(&mut connections).await;
        }
    });
    if ended.await.is_ok() {
        return 0;
    }
    while connections.try_join_next().is_some() {}
    // Dropping the set ends those that are left.
    connections.len()
}

async fn all(connections: &mut JoinSet<()>) {
    while connections.join_next().await.is_some() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_the_documentation() {
        let seconds = Duration::from_secs;
        let limits = Limits::new(7);
        assert_eq!(limits.connections, 7);
        assert_eq!((limits.headers, limits.idle), (seconds(10), seconds(75)));
        assert_eq!(limits.body, seconds(30));
        assert_eq!((limits.request, limits.write), (seconds(30), seconds(60)));
        assert_eq!((limits.grace, limits.drain), (seconds(0), seconds(30)));
    }
}
