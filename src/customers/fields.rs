//! What each field of a customer may hold. The API and the import check with the same functions; they
//! say what is wrong, and the caller says where (a pointer, or a line number).

use std::borrow::Cow;

use jiff::{ToSpan, civil::Date};
use pg_types::KycStatus;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{country, json};
use crate::web::Fault;

/// The most bytes a customer's attributes may take as JSON text.
pub const ATTRIBUTES_BYTES: usize = 16 * 1024;
/// How deep attributes may nest, the object itself included. Criteria reach four names deep.
pub const ATTRIBUTES_DEPTH: usize = 16;

/// Why a value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invalid {
    /// A stable `snake_case` word.
    pub code: &'static str,
    /// Half a sentence that can follow the field's name.
    pub detail: &'static str,
}

impl Invalid {
    /// A refusal.
    #[must_use]
    pub const fn new(code: &'static str, detail: &'static str) -> Self {
        Self { code, detail }
    }

    /// The fault of a request's body at `pointer`.
    #[must_use]
    pub fn at(self, pointer: impl Into<String>) -> Fault {
        Fault::new(pointer, self.code, self.detail)
    }
}

/// Blank in ids, names and addresses: white space within a line, and marks that cannot be seen.
#[must_use]
pub fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\u{feff}' | '\u{200b}') || (c.is_whitespace() && !c.is_control())
}

/// The text as ids, names and addresses are kept: without blanks around it, and in Unicode's form NFC (UAX #15), so that
/// what looks the same is the same.
#[must_use]
pub fn tidy(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() {
        let graphic = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let bytes = text.as_bytes();
        return if graphic(bytes.first()) && graphic(bytes.last()) { text } else { trimmed(text) };
    }
    let text = trimmed(text);
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_blank)),
        Cow::Owned(text) => match text.trim_matches(is_blank) {
            inside if inside.len() == text.len() => Cow::Owned(text),
            inside => Cow::Owned(inside.to_owned()),
        },
    }
}

/// A tidied telephone number with plain spaces and dashes for those of word processors.
#[must_use]
pub fn tidy_phone(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = tidy(text);
    if text.is_ascii() {
        return text;
    }
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if is_blank(c) => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(plain).collect())
}

/// The beginning of a text for a message.
#[must_use]
pub fn excerpt(text: &str) -> String {
    text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Whether a value is good.
pub type Check = Result<(), Invalid>;

/// 1 to 200 characters, not only white space, no control characters.
pub fn full_name(text: &str) -> Check {
    within(text, 200, "must have 1 to 200 characters")?;
    if text.chars().all(char::is_whitespace) {
        return Err(Invalid::new("blank", "must not be blank"));
    }
    no_control_characters(text)
}

/// 1 to 128 characters, no control characters.
pub fn external_id(text: &str) -> Check {
    within(text, 128, "must have 1 to 128 characters")?;
    no_control_characters(text)
}

/// 1 to 64 characters, no control characters.
pub fn segment(text: &str) -> Check {
    within(text, 64, "must have 1 to 64 characters")?;
    no_control_characters(text)
}

/// `local@domain` with a dot in the domain, at most 254 bytes (RFC 5321), international addresses too
/// (RFC 6531). Quoted local parts and address literals are refused: no customer has one, and attackers do.
pub fn email(text: &str) -> Check {
    let good = text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain));
    if good { Ok(()) } else { Err(Invalid::new("invalid_email", EMAIL_FORM)) }
}

const EMAIL_FORM: &str = "is not an e-mail address: one address such as ana@example.com is wanted, without a name, mailto: or \
                          a second address";

fn is_local_part(local: &str) -> bool {
    (1..=64).contains(&local.len())
        && local.split('.').all(|part| !part.is_empty())
        && local.chars().all(|c| {
            c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c) || is_international(c)
        })
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || is_international(c))
}

fn is_international(c: char) -> bool {
    !c.is_ascii() && !c.is_control() && !c.is_whitespace()
}

/// A telephone number as people write it: an optional `+`, then 3 to 15 digits (E.164) with spaces,
/// dots, dashes and parentheses between them, at most 32 characters.
pub fn phone(text: &str) -> Check {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let good = text.len() <= 32
        && (3..=15).contains(&digits)
        && rest.bytes().all(|b| b.is_ascii_digit() || b" .-()".contains(&b));
    if good { Ok(()) } else { Err(Invalid::new("invalid_phone", PHONE_FORM)) }
}

const PHONE_FORM: &str = "is not a telephone number: one such as +44 20 7946 0958 is wanted, of 3 to 15 digits, with spaces, \
                          dots, dashes and parentheses between them, a + only in front, and no extension";

/// An assigned ISO 3166-1 alpha-2 code in capitals.
pub fn country(text: &str) -> Check {
    if country::is_assigned(text) {
        return Ok(());
    }
    Err(Invalid::new("unknown_country", "is not an ISO 3166-1 alpha-2 code in capitals"))
}

/// The state of "know your customer" with this name.
pub fn kyc_status(text: &str) -> Result<KycStatus, Invalid> {
    const UNKNOWN: Invalid =
        Invalid::new("unknown_kyc_status", "must be pending, verified, rejected or expired");
    text.parse().map_err(|_| UNKNOWN)
}

/// An RFC 3339 full-date from 1850 on, at the latest the day after `today` (UTC): somewhere it is
/// tomorrow already.
pub fn date_of_birth(text: &str, today: Date) -> Result<Date, Invalid> {
    let full_date = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date = full_date
        .then(|| text.parse::<Date>().ok())
        .flatten()
        .ok_or(Invalid::new("invalid_date", "must be a date such as 1990-05-17"))?;
    if date.year() < 1850 || date > today.saturating_add(1.day()) {
        return Err(Invalid::new("date_out_of_range", "must lie between 1850 and today"));
    }
    Ok(date)
}

/// A JSON object of at most 16 KiB and 16 levels that PostgreSQL can hold. `text` is well-formed JSON.
pub fn attributes(text: &str) -> Check {
    if !text.trim_start().starts_with('{') {
        return Err(Invalid::new("not_an_object", "must be a JSON object"));
    }
    if text.len() > ATTRIBUTES_BYTES {
        return Err(Invalid::new("attributes_too_large", "must not exceed 16 KiB"));
    }
    json::check(text, ATTRIBUTES_DEPTH)
}

fn within(text: &str, most: usize, detail: &'static str) -> Check {
    // A text of so few bytes cannot have more characters.
    let fits = !text.is_empty() && (text.len() <= most || text.chars().count() <= most);
    if fits { Ok(()) } else { Err(Invalid::new("invalid_length", detail)) }
}

fn no_control_characters(text: &str) -> Check {
    if text.chars().any(char::is_control) {
        return Err(Invalid::new("control_character", "must not contain control characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn names_have_1_to_200_characters_and_are_not_blank() {
        assert_eq!(full_name("Łucja O'Neill-Çelik"), Ok(()));
        assert_eq!(full_name(&"ü".repeat(200)), Ok(()));
        for wrong in ["", "  \u{a0}", "a\0b", "a\nb", &"ü".repeat(201)] {
            assert!(full_name(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn hostile_names_are_names() {
        for name in
            ["Robert'); DROP TABLE customers;--", "=cmd|' /C calc'!A0", "<script>", "😀 \\u0000"]
        {
            assert_eq!(full_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn email_addresses() {
        for good in
            ["a@b.co", "first.last+tag@sub.example.com", "o'neill@example.org", "用户@例え.jp"]
        {
            assert_eq!(email(good), Ok(()), "{good}");
        }
        let long = format!("{}@example.com", "a".repeat(250));
        for wrong in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a..b@c.co",
            ".a@b.co",
            "a.@b.co",
            "mailto:a@b.co",
            "a@b.co;c@d.co",
            "a@@b.co",
            "a@b@c.co",
            "a b@c.co",
            "a@b .co",
            "a@.co",
            "a@b..co",
            "a@b.co.",
            "a@-b.co",
            "a@b_c.co",
            "a\n@b.co",
            "a\0@b.co",
            "<a@b.co>",
            "\"a\"@b.co",
            "a@[1.2.3.4]",
            &long,
        ] {
            assert!(email(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn texts_are_tidied() {
        let tidied = |text: &'static str| tidy(Cow::Borrowed(text));
        assert!(matches!(tidied("Ana B."), Cow::Borrowed("Ana B.")));
        assert!(matches!(tidied("\u{a0}pd-1 \t"), Cow::Borrowed("pd-1")));
        assert_eq!(tidied("\u{feff}Zoe\u{308} "), "Zo\u{eb}");
        assert_eq!(tidied(" \u{200b}\u{3000}"), "");
        assert_eq!(tidy(Cow::Owned(" \u{e9} ".to_owned())), "\u{e9}");
        assert_eq!(tidy_phone("+44\u{a0}20\u{2011}79".into()), "+44 20-79");
    }

    #[test]
    fn telephone_numbers() {
        for good in ["+351 912 345 678", "(030) 123-4567", "112", "555.123.4567"] {
            assert_eq!(phone(good), Ok(()), "{good}");
        }
        for wrong in [
            "",
            "+",
            "12",
            "12+34",
            "++123",
            "call me",
            "123x",
            "1234567890123456",
            "(((((",
            "１２３",
        ] {
            assert!(phone(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn dates_of_birth_are_full_dates_that_can_be() {
        let today = date(2026, 11, 22);
        assert_eq!(date_of_birth("1984-02-29", today), Ok(date(1984, 2, 29)));
        assert_eq!(date_of_birth("2026-11-23", today), Ok(date(2026, 11, 23)));
        for wrong in [
            "",
            "1983-02-29",
            "1990-5-17",
            "17.05.1990",
            "19900517",
            "1990-05-17T00:00",
            "2026-11-24",
            "1849-12-31",
            "0000-00-00",
            "-001-01-01",
        ] {
            assert!(date_of_birth(wrong, today).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn attributes_are_objects_within_bounds() {
        assert_eq!(attributes(r#" {"a": {"b": [1, "x"]}}"#), Ok(()));
        let code = |text: &str| attributes(text).unwrap_err().code;
        assert_eq!(code("[]"), "not_an_object");
        assert_eq!(code("null"), "not_an_object");
        assert_eq!(
            code(&format!(r#"{{"a":"{}"}}"#, "x".repeat(ATTRIBUTES_BYTES))),
            "attributes_too_large"
        );
        assert_eq!(code(r#"{"a":"\u0000"}"#), "nul_character");
        assert_eq!(code(&format!(r#"{{"a":{}{}}}"#, "[".repeat(16), "]".repeat(16))), "too_deep");
        assert_eq!(attributes(&format!(r#"{{"a":{}{}}}"#, "[".repeat(15), "]".repeat(15))), Ok(()));
    }

    #[test]
    fn the_rest() {
        assert_eq!((external_id("x"), segment("premium"), country("PT")), (Ok(()), Ok(()), Ok(())));
        assert_eq!(kyc_status("expired"), Ok(KycStatus::Expired));
        assert!(
            external_id("").is_err()
                && external_id("a\0").is_err()
                && external_id(&"x".repeat(129)).is_err()
        );
        assert!(segment("").is_err() && segment(&"x".repeat(65)).is_err());
        assert!(kyc_status("Verified").is_err() && country("pt").is_err());
        assert_eq!(email("x").unwrap_err().at("/email").pointer, "/email");
    }
}
