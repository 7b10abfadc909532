//! Webhooks: a tenant's other systems hear of what happens to its offers, campaigns and deliveries.
//!
//! A change hands its events to [`crate::door::Tx::emit`]; `outbox` writes them with the change, `dispatcher` takes them
//! to where they belong, after <https://www.standardwebhooks.com>.

pub mod address;
pub mod api;
pub mod deliveries;
pub mod dispatcher;
pub mod event;
pub mod outbox;
pub mod path;
pub mod post;
pub mod reach;
pub mod rotation;
pub mod schedule;
pub mod secret;
pub mod service;
mod settle;
pub mod store;
pub mod vault;

pub use event::{Event, EventKind};
pub use service::Webhooks;
