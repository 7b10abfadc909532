// This file was generated with `cornucopia`. Do not modify.

pub mod api_keys;
pub mod attempts;
pub mod audiences;
pub mod audit;
pub mod auth;
pub mod builds;
pub mod campaigns;
pub mod contact_keys;
pub mod customers;
pub mod deliveries;
pub mod founder;
pub mod housekeeping;
pub mod idempotency;
pub mod jobs;
pub mod offers;
pub mod opt_outs;
pub mod responses;
pub mod restore;
pub mod suppressions;
pub mod tenants;
pub mod uploads;
pub mod users;
pub mod webhooks;
pub mod work;
