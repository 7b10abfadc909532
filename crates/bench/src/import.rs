//! Workload 7: customers from a CSV file, then the same file again. The comparator is psql: `\copy` into a staging
//! table, then an upsert written by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::bank::Bank;
use crate::client::Client;
use crate::customers_file::{self, Files};
use crate::options::Options;
use crate::outcome::{Outcome, count, median};
use crate::server::{Server, resident};

/// Memory over idle that an import may take.
const MOST_MEMORY: u64 = 64 << 20;

/// Ours and psql in turn: the first import, and the one that changes nothing.
pub fn measure(
    bank: &Bank,
    server: &Server,
    options: &Options,
) -> Result<impl Iterator<Item = Outcome>> {
    let idle = resident(server.pid())?;
    let files = customers_file::write(&options.folder, options.customers())?;
    bank.database.psql(COMPARATOR_TABLES)?;
    let rows = f64::from(options.customers());
    let (mut first, mut again, mut wal, mut peak) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..options.long_pairs() {
        bank.database.psql("TRUNCATE customers, bench.customers, bench.staging; CHECKPOINT")?;
        let memory = Peak::of(server.pid());
        let ours = upload(bank, &files, options, "inserted")?;
        let (ours_again, ours_wal) =
            unchanged(bank, || upload(bank, &files, options, "unchanged"))?;
        peak = peak.max(memory.stop()?);
        bank.database.psql("CHECKPOINT")?;
        let theirs = upsert(bank, &files)?;
        let (theirs_again, theirs_wal) = with_wal(bank, || upsert(bank, &files))?;
        same(bank, options)?;
        first.push((rows / ours.as_secs_f64(), rows / theirs.as_secs_f64()));
        again.push((rows / ours_again.as_secs_f64(), rows / theirs_again.as_secs_f64()));
        wal.push((ours_wal, theirs_wal));
    }
    let memory = memory_note(idle, peak);
    let wal = format!(
        "write-ahead log of the second import: ours {} MiB, comparator {} MiB",
        count(median(wal.iter().map(|pair| pair.0))),
        count(median(wal.iter().map(|pair| pair.1)))
    );
    let of =
        |workload, pairs, target, notes| Outcome { workload, unit: "rows/s", pairs, target, notes };
    let unchanged = "the second import left every row version as it was".to_owned();
    Ok([
        of("7: import customers", first, Some(0.60), vec![memory]),
        of("7: the same file again", again, None, vec![unchanged, wal]),
    ]
    .into_iter())
}

/// The customers of the file, by SQL alone, if they are not there already.
pub fn ensure_customers(bank: &Bank, options: &Options) -> Result<()> {
    let wanted = i64::from(options.customers());
    if bank.database.number("SELECT count(*) FROM customers")? != wanted {
        let files = customers_file::write(&options.folder, options.customers())?;
        bank.database.psql("TRUNCATE customers")?;
        bank.database.psql(COMPARATOR_TABLES)?;
        upsert(bank, &files)?;
        bank.database.psql("INSERT INTO customers SELECT * FROM bench.customers")?;
    }
    bank.database.psql("DROP SCHEMA IF EXISTS bench CASCADE; VACUUM ANALYZE customers")?;
    Ok(())
}

/// Uploads the file and waits until its job is done; `all` is the count that has to be that of all rows.
fn upload(bank: &Bank, files: &Files, options: &Options, all: &str) -> Result<Duration> {
    let start = Instant::now();
    bank.runtime.block_on(async {
        let mut client = Client::connect(bank.address).await?;
        let token = &bank.admin.token;
        let head = "POST /api/v1/customers/import";
        let job = client.upload(head, token, "text/csv", &files.plain).await?.json(202)?;
        let result = wait_for(&mut client, token, "/api/v1/customers/jobs", &job).await?;
        let rows = Some(options.customers().into());
        let counts = (result["rows"].as_u64(), result[all].as_u64());
        ensure!(counts == (rows, rows), "the import's result: {result}");
        Ok(start.elapsed())
    })
}

/// Asks for a job until it is done, and gives its result.
pub async fn wait_for(client: &mut Client, token: &str, jobs: &str, job: &Value) -> Result<Value> {
    let id = job["job_id"].as_i64().with_context(|| format!("no job: {job}"))?;
    let head = format!("GET {jobs}/{id}");
    loop {
        let mut job = client.send(&head, token, None).await?.json(200)?;
        match job["status"].as_str() {
            Some("succeeded") => return Ok(job["result"].take()),
            Some("queued" | "running") => tokio::time::sleep(Duration::from_millis(20)).await,
            _ => anyhow::bail!("the job did not succeed: {job}"),
        }
    }
}

/// Fails if the import wrote a row: a row version is known by its place and its transaction.
fn unchanged(bank: &Bank, import: impl FnOnce() -> Result<Duration>) -> Result<(Duration, f64)> {
    const VERSIONS: &str =
        "SELECT count(*), sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)) FROM customers";
    let before = bank.database.psql(VERSIONS)?;
    let done = with_wal(bank, import)?;
    let after = bank.database.psql(VERSIONS)?;
    ensure!(before == after, "the second import wrote customers: {before}, {after}");
    Ok(done)
}

/// With the mebibytes of write-ahead log that were written meanwhile.
fn with_wal(bank: &Bank, import: impl FnOnce() -> Result<Duration>) -> Result<(Duration, f64)> {
    const WRITTEN: &str = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint";
    let before = bank.database.number(WRITTEN)?;
    let time = import()?;
    let after = bank.database.number(WRITTEN)?;
    Ok((time, (after - before) as f64 / f64::from(1 << 20)))
}

fn upsert(bank: &Bank, files: &Files) -> Result<Duration> {
    let file = files.with_ids.display();
    bank.database.timed(&format!(
        "TRUNCATE bench.staging;\n\\copy bench.staging from '{file}' with (format csv, header)\n{UPSERT}"
    ))
}

/// Both ways end with the same customers.
fn same(bank: &Bank, options: &Options) -> Result<()> {
    let columns = |of: &str| {
        ["external_id", "full_name", "email", "kyc_status", "segment", "opted_out", "attributes"]
            .map(|column| format!("{of}.{column}"))
            .join(", ")
    };
    let (ours, theirs) = (columns("ours"), columns("theirs"));
    let different = bank.database.number(&format!(
        "SELECT count(*) FROM customers ours FULL JOIN bench.customers theirs USING (customer_id)
         WHERE ({ours}) IS DISTINCT FROM ({theirs})"
    ))?;
    let all = bank.database.number("SELECT count(*) FROM customers")?;
    ensure!(
        different == 0 && all == i64::from(options.customers()),
        "of {all} customers {different} differ from the comparator's"
    );
    Ok(())
}

fn memory_note(idle: u64, peak: u64) -> String {
    let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let over = peak.saturating_sub(idle);
    let verdict = if over <= MOST_MEMORY { "met" } else { "**missed**" };
    format!(
        "memory of the server process: idle {:.0} MiB, peak {:.0} MiB, {:.0} MiB over idle (target ≤ 64 MiB, {verdict})",
        mebibytes(idle),
        mebibytes(peak),
        mebibytes(over)
    )
}

/// Looks at a process's memory every few milliseconds.
struct Peak {
    done: Arc<AtomicBool>,
    looking: JoinHandle<Result<u64>>,
}

impl Peak {
    fn of(pid: u32) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let until = Arc::clone(&done);
        let looking = std::thread::spawn(move || {
            let mut most = 0;
            while !until.load(Ordering::Relaxed) {
                most = most.max(resident(pid)?);
                std::thread::sleep(Duration::from_millis(10));
            }
            Ok(most)
        });
        Self { done, looking }
    }

    fn stop(self) -> Result<u64> {
        self.done.store(true, Ordering::Relaxed);
        self.looking.join().map_err(|_| anyhow::anyhow!("the look at the memory failed"))?
    }
}

const COMPARATOR_TABLES: &str = "
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE TABLE bench.customers (LIKE public.customers INCLUDING ALL);
CREATE TABLE bench.staging (
    customer_id uuid, external_id text, full_name text, email text, kyc_status kyc_status, segment text,
    opted_out boolean, age int, job text, marital text, education text, defaulted text, balance int, housing text,
    loan text, contact text, day int, month text, duration int, campaign int, pdays int, previous int,
    poutcome text, y text
);";

const UPSERT: &str = "
INSERT INTO bench.customers AS c
       (customer_id, external_id, full_name, email, kyc_status, segment, opted_out, attributes)
SELECT customer_id, external_id, full_name, email, kyc_status, segment, opted_out,
       jsonb_build_object('age', age, 'job', job, 'marital', marital, 'education', education, 'default', defaulted,
                          'balance', balance, 'housing', housing, 'loan', loan, 'contact', contact, 'day', day,
                          'month', month, 'duration', duration, 'campaign', campaign, 'pdays', pdays,
                          'previous', previous, 'poutcome', poutcome, 'y', y)
FROM bench.staging
ON CONFLICT (customer_id) DO UPDATE
   SET full_name = excluded.full_name, email = excluded.email, kyc_status = excluded.kyc_status,
       segment = excluded.segment, opted_out = c.opted_out OR excluded.opted_out,
       attributes = c.attributes || excluded.attributes, updated_at = excluded.updated_at, version = c.version + 1
   WHERE (c.full_name, c.email, c.kyc_status, c.segment, c.opted_out, c.attributes) IS DISTINCT FROM
         (excluded.full_name, excluded.email, excluded.kyc_status, excluded.segment,
          c.opted_out OR excluded.opted_out, c.attributes || excluded.attributes);";
