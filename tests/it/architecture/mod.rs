//! The rules of the architecture page, held against the source, the queries and the catalog.

mod catalog;
mod layers;
mod nullability;
mod source;
mod statements;
mod style;

/// The text of a statement of `queries/*.sql`, such as `offers::get`.
pub(crate) fn statement(name: &str) -> String {
    statements::statements().into_iter().find(|it| it.name == name).unwrap().sql
}
