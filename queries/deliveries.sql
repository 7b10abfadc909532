-- What senders ask for: customers to contact, and what became of them. Keys are arrays sorted by campaign and customer,
-- and rows are locked in that order, so that no two senders wait for each other in a circle.

-- The campaigns of a report that its key may report on. Of those that were deleted only opt-outs are taken.
--! reportable (key_tenant?)
SELECT campaign_id, tenant_name, deleted_at IS NOT NULL AS deleted FROM campaigns
WHERE campaign_id = ANY (:campaign_ids)
  AND (:key_tenant::text IS NULL OR tenant_name = :key_tenant);

-- One lookup after the other, whatever the planner thinks of the table: the lock in the subquery keeps it apart.
--! lock_reported : Reported(sent_at?)
SELECT a.campaign_id, a.customer_id, a.seen, a.sent_at
FROM unnest(:campaign_ids::bigint[], :customer_ids::uuid[]) AS i (campaign_id, customer_id)
CROSS JOIN LATERAL (
    SELECT c.campaign_id, c.customer_id, c.seen, c.sent_at FROM campaign_customers c
    WHERE c.campaign_id = i.campaign_id AND c.customer_id = i.customer_id AND NOT c.control
    FOR UPDATE
) AS a;

-- Rows that lock_reported locked, with what is known of them now. Once sent, nobody can claim them again. Of those who
-- were erased the status alone is kept: no time, and no remark of the sender's.
--! apply_reported (sent_at[?], reasons[?])
WITH report AS (
    SELECT * FROM unnest(:campaign_ids::bigint[], :customer_ids::uuid[], :seen::integer[], :statuses::smallint[],
                         :sent_at::timestamptz[], :reasons::text[])
           AS i (campaign_id, customer_id, seen, status, sent_at, reason)
), changed AS (
    UPDATE campaign_customers a
    SET seen = report.seen, delivery_status = report.status,
        sent_at = CASE
            WHEN report.sent_at IS NOT DISTINCT FROM a.sent_at THEN a.sent_at
            WHEN (SELECT true FROM customers c WHERE c.customer_id = a.customer_id) THEN report.sent_at
        END,
        reason = CASE
            WHEN report.reason IS NULL THEN a.reason
            WHEN (SELECT true FROM customers c WHERE c.customer_id = a.customer_id) THEN report.reason
        END,
        lease_until = CASE WHEN report.status <= 1 THEN a.lease_until END, updated_at = :now
    FROM report
    WHERE a.campaign_id = report.campaign_id AND a.customer_id = report.customer_id
    RETURNING a.customer_id
)
SELECT count(*) FROM changed;

-- The campaign of a claim, held as it is until the claim is committed, so that a pause comes before or after it.
--! campaign_to_claim (key_tenant?) : ClaimedCampaign(audience_built_at?)
SELECT c.tenant_name, c.status, c.audience_built_at, o.offer_id, o.data
FROM campaigns c JOIN offers o ON o.tenant_name = c.tenant_name AND o.offer_id = c.offer_id
WHERE c.campaign_id = :campaign_id AND c.deleted_at IS NULL
  AND (:key_tenant::text IS NULL OR c.tenant_name = :key_tenant)
FOR SHARE OF c;

-- One claim at a time.
--! lock_cursor (key_tenant?) : ClaimCursor(built_at?)
SELECT k.after, k.built_at
FROM claim_cursors k JOIN campaigns c ON c.campaign_id = k.campaign_id
WHERE k.campaign_id = :campaign_id AND c.deleted_at IS NULL
  AND (:key_tenant::text IS NULL OR c.tenant_name = :key_tenant)
FOR UPDATE OF k;

--! open_cursor (key_tenant?)
INSERT INTO claim_cursors (campaign_id)
SELECT c.campaign_id FROM campaigns c
WHERE c.campaign_id = :campaign_id AND c.deleted_at IS NULL
  AND (:key_tenant::text IS NULL OR c.tenant_name = :key_tenant)
ON CONFLICT DO NOTHING
RETURNING campaign_id;

--! move_cursor (built_at?)
UPDATE claim_cursors SET after = :after, built_at = :built_at WHERE campaign_id = :campaign_id
RETURNING campaign_id;

-- The next pending rows in key order; OFFSET 0 keeps the planner to one lookup per row. Those that may not be contacted
-- now (opted out, erased) are passed over: their lease of -infinity lets claim_again look at them until they may. The
-- updates go by the index, so in key order, and look again at what a report may have changed meanwhile.
--! claim_ahead : ClaimedCustomer(full_name?, email?, phone?, attributes?)
WITH ahead AS MATERIALIZED (
    SELECT a.customer_id, c.customer_id IS NOT NULL AS free, c.full_name, c.email, c.phone, c.attributes
    FROM campaign_customers a
    LEFT JOIN LATERAL (
        SELECT customer_id, full_name, email, phone, attributes FROM customers
        WHERE customer_id = a.customer_id AND NOT opted_out OFFSET 0
    ) AS c ON true
    WHERE a.campaign_id = :campaign_id AND a.customer_id > :after AND a.delivery_status = 0 AND NOT a.control
    ORDER BY a.customer_id LIMIT :most
), taken AS (
    UPDATE campaign_customers
    SET delivery_status = 1, seen = seen | 2, lease_until = :until, updated_at = :now
    WHERE campaign_id = :campaign_id AND customer_id = ANY (ARRAY(SELECT customer_id FROM ahead WHERE free))
      AND delivery_status = 0
    RETURNING customer_id
), passed_over AS (
    UPDATE campaign_customers SET lease_until = '-infinity'
    WHERE campaign_id = :campaign_id AND customer_id = ANY (ARRAY(SELECT customer_id FROM ahead WHERE NOT free))
      AND delivery_status = 0
)
SELECT ahead.customer_id, taken.customer_id IS NOT NULL AS free, full_name, email, phone, attributes
FROM ahead LEFT JOIN taken ON taken.customer_id = ahead.customer_id
ORDER BY ahead.customer_id;

-- Those whose lease ran out before anything was reported, and those passed over who may be contacted again.
--! claim_again : ClaimedCustomer(full_name?, email?, phone?, attributes?)
WITH ran_out AS MATERIALIZED (
    SELECT a.customer_id, c.full_name, c.email, c.phone, c.attributes
    FROM campaign_customers a
    CROSS JOIN LATERAL (
        SELECT full_name, email, phone, attributes FROM customers
        WHERE customer_id = a.customer_id AND NOT opted_out OFFSET 0
    ) AS c
    WHERE a.campaign_id = :campaign_id AND a.lease_until < :now AND a.delivery_status <= 1 AND NOT a.control
    ORDER BY a.lease_until LIMIT :most
), taken AS (
    UPDATE campaign_customers
    SET delivery_status = 1, seen = seen | 2, lease_until = :until, updated_at = :now
    WHERE campaign_id = :campaign_id AND customer_id = ANY (ARRAY(SELECT customer_id FROM ran_out))
      AND delivery_status <= 1
    RETURNING customer_id
)
SELECT ran_out.customer_id, true AS free, full_name, email, phone, attributes
FROM ran_out JOIN taken ON taken.customer_id = ran_out.customer_id
ORDER BY ran_out.customer_id;
