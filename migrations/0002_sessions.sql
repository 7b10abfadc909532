-- Where a session was opened from, and how often passwords were tried in vain.

ALTER TABLE sessions ADD COLUMN address inet, ADD COLUMN user_agent text;
-- A user's list of sessions is walked by key.
DROP INDEX sessions_by_user;
CREATE INDEX sessions_by_user ON sessions (username, session_id) WHERE ended_at IS NULL;

-- Failed logins of an account: by the address they came from, and under the address '' from anywhere. A name that
-- nobody has is counted like any other. Distributed by username.
CREATE TABLE login_failures (
    username       text        NOT NULL,
    address        text        NOT NULL,
    failures       integer     NOT NULL,
    starts_over_at timestamptz NOT NULL,          -- counted anew from then on; what is locked is open again
    PRIMARY KEY (username, address)
);

-- Failed logins from an address, whatever the account. Distributed by address.
CREATE TABLE address_failures (
    address        text        PRIMARY KEY,
    failures       integer     NOT NULL,
    starts_over_at timestamptz NOT NULL
);
