//! Levels that a figure sets out from or comes to, and what has a part in what.

use super::{Figure, Sight, fit::economy, memory::Kind, signs::note};
use crate::{
    extract::{chunk::VerbGroup, frame::is_currency},
    model::EntityId,
    recognise::{Item, ItemKind},
};

impl Sight<'_> {
    /// "à 14 %", "to 14 per cent": a level that something comes to.
    pub(super) fn comes_to(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|before| self.has_function(before, "to") && self.has_function(before, "at"))
    }

    /// "De 4 millions en 2020, les exportations sont passées à 9": the figure that they come to, seen from where they set out.
    pub(super) fn goal(&self) -> Option<usize> {
        let of = self.at.checked_sub(1).filter(|before| self.has_function(*before, "of"))?;
        let opens = of.checked_sub(1).is_none_or(|before| self.items()[before].kind == ItemKind::Mark);
        let goal = (self.at + 1..self.items().len()).find(|index| self.is_quantity(*index)).filter(|_| opens)?;
        let ItemKind::Quantity(other) = &self.items()[goal].kind else { return None };
        let like = other.unit == self.quantity.unit || (other.unit.is_none() || self.quantity.unit.is_none()) && other.scaled;
        let comes = self.has_function(goal - 1, "to") && self.has_function(goal - 1, "at");
        let told = (self.at + 1..goal).any(|index| self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(VerbGroup::is_finite));
        (like && comes && told).then_some(goal)
    }

    /// "a traité 430 000 EVP, en recul de 5 %": the level right before a rate, where no other measure stands between.
    pub(super) fn level_before(&self) -> Option<&Figure> {
        let level = self.previous.filter(|previous| previous.change.is_none() && previous.unit != "%")?;
        // "94 000 EVP de marchandises": what the level counts.
        let counted = if self.has_function(level.at + 1, "of") && self.sign(level.at + 2).measure.is_some() { 2 } else { 0 };
        let between = level.at + 1 + counted..self.at;
        // "ont été transportés par ces trains, en hausse de 19 %"
        let apart = self.at >= 3 && self.is_mark(self.at - 3, ",") && self.sign(self.at - 2).change.is_some() && self.sign(self.at - 2).prep.is_none();
        (between.clone().all(|index| self.sign(index).measure.is_none_or(|measure| measure == "growth") && (!self.is_quantity(index) || self.is_time(index)))
            && (apart && counted > 0
                || between.clone().all(|index| {
                    self.sign(index).says(note::BACK) || self.scene.chunks()[self.signs.chunk[index]].verb().is_none_or(|verb| !verb.is_finite())
                })))
        .then_some(level)
    }

    /// What is measured on its way from the figure to its goal.
    pub(super) fn underway(&self) -> Option<String> {
        let goal = self.goal()?;
        (self.at + 1..goal).find_map(|index| self.sign(index).measure.filter(|measure| self.fits(measure))).map(|measure| economy(measure).to_owned())
    }

    /// "la part du charbon mongol dans les importations chinoises": the word for part, and what it is a part of.
    pub(super) fn part(&self) -> Option<(usize, usize)> {
        let items = self.items();
        let end = self.goal().unwrap_or(self.at);
        let noun = |index: &usize| self.sign(*index).says(note::SHARE) && self.scene.chunks()[self.signs.chunk[*index]].noun().is_some();
        let word = (0..end).rev().filter(noun).find(|index| self.sign(index.wrapping_sub(1)).det.is_some())?;
        let inside = (word + 1..end.min(word + 9)).take_while(|index| !self.is_quantity(*index)).find(|index| self.has_function(*index, "where"))?;
        let whole = (inside + 1..end.min(inside + 4)).find(|index| self.sign(*index).measure.is_some_and(|measure| self.fits(measure)))?;
        let between = (whole..self.at).filter(|index| self.is_quantity(*index)).count();
        (between == 0 || between == 1 && self.comes_to()).then_some((word, whole)).filter(|_| whole < items.len())
    }

    /// Whose part it is, and of whose whole.
    pub(super) fn partakers(&self) -> Option<Vec<EntityId>> {
        let (word, whole) = self.part()?;
        let mut row: Vec<EntityId> = Vec::new();
        let verb = |index: &usize| self.scene.chunks()[self.signs.chunk[*index]].verb().is_some_and(VerbGroup::is_finite);
        let end = (whole + 1..self.items().len()).find(|index| verb(index) || self.is_quantity(*index)).unwrap_or(self.items().len());
        for id in self.items()[word..end].iter().flat_map(Item::entities).filter(|id| self.is_state(id)) {
            if !row.contains(id) {
                row.push(id.clone());
            }
        }
        Some(row).filter(|row| matches!(row.len(), 1 | 2))
    }

    /// "la croissance a atteint 5 %", "la progression du PIB s'établira à 3 %": a rise or fall that has a rate, by its sign.
    pub(super) fn rate_reached(&self) -> Option<f64> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunks = self.scene.chunks();
        let start = *self.scene.clauses.grammatical_subject(verb).first()?;
        let first = chunks[start].start;
        // The subject itself, not what hangs on it: "les importations en hausse".
        (first..chunks[start].end).find_map(|index| self.sign(index).change.filter(|_| chunks[self.signs.chunk[index]].noun().is_some()))
    }

    /// Ships, trucks and wagons carry what they can, wherever they go.
    pub(super) fn is_vehicle(&self) -> bool {
        (0..self.at).rev().take(10).any(|index| {
            matches!(self.sign(index).counted, Some("other:ships" | "other:vehicles" | "trains")) && self.sign(index.wrapping_sub(1)).det.is_some()
        })
    }

    /// "À Erenhot, …, le fret s'est élevé à": the town that opens the sentence, where nothing else has the figure.
    pub(super) fn fronted_place(&self) -> Option<EntityId> {
        let items = self.items();
        let named = (1..items.len().min(4)).find(|index| !items[*index].entities().is_empty())?;
        let opens = self.has_function(0, "where")
            && (1..named).all(|index| self.sign(index).prep.is_some() || items[index].is(&self.reader.language.lexicon, "place-head"));
        let closed = items.get(named + 1).is_some_and(|item| item.is_mark(self.reader.text, ","));
        let place = items[named].entities().iter().find(|id| self.is_local(id)).filter(|_| opens && closed)?;
        let said = |index: usize| self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "say"));
        let measured = (named + 1..self.at).find(|index| self.sign(*index).measure.is_some()).unwrap_or(self.at);
        let others = items[measured..].iter().flat_map(Item::entities).any(|id| self.is_state(id) || self.is_thing(id) || self.is_local(id));
        let named_thing = self.has_thing() || (0..self.at).any(said);
        (!others && !named_thing).then(|| place.clone())
    }

    /// Whose economy grows, where no word says it: the only one that the sentence names, or else its own part of the sentence.
    pub(super) fn grower(&self) -> Vec<EntityId> {
        let alone = |range: std::ops::Range<usize>| {
            let named = range.filter(|index| !self.is_source(*index)).flat_map(|index| self.items()[index].entities());
            let mut found = named.filter(|id| self.is_state(id));
            let first = found.next()?;
            found.all(|other| other == first).then(|| first.clone())
        };
        let all = self.items();
        let start = self.clause().next().unwrap_or(self.at);
        let end = (self.at + 1..all.len()).find(|index| self.is_quantity(*index)).unwrap_or(all.len());
        if let Some(id) = alone(0..all.len()).or_else(|| alone(start..end)) {
            return vec![id];
        }
        let nobody = (0..all.len()).filter(|index| !self.is_source(*index)).flat_map(|index| all[index].entities()).all(|id| !self.is_state(id));
        let before = self.before.filter(|_| nobody && self.close);
        before
            .map(|before| before.about.clone())
            .or_else(|| self.memory.last(Kind::Country).filter(|_| nobody).map(|land| vec![land.clone()]))
            .unwrap_or_default()
    }

    /// "L'Arménie s'en tirerait mieux (5,5 % en 2024)", "accélérerait à 4,7 %": rates that go on from growth.
    pub(super) fn goes_on_growing(&self) -> bool {
        let gdp = |figure: &&super::Figure| figure.measure == "gdp" && figure.change.is_some();
        if self.previous.is_some() {
            return false;
        }
        // "… une croissance de 6 % en 2025. Pour 2026, elle table sur 5 %"
        let counted_on = self.quantity.unit.as_deref() == Some("%") && self.at > 0 && self.sign(self.at - 1).says(note::FORECAST);
        let named =
            (0..self.items().len()).filter(|index| !self.is_source(*index)).flat_map(|index| self.items()[index].entities()).any(|id| self.is_state(id));
        // "Pour l'Arménie, l'institution prévoit 6,5 % en 2025"
        let lands =
            (0..self.at).filter(|index| !self.is_source(*index)).flat_map(|index| self.items()[index].entities()).filter(|id| self.is_state(id)).count();
        let foretold =
            self.quantity.unit.as_deref() == Some("%") && lands == 1 && self.at > 0 && self.scene.chunks()[self.signs.chunk[self.at - 1]].verb().is_some();
        let foretold = foretold && (self.at.saturating_sub(3)..self.at).any(|index| self.sign(index).says(note::FORECAST));
        let bare = || self.signs.list.iter().all(|sign| sign.measure.is_none() && !sign.says(note::SHARE)) && !self.has_function(self.at + 1, "of");
        if foretold && self.before.filter(gdp).is_some() && self.close && bare() {
            return true;
        }
        if counted_on && !named && self.before.filter(gdp).is_some() && self.close && self.signs.list.iter().all(|sign| sign.measure.is_none()) {
            return true;
        }
        self.before.filter(gdp).is_some_and(|_| self.close)
            && self.signs.list.iter().all(|sign| sign.measure.is_none_or(|measure| measure == "growth") && !sign.says(note::SHARE))
            && (self.bracket().is_some_and(|(open, _)| open + 1 == self.at)
                || self.comes_to()
                || self.goal().is_some()
                || self.is_mark(self.at.wrapping_sub(1), ":"))
            && self.items().iter().flat_map(Item::entities).any(|id| self.is_state(id))
    }

    /// "L'Ouzbékistan devrait croître de 6,5 %", "Le Tadjikistan connaîtra une croissance de 8,4 %": the state that is the subject grows.
    pub(super) fn state_grows(&self) -> bool {
        let Some(of) = self.at.checked_sub(1).filter(|before| self.has_function(*before, "of") && !self.has_function(self.at + 1, "of")) else { return false };
        let chunks = self.scene.chunks();
        let Some(verb) = self.ruler().filter(|verb| *verb < self.chunk && self.acting_state().is_some()) else { return false };
        let Some(first) = self.scene.clauses.grammatical_subject(verb).first().copied().filter(|first| *first < verb) else { return false };
        let grows = chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "grow")) && chunks[verb].end == of;
        let grown = of.checked_sub(1).is_some_and(|noun| self.sign(noun).says(note::GROWTH));
        let end = (self.at + 1..self.items().len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",")).unwrap_or(self.items().len());
        let other = |index: usize| self.sign(index).measure.is_some_and(|measure| measure != "growth") || self.sign(index).goods.is_some();
        (grows || grown) && !(chunks[first].start..of).chain(self.at + 1..end).any(other)
    }

    /// "une croissance de 5 %", where no word says of what.
    pub(super) fn is_growth(&self) -> bool {
        let Some(index) = (0..self.at).rev().find(|index| self.sign(*index).says(note::GROWTH)) else { return false };
        let bare =
            self.has_function(index + 1, "of") && self.is_quantity(index + 2) || (self.at + 1..self.items().len()).all(|next| !self.has_function(next, "of"));
        bare && self.signs.list.iter().all(|sign| sign.measure.is_none())
    }

    /// "la deuxième place revient à la Chine, avec 3 milliards"
    pub(super) fn is_ranked(&self) -> bool {
        self.partner(self.at).is_some() && self.signs.say(note::RANK)
    }

    /// "a ramené à 2 % sa prévision de croissance pour le Chili"
    pub(super) fn growth_behind(&self) -> bool {
        let next = self.at + 1..self.items().len().min(self.at + 7);
        let open = |index: &usize| !self.is_quantity(*index) && !self.is_mark(*index, ",");
        let foretold = next.clone().take_while(open).find(|index| self.sign(*index).says(note::FORECAST));
        self.comes_to() && foretold.is_some_and(|word| self.has_function(word + 1, "of") && self.sign(word + 2).says(note::GROWTH))
    }

    /// "escompte une croissance de 5 %": of an economy, where no clause around it says of what.
    pub(super) fn is_bare_growth(&self) -> bool {
        // "verrait sa croissance ramenée de 8 % à 5 %"
        let own = (0..self.at).rev().take(5).any(|index| self.sign(index).says(note::GROWTH) && index > 0 && self.sign(index - 1).det == Some("possessive"));
        if self.growth_behind() || own && self.signs.list.iter().all(|sign| sign.measure.is_none()) {
            return true;
        }
        let word = self.at.checked_sub(2).is_some_and(|index| self.sign(index).says(note::GROWTH) && self.has_function(index + 1, "of"));
        word && self.signs.say(note::FORECAST) && !self.has_function(self.at + 1, "of")
    }

    /// "Nos échanges se portent bien. La croissance a été de 8 %": of what the sentence before spoke of, where neither a country's growth nor a forecast is told.
    pub(super) fn is_growth_of_topic(&self) -> bool {
        let the = (1..self.at).any(|index| self.sign(index).says(note::GROWTH) && self.sign(index - 1).det == Some("definite"));
        the && self.is_free_before() && !self.signs.say(note::FORECAST)
    }

    /// Whether nobody is named before the figure.
    fn is_free_before(&self) -> bool {
        self.items()[..self.at].iter().all(|item| item.entities().is_empty())
    }

    /// "la construction de la ligne est estimée à 4 milliards", "le portefeuille de projets dépasse": a thing that comes to so much money, by what it measures.
    pub(super) fn priced(&self) -> Option<&'static str> {
        if !self.quantity.unit.as_deref().is_some_and(is_currency) || self.previous.is_some_and(|previous| is_currency(&previous.unit)) {
            return None;
        }
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let verb = self.ruler().filter(|verb| verb + 1 == self.chunk || verb + 2 == self.chunk)?;
        let comes = |group: &str| chunks[verb].verb().is_some_and(|own| own.is_finite() && language.verb_is(own.lemma, group));
        let (reaches, exceeds) = (comes("reach"), comes("exceed"));
        let first = *self.scene.clauses.grammatical_subject(verb).first().filter(|_| reaches || exceeds)?;
        let mut own = (chunks[first].start..chunks[first].end).map(|index| self.sign(index));
        if own.clone().any(|sign| sign.head == Some("investment")) {
            return Some("investment");
        }
        let head = own.any(|sign| sign.head == Some("price/cost") || sign.says(note::PLAN));
        let thing =
            || self.items()[chunks[first].start..chunks[verb].start.max(chunks[first].start)].iter().flat_map(Item::entities).any(|id| self.is_thing(id));
        (reaches && (head || thing())).then_some("price/cost")
    }

    /// "… grâce aux importations. Ces dernières atteignent 5 milliards": what the sentence before measured last.
    pub(super) fn latter(&self) -> Option<&str> {
        let lexicon = &self.reader.language.lexicon;
        let opens = self.scene.classes.may_have("former-latter") && self.items().first()?.code(lexicon, "former-latter") == Some("last");
        let own = (0..self.at).any(|index| self.sign(index).measure.is_some() || self.is_quantity(index));
        let named = || self.reader.before.iter().rev().find_map(|item| item.code(lexicon, "measure"));
        named().filter(|measure| opens && !own && self.fits(measure))
    }

    /// "185 dollars les 1 000 mètres cubes", "2 000 dollars par conteneur", "70 dollars le baril"
    pub(super) fn is_price_of_unit(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let money = self.quantity.unit.as_deref().is_some_and(is_currency) && !self.quantity.scaled;
        let each = self.sign(self.at + 1).det == Some("definite") || self.has_function(self.at + 1, "by") || self.has_function(self.at + 1, "for");
        let Some(next) = self.items().get(self.at + 2).filter(|_| money && each) else { return false };
        let time = matches!(next.code(lexicon, "unit"), Some("years" | "months" | "weeks" | "days" | "hours" | "minutes"));
        let unit = matches!(&next.kind, ItemKind::Quantity(quantity) if !quantity.scaled && matches!(quantity.unit.as_deref(), Some("m3" | "t" | "kg" | "bbl" | "km" | "kWh" | "MWh")));
        unit || next.is(lexicon, "unit") && !time && !next.is(lexicon, "date-word") || self.sign(self.at + 2).counted.is_some()
    }

    /// "les 1 000 mètres cubes" behind so much money: what a price is of.
    pub(super) fn is_priced_unit(&self) -> bool {
        let Some(money) = self.at.checked_sub(2) else { return false };
        let each = self.sign(self.at - 1).det == Some("definite") || self.has_function(self.at - 1, "by") || self.has_function(self.at - 1, "for");
        let priced = |index: usize| matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if !quantity.scaled && quantity.unit.as_deref().is_some_and(is_currency));
        each && priced(money) && matches!(self.quantity.unit.as_deref(), Some("m3" | "t" | "kg" | "bbl" | "km" | "kWh" | "MWh"))
    }

    /// "y comptaient pour 300 millions": the verb before tells a part.
    pub(super) fn counts_for(&self) -> bool {
        let chunk = self.ruler().map(|verb| &self.scene.chunks()[verb]);
        chunk.is_some_and(|chunk| (chunk.start..chunk.end).any(|index| self.sign(index).says(note::SHARE)))
    }

    /// "3 millions de tonnes : tel est le volume du transit": the figure first, behind a colon what it measures.
    pub(super) fn cleft(&self) -> Option<String> {
        let opens =
            (0..self.at).all(|index| self.sign(index).det.is_some() || self.items()[index].kind != ItemKind::Word || self.items()[index].senses.is_empty());
        let colon = (self.at + 1..self.items().len().min(self.at + 10)).find(|index| self.is_mark(*index, ":")).filter(|_| opens)?;
        (colon + 1..self.items().len())
            .take_while(|index| !self.is_quantity(*index))
            .find_map(|index| self.sign(index).measure.filter(|measure| self.fits(measure)))
            .map(|measure| economy(measure).to_owned())
    }

    /// "doubler en trois ans un commerce qui plafonne à 3 milliards": what is behind the time that it takes.
    pub(super) fn doubled(&self) -> Option<String> {
        let time =
            |index: usize| matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if matches!(quantity.unit.as_deref(), Some("years" | "months")));
        let figure = (self.at + 1..self.items().len().min(self.at + 4)).find(|index| time(*index) && self.has_function(index - 1, "taking"))?;
        let next = (figure + 1..self.items().len().min(figure + 4)).take_while(|index| !self.is_quantity(*index));
        next.filter_map(|index| self.sign(index).measure).find(|measure| self.fits(measure)).map(|measure| economy(measure).to_owned())
    }

    /// "Les échanges, soit 40 % de plus qu'en 2023, ont triplé": the measure that the verb itself is told of, whatever stands between.
    pub(super) fn multiplied_subject(&self) -> Option<String> {
        let chunks = self.scene.chunks();
        chunks[self.chunk].verb().filter(|verb| !verb.negated)?;
        let first = *self.scene.clauses.grammatical_subject(self.chunk).first().filter(|first| **first < self.chunk)?;
        let words = || chunks[first].start..chunks[first].end;
        let own = words().filter_map(|index| self.sign(index).measure).find(|measure| self.fits(measure));
        own.map(|measure| economy(measure).to_owned())
    }

    /// "Ce chiffre devrait doubler", "Il doublera", "un volume qui a triplé": the level before, to which the subject of the verb points back.
    pub(super) fn multiplied_again(&self) -> Option<&Figure> {
        let chunks = self.scene.chunks();
        chunks[self.chunk].verb().filter(|verb| !verb.negated)?;
        let level = self.previous.or(self.before.filter(|_| self.age <= 1)).filter(|level| level.change.is_none() && level.unit != "%")?;
        let lexicon = &self.reader.language.lexicon;
        let first = self.scene.clauses.grammatical_subject(self.chunk).first().copied().filter(|first| *first < self.chunk);
        let noun = first.map(|first| chunks[first].start..chunks[first].end).filter(|words| words.clone().any(|index| self.sign(index).says(note::BACK)));
        let pronoun = || {
            let start = first.map_or(chunks[self.chunk].start.saturating_sub(1), |first| chunks[first].start);
            let subject = |index: &usize| self.items()[*index].kind == ItemKind::Word && self.items()[*index].code(lexicon, "pron") == Some("subject");
            (start..chunks[self.chunk].end).any(|index| subject(&index)) && self.reader.countries_in(self.scene).is_empty()
        };
        (noun.is_some_and(|words| words.clone().all(|index| self.items()[index].entities().is_empty())) || pronoun()).then_some(level)
    }

    /// "1,2 million de tonnes, pour une valeur de 16 milliards": what the goods are worth that the figure before counts.
    pub(super) fn is_worth_of_freight(&self) -> bool {
        let freight =
            self.previous.filter(|previous| previous.change.is_none() && matches!(previous.measure.as_str(), "freight-volume" | "containers" | "trains"));
        let start = self.at.saturating_sub(3);
        let worth = (start..self.at).any(|index| self.sign(index).says(note::AMOUNT));
        // "ont échangé 13 millions de tonnes, d'une valeur de", "le commerce s'est élevé à 13 millions de tonnes, pour une valeur de": trade.
        let governed = |freight: &Figure| (0..freight.at).rev().find_map(|index| self.sign(index).measure.filter(|measure| *measure != "freight-volume"));
        let traded = self.done_by_verb().is_some_and(super::fit::is_trade) || freight.and_then(governed).is_some_and(super::fit::is_trade);
        freight.is_some_and(|freight| self.at - freight.at < 12) && worth && !traded && self.quantity.unit.as_deref().is_some_and(is_currency)
    }
}
