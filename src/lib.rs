//! Proffer.

pub mod web;
