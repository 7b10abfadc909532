//! Where a campaign is found.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::web::TenantName;

/// One campaign's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CampaignPath {
    /// The tenant.
    pub tenant_name: TenantName,
    /// The campaign.
    pub campaign_id: i64,
}
