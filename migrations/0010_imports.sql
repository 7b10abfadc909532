-- What an import leaves for people to look at, for seven days: the rejected lines as they came, and a dry run's samples.
CREATE TABLE import_reports (
    upload_id  uuid        NOT NULL,
    part_no    integer     NOT NULL,     -- 0: samples; from 1 on: rejected lines, in order of their number
    entries    text        NOT NULL,     -- a JSON array; text, for a rejected line may hold what jsonb refuses
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (upload_id, part_no)
);
