//! The bank that is measured: a tenant with a maker and a checker, their tokens, and the way to the server and to its
//! database.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use crate::client::Client;
use crate::database::Database;
use crate::options::Options;
use crate::server::{PASSWORD, Server};

/// The tenant's name.
pub const TENANT: &str = "bench";

/// Somebody who is signed in.
pub struct Person {
    /// The username.
    pub name: &'static str,
    /// The access token.
    pub token: String,
    /// The session that the token names.
    pub session: String,
}

/// The bank.
pub struct Bank {
    /// Runs all connections on this thread.
    pub runtime: Runtime,
    /// Where the server listens.
    pub address: SocketAddr,
    /// The server's database.
    pub database: Database,
    /// The super admin, who is an admin of the tenant too.
    pub admin: Person,
    /// Writes offers.
    pub maker: Person,
    /// Approves offers.
    pub checker: Person,
}

impl Bank {
    /// Makes the tenant and its people if they are not there, and signs them in.
    pub fn found(server: &Server, options: &Options) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let database = Database::of(&server.data_dir, &options.pg_bin, &options.folder)?;
        database.psql(PEOPLE)?;
        let address = server.address;
        let signed_in = |name| sign_in(&runtime, address, &database, name);
        let (admin, maker, checker) =
            (signed_in("admin")?, signed_in("maker")?, signed_in("checker")?);
        Ok(Self { runtime, address, database, admin, maker, checker })
    }

    /// The database's settings that matter here.
    pub fn settings(&self) -> Result<String> {
        self.database.psql(
            "SELECT string_agg(format('`%s = %s`', name, current_setting(name)), ', ' ORDER BY name)
             FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers',
                                             'work_mem', 'max_wal_size', 'wal_compression', 'data_checksums')",
        )
    }
}

/// Everybody has the super admin's password.
const PEOPLE: &str = "
INSERT INTO users (username, password_hash, full_name)
SELECT name, admin.password_hash, name
FROM users admin, unnest('{maker,checker}'::text[]) name WHERE admin.username = 'admin'
ON CONFLICT DO NOTHING;
INSERT INTO tenants (tenant_name) VALUES ('bench') ON CONFLICT DO NOTHING;
INSERT INTO offer_configs (tenant_name) VALUES ('bench') ON CONFLICT DO NOTHING;
INSERT INTO groups (tenant_name, role, name)
SELECT 'bench', role, 'bench_' || role FROM unnest(enum_range(NULL::role)) role
ON CONFLICT DO NOTHING;
INSERT INTO group_members (username, tenant_name, role)
VALUES ('admin', 'bench', 'admin'), ('maker', 'bench', 'create'), ('checker', 'bench', 'approver')
ON CONFLICT DO NOTHING;";

fn sign_in(
    runtime: &Runtime,
    address: SocketAddr,
    database: &Database,
    name: &'static str,
) -> Result<Person> {
    let body = json!({"username": name, "password": PASSWORD}).to_string();
    let answer = runtime.block_on(async {
        let mut client = Client::connect(address).await?;
        client.send("POST /api/v1/auth/token", "", Some(&body)).await?.json(200)
    })?;
    let token = answer["access_token"].as_str().context("no token")?.to_owned();
    let session = database.psql(&format!(
        "SELECT session_id FROM sessions WHERE username = '{name}' ORDER BY created_at DESC LIMIT 1"
    ))?;
    Ok(Person { name, token, session })
}
