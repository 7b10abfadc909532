//! Metrics in Prometheus's text format, labelled by route pattern and never by id.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use metrics::{Counter, Histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::web::below_base;

/// Seconds.
const BUCKETS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// How often what was timed is put into its buckets.
const UPKEEP: Duration = Duration::from_secs(5);

static HANDLE: LazyLock<PrometheusHandle> = LazyLock::new(|| {
    let builder = PrometheusBuilder::new();
    let builder = builder.set_buckets(BUCKETS).unwrap_or_else(|_| PrometheusBuilder::new());
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        tracing::warn!("another metrics recorder is installed; /metrics stays empty");
    }
    handle
});

/// Everything that was counted, as text.
pub(super) fn render() -> String {
    HANDLE.run_upkeep();
    HANDLE.render()
}

/// Puts what was timed into its buckets, for as long as it is polled: where nobody asks for metrics, the single times
/// would pile up.
pub(crate) async fn keep_up() {
    let mut turn = tokio::time::interval(UPKEEP);
    loop {
        turn.tick().await;
        HANDLE.run_upkeep();
    }
}

/// Starts counting.
pub(super) fn install() {
    LazyLock::force(&HANDLE);
}

/// One request being timed.
pub(super) struct Stopwatch {
    start: Instant,
    method: &'static str,
    route: Option<MatchedPath>,
}

impl Stopwatch {
    pub(super) fn start(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().cloned();
        Self { start: Instant::now(), method: known(request.method()), route }
    }

    /// Counts and times the request.
    pub(super) fn stop(self, status: StatusCode) {
        let seconds = self.start.elapsed().as_secs_f64();
        let route = self.route.as_ref().map_or("unmatched", MatchedPath::as_str);
        let route = below_base(route);
        let count = |series: &Series| {
            series.requests.increment(1);
            series.seconds.record(seconds);
        };
        let kind = (self.method, status);
        let found = SERIES.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = found.get(route).and_then(|kinds| kinds.get(&kind)) {
            return count(series);
        }
        drop(found);
        let mut all = SERIES.write().unwrap_or_else(PoisonError::into_inner);
        let kinds = all.entry(route.to_owned()).or_default();
        count(kinds.entry(kind).or_insert_with(|| Series::new(route, kind)));
    }
}

/// The methods that have a number of their own; anybody can make up others.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// A method and the answer's status.
type Kind = (&'static str, StatusCode);

/// The numbers of each route by method and status, kept so that counting allocates nothing.
static SERIES: LazyLock<RwLock<HashMap<String, HashMap<Kind, Series>>>> =
    LazyLock::new(RwLock::default);

struct Series {
    requests: Counter,
    seconds: Histogram,
}

impl Series {
    fn new(route: &str, (method, status): Kind) -> Self {
        let labels = [
            ("method", method.to_owned()),
            ("route", route.to_owned()),
            ("status", status.as_u16().to_string()),
        ];
        Self {
            requests: metrics::counter!("http_requests_total", &labels),
            seconds: metrics::histogram!("http_request_duration_seconds", &labels[..2]),
        }
    }
}
