//! What handlers are made of.

pub mod fault;
pub mod text;

pub use fault::Fault;
