//! The one test binary: a module for each part of the program.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]
#![expect(clippy::match_same_arms, reason = "the contract's tables read better row by row")]

mod access;
mod api;
mod architecture;
mod backup;
mod bank;
mod command_line;
mod concurrency;
mod contract;
mod conventions;
mod criteria;
mod criteria_differential;
mod criteria_gen;
mod draining;
mod embedded;
mod isolation;
mod limits;
mod machine;
mod migrations;
mod openapi;
mod outages;
mod program;
mod promises;
mod resilience;
mod robustness;
mod server;
mod shares;
mod slow_reads;
mod surface;
mod tls;
mod trail;
mod upgrades;
mod wire;
