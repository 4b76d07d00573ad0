//! How the claims of one fact stand to each other, slot by slot: the words of the declarations.

/// What two claims must have in a slot to be of one fact, and what the merged fact then has there.
///
/// In a declaration it stands as a word of lower case before the slot's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The same values, or none on both sides.
    Same,
    /// The same values, and some: of what is left open nothing is merged.
    Given,
    /// Values of which the one refines the other (a day in its month, a city in its country, a part of a list), or none
    /// on one side. The merged fact has the finer ones.
    Fits,
    /// Numbers that are the same once the finer is rounded as the rougher is. The merged fact has the finest.
    Near,
    /// Any: a stage that passes. The merged fact has that of the latest document.
    Stage,
    /// Any. The merged fact has all where the slot takes many, or else what most sources say.
    Free,
}

/// How a declaration's word wants claims compared.
///
/// # Panics
/// While the program is compiled, where there is no such word.
pub const fn matching(word: &str) -> Match {
    match word.as_bytes() {
        b"same" => Match::Same,
        b"given" => Match::Given,
        b"fits" => Match::Fits,
        b"near" => Match::Near,
        b"stage" => Match::Stage,
        b"free" => Match::Free,
        _ => panic!("a slot is declared same, given, fits, near, stage or free"),
    }
}
