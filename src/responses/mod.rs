//! What customers answered to an offer: presented, interested, accepted, declined, converted. Reported by other systems or
//! noted by people, any number of times, in any order.

pub mod api;
pub mod report;
