//! JSON numbers as they are written: which of them can be stored, and where they stand in a text. PostgreSQL's `jsonb`
//! writes every zero out, so that the seven bytes of `1e-9999` would come back as ten thousand.

/// The most characters of a number.
const LONGEST: usize = 400;
/// The largest exponent, up and down.
const MOST_EXPONENT: u32 = 64;

/// Half a sentence about a number that cannot be stored.
pub const OUT_OF_RANGE: &str =
    "holds a number that is too large, too long or has an exponent beyond ±64";

/// Whether `text`, a JSON number, can be stored without growing far beyond its text: at most 400 characters, an exponent
/// within ±64, finite as a double.
#[must_use]
pub fn is_storable(text: &str) -> bool {
    let exponent = text.find(['e', 'E']).map_or(Ok(0), |mark| text[mark + 1..].parse::<i32>());
    text.len() <= LONGEST
        && exponent.is_ok_and(|exponent| exponent.unsigned_abs() <= MOST_EXPONENT)
        && (text.len() < 200 || text.parse().is_ok_and(f64::is_finite))
}

/// The numbers of a well-formed JSON text, in order.
#[derive(Debug)]
pub struct Numbers<'t>(&'t [u8]);

impl<'t> Numbers<'t> {
    /// Those of `text`. Of one that is not well-formed they are something, without a panic.
    #[must_use]
    pub const fn of(text: &'t [u8]) -> Self {
        Self(text)
    }
}

impl<'t> Iterator for Numbers<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        loop {
            let (first, rest) = self.0.split_first()?;
            match first {
                b'"' => self.0 = after_string(rest),
                b'-' | b'0'..=b'9' => {
                    let (number, rest) = self.0.split_at(length(self.0));
                    self.0 = rest;
                    return Some(number);
                }
                _ => self.0 = rest,
            }
        }
    }
}

/// How many bytes at the beginning of `text` are of one number.
fn length(text: &[u8]) -> usize {
    let of_number = |b: &&u8| b.is_ascii_digit() || b"+-.eE".contains(*b);
    text.iter().take_while(of_number).count()
}

/// What follows the string whose opening quote is behind.
fn after_string(mut text: &[u8]) -> &[u8] {
    while let Some((first, rest)) = text.split_first() {
        match first {
            b'"' => return rest,
            b'\\' => text = rest.get(1..).unwrap_or_default(),
            _ => text = rest,
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_not_grow_far_beyond_its_text() {
        let digits = |count: usize| "1".repeat(count);
        for good in ["0", "-1.50", "1e10", "1.5e-7", "1E+64", "-1e-064", "0e0", &digits(300)] {
            assert!(is_storable(good), "{good}");
        }
        for wrong in [
            "1e65",
            "1e-65",
            "0e-16000",
            "1e308",
            "1e99999999999",
            &digits(310),
            &format!("{}e20", digits(290)),
            &format!("0.{}", digits(399)),
        ] {
            assert!(!is_storable(wrong), "{wrong}");
        }
    }

    #[test]
    fn numbers_are_found_where_they_stand() {
        let text = r#"{"1": -1.5e-7, "\"2": [3,"4\\",5 , true], "e": 6}"#;
        let found: Vec<_> =
            Numbers::of(text.as_bytes()).map(|it| str::from_utf8(it).unwrap()).collect();
        assert_eq!(found, ["-1.5e-7", "3", "5", "6"]);
        assert_eq!(Numbers::of(b"\"\\").count() + Numbers::of(b"\"1").count(), 0);
    }
}
