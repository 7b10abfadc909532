//! The trail: who did what to which object, when, on whose request; chained so that a changed row shows, and sealed so that
//! a missing one does.

pub mod api;
pub mod changes;
mod digest;
pub mod export;
pub mod filter;
pub mod record;
pub mod seal;
pub mod verification;
pub mod verify;

pub use changes::{Change, Changes, Made};
pub use record::Entry;
