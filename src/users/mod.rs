//! Users, their roles in tenants, and API keys.

pub mod api;
pub mod keys;
pub mod locks;
pub mod memberships;
pub mod roles;
pub mod store;
