//! The forms that texts of the API have, in words: what a fault tells in place of the schema's regular expression.

/// A pattern of the API's schemas, and what somebody who cannot read it has to know.
const FORMS: [(&str, &str); 8] = [
    ("^[a-z][a-z0-9_]{1,62}$", "2 to 63 of a-z, 0-9 and _, the first a letter"),
    (
        "^[A-Za-z0-9][A-Za-z0-9._@+-]{1,127}$",
        "2 to 128 letters (a-z), digits, dots or characters of _@+-, the first a letter or digit",
    ),
    ("^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$", "32 bytes in hexadecimal, with or without colons"),
    (r"^\s*[^@\s]{1,64}@[^@\s]+\.[^@\s.]+\s*$", "an e-mail address such as ana@example.com"),
    (
        r"^\s*\+?[0-9\s.()\u2010-\u2015\u2212-]+$",
        "a telephone number such as +351 912 345 678: digits, with spaces, dots, dashes and parentheses between them",
    ),
    (r"^\d{4}-\d{2}-\d{2}$", "a date such as 2026-01-31"),
    ("^[A-Z]{3}$", "three capitals such as EUR (ISO 4217)"),
    ("^[ -~]+$", "visible ASCII characters"),
];

/// What a text of this pattern is.
#[must_use]
pub fn in_words(pattern: &str) -> Option<&'static str> {
    FORMS.iter().find(|(known, _)| *known == pattern).map(|(_, words)| *words)
}
