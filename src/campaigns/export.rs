//! A campaign's audience as a file for the sender: who may be contacted, and with what. The control group, those who
//! opted out by now and the erased are not in it.

use bytes::{Bytes, BytesMut};
use futures::TryStreamExt;
use queries::queries::audiences as sql;
use queries::queries::audiences::ContactBorrowed;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use tokio::io::AsyncWrite;
use uuid::Uuid;

use super::path::CampaignPath;
use crate::app::App;
use crate::audit::Entry;
use crate::deliveries::status::DeliveryStatus;
use crate::door::permissions::ExportAudiences;
use crate::door::{self, Allowed, Pages, Session, Sheet, Tx};
use crate::error::{Error, Result};
use crate::web::text::{CsvLine, JsonObject};
use crate::web::{File, Format, Path, Query, TenantName};

/// The columns, in order.
pub const COLUMNS: [&str; 8] = [
    "customer_id",
    "external_id",
    "full_name",
    "email",
    "phone",
    "segment",
    "delivery_status",
    "attributes",
];

/// Which form the file has.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExportQuery {
    format: Format,
    /// Puts an apostrophe before texts that a spreadsheet would take for formulas; CSV only.
    safe: bool,
}

/// Streams the audience.
pub async fn export(
    by: Allowed<ExportAudiences>,
    at: Path<CampaignPath>,
    query: Query<ExportQuery>,
) -> Result<File> {
    let (tenant, id, format) = (&at.tenant_name, at.campaign_id, query.format);
    let audience = Audience { tenant: tenant.clone(), campaign_id: id, format, safe: query.safe };
    let entry = async |tx: &Tx<'_>| {
        format.can_be_safe(query.safe)?;
        entry(tx, tenant, id, format).await
    };
    by.export(entry, audience).await
}

/// Writes the audience of `tenant`'s campaign for the command line, with its row in the trail.
pub async fn to_writer(
    app: &App,
    tenant: &TenantName,
    campaign_id: i64,
    format: Format,
    out: &mut (impl AsyncWrite + Unpin),
) -> Result<()> {
    let audience = Audience { tenant: tenant.clone(), campaign_id, format, safe: false };
    let entry = async |tx: &Tx<'_>| entry(tx, tenant, campaign_id, format).await;
    door::export_to(app, entry, &audience, out).await
}

/// The export's row in the trail; 404 if there is no such campaign.
async fn entry(
    tx: &Tx<'_>,
    tenant: &TenantName,
    campaign_id: i64,
    format: Format,
) -> Result<Entry> {
    let held = sql::hold().bind(tx, &tenant.as_str(), &campaign_id).opt().await?;
    held.ok_or(Error::NotFound)?;
    let entry = Entry::new("export", "campaign", campaign_id).of_tenant(tenant);
    entry.changes(&json!({"format": format.extension()}))
}

/// The audience of one campaign, to be sent.
struct Audience {
    tenant: TenantName,
    campaign_id: i64,
    format: Format,
    safe: bool,
}

impl Pages for Audience {
    type Key = Uuid;

    fn format(&self) -> Format {
        self.format
    }

    fn stem(&self) -> String {
        format!("{}-campaign-{}", self.tenant, self.campaign_id)
    }

    fn head(&self) -> Bytes {
        let mut head = BytesMut::new();
        if self.format == Format::Csv {
            let mut line = CsvLine::begin(&mut head);
            for column in COLUMNS {
                line.plain(column);
            }
            line.end();
        }
        head.freeze()
    }

    async fn page(
        &self,
        session: &Session,
        after: Option<&Uuid>,
        most: usize,
    ) -> Result<Sheet<Uuid>> {
        let after = after.copied().unwrap_or_default();
        let rows = i64::try_from(most).map_err(Error::internal)?;
        let line = match self.format {
            Format::Csv if self.safe => guarded_csv,
            Format::Csv => csv,
            Format::Ndjson => ndjson,
        };
        let tenant = self.tenant.as_str();
        let query = sql::export_page();
        let query = query.bind(session, &tenant, &self.campaign_id, &after, &rows).map(line);
        Sheet::of(query.iter().await?.map_err(Error::from), most).await
    }
}

fn status_of(row: &ContactBorrowed<'_>) -> &'static str {
    DeliveryStatus::from_number(row.delivery_status).map_or("", DeliveryStatus::as_str)
}

fn csv(row: ContactBorrowed<'_>) -> (Uuid, String) {
    line_of(row, false)
}

fn guarded_csv(row: ContactBorrowed<'_>) -> (Uuid, String) {
    line_of(row, true)
}

fn line_of(row: ContactBorrowed<'_>, guarded: bool) -> (Uuid, String) {
    let mut text = String::with_capacity(256);
    let mut line = CsvLine::begin(&mut text).guarded(guarded);
    line.plain(row.customer_id);
    line.field(row.external_id);
    line.field(Some(row.full_name));
    line.field(row.email);
    line.field(row.phone);
    line.field(row.segment);
    line.plain(status_of(&row));
    line.field(Some(row.attributes.get()));
    line.end();
    (row.customer_id, text)
}

fn ndjson(row: ContactBorrowed<'_>) -> (Uuid, String) {
    let mut text = String::with_capacity(384);
    let mut object = JsonObject::open(&mut text);
    object.plain("customer_id", row.customer_id);
    object.string("external_id", row.external_id);
    object.string("full_name", Some(row.full_name));
    object.string("email", row.email);
    object.string("phone", row.phone);
    object.string("segment", row.segment);
    object.plain("delivery_status", status_of(&row));
    object.raw("attributes", row.attributes.get());
    object.close();
    text.push('\n');
    (row.customer_id, text)
}
