//! Background work: a durable queue in the database, its runner and the scheduler.
//!
//! A new kind of job is a type with [`kind::Kind`], listed in [`kinds`]; a request puts one into the queue with
//! [`queue::enqueue`] inside its own transaction.

pub mod api;
pub mod kind;
pub mod kinds;
pub mod queue;
pub mod runner;
pub mod scheduler;
pub mod view;

pub use kind::Kind;
