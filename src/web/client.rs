//! The client of a login, as the connection and the trusted proxies tell: where it is, and what it calls itself.

use std::convert::Infallible;
use std::net::IpAddr;

use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use super::Peer;
use crate::app::App;

/// Characters that are kept of what a client calls itself.
const LONGEST_NAME: usize = 256;

/// Whoever is at the other end.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Its address; none for a request that came through no socket.
    pub address: Option<IpAddr>,
    /// Its `User-Agent`, if it sent one.
    pub user_agent: Option<String>,
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>();
        let address = peer.map(|peer| peer.client(&parts.headers, app.trusted_proxies()));
        let name = parts.headers.get(USER_AGENT).map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes());
            text.chars().filter(|it| !it.is_control()).take(LONGEST_NAME).collect::<String>()
        });
        Ok(Self { address, user_agent: name.filter(|name| !name.is_empty()) })
    }
}

impl OperationInput for Client {}
