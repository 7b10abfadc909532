//! HTTP: the route table, and the server that listens.

mod patience;
pub mod peer;
pub mod router;
pub mod server;
