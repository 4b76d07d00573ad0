//! Figures that have a part of their own in what the figure before them measures: "dont 16 milliards au Kazakhstan", "contre 9 % pour l'Iran".

use super::{
    Figure, Sight,
    fit::{fits, is_rate, is_trade},
    modality::is_account,
    place::is_moved,
    signs::note,
};
use crate::{
    extract::chunk::VerbGroup,
    model::{EntityId, EntityKind},
    recognise::Item,
};

impl Sight<'_> {
    /// Of whom it is: what the figure before it is of, but for the one named right behind.
    pub(super) fn portion(&self, measure: &str) -> Option<Vec<EntityId>> {
        let whole = self.previous.filter(|previous| previous.measure == measure)?;
        // "une part de marché de 2 % en Géorgie, derrière la Chine (22 %)": of another in the same land.
        if measure == "other:market-share" && self.bracket().is_some() {
            let other = self.partner(self.at)?;
            let first = self.items().iter().flat_map(Item::entities).find(|id| self.is_state(id));
            return Some(whole.about.iter().filter(|id| Some(*id) != first && **id != other && self.is_state(id)).take(1).chain([&other]).cloned().collect());
        }
        if let Some(own) = self.gapped_place(whole).filter(|_| is_moved(measure)) {
            return Some(vec![own]);
        }
        let own = self.named_behind(self.at).filter(|own| !whole.about.contains(own))?;
        // "8 % au Tadjikistan et 6 % au Kirghizistan": each has the one behind it.
        if let Some(first) = self.named_behind(whole.at).filter(|first| whole.about.last() == Some(*first) && self.is_state(first) && self.is_state(own)) {
            return Some(whole.about.iter().filter(|id| *id != first).chain([own]).cloned().collect());
        }
        // "10 milliards vers l'Europe et 6 milliards vers la Turquie": what a line carries, with where it goes.
        if let [thing, ..] = whole.about.as_slice()
            && is_moved(measure)
            && self.is_thing(thing)
            && self.is_state(own)
            && self.has_function(self.at + 1, "to")
        {
            return Some(vec![thing.clone(), own.clone()]);
        }
        if is_moved(measure) && self.is_local(own) {
            return whole.about.iter().all(|id| self.is_local(id)).then(|| vec![own.clone()]);
        }
        if !self.is_state(own) {
            return None;
        }
        match whole.about.as_slice() {
            // "une ligne de 523 km, dont 305 km au Kirghizstan"
            [thing, ..] if measure == "length" && self.is_thing(thing) => Some(vec![thing.clone(), own.clone()]),
            // "2 650 MW en Ouzbékistan, dont 265 dans la région de Samarcande"
            [land] if land.kind() == EntityKind::Country && own.kind() == EntityKind::Place && !is_trade(measure) => Some(vec![own.clone()]),
            // "les échanges du Xinjiang avec le Kazakhstan ont gagné 46 %, contre 9 % pour le Kirghizstan"
            [hub, _] if is_trade(measure) || measure == "investment" => Some(vec![hub.clone(), own.clone()]),
            // "l'inflation : 6 % en Géorgie, 7 % en Arménie"
            [land] if (is_rate(measure) || measure == "gdp") && self.is_state(land) && self.has_function(self.at + 1, "where") => Some(vec![own.clone()]),
            _ => None,
        }
    }

    /// "3 millions de tonnes ont franchi le col A, en hausse de 4 %, et 6 millions le port de B": the place behind the second figure, where the verb
    /// is not said again.
    fn gapped_place(&self, whole: &Figure) -> Option<EntityId> {
        let items = self.items();
        let joined = self.at > 0 && (self.sign(self.at - 1).conj || self.is_mark(self.at - 1, ",") || self.is_mark(self.at - 1, ";"));
        let verb = |index: usize| self.scene.chunks()[self.signs.chunk[index]].verb().is_some();
        let silent = !(whole.at + 1..self.at).any(|index| verb(index) && !self.is_before_place(whole.at, index));
        // "A a traité 5 millions de tonnes, B 4 millions"
        let local = |index: usize| items.get(index).filter(|item| !item.is_demonym())?.entities().iter().find(|id| self.is_local(id));
        let before = self.at.checked_sub(1).and_then(local).filter(|place| !whole.about.contains(place));
        let parted = (whole.at + 1..self.at).rev().take(4).any(|index| self.sign(index).conj || self.is_mark(index, ",") || self.is_mark(index, ";"));
        let bare = (whole.at + 1..self.at).all(|index| !verb(index) && self.sign(index).prep.is_none_or(|_| self.has_function(index, "of")));
        if let Some(place) = before.filter(|_| parted && bare) {
            return Some(place.clone());
        }
        let start = self.at + 1;
        let start = if self.has_function(start, "of") && self.sign(start + 1).det.is_none() { start + 2 } else { start };
        let named = start + 1;
        let article = self.sign(start).det == Some("definite");
        let place = items.get(named).filter(|item| !item.is_demonym())?.entities().iter().find(|id| self.is_local(id))?;
        let closed = items.get(named + 1).is_none_or(|item| item.kind == crate::recognise::ItemKind::Mark);
        (joined && silent && article && closed && !whole.about.contains(place)).then(|| place.clone())
    }

    /// Whether an item belongs to the verb of the first of two figures, before the place of which it tells.
    fn is_before_place(&self, figure: usize, index: usize) -> bool {
        let named = (index..self.at).any(|next| self.items()[next].entities().iter().any(|id| self.is_local(id)));
        named && !(figure + 1..index).any(|next| self.is_mark(next, ",") || self.is_quantity(next))
    }

    /// Who or what is named right behind a figure, led by a preposition.
    fn named_behind(&self, at: usize) -> Option<&EntityId> {
        let led = ["where", "for", "to", "from", "with"].into_iter().any(|function| self.has_function(at + 1, function));
        let named = at + 2 + usize::from(self.sign(at + 2).det.is_some());
        let item = self.items().get(named).filter(|item| led && !item.is_demonym())?;
        item.entities().first()
    }

    /// Whether a figure without a measure of its own names other countries than the one whose output or books the figures before told.
    pub(super) fn has_strayed(&self, measure: &str, about: &[EntityId]) -> bool {
        let own = matches!(measure, "production" | "gdp" | "population") || is_account(measure);
        let other = self.previous.or(self.before).is_some_and(|before| before.measure == measure && before.about != about);
        // "Le Kazakhstan connaîtrait une évolution plus modérée : 4,8 % en 2024": growth goes on with the state that is named.
        let grows = || measure == "gdp" && self.goes_on_growing();
        own && other && !grows() && self.share_there().is_none() && self.portion(measure).is_none()
    }

    /// "Les investissements chinois en Asie centrale": who invests, and where.
    pub(super) fn invested(&self, region: &EntityId) -> Option<Vec<EntityId>> {
        let noun = (0..self.at).rev().find(|index| self.sign(*index).measure == Some("investment"))?;
        let item = self.items().get(noun + 1).filter(|item| item.is_demonym())?;
        let investor = item.entities().first().filter(|id| self.is_state(id) && *id != region)?;
        Some(vec![investor.clone(), region.clone()])
    }

    /// "Les ventes ont représenté, dans le commerce du pays, 9 milliards": what is measured within the measure that stands between.
    pub(super) fn measured_within(&self, whole: usize) -> Option<usize> {
        let chunks = self.scene.chunks();
        let verb = self.ruler().filter(|verb| *verb < self.chunk && chunks[*verb].end <= whole)?;
        let led = self.led_by(whole).is_some_and(|prep| self.has_function(prep, "where") && !self.has_function(prep, "addressed"));
        let first = *self.scene.clauses.grammatical_subject(verb).first().filter(|_| led)?;
        (chunks[first].start..chunks[verb].start).find(|index| self.sign(*index).measure.is_some_and(|measure| self.fits(measure)))
    }

    /// "L'or a rapporté 9 milliards au pays", "ce métal lui a rapporté": goods that bring money to a state are sold abroad.
    pub(super) fn brings_in_goods(&self) -> bool {
        let chunks = self.scene.chunks();
        let Some(verb) = self.ruler().filter(|verb| *verb < self.chunk && self.done_by_verb() == Some("other:revenue")) else { return false };
        let Some(first) = self.scene.clauses.grammatical_subject(verb).first().copied() else { return false };
        let goods = (chunks[first].start..chunks[verb].start).any(|index| self.sign(index).goods.is_some());
        let taker = self.items().iter().flat_map(Item::entities).all(|id| self.is_state(id) || id.kind() == EntityKind::Person);
        goods && taker
    }

    /// "que les exportations (9 milliards)": what the brackets stand right behind.
    pub(super) fn behind_which(&self, open: usize) -> Option<&str> {
        let chunks = self.scene.chunks();
        let near = (open.saturating_sub(6)..open).rev().take_while(|index| {
            !self.is_quantity(*index) && self.items()[*index].kind != crate::recognise::ItemKind::Mark && chunks[self.signs.chunk[*index]].verb().is_none()
        });
        near.filter_map(|index| self.sign(index).measure).last().filter(|measure| self.fits(measure))
    }

    /// What the rate of a part is of, where shares went before: "La Chine a 20 % du total. En hausse : l'Inde (+ 50 %)".
    pub(super) fn whole_of_rates(&self) -> Option<&Figure> {
        let share = |figure: &&Figure| figure.unit == "%" && figure.change.is_none();
        self.previous.or(self.before).filter(share)?;
        self.whole.filter(|whole| fits(&whole.measure, self.quantity.unit.as_deref(), self.quantity.scaled))
    }

    /// Where the words go on behind a figure and what it is worth: "9 tonnes d'une valeur de 3 dollars ont été".
    pub(super) fn past_worth(&self) -> usize {
        let next = self.at + 1;
        let worth = (next..self.items().len().min(next + 5)).find(|index| self.is_quantity(*index));
        let small = |index: usize| self.sign(index).measure.is_none() && self.scene.chunks()[self.signs.chunk[index]].verb().is_none();
        let told = |end: usize| (next..end).all(small) && (next..end).any(|index| self.sign(index).says(note::AMOUNT));
        worth.filter(|end| told(*end)).map_or(next, |end| end + 1)
    }

    /// "9 tonnes d'une valeur de 3 dollars ont été": whether a verb follows what it is worth.
    pub(super) fn is_worth_subject(&self) -> bool {
        let next = self.past_worth();
        next > self.at + 1 && self.is_verb(next)
    }

    /// Whether an item belongs to a finite verb.
    pub(super) fn is_verb(&self, index: usize) -> bool {
        self.signs.chunk.get(index).and_then(|chunk| self.scene.chunks()[*chunk].verb()).is_some_and(VerbGroup::is_finite)
    }

    /// "3 milliards reviennent aux exportations et 2 milliards aux importations", "… 2 milliards la part des importations": the side of trade right
    /// behind the next figure of a row, where the verb is not said again.
    pub(super) fn gapped_side(&self) -> Option<usize> {
        let next = self.past_worth();
        let side = |index: usize| self.sign(index).measure.is_some_and(|measure| matches!(measure, "exports" | "imports") && self.fits(measure));
        let apposed = self.sign(next).det.is_some() && self.sign(next).prep.is_none();
        self.previous.filter(|_| apposed || self.has_function(next, "to"))?;
        // "22 milliards à l'exportation"
        let next = next + usize::from(!apposed && self.sign(next + 1).det.is_some() && self.sign(next + 1).prep.is_none());
        let part = || self.sign(next + 1).says(note::SHARE) && self.has_function(next + 2, "of");
        if side(next + 1) { Some(next + 1) } else { Some(next + 3).filter(|index| *index < self.items().len() && part() && side(*index)) }
    }

    /// What goods that were traded cost or bring in is trade: "2 millions de tonnes, qui lui ont rapporté 9 millions de dollars".
    pub(super) fn traded(&self, measure: &str) -> Option<&Figure> {
        let goods = |figure: &&Figure| is_trade(&figure.measure) && figure.change.is_none() && matches!(figure.unit.as_str(), "t" | "m3" | "bbl" | "count");
        let near = self.previous.or(self.before.filter(|_| self.paragraph && self.age <= 1));
        near.filter(goods).filter(|figure| {
            matches!(measure, "other:revenue" | "price/cost")
                && figure.about.iter().all(|id| self.is_state(id))
                && !self.signs.list.iter().any(|sign| sign.head.is_some() || sign.says(note::PLAN))
        })
    }
}
