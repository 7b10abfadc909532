//! Offers: written by makers, decided by checkers, never changed once approved.

pub mod api;
pub mod comments;
pub mod config;
pub mod config_api;
pub mod lifecycle;
mod news;
pub mod path;
pub mod schema;
pub mod store;
pub mod workflow;
