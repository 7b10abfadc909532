//! THE table of job kinds.

use super::Kind;
use crate::campaigns::audience::Audience;
use crate::customers::import_job::Import;
use crate::suppressions::import::SuppressionImport;

/// Every kind that this program runs.
pub static ALL: &[&dyn Kind] = &[&Audience, &Import, &SuppressionImport];

/// The kind of this name, if this program knows it.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    ALL.iter().copied().find(|kind| kind.name() == name)
}
