//! The path of what belongs to one offer.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::web::TenantName;

/// One offer's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct OfferPath {
    /// The tenant.
    pub tenant_name: TenantName,
    /// The offer.
    pub offer_id: i64,
}
