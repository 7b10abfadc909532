//! The program's database in the private cluster, and the role that it works as: the owner of that database and nothing
//! more. The cluster's superuser is for what only it can do.
//!
//! Clusters of the first releases have that role as their superuser. They are changed over at a start.

use std::path::Path;

use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error, NoTls};

use super::cluster::{NAME, SUPERUSER};
use super::error::EmbeddedError;
use super::process::config_as;

/// A superuser that is there only while the other one changes its name.
const HELPER: &str = "proffer_helper";

/// Gives everything of the database that `postgres` owns to the role of the program. What PostgreSQL has brought along
/// lies in schemas of its own.
const HAND_OVER: &str = "DO $$
    DECLARE it record;
    BEGIN
        FOR it IN
            SELECT format('SCHEMA %I', nspname) AS what FROM pg_namespace
            WHERE nspowner = 10 AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
            UNION ALL
            SELECT format('TABLE %s', c.oid::regclass) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relowner = 10 AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e')
                              AND d.classid = 'pg_class'::regclass AND c.relkind = 'S')
            UNION ALL
            SELECT format('ROUTINE %s', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.proowner = 10 AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            UNION ALL
            SELECT format('TYPE %s', t.oid::regtype) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typowner = 10 AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND t.typtype IN ('e', 'd', 'r') AND t.typelem = 0
            UNION ALL
            SELECT format('STATISTICS %I.%I', n.nspname, s.stxname) FROM pg_statistic_ext s
            JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxowner = 10
        LOOP
            EXECUTE format('ALTER %s OWNER TO proffer', it.what);
        END LOOP;
    END $$";

/// Makes role and database where they are missing, and takes the superuser's powers from the role where it has them.
pub(super) async fn prepare(socket: &Path) -> Result<(), EmbeddedError> {
    match connect(socket, NAME, NAME).await {
        Ok(client) => {
            if is_superuser(&client).await? {
                change_over(socket, &client).await;
            }
            Ok(())
        }
        Err(error) if error.code() == Some(&SqlState::TOO_MANY_CONNECTIONS) => Ok(()),
        Err(error) if is_missing(&error) => Ok(make(socket).await?),
        Err(error) => Err(error.into()),
    }
}

fn is_missing(error: &Error) -> bool {
    [SqlState::INVALID_CATALOG_NAME, SqlState::INVALID_AUTHORIZATION_SPECIFICATION]
        .iter()
        .any(|state| error.code() == Some(state))
}

async fn make(socket: &Path) -> Result<(), Error> {
    // A cluster of the first releases that was left before its database was made has no other superuser.
    let admin = match connect(socket, SUPERUSER, "postgres").await {
        Err(error) if is_missing(&error) => connect(socket, NAME, "postgres").await?,
        found => found?,
    };
    if admin.query_opt("SELECT FROM pg_roles WHERE rolname = $1", &[&NAME]).await?.is_none() {
        admin.batch_execute(&format!("CREATE ROLE {NAME} LOGIN")).await?;
    }
    admin.batch_execute(&format!("CREATE DATABASE {NAME} OWNER {NAME}")).await
}

async fn is_superuser(client: &Client) -> Result<bool, Error> {
    let sql = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";
    Ok(client.query_one(sql, &[]).await?.get(0))
}

/// A cluster that could not be changed over works as before; the next start tries again.
async fn change_over(socket: &Path, client: &Client) {
    match try_change_over(socket, client).await {
        Ok(()) => {
            tracing::info!("the program's role in the private PostgreSQL is no superuser any more");
        }
        Err(error) => {
            tracing::warn!(%error, "the program's role in the private PostgreSQL stays a superuser for now");
        }
    }
}

async fn try_change_over(socket: &Path, client: &Client) -> Result<(), Error> {
    // A start that was killed may have left it.
    let sql = format!("DROP ROLE IF EXISTS {HELPER}; CREATE ROLE {HELPER} LOGIN SUPERUSER");
    client.batch_execute(&sql).await?;
    // No role can rename itself, and the first one of a cluster stays a superuser for good.
    let helper = connect(socket, HELPER, NAME).await?;
    let sql = format!(
        "BEGIN; SET LOCAL lock_timeout = '10s'; ALTER ROLE {NAME} RENAME TO {SUPERUSER}; CREATE ROLE {NAME} LOGIN;
         ALTER DATABASE {NAME} OWNER TO {NAME}; {HAND_OVER}; COMMIT"
    );
    let done = helper.batch_execute(&sql).await;
    drop(helper);
    client
        .batch_execute(&format!("DROP ROLE {HELPER}"))
        .await
        .or_else(|error| done.is_ok().then_some(()).ok_or(error))?;
    done
}

async fn connect(socket: &Path, user: &str, database: &str) -> Result<Client, Error> {
    let (client, connection) = config_as(socket, user, database).connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
