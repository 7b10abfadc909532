// This file was generated with `cornucopia`. Do not modify.

pub mod audit;
pub mod auth;
pub mod founder;
pub mod idempotency;
pub mod offers;
