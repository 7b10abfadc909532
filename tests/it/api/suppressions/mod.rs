//! Suppressions: `/sa/suppressions` and `/tenants/{tenant_name}/suppressions`.

mod bounces;
mod importing;
mod lists;
