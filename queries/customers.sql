--: Customer(external_id?, email?, phone?, segment?, country?, date_of_birth?)

-- No row: the external id is taken.
--! create (external_id?, email?, email_key?, phone?, phone_key?, segment?, country?, date_of_birth?)
INSERT INTO customers (customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment,
                       country, date_of_birth, opted_out, attributes)
VALUES (:customer_id, :external_id, :full_name, :email, :email_key, :phone, :phone_key, :kyc_status, :segment,
        :country, :date_of_birth, :opted_out, :attributes)
ON CONFLICT (customer_id) DO NOTHING
RETURNING customer_id;

--! get : Customer
SELECT customer_id, external_id, full_name, email, phone, kyc_status, segment, country, date_of_birth, opted_out,
       attributes, created_at, updated_at, version
FROM customers WHERE customer_id = :customer_id;

-- What a change looks at first; the row stays locked until the change is committed.
--! lock (attributes?) : Locked(external_id?, email?, phone?, segment?, country?, date_of_birth?)
SELECT external_id, full_name, email, phone, kyc_status, segment, country, date_of_birth, opted_out, version,
       coalesce(attributes <> :attributes::jsonb, false) AS attributes_differ
FROM customers WHERE customer_id = :customer_id
FOR UPDATE;

--! update (email?, email_key?, phone?, phone_key?, segment?, country?, date_of_birth?, attributes?)
UPDATE customers
SET full_name = :full_name, email = :email, email_key = :email_key, phone = :phone, phone_key = :phone_key,
    kyc_status = :kyc_status, segment = :segment, country = :country, date_of_birth = :date_of_birth,
    opted_out = :opted_out, attributes = coalesce(:attributes, attributes), updated_at = now(), version = version + 1
WHERE customer_id = :customer_id
RETURNING version;

-- Answers that are kept for repeats and tell of this customer.
--! forget_answers
WITH gone AS (
    DELETE FROM idempotency_keys WHERE location = :location AND location LIKE '/api/v1/customers/%' RETURNING 1
)
SELECT count(*) FROM gone;

-- Claims of these campaigns are over, and none begins, until the transaction ends.
--! hold_claims
SELECT campaign_id FROM claim_cursors WHERE campaign_id = ANY (:campaign_ids)
ORDER BY campaign_id FOR UPDATE;

-- Kept answers of claims, which hand out names and addresses: the customer goes out of the items. What stands in an
-- answer is read only where its route names one of the campaigns.
--! forget_claims
WITH known AS MATERIALIZED (
    SELECT * FROM (
        SELECT caller, route, key, body FROM idempotency_keys
        WHERE route LIKE 'POST /system/%'
          AND substring(route, '/campaigns/([0-9]+)/claim-deliveries$') = ANY (:campaign_ids::text[])
        OFFSET 0
    ) AS claims
    WHERE strpos(body, :customer_id) > 0
), gone AS (
    UPDATE idempotency_keys k
    SET body = (
        SELECT json_build_object(
                   'lease_until', known.body::json -> 'lease_until', 'offer', known.body::json -> 'offer',
                   'quiet_until', known.body::json -> 'quiet_until',
                   'items', coalesce(json_agg(item) FILTER (WHERE item ->> 'customer_id' <> :customer_id), '[]'))::text
        FROM json_array_elements(known.body::json -> 'items') AS item)
    FROM known
    WHERE k.caller = known.caller AND k.route = known.route AND k.key = known.key
    RETURNING 1
)
SELECT count(*) FROM gone;

-- What audiences hold on the person beyond id and status. The rows stay locked, so that no report writes a remark of the
-- sender's while the customer is still there.
--! anonymise
WITH cleared AS (
    UPDATE campaign_customers SET reason = NULL, sent_at = NULL
    WHERE campaign_id = ANY (ARRAY(SELECT campaign_id FROM campaigns)) AND customer_id = :customer_id
    RETURNING campaign_id
)
SELECT ARRAY(SELECT campaign_id FROM cleared ORDER BY campaign_id) AS campaign_ids;

--! erase
DELETE FROM customers WHERE customer_id = :customer_id RETURNING opted_out;

-- Everything that is held on one person --------------------------------------------------------------------------------

-- One look for each campaign there is.
--! audiences : Audience(sent_at?, reason?)
SELECT k.campaign_id, k.tenant_name, k.name, a.delivery_status, a.seen, a.control, a.sent_at, a.reason, a.updated_at
FROM campaigns k
CROSS JOIN LATERAL (
    SELECT delivery_status, seen, control, sent_at, reason, updated_at FROM campaign_customers
    WHERE campaign_id = k.campaign_id AND customer_id = :customer_id OFFSET 0
) AS a
ORDER BY k.campaign_id;

-- Events that tell of the person, on their way to webhooks and in their log.
--! told : Told(finished_at?)
SELECT tenant_name, webhook_id, event, state, created_at, finished_at FROM webhook_deliveries
WHERE event LIKE 'delivery.%' AND strpos(payload, :customer_id) > 0
ORDER BY created_at, tenant_name, delivery_id;

-- First answers that are kept for repeats: the customer as it was made, and the person's items of claims.
--! kept_answers : KeptAnswer()
SELECT k.route, k.created_at, k.body::json AS answer
FROM idempotency_keys k
WHERE k.location = :location AND k.location LIKE '/api/v1/customers/%' AND k.body IS NOT NULL
UNION ALL
SELECT c.route, c.created_at, item
FROM (
    SELECT * FROM (
        SELECT route, created_at, body FROM idempotency_keys
        WHERE route LIKE 'POST /system/%'
          AND substring(route, '/campaigns/([0-9]+)/claim-deliveries$') = ANY (:campaign_ids::text[])
        OFFSET 0
    ) AS claims
    WHERE strpos(body, :customer_id) > 0
    OFFSET 0
) AS c
CROSS JOIN LATERAL json_array_elements(c.body::json -> 'items') AS item
WHERE item ->> 'customer_id' = :customer_id;

-- Imports --------------------------------------------------------------------------------------------------------------

--! chunk
SELECT rows, packed FROM import_chunks WHERE upload_id = :upload_id AND chunk_no = :chunk_no;

--! forget_upload
WITH gone AS (DELETE FROM import_chunks WHERE upload_id = :upload_id RETURNING 1)
SELECT count(*) FROM gone;

-- What an import leaves for people to look at ---------------------------------------------------------------------------

-- Rejected lines were staged under numbers below 0.
--! keep_rejects
WITH moved AS (
    DELETE FROM import_chunks WHERE upload_id = :upload_id AND chunk_no < 0 RETURNING chunk_no, packed
), kept AS (
    INSERT INTO import_reports (upload_id, part_no, entries)
    SELECT :upload_id, -chunk_no, convert_from(packed, 'UTF8') FROM moved
    RETURNING 1
)
SELECT count(*) FROM kept;

-- A run that was broken off may have left the same part.
--! keep_report
INSERT INTO import_reports (upload_id, part_no, entries) VALUES (:upload_id, :part_no, :entries)
ON CONFLICT (upload_id, part_no) DO UPDATE SET entries = excluded.entries
RETURNING part_no;

--! import_order
SELECT subject, params, created_at > now() - interval '7 days' AS kept
FROM jobs WHERE tenant_name = :tenant AND job_id = :job_id AND kind = 'import';

--! samples
SELECT entries FROM import_reports
WHERE upload_id = :upload_id AND part_no = 0 AND created_at > now() - interval '7 days';

--! rejects
SELECT part_no, entries FROM import_reports
WHERE upload_id = :upload_id AND part_no > greatest(:after::integer, 0)
ORDER BY part_no LIMIT 1;

-- Parts that may tell of a person; `keys` in lower case, as they stand within JSON.
--! reports_that_name
SELECT upload_id, part_no, entries FROM import_reports
WHERE EXISTS (SELECT FROM unnest(:keys::text[]) AS k (key) WHERE strpos(lower(entries COLLATE "C"), k.key) > 0)
ORDER BY upload_id, part_no
FOR UPDATE;

-- The customers of some rows of a dry run.
--! several : Customer
SELECT customer_id, external_id, full_name, email, phone, kyc_status, segment, country, date_of_birth, opted_out,
       attributes, created_at, updated_at, version
FROM customers WHERE customer_id = ANY (:customer_ids);

-- A batch and its watermark are lost together or not at all: only the last commit has to wait for the disk.
--! commit_lazily
SELECT set_config('synchronous_commit', 'off', true) AS setting;

--! known
SELECT customer_id FROM customers WHERE customer_id = ANY (:customer_ids);

-- New rows only; those that are there already are left alone, not even locked.
--! insert_all (external_ids[?], emails[?], email_keys[?], phones[?], phone_keys[?], segments[?], countries[?], dates_of_birth[?])
WITH inserted AS (
    INSERT INTO customers (customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment,
                           country, date_of_birth, opted_out, attributes)
    SELECT customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment, country,
           date_of_birth, opted_out, attributes::jsonb
    FROM unnest(:customer_ids::uuid[], :external_ids::text[], :full_names::text[], :emails::text[], :email_keys::uuid[],
                :phones::text[], :phone_keys::uuid[], :kyc_statuses::kyc_status[], :segments::text[],
                :countries::text[], :dates_of_birth::date[], :opted_outs::boolean[], :attributes::text[])
        AS r (customer_id, external_id, full_name, email, email_key, phone, phone_key, kyc_status, segment, country,
              date_of_birth, opted_out, attributes)
    ON CONFLICT (customer_id) DO NOTHING
    RETURNING customer_id
)
SELECT ARRAY(SELECT customer_id FROM inserted) AS inserted;

-- Rows that are there: only those that end up different are locked and written. `given` says which fields the file
-- speaks of, a bit each: 1 email, 2 phone, 4 segment, 8 country, 16 date_of_birth. `cleared` holds a text[] each.
-- Attributes that would outgrow the limit are told instead of written. The keys of addresses that change are kept.
--! update_all (full_names[?], emails[?], email_keys[?], phones[?], phone_keys[?], kyc_statuses[?], segments[?], countries[?], dates_of_birth[?], attributes[?], cleared[?])
WITH changed AS MATERIALIZED (
    SELECT c.customer_id, n.*, c.email_key AS former_email_key, c.phone_key AS former_phone_key,
           c.attributes <> n.attributes AND pg_column_size(n.attributes) > 400
               AND octet_length(n.attributes::text) > :attributes_bytes AS too_large
    FROM unnest(:customer_ids::uuid[], :given::integer[], :full_names::text[], :emails::text[], :email_keys::uuid[],
                :phones::text[], :phone_keys::uuid[], :kyc_statuses::kyc_status[], :segments::text[],
                :countries::text[], :dates_of_birth::date[], :opted_outs::boolean[], :attributes::text[],
                :cleared::text[])
        AS r (customer_id, given, full_name, email, email_key, phone, phone_key, kyc_status, segment, country,
              date_of_birth, opted_out, attributes, cleared)
    JOIN customers c ON c.customer_id = r.customer_id
    CROSS JOIN LATERAL (
        SELECT coalesce(r.full_name, c.full_name) AS full_name,
               CASE WHEN r.given & 1 <> 0 THEN r.email ELSE c.email END AS email,
               CASE WHEN r.given & 1 <> 0 THEN r.email_key ELSE c.email_key END AS email_key,
               CASE WHEN r.given & 2 <> 0 THEN r.phone ELSE c.phone END AS phone,
               CASE WHEN r.given & 2 <> 0 THEN r.phone_key ELSE c.phone_key END AS phone_key,
               coalesce(r.kyc_status, c.kyc_status) AS kyc_status,
               CASE WHEN r.given & 4 <> 0 THEN r.segment ELSE c.segment END AS segment,
               CASE WHEN r.given & 8 <> 0 THEN r.country ELSE c.country END AS country,
               CASE WHEN r.given & 16 <> 0 THEN r.date_of_birth ELSE c.date_of_birth END AS date_of_birth,
               c.opted_out OR r.opted_out AS opted_out,
               CASE WHEN r.cleared IS NULL THEN c.attributes ELSE c.attributes - r.cleared::text[] END
                   || coalesce(r.attributes, '{}')::jsonb AS attributes
        OFFSET 0                                                   -- merged once, not at every mention
    ) n
    WHERE (c.full_name, c.email, c.phone, c.kyc_status, c.segment, c.country, c.date_of_birth, c.opted_out,
           c.attributes)
        IS DISTINCT FROM
          (n.full_name, n.email, n.phone, n.kyc_status, n.segment, n.country, n.date_of_birth, n.opted_out,
           n.attributes)
    FOR NO KEY UPDATE OF c
), updated AS (
    UPDATE customers c
    SET full_name = n.full_name, email = n.email, email_key = n.email_key, phone = n.phone, phone_key = n.phone_key,
        kyc_status = n.kyc_status, segment = n.segment, country = n.country, date_of_birth = n.date_of_birth,
        opted_out = n.opted_out, attributes = n.attributes, updated_at = now(), version = c.version + 1
    FROM changed n
    WHERE c.customer_id = n.customer_id AND NOT n.too_large
    RETURNING c.customer_id, n.former_email_key, n.email_key, n.former_phone_key, n.phone_key
), moved AS (
    INSERT INTO former_keys (customer_id, key)
    SELECT customer_id, former_email_key FROM updated WHERE former_email_key IS DISTINCT FROM email_key
        AND former_email_key IS NOT NULL
    UNION
    SELECT customer_id, former_phone_key FROM updated WHERE former_phone_key IS DISTINCT FROM phone_key
        AND former_phone_key IS NOT NULL
    ON CONFLICT DO NOTHING
)
SELECT ARRAY(SELECT customer_id FROM updated) AS updated,
       ARRAY(SELECT customer_id FROM changed WHERE too_large) AS too_large;
