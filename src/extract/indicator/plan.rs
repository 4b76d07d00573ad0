//! What is to be built or paid, what is reckoned, and for how long it holds.

use super::{Figure, Sight, modality::is_account, rule, signs::note};
use crate::{
    extract::chunk::{ChunkKind, Modal, VerbGroup, Voice},
    lang::Tense,
    model::TimeUnit,
    recognise::{Item, ItemKind},
};

/// So near before a length of time stands the paper that holds for it, or what is lent for it.
const PAPER: usize = 8;
/// So near before a sum stands the noun that promises it.
const PROMISE: usize = 5;

impl Sight<'_> {
    /// Whether the thing that is measured is told of as one to come: "Longue de 760 km, la ligne passera", "un investissement de 3 milliards qui doit relier".
    pub(super) fn is_to_come(&self, measure: &str) -> bool {
        let chunks = self.scene.chunks();
        let coming = |index: &usize| {
            !self.is_renewed(*index)
                && chunks[*index]
                    .verb()
                    .is_some_and(|verb| verb.is_finite() && (verb.tense == Tense::Future || matches!(verb.modal, Some(Modal::Future | Modal::Duty))))
        };
        match measure {
            "length" | "price/cost" => (0..chunks.len()).any(|index| coming(&index)),
            "investment" | "other:capacity" => {
                matches!(chunks.get(self.chunk + 1).map(|chunk| &chunk.kind), Some(ChunkKind::Relative(_)))
                    && (self.chunk + 2..chunks.len()).find(|index| chunks[*index].verb().is_some()).is_some_and(|index| coming(&index))
            }
            _ => false,
        }
    }

    /// "contre 9 milliards aujourd'hui", "qui se montent actuellement à 9 milliards": whether it is said of the figure that it is so now.
    pub(super) fn is_of_now(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let today = |item: &Item| matches!(&item.kind, ItemKind::Date(date) if date.from.shift == Some((TimeUnit::Day, 0)));
        let now = |item: &Item| item.is(lexicon, "now") || today(item);
        let chunks = self.scene.chunks();
        let relative = (0..self.chunk).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_) | ChunkKind::Stop | ChunkKind::Comma));
        // "leur commerce, actuellement de 60 milliards"
        let near = |open: usize| matches!(chunks[open].kind, ChunkKind::Comma) && self.at - chunks[open].end <= 3;
        let relative = relative.filter(|open| matches!(chunks[*open].kind, ChunkKind::Relative(_)) || near(*open));
        let from = relative.map_or(self.at, |open| chunks[open].end);
        // "table désormais sur 5 %": it is the guess that is new.
        let clause = self.items().get(from..self.at);
        clause.is_some_and(|clause| clause.iter().any(now) && !(from..self.at).any(|index| self.sign(index).says(note::FORECAST)))
            || self.items().get(self.at + 1..self.items().len().min(self.at + 3)).is_some_and(|behind| behind.iter().any(now))
    }

    /// "Ce trajet de 3 100 km demandera deux semaines": how far a journey goes is so before it is made, but not "réduira le trajet de 900 km".
    pub(super) fn is_of_trip(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let chunk = |verb: usize| &self.scene.chunks()[verb];
        let changed = |verb: usize| (chunk(verb).start..chunk(verb).end).any(|index| self.sign(index).change.is_some());
        let shortened = || self.ruler().filter(|verb| *verb < self.chunk).is_some_and(changed);
        self.at >= 2 && !shortened() && self.has_function(self.at - 1, "of") && self.items()[self.at - 2].is(lexicon, "trip")
    }

    /// "100 000 emplois sont attendus"
    pub(super) fn is_awaited(&self) -> bool {
        let chunks = self.scene.chunks();
        // "950 camions attendent à la frontière": they do so now.
        let awaited = |verb: &VerbGroup| verb.tense == Tense::Present && verb.is_finite() && verb.voice == Voice::Passive;
        let behind = chunks.get(self.chunk + 1).filter(|chunk| chunk.verb().is_some_and(awaited));
        behind.is_some_and(|chunk| (chunk.start..chunk.end).any(|item| self.sign(item).says(note::FORECAST)))
    }

    /// "les 9 millions attendus par le ministère", "les 5 milliards prévus": a participle right behind the figure says that it was foretold.
    pub(super) fn is_expected(&self) -> bool {
        let behind = self.scene.chunks().get(self.chunk + 1).filter(|chunk| chunk.verb().is_some_and(|verb| verb.tense == Tense::Participle));
        let the = self.is_the(self.scene.chunks()[self.chunk].start) || self.at > 0 && (self.is_the(self.at - 1) || self.has_function(self.at - 1, "to"));
        // "contre 11 milliards estimés pour cette année"
        let estimated = self.sign(self.at + 1).says(note::ESTIMATE | note::FORECAST) && self.has_function(self.at + 2, "for");
        let timed = estimated && self.items().get(self.at + 3).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)));
        // "contre 11 milliards attendus cette année"
        let dated = self.sign(self.at + 1).says(note::FORECAST) && self.items().get(self.at + 2).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)));
        let dated = dated && self.items()[self.at + 1].senses.has_tense(Tense::Participle);
        timed || dated || the && behind.is_some_and(|chunk| (chunk.start..chunk.end).any(|item| self.sign(item).says(note::FORECAST)))
    }

    /// "le contrat prévoit la livraison de 2 milliards", "aux termes de l'accord, 2 millions doivent être livrés": what a paper provides for.
    pub(super) fn is_by_paper(&self) -> bool {
        let language = self.reader.language;
        let chunks = self.scene.chunks();
        let paper = |index: &usize| chunks[*index].noun().is_some() && self.scene.is(*index, "agreement-kind");
        let says = |index: &usize, function: &str| chunks[*index].preposition().is_some_and(|value| language.has_function(function, value));
        let virtue = |index: &usize| (says(index, "by-virtue") || says(index, "according")) && paper(&(index + 1));
        let provides = |index: &usize| chunks[*index].verb().is_some_and(|verb| verb.is_finite() && language.verb_is(verb.lemma, "mean-to"));
        self.scene.classes.may_have("agreement-kind")
            && ((0..self.chunk).any(|index| virtue(&index))
                || (0..self.chunk).rev().find(provides).is_some_and(|verb| self.scene.clauses.grammatical_subject(verb).iter().any(paper)))
    }

    /// "Dix projets, d'une valeur de 5 millions, sont prévus": what the verb behind says of what is counted.
    pub(super) fn is_planned_behind(&self) -> bool {
        let chunks = self.scene.chunks();
        let verb = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite));
        verb.is_some_and(|index| {
            let own = self.scene.clauses.grammatical_subject(index).contains(&self.chunk);
            let planned = |verb: &VerbGroup| verb.voice == Voice::Passive && self.reader.language.verb_is(verb.lemma, "mean-to");
            own && chunks[index].verb().is_some_and(planned)
        })
    }

    /// Whether somebody reckons that it is so much.
    pub(super) fn is_estimated(&self) -> bool {
        // "évalué à 6 milliards": the word may belong to the figure.
        let lexicon = &self.reader.language.lexicon;
        let text = self.items()[self.at].span.of(self.reader.text);
        if self.reader.language.see_words(text, |words| lexicon.longest(words, 0, "estimate-word").is_some()) {
            return true;
        }
        self.clause().chain(self.at + 1..self.items().len().min(self.at + 9)).any(|index| self.sign(index).says(note::ESTIMATE))
    }

    /// Whether it is how long a contract or lease holds.
    pub(super) fn is_term(&self) -> bool {
        self.clause().any(|index| self.sign(index).says(note::TERM)) || self.is_of_paper_for()
    }

    /// "un accord d'une durée de 15 ans", "un mémorandum de 5 ans": whether a paper stands right before so many years.
    pub(super) fn is_of_paper_for(&self) -> bool {
        let long = matches!(self.quantity.unit.as_deref(), Some("years" | "months"));
        let open = |index: &usize| !self.is_mark(*index, ",") && !self.is_mark(*index, ";");
        let paper = |index: usize| self.items()[index].is(&self.reader.language.lexicon, "agreement-kind");
        long && (self.at.saturating_sub(PAPER)..self.at).rev().take_while(open).any(paper)
    }

    /// "un crédit de 50 millions sur 30 ans", "sous forme d'un crédit à 35 ans": for how long the money before is lent.
    pub(super) fn is_lent_for(&self) -> bool {
        let lent = self.previous.is_some_and(|previous| matches!(previous.measure.as_str(), "other:loan" | "investment"));
        let long = self.quantity.unit.as_deref() == Some("years");
        let loan = |index: usize| self.sign(index).measure == Some("other:loan");
        lent && long
            && self.at >= 3
            && (self.has_function(self.at - 1, "spanning") && (self.at.saturating_sub(PAPER)..self.at).any(loan) || self.comes_to() && loan(self.at - 2))
    }

    /// Things to be built, and sums set aside.
    pub(super) fn has_plan(&self, measure: &str, rule: &str) -> bool {
        if rule == rule::AMOUNT {
            return true;
        }
        if !(matches!(measure, "length" | "price/cost" | "duration")
            || measure.starts_with("other:") && !matches!(measure, "other:share" | "other:supply") && !is_account(measure))
        {
            return false;
        }
        // What another figure's clause plans is of that figure: "loin des 3 milliards prévus, et 400 camions passent".
        let verb = |previous: &&Figure| (self.signs.chunk[previous.at]..self.chunk).any(|index| self.scene.chunks()[index].verb().is_some());
        let apart = self.previous.filter(|previous| previous.measure != measure && measure != "price/cost").filter(verb);
        let since = apart.map_or(0, |previous| previous.at + 1);
        (since..self.items().len()).any(|index| self.sign(index).says(note::PLAN) && !self.is_renewed(self.signs.chunk[index]))
    }

    /// "une capacité de 140 MW, un barrage de 90 mètres": whether another figure stands between a word for capacity and one of another measure.
    pub(super) fn is_next_of_row(&self, measure: &str) -> bool {
        (super::dimension::is_dimension(measure) || measure == "production") && self.previous.is_some_and(|previous| previous.measure != measure)
    }

    /// Whether the verb that carries an infinitive says that it will be done: "prévoit d'exporter", "compte exporter", and not "souhaite exporter".
    pub(super) fn is_meant_to_do(&self, verb: usize) -> bool {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let plans = |item: &crate::recognise::Item| item.value(&language.lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "mean-to"));
        let carrier = || verb.checked_sub(1).and_then(|before| chunks[before].verb()).filter(|before| before.is_finite() && !before.negated);
        let own = self.items()[chunks[verb].start..chunks[verb].end].iter().any(plans);
        (own || carrier().is_some_and(|carrier| language.verb_is(carrier.lemma, "mean-to"))) && !self.is_moved_to()
    }

    /// Whether the sentence tells that what the money is for was built or opened, and nothing of it is to come.
    pub(super) fn is_done_and_paid(&self) -> bool {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let done = ["finish", "open", "carry-out"];
        let is_done = |verb: &crate::extract::chunk::VerbGroup| {
            verb.tense == Tense::Past && verb.modal.is_none() && !verb.negated && done.iter().any(|class| language.verb_is(verb.lemma, class))
        };
        let mut verbs = chunks.iter().filter_map(|chunk| chunk.verb()).filter(|verb| verb.is_finite());
        let first = verbs.next();
        first.is_some_and(is_done) && verbs.next().is_none() && !self.is_estimated()
    }

    /// "sera modernisée": what is done to things that are there.
    fn is_renewed(&self, verb: usize) -> bool {
        self.scene.chunks()[verb].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "renew"))
    }

    /// "le tunnel, long de 14 km, qui relie les deux rives": what is told of the thing right behind its size, as now or as to come.
    pub(super) fn is_told_behind(&self) -> Option<&'static str> {
        let chunks = self.scene.chunks();
        let behind = (self.chunk + 1..chunks.len().min(self.chunk + 3)).find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_)))?;
        let comma = chunks[self.chunk + 1..behind].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        let verb = chunks[behind + 1..].iter().filter_map(|chunk| chunk.verb()).find(|verb| verb.is_finite()).filter(|_| comma)?;
        match (verb.modal, verb.tense) {
            (None, Tense::Present | Tense::Past | Tense::Imperfect) if verb.voice != Voice::Passive => Some("actual"),
            (Some(Modal::Future | Modal::Duty), _) | (None, Tense::Future) => Some("planned"),
            _ => None,
        }
    }

    /// "a annoncé 5 milliards d'investissements", "s'est engagé à hauteur de": whether what somebody did only says that money will come.
    pub(super) fn is_pledged(&self, verb: usize) -> bool {
        let language = self.reader.language;
        let Some(group) = self.scene.chunks()[verb].verb() else { return false };
        let own = verb < self.chunk && !group.negated && group.voice != Voice::Passive;
        let bound = group.voice == Voice::Reflexive && language.verb_is(group.lemma, "bind-oneself");
        own && (bound || language.verb_is(group.lemma, "pledge-sum")) && !self.has_been()
    }

    /// "un engagement d'investissement de 10 milliards": a noun of promising stands before the money.
    pub(super) fn is_promised(&self, measure: &str) -> bool {
        let chunks = self.scene.chunks();
        let open = |index: &usize| chunks[self.signs.chunk[*index]].verb().is_none() && !self.is_mark(*index, ",") && !self.is_quantity(*index);
        is_given(measure)
            && (self.at.saturating_sub(PROMISE)..self.at)
                .rev()
                .take_while(open)
                .any(|index| self.items()[index].is(&self.reader.language.lexicon, "promise-noun"))
    }

    /// "accorde un prêt", "investit 3 milliards", told as now and of no time that is over: the money is still to come.
    pub(super) fn is_giving(&self, verb: usize) -> bool {
        let language = self.reader.language;
        let Some(group) = self.scene.chunks()[verb].verb() else { return false };
        let gives = ["grant", "invest", "lend", "fund", "pledge-sum"].into_iter().any(|own| language.verb_is(group.lemma, own))
            || group.voice == Voice::Reflexive && language.verb_is(group.lemma, "bind-oneself");
        verb < self.chunk && gives && !group.negated && !self.is_yearly() && !self.has_been()
    }

    /// Whether a year or month that is over stands right behind the figure, or opens the sentence.
    fn has_been(&self) -> bool {
        let chunks = self.scene.chunks();
        let over = |index: &usize| matches!(&chunks[*index].kind, ChunkKind::Date(date) if !date.deadline && self.reader.when(date).is_some_and(|when| self.reader.calendar.is_over(when)));
        (self.chunk + 1..chunks.len().min(self.chunk + 5)).any(|index| over(&index)) || (0..chunks.len().min(2)).any(|index| over(&index))
    }
}

/// Money that somebody gives.
pub(super) fn is_given(measure: &str) -> bool {
    matches!(measure, "other:loan" | "other:aid" | "investment" | "jobs")
}
