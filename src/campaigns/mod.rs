//! Campaigns: an offer, a time, and the customers it is for.

pub mod dates;
pub mod lifecycle;
