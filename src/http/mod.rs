//! HTTP: the route table, and the server that listens.

mod access_log;
mod compress;
mod connection;
mod document;
pub mod edge;
mod listener;
pub mod meta;
pub(crate) mod metrics;
mod names;
mod operations;
mod pass;
mod patience;
mod pulse;
pub mod router;
mod schemas;
mod security_headers;
pub mod server;
pub mod tls;
