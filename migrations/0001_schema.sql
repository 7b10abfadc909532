-- The first schema. Rules for a cluster (docs/architecture.md): every unique constraint of a distributed table holds
-- its distribution key, no triggers, no stored procedures, no foreign key on campaign_customers.

CREATE TYPE role            AS ENUM ('admin', 'create', 'approver', 'read_only');
CREATE TYPE offer_status    AS ENUM ('draft', 'submitted', 'approved', 'rejected', 'retired');
CREATE TYPE campaign_status AS ENUM ('draft', 'scheduled', 'active', 'paused', 'completed', 'cancelled');
CREATE TYPE audience_state  AS ENUM ('none', 'building', 'built', 'failed');
CREATE TYPE kyc_status      AS ENUM ('pending', 'verified', 'rejected', 'expired');
CREATE TYPE job_status      AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- People and rights: small, replicated everywhere --------------------------------------------------------------------

CREATE TABLE users (
    username             text        PRIMARY KEY,
    password_hash        text        NOT NULL,
    full_name            text        NOT NULL,
    is_super_admin       boolean     NOT NULL DEFAULT false,
    is_active            boolean     NOT NULL DEFAULT true,
    must_change_password boolean     NOT NULL DEFAULT false,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    version              bigint      NOT NULL DEFAULT 1,
    deleted_at           timestamptz          -- a name that was deleted is not given out again
);

CREATE TABLE tenants (
    tenant_name text        PRIMARY KEY,
    description text,
    four_eyes   boolean     NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1,
    deleted_at  timestamptz
);

-- What the tenant's offers must look like: a JSON Schema for offers.data, or none.
CREATE TABLE offer_configs (
    tenant_name text        PRIMARY KEY REFERENCES tenants,
    schema      jsonb,
    updated_by  text,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1
);

CREATE TABLE groups (
    tenant_name text NOT NULL REFERENCES tenants,
    role        role NOT NULL,
    name        text NOT NULL UNIQUE,
    PRIMARY KEY (tenant_name, role)
);

CREATE TABLE group_members (
    username    text        NOT NULL REFERENCES users,
    tenant_name text        NOT NULL,
    role        role        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (username, tenant_name, role),
    FOREIGN KEY (tenant_name, role) REFERENCES groups
);
CREATE INDEX group_members_by_tenant ON group_members (tenant_name, username, role);

CREATE TABLE api_keys (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL,
    scopes      text[]      NOT NULL,
    tenant_name text        REFERENCES tenants,   -- null: every tenant
    secret_hash bytea       NOT NULL UNIQUE,      -- SHA-256 of 256 random bits: nothing to brute-force
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz,
    revoked_at  timestamptz
);

-- One row per login; a token names its session. Distributed by session_id.
CREATE TABLE sessions (
    session_id uuid        PRIMARY KEY,
    username   text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE INDEX sessions_by_user ON sessions (username) WHERE ended_at IS NULL;

-- First answers kept for repeats. Distributed by caller.
CREATE TABLE idempotency_keys (
    caller      text        NOT NULL,
    route       text        NOT NULL,             -- method and path
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,             -- SHA-256 of the body
    status      integer     NOT NULL,
    location    text,
    etag        text,
    body        text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, route, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_of_customers ON idempotency_keys (location) WHERE location LIKE '/api/v1/customers/%';

-- The trail. tenant_name is '' for what lies outside tenants. Rows are never updated or deleted. -----------------------

CREATE TABLE audit_logs (
    tenant_name text        NOT NULL,
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    action      text        NOT NULL,
    entity      text        NOT NULL,
    entity_id   text        NOT NULL,
    entity_seq  bigint      NOT NULL,             -- 1, 2, 3 … within the entity
    from_status text,
    to_status   text,
    changes     json,                             -- json, not jsonb: its text is part of the hash
    comment     text,
    outcome     text        NOT NULL,
    request_id  text,
    hash        bytea       NOT NULL,             -- SHA-256 over this row and the entity's previous hash
    PRIMARY KEY (tenant_name, id),
    CONSTRAINT audit_logs_entity_seq UNIQUE (tenant_name, entity, entity_id, entity_seq)
);

-- Offers: distributed by tenant_name ------------------------------------------------------------------------------------

CREATE TABLE offers (
    tenant_name  text         NOT NULL,
    offer_id     bigint       GENERATED ALWAYS AS IDENTITY,
    status       offer_status NOT NULL DEFAULT 'draft',
    data         jsonb        NOT NULL,
    comments     text,
    revises      bigint,
    makers       text[]       NOT NULL,           -- who wrote or submitted the data since it was last approved
    created_by   text         NOT NULL,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    updated_by   text         NOT NULL,
    updated_at   timestamptz  NOT NULL DEFAULT now(),
    submitted_by text,
    decided_by   text,
    decided_at   timestamptz,
    version      bigint       NOT NULL DEFAULT 1,
    deleted_at   timestamptz,
    PRIMARY KEY (tenant_name, offer_id)
);
CREATE INDEX offers_by_status ON offers (tenant_name, status, offer_id) WHERE deleted_at IS NULL;
CREATE INDEX offers_by_maker  ON offers (tenant_name, created_by, offer_id) WHERE deleted_at IS NULL;

CREATE TABLE offer_comments (
    tenant_name  text        NOT NULL,
    offer_id     bigint      NOT NULL,
    comment_id   bigint      GENERATED ALWAYS AS IDENTITY,
    author       text        NOT NULL,
    action       text        NOT NULL,            -- create, update, comment, approve, reject …
    comment_text text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_name, offer_id, comment_id)
);

-- Campaigns: small, replicated; nothing hot is updated here ------------------------------------------------------------

CREATE TABLE campaigns (
    campaign_id        bigint          GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_name        text            NOT NULL REFERENCES tenants,
    offer_id           bigint          NOT NULL,
    name               text            NOT NULL,
    description        text,
    selection_criteria jsonb           NOT NULL,
    control_percent    integer         NOT NULL DEFAULT 0 CHECK (control_percent BETWEEN 0 AND 50),
    start_date         text            NOT NULL,  -- as given: a date or a timestamp
    end_date           text            NOT NULL,
    starts_at          timestamptz     NOT NULL,  -- first instant of start_date
    ends_at            timestamptz     NOT NULL,  -- first instant after end_date
    status             campaign_status NOT NULL DEFAULT 'draft',
    audience_state     audience_state  NOT NULL DEFAULT 'none',
    audience_size      bigint,
    audience_control   bigint,
    audience_built_at  timestamptz,
    created_by         text            NOT NULL,
    created_at         timestamptz     NOT NULL DEFAULT now(),
    updated_by         text            NOT NULL,
    updated_at         timestamptz     NOT NULL DEFAULT now(),
    version            bigint          NOT NULL DEFAULT 1,
    deleted_at         timestamptz
);
CREATE INDEX campaigns_by_tenant ON campaigns (tenant_name, campaign_id) WHERE deleted_at IS NULL;
CREATE INDEX campaigns_by_offer  ON campaigns (tenant_name, offer_id, campaign_id) WHERE deleted_at IS NULL;
CREATE INDEX campaigns_due_start ON campaigns (starts_at) WHERE status = 'scheduled' AND deleted_at IS NULL;
CREATE INDEX campaigns_due_end   ON campaigns (ends_at) WHERE status IN ('active', 'paused') AND deleted_at IS NULL;

-- Customers and audiences: distributed by customer_id ------------------------------------------------------------------

CREATE TABLE customers (
    customer_id   uuid        PRIMARY KEY,        -- UUIDv5 of external_id, else UUIDv7; never changes
    external_id   text,
    full_name     text        NOT NULL,
    email         text,
    phone         text,
    kyc_status    kyc_status  NOT NULL DEFAULT 'pending',
    segment       text,
    country       text,
    date_of_birth date,
    opted_out     boolean     NOT NULL DEFAULT false,
    attributes    jsonb       NOT NULL DEFAULT '{}',
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1
);
CREATE INDEX customers_by_email   ON customers (lower(email) COLLATE "C", customer_id);
CREATE INDEX customers_by_name    ON customers (lower(full_name) COLLATE "C" text_pattern_ops, customer_id);
CREATE INDEX customers_by_segment ON customers (segment, customer_id);
CREATE INDEX customers_by_kyc     ON customers (kyc_status, customer_id);

-- Opt-outs of customers that were erased. The key is the customer_id, or, without an external_id, UUIDv5 of the e-mail.
CREATE TABLE suppressions (
    suppression_key uuid        PRIMARY KEY,
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE campaign_customers (
    campaign_id     bigint      NOT NULL,
    customer_id     uuid        NOT NULL,
    delivery_status smallint    NOT NULL DEFAULT 0,    -- the highest seen; numbers in deliveries/status.rs
    seen            integer     NOT NULL DEFAULT 1,    -- a bit for each status seen
    control         boolean     NOT NULL DEFAULT false,
    sent_at         timestamptz,
    reason          text,                              -- the sender's latest remark
    lease_until     timestamptz,                       -- queued: a sender's until then; -infinity: passed over by a claim
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (campaign_id, customer_id)
);
-- Neither index is touched by a build. Leases that ran out are found without a scan, and so is each reported status.
CREATE INDEX campaign_customers_leased   ON campaign_customers (campaign_id, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX campaign_customers_reported ON campaign_customers (campaign_id, delivery_status, customer_id)
    WHERE delivery_status > 1;

-- Where the hand-over of a campaign stands: claims take customers in key order, one claim at a time.
CREATE TABLE claim_cursors (
    campaign_id bigint      PRIMARY KEY,
    after       uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    built_at    timestamptz                            -- of the audience that it walks; a newer one is walked from the start
);

-- Background work: distributed by bucket ---------------------------------------------------------------------------------

CREATE TABLE jobs (
    bucket           integer     NOT NULL,
    job_id           bigint      GENERATED ALWAYS AS IDENTITY,
    tenant_name      text        NOT NULL,             -- '' for customer imports
    kind             text        NOT NULL,             -- audience, import
    subject          text        NOT NULL,             -- the campaign's id, or the upload's
    params           jsonb       NOT NULL DEFAULT '{}',
    status           job_status  NOT NULL DEFAULT 'queued',
    done             bigint      NOT NULL DEFAULT 0,
    total            bigint,
    watermark        jsonb,                            -- how far the work is committed, and its counts so far
    result           jsonb,
    error            text,
    attempt          integer     NOT NULL DEFAULT 0,   -- the fence: a writer of an older attempt fails
    tries            integer     NOT NULL DEFAULT 0,   -- claims since the last committed batch: bounds a job that never gets on
    lease_until      timestamptz,                      -- running: the worker's until then; queued: not before then
    created_by       text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    PRIMARY KEY (bucket, job_id)
);
CREATE UNIQUE INDEX jobs_one_at_a_time ON jobs (bucket, kind, subject) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_open      ON jobs (bucket, job_id) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_by_tenant ON jobs (tenant_name, job_id);

-- Uploaded rows, checked and packed, waiting for their import job. Distributed by upload_id.
CREATE TABLE import_chunks (
    upload_id  uuid        NOT NULL,
    chunk_no   integer     NOT NULL,
    rows       integer     NOT NULL,
    packed     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (upload_id, chunk_no)
);
ALTER TABLE import_chunks ALTER COLUMN packed SET STORAGE EXTERNAL;
