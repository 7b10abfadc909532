//! Somebody who calls the API. A path that begins with `/` stands below `/api/v1`; any other is one of the bank's tenant:
//! `offers/7` is `/api/v1/tenants/credit_card/offers/7`.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt;
use proffer::web::Peer;
use serde_json::Value;
use tower::ServiceExt;

use super::{Answer, TENANT};

/// How a caller says who they are.
#[derive(Clone)]
pub(super) enum Credential {
    None,
    Bearer(String),
    Key(String),
}

/// Somebody who calls the API.
#[derive(Clone)]
pub(crate) struct Caller {
    router: Router,
    credential: Credential,
    headers: Vec<(String, String)>,
    address: Option<IpAddr>,
}

impl Caller {
    pub(super) fn new(router: Router, credential: Credential) -> Self {
        Self { router, credential, headers: Vec::new(), address: None }
    }

    /// The same caller, on a connection from this address.
    pub(crate) fn from(mut self, address: &str) -> Self {
        self.address = Some(address.parse().unwrap());
        self
    }

    /// The same caller, who sends this header with every request.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<Option<Value>>) -> Answer {
        self.send(Method::POST, path, body.into()).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// A request with a JSON body or none.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        match body {
            Some(json) => self.send_as(method, path, "application/json", json.to_string()).await,
            None => self.call(self.request(method, path).body(Body::empty()).unwrap()).await,
        }
    }

    /// A request with a body of any kind.
    pub(crate) async fn send_as(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: impl Into<Body>,
    ) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, content_type);
        self.call(request.body(body.into()).unwrap()).await
    }

    /// A request with the caller's credentials and headers.
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let uri = match path.strip_prefix('/') {
            Some(_) => format!("/api/v1{path}"),
            None => format!("/api/v1/tenants/{TENANT}/{path}"),
        };
        let request = Request::builder().method(method).uri(uri);
        let request = match self.address {
            Some(address) => request.extension(Peer(SocketAddr::new(address, 50_000))),
            None => request,
        };
        let request = match &self.credential {
            Credential::None => request,
            Credential::Bearer(token) => request.header("authorization", format!("Bearer {token}")),
            Credential::Key(secret) => request.header("x-api-key", secret),
        };
        self.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }

    /// Any request, as it is.
    pub(crate) async fn call(&self, request: Request<Body>) -> Answer {
        let asked = format!("{} {}", request.method(), request.uri());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer::new(asked, parts.status, parts.headers, body)
    }
}
