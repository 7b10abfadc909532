//! `proffer openapi`: the API's document, or the permission table in Markdown.

use super::progress::say;
use crate::door::permissions;
use crate::http::router;

/// What to print.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Print docs/permissions.md instead
    #[arg(long)]
    permissions: bool,
}

/// Prints it.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.permissions {
        say(permissions::markdown().trim_end());
        return Ok(());
    }
    say(serde_json::to_string_pretty(&router::document())?);
    Ok(())
}
