//! HTTP/1.1 by hand, for tests of what happens on the wire.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use proffer::http::server::{Limits, Listener, bind, serve};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A server on a port of its own, stopped with the test.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) stop: CancellationToken,
    pub(crate) ended: JoinHandle<usize>,
    _stopping: DropGuard,
}

impl Served {
    /// Serves these routes without TLS.
    pub(crate) async fn new(router: Router, limits: Limits) -> Self {
        Self::behind(Listener::from, router, limits).await
    }

    /// Serves these routes behind what is made of the port.
    pub(crate) async fn behind(
        listen: impl FnOnce(tokio::net::TcpListener) -> Listener,
        router: Router,
        limits: Limits,
    ) -> Self {
        let port = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = port.local_addr().unwrap();
        let stop = CancellationToken::new();
        let ended = tokio::spawn(serve(listen(port), router, limits, stop.clone()));
        Self { address, _stopping: stop.clone().drop_guard(), stop, ended }
    }
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Heard {
    /// Whether the server ends the connection with this answer.
    pub(crate) fn closes(&self) -> bool {
        self.header("connection") == Some("close")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Sends a request on a connection that stays open, and reads its answer.
pub(crate) async fn ask(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    request: &str,
) -> io::Result<Heard> {
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    hear(stream).await
}

/// Reads one answer, which has to come in good time.
pub(crate) async fn hear(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Heard> {
    timeout(Duration::from_secs(30), read(stream)).await?
}

async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Heard> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut heard = Heard { status: 0, head: head.to_owned(), body: body.to_owned() };
            heard.status = head.split(' ').nth(1).unwrap().parse().unwrap();
            let length = heard.header("content-length").map_or(0, |it| it.parse().unwrap());
            if heard.body.len() >= length {
                return Ok(heard);
            }
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// A GET with these headers, each line with its end.
pub(crate) fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")
}

/// A request with a JSON body.
pub(crate) fn send(method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n{headers}\r\n{body}"
    )
}
