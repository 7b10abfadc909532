//! Clients that keep the server waiting (slow-loris): a thousand of them are cut off, and others are served meanwhile.

use std::time::Duration;

use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, interval, timeout};

use super::process::Settings;
use super::{Process, promise, scale};
use crate::bank::Bank;

/// The promise's own figure, and room for a machine that is busy.
const CLOSED_WITHIN: Duration = Duration::from_secs(15);

/// Sends a byte of a header now and then, and gives how long the server bore it.
async fn dribbles(mut stream: TcpStream) -> Duration {
    let since = Instant::now();
    let mut beat = interval(Duration::from_secs(2));
    let mut answer = [0; 512];
    if stream.write_all(b"GET /api/v1/users/me HTTP/1.1\r\nHost: test\r\nX-Slow: ").await.is_err() {
        return since.elapsed();
    }
    loop {
        tokio::select! {
            _ = beat.tick() => {
                if stream.write_all(b"x").await.is_err() {
                    return since.elapsed();
                }
            }
            read = stream.read(&mut answer) => {
                // An answer such as 408 may come first, then the end.
                if !matches!(read, Ok(1..)) {
                    return since.elapsed();
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_clients_are_cut_off_while_others_are_served() {
    let promise = promise!(12);
    let (bank, clients) = (Bank::open().await, scale(200, 1_000));
    let node = Process::serve(&Settings::of(&bank)).await;
    let connecting = join_all((0..clients).map(|_| TcpStream::connect(node.address()))).await;
    let slow = connecting.into_iter().map(|stream| tokio::spawn(dribbles(stream.unwrap())));
    let slow = tokio::spawn(join_all(slow));
    let mary = node.wire(bank.token("mary"));
    let (mut served, mut slowest) = (0, Duration::ZERO);
    while !slow.is_finished() {
        let asked = Instant::now();
        mary.get("/users/me").await.unwrap().is(200);
        slowest = slowest.max(asked.elapsed());
        served += 1;
    }
    let borne = timeout(CLOSED_WITHIN, slow).await.unwrap().unwrap();
    let longest = borne.into_iter().map(Result::unwrap).max().unwrap();
    assert!(longest <= CLOSED_WITHIN, "{longest:?}");
    assert!(served > 100 && slowest < Duration::from_secs(2), "{served}, {slowest:?}");
    promise.kept(
        format!("{clients} connections that send a byte every 2 s"),
        format!(
            "all closed after {:.1} s at most; {served} others served, the slowest in {} ms",
            longest.as_secs_f64(),
            slowest.as_millis()
        ),
    );
}
