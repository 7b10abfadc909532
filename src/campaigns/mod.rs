//! Campaigns: an offer, a time, and the customers it is for.

pub mod customers_api;
pub mod dates;
pub mod export;
pub mod lifecycle;
pub mod path;
pub mod summary;
