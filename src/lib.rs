//! Proffer.

pub mod campaigns;
pub mod config;
pub mod criteria;
pub mod customers;
pub mod deliveries;
pub mod door;
pub mod http;
pub mod offers;
pub mod web;
