//! Logging in and out, passwords and tokens.

pub mod api;
pub mod login;
pub mod password;
pub mod token;
