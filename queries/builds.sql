-- Picking a campaign's customers; the insertion itself is compiled from the criteria by campaigns/build.rs. Claims see by
-- audience_built_at that customers were added.

--! plan : Plan()
SELECT selection_criteria, control_percent FROM campaigns
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

--! building
UPDATE campaigns SET audience_state = 'building'
WHERE tenant_name = :tenant AND campaign_id = :campaign_id
RETURNING campaign_id;

-- A build that was called off leaves what was there before; one that failed says so.
--! gave_up
UPDATE campaigns
SET audience_state = CASE WHEN :failed THEN 'failed'::audience_state
                          WHEN audience_built_at IS NULL THEN 'none' ELSE 'built' END
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND audience_state = 'building'
RETURNING campaign_id;

--! built : Built()
UPDATE campaigns
SET audience_state = 'built', audience_size = :size, audience_control = :control, audience_counts = :counts,
    audience_built_at = now()
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
RETURNING campaign_id, offer_id, status, version;

--! forget
UPDATE campaigns
SET audience_state = 'none', audience_size = NULL, audience_control = NULL, audience_counts = NULL,
    audience_built_at = NULL
WHERE tenant_name = :tenant AND campaign_id = :campaign_id
RETURNING campaign_id;

-- How many of them were handed over is counted as they go: a report that was waited for counts too.
--! drop_customers
WITH addresses AS (DELETE FROM former_addresses WHERE campaign_id = :campaign_id),
gone AS (DELETE FROM campaign_customers WHERE campaign_id = :campaign_id RETURNING delivery_status)
SELECT count(*) AS past_pending FROM gone WHERE delivery_status > 0;

--! size : Size()
SELECT count(*) AS size, count(*) FILTER (WHERE control) AS control
FROM campaign_customers WHERE campaign_id = :campaign_id;

--! any_past_pending
SELECT EXISTS (
    SELECT 1 FROM campaign_customers WHERE campaign_id = :campaign_id AND delivery_status > 0
) AS any_past_pending;

-- The planner's own estimate, or a count where it has none yet.
--! estimate
SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE (SELECT count(*) FROM customers) END AS estimate
FROM pg_class WHERE oid = 'customers'::regclass;

-- The last key of a batch.
--! edge
SELECT customer_id FROM customers
WHERE customer_id > :after
ORDER BY customer_id OFFSET :skip LIMIT 1;

--! count_after
SELECT count(*) FROM customers WHERE customer_id > :after;

-- What a batch has to look at: customers that an earlier run picked, suppressions, addresses that are shared.
--! look_at : LookAt()
SELECT EXISTS (
    SELECT 1 FROM campaign_customers
    WHERE campaign_id = :campaign_id AND customer_id > :after AND customer_id <= :upto
) AS picked, EXISTS (
    SELECT 1 FROM suppression_entries
    WHERE tenant_name IN ('', :tenant) AND (expires_at IS NULL OR expires_at > :now)
) AS suppressions, EXISTS (
    SELECT 1 FROM shared_addresses WHERE campaign_id = :campaign_id
) AS shared_addresses;

-- The addresses of which a build has to see to it that one customer is picked: those that several customers have, and
-- those that the campaign has written to for somebody who has another one now.
--! note_shared_addresses
WITH noted AS (
    INSERT INTO shared_addresses (campaign_id, address_key)
    SELECT :campaign_id, email_key FROM customers
    WHERE email_key IS NOT NULL GROUP BY email_key HAVING count(*) > 1
    UNION
    SELECT a.campaign_id, a.address_key FROM campaign_customers a
    WHERE a.campaign_id = :campaign_id AND a.address_key IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_id = a.customer_id AND c.email_key = a.address_key)
    UNION
    SELECT f.campaign_id, f.address_key FROM former_addresses f WHERE f.campaign_id = :campaign_id
    RETURNING 1
)
SELECT count(*) FROM noted;

--! forget_shared_addresses
WITH gone AS (DELETE FROM shared_addresses WHERE campaign_id = :campaign_id RETURNING 1)
SELECT count(*) FROM gone;
