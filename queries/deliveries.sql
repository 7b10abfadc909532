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

-- Rows that lock_reported locked, with what is known of them now. Once sent, nobody can claim them again; reported
-- as queued, they can once their lease is over, or at once where they have none. Of those who were erased the status alone is kept: no time, and no remark of the sender's.
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
        lease_until = CASE WHEN report.status <= 1 THEN coalesce(a.lease_until, '-infinity') END, updated_at = :now,
        -- Taken from an export instead of a claim: the address of today is the best guess.
        address_key = coalesce(a.address_key,
                               (SELECT c.email_key FROM customers c WHERE c.customer_id = a.customer_id))
    FROM report
    WHERE a.campaign_id = report.campaign_id AND a.customer_id = report.customer_id
    RETURNING a.customer_id
)
SELECT count(*) FROM changed;

-- The addresses to which messages went.
--! addresses_of
SELECT DISTINCT a.address_key
FROM unnest(:campaign_ids::bigint[], :customer_ids::uuid[]) AS i (campaign_id, customer_id)
JOIN campaign_customers a ON a.campaign_id = i.campaign_id AND a.customer_id = i.customer_id
WHERE a.address_key IS NOT NULL;

-- Of these addresses those whose newest campaigns all ended bounced, and none of them delivered. What was never reported
-- on does not count.
--! keeps_bouncing
SELECT i.key
FROM unnest(:keys::uuid[]) AS i (key)
WHERE (
    SELECT count(*) = :in_a_row AND bool_and(newest.status = :bounced AND newest.seen & :delivered = 0)
    FROM (
        SELECT max(a.delivery_status) AS status, bit_or(a.seen) AS seen
        FROM campaign_customers a
        WHERE a.address_key = i.key AND a.seen & :reported <> 0
        GROUP BY a.campaign_id
        ORDER BY max(coalesce(a.sent_at, a.updated_at)) DESC LIMIT :in_a_row
    ) AS newest
);

-- For every tenant; an entry that is there already stays as it is, unless it has expired.
--! suppress_addresses
INSERT INTO suppression_entries (tenant_name, kind, key, reason, created_by, created_at)
SELECT '', 'email', i.key, 'hard_bounce', :actor, :at FROM unnest(:keys::uuid[]) AS i (key)
ORDER BY i.key
ON CONFLICT (key, tenant_name, reason) DO UPDATE
    SET expires_at = NULL, created_by = excluded.created_by, created_at = excluded.created_at
    WHERE suppression_entries.expires_at <= excluded.created_at
RETURNING id;

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

-- The next pending rows in key order, locked: what a report changes meanwhile is waited for here, so that whoever looks
-- at the customers afterwards waits for nobody and sees them as they are.
--! lock_ahead
SELECT customer_id FROM campaign_customers
WHERE campaign_id = :campaign_id AND customer_id > :after AND delivery_status = 0 AND NOT control
ORDER BY customer_id LIMIT :most
FOR NO KEY UPDATE;

-- Rows that are locked become a sender's until the lease is over.
--! hand_over (addresses[?])
WITH taken AS (
    UPDATE campaign_customers a
    SET delivery_status = 1, seen = seen | 2, lease_until = :until, updated_at = :now, address_key = i.address
    FROM unnest(:customer_ids::uuid[], :addresses::uuid[]) AS i (customer_id, address)
    WHERE a.campaign_id = :campaign_id AND a.customer_id = i.customer_id
    RETURNING 1
)
SELECT count(*) FROM taken;

-- Addresses at which customers were handed out before they changed them.
--! leave_addresses
INSERT INTO former_addresses (campaign_id, address_key, customer_id)
SELECT :campaign_id, i.address, i.customer_id
FROM unnest(:addresses::uuid[], :customer_ids::uuid[]) AS i (address, customer_id)
ON CONFLICT DO NOTHING
RETURNING customer_id;

-- Those that may not be contacted now: a lease of -infinity lets later claims look at them until they may.
--! pass_over
UPDATE campaign_customers SET lease_until = '-infinity'
WHERE campaign_id = :campaign_id AND customer_id = ANY (:customer_ids)
RETURNING customer_id;
