//! Where the values of a fact's slots come from: the words of a pattern's file for it.

/// Where a slot's values come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The grammatical subject (of a passive: the agent), or whose the noun is.
    Subject,
    /// The country of the subject: a state, or a body or person of one.
    SubjectCountry,
    /// The object (of a passive: the subject).
    Object,
    /// Complements behind a preposition of this function.
    Function(String),
    /// Countries whose adjective stands at the trigger noun.
    Adjective,
    /// Two countries whose adjectives or names, joined by a hyphen, stand at the trigger noun: "l'accord sino-russe".
    Adjectives,
    /// The place of the sentence's event.
    Place,
    /// The date of the sentence's event.
    When,
    /// The term that a word of this class in the trigger's (or its object's) noun phrase stands for.
    Word(String),
    /// Areas and entities named behind the trigger.
    Topics,
    /// Status by tense and mood.
    Status,
    /// The number before the noun.
    Count,
    /// An amount of money in the clause.
    Money,
    /// Currency of that amount.
    Currency,
    /// The two countries that the sentence, or else the document, is about.
    Pair,
    /// The same where the trigger noun has a date of its own: "l'accord de 1997".
    DatedPair,
    /// The date that the trigger noun has of its own.
    OwnDate,
    /// The words of the trigger's noun phrase.
    Name,
    /// All entities that fit, anywhere in the clause.
    Clause,
    /// All entities that fit, from the trigger to the end of the sentence.
    Rest,
    /// The corridors, lines and branches from the trigger to the end of the sentence.
    Branches,
    /// The noun phrase that the trigger says something more of: "X, membre de Y", "X en tant que membre de Y".
    Antecedent,
    /// What is said of the trigger by "be": "ses membres sont A, B et C".
    Predicate,
    /// What a colon, bracket or "namely" behind the trigger lists: "ses membres : A, B et C".
    Listed,
    /// The body that was named last: in the sentence before the trigger, or before the sentence.
    Earlier,
    /// The body that was named last, where a pronoun or participle speaks of it: "l'ont rejointe".
    Pronoun,
    /// The person to whom an object pronoun at the verb points: "l'a reçu".
    Pointed,
    /// The person whom the verb that the trigger noun hangs on is addressed to: "a dit à X lors d'un entretien".
    Addressee,
    /// The place that a relative clause of place hangs on, or that "there" stands for: "à Tachkent, où il s'est rendu", "s'y est rendu".
    Where,
    /// The city or country that a preposition of place puts right behind the verb: "sera à Erevan".
    RightWhere,
    /// The state whose the trigger noun is, where it is said to be done: "depuis son adhésion, A".
    OwnState,
    /// Those of whom the verb says the same with another date: "A l'a rejointe en 2017, B en 2023".
    Gapped,
    /// Who is received, by a passive; no ambassador, who lives there.
    Guest,
    /// The town or country that is said to receive: "Rome a accueilli X".
    HostPlace,
    /// What a passive verb is said of: the body that is widened.
    Widened,
    /// The subject of the verb that the trigger noun hangs on.
    Doer,
    /// The same, where the slot has one value so far: "X annonce la signature d'un accord avec Y".
    Announcer,
    /// What "between" joins right behind the thing that is acted on or the trigger, before any other verb.
    NearBetween,
    /// The alliance that the sentence names, where it does not name two states.
    Alliance,
    /// Whose the trigger noun is by its possessive: "sa rencontre", "leur entretien".
    Possessor,
    /// Who speaks: a person or body that is the subject, or whom the text names as the speaker around.
    Speaker,
    /// Who speaks, a state by its name as well: "la Géorgie a condamné".
    SpeakerState,
    /// Who speaks by a verb that tells of speaking only around a quotation: "« … », a lancé X".
    SpeakerQuoted,
    /// The corridor, railway or pipeline that the trigger speaks of.
    Line,
    /// The line named last, where the subject is a length of it: "300 km se trouvent en A".
    LineOfLength,
    /// What the trigger noun is said of, by "be" or as an apposition: a line, or a place.
    SaidOf,
    /// Who speaks by a verb that tells of a quotation where it has one, and of something else where not.
    SpeakerPlain,
    /// The same where countries may be meant too.
    LandSaid,
    /// The line that what the trigger noun is said of is a part of.
    Whole,
    /// What the trigger noun names where a thing is said to have it so: "a pour terminus A".
    Term,
    /// Where a line runs: `object`, `from`, `to`, `onward`, `between`, `through`, `along` another; `last-` where it ends there, `midway-` where not.
    Stops(String),
    /// The term that a word of this class in what is said stands for.
    SaidWord(String),
    /// Whose the thing acted on is: "les lettres de créance de X".
    Bearer,
    /// What asking somebody to do something is.
    Asked,
    /// Areas and entities named in what is said: behind the trigger, or before it where its subject stands behind.
    Said,
}

impl Source {
    /// What prepositions of a sentence must say, one of these at least, for it to give anything; nothing where it does not rest on them.
    /// `noun`: whether a noun triggers the pattern, of which the verb that it hangs on may tell where it is and between whom.
    pub(super) fn functions(&self, noun: bool) -> Option<Vec<&str>> {
        match self {
            Self::Function(function) => (!noun || !matches!(function.as_str(), "where" | "between")).then(|| vec![function.as_str()]),
            Self::Stops(way) => match Self::bare_way(way) {
                "through" | "along" => Some(vec!["through", "under"]),
                "onward" => Some(vec!["onward", "for"]),
                "in" => Some(vec!["at"]),
                way @ ("between" | "until") => Some(vec![way]),
                _ => None,
            },
            _ => None,
        }
    }

    /// How a stop is told, wherever the line goes on from it.
    pub fn bare_way(way: &str) -> &str {
        way.strip_prefix("last-").or_else(|| way.strip_prefix("midway-")).unwrap_or(way)
    }

    pub(super) fn parse(text: &str) -> Self {
        match text {
            "subject" => Self::Subject,
            "subject-country" => Self::SubjectCountry,
            "object" => Self::Object,
            "adjective" => Self::Adjective,
            "adjectives" => Self::Adjectives,
            "place" => Self::Place,
            "when" => Self::When,
            "topics" => Self::Topics,
            "status" => Self::Status,
            "count" => Self::Count,
            "money" => Self::Money,
            "currency" => Self::Currency,
            "pair" => Self::Pair,
            "dated-pair" => Self::DatedPair,
            "own-date" => Self::OwnDate,
            "name" => Self::Name,
            "clause" => Self::Clause,
            "rest" => Self::Rest,
            "branches" => Self::Branches,
            "antecedent" => Self::Antecedent,
            "predicate" => Self::Predicate,
            "listed" => Self::Listed,
            "earlier" => Self::Earlier,
            "pronoun" => Self::Pronoun,
            "pointed" => Self::Pointed,
            "addressee" => Self::Addressee,
            "where-said" => Self::Where,
            "right-where" => Self::RightWhere,
            "own-state" => Self::OwnState,
            "gapped" => Self::Gapped,
            "guest" => Self::Guest,
            "host-place" => Self::HostPlace,
            "doer" => Self::Doer,
            "announcer" => Self::Announcer,
            "widened" => Self::Widened,
            "near-between" => Self::NearBetween,
            "alliance" => Self::Alliance,
            "possessor" => Self::Possessor,
            "speaker" => Self::Speaker,
            "speaker-state" => Self::SpeakerState,
            "speaker-quoted" => Self::SpeakerQuoted,
            "speaker-plain" => Self::SpeakerPlain,
            "bearer" => Self::Bearer,
            "line" => Self::Line,
            "line-of-length" => Self::LineOfLength,
            "said-of" => Self::SaidOf,
            "whole" => Self::Whole,
            "term" => Self::Term,
            "land-said" => Self::LandSaid,
            "said" => Self::Said,
            "asked" => Self::Asked,
            _ => match text.split_once(':') {
                Some(("stops", way)) => Self::Stops(way.to_owned()),
                Some(("word", class)) => Self::Word(class.to_owned()),
                Some(("said", class)) => Self::SaidWord(class.to_owned()),
                _ => Self::Function(text.to_owned()),
            },
        }
    }
}
