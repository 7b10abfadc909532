//! Whether a connection still does something. HTTP/1 has its own limits after the first request; in HTTP/2 a client that answers pings, or opens
//! no window for its answers, keeps the server waiting without anything in the protocol that would end it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Version;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, sleep_until};

use super::server::Limits;

/// The pulse of one connection.
pub(super) struct Pulse {
    begun: Instant,
    /// Milliseconds from the beginning to when it last did something.
    last: AtomicU64,
    /// Requests without an answer so far: those have a limit of their own.
    running: AtomicUsize,
    /// Whether there was a request.
    has_asked: AtomicBool,
    /// Whether it speaks HTTP/1.
    is_old: AtomicBool,
}

/// A request on its way to its answer.
pub(super) struct Beat(Arc<Pulse>);

impl Pulse {
    pub(super) fn new() -> Arc<Self> {
        let (last, running, has_asked, is_old) = Default::default();
        Arc::new(Self { begun: Instant::now(), last, running, has_asked, is_old })
    }

    /// A request has come. One of HTTP/1 needs no more than that.
    pub(super) fn beat(self: &Arc<Self>, version: Version) -> Option<Beat> {
        if version < Version::HTTP_2 {
            self.is_old.store(true, Ordering::Relaxed);
            return None;
        }
        self.has_asked.store(true, Ordering::Relaxed);
        self.running.fetch_add(1, Ordering::Relaxed);
        Some(Beat(Arc::clone(self)))
    }

    fn touch(&self) {
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.fetch_max(now, Ordering::Relaxed);
    }

    /// Ends when the connection has kept the server waiting for too long: without a first request as long as its headers
    /// may take, later, in HTTP/2, as long as a client may not read or ask. In HTTP/1 hyper's own limit follows.
    pub(super) async fn stops(&self, limits: &Limits) {
        loop {
            if self.is_old.load(Ordering::Relaxed) {
                return std::future::pending().await;
            }
            let asked = self.has_asked.load(Ordering::Relaxed);
            let patience = if asked { limits.write.max(limits.idle) } else { limits.headers };
            let last = self.begun + Duration::from_millis(self.last.load(Ordering::Relaxed));
            let busy = self.running.load(Ordering::Relaxed) > 0;
            let end = if busy { Instant::now() } else { last } + patience;
            if end <= Instant::now() {
                return;
            }
            sleep_until(end).await;
        }
    }
}

impl Beat {
    /// The answer's body, which shows that the client reads it.
    pub(super) fn carry(&self, body: Body) -> Body {
        Body::new(Carried { body, pulse: Arc::clone(&self.0) })
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        self.0.touch();
        self.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A body that is asked for more only while its client has room for it.
struct Carried {
    body: Body,
    pulse: Arc<Pulse>,
}

impl HttpBody for Carried {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.pulse.touch();
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
