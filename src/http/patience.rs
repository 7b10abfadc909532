//! How long a client may keep the server waiting: for the first bytes of a connection (hyper's own limit on headers
//! starts only when it knows the protocol), for the rest of a body, and for reading what was sent to it. And how long the
//! server waits for a client whose body nobody wanted.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::server::Limits;
use crate::web::deadline;

/// What every HTTP/2 client sends first (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// How long a client that was answered before its body was read may go on sending. Without it the connection would end
/// with a reset, which can overtake the answer (RFC 9112, section 9.6).
const PARTING: Duration = Duration::from_secs(2);

/// A time limit on one wait; it runs only while something is waited for.
#[derive(Debug)]
struct Limit {
    patience: Duration,
    running: bool,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Limit {
    fn new(patience: Duration) -> Self {
        Self { patience, running: false, timer: None }
    }

    /// Ends the wait, or fails it when it has taken too long.
    fn watch<T>(&mut self, cx: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.running = false;
            return poll;
        }
        ready!(self.passes(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Ready when the wait that this begins, unless it runs, has taken too long.
    fn passes(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(self.patience)));
        if !self.running {
            self.running = true;
            timer.as_mut().reset(Instant::now() + self.patience);
        }
        timer.as_mut().poll(cx)
    }
}

/// A connection that ends when its client is silent at the start or does not read.
#[derive(Debug)]
pub(super) struct PatientStream<S> {
    stream: S,
    /// How much of the preface has come; `None` when it is known to be complete or another protocol.
    preface: Option<usize>,
    start: Limit,
    write: Limit,
    flush: Limit,
    /// Whether a request's body was not read to its end.
    unread: Arc<AtomicBool>,
    parting: Option<Limit>,
}

impl<S> PatientStream<S> {
    pub(super) fn new(stream: S, limits: &Limits, unread: Arc<AtomicBool>) -> Self {
        let (start, write) = (Limit::new(limits.headers), Limit::new(limits.write));
        let flush = Limit::new(limits.write);
        Self { stream, preface: Some(0), start, write, flush, unread, parting: None }
    }

    fn saw(&mut self, bytes: &[u8]) {
        if let Some(seen) = self.preface {
            let rest = &PREFACE[seen..];
            let partial = bytes.len() < rest.len() && rest.starts_with(bytes);
            self.preface = partial.then_some(seen + bytes.len());
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PatientStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        let poll = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if this.preface.is_none() {
            return poll;
        }
        // The limit is on the whole start, not on each piece of it.
        if poll.is_ready() {
            this.saw(&buffer.filled()[before..]);
            return poll;
        }
        this.start.watch(cx, poll)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for PatientStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let poll = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.write.watch(cx, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let poll = Pin::new(&mut this.stream).poll_write_vectored(cx, pieces);
        this.write.watch(cx, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// TLS keeps what it could not send yet: here it is waited for.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let poll = Pin::new(&mut this.stream).poll_flush(cx);
        this.flush.watch(cx, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.parting.is_none() {
            let poll = Pin::new(&mut this.stream).poll_shutdown(cx);
            ready!(this.flush.watch(cx, poll))?;
        }
        let parting = this.parting.get_or_insert_with(|| Limit::new(PARTING));
        if !this.unread.load(Ordering::Relaxed) {
            return Poll::Ready(Ok(()));
        }
        let mut bytes = [0; 8 * 1024];
        while parting.passes(cx).is_pending() {
            let mut buffer = ReadBuf::new(&mut bytes);
            // Its end, or a fault: either way it sends no more.
            let read = ready!(Pin::new(&mut this.stream).poll_read(cx, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                break;
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// A request's body that fails when its client stops sending in the middle.
#[derive(Debug)]
pub(super) struct PatientBody {
    body: Incoming,
    limit: Limit,
    ended: bool,
    unread: Arc<AtomicBool>,
}

impl PatientBody {
    /// `unread` is set if the body is dropped before its end.
    pub(super) fn new(body: Incoming, patience: Duration, unread: Arc<AtomicBool>) -> Self {
        let ended = body.is_end_stream();
        Self { body, limit: Limit::new(patience), ended, unread }
    }
}

impl Drop for PatientBody {
    fn drop(&mut self) {
        if !self.ended {
            self.unread.store(true, Ordering::Relaxed);
        }
    }
}

impl Body for PatientBody {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) else {
            deadline::waits_for_client(true);
            ready!(this.limit.passes(cx));
            return Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())));
        };
        deadline::waits_for_client(false);
        this.limit.running = false;
        this.ended = frame.is_none() || this.body.is_end_stream();
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
