//! Proffer: offer management for banks.
//!
//! The way of a request: `http::server` accepts it, `http::router` finds its handler in the one route table, the
//! handler's first argument ([`door::Allowed`]) verifies the credentials, `web` reads its input, and the handler goes
//! through the door: [`door::Allowed::read`] or [`door::Allowed::write`] check the right and hand out the database.
//!
//! Dependencies point one way: `cli → http/router → features' api → features, jobs, criteria, eligibility → door, web, audit::record,
//! webhooks::outbox → queries, pg_types`; `app` is what they share. Features do not import each other's `api`; lifecycles, the status lattice and the criteria
//! language are pure.

pub mod app;
pub mod audit;
pub mod auth;
pub mod campaigns;
pub mod cli;
pub mod config;
pub mod country;
pub mod criteria;
pub mod customers;
pub mod deliveries;
pub mod door;
pub mod draft;
pub mod eligibility;
pub mod error;
pub mod http;
pub mod jobs;
pub mod offers;
pub mod responses;
pub mod suppressions;
pub mod tenants;
pub mod users;
pub mod web;
pub mod webhooks;
pub mod work;
