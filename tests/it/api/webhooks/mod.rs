//! Webhooks: making them, what they are told of, how that gets there, and what does not get anywhere.

mod delivering;
mod failing;
mod reach;
mod secrets;
mod telling;
mod writing;
