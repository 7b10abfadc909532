//! How long a request may take until its answer begins. Work that asks the database for minutes gets them here too.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, sleep_until};

use crate::error::Error;

/// What a request may take unless the server says otherwise.
pub(crate) const USUAL: Duration = Duration::from_secs(30);
/// What work may take that asks for patience: a statement of it has ten minutes.
const PATIENT: Duration = Duration::from_secs(15 * 60);

/// The server's limit; an extension of a request.
#[derive(Debug, Clone, Copy)]
pub struct Limit(pub Duration);

/// The limit of the request at hand.
struct Deadline {
    begun: Instant,
    milliseconds: AtomicU64,
    /// Whether it is the client that everybody waits for.
    client: AtomicBool,
}

tokio::task_local! {
    static CURRENT: Deadline;
}

/// The request at hand may take minutes.
pub fn be_patient() {
    at_least(u64::try_from(PATIENT.as_millis()).unwrap_or(u64::MAX));
}

/// The request at hand may take as long as its client keeps sending.
pub fn lift() {
    at_least(u64::MAX);
}

/// Notes whether the request at hand waits for its body.
pub(crate) fn waits_for_client(waits: bool) {
    // Outside a request nobody waits.
    let _ = CURRENT.try_with(|it| it.client.store(waits, Ordering::Relaxed));
}

fn at_least(milliseconds: u64) {
    // Jobs and the command line have no deadline.
    let _ = CURRENT.try_with(|it| it.milliseconds.fetch_max(milliseconds, Ordering::Relaxed));
}

impl Deadline {
    fn new(limit: Duration) -> Self {
        let milliseconds = AtomicU64::new(u64::try_from(limit.as_millis()).unwrap_or(u64::MAX));
        Self { begun: Instant::now(), milliseconds, client: AtomicBool::new(false) }
    }

    /// When it passes by now; `None`: never.
    fn at(&self) -> Option<Instant> {
        let limit = Duration::from_millis(self.milliseconds.load(Ordering::Relaxed));
        self.begun.checked_add(limit)
    }
}

/// Ends when the deadline of the request at hand has passed.
async fn passed() -> Error {
    while let Some(at) = CURRENT.with(Deadline::at) {
        sleep_until(at).await;
        if CURRENT.with(Deadline::at) == Some(at) {
            let client = CURRENT.with(|it| it.client.load(Ordering::Relaxed));
            return if client { Error::TooSlow } else { Error::Unavailable };
        }
    }
    std::future::pending().await
}

/// How long this request may take.
pub(crate) fn limit_of(request: &Request) -> Duration {
    request.extensions().get::<Limit>().map_or(USUAL, |limit| limit.0)
}

/// Answers in the handler's place when the time is over: 408 if it is the client that is waited for, else 503. What the
/// handler had not committed is undone, as if the client had hung up.
pub(crate) async fn keep(limit: Duration, answer: impl Future<Output = Response>) -> Response {
    let in_time = async {
        tokio::select! {
            biased;
            answer = answer => answer,
            late = passed() => late.into_response(),
        }
    };
    CURRENT.scope(Deadline::new(limit), in_time).await
}
