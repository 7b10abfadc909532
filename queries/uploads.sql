-- Files of customers on their way in.

-- Each chunk is committed by itself: however slowly a client sends, nothing in the database waits for it.
--! stage
INSERT INTO import_chunks (upload_id, chunk_no, rows, packed) VALUES (:upload_id, :chunk_no, :rows, :packed)
RETURNING chunk_no;

-- Bytes that wait for their import, as they are stored. Read off the rows' heads, nothing is unpacked.
--! staged
SELECT coalesce(sum(pg_column_size(packed)), 0)::bigint AS bytes FROM import_chunks;

--! discard
WITH gone AS (DELETE FROM import_chunks WHERE upload_id = :upload_id RETURNING 1)
SELECT count(*) FROM gone;
