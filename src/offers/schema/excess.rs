//! What makes a JSON Schema too much to be worked with.

/// Why a schema, or its check of some data, is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Excess {
    #[error(
        "with references followed, more than {0} values of the schema would have to be looked at"
    )]
    Values(u64),
    #[error("with references followed, schemas stand more than {0} deep in one another")]
    Depth(usize),
    #[error("a reference leads back to its own schema without going deeper into the data")]
    Loop,
    #[error("there is no {0} in the schema")]
    Unknown(String),
    #[error("it has {0} different patterns, and {1} are the most")]
    Patterns(usize, usize),
    #[error("a pattern has {0} characters, and {1} are the most")]
    PatternLength(usize, usize),
    #[error(
        "a pattern has {0} classes of characters such as [a-z] or \\w, and {1} are the most; \\w{{3}} is one class"
    )]
    Classes(usize, usize),
    #[error("its patterns have {0} classes of characters together, and {1} are the most")]
    ClassesTogether(usize, usize),
}
