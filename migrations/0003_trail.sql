-- Seals of the trail: what stood in it at a moment, each chained to the one before (docs/architecture.md). Distributed by
-- tenant_name, like audit_logs; rows are never updated or deleted.
CREATE TABLE audit_seals (
    tenant_name text        NOT NULL,             -- '' for what lies outside tenants
    seal_no     bigint      NOT NULL,             -- 1, 2, 3 …
    upto_id     bigint      NOT NULL,             -- covers the rows after the previous seal's last id, up to this one
    rows        bigint      NOT NULL,             -- how many these are
    leaves      bytea       NOT NULL,             -- of each, in order: its id (8 bytes, big-endian) and its hash (32)
    sealed_at   timestamptz NOT NULL,
    hash        bytea       NOT NULL,             -- SHA-256 over this seal and the previous seal's hash
    PRIMARY KEY (tenant_name, seal_no)
);
-- Hashes do not compress.
ALTER TABLE audit_seals ALTER COLUMN leaves SET STORAGE EXTERNAL;

-- The kept answers that hold customers' data: an erasure takes the person out of them.
CREATE INDEX idempotency_keys_of_claims ON idempotency_keys (route) WHERE route LIKE 'POST /system/%';

-- Under which key the opt-out of an erased person is to be kept, should one still be reported: of those whom only their
-- e-mail address would make known again, and who were written to. Distributed by customer_id; kept for 90 days.
CREATE TABLE erasures (
    customer_id     uuid        PRIMARY KEY,
    suppression_key uuid        NOT NULL,         -- UUIDv5 of the e-mail address
    erased_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX erasures_by_age ON erasures (erased_at);
