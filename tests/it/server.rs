//! The accept loop: it cuts off clients that keep it waiting, and lets those that it serves finish when it stops.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Extension;
use axum::routing::{get, post};
use proffer::http::server::{Limits, ServeError, bind, serve};
use proffer::web::Peer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::promises::promise;

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<usize>,
    arrived: Arc<Notify>,
    answer: Arc<Notify>,
}

fn quick() -> Limits {
    Limits {
        headers: Duration::from_millis(300),
        idle: Duration::from_millis(300),
        body: Duration::from_millis(300),
        write: Duration::from_millis(300),
        drain: Duration::from_millis(300),
        ..Limits::new(8)
    }
}

async fn run(limits: Limits) -> Running {
    let (arrived, answer) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (enters, leaves) = (Arc::clone(&arrived), Arc::clone(&answer));
    let slow = move || async move {
        enters.notify_one();
        leaves.notified().await;
        "done"
    };
    let router = Router::new()
        .route("/slow", get(slow))
        .route("/peer", get(async |Extension(Peer(peer)): Extension<Peer>| peer.to_string()))
        .route("/length", post(async |body: String| body.len().to_string()));
    let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let served = tokio::spawn(serve(listener, router, limits, stop.clone()));
    Running { address, stop, served, arrived, answer }
}

/// An HTTP/2 client that says `more` after its preface and from then on only answers pings, until the server has enough.
async fn answers_pings(address: SocketAddr, more: &[u8]) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    stream.write_all(more).await.unwrap();
    let mut pings = 0;
    loop {
        let mut head = [0; 9];
        if stream.read_exact(&mut head).await.is_err() {
            assert!(pings > 0, "it was cut off for something else");
            return;
        }
        let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
        stream.read_exact(&mut payload).await.unwrap();
        if head[3..5] == [6, 0] {
            pings += 1;
            head[4] = 1;
            stream.write_all(&[&head[..], &payload].concat()).await.ok();
        }
    }
}

#[tokio::test]
async fn a_client_of_http_2_that_only_answers_pings_is_cut_off() {
    let promise = promise!(12);
    let limits = Limits { body: Duration::from_millis(50), ..quick() };
    let server = run(limits).await;
    // SETTINGS: of no length; and one that leaves answers no window, before a request for `/`.
    let nothing = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    let no_window = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0];
    let request = [0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x84, 0x41, 1, b'x'];
    for more in [nothing.to_vec(), [&no_window[..], &request].concat()] {
        timeout(Duration::from_secs(5), answers_pings(server.address, &more)).await.unwrap();
    }
    // One whose answer takes its time is not.
    let slow =
        [0, 0, 12, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x04, 5, b'/', b's', b'l', b'o', b'w', 0x41, 1];
    let slow = [&nothing[..], &slow, b"x"].concat();
    let waits = tokio::spawn(async move { answers_pings(server.address, &slow).await });
    server.arrived.notified().await;
    assert!(timeout(Duration::from_millis(900), waits).await.is_err(), "it was cut off");
    server.answer.notify_one();
    promise.kept(
        "HTTP/2 clients that only answer pings, one without room for its answer",
        "cut off; one that waits for its answer is not",
    );
}

async fn send(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// All that comes until the server closes, which it has to do in good time. A reset is a close too.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await;
    assert!(read.is_ok(), "the server has not closed");
    String::from_utf8(bytes).unwrap()
}

const HEAD: &str = "Host: x\r\nConnection: close\r\n";

#[tokio::test]
async fn the_peer_is_known_to_the_handler() {
    let server = run(Limits::new(8)).await;
    let stream = send(server.address, &format!("GET /peer HTTP/1.1\r\n{HEAD}\r\n")).await;
    let own = stream.local_addr().unwrap().to_string();
    assert!(rest(stream).await.ends_with(&own));
}

#[tokio::test]
async fn a_client_that_never_finishes_its_headers_is_cut_off() {
    let server = run(quick()).await;
    for start in ["", "G", "PRI * HTT", "GET /peer HTTP/1.1\r\nHost: x\r\nX-Slow:"] {
        let answer = rest(send(server.address, start).await).await;
        assert!(!answer.contains("200 OK"), "{start:?}");
    }
}

#[tokio::test]
async fn a_client_that_never_finishes_its_body_is_cut_off() {
    let server = run(quick()).await;
    let request = format!("POST /length HTTP/1.1\r\n{HEAD}Content-Length: 10\r\n\r\nhalf");
    let answer = rest(send(server.address, &request).await).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}

#[tokio::test]
async fn headers_that_are_too_large_are_refused() {
    let server = run(Limits::new(8)).await;
    let large = "x".repeat(40 * 1024);
    let request = format!("GET /peer HTTP/1.1\r\n{HEAD}X-Large: {large}\r\n\r\n");
    assert!(!rest(send(server.address, &request).await).await.contains("200 OK"));
    let fits = "x".repeat(16 * 1024);
    let request = format!("GET /peer HTTP/1.1\r\n{HEAD}X-Large: {fits}\r\n\r\n");
    assert!(rest(send(server.address, &request).await).await.contains("200 OK"));
}

#[tokio::test]
async fn a_request_in_flight_is_answered_before_the_server_ends() {
    let server = run(Limits::new(8)).await;
    let stream = send(server.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    server.arrived.notified().await;
    server.stop.cancel();
    // The listener is closed at once, the answer still comes.
    let closed = async {
        while TcpStream::connect(server.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(10), closed).await.unwrap();
    server.answer.notify_one();
    assert!(rest(stream).await.ends_with("done"));
    assert_eq!(server.served.await.unwrap(), 0);
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_up_the_stop() {
    let server = run(quick()).await;
    let stream = send(server.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    server.arrived.notified().await;
    server.stop.cancel();
    assert_eq!(server.served.await.unwrap(), 1);
    assert_eq!(rest(stream).await, "");
}

#[tokio::test]
async fn a_connection_beyond_the_cap_waits_its_turn() {
    let server = run(Limits { connections: 1, ..Limits::new(1) }).await;
    let request = format!("GET /slow HTTP/1.1\r\n{HEAD}\r\n");
    let first = send(server.address, &request).await;
    server.arrived.notified().await;
    let second = send(server.address, &request).await;
    server.answer.notify_one();
    assert!(rest(first).await.ends_with("done"));
    server.arrived.notified().await;
    server.answer.notify_one();
    assert!(rest(second).await.ends_with("done"));
}

#[tokio::test]
async fn a_taken_port_is_told_with_its_setting() {
    let server = run(Limits::new(8)).await;
    let error = bind(server.address).await.unwrap_err();
    assert!(matches!(error, ServeError::Taken(_)));
    let sentence = error.to_string();
    assert!(sentence.contains(&server.address.to_string()) && sentence.contains("--listen"));
}

#[tokio::test]
async fn a_connection_is_kept_between_requests_for_longer_than_headers_may_take() {
    let limits = Limits { idle: Duration::from_secs(60), ..quick() };
    let server = run(limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let ask = b"GET /peer HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut answer = [0; 512];
    for _ in 0..3 {
        stream.write_all(ask).await.unwrap();
        assert!(stream.read(&mut answer).await.unwrap() > 0);
        assert!(answer.starts_with(b"HTTP/1.1 200"));
        // Nothing comes, its end least of all, for twice as long as headers may take.
        let quiet = timeout(Duration::from_millis(600), stream.read(&mut answer)).await;
        assert!(quiet.is_err(), "the connection ended: {quiet:?}");
    }
    // Without a first request it ends as before.
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let ended = timeout(Duration::from_secs(20), silent.read(&mut answer)).await;
    assert_eq!(ended.unwrap().unwrap(), 0);
}
