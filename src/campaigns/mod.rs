//! Campaigns: an offer, a time, and the customers it is for.

pub mod api;
pub mod audience;
mod build;
pub mod customers_api;
pub mod dates;
pub mod due;
pub mod ending;
pub mod export;
pub mod guard;
pub mod lifecycle;
mod news;
pub mod order;
pub mod path;
mod plan;
pub mod preview;
pub mod store;
pub mod summary;
pub mod update;
