//! Countries that have figures of their own: in lists of partners, in rows, in brackets.

use std::rc::Rc;

use super::{Figure, Sight, bracket::single, fit::is_trade, memory::Kind, modality::is_account, reporter::office, signs::note};
use crate::{
    extract::chunk::{ChunkKind, VerbGroup},
    model::{EntityId, EntityKind, Point, When},
    recognise::{Item, ItemKind},
};

impl Sight<'_> {
    /// "la Chine et la Turquie, avec respectivement 1,7 et 0,9 milliard": figures in the order of those named before.
    pub(super) fn respective(&self) -> Option<Vec<EntityId>> {
        let (row, place) = self.order()?;
        let first = *row.first()?;
        // "les exportations kazakhes et ouzbèkes ont atteint respectivement 15 et 9 milliards"
        let joined = |index: &usize| self.sign(index + 1).conj && self.items()[*index].is_demonym() && self.items()[index + 2].is_demonym();
        let peoples = (1..first.saturating_sub(2)).find(|index| self.sign(index - 1).measure.is_some() && joined(index)).filter(|_| row.len() == 2);
        if let Some(peoples) = peoples {
            return Some(self.items()[peoples + 2 * place].entities().iter().take(1).cloned().collect());
        }
        let named: Vec<EntityId> = (0..first).filter_map(|index| self.country_at(index)).collect();
        let start = named.len().checked_sub(row.len()).filter(|_| row.len() > 1)?;
        let own = named.get(start + place)?.clone();
        // "les échanges de la Géorgie avec la Turquie et la Russie"
        let measured = (0..first).rev().find(|index| self.sign(*index).measure.is_some());
        let own_hub = measured.and_then(|measure| (measure..first).find_map(|index| self.country_at(index))).filter(|hub| !named[start..].contains(hub));
        let before = self.before.filter(|before| before.about.len() == 1).map(|before| &before.about[0]);
        let hub = own_hub.as_ref().or(self.hub()).or(before).or_else(|| self.most_named()).filter(|hub| !named[start..].contains(hub)).cloned();
        Some(hub.into_iter().chain([own]).collect())
    }

    /// "En 2023 et 2024, respectivement 90 et 87 millions": each of one year.
    pub(super) fn year_in_order(&self, when: When) -> Option<When> {
        let When { from: from @ Point::Year(first), until: Some(until @ Point::Year(last)) } = when else { return None };
        let (_, place) = self.order().filter(|(row, _)| row.len() == 2 && last == first + 1)?;
        let other = self.measured_in_order().is_some() || self.respective().is_some();
        (!other).then(|| When::at(if place == 0 { from } else { until }))
    }

    /// The figures of the sentence that are told in the order of those named, and the place of this one.
    pub(super) fn order(&self) -> Option<(Vec<usize>, usize)> {
        if !self.signs.say(note::RESPECTIVE) {
            return None;
        }
        let items = self.items();
        // "contre 12 et 8": bare numbers that have the unit of what they are set against.
        let bare = |index: usize| matches!(&items[index].kind, ItemKind::Quantity(quantity) if quantity.unit.is_none() && !quantity.scaled);
        let like = |index: &usize| {
            matches!(&items[*index].kind, ItemKind::Quantity(quantity) if quantity.unit == self.quantity.unit || quantity.scaled && self.quantity.scaled)
                || bare(self.at) && bare(*index)
        };
        // "15 et 9 milliards, contre 12 et 8 milliards": what they are set against is in the same order again.
        let against = |mut range: std::ops::Range<usize>| range.any(|index| self.sign(index).says(note::COMPARE));
        let beside = |index: &usize| !against((*index).min(self.at)..(*index).max(self.at));
        let row: Vec<usize> = (0..items.len()).filter(like).filter(beside).collect();
        let place = row.iter().position(|index| *index == self.at)?;
        Some((row, place))
    }

    /// "les exportations et les importations ont atteint respectivement": measures in the order of their figures.
    pub(super) fn measured_in_order(&self) -> Option<&str> {
        let (row, place) = self.order().filter(|(row, _)| row.len() > 1)?;
        let named: Vec<usize> = (0..*row.first()?).filter(|index| self.sign(*index).measure.is_some_and(|measure| self.fits(measure))).collect();
        let own = named.get(named.len().checked_sub(row.len())?..)?;
        let apart = own.windows(2).all(|pair| self.sign(pair[0]).measure != self.sign(pair[1]).measure && pair[1] - pair[0] < 8);
        let joined = own.windows(2).next_back().is_some_and(|pair| (pair[0]..pair[1]).any(|index| self.sign(index).conj));
        self.sign(own[place]).measure.filter(|_| apart && joined)
    }

    /// "Ces chiffres étaient respectivement de 2 et 4 milliards": of the levels that the sentence before told, the one in the place of the figure.
    pub(super) fn level_in_order(&self) -> Option<&Figure> {
        if self.row.is_empty() {
            return None;
        }
        self.told_in_turn().or_else(|| {
            let level = |figure: &&Rc<Figure>| figure.change.is_none() && figure.measure != "other:share";
            let (row, place) = self.order().filter(|(row, _)| row.len() > 1 && row.len() == self.row.iter().filter(level).count())?;
            let named = |index: usize| self.sign(index).measure.is_some() || !self.items()[index].entities().is_empty();
            self.row.iter().filter(level).nth(place).map(Rc::as_ref).filter(|level| self.fits(&level.measure) && !(0..*row.first().unwrap_or(&0)).any(named))
        })
    }

    /// "Ces dernières se sont chiffrées à 2 milliards, les premières à 3": of the two that the sentence before told, the one that is meant.
    fn told_in_turn(&self) -> Option<&Figure> {
        let lexicon = &self.reader.language.lexicon;
        if !self.scene.classes.may_have("former-latter") || self.row.iter().all(|figure| figure.measure == self.row[0].measure) {
            return None;
        }
        let near = (0..self.at).rev().take_while(|index| !self.is_quantity(*index) && !self.is_mark(*index, ";"));
        let turn = near.into_iter().find_map(|index| self.items()[index].code(lexicon, "former-latter").filter(|_| self.sign(index + 1).measure.is_none()))?;
        let told = if turn == "first" { self.row.first() } else { self.row.iter().rfind(|figure| figure.measure != self.row[0].measure) };
        told.map(Rc::as_ref).filter(|told| self.fits(&told.measure))
    }

    /// "Le port de X a traité 3 millions. Selon Astana, ce volume a doublé": the figure before, where nobody is named but whose word it is.
    pub(super) fn told_by_source(&self, measure: &str) -> Option<&Figure> {
        let before = self.before.filter(|before| self.age <= 1 && self.previous.is_none() && before.measure == measure)?;
        let chunks = self.scene.chunks();
        let source = |index: usize| {
            let governor = (0..index).rev().find(|back| !matches!(chunks[*back].kind, ChunkKind::Other));
            governor.and_then(|at| chunks[at].preposition()).is_some_and(|value| self.reader.language.has_function("according", value))
        };
        let named = |index: &usize| chunks[*index].noun().is_some_and(|noun| !noun.entities.is_empty() || !noun.adjectives.is_empty());
        let mut names = (0..chunks.len()).filter(named).peekable();
        (names.peek().is_some() && names.all(source)).then_some(before)
    }

    pub(super) fn country_at(&self, index: usize) -> Option<EntityId> {
        let item = self.items().get(index)?;
        if item.is_demonym() || !matches!(item.kind, ItemKind::Name(_)) {
            return None;
        }
        item.entities().iter().find(|id| self.is_state(id)).cloned()
    }

    /// The country right beside a figure: "le Kazakhstan (4 milliards)", "27 milliards avec la Russie".
    pub(super) fn partner(&self, at: usize) -> Option<EntityId> {
        // "… avec la Russie"
        if self.has_function(at + 1, "with") {
            let next = at + 2 + usize::from(self.sign(at + 2).det.is_some());
            if let Some(country) = self.country_at(next) {
                return Some(country);
            }
        }
        let bracket = at > 0 && (self.is_mark(at - 1, "(") || self.is_mark(at - 1, ":") || self.has_function(at - 1, "with"));
        // "Y est le premier partenaire de X (16 %)": of Y.
        let owner = |index: usize| {
            let of = (index.saturating_sub(2)..index).find(|before| self.has_function(*before, "of"))?;
            (of.saturating_sub(3)..of).find(|index| self.sign(*index).partner.is_some())
        };
        let subject = |word: usize| {
            let chunk = self.signs.chunk[word];
            let open =
                self.scene.clauses.finite_before(chunk).map_or_else(|| self.scene.clauses.clause_start(chunk), |verb| self.scene.clauses.clause_start(verb));
            (self.scene.chunks()[open].start..word).find_map(|index| self.country_at(index))
        };
        // "Y est le premier partenaire de X en Z, avec 5 millions": where it is so is no partner.
        let place = |index: usize| {
            let prep = self.led_by(index).filter(|prep| self.has_function(*prep, "where"))?;
            let before = prep.checked_sub(1).filter(|before| self.country_at(*before).is_some())?;
            owner(before).map(|_| before)
        };
        let beside = self.beside(at).map(|index| place(index).unwrap_or(index));
        if let Some(found) = beside.filter(|index| self.country_at(*index).is_some()).and_then(owner).and_then(subject) {
            return Some(found);
        }
        beside.and_then(|index| self.country_at(index)).or_else(|| self.ranked(at).filter(|_| bracket))
    }

    /// Where the one is whom a figure stands beside: "X 5 millions", "X (5 millions)", "X, avec 5 millions", "X en a reçu 5 millions", "…, devant X, 5 millions".
    pub(super) fn beside(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        // "l'Inde (+ 50 %)"
        if before > 0 && ["+", "-", "–", "−"].iter().any(|sign| self.is_mark(before, sign)) && self.is_mark(before - 1, "(") {
            before -= 1;
        }
        if !self.items()[before].entities().is_empty() {
            return Some(before);
        }
        let step = before.checked_sub(1)?;
        if ["(", "–", "—", ":"].iter().any(|mark| self.is_mark(before, mark)) {
            return Some(step);
        }
        if self.has_function(before, "with") {
            return if self.is_mark(step, ",") { step.checked_sub(1) } else { Some(step) };
        }
        let chunk = &self.scene.chunks()[self.signs.chunk[before]];
        if chunk.verb().is_some() {
            let bare = |index: &usize| self.items()[*index].entities().is_empty() && self.items()[*index].kind != ItemKind::Mark;
            let small = (chunk.start.saturating_sub(2)..chunk.start).rev().take_while(bare).filter(|index| self.sign(*index).prep.is_some()).count();
            let named = chunk.start.checked_sub(1 + small.min(1))?;
            let subject = self.scene.clauses.grammatical_subject(self.signs.chunk[before]);
            return Some(named).filter(|named| subject.contains(&self.signs.chunk[*named]));
        }
        // The next of a list of which a figure stands before.
        let closed = self.items().get(at + 1).is_none_or(|item| item.kind == ItemKind::Mark) || self.sign(at + 1).conj;
        let listed = || (0..step).any(|index| self.is_quantity(index) || self.sign(index).partner.is_some());
        (closed && self.is_mark(before, ",") && listed()).then_some(step)
    }

    /// Whom or what the figure stands beside, where that may have such figures of its own and is no state.
    pub(super) fn neighbour(&self, measure: &str) -> Option<EntityId> {
        let item = &self.items()[self.beside(self.at)?];
        let id = item.entities().first().filter(|_| !item.is_demonym())?;
        Kind::of(self.reader, id).filter(|kind| !kind.is_state() && kind.suits(measure)).map(|_| id.clone())
    }

    /// "Le Kazakhstan vient loin derrière (3,9 milliards)": the only country since the figure before, where the sentence ranks.
    fn ranked(&self, at: usize) -> Option<EntityId> {
        let since = (0..at).rev().find(|index| self.is_quantity(*index) || self.is_mark(*index, ";")).map_or(0, |index| index + 1);
        let ranks = (since..at).any(|index| self.sign(index).says(note::RANK) || self.sign(index).partner.is_some());
        // "la Chine domine dans la région": where it does so has no figure.
        let there = |index: usize| self.led_by(index).is_some_and(|prep| self.has_function(prep, "where"));
        let mut named = (since..at).filter(|index| !there(*index)).filter_map(|index| self.country_at(index));
        let first = named.next().filter(|_| ranks)?;
        named.all(|other| other == first).then_some(first)
    }

    /// "A avec 8 milliards et B avec 6 ont constitué, parmi eux, les premières destinations des exportations de C": the side of the trade that those
    /// whom the sentence begins with are counted up for behind its verb.
    pub(super) fn ranked_behind(&self) -> Option<&'static str> {
        let finite = |index: &usize| self.scene.chunks()[self.signs.chunk[*index]].verb().is_some_and(VerbGroup::is_finite);
        let row = self.signs.partners && self.at > 1 && self.has_function(self.at - 1, "with") && self.country_at(self.at - 2).is_some();
        let verb = (self.at + 1..self.items().len()).find(finite).filter(|_| row && !(0..self.at).any(|index| finite(&index)))?;
        let behind = verb + 1..self.items().len().min(verb + 12);
        let rank = behind.clone().find(|index| self.sign(*index).partner.is_some())?;
        let told = (rank..behind.end).find_map(|index| self.sign(index).measure).or(self.sign(rank).partner)?;
        ["exports", "imports"].into_iter().find(|side| *side == told && self.fits(side))
    }

    /// What is measured of those whom the sentence counts up: "les meilleurs clients : l'Allemagne (3 milliards)".
    pub(super) fn rolled(&self) -> Option<&'static str> {
        let ranks = self.says_before(note::RANK);
        let word = (0..self.at).rev().find(|index| self.sign(*index).partner.is_some());
        // "En termes d'importation, la Chine est le premier partenaire": what the sentence opens with is said of.
        let sided = |end: usize| (0..end.min(5)).find_map(|index| self.sign(index).measure.filter(|measure| matches!(*measure, "exports" | "imports")));
        let word =
            word.and_then(|word| self.sign(word).partner.map(|partner| if partner == "trade-turnover" { sided(word).unwrap_or(partner) } else { partner }));
        let word = word.or_else(|| sided(self.at).filter(|_| ranks));
        let told = || self.memory.deal.as_ref().filter(|(_, age)| *age <= 1).map(|(deal, _)| deal.way.measure());
        let word = word.or_else(|| self.before.map(|before| before.measure.as_str()).or_else(told).filter(|_| ranks))?;
        let measure = ["trade-turnover", "exports", "imports"].into_iter().find(|measure| *measure == word)?;
        let in_order = || self.before.is_none_or(|before| !is_trade(&before.measure)) && self.respective().is_some();
        (self.fits(measure) && (self.partner(self.at).is_some() || in_order())).then_some(measure)
    }

    /// In a list of partners each has its own figure; the country that they trade with was named before.
    pub(super) fn listed(&self, measure: &str) -> Option<Vec<EntityId>> {
        let partner = self.partner(self.at)?;
        if single(measure) {
            return Some(vec![partner]);
        }
        let others: Vec<EntityId> =
            (0..self.items().len()).filter(|index| self.is_quantity(*index) && *index != self.at).filter_map(|index| self.partner(index)).collect();
        let all: Vec<EntityId> = self.reader.countries_in(self.scene).iter().filter(|id| !self.is_outranked(id)).cloned().collect();
        let verb_alone = self.country_at(self.at.saturating_sub(2)).is_some() && others.is_empty() && all.len() == 1;
        let ranks = self.signs.say(note::RANK) || self.signs.partners;
        if others.is_empty() && !verb_alone && !ranks {
            return None;
        }
        let free = all
            .iter()
            .find(|id| **id != partner && !others.contains(id))
            .filter(|id| self.hub() == Some(id) || !ranks || others.is_empty() && all.len() == 2)
            .cloned();
        let pair =
            self.before.filter(|before| ranks && before.about.len() == 2).and_then(|before| before.about.iter().find(|id| self.most_named() == Some(*id)));
        let apart = |hub: &&EntityId| **hub != partner && !others.contains(hub);
        let before = self.before.and_then(|before| if let [only] = before.about.as_slice() { Some(only) } else { None });
        let main = self.reporter.filter(apart).or(self.reader.countries.first().filter(apart));
        let before = before.filter(|before| main.is_none_or(|main| main == *before)).or(pair);
        let hub = free.or_else(|| self.hub().filter(apart).or_else(|| before.filter(apart)).or(main).cloned());
        Some(hub.into_iter().chain([partner]).collect())
    }

    /// "Astana vise 13 millions de tonnes à l'export, le Maroc entre au carnet": the one whose figures the text reports, where the other is named in what a comma sets apart behind the figure.
    pub(super) fn reported_ahead(&self, measure: &str, own: &[EntityId]) -> Option<Vec<EntityId>> {
        let reporter = self.reporter.filter(|id| own.contains(id) && matches!(measure, "exports" | "imports"))?;
        let comma = (self.at + 1..self.items().len()).find(|index| self.is_mark(*index, ","))?;
        let apart = (0..self.items().len())
            .all(|index| self.items()[index].entities().iter().all(|id| id == reporter || !own.contains(id)) || index == comma + 1 || index == comma + 2);
        apart.then(|| vec![reporter.clone()])
    }

    /// Whose output or books are told where nobody is named: of the state that the text is about, even before it is named.
    pub(super) fn main_state(&self, measure: &str) -> Option<&EntityId> {
        let reported = matches!(measure, "production" | "other:reserves") || is_account(measure);
        let main = self.reporter.filter(|_| reported).or(self.reader.countries.first());
        main.filter(|_| is_account(measure) || self.memory.last(Kind::Country).is_some()).or(self.memory.last(Kind::Country))
    }

    /// The one whose trade the sentences before told, or else the text reports.
    pub(super) fn hub(&self) -> Option<&EntityId> {
        self.memory.hub.as_ref().or(self.reporter)
    }

    /// "le commerce bilatéral": between the two whom the text is about, unless the sentence or the figure before names two.
    pub(super) fn mutual(&self) -> Option<Vec<EntityId>> {
        let said = (self.at.saturating_sub(12)..self.at).any(|index| self.sign(index).says(note::MUTUAL));
        let group = self.items().iter().any(|item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.pronoun && reference.entities.len() == 2));
        if !(said || group) {
            return None;
        }
        let mut named: Vec<EntityId> = Vec::new();
        for id in self
            .items()
            .iter()
            .filter(|item| matches!(item.kind, ItemKind::Name(_)))
            .flat_map(Item::entities)
            .filter(|id| id.kind() == EntityKind::Country && !self.is_of_compared(id))
        {
            if !named.contains(id) {
                named.push(id.clone());
            }
        }
        if named.len() == 2 {
            return Some(named);
        }
        let last = self.previous.or(self.before).filter(|figure| figure.about.len() == 2 && figure.about.iter().all(|id| id.kind() == EntityKind::Country));
        if !said || !named.is_empty() || last.is_some() {
            return None;
        }
        self.reader.main.map(|main| main.to_vec())
    }

    /// The parties that the measure itself names: "le commerce de la Chine avec l'Asie centrale", "le commerce franco-ouzbek".
    pub(super) fn parties(&self, measure: &str) -> Option<Vec<EntityId>> {
        // "le commerce avec la Chine …, celui avec la Russie"
        let named = (0..self.at).rev().find(|index| self.sign(*index).measure == Some(measure) || self.sign(*index).says(note::THAT))?;
        let lexicon = &self.reader.language.lexicon;
        let mut parties: Vec<EntityId> = Vec::new();
        let mut link = None;
        let mut joined = None;
        // Those of one group or of one list: "entre les trois pays", "entre A, B et C".
        let (mut groups, mut singles, mut between) = (0, 0, false);
        for (index, item) in self.items().iter().enumerate().take(self.at).skip(named + 1) {
            let verb = self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(VerbGroup::is_finite);
            if verb
                || self.is_quantity(index)
                || item.is_mark(self.reader.text, "(")
                || item.is_mark(self.reader.text, ";")
                || item.is(lexicon, "rel")
                || item.is(lexicon, "namely")
            {
                break;
            }
            link = self.sign(index).preposition.or(link);
            between |= self.has_function(index, "between");
            match &item.kind {
                ItemKind::Reference(reference) if reference.entities.len() > 2 => groups += 1,
                _ if item.entities().iter().any(|id| self.is_state(id)) => singles += 1,
                _ => {}
            }
            let countries = if let ItemKind::Reference(reference) = &item.kind { reference.countries.as_slice() } else { &[] };
            for id in item.entities().iter().chain(countries).filter(|id| self.is_state(id)) {
                if !parties.contains(id) {
                    parties.push(id.clone());
                    joined = link;
                }
            }
        }
        let several = is_trade(measure) && parties.len() > 2 && (groups == 1 && singles == 0 || between && groups == 0);
        let [only] = parties.as_slice() else { return (parties.len() == 2 || several).then_some(parties) };
        let is = |function: &str| joined.is_some_and(|prep| self.reader.language.has_function(function, prep));
        let before = self.previous.or(self.before).map(|figure| figure.about.as_slice());
        if is("with") {
            // "la Chine, dont les échanges avec Erevan ont progressé": of the one before "whose".
            let whose = (named.saturating_sub(2)..named).find(|index| self.has_function(*index, "whose"));
            if let Some(owner) = whose.and_then(|whose| (0..whose).rev().take(4).find_map(|index| self.country_at(index))).filter(|owner| owner != only) {
                return Some(vec![owner, only.clone()]);
            }
            // Of the country that the text counts up, or whose office does: "Selon le ministère norvégien du Commerce, le commerce avec le Chili".
            let counts = self.items().iter().find_map(|item| office(self.reader, item));
            let hub = self
                .hub()
                .filter(|hub| *hub != only)
                .or(counts.as_ref().filter(|land| *land != only))
                .or_else(|| before.and_then(|about| about.iter().find(|id| *id != only)))
                .or_else(|| self.most_named().filter(|hub| *hub != only && self.names_partners_only()));
            let own = self.reader.countries_in(self.scene);
            let others = own.len() > 2 || self.signs.say(note::THAT) || self.names_partners_only();
            // "le commerce de A avec B …, celui avec C": of A again.
            let again = self.sign(named).says(note::THAT) && self.previous.is_some_and(|previous| previous.about.len() == 2);
            let within = |id: &&EntityId| self.previous.is_some_and(|previous| previous.about.contains(id));
            let first =
                self.previous.filter(|_| again).and_then(|previous| self.hub().filter(within).or(self.most_named().filter(within)).or(previous.about.first()));
            let hub = first.filter(|first| *first != only).or(hub);
            let free = hub.filter(|hub| own.len() == 1 || again || others && !own.contains(hub));
            return free.map(|hub| vec![hub.clone(), only.clone()]);
        }
        // "les exportations kazakhes vers la Chine …, celles vers la Russie": the side that the text counts up stays.
        let away = is("to") && measure == "exports" || is("from") && !is("of") && measure == "imports";
        if away
            && self.sign(named).says(note::THAT)
            && !(named..self.at).any(|index| self.is_quantity(index))
            && let Some(hub) = self.hub().filter(|hub| *hub != only && before.is_some_and(|about| about.contains(hub)))
        {
            return Some(vec![hub.clone(), only.clone()]);
        }
        // "celui de la Slovaquie": the other side stays, where it is known.
        if is("of") && self.sign(named).says(note::THAT) && before.is_some_and(|about| about.len() == 2 && !about.contains(only)) {
            let first = (0..named).find(|index| self.sign(*index).measure == Some(measure))?;
            let with = (first..named).find(|index| self.has_function(*index, "with"))?;
            let other = (with + 1..named.min(with + 4)).find_map(|index| self.country_at(index));
            return Some(other.into_iter().chain([only.clone()]).collect());
        }
        let alone = before.is_some_and(|about| about == [only.clone()])
            || !matches!(measure, "exports" | "imports" | "investment" | "companies" | "projects" | "other:supply");
        let own = self.reader.countries_in(self.scene);
        (is("of") && alone && own.len() <= 1).then(|| parties.clone())
    }
}
