//! A campaign's audience as a file for the sender: who may be contacted, and with what. The control group, those who
//! opted out or were suppressed by now and the erased are not in it, and nobody whose address is somebody else's there.

use std::sync::LazyLock;

use bytes::{Bytes, BytesMut};
use futures::stream;
use jiff::Timestamp;
use pg_types::RawJsonRef;
use queries::client::GenericClient;
use queries::queries::audiences as sql;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use tokio::io::AsyncWrite;
use tokio_postgres::Row;
use uuid::Uuid;

use super::path::CampaignPath;
use crate::app::App;
use crate::audit::Entry;
use crate::deliveries::status::DeliveryStatus;
use crate::door::permissions::ExportAudiences;
use crate::door::{self, Allowed, Pages, Session, Sheet, Tx};
use crate::eligibility::{Conditions, Step, address, conditions};
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
    let (now, safe) = (by.app().now(), query.safe);
    let audience = Audience { tenant: tenant.clone(), campaign_id: id, format, safe, now };
    let entry = async |tx: &Tx<'_>| {
        format.can_be_safe(safe)?;
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
    let (safe, now) = (false, app.now());
    let audience = Audience { tenant: tenant.clone(), campaign_id, format, safe, now };
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
    /// When it was asked for: suppressions that have expired then are over.
    now: Timestamp,
}

/// Campaign, tenant, the customer before the page, its rows, the time. Both keys are bounded, so that a merge of the two
/// indexes begins where the page does.
static PAGE_OF_CONTACTS: LazyLock<String> = LazyLock::new(|| {
    let asked = Conditions::default()
        .with(Step::OptedOut, conditions::opted_out_by_now(None))
        .with(Step::Suppressed, conditions::suppressed("$2", "$5", None))
        .with(Step::SameAddress, address::of_row("$1").is_not_the_first());
    format!(
        "SELECT a.customer_id, c.external_id, c.full_name, c.email, c.phone, c.segment, a.delivery_status, c.attributes
         FROM campaigns k
         JOIN campaign_customers a ON a.campaign_id = k.campaign_id
         JOIN customers c ON c.customer_id = a.customer_id
         WHERE k.tenant_name = $2::text AND k.campaign_id = $1::bigint AND k.deleted_at IS NULL
           AND a.customer_id > $3 AND c.customer_id > $3 AND NOT a.control AND {first} IS NULL
         ORDER BY a.customer_id LIMIT $4",
        first = asked.first()
    )
});

/// A row of the file.
struct Contact<'a> {
    customer_id: Uuid,
    external_id: Option<&'a str>,
    full_name: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    segment: Option<&'a str>,
    delivery_status: i16,
    attributes: RawJsonRef<'a>,
}

impl<'a> Contact<'a> {
    fn of(row: &'a Row) -> Result<Self> {
        Ok(Self {
            customer_id: row.try_get(0)?,
            external_id: row.try_get(1)?,
            full_name: row.try_get(2)?,
            email: row.try_get(3)?,
            phone: row.try_get(4)?,
            segment: row.try_get(5)?,
            delivery_status: row.try_get(6)?,
            attributes: row.try_get(7)?,
        })
    }
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
        let statement = session.prepare(&PAGE_OF_CONTACTS).await?;
        let tenant = self.tenant.as_str();
        let found = session
            .query(&statement, &[&self.campaign_id, &tenant, &after, &rows, &self.now])
            .await?;
        let lines = found.iter().map(|row| Ok(line(&Contact::of(row)?)));
        Sheet::of(stream::iter(lines), most).await
    }
}

fn status_of(row: &Contact<'_>) -> &'static str {
    DeliveryStatus::from_number(row.delivery_status).map_or("", DeliveryStatus::as_str)
}

fn csv(row: &Contact<'_>) -> (Uuid, String) {
    line_of(row, false)
}

fn guarded_csv(row: &Contact<'_>) -> (Uuid, String) {
    line_of(row, true)
}

fn line_of(row: &Contact<'_>, guarded: bool) -> (Uuid, String) {
    let mut text = String::with_capacity(256);
    let mut line = CsvLine::begin(&mut text).guarded(guarded);
    line.plain(row.customer_id);
    line.field(row.external_id);
    line.field(Some(row.full_name));
    line.field(row.email);
    line.field(row.phone);
    line.field(row.segment);
    line.plain(status_of(row));
    line.field(Some(row.attributes.get()));
    line.end();
    (row.customer_id, text)
}

fn ndjson(row: &Contact<'_>) -> (Uuid, String) {
    let mut text = String::with_capacity(384);
    let mut object = JsonObject::open(&mut text);
    object.plain("customer_id", row.customer_id);
    object.string("external_id", row.external_id);
    object.string("full_name", Some(row.full_name));
    object.string("email", row.email);
    object.string("phone", row.phone);
    object.string("segment", row.segment);
    object.plain("delivery_status", status_of(row));
    object.raw("attributes", row.attributes.get());
    object.close();
    text.push('\n');
    (row.customer_id, text)
}
