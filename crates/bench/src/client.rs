//! HTTP/1.1 over one kept-alive connection, by hand: a request is one write, an answer is its status and its body by
//! `Content-Length`. Anything else is an error.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is used for one request after the other.
pub struct Client {
    stream: TcpStream,
    out: Vec<u8>,
    input: Vec<u8>,
    filled: usize,
}

/// An answer.
pub struct Answer<'a> {
    /// The status code.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// The body as JSON; an error if the status is another.
    pub fn json(&self, expected: u16) -> Result<Value> {
        if self.status != expected {
            bail!("status {}: {}", self.status, String::from_utf8_lossy(self.body));
        }
        Ok(serde_json::from_slice(self.body)?)
    }
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("the server is not there")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, out: Vec::with_capacity(2048), input: vec![0; 64 * 1024], filled: 0 })
    }

    /// Sends the request and waits for its answer. `head` is the method, a space and the path.
    pub async fn send(
        &mut self,
        head: &str,
        token: &str,
        body: Option<&str>,
    ) -> Result<Answer<'_>> {
        self.out.clear();
        write!(self.out, "{head} HTTP/1.1\r\nhost: bench\r\n")?;
        if !token.is_empty() {
            write!(self.out, "authorization: Bearer {token}\r\n")?;
        }
        match body {
            Some(body) => write!(
                self.out,
                "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )?,
            None if head.starts_with("GET") => self.out.extend_from_slice(b"\r\n"),
            None => self.out.extend_from_slice(b"content-length: 0\r\n\r\n"),
        }
        self.stream.write_all(&self.out).await?;
        self.answer().await
    }

    /// Uploads a file as it is.
    pub async fn upload(
        &mut self,
        head: &str,
        token: &str,
        kind: &str,
        file: &Path,
    ) -> Result<Answer<'_>> {
        let mut file = std::fs::File::open(file)?;
        let length = file.metadata()?.len();
        self.out.clear();
        write!(
            self.out,
            "{head} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n\
             content-type: {kind}\r\ncontent-length: {length}\r\n\r\n"
        )?;
        self.stream.write_all(&self.out).await?;
        let mut part = vec![0; 256 * 1024];
        loop {
            match std::io::Read::read(&mut file, &mut part)? {
                0 => break,
                read => self.stream.write_all(&part[..read]).await?,
            }
        }
        self.answer().await
    }

    async fn answer(&mut self) -> Result<Answer<'_>> {
        self.filled = 0;
        let head = loop {
            self.more().await?;
            if let Some(end) = find(&self.input[..self.filled], b"\r\n\r\n") {
                break end + 4;
            }
        };
        let (status, length) = read_head(&self.input[..head])?;
        if self.input.len() < head + length {
            self.input.resize(head + length, 0);
        }
        while self.filled < head + length {
            self.more().await?;
        }
        ensure!(self.filled == head + length, "bytes after the end of an answer");
        Ok(Answer { status, body: &self.input[head..head + length] })
    }

    async fn more(&mut self) -> Result<()> {
        let read = self.stream.read(&mut self.input[self.filled..]).await?;
        ensure!(read > 0, "the server hung up, or its answer's head is too long");
        self.filled += read;
        Ok(())
    }
}

fn read_head(head: &[u8]) -> Result<(u16, usize)> {
    let text = std::str::from_utf8(head)?;
    let status = text.get(9..12).context("no status")?.parse()?;
    for line in text.split("\r\n").skip(1) {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            return Ok((status, value.trim().parse()?));
        }
    }
    if status == 204 {
        Ok((status, 0))
    } else {
        bail!("an answer without a content-length: {text}")
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_length_are_read() {
        let head = b"HTTP/1.1 201 Created\r\nX: y\r\nContent-Length: 12\r\n\r\n";
        assert_eq!(read_head(head).ok(), Some((201, 12)));
        assert!(read_head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
