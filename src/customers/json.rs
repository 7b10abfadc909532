//! What PostgreSQL's `jsonb` asks of JSON text beyond its grammar: no NUL, no half surrogate pairs, no
//! numbers that grow (`web::number`). One pass over the text, no recursion, no allocation.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fields::{Check, Invalid};
use crate::web::number::{OUT_OF_RANGE, is_storable};

/// Checks well-formed JSON for what `jsonb` or its readers would choke on.
pub fn check(text: &str, max_depth: usize) -> Check {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at + 1)?,
            b'-' | b'0'..=b'9' => at = number_end(text, at)?,
            b'{' | b'[' if depth == max_depth => {
                return Err(Invalid::new("too_deep", "is nested too deeply"));
            }
            b'{' | b'[' => (at, depth) = (at + 1, depth + 1),
            b'}' | b']' => (at, depth) = (at + 1, depth.saturating_sub(1)),
            _ => at += 1,
        }
    }
    Ok(())
}

fn string_end(bytes: &[u8], mut at: usize) -> Result<usize, Invalid> {
    loop {
        match bytes.get(at) {
            None => return Ok(at),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') if bytes.get(at + 1) == Some(&b'u') => at = escape_end(bytes, at)?,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

fn escape_end(bytes: &[u8], at: usize) -> Result<usize, Invalid> {
    match code_unit(bytes, at) {
        Some(0) => Err(Invalid::new("nul_character", "must not contain the character NUL")),
        Some(0xD800..=0xDBFF) if matches!(code_unit(bytes, at + 6), Some(0xDC00..=0xDFFF)) => {
            Ok(at + 12)
        }
        Some(0xD800..=0xDFFF) => {
            Err(Invalid::new("invalid_text", "holds half of a surrogate pair"))
        }
        _ => Ok(at + 6),
    }
}

fn code_unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn number_end(text: &str, at: usize) -> Result<usize, Invalid> {
    let in_number = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
    let length = text.bytes().skip(at).take_while(|b| in_number(*b)).count();
    let end = at + length;
    if text.get(at..end).is_some_and(is_storable) {
        return Ok(end);
    }
    Err(Invalid::new("number_out_of_range", OUT_OF_RANGE))
}

/// Whether `text` is exactly a JSON number (RFC 8259 § 6) that can be stored: `-0`, `1.50` and `1e5`
/// are; `007`, `+1`, `.5`, `1.`, ` 1`, `NaN` and `1e65` are not.
#[must_use]
pub fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(unsigned);
    if whole == 0 || (whole > 1 && unsigned.starts_with('0')) {
        return false;
    }
    let mut rest = &unsigned[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        if length == 0 {
            return false;
        }
        rest = &exponent[length..];
    }
    rest.is_empty() && is_storable(text)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The members of the JSON object `text`, names decoded and values as they stand, in order, repeated
/// names included.
pub fn members(text: &str) -> Result<Vec<(Cow<'_, str>, &RawValue)>, serde_json::Error> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(Name(name)) = map.next_key()? {
                members.push((name, map.next_value()?));
            }
            Ok(members)
        }
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let members = reader.deserialize_map(Members)?;
    reader.end()?;
    Ok(members)
}

/// A member's name, borrowed where it holds no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Cow<'de, str>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Text).map(Name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_follow_the_grammar_exactly() {
        for number in [
            "0",
            "-0",
            "7",
            "-12",
            "1.50",
            "0.007",
            "1e5",
            "1E+5",
            "-1.5e-3",
            "12345678901234567890",
        ] {
            assert!(is_number(number), "{number}");
            assert!(serde_json::from_str::<serde_json::Number>(number).is_ok(), "{number}");
        }
        for text in [
            "",
            "-",
            "007",
            "00",
            "-01",
            "+1",
            ".5",
            "1.",
            "1.e5",
            "1e",
            "1e+",
            " 1",
            "1 ",
            "1,5",
            "0x10",
            "1_000",
            "NaN",
            "Infinity",
            "true",
            "1e65",
            "1e-65",
            "1e400",
            "1e99999999999",
            "--1",
            "1.2.3",
            "１",
        ] {
            assert!(!is_number(text), "{text}");
        }
        assert!(is_number(&"9".repeat(300)) && !is_number(&"9".repeat(310)));
        assert!(
            is_number(&format!("0.{}", "1".repeat(390)))
                && !is_number(&format!("0.{}", "1".repeat(399)))
        );
    }

    #[test]
    fn what_jsonb_would_refuse_is_refused() {
        let code = |text: &str| check(text, 4).unwrap_err().code;
        assert_eq!(code(r#"{"\u0000": 1}"#), "nul_character");
        assert_eq!(code(r#"["\\\u0000"]"#), "nul_character");
        assert_eq!(code(r#"["\ud83d"]"#), "invalid_text");
        assert_eq!(code(r#"["\ud83dx"]"#), "invalid_text");
        assert_eq!(code(r#"["\ude00"]"#), "invalid_text");
        assert_eq!(code("[1e65]"), "number_out_of_range");
        assert_eq!(code("[1e-20000]"), "number_out_of_range");
        assert_eq!(code("[[[[[]]]]]"), "too_deep");
        for good in [
            r#"["\\u0000"]"#,
            r#"["\ud83d\ude00", "[[[[[["]"#,
            "[[],[],[],[[[]]]]",
            "[-0, 1e5]",
            "\"1e400\"",
        ] {
            assert_eq!(check(good, 4), Ok(()), "{good}");
        }
    }

    #[test]
    fn members_keep_their_text() {
        let members = members(r#" {"a": 1.50, "\u0062": {"x": [1, 2]}, "a": null} "#).unwrap();
        let texts: Vec<_> = members.iter().map(|(name, raw)| (name.as_ref(), raw.get())).collect();
        assert_eq!(texts, [("a", "1.50"), ("b", r#"{"x": [1, 2]}"#), ("a", "null")]);
        assert!(super::members("[]").is_err() && super::members("{} {}").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_checked_without_a_panic(text in any::<String>(), json in r#"[\\"u0dD89{}\[\],e+. -]{0,40}"#) {
            let _ = (check(&text, 3), check(&json, 3), is_number(&text), is_number(&json));
            let _ = (members(&text), members(&json));
        }

        #[test]
        fn a_number_is_what_serde_json_takes_for_one(text in "-?[0-9]{0,4}\\.?[0-9]{0,3}([eE][+-]?[0-5]?[0-9]?)?") {
            prop_assert_eq!(is_number(&text), serde_json::from_str::<serde_json::Number>(&text).is_ok());
        }
    }
}
