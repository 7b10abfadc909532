//! Campaigns: writing and changing them, and the way from draft to the end.

mod guard;
mod states;
mod writing;
