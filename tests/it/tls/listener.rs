//! The listener: both versions, both protocols, nobody waits for a client that is silent, new files without a pause.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get as route;
use proffer::config::TlsFiles;
use proffer::http::server::{Limits, Listener};
use proffer::http::tls::Tls;
use rustls::version::{TLS12, TLS13};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Authority, Dialler};
use crate::bank::Bank;
use crate::embedded::Folder;
use crate::wire::{Served, ask, get};

fn hello() -> Router {
    Router::new().route("/", route(async || "hello"))
}

async fn served(tls: &Arc<Tls>, router: Router, limits: Limits) -> Served {
    let tls = Arc::clone(tls);
    Served::behind(|port| Listener::secured(port, tls), router, limits).await
}

fn loaded(files: TlsFiles) -> Arc<Tls> {
    Arc::new(Tls::load(files).unwrap())
}

#[tokio::test]
async fn both_versions_and_both_protocols_are_spoken() {
    let (folder, authority) = (Folder::new("tls-both"), Authority::new("ca"));
    let tls = loaded(authority.issues("server").kept(folder.path()));
    let server = served(&tls, hello(), Limits::new(8)).await;
    for version in [&TLS12, &TLS13] {
        let dialler = Dialler { versions: &[version], ..Dialler::new(&authority) };
        let mut stream = dialler.dials(server.address).await.unwrap();
        assert_eq!(stream.get_ref().1.protocol_version(), Some(version.version));
        assert_eq!(ask(&mut stream, &get("/", "")).await.unwrap().body, "hello");
    }
    let dialler = Dialler { speaks: &["h2", "http/1.1"], ..Dialler::new(&authority) };
    let mut stream = dialler.dials(server.address).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    // The preface and an empty SETTINGS frame; the server's own SETTINGS come back (RFC 9113, section 3.4).
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4);
}

#[tokio::test]
async fn a_client_that_does_not_shake_hands_is_cut_off_and_holds_up_nobody() {
    let (folder, authority) = (Folder::new("tls-silent"), Authority::new("ca"));
    let tls = loaded(authority.issues("server").kept(folder.path()));
    let limits = Limits { headers: Duration::from_secs(1), ..Limits::new(64) };
    let server = served(&tls, hello(), limits).await;
    let mut silent = Vec::new();
    for start in ["", "\x16\x03\x01", "GET / HTTP/1.1\r\n"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(start.as_bytes()).await.unwrap();
        silent.push(stream);
    }
    let quick = async {
        let mut stream = Dialler::new(&authority).dials(server.address).await.unwrap();
        assert_eq!(ask(&mut stream, &get("/", "")).await.unwrap().body, "hello");
    };
    timeout(Duration::from_millis(900), quick).await.expect("somebody waited for the silent");
    for mut stream in silent {
        let mut rest = Vec::new();
        let end = timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
        assert!(end.is_ok(), "a silent client stays");
        assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
    }
}

#[tokio::test]
async fn new_files_count_for_new_connections_and_broken_ones_for_none() {
    let (folder, old, new) = (Folder::new("tls-new"), Authority::new("old"), Authority::new("new"));
    let files = old.issues("server").kept(folder.path());
    let tls = loaded(files.clone());
    let server = served(&tls, hello(), Limits::new(8)).await;
    let mut open = Dialler::new(&old).dials(server.address).await.unwrap();
    assert!(Dialler::new(&new).dials(server.address).await.is_err());

    let whole = std::fs::read(&files.cert).unwrap();
    for broken in [&whole[..whole.len() / 2], b"", b"no certificate"] {
        std::fs::write(&files.cert, broken).unwrap();
        let sentence = tls.reload().unwrap_err().to_string();
        assert!(sentence.contains("cert.pem") && !sentence.contains('\n'), "{sentence}");
        Dialler::new(&old).dials(server.address).await.unwrap();
    }
    // A certificate without its key.
    std::fs::write(&files.cert, &whole).unwrap();
    let other = Folder::new("tls-other");
    let key = new.issues("server").kept(other.path()).key;
    std::fs::copy(&key, &files.key).unwrap();
    assert!(tls.reload().unwrap_err().to_string().contains("key.pem"));

    new.issues("server").kept(folder.path());
    tls.reload().unwrap();
    Dialler::new(&new).dials(server.address).await.unwrap();
    assert!(Dialler::new(&old).dials(server.address).await.is_err());
    assert_eq!(ask(&mut open, &get("/", "")).await.unwrap().body, "hello");
}

#[tokio::test]
async fn browsers_are_told_to_stay_with_tls_and_only_there() {
    let (folder, authority) = (Folder::new("tls-hsts"), Authority::new("ca"));
    let bank = Bank::open().await;
    let tls = loaded(authority.issues("server").kept(folder.path()));
    let secure = served(&tls, bank.router(), Limits::new(8)).await;
    let plain = Served::new(bank.router(), Limits::new(8)).await;
    let mut stream = Dialler::new(&authority).dials(secure.address).await.unwrap();
    let over_tls = ask(&mut stream, &get("/health/live", "")).await.unwrap();
    assert_eq!(over_tls.header("strict-transport-security"), Some("max-age=63072000"));
    let mut stream = TcpStream::connect(plain.address).await.unwrap();
    let without = ask(&mut stream, &get("/health/live", "")).await.unwrap();
    assert_eq!((without.status, without.header("strict-transport-security")), (200, None));
}
