//! Classes that nearly every word of a text is asked for, alone or together.

use super::{TRIGGER, VERB, sense::Classes};

/// Some of the kinds below. What a word may be says of each, by one bit of the word itself, whether one of its classes is meant, for sure, or
/// perhaps one of the groups of its verbs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// These or those.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of these is one of those.
    #[inline]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

macro_rules! kinds {
    (classes { $($(#[$doc:meta])* $name:ident: $classes:expr;)* } verbs { $($(#[$verb_doc:meta])* $verb:ident: $groups:expr;)* }) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "their places are counted under the names of the kinds")]
        enum Place { $($name,)* $($verb,)* }

        impl Kinds {
            $($(#[$doc])* pub const $name: Self = Self(1 << Place::$name as u32);)*

            $($(#[$verb_doc])* pub const $verb: Self = Self(1 << Place::$verb as u32);)*

            /// Those that verbs of some groups may be of: nearly always of none, where they are of none.
            pub(super) fn of_verbs(groups: &Classes) -> Self {
                let mut kinds = Self::default();
                $(if $groups.iter().any(|group| groups.may_have(group)) {
                    kinds = kinds.or(Self::$verb);
                })*
                kinds
            }

            /// Those that a class is of.
            pub(super) fn of(class: &str) -> Self {
                let mut kinds = Self::default();
                $(if $classes.contains(&class) {
                    kinds = kinds.or(Self::$name);
                })*
                kinds
            }
        }
    };
}

kinds! {
    classes {
        /// Articles and their like.
        DETERMINER: ["det"];
        /// Prepositions.
        PREPOSITION: ["prep"];
        /// Conjunctions that join what is alike.
        CONJUNCTION: ["conj"];
        /// Words of negation.
        NEGATION: ["neg"];
        /// Adverbs.
        ADVERB: ["adv"];
        /// Pronouns.
        PRONOUN: ["pron"];
        /// Adjectives.
        ADJECTIVE: ["adj"];
        /// Common nouns that look like something else.
        NOUN: ["noun"];
        /// Verbs.
        VERB: [VERB];
        /// Forms of address.
        ADDRESS: ["honorific"];
        /// What no noun phrase goes on with.
        SMALL: ["prep", "conj", "rel", "sub", "pron", "neg", "adv"];
        /// What opens anything but a noun phrase, or has a say in how that begins.
        OPENING: ["prep", "conj", "rel", "sub", "pron", "neg", "adv", "det", "honorific", VERB];
        /// What may stand for somebody or something without a capital, or begin a name, apart from nouns of office.
        POINTING: [
            "body-again",
            "body-short",
            "country-again",
            "group",
            "line-again",
            "line-between",
            "line-head",
            "line-part",
            "one-of-two",
            "org-lead",
            "person-again",
            "person-opposite",
            "place-head",
            "pron",
            "pron-behind",
            "side",
            "site-head",
        ];
        /// What names a body, or may have one behind it.
        BODY: ["body", "org-head", "org-lead", "org-word", "site-ending", "event-kind", "pact-head", "role-of-body"];
        /// What begins a name of a body, or a stretch in which one is sought; all else has a capital or is a name already.
        BODY_OPENING: ["body", "org-head", "school", "org-lead", "pact-head", "event-kind", "role", "role-of-body"];
        /// Nouns of office.
        OFFICE: ["role", "role-portfolio", "counterpart"];
        /// The same, and groups of those who hold one.
        OFFICE_OR_GROUP: ["role", "role-portfolio", "counterpart", "group"];
        /// What stands between an article and a noun of office, and what stands for it.
        OFFICE_OPENING: ["det", "former", "role-adjunct", "honorific"];
        /// What tells that a word names an event: its kind, or its rank in a series.
        EVENT: ["event-kind", "event-previous", "ordinal"];
        /// What points to the occasion that was just told.
        OCCASION: ["this-occasion"];
        /// What is done with ceremony.
        CEREMONY: ["ceremony-act"];
        /// What a figure may begin with.
        FIGURE: ["qualifier", "number", "one", "unit", "fraction"];
        /// What triggers patterns of facts.
        TRIGGER: [TRIGGER];
        /// Fields of working together.
        AREA: ["area"];
        /// Words by which a sentence speaks of working together.
        TOGETHER: ["cooperation-word", "agreement-kind", "cooperation-topic", "cooperation-verb", "cooperation-talks"];
        /// Nouns for who gets an office behind somebody, for the office, and for who holds it meanwhile.
        SUCCESSION: ["successor", "post", "interim"];
    }
    verbs {
        /// Verbs of running a body.
        LEADING: ["lead", "take-helm"];
        /// Verbs of what is done with ceremony.
        CELEBRATING: ["sign", "inaugurate", "launch"];
        /// Verbs of getting an office behind somebody.
        SUCCEEDING: ["succeed"];
    }
}
