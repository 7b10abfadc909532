//! The SQL and the in-memory meaning of criteria, held together: the same customers, the same criteria, the same
//! matches. Works on the empty `customers` table of any migrated database.

use jiff::Timestamp;
use proffer::criteria::{Criteria, CustomerView, compile};
use serde_json::Value;
use tokio_postgres::Client;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Stores the customers of `criteria_gen::customer`; the n-th gets the number n as its key.
pub(crate) async fn store(client: &Client, customers: &[Value]) {
    let sql = "INSERT INTO customers (customer_id, external_id, full_name, email, phone, kyc_status, segment, country, \
               date_of_birth, opted_out, attributes, created_at, updated_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let insert = client.prepare(sql).await.unwrap();
    for (n, customer) in customers.iter().enumerate() {
        let id = Uuid::from_u128(n as u128);
        let view = view(customer);
        let values: [&(dyn ToSql + Sync); 13] = [
            &id,
            &view.external_id,
            &view.full_name,
            &view.email,
            &view.phone,
            &view.kyc_status,
            &view.segment,
            &view.country,
            &view.date_of_birth,
            &view.opted_out,
            view.attributes,
            &view.created_at,
            &view.updated_at,
        ];
        client.execute(&insert, &values).await.unwrap();
    }
}

/// Checks one criteria against all stored customers, and gives how many match.
pub(crate) async fn agrees(
    client: &Client,
    customers: &[Value],
    criteria: &Value,
    now: Timestamp,
) -> usize {
    let parsed = Criteria::parse(criteria, "").unwrap_or_else(|it| panic!("{criteria}: {it:?}"));
    let filter = compile(&parsed, now, 1);
    let sql =
        format!("SELECT c.customer_id, {} AS matches FROM customers c ORDER BY 1", filter.sql);
    let params: Vec<&(dyn ToSql + Sync)> =
        filter.params.iter().map(|it| it.as_ref() as &(dyn ToSql + Sync)).collect();
    let rows = match client.query(&sql, &params).await {
        Ok(rows) => rows,
        Err(error) => panic!("{criteria}\n{sql}\n{:?}\n{error:?}", filter.params),
    };
    assert_eq!(rows.len(), customers.len());
    let mut matches = 0;
    for (row, customer) in rows.iter().zip(customers) {
        let in_sql: Option<bool> = row.get("matches");
        let in_memory = parsed.matches(&view(customer), now);
        assert_eq!(in_sql, Some(in_memory), "{criteria}\n{customer}\n{sql}\n{:?}", filter.params);
        matches += usize::from(in_memory);
    }
    matches
}

pub(crate) fn view(customer: &Value) -> CustomerView<'_> {
    let text = |name: &str| customer[name].as_str();
    CustomerView {
        external_id: text("external_id"),
        full_name: text("full_name").unwrap(),
        email: text("email"),
        phone: text("phone"),
        kyc_status: text("kyc_status").unwrap().parse().unwrap(),
        segment: text("segment"),
        country: text("country"),
        date_of_birth: text("date_of_birth").map(|it| it.parse().unwrap()),
        opted_out: customer["opted_out"].as_bool().unwrap(),
        attributes: &customer["attributes"],
        created_at: text("created_at").unwrap().parse().unwrap(),
        updated_at: text("updated_at").unwrap().parse().unwrap(),
    }
}
