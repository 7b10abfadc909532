//! The one test binary: a module for each part of the program.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

mod api;
mod bank;
mod criteria;
mod criteria_differential;
mod criteria_gen;
mod embedded;
mod server;
