//! Suppressions: addresses and people that are not contacted, for the whole bank or for one tenant. The address itself is
//! kept as a keyed digest and never shown; what a suppression means for a campaign is decided elsewhere.

pub mod api;
pub mod bodies;
pub mod digests;
pub mod import;
mod import_rows;
mod store;
