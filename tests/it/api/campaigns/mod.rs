//! Campaigns: writing and changing them, and the way from draft to the end.

mod states;
mod writing;
