//! On which side of today a date lies, by the verb beside it.

use crate::{
    lang::{Sense, Tense, TokenKind, VERB},
    model::Toward,
    recognise::dates::Dates,
};

/// So many words behind a participle of what is planned its date stands at most, behind where it is planned.
const AWAITED: usize = 4;

impl Dates<'_> {
    /// On which side of the day of writing the expression `start..end` lies, by the verb of its sentence that is nearest.
    ///
    /// An hour without any verb is an announcement, and so is a day of the week beside nothing but the present.
    pub(super) fn lean(&self, start: usize, end: usize, hour: bool, weekday: bool) -> Toward {
        let before = (self.sentence.start..start).rev().map(|at| (start - at, at));
        let behind = (end..self.sentence.end).map(|at| (at + 1 - end, at));
        // "Arrivé dimanche, il repartira"
        let mut nearest = (1..=4).find(|back| start.checked_sub(*back).is_some_and(|at| self.is_done(at))).map(|back| (back, Toward::Past));
        // "le forum prévu en juin", "le forum, prévu à Rome en juin": still to come.
        let within = |back: &usize| start.checked_sub(*back).is_some_and(|at| at >= self.sentence.start && self.tokens[at].kind != TokenKind::Mark);
        let awaited = (1..=AWAITED).take_while(within).find(|back| self.is_awaited(start - *back));
        // "La visite prévue en mai a eu lieu"
        let over = || (end..(end + 6).min(self.sentence.end)).take_while(|at| !self.is_told(end, *at)).any(|at| self.tense_at(at) == Some(Toward::Past));
        nearest = nearest.or(awaited.filter(|_| !over()).map(|back| (back, Toward::Future)));
        for (distance, at) in before.chain(behind) {
            // What stands behind the date is its verb less often than what stands before.
            let distance = if at >= end { distance + 2 } else { distance };
            if nearest.is_some_and(|(known, _)| known <= distance) {
                continue;
            }
            // "de mercredi à vendredi, a annoncé X": who says so says it at another time.
            if at >= end && self.is_told(end, at) {
                break;
            }
            if let Some(toward) = self.tense_at(at) {
                nearest = Some((distance, toward));
            }
        }
        // "contre 11 milliards en septembre": what a figure is set against is over.
        let number = (self.sentence.start.max(start.saturating_sub(8))..start).rev().find(|at| self.tokens[*at].kind == TokenKind::Number);
        if nearest.is_some_and(|(_, toward)| toward == Toward::Future)
            && number.and_then(|at| at.checked_sub(1)).is_some_and(|at| self.language.lexicon.longest(self.words, at, "compare").is_some())
        {
            return Toward::Past;
        }
        let announced = || hour || weekday && self.sentence.clone().any(|at| self.is_present(at));
        nearest.map_or_else(|| if announced() { Toward::Future } else { Toward::Open }, |(_, toward)| toward)
    }

    /// Whether a comma and a verb of saying stand from one token on to another.
    fn is_told(&self, from: usize, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let senses = |at: usize| self.words.get(at).copied().flatten().map(|word| lexicon.senses_of(word)).unwrap_or_default();
        let verb = |sense: &&Sense| Some(sense.class) == lexicon.class(VERB);
        let says = |at: usize| senses(at).iter().filter(verb).any(|sense| self.language.verb_is(sense.value, "say"));
        // "Lors d'un entretien lundi, X a dit": who stands between speaks of it.
        let told = from < self.sentence.end && self.tokens.normal(from) == "," && senses(from + 1).iter().any(|sense| verb(&sense));
        told && (at..(at + 3).min(self.sentence.end)).any(says)
    }

    /// Whether a token is a verb in the present, and nothing else.
    fn is_present(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let senses = self.words[at].map(|word| lexicon.senses_of(word)).unwrap_or_default();
        // Most forms of the present are such of the subjunctive too.
        let tense = |tense: Tense| move |sense: &Sense| sense.form.is_some_and(|form| form.tense == tense);
        senses.iter().any(tense(Tense::Present))
            && senses.iter().all(|sense| Some(sense.class) == lexicon.class(VERB) && (tense(Tense::Present)(sense) || tense(Tense::Subjunctive)(sense)))
    }

    /// Whether a token is a participle without an auxiliary, of what is not only awaited or planned.
    fn is_done(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let Some(verb) = lexicon.class(VERB).filter(|_| at >= self.sentence.start) else { return false };
        let verbs = |at: usize| {
            let senses = self.words.get(at).copied().flatten().map(|word| lexicon.senses_of(word)).unwrap_or_default();
            senses.iter().filter(move |sense| sense.class == verb)
        };
        let is = |value, groups: &[&str]| groups.iter().any(|group| self.language.verb_is(value, group));
        let done = |at: usize| {
            let mut forms = verbs(at).peekable();
            forms.peek().is_some()
                && forms
                    .all(|sense| sense.form.is_some_and(|form| form.tense == Tense::Participle) && !is(sense.value, &["plan", "hope", "foresee", "address"]))
        };
        let helped = (at.saturating_sub(3).max(self.sentence.start)..at).any(|before| verbs(before).any(|sense| is(sense.value, &["be", "have"])));
        done(at) && !helped
    }

    /// Whether a token is a participle of what is planned, without an auxiliary.
    fn is_awaited(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let senses = |at: usize| self.words.get(at).copied().flatten().map(|word| lexicon.senses_of(word)).unwrap_or_default();
        let is = |sense: &Sense, group: &str| sense.form.is_some() && self.language.verb_is(sense.value, group);
        let planned = senses(at).iter().any(|sense| is(sense, "plan") && sense.form.is_some_and(|form| form.tense == Tense::Participle));
        let helped =
            || (at.saturating_sub(3).max(self.sentence.start)..at).any(|before| senses(before).iter().any(|sense| is(sense, "be") || is(sense, "have")));
        planned && !helped()
    }

    /// Whether a token is no common noun: a number before it counts nothing.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|_| at < self.sentence.end) else { return true };
        if token.kind != TokenKind::Word || token.capital {
            return true;
        }
        let lexicon = &self.language.lexicon;
        let senses = self.words[at].map(|word| lexicon.senses_of(word)).unwrap_or_default();
        const SMALL: [&str; 9] = ["prep", "conj", "det", "pron", "rel", "sub", "neg", "adv", VERB];
        !token.joined && senses.iter().any(|sense| SMALL.iter().any(|class| lexicon.is_class(sense.class, class)))
    }

    fn tense_at(&self, at: usize) -> Option<Toward> {
        let lexicon = &self.language.lexicon;
        let verb = lexicon.class(VERB)?;
        let senses = |at: usize| self.words.get(at).copied().flatten().map(|word| lexicon.senses_of(word)).unwrap_or_default();
        let here = senses(at);
        if here.is_empty() {
            let token = self.tokens[at];
            let plain = token.kind == TokenKind::Word && !token.capital && !token.joined;
            return if plain { self.grammar().ending(self.tokens.normal(at)) } else { None };
        }
        // A preposition or article that looks like a verb is none.
        if here.iter().any(|sense| {
            sense.class != verb && sense.form.is_none() && ["prep", "det", "conj", "pron"].iter().any(|class| lexicon.is_class(sense.class, class))
        }) {
            return None;
        }
        let mut found = None;
        for sense in here.iter().filter(|sense| sense.class == verb) {
            let lemma = sense.value;
            let group = |name: &str| self.language.verb_is(lemma, name);
            let toward = match sense.form?.tense {
                // What was due then was still to come.
                Tense::Imperfect if group("future") || group("duty") => Toward::Future,
                Tense::Past | Tense::Imperfect => Toward::Past,
                Tense::Future | Tense::Conditional => Toward::Future,
                Tense::Present if group("future") || group("duty") => {
                    let infinitive = (at + 1..(at + 4).min(self.sentence.end))
                        .any(|next| senses(next).iter().any(|sense| sense.form.is_some_and(|form| form.tense == Tense::Infinitive)));
                    if !infinitive {
                        continue;
                    }
                    Toward::Future
                }
                Tense::Present if group("have") || group("be") => {
                    let unknown = |next: usize| senses(next).is_empty() && self.grammar().is_participle(self.tokens.normal(next));
                    let participle = (at + 1..(at + 4).min(self.sentence.end))
                        .any(|next| senses(next).iter().any(|sense| sense.form.is_some_and(|form| form.tense == Tense::Participle)) || unknown(next));
                    if !participle {
                        continue;
                    }
                    // "est attendu", "sont prévus": still to come.
                    match group("be") {
                        true if self.has_participle(at, &["plan"]) => Toward::Future,
                        true if !self.is_past_with_be(at) => continue,
                        _ => Toward::Past,
                    }
                }
                _ => continue,
            };
            found = found.or(Some(toward));
        }
        found
    }

    /// Whether the participle behind a form of "be" is of a verb of motion, or reflexive: then it is past.
    fn is_past_with_be(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let reflexive = at
            .checked_sub(1)
            .and_then(|before| self.words[before])
            .is_some_and(|word| lexicon.senses_of(word).iter().any(|sense| lexicon.is_class(sense.class, "pron") && lexicon.value(sense.value) == "reflexive"));
        reflexive || self.has_participle(at, &["motion"])
    }

    /// Whether a participle of a verb of one of the groups stands shortly behind a token.
    fn has_participle(&self, at: usize, groups: &[&str]) -> bool {
        let lexicon = &self.language.lexicon;
        (at + 1..(at + 4).min(self.sentence.end)).any(|next| {
            let senses = self.words[next].map(|word| lexicon.senses_of(word)).unwrap_or_default();
            (senses.iter().filter(|sense| sense.form.is_some_and(|form| form.tense == Tense::Participle)))
                .any(|sense| groups.iter().any(|group| self.language.verb_is(sense.value, group)))
        })
    }
}
