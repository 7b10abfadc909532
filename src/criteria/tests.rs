//! What criteria mean, and what is refused where. That SQL means the same is held by `tests/it`.

mod eval;
mod parse;
mod sql;
