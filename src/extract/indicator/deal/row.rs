//! Figures that go on from a trade told before: "…, la Chine pour 6 milliards et la Turquie pour 2", "contre 900 millions en Chine".

use smallvec::SmallVec;

use super::{Deal, Sight, Way, Word};
use crate::{
    extract::{chunk::VerbGroup, frame::is_currency, indicator::signs::note},
    model::EntityId,
    recognise::ItemKind,
};

impl Sight<'_> {
    /// "2 millions de tonnes de la production ont été exportées"
    pub(in super::super) fn is_sold_off(&self) -> bool {
        self.undergone().and_then(|verb| self.verb_of_trade(verb)).is_some()
    }

    /// The trade of the figure before, with another partner where one stands beside the figure.
    pub(super) fn goes_on_trading(&self, measure: Option<&str>) -> Option<Deal> {
        if let Some(deal) = self.listed_trade().or_else(|| self.counted_up()) {
            return Some(deal);
        }
        // In a later sentence only beside a partner, where it ranks or lists them.
        let ranks = || self.is_list_line() || (self.signs.say(note::RANK) || self.signs.partners);
        let figure = self.previous.or_else(|| self.before.filter(|_| self.close && (ranks() || self.counts_for())))?;
        let deal = figure.deal.as_ref()?;
        // "… clients sont la Chine (3 milliards), tandis que ses premiers fournisseurs sont l'Inde (2 milliards)"
        let since = self.previous.map_or(0, |previous| previous.at + 1);
        let side = (since..self.at).rev().find_map(|index| self.sign(index).partner).and_then(Way::of).filter(|side| *side != Way::Both && *side != deal.way);
        if let Some((way, partner)) = side.filter(|_| self.previous.is_some()).zip(self.partner(self.at)).filter(|(_, partner)| *partner != deal.teller) {
            return Some(Deal { way, others: SmallVec::from_iter([partner]), acts: false, by_partner: false, ..deal.clone() });
        }
        let share = measure == Some("other:share") && self.previous.is_none();
        // "L'Irak en a acheté 3 millions, l'Inde 2": the verb is not said again, so that only another word may change the side.
        let gapped = self.previous.is_some() && deal.way != Way::Both && !(since..self.at).any(|index| self.sign(index).measure.is_some());
        let own = |measure: &str| match Way::of(measure) {
            Some(way) => !gapped || way == Way::Both,
            // "a expédié 5 tonnes de vin et 4 tonnes de thé": the verb's own word is not said again either.
            None => measure != "other:supply" && !(gapped && matches!(measure, "freight-volume" | "shipments")),
        };
        if !share && measure.is_some_and(|measure| measure != figure.measure && own(measure)) {
            return None;
        }
        let next = |other: EntityId| Deal { others: SmallVec::from_iter([other]), acts: false, ..deal.clone() };
        if let Some(partner) = self.partner_behind(deal.way) {
            return (partner != deal.teller).then(|| next(partner));
        }
        // "celui de la Slovaquie 90 millions"
        if (since..self.at).any(|index| self.sign(index).says(note::THAT)) {
            return None;
        }
        let Some(partner) = self.partner_ahead(since, deal.way) else {
            // Nobody new is named since, and the figure does nothing else.
            let named = (since..self.at).any(|index| self.state_at(index).is_some());
            let else_said = self.ruler().is_some_and(|verb| verb > self.chunk);
            return (!named && !else_said && !share && self.previous.is_some()).then(|| deal.clone());
        };
        let (partner, across) = partner;
        if partner == deal.teller {
            return None;
        }
        // "La Russie a livré à la Chine pour 9 milliards, le Turkménistan pour 8": the next who does the same.
        // "Le Chili a exporté 5 millions de tonnes, le Pérou 2": where a colon or a part leads to partners, they do not.
        let parts = || (since..self.at).any(|index| self.is_mark(index, ":") || self.is_mark(index, "(") || self.sign(index).says(note::BACK));
        Some(if deal.acts && !across && (!deal.others.is_empty() || deal.way != Way::Both && !parts()) && self.previous.is_some() {
            Deal { teller: partner, ..deal.clone() }
        } else {
            next(partner)
        })
    }

    /// "La Chine avec 9 millions et l'Inde avec 4 ont été les premiers acheteurs de l'Iran": what the sentence says of those whom it counts up, behind
    /// their figures, goes before what was told before.
    fn counted_up(&self) -> Option<Deal> {
        let way_of = |index: usize| self.sign(index).partner.or(self.sign(index).measure).and_then(Way::of);
        if self.previous.is_some() || (0..self.at).any(|index| way_of(index).is_some()) {
            return None;
        }
        let partner = self.partner(self.at).or_else(|| self.fronted_partner())?;
        let chunks = self.scene.chunks();
        let verb = (self.chunk + 1..chunks.len()).find(|chunk| chunks[*chunk].verb().is_some_and(VerbGroup::is_finite))?;
        let told = chunks[verb].end..self.items().len();
        let word = told.clone().find(|index| way_of(*index).is_some())?;
        let owned = matches!(self.sign(word - 1).det, Some("possessive" | "possessive-many"));
        let near = (told.start..word).all(|index| !self.is_mark(index, ",") && self.state_at(index).is_none());
        // Of goods alone only where the sentence says whose they are.
        let named = self.sign(word).partner.is_some() || self.memory.deal.as_ref().is_some_and(|(_, age)| *age == 0);
        let teller = self.hub().filter(|hub| **hub != partner && near && named && !owned)?.clone();
        let way = way_of(word).filter(|way| *way != Way::Both)?;
        Some(Deal { teller, way, others: SmallVec::from_iter([partner]), acts: false, by_partner: false })
    }

    /// "- Pologne : 328 800 litres": the first figure of a line of a list, of what the words above it tell.
    fn listed_trade(&self) -> Option<Deal> {
        let way = self.roll.and_then(Way::of).filter(|_| self.previous.is_none() && self.is_list_line())?;
        let partner = (0..self.at).find_map(|index| self.state_at(index))?;
        let teller = self.hub().cloned().filter(|hub| *hub != partner)?;
        Some(Deal { teller, way, others: SmallVec::from_iter([partner]), acts: false, by_partner: false })
    }

    /// "614 millions en Turquie", "5 milliards à la Géorgie"
    pub(super) fn partner_behind(&self, way: Way) -> Option<EntityId> {
        if let Some(partner) = self.fronted_partner() {
            return Some(partner);
        }
        let prep = self.at + 1;
        let led = self.leads_across(prep, way) || self.has_function(prep, "for") || self.has_function(prep, "from") && way == Way::In;
        let named = prep + 1 + usize::from(self.sign(prep + 1).det.is_some());
        self.state_at(named).filter(|_| led)
    }

    /// "Avec 2 milliards de dollars (-3 %), la Russie conserve la première place": whom the figure that opens the sentence belongs to.
    fn fronted_partner(&self) -> Option<EntityId> {
        let opens = self.at > 0 && self.has_function(self.at - 1, "with") && (0..self.at - 1).all(|index| self.items()[index].entities().is_empty());
        let next = self.bracket_behind().map_or(self.at + 1, |close| close + 1);
        let named = next + 1 + usize::from(self.sign(next + 1).det.is_some());
        self.state_at(named).filter(|_| opens && self.is_mark(next, ","))
    }

    /// "la Chine pour 6 milliards", "l'Iran 581 millions", "l'Inde (2 milliards)", "Oman, avec 700 millions": the last state named since the figure before, where only small words part it, and whether a preposition leads to it.
    fn partner_ahead(&self, since: usize, way: Way) -> Option<(EntityId, bool)> {
        let named = (since..self.at).rev().find(|index| self.state_at(*index).is_some())?;
        let chunks = self.scene.chunks();
        let small = |index: usize| (chunks[self.signs.chunk[index]].verb().is_none() || self.counts_for()) && self.sign(index).measure.is_none();
        let across = self.led_by(named).is_some_and(|prep| self.leads_across(prep, way));
        (named + 1..self.at).all(small).then(|| self.state_at(named)).flatten().map(|partner| (partner, across))
    }

    /// "a exporté 9 millions de tonnes de blé. L'Irak a importé 3 millions de tonnes": so much of the goods that were told before.
    pub(super) fn is_same_goods(&self) -> bool {
        !self.quantity.unit.as_deref().is_some_and(|unit| unit == "%" || is_currency(unit)) && self.goods_behind().is_none()
    }

    /// Whose goods come into which state: "les importations chinoises en Serbie".
    pub(super) fn brought_in(&self, word: &Word) -> Option<(EntityId, EntityId)> {
        let (people, prep) = (word.at + 1, word.at + 2);
        let demonym = self.items().get(people).is_some_and(|item| item.is_demonym()) && word.way == Way::In && self.sign(word.at).measure == Some("imports");
        let inside = demonym && self.has_function(prep, "where") && !self.has_function(prep, "from");
        let named = prep + 1 + usize::from(inside && self.sign(prep + 1).det.is_some());
        self.items()
            .get(people)
            .and_then(|item| item.entities().iter().find(|id| self.is_state(id)))
            .cloned()
            .filter(|_| inside)
            .zip(self.state_at(named))
            .filter(|(maker, buyer)| maker != buyer)
    }

    /// "Les premières destinations des exportations kazakhes ont été la Chine, avec 9 millions": with the one beside whom the figure stands.
    pub(super) fn beside_partner(&self, mut deal: Deal) -> Deal {
        let ranks = self.signs.list.iter().any(|sign| sign.partner.is_some());
        // "la Chine vient en tête avec 9 millions, suivie de l'Inde": with the one who does, not with the next.
        let leads = self.signs.say(note::RANK) && self.at > 0 && self.has_function(self.at - 1, "with");
        // "les achats viennent de la Chine (3 milliards), de l'Inde (2 milliards)"
        let led = self.bracket().and_then(|_| self.led_by(self.beside(self.at)?));
        let leads = leads || led.is_some_and(|prep| self.leads_across(prep, deal.way) || deal.way == Way::In && self.has_function(prep, "of"));
        let may = |deal: &Deal| deal.way != Way::Both && if deal.others.is_empty() { ranks || leads } else { leads && self.named_ahead(&deal.others) };
        let partner = self.partner(self.at).filter(|partner| may(&deal) && *partner != deal.teller);
        if partner.is_some() {
            deal.others.clear();
        }
        deal.others.extend(partner);
        deal
    }

    /// Whether states are named behind the figure alone.
    fn named_ahead(&self, states: &[EntityId]) -> bool {
        !(0..self.at).filter_map(|index| self.state_at(index)).any(|id| states.contains(&id))
    }

    /// Whether a noun phrase names nobody.
    pub(super) fn is_plain(&self, noun: usize) -> bool {
        let chunk = &self.scene.chunks()[noun];
        self.items()[chunk.start..chunk.end]
            .iter()
            .all(|item| item.entities().is_empty() && (item.kind != ItemKind::Word || !item.capital || item.span.start == self.scene.sentence.span.start))
    }
}
