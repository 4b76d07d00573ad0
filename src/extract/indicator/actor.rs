//! Companies and banks that do what a figure tells, and where their money goes.

use std::ops::Range;

use super::{Sight, memory::Kind, place::is_moved};
use crate::{
    extract::{
        Reader,
        chunk::{Modal, Voice},
    },
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::Item,
};

/// Whether a body deals in money and goods: a company, a bank, a fund; no medium, council or alliance. Of one that nobody knows its first word tells.
pub(super) fn deals(reader: &Reader<'_>, item: &Item) -> Option<EntityId> {
    let id = item.entities().iter().find(|id| id.kind() == EntityKind::Organisation)?;
    let deals = match reader.knowledge.get(id) {
        Some(known) => matches!(known.entity.subtype.as_str(), "company" | "bank" | "fund" | "international-organisation"),
        None => {
            let lexicon = &reader.language.lexicon;
            reader.language.see_words(item.span.of(reader.text), |words| {
                let first = |class: &str| lexicon.longest(words, 0, class).map(|(_, value)| value);
                first("body").is_none_or(|value| value == "railways") && first("org-head").is_none_or(|value| matches!(value, "bank" | "fund" | "company"))
            })
        }
    };
    deals.then(|| id.clone())
}

impl Sight<'_> {
    fn kind_of(&self, id: &EntityId) -> Option<&str> {
        self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str())
    }

    fn deals(&self, id: &EntityId) -> bool {
        self.memory.last(Kind::Firm) == Some(id) || self.items().iter().any(|item| item.entities().contains(id) && deals(self.reader, item).is_some())
    }

    /// Whether a body is a company: what it spends it invests.
    pub(super) fn is_company(&self, id: &EntityId) -> bool {
        id.kind() == EntityKind::Organisation && self.kind_of(id).is_none_or(|kind| kind == "company")
    }

    /// "« Notre production a atteint 5 millions de tonnes », a déclaré X, qui dirige A", "nous avons transporté": the company of who speaks.
    pub(super) fn own_firm(&self) -> Option<EntityId> {
        self.scene.classes.may_have("we").then_some(())?;
        let lexicon = &self.reader.language.lexicon;
        let ours = |index: usize| self.items()[index].is(lexicon, "we");
        let of_verb = || {
            let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
            let chunk = &self.scene.chunks()[verb];
            let may = chunk.verb().is_some_and(|verb| verb.modal == Some(Modal::May));
            (chunk.start.saturating_sub(1)..=chunk.start).filter(|_| !may).find(|index| ours(*index))
        };
        let owned = self.governing().is_some_and(|measure| measure > 0 && ours(measure - 1)) || of_verb().is_some();
        let again = |firm: &EntityId| self.previous.is_some_and(|previous| previous.about.contains(firm));
        let speaker = self.reader.attribution(self.scene, self.chunk).filter(|id| id.kind() == EntityKind::Person)?;
        let offices = self.reader.cast.offices.iter().filter(|office| office.person == speaker && !office.former);
        let mut firms = offices.filter_map(|office| office.of.as_ref()).filter(|of| self.is_company(of) || self.is_local(of));
        firms.find(|firm| owned || again(firm)).cloned()
    }

    /// Where a company does what a figure tells: the first land of the sentence, or that of the text, which is not its own.
    pub(super) fn land_of_deed(&self, firm: &EntityId) -> Option<EntityId> {
        let own = self.reader.knowledge.get(firm).and_then(|known| known.entity.country.as_ref());
        let abroad = |id: &&EntityId| Some(*id) != own;
        self.reader.countries_in(self.scene).iter().find(abroad).or_else(|| self.most_named().filter(abroad)).cloned()
    }

    /// The company or bank that does what the verb of the figure says: its subject, or of a passive what "by" governs.
    pub(super) fn actor(&self) -> Option<EntityId> {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let clauses = &self.scene.clauses;
        let dealer = |nouns: &[usize]| clauses.entities(nouns).into_iter().find(|id| self.deals(id));
        // "un prêt de 5 milliards accordé par X"
        let participle = (self.chunk + 1..chunks.len().min(self.chunk + 4))
            .find(|index| chunks[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle))
            .and_then(|index| dealer(&clauses.complements(index, "by")));
        participle.or_else(|| {
            let verb = self.ruler()?;
            let group = chunks[verb].verb()?;
            if language.verb_is(group.lemma, "say") || verb > self.chunk && group.voice != Voice::Passive {
                return None;
            }
            let subject = clauses.subject(verb);
            dealer(&subject).or_else(|| self.again(&subject))
        })
    }

    /// "le constructeur français": the company named last, behind its article.
    fn again(&self, subject: &[usize]) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let chunk = &self.scene.chunks()[*subject.first()?];
        let noun = chunk.noun()?;
        let items = &self.items()[chunk.start..chunk.end];
        let points = items.first().is_some_and(|item| item.is(lexicon, "the-one")) && items.iter().any(|item| item.is(lexicon, "body-again"));
        let firm = self.memory.last(Kind::Firm).filter(|_| points)?;
        let land = self.reader.knowledge.get(firm).and_then(|known| known.entity.country.clone());
        let from = noun.adjectives.first().or_else(|| noun.entities.iter().find(|id| id.kind() == EntityKind::Country));
        (land.is_none() || from.is_none() || land.as_ref() == from).then(|| firm.clone())
    }

    /// Who lends, gives or invests, and to whom: "X a accordé 5 milliards à Y", "le prêt de X au pays Y".
    fn financed(&self, measure: &str) -> Option<Vec<EntityId>> {
        let clauses = &self.scene.clauses;
        let chunks = self.scene.chunks();
        let start = clauses.clause_start(self.ruler().filter(|verb| *verb < self.chunk).unwrap_or(self.chunk));
        let end = clauses.clause_end(self.ruler().filter(|verb| *verb > self.chunk).unwrap_or(self.chunk));
        let within = |range: Range<usize>, preposition: &[&str], other: Option<&EntityId>, fits: &dyn Fn(&EntityId) -> bool| {
            range.into_iter().find_map(|index| {
                let value = chunks[index].preposition()?;
                if !preposition.iter().any(|function| self.reader.language.has_function(function, value)) {
                    return None;
                }
                let noun = chunks.get(index + 1)?.noun()?;
                // "dans la filière pakistanaise"
                let own = noun.entities.iter().chain(noun.adjectives.iter().filter(|_| measure == "investment"));
                let id = own.into_iter().find(|id| fits(id) && Some(*id) != other)?;
                // A capital takes for its country.
                let land = Some(id).filter(|id| id.kind() == EntityKind::City).and_then(|id| self.reader.country_of(id));
                Some(land.unwrap_or_else(|| id.clone()))
            })
        };
        let named = |preposition: &[&str], other: Option<&EntityId>, fits: &dyn Fn(&EntityId) -> bool| within(start..end, preposition, other, fits);
        // A union of states acts as a bank does.
        let union = || self.acting_state().filter(|id| id.kind() == EntityKind::Organisation && self.done_by_verb() == Some(measure));
        let giver = self.actor().or_else(union).or_else(|| named(&["of", "by"], None, &|id| self.deals(id)));
        let Some(giver) = giver else {
            // "X a prêté 3 milliards à Y et 2 milliards à Z": the same one gives.
            let own = self.reader.countries_in(self.scene);
            let before = self.previous.filter(|figure| figure.measure == measure && figure.about.len() <= 2)?;
            let giver = before.about.first().filter(|id| id.kind() == EntityKind::Organisation)?;
            return (own.len() <= 1).then(|| [giver].into_iter().chain(own).cloned().collect());
        };
        let place = |id: &EntityId| {
            matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Infrastructure | EntityKind::City) || self.is_state(id)
        };
        // "75 millions à X et 60 millions à Y": each sum has its own taker, behind it.
        let figure = |index: &usize| chunks[*index].noun().is_some_and(|noun| noun.quantity.is_some());
        let next = (self.chunk + 1..end).find(figure).unwrap_or(end);
        let to: &[&str] = if measure == "investment" { &["addressed", "where"] } else { &["addressed", "where", "for"] };
        let taken = |range: Range<usize>| within(range, to, Some(&giver), &place);
        // "accordera à X un prêt de 75 millions et à Y une aide de 20 millions": or before it, where the first has.
        let verb = self.ruler().filter(|verb| *verb < self.chunk).unwrap_or(start);
        let since = (verb..self.chunk).rev().find(figure).unwrap_or(verb);
        let ahead = (verb..end).find(figure).and_then(|first| taken(verb..first)).and_then(|_| taken(since..self.chunk));
        let taker = ahead.or_else(|| taken(self.chunk..next)).or_else(|| taken(start..self.chunk));
        let taker = taker.or_else(|| self.put_into().filter(|into| measure == "investment" && *into != giver));
        Some([giver].into_iter().chain(taker).collect())
    }

    /// "Moscou livre 3 milliards de mètres cubes à Tachkent": the state that does what the verb says, and the one that it does it for.
    pub(super) fn dealt(&self, measure: &str) -> Option<Vec<EntityId>> {
        if !matches!(measure, "exports" | "imports" | "other:supply" | "investment" | "other:loan" | "other:aid") || self.done_by_verb().is_none() {
            return None;
        }
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let giver = self.acting_state()?;
        let chunks = self.scene.chunks();
        let end = chunks.get(self.scene.clauses.clause_end(self.chunk)).map_or(self.items().len(), |chunk| chunk.start);
        let next = (self.at + 1..end).find(|index| self.is_quantity(*index)).unwrap_or(end);
        let taker = (self.at + 1..next).chain(chunks[verb].end..self.at).find_map(|index| {
            let mut before = index.checked_sub(1)?;
            while before > 0 && self.sign(before).det.is_some() && self.sign(before).prep.is_none() {
                before -= 1;
            }
            if self.has_function(before, "of") {
                before = self.lands_of(before).unwrap_or(before);
            }
            let led = ["addressed", "to"].into_iter().any(|function| self.has_function(before, function))
                || measure == "imports" && self.has_function(before, "from")
                || measure == "investment" && self.has_function(before, "where");
            self.state_at(index).filter(|id| led && *id != giver && (measure != "investment" || self.items()[index].entities().contains(id)))
        });
        match taker {
            Some(taker) => Some(vec![giver, taker]),
            // What is put into a thing is of the thing, too.
            None if measure == "investment"
                && let Some(into) = self.put_into() =>
            {
                Some(vec![giver, into])
            }
            // A region is not among the countries of the sentence.
            None => (giver.kind() == EntityKind::Place).then(|| vec![giver]),
        }
    }

    /// The company or bank that the figure is of, with what it has to do with.
    pub(super) fn doers(&self, measure: &str) -> Option<Vec<EntityId>> {
        match measure {
            "investment" | "other:loan" | "other:aid" => self.granted().or_else(|| self.financed(measure)),
            "exports" | "imports" | "trade-turnover" if let Some(firm) = self.owned_by_firm() => Some(vec![firm]),
            "exports" | "imports" | "other:supply" => {
                let does = self.done_by_verb().is_some();
                let actor = self.actor().filter(|id| does && self.kind_of(id) == Some("company"))?;
                let taker = self.reader.countries_in(self.scene).first();
                Some([actor].into_iter().chain(taker.cloned()).collect())
            }
            // "a rapporté 4 milliards aux chemins de fer russes"
            "other:revenue" if self.done_by_verb() == Some("other:revenue") => {
                let verb = self.ruler()?;
                let takers = self.scene.clauses.entities(&self.scene.clauses.complements(verb, "addressed"));
                let taker = takers.into_iter().find(|id| id.kind() == EntityKind::Country || self.deals(id));
                taker.or_else(|| self.actor().filter(|id| self.is_company(id))).map(|id| vec![id])
            }
            "production" | "jobs" | "other:revenue" | "other:expenditure" | "other:vehicles" | "other:ships" | "other:area" => {
                self.actor().filter(|id| self.is_company(id)).map(|id| vec![id])
            }
            _ if is_moved(measure) => {
                let actor = self.actor().filter(|id| self.is_company(id))?;
                let line = self.clause().flat_map(|index| self.items()[index].entities()).find(|id| self.is_thing(id)).cloned();
                Some([actor].into_iter().chain(line).collect())
            }
            _ => None,
        }
    }
}
