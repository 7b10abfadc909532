//! The trail: who did what to which object, when, on whose request, chained so that a changed row shows.

pub mod api;
pub mod changes;
pub mod record;

pub use changes::Changes;
pub use record::Entry;
