//! THE table of job kinds.

use super::Kind;

/// Every kind that this program runs.
pub static ALL: &[&dyn Kind] = &[];

/// The kind of this name, if this program knows it.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    ALL.iter().copied().find(|kind| kind.name() == name)
}
