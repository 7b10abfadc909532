//! Rust types of PostgreSQL values that cornucopia's generated code names: the enums of the schema and JSON that stays
//! text. No behaviour of the domain lives here.

mod enums;
mod raw_json;

pub use enums::{
    AudienceState, CampaignStatus, ContactKind, JobStatus, KycStatus, OfferStatus, Role,
    SuppressionReason, UnknownName, WebhookState,
};
pub use raw_json::{RawJson, RawJsonRef};
