//! The permission table: who holds which right. Each row is a type that handlers name in their signature; the OpenAPI
//! document and docs/permissions.md are made from it.

use std::fmt::Write;

use pg_types::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A scope of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Scope {
    /// Report and claim deliveries.
    #[serde(rename = "deliveries")]
    Deliveries,
    /// Read customers.
    #[serde(rename = "customers:read")]
    CustomersRead,
    /// Change customers.
    #[serde(rename = "customers:write")]
    CustomersWrite,
    /// Ask what a customer may be offered, and report the answers.
    #[serde(rename = "decisions")]
    Decisions,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] =
        [Self::Deliveries, Self::CustomersRead, Self::CustomersWrite, Self::Decisions];

    /// The scope's name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deliveries => "deliveries",
            Self::CustomersRead => "customers:read",
            Self::CustomersWrite => "customers:write",
            Self::Decisions => "decisions",
        }
    }
}

/// Who holds a right.
#[derive(Debug, Clone, Copy)]
pub enum Holders {
    /// Every user who is signed in.
    SignedIn,
    /// The same, and also one whose password has to be changed before anything else.
    PasswordDue,
    /// Super admins.
    SuperAdmin,
    /// Super admins, and API keys with this scope.
    SuperAdminOrKey(Scope),
    /// API keys with one of these scopes alone.
    Key(&'static [Scope]),
    /// Users with one of these roles in the tenant of the path.
    Tenant(&'static [Role]),
}

/// A right, as a type.
pub trait Permission: Send + Sync + 'static {
    /// The right's name.
    const NAME: &'static str;
    /// What it allows, in a sentence.
    const MEANS: &'static str;
    /// Who holds it.
    const HOLDERS: Holders;
}

macro_rules! permissions {
    ($( $(#[doc = $doc:literal])+ $name:ident: $holders:expr; )+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug)]
            pub struct $name;

            impl Permission for $name {
                const NAME: &'static str = stringify!($name);
                const MEANS: &'static str = concat!($($doc),+);
                const HOLDERS: Holders = $holders;
            }
        )+

        /// Every row of the table: name, meaning, holders.
        pub const TABLE: &[(&str, &str, Holders)] =
            &[$(($name::NAME, $name::MEANS, $name::HOLDERS)),+];
    };
}

const ALL_FOUR: Holders = Holders::Tenant(Role::ALL);
const MAKERS: Holders = Holders::Tenant(&[Role::Admin, Role::Create]);
const CHECKERS: Holders = Holders::Tenant(&[Role::Admin, Role::Approver]);
const MAKERS_AND_CHECKERS: Holders = Holders::Tenant(&[Role::Admin, Role::Create, Role::Approver]);
const ADMINS: Holders = Holders::Tenant(&[Role::Admin]);

permissions! {
    /// See who one is, change one's own password, log out.
    OwnAccount: Holders::PasswordDue;
    /// See and end one's own sessions.
    OwnSessions: Holders::SignedIn;
    /// See one's own tenants and roles.
    OwnTenants: Holders::SignedIn;
    /// Manage tenants and see their groups.
    ManageTenants: Holders::SuperAdmin;
    /// Manage users.
    ManageUsers: Holders::SuperAdmin;
    /// Give and take roles.
    ManageRoles: Holders::SuperAdmin;
    /// Manage API keys.
    ManageApiKeys: Holders::SuperAdmin;
    /// Read and check the trail outside tenants.
    ReadSystemAudit: Holders::SuperAdmin;
    /// Read customers, all that is held on one, and import jobs.
    ReadCustomers: Holders::SuperAdminOrKey(Scope::CustomersRead);
    /// Change, import and erase customers.
    WriteCustomers: Holders::SuperAdminOrKey(Scope::CustomersWrite);
    /// Suppress people and addresses for every tenant, and see which are.
    ManageSuppressions: Holders::SuperAdminOrKey(Scope::CustomersWrite);
    /// See which people and addresses the tenant has suppressed.
    ReadTenantSuppressions: ALL_FOUR;
    /// Suppress people and addresses for the tenant.
    WriteTenantSuppressions: ADMINS;
    /// Claim and report deliveries.
    Deliver: Holders::Key(&[Scope::Deliveries]);
    /// Report what customers answered to a campaign's offer.
    ReportResponses: Holders::Key(&[Scope::Deliveries, Scope::Decisions]);
    /// Note what customers answered to a campaign's offer.
    WriteResponses: MAKERS;
    /// Read offers, their comments and the tenant's offer configuration.
    ReadOffers: ALL_FOUR;
    /// Write offers, submit, withdraw, reopen and revise them.
    WriteOffers: MAKERS;
    /// Comment on offers.
    CommentOffers: MAKERS_AND_CHECKERS;
    /// Delete offers.
    DeleteOffers: ADMINS;
    /// Approve and reject offers.
    DecideOffers: CHECKERS;
    /// Retire approved offers.
    RetireOffers: ADMINS;
    /// Set the tenant's offer configuration.
    ConfigureOffers: ADMINS;
    /// Read the trail of one offer; with `create` alone, of an offer that one made.
    ReadOfferAudit: MAKERS_AND_CHECKERS;
    /// Read and check the tenant's whole trail.
    ReadTenantAudit: ADMINS;
    /// See who has a role in the tenant.
    ReadPeople: ALL_FOUR;
    /// Read campaigns, their audiences and jobs.
    ReadCampaigns: ALL_FOUR;
    /// Write campaigns and preview audiences.
    WriteCampaigns: MAKERS;
    /// Delete campaigns.
    DeleteCampaigns: ADMINS;
    /// Build audiences and cancel jobs.
    ProcessCampaigns: ADMINS;
    /// Export audiences.
    ExportAudiences: ADMINS;
    /// Manage webhooks and see what was sent there.
    ManageWebhooks: ADMINS;
}

/// The table in Markdown, as it stands in docs/permissions.md.
#[must_use]
pub fn markdown() -> String {
    let mut text = "# Permissions\n\nMade from `src/door/permissions.rs` by `proffer openapi --permissions`; \
                    do not edit.\n\n| right | what it allows | who holds it |\n| --- | --- | --- |\n"
        .to_owned();
    for (name, means, holders) in TABLE {
        let (means, holders) = (means.trim(), in_words(*holders));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| `{name}` | {means} | {holders} |");
    }
    text
}

/// The scopes' names.
pub(super) fn names(scopes: &[Scope]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.as_str()).collect()
}

/// Who holds a right, in words.
#[must_use]
pub fn in_words(holders: Holders) -> String {
    match holders {
        Holders::SignedIn => "every signed-in user".to_owned(),
        Holders::PasswordDue => {
            "every signed-in user, even before a password change that is due".to_owned()
        }
        Holders::SuperAdmin => "super admin".to_owned(),
        Holders::SuperAdminOrKey(scope) => format!("super admin, API key `{}`", scope.as_str()),
        Holders::Key(scopes) => format!("API key `{}`", names(scopes).join("` or `")),
        Holders::Tenant(roles) => {
            let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
            format!("in the tenant: {}", names.join(", "))
        }
    }
}
