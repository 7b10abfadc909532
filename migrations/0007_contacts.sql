-- Whom the bank may write to: opt-outs and suppressions, kept by every key under which a person is known.
--
-- A key is a UUID: the customer_id itself, or the first 16 bytes of HMAC-SHA256 over 'kind:value' under a secret of this
-- installation (src/customers/contact_keys.rs). Kinds are external_id, email (trimmed, NFC, lower case) and phone (digits
-- with a leading +).

-- Secrets that are made once and never change, and are in every backup because they are in the database.
CREATE TABLE installation_secrets (
    name       text        PRIMARY KEY,
    secret     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation_secrets (name, secret)
SELECT 'contact_keys', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid() || gen_random_uuid(), 'UTF8'));

-- The keys of the present e-mail address and phone number; null without one.
ALTER TABLE customers ADD COLUMN email_key uuid, ADD COLUMN phone_key uuid,
    ADD COLUMN opted_in_at timestamptz;           -- the latest opt-in; a report counts only if it is later

-- One entry for each key of a person who opted out. Distributed by key.
CREATE TABLE opt_outs (
    key    uuid        NOT NULL,
    person uuid        NOT NULL,                  -- the customer_id of the one who opted out
    at     timestamptz NOT NULL,
    PRIMARY KEY (key, person)
);
CREATE INDEX opt_outs_of_person ON opt_outs (person, key);

-- Keys of live customers that are not their present ones: addresses they had before. Distributed by customer_id.
CREATE TABLE former_keys (
    customer_id uuid        NOT NULL,
    key         uuid        NOT NULL,
    until       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (customer_id, key)
);
CREATE INDEX former_keys_by_key ON former_keys (key, customer_id);

-- All keys of customers who were erased without having opted out, for reports that come late: kept for 90 days.
-- Distributed by customer_id.
CREATE TABLE erased_keys (
    customer_id uuid        NOT NULL,
    key         uuid        NOT NULL,
    erased_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (customer_id, key)
);
CREATE INDEX erased_keys_by_age ON erased_keys (erased_at);

-- Addresses and people that are not contacted, for all tenants ('') or one: replicated everywhere. For a customer or an
-- external id the key is the customer_id, for an address its keyed digest.
CREATE TYPE contact_kind       AS ENUM ('customer_id', 'external_id', 'email', 'phone');
CREATE TYPE suppression_reason AS ENUM ('manual', 'legal', 'deceased', 'complaint', 'hard_bounce', 'other');
CREATE TABLE suppression_entries (
    id          bigint             GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_name text               NOT NULL,
    kind        contact_kind       NOT NULL,
    key         uuid               NOT NULL,
    reason      suppression_reason NOT NULL,
    comment     text,
    expires_at  timestamptz,
    created_by  text               NOT NULL,
    created_at  timestamptz        NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX suppression_entries_by_key ON suppression_entries (key, tenant_name, reason);
CREATE INDEX suppression_entries_by_tenant ON suppression_entries (tenant_name, id);

-- The address to which a message went: its key, since the claim.
ALTER TABLE campaign_customers ADD COLUMN address_key uuid;
CREATE INDEX campaign_customers_by_address ON campaign_customers (address_key, campaign_id)
    WHERE address_key IS NOT NULL;

-- What was there before: addresses get their keys, opt-outs their entries. The pads are those of HMAC (RFC 2104).
CREATE TEMPORARY TABLE pads ON COMMIT DROP AS
SELECT string_agg(set_byte('\x00', 0, byte # 54), ''::bytea ORDER BY i) AS inner_pad,
       string_agg(set_byte('\x00', 0, byte # 92), ''::bytea ORDER BY i) AS outer_pad
FROM (SELECT i, CASE WHEN i < 32 THEN get_byte(secret, i) ELSE 0 END AS byte
      FROM installation_secrets, generate_series(0, 63) AS i WHERE name = 'contact_keys') AS padded;

UPDATE customers
SET email_key = encode(substr(sha256(outer_pad || sha256(inner_pad
        || convert_to('email:' || lower(normalize(btrim(email))), 'UTF8'))), 1, 16), 'hex')::uuid,
    phone_key = encode(substr(sha256(outer_pad || sha256(inner_pad
        || convert_to('phone:' || regexp_replace(regexp_replace(phone, '[^0-9+]', '', 'g'), '^00', '+'), 'UTF8'))),
        1, 16), 'hex')::uuid
FROM pads
WHERE email IS NOT NULL OR phone IS NOT NULL;

INSERT INTO opt_outs (key, person, at)
SELECT k.key, c.customer_id, c.updated_at
FROM customers c
CROSS JOIN pads
CROSS JOIN LATERAL (
    VALUES (c.customer_id), (c.email_key), (c.phone_key),
           (encode(substr(sha256(outer_pad || sha256(inner_pad
               || convert_to('external_id:' || lower(normalize(btrim(c.external_id))), 'UTF8'))), 1, 16), 'hex')::uuid)
) AS k (key)
WHERE c.opted_out AND k.key IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO opt_outs (key, person, at)
SELECT suppression_key, suppression_key, created_at FROM suppressions
ON CONFLICT DO NOTHING;
INSERT INTO erased_keys (customer_id, key, erased_at)
SELECT customer_id, suppression_key, erased_at FROM erasures;

-- Customers are found by the keys of their addresses.
DROP INDEX customers_by_email;
CREATE INDEX customers_by_email_key ON customers (email_key, customer_id) WHERE email_key IS NOT NULL;
CREATE INDEX customers_by_phone_key ON customers (phone_key, customer_id) WHERE phone_key IS NOT NULL;
