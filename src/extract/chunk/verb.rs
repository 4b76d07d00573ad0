//! Verbs and verb groups: which words are verbs in their place, and what stands between auxiliary and participle.

use super::{Chunker, Modal, VerbGroup, Voice};
use crate::{
    lang::{Kinds, Sense, Tense, Value},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// An insertion between auxiliary and participle has no more words.
const INSERTION: usize = 10;

/// So many words, the relative with them, lie behind a noun that is said more of.
const APPOSED: usize = 4;

impl Chunker<'_> {
    /// The verb that the item is in this place, if it is one.
    pub(super) fn verb_sense(&self, at: usize) -> Option<(Value, Tense)> {
        self.verbs.get(at).copied().flatten()
    }

    /// The same of a word that has a form of a verb, found out.
    pub(super) fn find_verb(&self, at: usize) -> Option<(Value, Tense)> {
        let lexicon = &self.language.lexicon;
        let item = self.items.get(at)?;
        let senses = || item.senses.iter().filter_map(|sense| sense.form.map(|form| (sense.value, form.tense)));
        let first = senses().next()?;
        let (lemma, tense) = senses().find(|(_, tense)| *tense == Tense::Participle).filter(|_| self.after_auxiliary(at)).unwrap_or(first);
        // A preposition or conjunction that looks like a verb is none.
        // "la réunion devant se tenir": the gerund keeps its infinitive.
        let governing = || {
            let next = self.items.get(at + 1).filter(|next| next.code(lexicon, "pron") != Some("reflexive")).or_else(|| self.items.get(at + 2));
            tense == Tense::Gerund && next.is_some_and(|next| next.senses.has_tense(Tense::Infinitive))
        };
        // "la visite entre dans le cadre de": no preposition stands right before another.
        let entering = || {
            tense == Tense::Present
                && self.items.get(at + 1).and_then(|next| next.value(lexicon, "prep")).is_some_and(|prep| !self.language.has_function("of", prep))
        };
        if item.is_any(Kinds::PREPOSITION.or(Kinds::CONJUNCTION)) && !governing() && !entering() {
            return None;
        }
        let before = at.checked_sub(1).and_then(|before| self.items.get(before));
        let auxiliary = self.language.verb_is(lemma, "have") || self.language.verb_is(lemma, "be");
        // Behind a preposition it is an article: "dans l'est du pays".
        let governs =
            at.checked_sub(2).and_then(|index| self.items.get(index)).is_some_and(|item| item.kind == ItemKind::Word && item.is_any(Kinds::PREPOSITION));
        // "relie l'est de l'Iran à": a quarter of the sky.
        let of = |next: &Item| next.value(lexicon, "prep").is_some_and(|value| self.language.has_function("of", value));
        let quarter = auxiliary && item.is(lexicon, "quarter") && self.items.get(at + 1).is_some_and(of);
        if auxiliary && !governs && !quarter && tense != Tense::Participle && before.is_some_and(|before| self.is_pronoun_article(before, item)) {
            return Some((lemma, tense));
        }
        let spelt = item.senses.has_plain();
        // What a word says of figures makes no noun of a verb: "le commerce bilatéral progresse", "l'économie tadjike devrait".
        const OF_FIGURES: [&str; 8] = ["change", "forecast-word", "target-word", "share-word", "plan-word", "measure", "multiple", "duration-word"];
        let of_figures = |sense: &Sense| OF_FIGURES.iter().any(|class| lexicon.is_class(sense.class, class));
        let other = || item.senses.iter().any(|sense| sense.form.is_none() && !of_figures(sense));
        let noun_too = spelt && (item.is_any(Kinds::NOUN) || !matches!(tense, Tense::Future | Tense::Conditional) && (tense == Tense::Participle || other()));
        // "X en est le terminus", "Y en a acheté": a preposition that is a pronoun here.
        let of_it = |before: &Item| {
            (auxiliary || !noun_too) && !matches!(tense, Tense::Participle | Tense::Gerund | Tense::Infinitive) && before.is(lexicon, "pron-of")
        };
        // "dont font partie A et B": behind the relative its verb may stand first.
        let whose = |before: &Item| !noun_too && before.value(lexicon, "prep").is_some_and(|value| self.language.has_function("whose", value));
        // "le tronçon chinois compte 155 km": right before a number stands no noun.
        let counts = || tense == Tense::Present && self.items.get(at + 1).is_some_and(|next| matches!(next.kind, ItemKind::Quantity(_)));
        let governed = before.is_some_and(|before| {
            before.kind == ItemKind::Word && (before.is_any(Kinds::DETERMINER) || before.is_any(Kinds::PREPOSITION) && !of_it(before) && !whose(before))
                || noun_too
                    && !(auxiliary && self.participle_at(at + 1).is_some())
                    && ((before.is_any(Kinds::ADJECTIVE) && before.kind == ItemKind::Word || before.is_demonym()) && !counts() || matches!(before.kind, ItemKind::Quantity(_)))
                // "fait partie", "donne suite"
                || noun_too && before.value(lexicon, "verb").is_some_and(|lemma| self.language.verb_is(lemma, "light"))
        });
        let participle = senses().any(|(_, tense)| tense == Tense::Participle);
        // "le chemin le plus court": an adjective that looks like a verb.
        let item_at = |back: usize| at.checked_sub(back).and_then(|index| self.items.get(index));
        let superlative = item_at(1).is_some_and(|item| item.is(lexicon, "superlative")) && item_at(2).is_some_and(|item| item.is_any(Kinds::DETERMINER));
        match tense {
            _ if superlative && !participle => None,
            // "le conduire": behind an article that is a pronoun, where no noun has the form.
            Tense::Infinitive => {
                let article =
                    before.is_some_and(|before| before.is_any(Kinds::DETERMINER) && !before.is_any(Kinds::PREPOSITION) && before.span.end != item.span.start);
                let pronoun = !noun_too && before.is_some_and(|before| before.code(lexicon, "det") == Some("definite"));
                (!article || pronoun).then_some((lemma, tense))
            }
            // "le rôle important de": an adjective in the form of a gerund.
            Tense::Gerund => (!(noun_too && governed || item.is_any(Kinds::ADJECTIVE))).then_some((lemma, tense)),
            // "la conduira": a form that no noun has, behind an article that is a pronoun.
            Tense::Future | Tense::Conditional
                if governed && !noun_too && before.is_some_and(|before| before.is_any(Kinds::DETERMINER) && !before.is_any(Kinds::PREPOSITION)) =>
            {
                Some((lemma, tense))
            }
            _ if governed => None,
            // "Reçu à Paris, le ministre": a participle that opens the sentence has its complements behind it.
            _ if noun_too && participle && before.is_none() && self.opens(at) => Some((lemma, Tense::Participle)),
            _ if noun_too && (before.is_none() || !participle && item.capital) => None,
            _ if noun_too && tense == Tense::Present && before.is_some_and(|before| before.is_mark(self.text, ",")) && self.is_apposed(at) => None,
            _ if participle && !self.after_auxiliary(at) && before.is_some_and(|before| !matches!(before.kind, ItemKind::Mark)) && senses().count() == 1 => {
                Some((lemma, Tense::Participle))
            }
            _ => Some((lemma, tense)),
        }
    }

    /// "X, axe commercial qui relie": what a relative follows, past adjectives, is no verb.
    fn is_apposed(&self, at: usize) -> bool {
        let small = Kinds::PREPOSITION.or(Kinds::DETERMINER).or(Kinds::CONJUNCTION).or(Kinds::PRONOUN);
        let trait_of = |item: &&Item| {
            (item.kind == ItemKind::Word || item.is_demonym()) && !item.capital && !item.is_any(small) && item.code(&self.language.lexicon, "rel").is_none()
        };
        let next = self.items[at + 1..].iter().take(APPOSED).find(|item| !trait_of(item));
        next.is_some_and(|next| next.code(&self.language.lexicon, "rel") == Some("subject"))
    }

    /// Whether a place, or by whom it is done, stands behind the word that opens a sentence, and a date perhaps before that.
    fn opens(&self, at: usize) -> bool {
        let dated = self.items.get(at + 1).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)));
        let at = at + usize::from(dated);
        // "Ouverte en 2014, la ligne"
        if dated && self.items.get(at + 1).is_some_and(|item| item.is_mark(self.text, ",")) {
            return true;
        }
        let is = |item: &Item, function: &str| item.value(&self.language.lexicon, "prep").is_some_and(|prep| self.language.has_function(function, prep));
        let Some(next) = self.items.get(at + 1) else { return false };
        if is(next, "by") {
            return true;
        }
        // "Reçu au siège de l'agence par X, le ministre a dit": by whom, and the one to whom it was done behind a comma.
        let rest = &self.items[at + 1..];
        let comma = rest.iter().position(|item| item.kind == ItemKind::Mark && item.is_mark(self.text, ","));
        let phrase = &rest[..comma.unwrap_or_default()];
        let clean = phrase.iter().all(|item| item.kind != ItemKind::Mark);
        // "Signé mardi entre X et Y, l'accord"
        if comma.is_some() && clean && ["between", "with"].iter().any(|function| is(next, function)) {
            return true;
        }
        let at_where = ["where", "from"].iter().any(|function| is(next, function));
        if at_where && clean && phrase.iter().skip(1).any(|item| is(item, "by")) {
            return true;
        }
        let place = rest.iter().take(3).find(|item| !item.entities().is_empty()).and_then(|item| item.entities().first());
        let house = |id: &EntityId| comma.is_some() && matches!(id.kind(), EntityKind::Infrastructure | EntityKind::Organisation);
        at_where && place.is_some_and(|id| id.kind().is_place() || house(id))
    }

    /// "l'a noté": an elided article before an auxiliary is a pronoun.
    pub(super) fn is_pronoun_article(&self, article: &Item, verb: &Item) -> bool {
        let lexicon = &self.language.lexicon;
        // "les a rejoints": behind the article of several no auxiliary is a noun.
        let has = || verb.senses.iter().any(|sense| sense.form.is_some() && self.language.verb_is(sense.value, "have"));
        if article.code(lexicon, "det") == Some("definite") && article.kind == ItemKind::Word && has() && !verb.is_any(Kinds::NOUN) {
            return true;
        }
        article.is_any(Kinds::DETERMINER)
            && verb.span.start.saturating_sub(article.span.end) <= '’'.len_utf8()
            && article.span.of(self.text).chars().nth(1).is_none()
    }

    fn after_auxiliary(&self, at: usize) -> bool {
        let language = self.language;
        let lexicon = &language.lexicon;
        for back in 1..=4 {
            let Some(item) = at.checked_sub(back).and_then(|index| self.items.get(index)) else { return false };
            if item.value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "have") || language.verb_is(lemma, "be")) {
                return true;
            }
            if !(item.is_any(Kinds::ADVERB.or(Kinds::NEGATION).or(Kinds::PRONOUN))) {
                return false;
            }
        }
        false
    }

    pub(super) fn verb(&self, at: usize) -> Option<(usize, VerbGroup)> {
        let language = self.language;
        let lexicon = &language.lexicon;
        let mut index = at;
        let (mut negated, mut denied) = (false, false);
        let mut reflexive = false;
        // Negation and pronouns in front.
        let small = |item: &&Item| item.kind == ItemKind::Word && !item.senses.has_form() && item.is_any(Kinds::NEGATION.or(Kinds::PRONOUN));
        while let Some(item) = self.items.get(index).filter(small) {
            if item.code(lexicon, "neg") == Some("ne") {
                negated = true;
            } else if item.code(lexicon, "pron") == Some("reflexive") {
                reflexive = true;
            } else if !(index > at && item.code(lexicon, "pron").is_some_and(|value| value == "object")) && item.code(lexicon, "pron") != Some("object") {
                break;
            }
            index += 1;
        }
        let (mut lemma, mut tense) = self.verb_sense(index)?;
        let mut item = index;
        let mut voice = if reflexive { Voice::Reflexive } else { Voice::Active };
        let mut modal = None;
        let mut end = self.skip_small(index + 1, &mut denied);
        let first = tense;
        if language.verb_is(lemma, "have") || language.verb_is(lemma, "be") {
            end = self.past_insertion(end);
        }
        // Auxiliaries: "a signé", "a été signé", "est prévu", "s'est rendu".
        let mut had = false;
        while language.verb_is(lemma, "have") || language.verb_is(lemma, "be") {
            let be = language.verb_is(lemma, "be");
            let Some((next, _)) = self.verb_sense(end).filter(|(_, tense)| *tense == Tense::Participle).or_else(|| self.participle_at(end)) else { break };
            // "a été passé": what is done to something, though "est passé" is what it does.
            let motion = language.verb_is(next, "motion") && !(be && had);
            had |= !be;
            if be && voice == Voice::Active && !motion {
                voice = Voice::Passive;
            }
            if !be || motion || voice == Voice::Reflexive {
                tense = compound(first);
            }
            (lemma, item) = (next, end);
            end = self.skip_small(end + 1, &mut denied);
        }
        if voice == Voice::Passive && language.verb_is(lemma, "be") {
            voice = Voice::Active;
        }
        // Half-auxiliaries with an infinitive: "pourrait atteindre", "doit se rendre", "souhaite renforcer".
        for (group, kind) in [("future", Modal::Future), ("duty", Modal::Duty), ("may", Modal::May), ("wish", Modal::Wish)] {
            if !language.verb_is(lemma, group) || voice == Voice::Passive {
                continue;
            }
            let mut next = self.skip_small(end, &mut denied);
            let mut inner = false;
            // "prévoit de rencontrer", "cherche à renforcer"
            let linked = self
                .items
                .get(next)
                .and_then(|item| item.value(lexicon, "prep"))
                .is_some_and(|prep| language.has_function("of", prep) || language.has_function("at", prep));
            if linked
                && (self.verb_sense(next + 1).is_some_and(|(_, tense)| tense == Tense::Infinitive)
                    || self.items.get(next + 1).is_some_and(|item| item.is_any(Kinds::PRONOUN)))
                && matches!(kind, Modal::Duty | Modal::Wish | Modal::Future)
            {
                next += 1;
            }
            // "doit le conduire"
            let article = |at: usize| {
                let definite = self.items.get(at).is_some_and(|item| item.kind == ItemKind::Word && item.code(lexicon, "det") == Some("definite"));
                definite && self.verb_sense(at + 1).is_some_and(|(_, tense)| tense == Tense::Infinitive)
            };
            // "doit nous donner": the same word as a subject.
            let subject = |at: usize| {
                let pronoun = self.items.get(at).is_some_and(|item| item.kind == ItemKind::Word && item.code(lexicon, "pron") == Some("subject"));
                pronoun && self.verb_sense(at + 1).is_some_and(|(_, tense)| tense == Tense::Infinitive)
            };
            while article(next) || subject(next) || self.items.get(next).is_some_and(|item| item.code(lexicon, "pron").is_some_and(|value| value != "subject"))
            {
                inner |= self.items[next].code(lexicon, "pron") == Some("reflexive");
                next += 1;
            }
            if let Some((main, Tense::Infinitive)) = self.verb_sense(next) {
                modal = Some(kind);
                (lemma, item) = (main, next);
                voice = if inner { Voice::Reflexive } else { Voice::Active };
                end = next + 1;
                // "doit être signé", "doit être prochainement signé"
                let past = if language.verb_is(main, "be") { self.skip_small(end, &mut denied) } else { end };
                if language.verb_is(main, "be")
                    && let Some((participle, _)) = self.participle_at(past)
                {
                    (lemma, item, voice) = (participle, past, Voice::Passive);
                    end = past + 1;
                }
            }
            break;
        }
        if tense == Tense::Participle {
            voice = Voice::Passive;
        }
        // "ne compte que dix membres": that, and no more.
        let only = self.items.get(end).filter(|item| item.kind == ItemKind::Word && item.code(lexicon, "rel") == Some("object"));
        if negated && !denied && only.is_some() {
            negated = false;
            end += 1;
        }
        negated |= denied;
        Some((end.max(index + 1).min(self.items.len()), VerbGroup { lemma, voice, tense, negated, modal, item }))
    }

    /// "a, quant à lui, rappelé", "s'est, lui, entretenu": past what stands between commas before the participle.
    fn past_insertion(&self, from: usize) -> usize {
        // "a lundi remercié"
        if self.items.get(from).is_some_and(|item| matches!(item.kind, ItemKind::Date(_))) && self.participle_at(from + 1).is_some() {
            return from + 1;
        }
        let comma = |at: usize| self.items.get(at).is_some_and(|item| item.is_mark(self.text, ","));
        let plain = |at: &usize| self.items[*at].kind != ItemKind::Mark && self.verb_sense(*at).is_none();
        let close = (from + 1..self.items.len().min(from + INSERTION)).take_while(plain).last().map_or(from + 1, |last| last + 1);
        // "a, pour sa part, hautement apprécié"
        let adverb = self.items.get(close + 1).is_some_and(|item| item.kind == ItemKind::Word && item.is_any(Kinds::ADVERB));
        let next = close + 1 + usize::from(adverb);
        if comma(from) && close > from + 1 && comma(close) && self.participle_at(next).is_some() { next } else { from }
    }

    fn participle_at(&self, at: usize) -> Option<(Value, Tense)> {
        let item = self.items.get(at).filter(|item| item.kind == ItemKind::Word)?;
        item.senses.iter().find_map(|sense| sense.form.filter(|form| form.tense == Tense::Participle).map(|form| (sense.value, form.tense)))
    }

    /// Past negation, adverbs and hanging pronouns that stand inside a verb group.
    fn skip_small(&self, from: usize, negated: &mut bool) -> usize {
        let lexicon = &self.language.lexicon;
        let mut end = from;
        while let Some(item) = self.items.get(end).filter(|item| item.kind == ItemKind::Word || item.hyphen && matches!(item.kind, ItemKind::Reference(_))) {
            let clitic = item.hyphen && self.language.clitics.iter().any(|clitic| clitic == &item.span.of(self.text).to_lowercase());
            let adverb = |at: usize| self.items.get(at).is_some_and(|next| next.kind == ItemKind::Word && next.is_any(Kinds::ADVERB));
            // "a officiellement et solennellement signé"
            let and = self.items.get(end + 1).is_some_and(|next| next.code(lexicon, "conj") == Some("and")) && adverb(end + 2);
            if item.is_any(Kinds::NEGATION) {
                *negated |= item.code(lexicon, "neg") == Some("not");
            } else if !(clitic
                || item.is_any(Kinds::ADVERB) && {
                    // "a pour sa part hautement apprécié": one behind the other.
                    let next = end + 1 + if and { 2 } else { usize::from(adverb(end + 1)) };
                    self.participle_at(next).is_some() || self.verb_sense(next).is_some_and(|(_, tense)| tense == Tense::Infinitive)
                })
            {
                break;
            }
            end += if and { 2 } else { 1 };
        }
        end
    }
}

const fn compound(auxiliary: Tense) -> Tense {
    match auxiliary {
        Tense::Present | Tense::Imperfect | Tense::Past => Tense::Past,
        // "après avoir signé", "annonce avoir conclu": done, and with no subject of its own.
        Tense::Infinitive => Tense::Gerund,
        other => other,
    }
}
