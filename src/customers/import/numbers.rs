//! Which texts of a CSV file are numbers. A text that a number would not give back the same stays a text: `007`, `1E5`
//! and account numbers of twenty digits are names of something.

use std::borrow::Cow;

/// More digits than this do not survive spreadsheets and programs that count in binary floating point (IEEE 754).
const DIGITS: usize = 15;

/// How numbers are written in a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Form {
    /// `12,50` instead of `12.50`.
    pub(super) comma: bool,
}

impl Form {
    /// The JSON number that this text is, if it is one: a plain decimal such as `-7` or `12.50`, of at most 15 digits.
    pub(super) fn number(self, text: &str) -> Option<Cow<'_, str>> {
        let unsigned = text.strip_prefix('-').unwrap_or(text).as_bytes();
        if unsigned.len() > DIGITS + 1 || !unsigned.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let point = if self.comma { b',' } else { b'.' };
        let whole = unsigned.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let fraction = match &unsigned[whole..] {
            [] => 0,
            [first, digits @ ..] if *first == point && !digits.is_empty() => {
                digits.iter().all(u8::is_ascii_digit).then_some(digits.len())?
            }
            _ => return None,
        };
        let zero = unsigned.iter().all(|byte| *byte == b'0' || *byte == point);
        let leading_zero = whole > 1 && unsigned[0] == b'0';
        if leading_zero || whole + fraction > DIGITS || (zero && text.len() > unsigned.len()) {
            return None;
        }
        Some(if self.comma && fraction > 0 {
            Cow::Owned(text.replace(',', "."))
        } else {
            Cow::Borrowed(text)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_plain_decimal_that_prints_back_the_same() {
        let form = Form::default();
        for number in ["0", "7", "-12", "12.50", "0.007", "-0.5", "123456789012345", "0.00"] {
            assert_eq!(form.number(number).as_deref(), Some(number));
        }
        for text in [
            "",
            "-",
            "-0",
            "-0.0",
            "007",
            "1E5",
            "1e5",
            "+5",
            ".5",
            "1.",
            "1,5",
            " 1",
            "1 ",
            "1.2.3",
            "0x10",
            "1234567890123456",
            "12345678901234567890",
            "0.1234567890123456",
            "NaN",
            "１",
        ] {
            assert_eq!(form.number(text), None, "{text}");
        }
    }

    #[test]
    fn with_a_decimal_comma_points_are_no_numbers() {
        let form = Form { comma: true };
        assert_eq!(form.number("1234,50").as_deref(), Some("1234.50"));
        assert_eq!(form.number("-7").as_deref(), Some("-7"));
        for text in ["12.50", "1.234,56", "12,", ",5"] {
            assert_eq!(form.number(text), None, "{text}");
        }
    }
}
