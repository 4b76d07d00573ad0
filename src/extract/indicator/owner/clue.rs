//! What is seen of somebody that speaks for or against being the subject of a figure.

use smallvec::SmallVec;

use crate::lang::Attachment;

/// Declares the clues, each with the name that it has in the language pack.
macro_rules! clues {
    ($($clue:ident = $name:literal,)*) => {
        /// A clue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Clue { $(#[doc = concat!("`", $name, "`.")] $clue,)* }

        impl Clue {
            /// All clues, in order.
            const ALL: &[Self] = &[$(Self::$clue,)*];

            /// Its name in the language pack.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$clue => $name,)* }
            }
        }
    };
}

clues! {
    Always = "always",
    // What it is.
    Country = "country", Region = "region", Alliance = "alliance", Town = "town", Port = "port", Line = "line", Work = "work", Firm = "firm", Body = "body",
    // Its part in the document.
    Title = "in-title", Most = "most-named", MostOfKind = "most-named-of-its-kind", Third = "third-of-namings", Sixth = "sixth-of-namings", First = "in-first-sentence",
    Alone = "nobody-else", Main = "main-pair", Hub = "whose-partners-are-told", Local = "in-paragraph", Before1 = "one-sentence-before", Before2 = "two-sentences-before", Far = "long-before",
    Later = "only-later", Last = "named-last-before", Lead = "leads-sentence-before",
    // Where nobody is named in the sentence, or others are.
    EmptyTitle = "sentence-empty-in-title", EmptyMost = "sentence-empty-most-named", EmptyBefore = "sentence-empty-named-before", EmptyLast = "sentence-empty-named-last", EmptyLead = "sentence-empty-leads-before",
    AwayTitle = "others-named-in-title", AwayMost = "others-named-most-named", Away = "others-named",
    // In the sentence.
    Here = "in-sentence", Only = "only-one-in-sentence", Pair = "one-of-two-in-sentence", Many = "one-of-many-in-sentence", Leads = "leads-sentence", Through = "through-who-speaks-for-it", Pointed = "by-reference",
    Claimed = "beside-another-figure", Together = "named-together", Joined = "joined-to-another", Same = "same-phrase", Clause = "same-clause",
    Ahead = "before", AheadFirst = "nearest-before", AheadSecond = "second-before", AheadThird = "third-before", AheadNear = "just-before", AheadMiddle = "soon-before", AheadFar = "far-before",
    AheadFigure = "before-another-figure", AheadTwo = "before-two-figures", AheadWall = "before-wall", AheadMeasure = "before-measure", AheadBracket = "before-bracket", OtherBracket = "other-before-bracket", OtherNear = "other-just-before", InBracket = "in-same-bracket", AheadColon = "before-colon",
    AheadDemonym = "adjective-before",
    AheadOf = "before-of", AheadWith = "before-with", AheadBetween = "before-between", AheadBy = "before-by", AheadTo = "before-to", AheadWhere = "before-where", AheadAccording = "before-according", AheadBare = "before-bare",
    Behind = "behind", BehindFirst = "nearest-behind", BehindSecond = "second-behind", BehindThird = "third-behind", BehindNear = "just-behind", BehindMiddle = "soon-behind", BehindFar = "far-behind",
    BehindFigure = "behind-another-figure", BehindWall = "behind-wall", BehindComma = "behind-comma", BehindDemonym = "adjective-behind",
    BehindOf = "behind-of", BehindWith = "behind-with", BehindBetween = "behind-between", BehindBy = "behind-by", BehindTo = "behind-to", BehindWhere = "behind-where", BehindBare = "behind-bare",
    // Grammar.
    Source = "says-it", Expects = "expects-it", Held = "noun-that-holds-the-figure", Ordered = "in-order", Disordered = "out-of-order", Measured = "of-the-measure", Subject = "subject-of-the-verb", Agent = "agent-of-the-verb", Addressed = "addressed-by-the-verb",
    // Figures before.
    Previous = "of-figure-before", PreviousCarried = "of-figure-before-carried", PreviousAlone = "of-figure-before-nobody-since", PreviousWhole = "of-figure-before-part-of-it", Rated = "of-figure-before-in-bracket", Used = "of-figure-before-others-since", Kept = "of-figure-before-elsewhere-others-since", Both = "of-both-figures-before",
    PreviousOther = "of-figure-before-other-measure", Earlier = "of-earlier-figure", EarlierCarried = "of-earlier-figure-carried", EarlierEmpty = "of-earlier-figure-sentence-empty", EarlierSame = "of-earlier-figure-same-measure",
}

/// What was seen of somebody, who seldom has more.
pub type Clues = SmallVec<[Clue; 32]>;

/// Adds what is seen of some clues.
#[inline]
pub fn add<const N: usize>(clues: &mut Clues, seen: &[(bool, Clue); N]) {
    for (seen, clue) in seen {
        if *seen {
            clues.push(*clue);
        }
    }
}

/// How likely it is with these clues, for a group of measures.
pub fn chance(attachment: &Attachment, clues: impl Iterator<Item = Clue>, group: usize) -> f64 {
    let weights = attachment.weights(Clue::ALL.iter().map(|clue| clue.name()));
    let sum: f64 = clues.map(|clue| weights[clue as usize][group]).sum();
    1.0 / (1.0 + (-sum).exp())
}
