//! How the server stops: not ready at once, then not listening any more, and no request that it took is left without its
//! answer.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::get as route;
use proffer::http::server::Limits;
use rustix::process::Signal;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_postgres::NoTls;

use crate::bank::{Bank, TENANT};
use crate::embedded::Folder;
use crate::program::{Program, address};
use crate::promises::promise;
use crate::wire::{Served, ask, get, send};

/// What became of a client's requests.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    answered: usize,
    failed: usize,
}

/// Asks again and again, on a connection that stays open until the server ends it, until the server listens no more.
async fn keeps_asking(address: SocketAddr) -> Count {
    let mut count = Count::default();
    while let Ok(mut stream) = TcpStream::connect(address).await {
        let mut first = true;
        loop {
            match ask(&mut stream, &get("/", "")).await {
                Ok(heard) if heard.status == 200 => {
                    count.answered += 1;
                    first = false;
                    if heard.closes() {
                        break;
                    }
                }
                // Let in by the system in the moment in which the port was closed: the server has not seen it.
                Err(error) if first && error.kind() == io::ErrorKind::ConnectionReset => break,
                heard => {
                    eprintln!("left without an answer: {heard:?}");
                    count.failed += 1;
                    break;
                }
            }
        }
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_stops_under_load_none_leaves_a_request_without_its_answer() {
    let promise = promise!(24);
    let mut answered = 0;
    for _ in 0..20 {
        let (asked, begun) = (Arc::new(AtomicUsize::new(0)), Arc::new(tokio::sync::Notify::new()));
        let (counts, tells) = (Arc::clone(&asked), Arc::clone(&begun));
        let work = move || async move {
            if counts.fetch_add(1, Ordering::Relaxed) == 200 {
                tells.notify_one();
            }
            sleep(Duration::from_millis(3)).await;
            "done"
        };
        let server = Served::new(Router::new().route("/", route(work)), Limits::new(64)).await;
        let mut clients = JoinSet::new();
        for _ in 0..16 {
            clients.spawn(keeps_asking(server.address));
        }
        begun.notified().await;
        server.stop.cancel();
        let counts = clients.join_all().await;
        assert_eq!(counts.iter().map(|it| it.failed).sum::<usize>(), 0);
        let heard: usize = counts.iter().map(|it| it.answered).sum();
        assert_eq!(heard, asked.load(Ordering::Relaxed));
        assert_eq!(server.ended.await.unwrap(), 0);
        answered += heard;
    }
    promise.kept(
        "20 stops under 16 clients on kept connections",
        format!("{answered} requests seen, {answered} answered"),
    );
}

#[tokio::test]
async fn a_connection_without_a_request_is_ended_and_holds_up_nobody() {
    let server = Served::new(Router::new(), Limits::new(8)).await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    ask(&mut idle, &get("/", "")).await.unwrap();
    let _silent = TcpStream::connect(server.address).await.unwrap();
    server.stop.cancel();
    let ended = timeout(Duration::from_secs(10), server.ended).await;
    assert_eq!(ended.expect("it waits for the idle").unwrap(), 0);
}

#[tokio::test]
async fn a_client_of_http_2_is_told_to_go_elsewhere() {
    let server = Served::new(Router::new(), Limits::new(8)).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // The preface and an empty SETTINGS frame; then frames come, each with its length and kind (RFC 9113, section 4.1).
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(head[3], 4, "SETTINGS");
    server.stop.cancel();
    let goes = timeout(Duration::from_secs(10), async {
        while head[3] != 7 {
            let length = usize::from(head[1]) * 256 + usize::from(head[2]);
            stream.read_exact(&mut vec![0; length]).await.unwrap();
            stream.read_exact(&mut head).await.unwrap();
        }
    });
    goes.await.expect("no GOAWAY");
}

#[tokio::test]
async fn a_server_that_is_about_to_stop_is_live_and_not_ready() {
    let bank = Bank::open().await;
    let limits = Limits { grace: Duration::from_secs(3), ..Limits::new(8) };
    let server = Served::new(bank.router(), limits).await;
    let fresh = async |path: &str| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        ask(&mut stream, &get(path, "")).await.unwrap()
    };
    let before = fresh("/health/ready").await;
    assert_eq!((before.status, before.closes()), (200, false));
    server.stop.cancel();
    let ready = fresh("/health/ready").await;
    assert_eq!((ready.status, ready.header("retry-after")), (503, Some("1")));
    let live = fresh("/health/live").await;
    assert_eq!((live.status, live.closes()), (200, true));
    server.ended.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_request_in_flight_at_sigterm_is_answered_before_the_program_ends() {
    let (folder, bank) = (Folder::new("sigterm"), Bank::open().await);
    let offer = bank.maker().writes_offer(json!({})).await;
    let settings = [
        ("DATABASE_URL", &*address(bank.config())),
        ("PROFFER_SECRET_KEY", std::str::from_utf8(crate::bank::SECRET).unwrap()),
    ];
    let program = Program::serve(folder.path(), &settings).await;
    let (mut client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    let holding = client.transaction().await.unwrap();
    let lock = "SELECT FROM offers WHERE offer_id = $1 FOR UPDATE";
    holding.execute(lock, &[&offer.id]).await.unwrap();

    let mut stream = TcpStream::connect(program.address()).await.unwrap();
    let token = format!("Authorization: Bearer {}\r\n", bank.token("mary"));
    let path = format!("/tenants/{TENANT}/offers/{}", offer.id);
    let change = send("PUT", &path, &token, "{\"data\": {\"n\": 7}}");
    let asking = tokio::spawn(async move { ask(&mut stream, &change).await });
    let waits = "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while bank.count(waits).await == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    program.signal(Signal::TERM);
    while TcpStream::connect(program.address()).await.is_ok() {
        sleep(Duration::from_millis(5)).await;
    }
    holding.rollback().await.unwrap();
    let heard = asking.await.unwrap().unwrap();
    assert_eq!((heard.status, heard.closes()), (200, true));
    assert_eq!(program.ends().await, Some(0));
    assert_eq!(bank.reader().sees(&offer).await["data"], json!({"n": 7}));
}
