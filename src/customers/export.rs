//! A customer as one line of an export, CSV or NDJSON, written from borrowed values. What is written here
//! can be imported again: `attributes` is one column of JSON, the columns that an import cannot set are
//! skipped by it. Values go out unchanged (see [`CsvLine`]).

use jiff::{Timestamp, civil::Date};
use pg_types::KycStatus;
use uuid::Uuid;

use crate::web::text::{CsvLine, JsonObject, TextBuffer};

/// The columns of a customer export, in order.
pub const COLUMNS: [&str; 14] = [
    "customer_id",
    "external_id",
    "full_name",
    "email",
    "phone",
    "kyc_status",
    "segment",
    "country",
    "date_of_birth",
    "opted_out",
    "attributes",
    "created_at",
    "updated_at",
    "version",
];

/// A customer to be written.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the customer's")]
pub struct Line<'a> {
    pub customer_id: Uuid,
    pub external_id: Option<&'a str>,
    pub full_name: &'a str,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub kyc_status: KycStatus,
    pub segment: Option<&'a str>,
    pub country: Option<&'a str>,
    pub date_of_birth: Option<Date>,
    pub opted_out: bool,
    /// JSON text.
    pub attributes: &'a str,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

/// Writes the header line of CSV.
pub fn csv_header(out: &mut impl TextBuffer) {
    let mut line = CsvLine::begin(out);
    for column in COLUMNS {
        line.plain(column);
    }
    line.end();
}

impl Line<'_> {
    /// Writes one line of CSV, guarded against being taken for formulas or as it is.
    pub fn csv(&self, out: &mut impl TextBuffer, guarded: bool) {
        let mut line = CsvLine::begin(out).guarded(guarded);
        line.plain(self.customer_id);
        line.field(self.external_id);
        line.field(Some(self.full_name));
        line.field(self.email);
        line.field(self.phone);
        line.plain(self.kyc_status.as_str());
        line.field(self.segment);
        line.field(self.country);
        match self.date_of_birth {
            Some(date) => line.plain(date),
            None => line.field(None),
        }
        line.plain(self.opted_out);
        line.field(Some(self.attributes));
        line.plain(self.created_at);
        line.plain(self.updated_at);
        line.plain(self.version);
        line.end();
    }

    /// Writes one line of NDJSON.
    pub fn ndjson(&self, out: &mut impl TextBuffer) {
        let mut object = JsonObject::open(out);
        object.plain("customer_id", self.customer_id);
        object.string("external_id", self.external_id);
        object.string("full_name", Some(self.full_name));
        object.string("email", self.email);
        object.string("phone", self.phone);
        object.plain("kyc_status", self.kyc_status.as_str());
        object.string("segment", self.segment);
        object.string("country", self.country);
        match self.date_of_birth {
            Some(date) => object.plain("date_of_birth", date),
            None => object.raw("date_of_birth", "null"),
        }
        object.literal("opted_out", self.opted_out);
        object.raw("attributes", self.attributes);
        object.plain("created_at", self.created_at);
        object.plain("updated_at", self.updated_at);
        object.literal("version", self.version);
        object.close();
        out.push_text("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line<'static> {
        Line {
            customer_id: Uuid::nil(),
            external_id: None,
            full_name: "O'Neill, \"Ana\"",
            email: Some("ana@example.com"),
            phone: None,
            kyc_status: KycStatus::Pending,
            segment: None,
            country: Some("PT"),
            date_of_birth: Some(jiff::civil::date(1990, 5, 17)),
            opted_out: false,
            attributes: r#"{"balance": 1.50}"#,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            version: 3,
        }
    }

    #[test]
    fn csv_has_the_header_and_quotes_json() {
        let mut out = String::new();
        csv_header(&mut out);
        line().csv(&mut out, false);
        assert_eq!(
            out,
            "customer_id,external_id,full_name,email,phone,kyc_status,segment,country,date_of_birth,opted_out,\
             attributes,created_at,updated_at,version\n\
             00000000-0000-0000-0000-000000000000,,\"O'Neill, \"\"Ana\"\"\",ana@example.com,,pending,,PT,1990-05-17,\
             false,\"{\"\"balance\"\": 1.50}\",1970-01-01T00:00:00Z,1970-01-01T00:00:00Z,3\n"
        );
    }

    #[test]
    fn ndjson_is_an_object_per_line() {
        let mut out = bytes::BytesMut::new();
        line().ndjson(&mut out);
        assert_eq!(out.last(), Some(&b'\n'));
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["attributes"]["balance"], 1.5);
        assert_eq!(value["external_id"], serde_json::Value::Null);
        assert_eq!(value.as_object().unwrap().len(), COLUMNS.len());
    }
}
