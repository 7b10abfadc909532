//! Customers: what a customer may look like, how it is named, imported and exported. They belong to the
//! bank as a whole, not to a tenant.

pub mod contact;
pub mod country;
pub mod export;
pub mod fields;
pub mod identity;
pub mod import;
pub mod json;
