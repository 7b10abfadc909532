//! HTTP: the route table, and the server that listens.

mod access_log;
mod connection;
mod document;
pub mod edge;
mod listener;
pub mod meta;
pub(crate) mod metrics;
mod operations;
mod pass;
mod patience;
mod pulse;
pub mod router;
mod security_headers;
pub mod server;
pub mod tls;
