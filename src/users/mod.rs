//! Users, their roles in tenants, and API keys.
