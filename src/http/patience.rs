//! How long a client may keep the server waiting: for the first bytes of a connection (hyper's own limit on headers
//! starts only when it knows the protocol), for the rest of a body, and for reading what was sent to it.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// What every HTTP/2 client sends first (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A time limit on one wait; it runs only while something is waited for.
#[derive(Debug)]
struct Limit {
    patience: Duration,
    running: bool,
    timer: Pin<Box<Sleep>>,
}

impl Limit {
    fn new(patience: Duration) -> Self {
        Self { patience, running: false, timer: Box::pin(sleep(patience)) }
    }

    /// Ends the wait, or fails it when it has taken too long.
    fn watch<T>(&mut self, cx: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.running = false;
            return poll;
        }
        if !self.running {
            self.running = true;
            self.timer.as_mut().reset(Instant::now() + self.patience);
        }
        ready!(self.timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

/// A connection that ends when its client is silent at the start or does not read.
#[derive(Debug)]
pub(super) struct PatientStream {
    stream: TcpStream,
    /// How much of the preface has come; `None` when it is known to be complete or another protocol.
    preface: Option<usize>,
    start: Limit,
    write: Limit,
}

impl PatientStream {
    pub(super) fn new(stream: TcpStream, start: Duration, write: Duration) -> Self {
        Self { stream, preface: Some(0), start: Limit::new(start), write: Limit::new(write) }
    }

    fn saw(&mut self, bytes: &[u8]) {
        if let Some(seen) = self.preface {
            let rest = &PREFACE[seen..];
            let partial = bytes.len() < rest.len() && rest.starts_with(bytes);
            self.preface = partial.then_some(seen + bytes.len());
        }
    }
}

impl AsyncRead for PatientStream {
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

impl AsyncWrite for PatientStream {
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

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// A request's body that fails when its client stops sending in the middle.
#[derive(Debug)]
pub(super) struct PatientBody {
    body: Incoming,
    patience: Duration,
    limit: Option<Limit>,
}

impl PatientBody {
    pub(super) fn new(body: Incoming, patience: Duration) -> Self {
        Self { body, patience, limit: None }
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
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            if let Some(limit) = &mut this.limit {
                limit.running = false;
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let patience = this.patience;
        let limit = this.limit.get_or_insert_with(|| Limit::new(patience));
        match ready!(limit.watch(cx, Poll::<io::Result<()>>::Pending)) {
            Ok(()) => Poll::Pending,
            Err(error) => Poll::Ready(Some(Err(error.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
