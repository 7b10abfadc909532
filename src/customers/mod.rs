//! Customers: what a customer may look like, how it is named, imported and exported. They belong to the
//! bank as a whole, not to a tenant.

pub mod api;
pub mod bodies;
pub mod contact_keys;
pub mod dossier;
pub mod download;
mod erasure;
pub mod export;
pub mod fields;
pub mod filter;
pub mod identity;
pub mod import;
pub mod import_job;
pub mod import_query;
pub mod import_reports;
mod import_samples;
pub mod json;
pub(crate) mod opt_outs;
pub mod store;
pub mod upload;
mod upsert;
pub mod values;

use crate::country;
