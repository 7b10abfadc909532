//! Where the API is.

/// What every route begins with; each is served without it too.
pub const BASE: &str = "/api/v1";

/// A route or path below the base, however it was asked for.
#[must_use]
pub fn below_base(path: &str) -> &str {
    path.strip_prefix(BASE).unwrap_or(path)
}
