//! Proffer.

pub mod config;
pub mod criteria;
pub mod door;
pub mod web;
