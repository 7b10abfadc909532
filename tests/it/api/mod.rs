//! The API, route by route: a file for each feature.

mod auth;
mod offers;
