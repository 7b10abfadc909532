//! What waits for a person, and who else works in a tenant.

pub mod mine;
pub mod people;
