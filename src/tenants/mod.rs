//! Tenants: lines of business that never see one another's data.

pub mod api;
pub mod archive;
pub mod store;
pub mod zone;
