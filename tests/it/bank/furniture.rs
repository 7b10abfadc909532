//! Rows that tests put into the database past the API: faster than the people's own steps, or not to be had by them.

use super::{Bank, TENANT};

impl Bank {
    /// One of everything that a path may name, each with this number: a draft offer, a draft campaign that uses it, a
    /// customer, a failed job of the tenant, a failed import with the next number, and a webhook with something sent to it.
    pub(crate) async fn furnish(&self, number: i64) {
        let sql = format!(
            "INSERT INTO webhooks (webhook_id, tenant_name, url, events, secret, created_by) OVERRIDING SYSTEM VALUE
             VALUES ({number}, '{TENANT}', 'https://hooks.example/', '{{webhook.disabled}}', '', 'ada');
             INSERT INTO webhook_deliveries (delivery_id, tenant_name, webhook_id, event_id, event, payload, state,
                 created_at) OVERRIDING SYSTEM VALUE
             VALUES ({number}, '{TENANT}', {number}, gen_random_uuid(), 'webhook.ping', '{{}}', 'delivered', now());
             INSERT INTO offers (offer_id, tenant_name, data, makers, created_by, updated_by)
                 OVERRIDING SYSTEM VALUE
             VALUES ({number}, '{TENANT}', '{{\"secret\": \"rate\"}}', '{{mary}}', 'mary', 'mary');
             INSERT INTO campaigns (campaign_id, tenant_name, offer_id, name, selection_criteria, start_date,
                 end_date, starts_at, ends_at, created_by, updated_by) OVERRIDING SYSTEM VALUE
             VALUES ({number}, '{TENANT}', {number}, 'a campaign', '{{}}', '2026-01-01',
                 '2026-12-31', '2026-01-01', '2027-01-01', 'ada', 'ada');
             INSERT INTO customers (customer_id, full_name) VALUES (lpad('{number}', 32, '0')::uuid, 'Ann');
             INSERT INTO jobs (bucket, job_id, tenant_name, kind, subject, created_by, status)
                 OVERRIDING SYSTEM VALUE
             VALUES (0, {number}, '{TENANT}', 'audience', '{number}', 'ada', 'failed'),
                    (0, {number} + 1, '', 'import', 'x', 'root', 'failed');
             INSERT INTO suppression_entries (id, tenant_name, kind, key, reason, created_by)
                 OVERRIDING SYSTEM VALUE
             VALUES ({number}, '{TENANT}', 'email', gen_random_uuid(), 'manual', 'ada'),
                    ({number} + 1, '', 'email', gen_random_uuid(), 'manual', 'root')"
        );
        self.sql().await.batch_execute(&sql).await.unwrap();
    }

    /// Mary's offers, all submitted, as many as `count`; their numbers.
    pub(crate) async fn submitted_offers(&self, count: i32) -> Vec<i64> {
        let sql = "INSERT INTO offers (tenant_name, status, data, makers, created_by, updated_by, submitted_by)
                   SELECT $1, 'submitted', '{\"n\": 1}', '{mary}', 'mary', 'mary', 'mary'
                   FROM generate_series(1, $2)
                   RETURNING offer_id";
        let rows = self.sql().await.query(sql, &[&TENANT, &count]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}
