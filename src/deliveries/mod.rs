//! What became of each customer's message.

pub mod status;
