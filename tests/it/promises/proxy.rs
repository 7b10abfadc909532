//! A hand on the line between the program and its database: everything goes through, until the answer to one commit is
//! held back for good. What was committed then is known to the database alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::Notify;
use tokio::time::timeout;
use tokio_postgres::config::Host;

use crate::bank::Bank;

/// What PostgreSQL says when it has committed (`CommandComplete`, "Message Formats" of its documentation).
const COMMITTED: &[u8] = b"COMMIT\0";

/// A way to the bank's database that can be held up.
pub(super) struct Proxy {
    url: String,
    hand: Arc<Hand>,
}

#[derive(Default)]
struct Hand {
    ready: AtomicBool,
    held: Notify,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl Proxy {
    /// In front of the bank's database.
    pub(super) async fn before(bank: &Bank) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let config = bank.config().clone();
        let url = format!(
            "host=127.0.0.1 port={port} user={} dbname={}",
            config.get_user().unwrap(),
            config.get_dbname().unwrap()
        );
        let hand = Arc::new(Hand::default());
        let held = Arc::clone(&hand);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let port = config.get_ports().first().copied().unwrap_or(5432);
                let server = reach(&config.get_hosts()[0], port).await;
                tokio::spawn(pass(client, server, Arc::clone(&held)));
            }
        });
        Self { url, hand }
    }

    /// The way as `DATABASE_URL` names it.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// From now on: the answer to the next commit is held back.
    pub(super) fn holds_the_next_commit(&self) {
        self.hand.ready.store(true, Ordering::SeqCst);
    }

    /// Waits until it is.
    pub(super) async fn holds(&self) {
        timeout(Duration::from_secs(30), self.hand.held.notified()).await.unwrap();
    }
}

async fn reach(host: &Host, port: u16) -> Box<dyn Stream> {
    match host {
        Host::Unix(folder) => {
            let socket = folder.join(format!(".s.PGSQL.{port}"));
            Box::new(UnixStream::connect(socket).await.unwrap())
        }
        Host::Tcp(name) => Box::new(TcpStream::connect((name.as_str(), port)).await.unwrap()),
    }
}

async fn pass(client: TcpStream, server: Box<dyn Stream>, hand: Arc<Hand>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = split(server);
    let up = async {
        tokio::io::copy(&mut from_client, &mut to_server).await.ok();
        to_server.shutdown().await.ok();
    };
    let down = async {
        let mut piece = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = from_server.read(&mut piece).await {
            let says = |it: &[u8]| it.windows(COMMITTED.len()).any(|word| word == COMMITTED);
            if says(&piece[..length]) && hand.ready.swap(false, Ordering::SeqCst) {
                hand.held.notify_one();
                return std::future::pending().await;
            }
            if to_client.write_all(&piece[..length]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = up => {}
        () = down => {}
    }
}
