//! Where settings come from, one source over the other, and the name that a value goes by in its source.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde_json::Value;

use super::dot_env;
use super::error::ConfigError;
use super::secret::Secret;
use super::settings::Settings;
use super::strays::strays;

type Texts = BTreeMap<String, String>;

/// The variables of the environment.
#[derive(Clone, Default)]
pub struct Environment {
    texts: Texts,
    /// The names that `./.env` gave.
    in_file: Vec<String>,
}

impl Environment {
    /// This process's variables, and those of `./.env` that it does not have.
    pub fn of_process() -> Result<Self, ConfigError> {
        let mut texts: Texts = dot_env::read(Path::new("."))?.into_iter().collect();
        let mut in_file: Vec<String> = texts.keys().cloned().collect();
        for (name, value) in std::env::vars_os() {
            if let (Ok(name), Ok(value)) = (name.into_string(), value.into_string()) {
                in_file.retain(|it| *it != name);
                texts.insert(name, value);
            }
        }
        Ok(Self { texts, in_file })
    }

    /// These variables and no others.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { texts: pairs.collect(), in_file: Vec::new() }
    }

    /// A variable that is set and not empty: compose files set variables to nothing for "unset".
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A sentence for each variable that looks like a setting and is none.
    #[must_use]
    pub fn strays(&self) -> Vec<String> {
        let known: Vec<_> = Settings::default().texts().keys().map(|key| variable(key)).collect();
        strays(&self.texts, &known, &self.in_file)
    }
}

/// All sources of one run.
pub(super) struct Layers<'a> {
    flags: Texts,
    environment: &'a Environment,
    file: Texts,
    path: PathBuf,
}

struct Given<'a> {
    name: String,
    value: &'a str,
}

impl<'a> Layers<'a> {
    pub(super) fn new(flags: &Settings, environment: &'a Environment) -> Result<Self, ConfigError> {
        let path = flags.config.as_deref().or(environment.get("PROFFER_CONFIG"));
        let path = path.map(PathBuf::from).unwrap_or_default();
        let known = Settings::default().texts();
        let file = if path.as_os_str().is_empty() { Texts::new() } else { read(&path, &known)? };
        let mut flags = flags.texts();
        flags.retain(|key, value| !(value.is_empty() || key == "no_worker" && value == "false"));
        Ok(Self { flags, environment, file, path })
    }

    fn given(&self, key: &str) -> Option<Given<'_>> {
        let flag = self.flags.get(key).map(|value| Given { name: dashed(key), value });
        flag.or_else(|| {
            let name = variable(key);
            self.environment.get(&name).map(|value| Given { name, value })
        })
        .or_else(|| {
            let name = || format!("{key} in {}", self.path.display());
            self.file.get(key).map(|value| Given { name: name(), value })
        })
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.given(key).map(|given| given.value.to_owned())
    }

    pub(super) fn parsed<T>(
        &self,
        key: &str,
        wanted: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(Given { name, value }) = self.given(key) else { return Ok(None) };
        match parse(value) {
            Some(value) => Ok(Some(value)),
            None => {
                Err(ConfigError::Value { name, value: value.to_owned(), wanted: wanted.to_owned() })
            }
        }
    }

    pub(super) fn number<T: FromStr + PartialOrd + Display + Copy>(
        &self,
        key: &str,
        least: T,
        most: T,
    ) -> Result<Option<T>, ConfigError> {
        let wanted = format!("a whole number from {least} to {most}");
        let within = |number: &T| *number >= least && *number <= most;
        self.parsed(key, &wanted, |text| text.parse().ok().filter(within))
    }

    pub(super) fn list<T>(
        &self,
        key: &str,
        wanted: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, ConfigError> {
        let split = |text: &str| {
            text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(&parse).collect()
        };
        Ok(self.parsed(key, wanted, split)?.unwrap_or_default())
    }

    pub(super) fn secret(
        &self,
        key: &str,
        wanted: &str,
        check: impl Fn(&str) -> bool,
    ) -> Result<Option<Secret>, ConfigError> {
        match self.given(key) {
            Some(Given { value, .. }) if check(value) => Ok(Some(Secret::new(value))),
            Some(Given { name, .. }) => {
                Err(ConfigError::Secret { name, wanted: wanted.to_owned() })
            }
            None => Ok(None),
        }
    }
}

impl Settings {
    /// Every key with its text, empty where the flag is not given.
    fn texts(&self) -> Texts {
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else { return Texts::new() };
        fields
            .into_iter()
            .map(|(key, value)| match value {
                Value::String(text) => (key, text),
                Value::Bool(truth) => (key, truth.to_string()),
                _ => (key, String::new()),
            })
            .collect()
    }
}

fn dashed(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

fn variable(key: &str) -> String {
    match key {
        "database_url" => "DATABASE_URL".to_owned(),
        key => format!("PROFFER_{}", key.to_uppercase()),
    }
}

fn read(path: &Path, known: &Texts) -> Result<Texts, ConfigError> {
    let failed = |source| ConfigError::File { path: path.to_path_buf(), source };
    let text = fs::read_to_string(path).map_err(failed)?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
        let detail = format!("line {line}: {}", error.message());
        ConfigError::Toml { path: path.to_path_buf(), detail }
    })?;
    table
        .into_iter()
        .map(|(key, value)| match flat(value) {
            Some(value) if known.contains_key(&key) && key != "config" => Ok((key, value)),
            _ => Err(ConfigError::Unknown { path: path.to_path_buf(), key }),
        })
        .collect()
}

/// A TOML value as the text that a variable would hold; a list joined by commas.
fn flat(value: toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        toml::Value::Array(items) => {
            items.into_iter().map(flat).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> Result<Texts, ConfigError> {
        let path = std::env::temp_dir().join(format!("proffer-{name}-{}.toml", std::process::id()));
        fs::write(&path, text).unwrap();
        let texts = read(&path, &Settings::default().texts());
        fs::remove_file(&path).unwrap();
        texts
    }

    #[test]
    fn the_example_file_lists_every_setting_and_no_other() {
        let example = include_str!("../../.env.example");
        let mut listed: Vec<String> = example
            .lines()
            .filter_map(|line| line.trim_start_matches("# ").split_once('='))
            .map(|(name, _)| name.to_owned())
            .filter(|name| name.starts_with("PROFFER_") || name == "DATABASE_URL")
            .collect();
        let mut known: Vec<String> =
            Settings::default().texts().keys().map(|key| variable(key)).collect();
        listed.sort();
        known.sort();
        assert_eq!(listed, known);
    }

    #[test]
    fn an_unknown_key_in_the_file_is_refused() {
        let sentence = file("unknown", "listne = \"x\"").unwrap_err().to_string();
        assert!(sentence.ends_with("has the unknown setting `listne`"), "{sentence}");
        assert!(file("nested", "[listen]\nport = 1").is_err());
    }

    #[test]
    fn a_broken_file_is_told_with_its_line() {
        let sentence = file("broken", "lanes = 1\nlisten = \n").unwrap_err().to_string();
        assert!(sentence.contains("line 2: ") && !sentence.contains('\n'), "{sentence}");
    }
}
