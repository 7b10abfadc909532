//! The enum types of the schema. `allow_mismatch` lets an older program read a database to which a newer one added
//! values: only a row that holds such a value fails, not every statement that names the type.

use std::fmt;
use std::str::FromStr;

use postgres_types::{FromSql, ToSql};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text that names no value of the enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownName;

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown name")
    }
}

impl std::error::Error for UnknownName {}

macro_rules! pg_enum {
    ($(#[$attr:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        #[derive(
            ToSql, FromSql, Serialize, Deserialize, JsonSchema, Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord,
        )]
        #[serde(rename_all = "snake_case")]
        $(#[$attr])*
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every value, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in JSON and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text).ok_or(UnknownName)
            }
        }
    };
}

pg_enum! {
    /// What a user may be in a tenant.
    #[postgres(name = "role", allow_mismatch, rename_all = "snake_case")]
    Role {
        /// May do everything in the tenant.
        Admin = "admin",
        /// Writes offers and campaigns.
        Create = "create",
        /// Approves and rejects offers.
        Approver = "approver",
        /// Only looks.
        ReadOnly = "read_only",
    }
}

pg_enum! {
    /// Where an offer stands between its maker and its checker.
    #[postgres(name = "offer_status", allow_mismatch, rename_all = "snake_case")]
    OfferStatus {
        /// Being written.
        Draft = "draft",
        /// Waiting for a checker.
        Submitted = "submitted",
        /// Checked; never changes again.
        Approved = "approved",
        /// Sent back by a checker.
        Rejected = "rejected",
        /// No longer available to new campaigns.
        Retired = "retired",
    }
}

pg_enum! {
    /// Where a campaign stands.
    #[postgres(name = "campaign_status", allow_mismatch, rename_all = "snake_case")]
    CampaignStatus {
        /// Being planned.
        Draft = "draft",
        /// Starts by itself at its start date.
        Scheduled = "scheduled",
        /// Its audience may be contacted.
        Active = "active",
        /// Held for a while.
        Paused = "paused",
        /// Over.
        Completed = "completed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

pg_enum! {
    /// What a person is known by.
    #[postgres(name = "contact_kind", allow_mismatch, rename_all = "snake_case")]
    ContactKind {
        /// The customer's id.
        CustomerId = "customer_id",
        /// What the bank calls the customer.
        ExternalId = "external_id",
        /// An e-mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
    }
}

pg_enum! {
    /// Why an address or a person is not contacted.
    #[postgres(name = "suppression_reason", allow_mismatch, rename_all = "snake_case")]
    SuppressionReason {
        /// Somebody asked for it.
        Manual = "manual",
        /// The law asks for it.
        Legal = "legal",
        /// The person has died.
        Deceased = "deceased",
        /// The person complained.
        Complaint = "complaint",
        /// Messages to the address come back for good.
        HardBounce = "hard_bounce",
        /// Anything else.
        Other = "other",
    }
}

pg_enum! {
    /// What a customer answered to an offer.
    #[postgres(name = "response_kind", allow_mismatch, rename_all = "snake_case")]
    ResponseKind {
        /// Saw it, or was told of it.
        Presented = "presented",
        /// Wants to know more.
        Interested = "interested",
        /// Takes it.
        Accepted = "accepted",
        /// Does not want it.
        Declined = "declined",
        /// Took it up: the account is open, the card is used.
        Converted = "converted",
    }
}

pg_enum! {
    /// Whether a campaign's audience was picked.
    #[postgres(name = "audience_state", allow_mismatch, rename_all = "snake_case")]
    AudienceState {
        /// Not yet.
        None = "none",
        /// A job is at it.
        Building = "building",
        /// Picked.
        Built = "built",
        /// The job gave up.
        Failed = "failed",
    }
}

pg_enum! {
    /// How far the bank knows its customer.
    #[postgres(name = "kyc_status", allow_mismatch, rename_all = "snake_case")]
    KycStatus {
        /// Not checked yet.
        Pending = "pending",
        /// Checked.
        Verified = "verified",
        /// Checked and refused.
        Rejected = "rejected",
        /// Checked too long ago.
        Expired = "expired",
    }
}

pg_enum! {
    /// Where a background job stands.
    #[postgres(name = "job_status", allow_mismatch, rename_all = "snake_case")]
    JobStatus {
        /// Waiting for a worker.
        Queued = "queued",
        /// A worker is at it.
        Running = "running",
        /// Done.
        Succeeded = "succeeded",
        /// Gave up.
        Failed = "failed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

pg_enum! {
    /// What became of an event on its way to a webhook.
    #[postgres(name = "webhook_state", allow_mismatch, rename_all = "snake_case")]
    WebhookState {
        /// Tried now, or again later.
        Pending = "pending",
        /// The webhook took it.
        Delivered = "delivered",
        /// Given up.
        Failed = "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_name_everywhere<T>(all: &[T], text: impl Fn(T) -> &'static str)
    where
        T: Copy + FromStr + fmt::Display + Serialize + fmt::Debug + PartialEq,
    {
        for &value in all {
            let name = text(value);
            assert_eq!(value.to_string(), name);
            assert_eq!(serde_json::to_value(value).unwrap(), name);
            assert_eq!(name.parse::<T>().ok(), Some(value));
        }
        assert!("no_such_name".parse::<T>().is_err());
    }

    #[test]
    fn json_display_and_parsing_share_one_name() {
        one_name_everywhere(Role::ALL, Role::as_str);
        one_name_everywhere(OfferStatus::ALL, OfferStatus::as_str);
        one_name_everywhere(CampaignStatus::ALL, CampaignStatus::as_str);
        one_name_everywhere(AudienceState::ALL, AudienceState::as_str);
        one_name_everywhere(KycStatus::ALL, KycStatus::as_str);
        one_name_everywhere(JobStatus::ALL, JobStatus::as_str);
        one_name_everywhere(WebhookState::ALL, WebhookState::as_str);
    }

    #[test]
    fn the_database_gets_the_same_name() {
        let mut out = bytes::BytesMut::new();
        Role::ReadOnly.to_sql(&postgres_types::Type::TEXT, &mut out).unwrap();
        assert_eq!(&out[..], b"read_only");
        let back = Role::from_sql(&postgres_types::Type::TEXT, b"read_only").unwrap();
        assert_eq!(back, Role::ReadOnly);
    }
}
