//! `./.env`: settings in a file of the folder in which the program is started. The file can name programs that are run
//! and the database that is trusted, so it is read only where nobody else can have written it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::process::geteuid;

use super::error::ConfigError;

/// The names and values of the file in `folder`; none if there is no file. A file that somebody else may have written is
/// an error rather than passed over: going on without it could mean another database.
pub(super) fn read(folder: &Path) -> Result<Vec<(String, String)>, ConfigError> {
    let path = folder.join(".env");
    let unreadable = |error: std::io::Error| ConfigError::DotEnv(error.to_string());
    // A pipe of that name must not hold the start up.
    let nonblocking = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let mut file = match OpenOptions::new().read(true).custom_flags(nonblocking).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let about = file.metadata().map_err(unreadable)?;
    // Some name a folder of Python so.
    if about.is_dir() {
        return Ok(Vec::new());
    }
    if !about.is_file() {
        return Err(ConfigError::DotEnv("it is no file".to_owned()));
    }
    believed(&fs::metadata(folder).map_err(unreadable)?, "its folder")?;
    believed(&about, "it")?;
    parse(&text(&mut file)?)
}

fn text(file: &mut File) -> Result<String, ConfigError> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| ConfigError::DotEnv(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| ConfigError::DotEnv("it is not UTF-8".to_owned()))
}

/// Whether only this user, or root, can have written what is there.
fn believed(about: &Metadata, what: &str) -> Result<(), ConfigError> {
    let user = geteuid().as_raw();
    let reason = if about.uid() != user && about.uid() != 0 {
        format!("{what} belongs to another user (uid {}, and this is uid {user})", about.uid())
    } else if about.mode() & 0o022 != 0 {
        format!("other users may write to {}", if what == "it" { "it" } else { what })
    } else {
        return Ok(());
    };
    Err(ConfigError::DotEnvForeign(reason))
}

/// The lines `NAME=value`, an `export` before them or not. A value stands as it is, `$` and `\` too; in quotes it may
/// have blanks, and within double quotes `\"`, `\\`, `\$` and `\n` are what they are elsewhere.
fn parse(text: &str) -> Result<Vec<(String, String)>, ConfigError> {
    let mut pairs = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = |name: &str, why: &str| {
            let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
            ConfigError::DotEnv(format!("line {number}{name}: {why}"))
        };
        let line = line.strip_prefix("export ").map_or(line, str::trim_start);
        // What the line holds is not shown: it may be a secret.
        let (name, value) =
            line.split_once('=').ok_or_else(|| at("", "this is not NAME=value, nor a comment"))?;
        let name = name.trim();
        if !is_name(name) {
            return Err(at("", "what stands before `=` is no name"));
        }
        let value = unquoted(value.trim()).map_err(|why| at(name, why))?;
        pairs.push((name.to_owned(), value));
    }
    Ok(pairs)
}

fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    name.bytes().all(fits) && name.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}

fn unquoted(text: &str) -> Result<String, &'static str> {
    if let Some(quote @ ('\'' | '"')) = text.chars().next() {
        return quoted(&text[1..], quote);
    }
    let end = text.find(" #").or_else(|| text.find("\t#")).unwrap_or(text.len());
    let value = if text.starts_with('#') { "" } else { text[..end].trim_end() };
    if value.contains(char::is_whitespace) {
        return Err("a value with a blank in it has to stand in single quotes");
    }
    Ok(value.to_owned())
}

fn quoted(text: &str, quote: char) -> Result<String, &'static str> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character == quote {
            let rest = text[at + 1..].trim_start();
            let ends = rest.is_empty() || rest.starts_with('#');
            return if ends { Ok(value) } else { Err("something comes after the closing quote") };
        }
        match (character, text[at + 1..].chars().next()) {
            ('\\', Some(escaped @ ('"' | '\\' | '$' | 'n'))) if quote == '"' => {
                value.push(if escaped == 'n' { '\n' } else { escaped });
                characters.next();
            }
            _ => value.push(character),
        }
    }
    Err("its quote is not closed on the same line")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn value(line: &str) -> String {
        parse(line).unwrap().remove(0).1
    }

    fn refusal(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_value_stands_as_it_is() {
        assert_eq!(value("A=pa$word${HOME}\\n"), "pa$word${HOME}\\n");
        assert_eq!(value("export A = x#y # a remark"), "x#y");
        assert_eq!(value("A='two words, $HOME \\' # a remark"), "two words, $HOME \\");
        assert_eq!(value(r#"A="say \"hi\" \$5 C:\dir""#), r#"say "hi" $5 C:\dir"#);
        assert_eq!((value("A="), value("A= # none"), value("A=b=c")), (s(""), s(""), s("b=c")));
        assert_eq!(parse("\u{feff}# a remark\n\nA=1\nB=2\r\n").unwrap().len(), 2);
    }

    fn s(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn a_line_that_makes_no_sense_is_told_by_line_and_name_without_its_value() {
        let said = refusal("A=1\nPROFFER_ADMIN_PASSWORD=hunter two\n");
        assert!(said.contains("line 2 (PROFFER_ADMIN_PASSWORD)"), "{said}");
        assert!(said.contains("single quotes") && !said.contains("hunter"), "{said}");
        assert!(refusal("A='open").contains("line 1 (A)"));
        assert!(refusal("A='a'b").contains("line 1 (A)"));
        for line in ["secret", "hunter two=1", "2a=1"] {
            let said = refusal(line);
            assert!(said.contains("line 1") && !said.contains("hunter"), "{said}");
        }
    }

    #[test]
    fn a_file_that_others_may_have_written_is_refused() {
        let folder = std::env::temp_dir().join(format!("proffer-dot-env-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        mode(&folder, 0o755);
        assert_eq!(read(&folder).unwrap(), []);
        let file = folder.join(".env");
        fs::write(&file, "A=1").unwrap();
        mode(&file, 0o644);
        assert_eq!(read(&folder).unwrap().len(), 1);
        for (of, wide, narrow) in
            [(&folder, 0o777, 0o755), (&folder, 0o1777, 0o755), (&file, 0o664, 0o600)]
        {
            mode(of, wide);
            let said = read(&folder).unwrap_err().to_string();
            assert!(said.contains("other users may write"), "{said}");
            mode(of, narrow);
        }
        assert_eq!(read(&folder).unwrap().len(), 1);
        if geteuid().is_root() {
            std::os::unix::fs::chown(&file, Some(65_534), None).unwrap();
            let said = read(&folder).unwrap_err().to_string();
            assert!(said.contains("belongs to another user"), "{said}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
