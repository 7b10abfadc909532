//! Proffer.

pub mod criteria;
pub mod door;
pub mod web;
