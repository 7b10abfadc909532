//! The API, route by route: a file for each feature.

mod audience_reads;
mod auth;
mod claims;
mod deliveries;
mod offers;
