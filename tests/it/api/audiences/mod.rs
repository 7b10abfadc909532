//! Picking customers: who is in, and what crashes, pauses and changes do to it.

mod building;
mod picking;
mod previewing;
mod races;
mod waterfall;
