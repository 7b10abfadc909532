//! Logging in and out, passwords and tokens.

pub mod api;
pub mod login;
pub mod password;
mod proof;
pub mod sessions;
pub mod token;
