//! What handlers are made of.

pub mod fault;

pub use fault::Fault;
