//! Trade as one frame: who sells what to whom, and from whose side it is told.
//!
//! A verb or noun of trade ("a vendu", "ses achats", "expédiées vers") has a side, on which goods go out or come in for the one who does it.
//! Its roles are found in `roles`; figures that go on from one before it keep its frame in `row`. A passage tells the trade of one country,
//! its teller: what a partner buys, the teller exports, what a partner sells, it imports. Words that name the side for good ("exporter") do not turn.

mod roles;
mod row;

use smallvec::SmallVec;

use super::{Sight, signs::note};
use crate::{
    extract::chunk::{VerbGroup, Voice},
    lang::Tense,
    model::EntityId,
};
use roles::Roles;

/// Which way goods go, seen from one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// They are sold.
    Out,
    /// They are bought.
    In,
    /// Both at once.
    Both,
}

impl Way {
    /// The same seen from the other.
    const fn turned(self) -> Self {
        match self {
            Self::Out => Self::In,
            Self::In => Self::Out,
            Self::Both => Self::Both,
        }
    }

    /// What is measured so.
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Out => "exports",
            Self::In => "imports",
            Self::Both => "trade-turnover",
        }
    }

    /// The way of goods that a measure of trade tells.
    pub fn of(measure: &str) -> Option<Self> {
        [Self::Out, Self::In, Self::Both].into_iter().find(|way| way.measure() == measure)
    }
}

/// The trade that a figure is of.
#[derive(Clone, Debug)]
pub struct Deal {
    /// From whose side it is told.
    pub teller: EntityId,
    /// Which way goods go for the teller.
    pub way: Way,
    /// With whom.
    pub others: SmallVec<[EntityId; 2]>,
    /// Whether the teller is the one who does what the word says, by name.
    pub acts: bool,
    /// Whether a word says it that names the side of the other for good: "la Turquie a importé", of what the teller sells.
    pub by_partner: bool,
}

impl Deal {
    /// The teller and those it trades with.
    pub fn about(&self) -> Vec<EntityId> {
        std::iter::once(&self.teller).chain(&self.others).cloned().collect()
    }

    /// What is measured so.
    pub const fn measure(&self) -> &'static str {
        if self.by_partner { self.way.turned().measure() } else { self.way.measure() }
    }

    /// The same with each of the others alone.
    pub fn each(&self) -> impl Iterator<Item = Self> {
        self.others.iter().map(|other| Self { others: SmallVec::from_iter([other.clone()]), ..self.clone() })
    }

    /// From whom and to whom goods go.
    pub fn direction(&self) -> (Option<EntityId>, Option<EntityId>) {
        let other = if let [only] = self.others.as_slice() { Some(only.clone()) } else { None };
        match self.way {
            Way::Out => (Some(self.teller.clone()), other),
            Way::In => (other, Some(self.teller.clone())),
            Way::Both => (None, None),
        }
    }
}

/// A word of trade: where it stands, its side, and whether it names the side for good.
#[derive(Clone, Copy)]
struct Word {
    at: usize,
    way: Way,
    fixed: bool,
    verb: Option<usize>,
}

/// So many sentences on, the trade told last is still told.
const RECENT: usize = 5;

impl Sight<'_> {
    /// The trade that the figure is of, where it can be told who has a part in it.
    pub(super) fn deal(&self, measure: Option<&str>) -> Option<Deal> {
        let may = measure.is_none_or(|measure| {
            matches!(measure, "exports" | "imports" | "trade-turnover" | "other:supply" | "freight-volume" | "shipments" | "other:revenue" | "other:share")
        });
        if let Some(level) = self.level_in_order() {
            return level.deal.clone();
        }
        let in_order = self.signs.say(note::RESPECTIVE);
        if !may || in_order || self.part().is_some() || !self.fits("exports") || self.is_asset() {
            return None;
        }
        if measure == Some("other:revenue") {
            return self.proceeds();
        }
        if matches!(measure, None | Some("freight-volume"))
            && let Some(deal) = self.told_otherwise()
        {
            return Some(deal);
        }
        let word = self.trade_word().filter(|_| !matches!(measure, Some("trade-turnover" | "other:share")));
        let Some(word) = word else { return self.goes_on_trading(measure) };
        let mut roles = self.roles(&word)?;
        // "ont été exportés vers la Chine, 7 milliards vers l'Irak": the second of a row has its own partner, behind it.
        let next = self.previous.is_some() && word.at < self.at && (self.is_mark(self.at - 1, ",") || self.sign(self.at - 1).conj);
        if let Some(partner) = self.partner_behind(word.way).filter(|_| next) {
            roles.others = SmallVec::from_iter([partner]);
        }
        let deal = self.beside_partner(self.within_total(self.told(&word, roles)?));
        // What is sent is trade where a country sends goods or both are known, and no line or port has it.
        let freight = matches!(measure, Some("freight-volume" | "shipments"));
        let told = self.told_before().is_some_and(|before| before.teller == deal.teller && before.way == deal.way);
        let goods = deal.acts && self.goods_behind().is_some() || self.signs.say(note::WORLD);
        (!freight || (told || goods || !deal.others.is_empty()) && !self.has_thing()).then_some(deal)
    }

    /// "le commerce entre A et B a atteint 5 millions (3 millions d'exportations de A)": with the other of the two whom the total before is of.
    fn within_total(&self, mut deal: Deal) -> Deal {
        let total = self.previous.filter(|figure| deal.others.is_empty() && figure.measure == Way::Both.measure() && figure.about.contains(&deal.teller));
        if let Some([first, second]) = total.map(|figure| figure.about.as_slice()) {
            deal.others.push(if *first == deal.teller { second.clone() } else { first.clone() });
        }
        deal
    }

    /// "En tonnage, la progression est de 10 %": the trade told before, by another way to measure it.
    fn told_otherwise(&self) -> Option<Deal> {
        let lexicon = &self.reader.language.lexicon;
        let said = (1..self.at).any(|index| self.items()[index].is(lexicon, "sense-word") && self.has_function(index - 1, "seen-in"));
        let figure = self.previous.or(self.before.filter(|_| self.close && self.paragraph))?;
        let own = self.reader.countries_in(self.scene);
        figure.deal.clone().filter(|deal| said && own.iter().all(|id| deal.about().contains(id)))
    }

    /// "Le premier client de X est Y, avec des achats de 5 millions": of the two of whom a word for partners tells.
    fn told_of_partner(&self, word: &Word) -> Option<Deal> {
        let way = (0..word.at).rev().find_map(|index| self.sign(index).partner).and_then(Way::of)?;
        let teller = self.hub().cloned()?;
        let other = (0..word.at).rev().find_map(|index| self.state_at(index).filter(|id| *id != teller))?;
        Some(Deal { teller, way, others: SmallVec::from_iter([other]), acts: false, by_partner: false }).filter(|deal| deal.way != Way::Both)
    }

    /// "75 millions de tonnes vendues à 142 pays": of the country whose figures the text reports, where nobody else is named or told of.
    fn told_by_reporter(&self, word: &Word) -> Option<Deal> {
        let teller = self.reporter?;
        let own = self.reader.countries_in(self.scene).iter().all(|id| id == teller);
        let told = self.previous.or(self.before).is_none_or(|figure| figure.about == std::slice::from_ref(teller));
        (own && told).then(|| Deal { teller: teller.clone(), way: word.way, others: SmallVec::new(), acts: false, by_partner: false })
    }

    /// "Les recettes ont baissé de 6 %": what was earned by the exports told before.
    fn proceeds(&self) -> Option<Deal> {
        let figure = self.previous.or(self.before.filter(|_| self.close))?;
        let deal = figure.deal.as_ref().filter(|deal| deal.way == Way::Out && self.reader.countries_in(self.scene).is_empty())?;
        let said = (0..self.at).any(|index| self.items()[index].is(&self.reader.language.lexicon, "proceeds-word"));
        said.then(|| Deal { others: SmallVec::new(), ..deal.clone() })
    }

    /// The trade of a figure whose words did not tell it by this frame, by whom it is about.
    pub(super) fn deal_of(&self, measure: &str, about: &[EntityId], from: Option<&EntityId>) -> Option<Deal> {
        let way = Way::of(measure)?;
        let side = if way == Way::In { from.and_then(|from| about.iter().find(|id| *id != from)) } else { from };
        let ranks = self.signs.say(note::RANK) || self.signs.partners;
        let hub = self.hub().filter(|hub| about.contains(hub) || ranks);
        let teller = hub.or(if let [only] = about { Some(only).filter(|_| !ranks && self.memory.hub.is_none()) } else { side.filter(|_| about.len() == 2) })?;
        let others = about.iter().filter(|id| *id != teller).cloned().collect();
        self.is_state(teller).then(|| Deal { teller: teller.clone(), way, others, acts: false, by_partner: false })
    }

    /// The word of trade that the figure hangs on.
    fn trade_word(&self) -> Option<Word> {
        if let Some(word) = self.word_behind() {
            return Some(word);
        }
        let since = self.previous.map_or(0, |previous| previous.at + 1);
        // "14 % des exportations": what an earlier figure counts.
        let counted = |index: usize| index >= 2 && self.is_quantity(index - 2) && self.has_function(index - 1, "of");
        let noun = self
            .clause()
            .rev()
            .take_while(|index| *index >= since)
            .filter(|index| !counted(*index) && !self.is_aside(*index))
            .find_map(|index| self.noun_of_trade(index));
        let verb = self.clefted().or_else(|| self.undergone()).or_else(|| self.ruler()).and_then(|verb| self.verb_of_trade(verb));
        let verb = verb.filter(|word| word.at > self.at || word.at >= since);
        match (noun, verb) {
            (Some(noun), Some(verb)) => Some(if noun.at > verb.at || verb.at > self.at { noun } else { verb }),
            (noun, verb) => {
                let open = || (since..self.at).rev().take_while(|index| !self.is_mark(*index, ";")).filter(|index| !counted(*index) && !self.is_aside(*index));
                noun.or(verb)
                    .or_else(|| self.word_of_subject(since).filter(|word| !counted(word.at)))
                    .or_else(|| open().find_map(|index| self.noun_of_trade(index)))
            }
        }
    }

    /// "les ventes, y compris celles à la Turquie, ont atteint": whether a comma before the figure closes what an item is named in.
    pub(super) fn is_aside(&self, index: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let from = if self.scene.classes.may_have("including") { 1 } else { index };
        let opens = (from..index).rev().take_while(|open| !self.is_mark(open + 1, ",")).find(|open| self.items()[*open].is(lexicon, "including"));
        opens.is_some_and(|open| self.is_mark(open - 1, ",") && (index + 1..self.at).any(|mark| self.is_mark(mark, ",")))
    }

    /// "858 millions d'achats", "4,5 milliards pour les ventes", "1,27 million de tonnes exportées".
    fn word_behind(&self) -> Option<Word> {
        if let Some(side) = self.gapped_side() {
            return self.noun_of_trade(side);
        }
        let next = self.at + 1;
        let led = self.has_function(next, "of") || self.has_function(next, "for");
        let bare = |index: &usize| self.sign(*index).adj || self.sign(*index).det.is_some() && self.sign(*index).prep.is_none();
        if led && let Some(noun) = (next + 1..self.items().len().min(next + 4)).find(|index| !bare(index)).and_then(|index| self.noun_of_trade(index)) {
            return Some(noun);
        }
        // "4 milliards ont été exportés et 5 milliards importés"
        if let Some(way) = self.sign(next).measure.and_then(Way::of).filter(|way| *way != Way::Both && self.items()[next].senses.has_form()) {
            return Some(Word { at: next, way, fixed: true, verb: None });
        }
        let verb = self.signs.chunk.get(next).copied().filter(|chunk| *chunk > self.chunk)?;
        let participle = self.scene.chunks()[verb].verb().is_some_and(|verb| verb.tense == Tense::Participle);
        self.verb_of_trade(verb).filter(|_| participle)
    }

    /// "4 millions de litres : c'est ce que X a expédié"
    fn clefted(&self) -> Option<usize> {
        let end = (self.at + 1..self.items().len()).find(|index| self.is_quantity(*index)).unwrap_or(self.items().len());
        let last = self.signs.chunk[end - 1];
        self.cleft()?;
        (self.chunk + 1..=last).find(|chunk| self.verb_of_trade(*chunk).is_some())
    }

    /// "4 milliards de mètres cubes, d'une valeur de 2 milliards, ont été livrés": the passive verb that the figure is the subject of.
    fn undergone(&self) -> Option<usize> {
        let chunks = self.scene.chunks();
        let verb = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))?;
        let passive = chunks[verb].verb().is_some_and(|group| group.voice == Voice::Passive);
        let subject = self.scene.clauses.grammatical_subject(verb);
        (passive && subject.first().is_some_and(|first| *first <= self.chunk && *first >= self.scene.clauses.clause_start(self.chunk))).then_some(verb)
    }

    /// The noun of trade that is the subject of the figure's verb.
    fn word_of_subject(&self, since: usize) -> Option<Word> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunks = self.scene.chunks();
        let first = *self.scene.clauses.grammatical_subject(verb).first().filter(|first| **first < verb)?;
        let inside = chunks[first].start.max(since)..chunks[verb].start;
        // "Le volume de gaz exporté vers la Géorgie a été de"
        let done = |index: usize| {
            let chunk = self.signs.chunk[index];
            let participle = chunks[chunk].verb().is_some_and(|group| group.tense == Tense::Participle) && chunk > first;
            self.verb_of_trade(chunk).filter(|word| participle && word.at == index)
        };
        inside.clone().filter(|index| !self.is_aside(*index)).find_map(|index| self.noun_of_trade(index)).or_else(|| inside.clone().find_map(done))
    }

    fn noun_of_trade(&self, index: usize) -> Option<Word> {
        if self.scene.chunks()[*self.signs.chunk.get(index)?].verb().is_some() {
            return None;
        }
        let sign = self.sign(index);
        // "celles vers la Russie": the like of what was told before.
        if sign.says(note::THAT) {
            let deal = self.told_before()?;
            return Some(Word { at: index, way: deal.way, fixed: true, verb: None }).filter(|_| deal.way != Way::Both);
        }
        // "ses commandes": of trade where trade is told.
        let again = || self.items()[index].code(&self.reader.language.lexicon, "deal-noun").filter(|_| self.told_before().is_some());
        let way = match sign.measure.or_else(again)? {
            "exports" | "other:supply" | "shipments" => Way::Out,
            "imports" => Way::In,
            _ => return None,
        };
        Some(Word { at: index, way, fixed: sign.measure.is_some() && !sign.says(note::SIDE), verb: None })
    }

    fn verb_of_trade(&self, chunk: usize) -> Option<Word> {
        let group = self.scene.chunks()[chunk].verb()?;
        let language = self.reader.language;
        let is = |name: &str| language.verb_is(group.lemma, name);
        // "s'est fourni", "s'est fait livrer"
        let made = chunk.checked_sub(1).filter(|before| {
            let before = self.scene.chunks()[*before].verb();
            before.is_some_and(|verb| language.verb_is(verb.lemma, "causative")) && group.tense == Tense::Infinitive
        });
        if let Some(made) = made.filter(|_| is("trade-out")) {
            return Some(Word { at: group.item, way: Way::In, fixed: false, verb: Some(made) });
        }
        let way = if group.voice == Voice::Reflexive && is("trade-turned") {
            Way::In
        } else if is("trade-out") || is("trade-leave") {
            Way::Out
        } else if is("trade-in") || is("trade-take") {
            Way::In
        } else {
            return None;
        };
        Some(Word { at: group.item, way, fixed: is("trade-fixed"), verb: Some(chunk) })
    }

    /// Shares, companies, engines: what a country buys of them is no trade.
    fn is_asset(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let end = self.items().len().min(self.at + 6);
        self.clause().chain(self.at + 1..end).any(|index| self.items()[index].is(lexicon, "asset-word"))
    }

    /// "a acheté des parts pour 300 millions"
    pub(super) fn is_bought_asset(&self) -> bool {
        let word = self.ruler().and_then(|verb| self.verb_of_trade(verb));
        word.is_some_and(|word| !word.fixed) && self.is_asset()
    }

    /// The trade that the figures before told, the nearest last.
    fn told_before(&self) -> Option<&Deal> {
        let previous = self.previous.and_then(|figure| figure.deal.as_ref());
        previous.or_else(|| self.memory.deal.as_ref().map(|(deal, _)| deal))
    }

    /// From whose side it is told.
    fn told(&self, word: &Word, roles: Roles) -> Option<Deal> {
        let Roles { doer, mut others, weak, unnamed } = roles;
        if unnamed {
            let [teller] = others.as_slice() else { return None };
            return Some(Deal { teller: teller.clone(), way: word.way.turned(), others: SmallVec::new(), acts: false, by_partner: false });
        }
        others.retain(|other| Some(&*other) != doer.as_ref());
        let told = self.told_before();
        let Some(doer) = doer else {
            if others.is_empty() {
                return self.told_of_partner(word).or_else(|| self.told_by_reporter(word));
            }
            // "Les ventes à la Chine": of the one whose trade the passage tells.
            let teller = told.map(|deal| &deal.teller).or(self.hub()).filter(|teller| !others.contains(teller))?.clone();
            return Some(Deal { teller, way: word.way, others, acts: false, by_partner: false });
        };
        let own = word.fixed || self.reporter == Some(&doer) || told.is_none_or(|deal| deal.teller == doer) || word.verb.is_none() && !others.is_empty();
        // "Le Kazakhstan a vendu 9 millions de tonnes. La Turquie en a importé 3": of what the teller sells, though "importer" names the buyer's side.
        if word.fixed
            && word.verb.is_some()
            && let Some(told) = told.filter(|told| {
                others.iter().all(|other| *other == told.teller)
                    && told.way == word.way.turned()
                    && told.teller != doer
                    && (self.reporter == Some(&told.teller) || self.is_same_goods())
            })
            && (self.previous.is_some() || self.memory.deal.as_ref().is_some_and(|(_, age)| *age <= 1))
        {
            return Some(Deal { teller: told.teller.clone(), way: told.way, others: SmallVec::from_iter([doer]), acts: false, by_partner: true });
        }
        if !own && let Some(told) = told {
            let recent = self.previous.is_some() || self.memory.deal.as_ref().is_some_and(|(_, age)| *age < RECENT);
            // "X en a acheté", "X lui a vendu": a partner does it; "L'Irak a acheté pour 8 millions": among the buyers of another's goods.
            let goes_on =
                || others.is_empty() && recent && (told.others.contains(&doer) || told.way == word.way.turned() || self.told_of_partner(word).is_some());
            if recent && others.contains(&told.teller) || goes_on() {
                let by_partner = self.previous.is_some() && told.by_partner;
                return Some(Deal { teller: told.teller.clone(), way: word.way.turned(), others: SmallVec::from_iter([doer]), acts: false, by_partner });
            }
        }
        (!weak || !others.is_empty() && own).then_some(Deal { teller: doer, way: word.way, others, acts: word.verb.is_some(), by_partner: false })
    }
}
