//! The program's own SQL as pgbench scripts: read from `queries/*.sql`, whose `:parameters` pgbench understands.

use std::fs;

use anyhow::{Context, Result};

/// The statement of this name in `queries/<file>.sql`. `changes` says by what some of its parameters are replaced:
/// `NULL`, which pgbench cannot bind, or another variable.
pub fn statement(file: &str, name: &str, changes: &[(&str, &str)]) -> Result<String> {
    let path = format!("queries/{file}.sql");
    let text = fs::read_to_string(&path).with_context(|| path.clone())?;
    let sql = find(&text, name).with_context(|| format!("{path} has no {name}"))?;
    Ok(changes.iter().fold(sql, |sql, (from, to)| replace(&sql, from, to)))
}

/// The same as a `SELECT … \gset`: its columns become variables that begin with `prefix`.
pub fn kept(sql: &str, prefix: &str) -> String {
    format!("{} \\gset {prefix}", sql.trim_end().trim_end_matches(';'))
}

fn find(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| {
        line.strip_prefix("--!").and_then(|rest| rest.split_whitespace().next()) != Some(name)
    });
    lines.next()?;
    let mut sql = String::new();
    for line in lines {
        sql.push_str(line);
        sql.push('\n');
        if line.ends_with(';') {
            return Some(sql);
        }
    }
    None
}

/// Replaces `:from` where it is a whole parameter, and no cast.
fn replace(sql: &str, from: &str, to: &str) -> String {
    let name = format!(":{from}");
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(&name) {
        let end = at + name.len();
        let longer = rest[end..].starts_with(|next: char| next == '_' || next.is_alphanumeric());
        let whole = !rest[..at].ends_with(':') && !longer;
        out.push_str(&rest[..at]);
        out.push_str(if whole { to } else { &name });
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_found_by_its_name() {
        let text = "--! get_all\nSELECT 2;\n--! get : Offer\nSELECT 1\nFROM a;\n--! x\nSELECT 3;";
        assert_eq!(find(text, "get").as_deref(), Some("SELECT 1\nFROM a;\n"));
    }

    #[test]
    fn only_whole_parameters_are_replaced() {
        let sql = "SELECT :status, :status_old, x::status";
        assert_eq!(replace(sql, "status", "NULL"), "SELECT NULL, :status_old, x::status");
    }
}
