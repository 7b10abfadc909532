//! Which word was meant: the nearest of those that there are.

/// Longer words are not compared: the work grows with the square of the length.
const LONGEST: usize = 64;

/// The candidate that a word is a misspelling of: one that differs in case, blanks, `_` and `-` only, or else the nearest
/// by a letter or two (one in words of up to five letters). `None` if none is near; the word itself is no misspelling.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare = bare(word);
    if bare.is_empty() || bare.len() > LONGEST {
        return None;
    }
    let allowed = match bare.len() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    let near = candidates.into_iter().filter(|candidate| *candidate != word).filter_map(|it| {
        let other = self::bare(it);
        let steps = if other == bare { 0 } else { steps(&bare, &other).max(1) };
        (steps <= allowed).then_some((steps, it))
    });
    near.min_by_key(|(steps, _)| *steps).map(|(_, it)| it)
}

/// Whether two texts differ in nothing but case, blanks, `_` and `-`.
pub fn same_but_for_form(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

/// The letters and digits that count.
fn bare(word: &str) -> Vec<char> {
    let counts = |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-');
    word.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour (optimal string alignment).
fn steps(a: &[char], b: &[char]) -> usize {
    if a.len().abs_diff(b.len()) > 2 || b.len() > LONGEST + 2 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut fewest = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                fewest = fewest.min(before[j - 2] + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_the_one_that_was_meant() {
        let words = ["email", "full_name", "segment", "country", "balance", "premium", "DE"];
        for (word, meant) in [
            ("EMAIL", Some("email")),
            ("Full Name", Some("full_name")),
            ("fullname", Some("full_name")),
            ("blance", Some("balance")),
            ("segmnet", Some("segment")),
            ("contry", Some("country")),
            ("Premium ", Some("premium")),
            ("de", Some("DE")),
            ("dx", None),
            ("email", None),
            ("age", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, words), meant, "{word}");
        }
    }

    #[test]
    fn swapped_neighbours_are_one_step() {
        let steps = |a: &str, b: &str| steps(&bare(a), &bare(b));
        assert_eq!((steps("ab", "ba"), steps("abc", "abcd"), steps("abc", "axc")), (1, 1, 1));
        assert_eq!(steps("kitten", "sitting"), 3);
    }
}
