//! Whose figure it is by a possessive, by where the sentence opens, and for whom money is given or lent.

use super::{
    Sight,
    actor::deals,
    fit::{economy, is_trade},
    memory::Kind,
    place::is_moved,
    signs::note,
};
use crate::{
    extract::frame::is_currency,
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// So far before a noun stands the company whose it is.
const OWNER: usize = 12;

/// So far behind a figure stands the one whose it is.
const BESIDE: usize = 5;

impl Sight<'_> {
    /// "ses ventes vers ce pays": trade of one who was named before.
    pub(super) fn is_owned(&self) -> bool {
        (1..self.at).any(|index| self.sign(index).measure.is_some_and(is_trade) && self.is_possessive(index - 1))
    }

    pub(super) fn is_possessive(&self, index: usize) -> bool {
        matches!(self.sign(index).det, Some("possessive" | "possessive-many"))
    }

    /// "les investissements en Géorgie": whether a preposition leads to where money goes, and nobody is named who puts it there.
    pub(super) fn is_taker(&self, only: &EntityId) -> bool {
        let items = self.items();
        let named = |index: &usize| items[*index].entities().contains(only);
        let mutual = self.signs.say(note::MUTUAL);
        let led = |index: usize| self.led_by(index).is_some_and(|prep| self.has_function(prep, "where") || self.has_function(prep, "to"));
        !mutual && (0..items.len()).filter(named).all(|index| !items[index].is_demonym() && led(index))
    }

    /// "les échanges avec A …, avec B …": whether the sentence names none but partners.
    pub(super) fn names_partners_only(&self) -> bool {
        let with = |index: usize| self.led_by(index).is_some_and(|prep| self.has_function(prep, "with"));
        (0..self.items().len()).filter(|index| self.country_at(*index).is_some()).all(with)
    }

    /// "En Russie, les exportations ont bondi": the country in which the clause opens, where the trade of nobody else is told.
    pub(super) fn opening_land(&self) -> Option<EntityId> {
        let opens = |index: &usize| self.has_function(*index, "where") && (*index == 0 || self.items()[index - 1].kind == ItemKind::Mark);
        let named = |prep: usize| prep + 1 + usize::from(self.sign(prep + 1).det.is_some());
        let prep = (0..self.at).filter(opens).find(|prep| self.is_mark(named(*prep) + 1, ",") && self.state_at(named(*prep)).is_some())?;
        let land = self.state_at(named(prep))?;
        let start = named(prep) + 2;
        let noun = (start + 1..self.at.min(start + 3)).find(|index| self.sign(*index).measure.is_some_and(is_trade))?;
        let bare = self.is_the(start) && self.scene.chunks()[self.signs.chunk[noun]].verb().is_none();
        let others = self.items()[start..self.at].iter().flat_map(Item::entities).any(|id| self.is_state(id));
        (bare && !others && !(start..self.at).any(|index| self.is_quantity(index) && !self.is_rate(index))).then_some(land)
    }

    /// "En Géorgie, la Turquie est troisième. Plus de 900 entreprises turques y travaillent": those who are there, and the land where the sentence before is.
    pub(super) fn there_abroad(&self, measure: &str) -> Option<Vec<EntityId>> {
        let lexicon = &self.reader.language.lexicon;
        if is_moved(measure) {
            return self.way_of_each();
        }
        let trade = matches!(measure, "exports" | "imports");
        let counted = trade || matches!(measure, "companies" | "jobs" | "projects" | "investment");
        if !counted || !self.scene.classes.may_have("there") || !self.items().iter().any(|item| item.is(lexicon, "there")) {
            return None;
        }
        let before = self.reader.before;
        let led = |index: usize| {
            before[index.saturating_sub(2)..index]
                .iter()
                .any(|item| item.value(lexicon, "prep").is_some_and(|prep| self.reader.language.has_function("where", prep)))
        };
        let land = |index: usize| before[index].entities().iter().find(|id| self.is_state(id) && !before[index].is_demonym() && led(index));
        // "Le premier partenaire du Kazakhstan est la Géorgie. Les ventes kazakhes y ont atteint": the other one, named last.
        if let Some([own]) = trade.then(|| self.reader.countries_in(self.scene)) {
            let last = before.iter().rev().filter(|item| !item.is_demonym()).flat_map(Item::entities).find(|id| id.kind() == EntityKind::Country)?;
            return (last != own).then(|| vec![own.clone(), last.clone()]);
        }
        let mut lands = (0..before.len()).filter_map(land);
        let first = lands.next()?;
        let own = self.reader.countries_in(self.scene);
        (!trade && lands.all(|other| other == first) && own.len() <= 1 && !own.contains(first)).then(|| own.iter().chain([first]).cloned().collect())
    }

    /// "Gazprom a indiqué que ses exportations": the company that is named last before a possessive.
    pub(super) fn owning_firm(&self, noun: usize) -> Option<EntityId> {
        let owned = noun.checked_sub(1).is_some_and(|before| self.is_possessive(before));
        let last = (noun.saturating_sub(OWNER)..noun).rev().find(|index| {
            let item = &self.items()[*index];
            !item.is_demonym() && matches!(item.kind, ItemKind::Name(_)) && (self.state_at(*index).is_some() || deals(self.reader, item).is_some())
        })?;
        deals(self.reader, &self.items()[last]).filter(|id| owned && self.is_company(id))
    }

    /// "Gazprom a indiqué que ses exportations ont atteint": of the company.
    pub(super) fn owned_by_firm(&self) -> Option<EntityId> {
        (1..self.at).rev().find(|index| self.sign(*index).measure.is_some_and(is_trade)).and_then(|noun| self.owning_firm(noun))
    }

    /// "Multiplié par 3, le fret a atteint", "En hausse de 5 % cette année, la récolte atteint": the comma behind a change that opens the sentence.
    pub(super) fn fronted_change(&self, change: Option<f64>) -> Option<usize> {
        let date = usize::from(self.items().get(self.at + 1).is_some_and(|item| matches!(item.kind, ItemKind::Date(_))));
        let prep = usize::from(
            date == 0 && self.sign(self.at + 1).prep.is_some() && self.items().get(self.at + 2).is_some_and(|item| matches!(item.kind, ItemKind::Date(_))),
        );
        let comma = self.at + 1 + date + 2 * prep;
        let rate = self.is_rate(self.at) && change.is_some();
        let alone = (0..self.at).all(|index| self.sign(index).measure.is_none() && self.items()[index].entities().is_empty());
        (self.is_mark(comma, ",") && alone && (self.multiplied().is_some() && self.at < 3 || rate && self.at < 5 && self.is_the(comma + 1))).then_some(comma)
    }

    /// "Après avoir atteint 4 milliards en 2008, les échanges ont reculé", "Tombé à 3 milliards, le commerce se redresse": what the clause behind is of.
    pub(super) fn told_after_comma(&self) -> Option<String> {
        let chunks = self.scene.chunks();
        let opens = self.chunk <= 4 && (0..self.at).all(|index| self.sign(index).measure.is_none() && self.items()[index].entities().is_empty());
        let bare = |tense: Tense| matches!(tense, Tense::Gerund | Tense::Infinitive | Tense::Participle);
        let does = || {
            chunks[..self.chunk].iter().filter_map(|chunk| chunk.verb()).all(|verb| bare(verb.tense))
                && chunks[..self.chunk].iter().any(|chunk| chunk.verb().is_some())
        };
        let comma = (self.at + 1..self.items().len().min(self.at + 5)).find(|index| self.is_mark(*index, ",")).filter(|_| opens && does())?;
        let next =
            (comma + 1..self.items().len().min(comma + 7)).take_while(|index| !self.is_quantity(*index)).find(|index| self.sign(*index).measure.is_some())?;
        self.sign(next).measure.filter(|measure| self.fits(measure)).map(|measure| economy(measure).to_owned())
    }

    /// "2 millions de tonnes de la récolte ont été expédiées": what is done with what was made.
    pub(super) fn sent(&self, measure: &str) -> Option<&'static str> {
        if measure != "production" {
            return None;
        }
        let ruled = || self.ruler().filter(|verb| *verb > self.chunk).and_then(|_| self.done_by_verb()).filter(|done| *done != measure);
        if self.is_sold_off() { Some("freight-volume") } else { ruled() }
    }

    /// "… ont atteint 1,3 milliard, la Norvège étant le premier investisseur (440 millions)": the one beside the figure, and where it invests.
    pub(super) fn investor_beside(&self, measure: &str) -> Option<Vec<EntityId>> {
        let previous = self.previous.filter(|previous| measure == "investment" && previous.measure == measure && previous.change.is_none())?;
        let [land] = previous.about.as_slice() else { return None };
        let partner = self.bracket().and_then(|_| self.partner(self.at)).filter(|partner| partner != land)?;
        Some(vec![land.clone(), partner])
    }

    /// "Les entrées d'investissements ont atteint 1,3 milliard, la Norvège étant le premier investisseur": of the one whose figures go on, where others are named behind only.
    pub(super) fn goes_on_investing(&self, measure: &str) -> Option<Vec<EntityId>> {
        let before = self.before.filter(|before| measure == "investment" && before.measure == measure && self.paragraph && self.previous.is_none())?;
        let named = self.items()[..self.at].iter().any(|item| !item.entities().is_empty());
        let comma = self.is_mark(self.at + 1, ",");
        matches!(before.about.as_slice(), [only] if self.is_state(only)).then(|| before.about.clone()).filter(|_| !named && comma)
    }

    /// "… a accueilli 8 millions de visiteurs. Les exportations de services ont atteint": the one whose figure stands right before.
    pub(super) fn told_land(&self, measure: &str) -> Option<EntityId> {
        let before = self.before.filter(|_| self.close && self.paragraph && matches!(measure, "exports" | "imports"))?;
        if let [only] = before.about.as_slice() { Some(only.clone()).filter(|id| self.is_state(id)) } else { None }
    }

    /// Whether somebody is named only in what a comma sets apart: "y compris les livraisons à l'Iran".
    pub(super) fn is_in_passing(&self, id: &EntityId) -> bool {
        let named = |index: &usize| self.items()[*index].entities().contains(id);
        self.is_of_later_part(id)
            || self.scene.classes.may_have("including") && (0..self.items().len()).filter(named).all(|index| index < self.at && self.is_aside(index))
    }

    /// "a produit 22 millions de tonnes ; 2 millions ont été vendus à X": who is named only behind the semicolon that ends the figure's part.
    pub(super) fn is_of_later_part(&self, id: &EntityId) -> bool {
        let mut named = (0..self.items().len()).filter(|index| self.items()[*index].entities().contains(id)).peekable();
        let Some(first) = named.peek().copied().filter(|first| *first > self.at) else { return false };
        (self.at + 1..first).any(|index| self.is_mark(index, ";"))
    }

    /// "16 milliards, contre 2 avec B", "20 millions (contre 68 pour B)", "4 milliards, dont 37 % envers B": who is named only beside a figure
    /// that this one is compared with, or that is a part of it.
    pub(super) fn is_of_compared(&self, id: &EntityId) -> bool {
        let Some(first) = (0..self.items().len()).find(|index| self.items()[*index].entities().contains(id)).filter(|first| *first > self.at) else {
            return false;
        };
        let compared = |index: usize| (index.saturating_sub(2)..index).any(|before| self.sign(before).says(note::COMPARE));
        let other = (self.at + 1..first).rev().find(|index| self.is_quantity(*index)).filter(|other| first - other <= BESIDE);
        let parts = |index: usize| self.sign(index).says(note::BACK) && (index + 1..index + 3).any(|next| next < first && self.is_quantity(next));
        other.is_some_and(compared) || (self.at + 1..first).any(parts)
    }

    /// "croîtra de 5 %, contre 3 % en Géorgie": whose the figure is with which the one before is compared.
    pub(super) fn contrasted(&self, measure: &str) -> Option<EntityId> {
        let previous = self.previous.filter(|previous| previous.measure == measure && !is_trade(measure))?;
        let [only] = previous.about.as_slice() else { return None };
        let against = (1..=2).any(|back| self.at.checked_sub(back).is_some_and(|before| before > previous.at && self.sign(before).says(note::COMPARE)));
        let prep = (self.at + 1..self.items().len().min(self.at + 3))
            .find(|index| ["where", "for", "addressed", "to"].iter().any(|function| self.has_function(*index, function)))?;
        let other = (prep + 1..prep + 3).find_map(|index| self.state_at(index))?;
        (against && self.is_state(only) && other != *only).then_some(other)
    }

    /// "a investi 10 milliards au Ghana, dont il est le deuxième partenaire après la Chine": who is only ranked before or behind.
    pub(super) fn is_outranked(&self, id: &EntityId) -> bool {
        let beside = |index: usize| (1..=2).any(|back| index >= back && self.items()[index - back].is(&self.reader.language.lexicon, "outranked"));
        let named = |index: &usize| self.items()[*index].entities().contains(id);
        let ranks = || self.signs.say(note::RANK) || self.signs.partners;
        let mut at = (0..self.items().len()).filter(named).peekable();
        self.is_of_compared(id) || at.peek().is_some_and(|first| *first > self.at) && at.all(beside) && ranks()
    }

    /// "Le Chili a enregistré une hausse de 9 % de son commerce avec le Pérou": whose it is, and with whom.
    pub(super) fn of_subject(&self, measure: &str) -> Option<Vec<EntityId>> {
        let noun = (self.at.saturating_sub(12)..self.items().len().min(self.at + 6)).find(|index| self.sign(*index).measure == Some(measure))?;
        let owner = noun.checked_sub(1).filter(|before| is_trade(measure) && self.is_possessive(*before)).and_then(|_| self.acting_state())?;
        let end = self.items().len().min(noun + 8);
        let end = (noun + 1..end).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",")).unwrap_or(end);
        let with = (noun + 1..end).find(|index| self.has_function(*index, "with"))?;
        let other = (with + 1..end).flat_map(|index| self.items()[index].entities()).find(|id| self.is_state(id) && **id != owner)?;
        Some(vec![owner, other.clone()])
    }

    /// "le commerce de A avec B approche 4 milliards, avec C il dépasse 500 millions": A, and a partner for whom a pronoun goes on.
    pub(super) fn next_partner(&self, measure: &str) -> Option<Vec<EntityId>> {
        let previous = self.previous.filter(|previous| previous.measure == measure && previous.about.len() == 2)?;
        let lexicon = &self.reader.language.lexicon;
        let with = (previous.at + 1..self.at).rev().find(|index| self.has_function(*index, "with"))?;
        let at = with + 1 + usize::from(self.sign(with + 1).det.is_some());
        let next = at + 1 + usize::from(self.is_mark(at + 1, ","));
        let partner = self.country_at(at).filter(|_| self.items()[next].code(lexicon, "pron") == Some("subject"))?;
        let led = |id: &EntityId| {
            let named = (0..with).find(|index| self.items()[*index].entities().contains(id));
            named.and_then(|index| self.led_by(index)).is_some_and(|prep| self.has_function(prep, "with"))
        };
        let hub = previous.about.iter().find(|id| **id != partner && !led(id))?;
        Some(vec![hub.clone(), partner])
    }

    /// "6 milliards, dont 1,1 milliard de Turquie et 700 millions de Russie": a part of the trade of the one before.
    pub(super) fn share_of_trade(&self, measure: &str) -> Option<Vec<EntityId>> {
        let whole = self.previous.filter(|previous| is_trade(measure) && previous.measure == measure)?;
        let of = ["of", "from", "to", "with"].into_iter().any(|function| self.has_function(self.at + 1, function));
        let partner = self.country_at(self.at + 2 + usize::from(self.sign(self.at + 2).det.is_some())).filter(|_| of)?;
        let hub = whole.about.first().filter(|hub| **hub != partner)?;
        Some(vec![hub.clone(), partner])
    }

    /// "accordera 2 milliards sous la forme d'un crédit": what is given is lent.
    pub(super) fn is_lent(&self) -> bool {
        let end = (self.at + 1..self.items().len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ";")).unwrap_or(self.items().len());
        (self.at + 1..end).any(|index| self.sign(index).measure == Some("other:loan"))
    }

    /// What is lent to build a thing is put into it: the thing, and the states of the sentence.
    pub(super) fn lent_for(&self, measure: &str) -> Option<Vec<EntityId>> {
        if measure != "other:loan" || !self.quantity.unit.as_deref().is_some_and(is_currency) {
            return None;
        }
        let thing = |id: &&EntityId| Kind::of(self.reader, id).is_some_and(|kind| matches!(kind, Kind::Line | Kind::Work));
        let named = self.items().iter().flat_map(Item::entities).find(thing).cloned().or_else(|| self.port_behind());
        let project = || (1..self.at).any(|index| self.sign(index).says(note::PLAN) && self.sign(index).head.is_some() && self.is_the(index - 1));
        let built = named.or_else(|| self.memory.built().filter(|_| project()).cloned())?;
        let states = self.reader.countries_in(self.scene);
        Some(std::iter::once(built).chain(states.iter().filter(|_| states.len() <= 2).cloned()).collect())
    }

    /// "consacrera 1,5 milliard (1,6 milliard de dollars) à la construction de la ligne": a sum that is for building something.
    pub(super) fn is_for_works(&self) -> bool {
        let items = self.items();
        let mut next = self.at + 1;
        if self.is_mark(next, "(") {
            next = (next..items.len()).find(|index| self.is_mark(*index, ")")).unwrap_or(next) + 1;
        } else if self.is_mark(next, ")") {
            next += 1;
        }
        let works = |item: &Item| matches!(item.code(&self.reader.language.lexicon, "project-act"), Some("build" | "works"));
        let aim = self.has_function(next, "bare") || self.has_function(next, "for");
        aim && items.iter().skip(next + 1).take(2).any(works)
    }

    /// "750 millions à l'achat de blé": a sum that is for buying goods abroad.
    pub(super) fn is_for_purchase(&self) -> bool {
        let aim = self.has_function(self.at + 1, "bare") || self.has_function(self.at + 1, "for");
        let buys = |index: usize| self.sign(index).measure == Some("imports") || self.items()[index].is(&self.reader.language.lexicon, "side-word");
        aim && (self.at + 2..self.items().len().min(self.at + 4)).any(buys) && self.goods_behind().is_some()
    }

    /// "200 millions pour le développement du port de Bakou": the port for which a sum is given.
    fn port_behind(&self) -> Option<EntityId> {
        let next = self.at + 1;
        let port = |item: &Item| {
            let id = item.entities().first().filter(|id| Kind::said(self.reader, item) == Some(Kind::Port) || Kind::of(self.reader, id) == Some(Kind::Port));
            id.cloned()
        };
        let near = self.items().iter().skip(next + 1).take(7).take_while(|item| item.kind != ItemKind::Mark);
        near.filter(|_| self.has_function(next, "for")).find_map(port)
    }

    /// "un milliard pour le Kazakhstan, 500 millions pour l'Ouzbékistan": in a row of sums each has its own taker.
    pub(super) fn granted(&self) -> Option<Vec<EntityId>> {
        let taker = |at: usize| {
            let next = if self.is_mark(at + 1, "(") { (at + 1..self.items().len()).find(|index| self.is_mark(*index, ")"))? + 1 } else { at + 1 };
            let named = next + 1 + usize::from(self.sign(next + 1).det.is_some());
            self.state_at(named).filter(|_| self.has_function(next, "for"))
        };
        let own = taker(self.at).filter(|_| self.bracket().is_none())?;
        let row = (0..self.items().len()).filter(|index| self.is_quantity(*index) && taker(*index).is_some()).count() > 1;
        let giver = self.items()[..self.at].iter().find_map(|item| deals(self.reader, item));
        row.then(|| giver.into_iter().chain([own]).collect())
    }

    /// "les échanges entre membres": of the alliance whose members are meant.
    pub(super) fn among_members(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let members = (1..self.items().len())
            .find(|index| self.items()[*index].is(lexicon, "lands-word") && (1..=2).any(|back| *index >= back && self.has_function(index - back, "between")))?;
        let near = (members.saturating_sub(6)..members).any(|index| self.sign(index).measure.is_some_and(is_trade));
        let named = self.items()[members..].iter().take(6).flat_map(Item::entities).find(|id| Kind::of(self.reader, id) == Some(Kind::Alliance)).cloned();
        named.or_else(|| self.memory.last(Kind::Alliance).cloned()).filter(|_| near && self.at > members)
    }

    /// "L'Égypte est devenue le premier acheteur de blé russe. Le pays a acheté": the state that the sentence before has as its first, where nothing leads to it.
    pub(super) fn land_before(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let items = self.reader.before;
        let first = items.iter().position(|item| !item.is_demonym() && item.entities().iter().any(|id| self.is_state(id)))?;
        let led = (first.saturating_sub(2)..first).any(|index| items[index].value(lexicon, "prep").is_some());
        items[first].entities().iter().find(|id| self.is_state(id)).filter(|_| !led).cloned()
    }
}
