//! The criteria language: which customers a campaign is for, written as JSON, meaning the same as SQL over the
//! `customers` table (`sql`) and in memory (`eval`). Nothing here does I/O or asks the clock.
//!
//! What docs/api.md says in short, in full:
//!
//! - *Missing*: an SQL null, an attribute that is not there, and an attribute that is JSON `null` are the same; every
//!   comparison with it is false but `exists: false`.
//! - *Types*: values of different types are not comparable, so every comparison between them is false, `ne` too;
//!   `not_in` holds if the value has the type of some entry of the list and equals none. Objects and arrays are
//!   comparable with nothing. A value of the wrong type for a field that has one (`{"segment": 5}`) is refused.
//! - *Operators*: text fields take all but `before after within_days`; `date_of_birth`, `created_at` and `updated_at` all
//!   but `contains starts_with`; `kyc_status` and `opted_out` take `eq ne in not_in exists`; attributes take all.
//! - *Texts* compare by code point, *numbers* as exact decimals (`1`, `1.0` and `1e0` are equal). A number that neither a
//!   64-bit integer nor a double holds exactly is refused when it is sent.
//! - *Content* is asked of what is sent (`read`), not of what is stored: a country must be assigned, a date of birth lies in
//!   1850 or later. What a field's form allows and no customer has is for the preview's warnings.
//! - *Dates* are `YYYY-MM-DD`, *timestamps* RFC 3339 with an offset of less than 16 hours and whole microseconds (finer
//!   digits are cut off). Where a date meets a timestamp, the timestamp counts as its day in UTC; so `{"created_at":
//!   "2026-01-31"}` means that day, and `{"after": "2026-01-31"}` the first of February and later.
//! - *Attributes* that hold dates are texts: `eq`, `gt` … compare them as texts (which orders dates of one form
//!   correctly), `before`, `after` and `within_days` as dates; a text that is no date makes these false.
//! - *`within_days: n`* means not in the future and at most n × 24 hours ago, for dates at most n days before today.
//! - *Paths* lead through objects only: `attributes.tags.0` does not reach into an array.
//! - *Depth* counts the criteria objects inside one another, *nodes* the keys of all of them.
//! - *The empty criteria* `{}` can be written, and matches nobody.

mod ast;
mod eval;
mod leaves;
pub(crate) mod moment;
mod number;
mod operand;
mod parse;
mod possible;
mod spelling;
mod sql;
#[cfg(test)]
mod tests;
mod text;

pub use self::moment::is_dated;
pub use ast::Criteria;
pub use eval::CustomerView;
pub use leaves::{Leaf, leaves};
pub use parse::FIELDS;
pub use spelling::{nearest, same_but_for_form};
pub use sql::{SqlFilter, compile};
pub use text::unnamed;
