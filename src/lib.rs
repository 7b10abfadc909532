//! Proffer.

pub mod door;
pub mod web;
