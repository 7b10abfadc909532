//! What one client may take of the server, and one request of the database.

use std::time::{Duration, Instant};

use axum::Router;
use axum::http::Method;
use axum::routing::{get as route, post};
use proffer::door::Operator;
use proffer::http::server::Limits;
use queries::client::GenericClient;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_postgres::NoTls;

use crate::bank::{Answer, Bank, TENANT};
use crate::promises::promise;
use crate::wire::{Served, ask, get, hear, send};

#[tokio::test]
async fn headers_of_more_than_32_kib_are_431() {
    let server = Served::new(Router::new().route("/", route(async || "")), Limits::new(8)).await;
    let with = async |bytes: usize| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = get("/", &format!("X-Large: {}\r\n", "x".repeat(bytes)));
        ask(&mut stream, &head).await.unwrap().status
    };
    assert_eq!(with(31 * 1024).await, 200);
    assert_eq!(with(33 * 1024).await, 431);
}

/// A JSON object of exactly so many bytes.
fn sized(bytes: usize) -> String {
    let frame = json!({"x": ""}).to_string().len();
    json!({"x": "x".repeat(bytes - frame)}).to_string()
}

#[tokio::test]
async fn a_body_of_one_byte_too_many_is_413() {
    let bank = Bank::open().await;
    let sender = bank.key("deliveries").await;
    let report = "/system/campaigns/update-delivery-status";
    for (who, path, limit) in [
        (bank.anonymous(), "/auth/token", 4 * 1024),
        (bank.maker(), "offers", 64 * 1024),
        (bank.super_admin(), "/sa/users", 64 * 1024),
        (sender, report, 2 * 1024 * 1024),
    ] {
        let post = async |bytes| -> Answer {
            who.send_as(Method::POST, path, "application/json", sized(bytes)).await
        };
        // It has a field that nobody knows, which is told only when it was read.
        post(limit).await.problem(422, "validation_failed");
        let refused = post(limit + 1).await.problem(413, "too_large");
        assert!(refused.text().contains(&limit.to_string()), "{}", refused.text());
    }
}

#[tokio::test]
async fn who_sends_too_much_hears_so_however_much_it_is() {
    let bank = Bank::open().await;
    let server = Served::new(bank.router(), Limits::new(8)).await;
    let token = format!("Authorization: Bearer {}\r\n", bank.token("mary"));
    for _ in 0..10 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let path = format!("/tenants/{TENANT}/offers");
        let request = send("POST", &path, &token, &sized(8 * 1024 * 1024));
        // All of it first, as simple clients do: the server must take it, or its answer is lost.
        stream.write_all(request.as_bytes()).await.unwrap();
        assert_eq!(hear(&mut stream).await.unwrap().status, 413);
    }
    // Nor does a body that nobody asked for spoil what comes after it.
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    for _ in 0..2 {
        let odd = send("GET", "/users/me", &token, "{\"a\": 1}");
        assert_eq!(ask(&mut stream, &odd).await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn the_database_gives_up_what_takes_too_long() {
    let bank = Bank::open().await;
    let operator = Operator::new(&bank.app);
    let sql = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),
                      current_setting('idle_in_transaction_session_timeout'),
                      current_setting('default_transaction_read_only')";
    let settings = |row: tokio_postgres::Row| -> [String; 4] { [0, 1, 2, 3].map(|at| row.get(at)) };
    let pool = operator.read_slow(async |session| Ok(session.query_one(sql, &[]).await?));
    assert_eq!(settings(pool.await.unwrap()), ["10s", "2s", "30s", "off"]);
    let lane = operator.read(async |lane| Ok(lane.query_one(sql, &[]).await?));
    assert_eq!(settings(lane.await.unwrap())[..1], ["5s"]);
    let lane = operator.read(async |lane| Ok(lane.query_one(sql, &[]).await?));
    assert_eq!(settings(lane.await.unwrap())[3], "on");
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_503_and_changes_nothing() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let limits = Limits { request: Duration::from_millis(300), ..Limits::new(8) };
    let server = Served::new(bank.router(), limits).await;
    let (mut client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    let holding = client.transaction().await.unwrap();
    let lock = "SELECT FROM offers WHERE offer_id = $1 FOR UPDATE";
    holding.execute(lock, &[&offer.id]).await.unwrap();
    let token = format!("Authorization: Bearer {}\r\n", bank.token("mary"));
    let path = format!("/tenants/{TENANT}/offers/{}", offer.id);
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    let change = send("PUT", &path, &token, "{\"data\": {\"n\": 7}}");
    let heard = ask(&mut stream, &change).await.unwrap();
    // The lock alone would be waited for two seconds.
    assert!(begun.elapsed() < Duration::from_millis(1_800), "{:?}", begun.elapsed());
    assert_eq!((heard.status, heard.header("retry-after")), (503, Some("1")));
    assert!(heard.body.contains("\"unavailable\""), "{}", heard.body);
    holding.rollback().await.unwrap();
    assert_eq!(bank.reader().sees(&offer).await["version"], 1);
}

#[tokio::test]
async fn work_that_may_take_minutes_gets_them() {
    let bank = Bank::open().await;
    let limits = Limits { request: Duration::from_millis(300), ..Limits::new(8) };
    let server = Served::new(bank.router(), limits).await;
    let (mut client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    let holding = client.transaction().await.unwrap();
    holding.batch_execute("LOCK TABLE customers").await.unwrap();
    let token = format!("Authorization: Bearer {}\r\n", bank.token("mary"));
    let path = format!("/tenants/{TENANT}/campaigns/preview");
    let body = json!({"selection_criteria": {"everyone": true}}).to_string();
    let preview = send("POST", &path, &token, &body);
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let (heard, ()) = tokio::join!(ask(&mut stream, &preview), async {
        sleep(Duration::from_millis(900)).await;
        holding.rollback().await.unwrap();
    });
    assert_eq!(heard.unwrap().status, 200);
}

#[tokio::test]
async fn a_body_that_trickles_in_is_408() {
    let bank = Bank::open().await;
    let limits = Limits { request: Duration::from_millis(500), ..Limits::new(8) };
    let server = Served::new(bank.router(), limits).await;
    let token = format!("Authorization: Bearer {}\r\n", bank.token("mary"));
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let request = send("POST", &format!("/tenants/{TENANT}/offers"), &token, &sized(2_000));
    let (mut reads, mut writes) = stream.split();
    let trickle = async {
        for piece in request.as_bytes().chunks(40) {
            if writes.write_all(piece).await.is_err() {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        std::future::pending::<()>().await;
    };
    let heard = tokio::select! {
        heard = hear(&mut reads) => heard.unwrap(),
        () = trickle => unreachable!(),
    };
    assert_eq!(heard.status, 408);
    assert!(heard.body.contains("\"request_timeout\""), "{}", heard.body);
}

#[tokio::test]
async fn an_upload_may_take_as_long_as_it_keeps_coming() {
    let bank = Bank::open().await;
    let limits = Limits { request: Duration::from_millis(300), ..Limits::new(8) };
    let server = Served::new(bank.router(), limits).await;
    let token = format!("Authorization: Bearer {}\r\n", bank.token("root"));
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let body = format!("full_name\n{}", "Ann Example\n".repeat(30));
    let head = format!(
        "POST /customers/import HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n{token}\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for piece in body.as_bytes().chunks(10) {
        stream.write_all(piece).await.unwrap();
        sleep(Duration::from_millis(30)).await;
    }
    assert_eq!(hear(&mut stream).await.unwrap().status, 202);
}

/// Sends a byte now and then and never a whole request, and gives how long it was let.
async fn dawdles(address: std::net::SocketAddr) -> Duration {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut answer = [0; 256];
    for byte in b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".iter().chain(std::iter::repeat(&b'x')) {
        if stream.write_all(&[*byte]).await.is_err() {
            break;
        }
        match timeout(Duration::from_millis(100), stream.read(&mut answer)).await {
            Err(_) => {}
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(_)) => assert!(!answer.starts_with(b"HTTP/1.1 200")),
        }
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_dawdlers_are_cut_off_while_others_are_served() {
    let promise = promise!(12);
    let limits = Limits { headers: Duration::from_secs(2), ..Limits::new(2_000) };
    let routes = Router::new().route("/", route(async || "")).route("/", post(async || ""));
    let server = Served::new(routes, limits).await;
    let mut dawdlers = JoinSet::new();
    for _ in 0..500 {
        dawdlers.spawn(dawdles(server.address));
    }
    let mut others = 0;
    let slowest = loop {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        assert_eq!(ask(&mut stream, &get("/", "")).await.unwrap().status, 200);
        others += 1;
        sleep(Duration::from_millis(10)).await;
        let mut ended = Vec::new();
        while let Some(took) = dawdlers.try_join_next() {
            ended.push(took.unwrap());
        }
        if dawdlers.is_empty() {
            break ended.into_iter().max().unwrap_or_default();
        }
    };
    assert!(slowest < Duration::from_secs(15), "{slowest:?}");
    assert!(others > 10, "only {others} were served meanwhile");
    promise.kept(
        "500 connections that send a byte every 0.1 s, limit 2 s",
        format!("all closed after {:.1} s at most; {others} others served", slowest.as_secs_f64()),
    );
}
