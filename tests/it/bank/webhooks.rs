//! Receivers of webhooks that really listen, what they were sent, and the admin's steps with webhooks. Signatures are
//! checked here the way the standard tells a receiver to, not with the program's own code.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use proffer::config::WebhookConfig;
use proffer::webhooks::dispatcher;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

use super::{Answer, Bank, Caller};

/// Settings under which webhooks may lead to this machine, as receivers of tests do.
pub(crate) fn local() -> WebhookConfig {
    let allow_private = vec!["127.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
    WebhookConfig { allow_http: true, allow_private, ..WebhookConfig::default() }
}

/// How a receiver takes a request.
#[derive(Debug, Clone)]
pub(crate) enum Reaction {
    /// With a status.
    Status(u16),
    /// With a status, a header and a body.
    With(u16, &'static str, String, String),
    /// Not before it is let go, then with 200.
    Holds,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Letter {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub(crate) fn id(&self) -> &str {
        self.header("webhook-id")
    }

    pub(crate) fn kind(&self) -> &str {
        self.body["type"].as_str().unwrap()
    }

    pub(crate) fn signatures(&self) -> Vec<&str> {
        self.header("webhook-signature").split(' ').collect()
    }

    /// Whether one of its signatures was made with this secret.
    pub(crate) fn is_signed_with(&self, secret: &str) -> bool {
        let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let signed = format!("{}.{}.{}", self.id(), self.header("webhook-timestamp"), self.text);
        self.signatures().into_iter().any(|signature| {
            let tag = BASE64.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
            hmac::verify(&key, signed.as_bytes(), &tag).is_ok()
        })
    }
}

struct Desk {
    letters: Mutex<Vec<Letter>>,
    reactions: Mutex<VecDeque<Reaction>>,
    otherwise: Mutex<Reaction>,
    /// Filled as letters come.
    came: Semaphore,
    /// Filled by who lets held ones go.
    gate: Semaphore,
}

/// A program that listens on this machine.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    desk: Arc<Desk>,
    serving: AbortHandle,
}

impl Receiver {
    /// One that takes everything with 200 until it is told otherwise.
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let desk = Arc::new(Desk {
            letters: Mutex::default(),
            reactions: Mutex::default(),
            otherwise: Mutex::new(Reaction::Status(200)),
            came: Semaphore::new(0),
            gate: Semaphore::new(0),
        });
        let address = listener.local_addr().unwrap();
        let takes = Arc::clone(&desk);
        let router =
            Router::new().fallback(async move |uri: Uri, headers: HeaderMap, text: String| {
                take(&takes, uri, headers, text).await
            });
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, desk, serving: serving.abort_handle() }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hooks", self.address)
    }

    /// Takes the next requests so.
    pub(crate) fn will(&self, reactions: impl IntoIterator<Item = Reaction>) {
        self.desk.reactions.lock().unwrap().extend(reactions);
    }

    /// Takes every request so that nothing else was said about.
    pub(crate) fn always(&self, reaction: Reaction) {
        *self.desk.otherwise.lock().unwrap() = reaction;
    }

    /// Lets held requests go.
    pub(crate) fn lets_go(&self, count: usize) {
        self.desk.gate.add_permits(count);
    }

    /// Waits until so many more requests have come.
    pub(crate) async fn gets(&self, count: u32) {
        let came = self.desk.came.acquire_many(count);
        let waited = tokio::time::timeout(std::time::Duration::from_secs(20), came).await;
        assert!(waited.is_ok(), "of {count} requests some did not come");
        waited.unwrap().unwrap().forget();
    }

    /// Everything that came.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.desk.letters.lock().unwrap().clone()
    }

    /// The kinds of everything that came.
    pub(crate) fn kinds(&self) -> Vec<String> {
        self.letters().iter().map(|letter| letter.kind().to_owned()).collect()
    }

    /// The last that came.
    pub(crate) fn last(&self) -> Letter {
        self.letters().pop().unwrap()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(desk: &Desk, uri: Uri, headers: HeaderMap, text: String) -> Response {
    let body = serde_json::from_str(&text).unwrap_or_default();
    let letter = Letter { path: uri.to_string(), headers, text, body };
    desk.letters.lock().unwrap().push(letter);
    let next = desk.reactions.lock().unwrap().pop_front();
    let reaction = next.unwrap_or_else(|| desk.otherwise.lock().unwrap().clone());
    desk.came.add_permits(1);
    let status = |code: u16| StatusCode::from_u16(code).unwrap();
    match reaction {
        Reaction::Status(code) => status(code).into_response(),
        Reaction::With(code, name, value, body) => {
            (status(code), [(name, value)], body).into_response()
        }
        Reaction::Holds => {
            desk.gate.acquire().await.unwrap().forget();
            StatusCode::OK.into_response()
        }
    }
}

/// A webhook that was made.
#[derive(Debug, Clone)]
pub(crate) struct Hook {
    pub(crate) id: i64,
    pub(crate) secret: String,
}

impl Hook {
    /// Its path in the bank's tenant.
    pub(crate) fn path(&self) -> String {
        format!("webhooks/{}", self.id)
    }
}

impl Caller {
    /// Makes a webhook to this receiver.
    pub(crate) async fn hooks(&self, receiver: &Receiver, events: &[&str]) -> Hook {
        let body = json!({"url": receiver.url(), "events": events});
        let made = self.post("webhooks", body).await.is(201);
        let secret = made["secret"].as_str().unwrap().to_owned();
        Hook { id: made.number("webhook_id"), secret }
    }

    /// Looks at a webhook.
    pub(crate) async fn sees_hook(&self, hook: &Hook) -> Answer {
        self.get(&hook.path()).await.is(200)
    }

    /// What was sent to a webhook, newest first.
    pub(crate) async fn sees_sent(&self, hook: &Hook) -> Vec<Value> {
        self.get(&format!("{}/deliveries", hook.path())).await.is(200).items().to_vec()
    }

    /// Sends a ping.
    pub(crate) async fn pings(&self, hook: &Hook) -> Answer {
        self.post(&format!("{}/test", hook.path()), None).await
    }
}

impl Bank {
    /// Delivers everything that is due, and gives how many attempts that took.
    pub(crate) async fn delivers(&self) -> usize {
        dispatcher::run_due(&self.app).await.unwrap()
    }

    /// How many events wait, or were sent, or were given up.
    pub(crate) async fn events(&self) -> i64 {
        self.count("SELECT count(*) FROM webhook_deliveries").await
    }
}
