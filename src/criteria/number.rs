//! JSON numbers compared as the exact decimals that their text says, as PostgreSQL's `numeric` does: through `f64`,
//! 9007199254740993 would equal 9007199254740992.

use std::cmp::Ordering;

use serde_json::Number;

/// Compares two JSON numbers exactly.
pub(super) fn compare(a: &Number, b: &Number) -> Ordering {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => Decimal::read(&a.to_string()).compare(&Decimal::read(&b.to_string())),
    }
}

/// Whether a JSON number is, to the last digit, what is read of it: a 64-bit integer, or the shortest text of a double.
pub(super) fn is_exact(text: &str) -> bool {
    let read = serde_json::from_str::<Number>(text).map(|it| it.to_string());
    read.is_ok_and(|read| Decimal::read(text).compare(&Decimal::read(&read)).is_eq())
}

/// ±0.d₁d₂… × 10^exponent without leading or trailing zeros; zero has no digits.
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    fn read(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: Vec<u8> = whole.bytes().chain(part.bytes()).collect();
        let leading = all.iter().take_while(|&&digit| digit == b'0').count();
        let trailing = all[leading..].iter().rev().take_while(|&&digit| digit == b'0').count();
        let digits = all[leading..all.len() - trailing].to_vec();
        let point = i64::try_from(whole.len()).unwrap_or(i64::MAX)
            - i64::try_from(leading).unwrap_or(i64::MAX);
        let exponent = point.saturating_add(power.parse().unwrap_or(0));
        Self { negative: negative && !digits.is_empty(), digits, exponent }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
        }
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Without trailing zeros, comparing digits as texts is comparing fractions.
            (false, false) => {
                self.exponent.cmp(&other.exponent).then_with(|| self.digits.cmp(&other.digits))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_text(a: &str, b: &str) -> Ordering {
        Decimal::read(a).compare(&Decimal::read(b))
    }

    #[test]
    fn equal_numbers_are_equal_however_written() {
        for (a, b) in [
            ("1", "1.0"),
            ("1e0", "1"),
            ("100", "1e2"),
            ("-0.0", "0"),
            ("0.10", "1E-1"),
            ("12e-1", "1.2"),
        ] {
            assert_eq!(by_text(a, b), Ordering::Equal, "{a} {b}");
        }
    }

    #[test]
    fn size_and_sign_decide() {
        for (a, b) in [
            ("-1", "0"),
            ("0", "5e-324"),
            ("-2", "-1"),
            ("9", "10"),
            ("0.9", "0.91"),
            ("-1e300", "-1e-300"),
            ("9007199254740992", "9007199254740993"),
            ("18446744073709551614", "18446744073709551615"),
        ] {
            assert_eq!(by_text(a, b), Ordering::Less, "{a} {b}");
            assert_eq!(by_text(b, a), Ordering::Greater, "{b} {a}");
        }
    }

    proptest! {
        #[test]
        fn floats_keep_their_order(a: f64, b: f64) {
            prop_assume!(a.is_finite() && b.is_finite());
            let number = |x| Number::from_f64(x).unwrap();
            prop_assert_eq!(Some(compare(&number(a), &number(b))), a.partial_cmp(&b));
        }

        #[test]
        fn integers_keep_their_order(a: i64, b: u64) {
            prop_assert_eq!(
                compare(&Number::from(a), &Number::from(b)),
                i128::from(a).cmp(&i128::from(b))
            );
        }
    }
}
