//! What became of each customer's message: senders claim customers to contact and report what they see.

pub mod api;
pub mod bounces;
pub mod claim;
mod hand_over;
mod news;
mod opt_outs;
mod repeat;
pub mod report;
pub mod status;
mod times;
