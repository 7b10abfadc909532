//! The paths of webhooks and their deliveries.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::web::TenantName;

/// One webhook's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct WebhookPath {
    /// Whose it is.
    pub tenant_name: TenantName,
    /// The webhook.
    pub webhook_id: i64,
}

/// The path of something that was sent, or is to be.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct DeliveryPath {
    /// Whose it is.
    pub tenant_name: TenantName,
    /// The webhook.
    pub webhook_id: i64,
    /// The delivery.
    pub delivery_id: i64,
}
