//! Bounds on a schema's patterns that are looked at before any is compiled: the compiler's own bound on a pattern's size
//! is met only after the work, which grows with the square of the classes of characters.

use std::collections::HashSet;

use super::excess::Excess;

/// Different patterns of a schema at most.
const MOST_PATTERNS: usize = 256;
/// Characters of a pattern at most.
const LONGEST: usize = 1_000;
/// Classes of a pattern at most, and of all patterns of a schema.
const MOST_CLASSES: usize = 50;
const MOST_CLASSES_TOGETHER: usize = 1_000;

/// Whether compiling these is bearable.
pub(super) fn bounds(patterns: &HashSet<&str>) -> Result<(), Excess> {
    if patterns.len() > MOST_PATTERNS {
        return Err(Excess::Patterns(patterns.len(), MOST_PATTERNS));
    }
    let mut together = 0;
    for pattern in patterns {
        let length = pattern.chars().count();
        if length > LONGEST {
            return Err(Excess::PatternLength(length, LONGEST));
        }
        let classes = classes(pattern);
        if classes > MOST_CLASSES {
            return Err(Excess::Classes(classes, MOST_CLASSES));
        }
        together += classes;
    }
    if together > MOST_CLASSES_TOGETHER {
        return Err(Excess::ClassesTogether(together, MOST_CLASSES_TOGETHER));
    }
    Ok(())
}

/// How many classes of characters a pattern names: `[…]`, `.`, `\\w`, `\\p{…}` and the like, those inside brackets too.
fn classes(pattern: &str) -> usize {
    let mut classes = 0;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let is_class = match c {
            '\\' => matches!(
                chars.next(),
                Some('w' | 'W' | 'd' | 'D' | 's' | 'S' | 'p' | 'P' | 'b' | 'B')
            ),
            '[' | '.' => true,
            _ => false,
        };
        classes += usize::from(is_class);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_counted_wherever_they_stand() {
        for (pattern, wanted) in [
            ("^abc$", 0),
            (r"\[a\.", 0),
            (r"^[A-Z]{2}\d+$", 2),
            (r"[\w\s]|\p{Lu}.", 5),
            (r"\\w", 0),
        ] {
            assert_eq!(classes(pattern), wanted, "{pattern}");
        }
    }
}
