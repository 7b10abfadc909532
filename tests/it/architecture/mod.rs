//! The rules of the architecture page, held against the source, the queries and the catalog.

mod catalog;
mod layers;
mod nullability;
mod source;
mod statements;
mod style;
