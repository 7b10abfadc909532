//! The funnel of a campaign: how many customers stand at each status, and how many ever reached it.

use std::collections::BTreeMap;

use queries::queries::audiences as sql;
use queries::queries::audiences::Funnel;
use schemars::JsonSchema;
use serde::Serialize;

use super::customers_api::must_exist;
use super::path::CampaignPath;
use crate::deliveries::status::DeliveryStatus;
use crate::door::Allowed;
use crate::door::permissions::ReadCampaigns;
use crate::error::Result;
use crate::web::{Path, Reply};

/// The funnel. The control group is nobody's delivery: it is counted in `audience` and `control` alone.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Everybody in the audience.
    audience: i64,
    /// Of these, the control group.
    control: i64,
    /// The others by the highest status seen; adds up to `audience` less `control`.
    by_status: BTreeMap<DeliveryStatus, i64>,
    /// The others by each status ever seen.
    seen: BTreeMap<DeliveryStatus, i64>,
}

/// A campaign's funnel.
pub async fn get(by: Allowed<ReadCampaigns>, at: Path<CampaignPath>) -> Result<Reply<Summary>> {
    by.read_slow(async |session, _| {
        let (tenant, id) = (at.tenant_name.as_str(), at.campaign_id);
        must_exist(session, tenant, id).await?;
        let rows =
            session.long_read(async |tx| Ok(sql::funnel().bind(tx, &tenant, &id).all().await?));
        Reply::json(&Summary::of(&rows.await?))
    })
    .await
}

impl Summary {
    fn of(rows: &[Funnel]) -> Self {
        let none: BTreeMap<_, _> = DeliveryStatus::ALL.iter().map(|status| (*status, 0)).collect();
        let mut sum = Self { by_status: none.clone(), seen: none, ..Self::default() };
        for row in rows {
            sum.audience += row.customers;
            if row.control {
                sum.control += row.customers;
                continue;
            }
            let highest = DeliveryStatus::from_number(row.delivery_status);
            *sum.by_status.entry(highest.unwrap_or(DeliveryStatus::Pending)).or_default() +=
                row.customers;
            for status in DeliveryStatus::all_in(row.seen) {
                *sum.seen.entry(status).or_default() += row.customers;
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_group_is_counted_beside_the_others() {
        use DeliveryStatus::{Delivered, Opened, Pending, Queued, Sent};
        let row = |control, status: DeliveryStatus, all: &[DeliveryStatus], customers| Funnel {
            control,
            delivery_status: status.number(),
            seen: all.iter().fold(0, |seen, status| status.added_to(seen)),
            customers,
        };
        let sum = Summary::of(&[
            row(true, Pending, &[Pending], 10),
            row(false, Pending, &[Pending], 50),
            row(false, Delivered, &[Pending, Queued, Sent, Delivered], 20),
            row(false, Opened, &[Pending, Queued, Opened], 5),
        ]);
        assert_eq!((sum.audience, sum.control), (85, 10));
        assert_eq!(sum.by_status.values().sum::<i64>(), 75);
        assert_eq!(sum.by_status[&Opened], 5);
        assert_eq!((sum.seen[&Pending], sum.seen[&Queued], sum.seen[&Sent]), (75, 25, 20));
        assert_eq!((sum.by_status.len(), sum.seen.len()), (10, 10));
    }
}
