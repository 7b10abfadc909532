-- Suppressions are listed by reason too.
CREATE INDEX suppression_entries_by_reason ON suppression_entries (tenant_name, reason, id);
