//! Offers and the way they go between maker and checker.

pub mod lifecycle;
