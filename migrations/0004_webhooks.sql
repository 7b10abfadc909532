-- Webhooks: where a tenant wants to hear of events, and what was, or is to be, sent there. Both distributed by
-- tenant_name, like offers: an event's rows lie beside the change that they tell of.

CREATE TYPE webhook_state AS ENUM ('pending', 'delivered', 'failed');

CREATE TABLE webhooks (
    tenant_name      text          NOT NULL,
    webhook_id       bigint        GENERATED ALWAYS AS IDENTITY,
    url              text          NOT NULL,
    description      text,
    events           text[]        NOT NULL,
    enabled          boolean       NOT NULL DEFAULT true,
    disabled_reason  text,                              -- by_admin, gone, failing; null while enabled
    secret           bytea         NOT NULL,            -- sealed, as are the secrets before it
    previous_secrets bytea[]       NOT NULL DEFAULT '{}',
    previous_until   timestamptz[] NOT NULL DEFAULT '{}', -- how long each of them still signs
    failures         integer       NOT NULL DEFAULT 0,  -- attempts in a row that failed, and since when
    failing_since    timestamptz,
    created_by       text          NOT NULL,
    created_at       timestamptz   NOT NULL DEFAULT now(),
    updated_at       timestamptz   NOT NULL DEFAULT now(),
    version          bigint        NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_name, webhook_id)
);

-- One event on its way to one webhook; after that, the log.
CREATE TABLE webhook_deliveries (
    tenant_name     text          NOT NULL,
    delivery_id     bigint        GENERATED ALWAYS AS IDENTITY,
    webhook_id      bigint        NOT NULL,
    event_id        uuid          NOT NULL,             -- the header webhook-id: the same in every attempt
    event           text          NOT NULL,
    payload         text          NOT NULL,             -- the body, byte for byte
    state           webhook_state NOT NULL DEFAULT 'pending',
    attempts        integer       NOT NULL DEFAULT 0,   -- the fence too: who tells of an older attempt is not heard
    next_attempt_at timestamptz,                        -- while an attempt runs: when it is given up for lost
    last_status     integer,
    last_error      text,
    last_response   text,
    created_at      timestamptz   NOT NULL,
    finished_at     timestamptz,
    PRIMARY KEY (tenant_name, delivery_id)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (tenant_name, webhook_id, next_attempt_at)
    WHERE state = 'pending';
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (tenant_name, webhook_id, delivery_id);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);
