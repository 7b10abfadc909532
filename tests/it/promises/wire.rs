//! HTTP/1.1 over a real socket, as little of it as the tests need: what goes wrong on the way is part of what they look at.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// An answer that does not come within this is none.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who calls a process, on a new connection for each request.
#[derive(Clone)]
pub(crate) struct Wire {
    address: SocketAddr,
    token: String,
    headers: String,
}

/// An answer: its status, its headers as they came, its body as JSON or null.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) text: String,
    pub(crate) json: Value,
}

/// How a request ended without an answer.
pub(crate) enum Lost {
    /// Nobody took the connection: the request was never accepted.
    Refused,
    /// The connection was reset before anything came: let in by the system while the port was closed, or cut off.
    Reset,
    /// The connection ended, or kept silent, before a whole answer was there.
    CutOff(String),
}

impl std::fmt::Debug for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused => f.write_str("refused"),
            Self::Reset => f.write_str("reset"),
            Self::CutOff(why) => write!(f, "cut off: {why}"),
        }
    }
}

impl Wire {
    pub(crate) fn new(address: SocketAddr, token: impl Into<String>) -> Self {
        Self { address, token: token.into(), headers: String::new() }
    }

    /// The same, with one more header in every request.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers = format!("{}{name}: {value}\r\n", self.headers);
        self
    }

    /// The text of a request that is answered once.
    pub(crate) fn text(&self, method: &str, path: &str, body: Option<&str>) -> String {
        let Self { token, headers, .. } = self;
        let body = match body {
            Some(body) => {
                format!(
                    "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                )
            }
            None => "\r\n".to_owned(),
        };
        let sender = match token.as_str() {
            "" => String::new(),
            token => format!("Authorization: Bearer {token}\r\n"),
        };
        format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{sender}{headers}{body}"
        )
    }

    /// Sends a request and hears its answer.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<Heard, Lost> {
        let text = self.text(method, path, body);
        timeout(PATIENCE, self.exchange(&text)).await.unwrap_or_else(|_| Err(cut_off("silence")))
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Heard, Lost> {
        self.send("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Heard, Lost> {
        self.send("POST", path, Some(&body.to_string())).await
    }

    /// Connects and sends the request, and leaves the answer on the way.
    pub(crate) async fn sends(&self, text: &str) -> Result<TcpStream, Lost> {
        let mut stream = TcpStream::connect(self.address).await.map_err(|_| Lost::Refused)?;
        stream.write_all(text.as_bytes()).await.map_err(|error| cut_off(&error))?;
        Ok(stream)
    }

    async fn exchange(&self, text: &str) -> Result<Heard, Lost> {
        let stream = TcpStream::connect(self.address).await.map_err(|_| Lost::Refused)?;
        let (mut reader, mut writer) = stream.into_split();
        // A server that refuses a large body answers before it has read it all: hear the answer while sending.
        let sending = async { writer.write_all(text.as_bytes()).await };
        let mut bytes = Vec::new();
        let reading = read_to_end(&mut reader, &mut bytes);
        let (sent, read) = tokio::join!(sending, reading);
        let reset = read.as_ref().is_err_and(|it| it.kind() == io::ErrorKind::ConnectionReset);
        match heard(&bytes) {
            Some(heard) => Ok(heard),
            None if reset && bytes.is_empty() => Err(Lost::Reset),
            None => Err(cut_off(&format!("{sent:?} {read:?} after {} bytes", bytes.len()))),
        }
    }
}

/// A reset after the answer takes nothing away from what was read before it.
async fn read_to_end(reader: &mut (impl AsyncReadExt + Unpin), to: &mut Vec<u8>) -> io::Result<()> {
    while reader.read_buf(to).await? > 0 {}
    Ok(())
}

fn cut_off(why: &(impl ToString + ?Sized)) -> Lost {
    Lost::CutOff(why.to_string())
}

/// The answer in these bytes, if it is there whole.
fn heard(bytes: &[u8]) -> Option<Heard> {
    let split = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..split].to_vec()).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = &bytes[split + 4..];
    let wanted = header(&head, "content-length").and_then(|text| text.parse().ok());
    let whole = match wanted {
        Some(length) => body.get(..length)?,
        None if header(&head, "transfer-encoding").is_some() && !body.ends_with(b"0\r\n\r\n") => {
            return None;
        }
        None => body,
    };
    let json = serde_json::from_slice(whole).unwrap_or_default();
    Some(Heard { status, head, text: String::from_utf8_lossy(whole).into_owned(), json })
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

impl Heard {
    /// Demands this status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}
