//! Metrics in Prometheus's text format, labelled by route pattern and never by id.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

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

/// Counts and times each request.
pub(super) async fn observe(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str);
    let route = route.strip_prefix("/api/v1").unwrap_or(route).to_owned();
    let method = request.method().as_str().to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let labels = [("method", method), ("route", route), ("status", status)];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2])
        .record(start.elapsed().as_secs_f64());
    response
}
