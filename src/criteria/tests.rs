//! What criteria mean, and what is refused where. That SQL means the same is held by `tests/it`.
#![expect(clippy::needless_pass_by_value, reason = "`json!` as an argument reads best without `&`")]

mod eval;
mod parse;
mod sql;
mod text;
