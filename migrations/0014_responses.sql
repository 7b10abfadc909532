-- What customers answered to an offer: presented, interested, accepted, declined, converted. Distributed by campaign_id.
CREATE TYPE response_kind AS ENUM ('presented', 'interested', 'accepted', 'declined', 'converted');
CREATE TABLE responses (
    campaign_id bigint        NOT NULL,
    key         uuid          NOT NULL,           -- of the event's id, or of all that was sent: the same again is known by it
    tenant_name text          NOT NULL,
    customer_id uuid          NOT NULL,
    offer_id    bigint        NOT NULL,           -- the campaign's offer when it was recorded
    response    response_kind NOT NULL,
    at          timestamptz   NOT NULL,
    value       numeric,
    currency    text,
    channel     text,
    recorded_at timestamptz   NOT NULL,
    PRIMARY KEY (campaign_id, key)
);
CREATE INDEX responses_by_customer ON responses (customer_id, at DESC);
CREATE INDEX responses_by_kind     ON responses (campaign_id, response, customer_id);
