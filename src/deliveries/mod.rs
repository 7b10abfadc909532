//! What became of each customer's message: senders claim customers to contact and report what they see.

pub mod api;
pub mod claim;
mod news;
mod opt_outs;
pub mod report;
pub mod status;
mod times;
