//! A client of the API in the same process: requests go straight into the router.

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use bytes::Bytes;
use futures::Stream;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Sends requests to the router and expects them to succeed.
pub(super) struct Client(Router);

impl Client {
    pub(super) fn new(router: Router) -> Self {
        Self(router)
    }

    /// A token for this user.
    pub(super) async fn login(&self, username: &str, password: &str) -> anyhow::Result<String> {
        let answer = self
            .post("", "/auth/token", &json!({"username": username, "password": password}))
            .await?;
        Ok(answer["access_token"].as_str().context("a login without a token")?.to_owned())
    }

    pub(super) async fn get(&self, token: &str, path: &str) -> anyhow::Result<Value> {
        self.send(Method::GET, token, path, "application/json", Body::empty()).await
    }

    pub(super) async fn post(
        &self,
        token: &str,
        path: &str,
        body: &Value,
    ) -> anyhow::Result<Value> {
        self.send(Method::POST, token, path, "application/json", Body::from(body.to_string())).await
    }

    pub(super) async fn put(&self, token: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.send(Method::PUT, token, path, "application/json", Body::from(body.to_string())).await
    }

    /// Sends CSV piece by piece.
    pub(super) async fn upload(
        &self,
        token: &str,
        path: &str,
        csv: impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static,
    ) -> anyhow::Result<Value> {
        self.send(Method::POST, token, path, "text/csv", Body::from_stream(csv)).await
    }

    async fn send(
        &self,
        method: Method,
        token: &str,
        path: &str,
        kind: &str,
        body: Body,
    ) -> anyhow::Result<Value> {
        let request = Request::builder()
            .method(method.clone())
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, kind)
            .body(body)?;
        let answer = self.0.clone().oneshot(request).await?;
        let status = answer.status();
        let bytes = answer.into_body().collect().await?.to_bytes();
        anyhow::ensure!(
            status.is_success(),
            "{method} {path} answered {status}: {}",
            String::from_utf8_lossy(&bytes)
        );
        Ok(serde_json::from_slice(&bytes)?)
    }
}
