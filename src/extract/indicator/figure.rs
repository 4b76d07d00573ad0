//! What one figure states: its measure, whom it is about, when, and how sure it is.

use super::{
    Considered, Figure, Sight,
    deal::Deal,
    fit::{self, LITTLE, is_trade},
    owner::{self, Pointers},
    plan, rule, signs, thing, times, unit,
};
use std::mem;

use smol_str::SmolStr;

use crate::{
    extract::frame::is_currency,
    fact::{Claim, Fact, Indicator},
    model::{EntityId, PartKind, Scheme, Term, When},
    recognise::ItemKind,
};

/// What is made out of a figure, step by step.
#[derive(Debug, Default)]
pub(super) struct Draft {
    percent: bool,
    measure: String,
    rule: &'static str,
    change: Option<f64>,
    deal: Option<Deal>,
    built: Option<Vec<EntityId>>,
    unit: SmolStr,
    modality: String,
    period: Option<When>,
    base: Option<When>,
    /// The year before, of two that the figure is told of.
    earlier: Option<When>,
    reported: bool,
    about: Vec<EntityId>,
    row: Option<Vec<Vec<EntityId>>>,
    settled: bool,
    pointers: Option<Pointers>,
    chance: f64,
    attributed_to: Option<EntityId>,
}

impl Sight<'_> {
    /// Whether the figure is no fact.
    pub(super) fn is_untold(&self) -> bool {
        self.quantity.unit.as_deref() == Some("times") || self.is_denied() || self.is_supposed() || self.is_mere_chance() || self.is_rumoured()
    }

    /// Whether it rises or falls. It states nothing where this, or a step behind it, gives nothing.
    pub(super) fn begun(&self) -> Option<Draft> {
        let percent = matches!(self.quantity.unit.as_deref(), Some("%" | "points"));
        // "1 riyal = 0,2 euro"
        if self.is_mark(self.at + 1, "=") || self.at.checked_sub(1).is_some_and(|before| self.is_mark(before, "=")) {
            return None;
        }
        if self.outgrows() || self.is_gap() {
            return None;
        }
        let change = self.sign(self.at).multiple.map(f64::signum).or_else(|| self.change(percent));
        Some(Draft { percent, change, ..Draft::default() })
    }

    /// What it measures, by its words.
    pub(super) fn measured(&self, draft: &mut Draft) -> Option<()> {
        let Draft { percent, change, .. } = *draft;
        let told = self.measure(percent, change).filter(|(measure, _)| !(is_trade(measure) && self.is_bought_asset()));
        let told = told.map(|(measure, rule)| (self.sent(&measure).map_or(measure, str::to_owned), rule));
        // "fournira 40 millions d'euros à A": money, and no goods.
        let given = told.as_ref().is_none_or(|(measure, _)| matches!(measure.as_str(), "other:supply" | "exports" | "imports")) && self.is_money_given();
        let told = if given { Some(("other:aid".to_owned(), rule::NAMED)) } else { told };
        let deal = self.deal(told.as_ref().map(|(measure, _)| measure.as_str()));
        let shared = told.as_ref().is_some_and(|(_, rule)| *rule == rule::SHARE);
        let deal = deal.map(|deal| if shared { self.with_sharer(deal) } else { deal });
        let (measure, rule) = match (&deal, told) {
            (Some(deal), told) => (deal.measure().to_owned(), told.map_or(rule::NAMED, |(_, rule)| rule)),
            (None, told) => told?,
        };
        (draft.measure, draft.rule, draft.deal) = (measure, rule, deal);
        Some(())
    }

    /// What it measures, by all around it.
    pub(super) fn sorted(&self, draft: &mut Draft) -> Option<()> {
        let Draft { percent, mut rule, mut change, .. } = *draft;
        let mut measure = mem::take(&mut draft.measure);
        if measure == "shipments" {
            let index = (0..self.at).rev().find(|index| self.sign(*index).measure == Some("shipments")).unwrap_or(self.at);
            self.shipped("shipments", index).clone_into(&mut measure);
        }
        if let Some(goods) = self.traded(&measure) {
            (measure, rule) = (goods.measure.clone(), rule::CARRIED);
        }
        // A title says by itself what it says, or is told again below.
        let part = self.scene.sentence.part;
        if part == PartKind::Title && matches!(rule, rule::CARRIED | rule::COUNTED) || part == PartKind::Heading && rule == rule::CARRIED {
            return None;
        }
        // "a ralenti à 3 %" tells the rate; "a baissé de 2 points" none.
        if fit::is_rate(&measure) && change.take().is_some() && self.at > 0 && self.has_function(self.at - 1, "of") {
            return None;
        }
        // "retomber à 3 %": a growth that slows down is still one.
        if measure == "gdp" && change.is_some() && (self.comes_to() || self.is_passage()) {
            change = self.rate_reached().filter(|_| !self.is_growth_again()).or(Some(1.0));
        }
        // "alimentera un million d'habitants": whom a thing serves, and not who lives somewhere.
        let ruled =
            |group: &str| self.ruler().and_then(|verb| self.scene.chunks()[verb].verb()).is_some_and(|verb| self.reader.language.verb_is(verb.lemma, group));
        if measure == "population" && ruled("serve") {
            return None;
        }
        // "La croissance de A a été révisée de 2 % à 3 %": what was foretold before.
        if measure == "gdp" && self.is_passage() && self.is_revised() {
            return None;
        }
        // "561 000 passages, un bond de 62 %": a change of a level that nobody could read.
        let open =
            (0..self.at).rev().find(|index| self.is_quantity(*index) && !self.is_time(*index)).filter(|_| percent && change.is_some() && rule == rule::CARRIED);
        if open
            .is_some_and(|open| self.read.is_none_or(|read| read < open) && !self.is_rate(open) && (self.bracket().is_some() || !self.is_like(open, &measure)))
        {
            return None;
        }
        // So little money is a price, a fee or an anecdote.
        if !self.quantity.scaled && self.quantity.value < LITTLE && measure != "price/cost" && self.quantity.unit.as_deref().is_some_and(is_currency) {
            return None;
        }
        // What a company turns over is no trade.
        if measure == "trade-turnover" && change.is_none() && self.firm_of_turnover().is_some() {
            "other:revenue".clone_into(&mut measure);
        }
        if measure == "other:revenue" && self.brings_in_goods() {
            "exports".clone_into(&mut measure);
        }
        // "a consacré 750 millions à l'achat de blé": what is bought for it is imported.
        if measure == "other:aid" && self.is_for_purchase() {
            "imports".clone_into(&mut measure);
        }
        // "la route, à laquelle l'État a donné": "y a consacré 3 milliards" is put into the thing named last.
        if measure == "other:aid" && self.there().is_some_and(|id| self.is_thing(&id)) {
            "investment".clone_into(&mut measure);
        }
        // What a company gives it invests.
        // So does whoever gives a sum for building something.
        if measure == "other:aid" && (self.actor().is_some_and(|id| self.is_company(&id)) || self.is_for_works()) {
            "investment".clone_into(&mut measure);
        }
        if measure == "other:aid" && self.is_lent() {
            "other:loan".clone_into(&mut measure);
        }
        let built = self.lent_for(&measure);
        if built.is_some() {
            "investment".clone_into(&mut measure);
        }
        // "transportera 5 milliards de mètres cubes par an": what a line can carry in a year.
        if self.is_throughput(&measure) {
            "freight-capacity".clone_into(&mut measure);
        }
        // "… et 6 milliards vers la Turquie": what the figure before told that it can carry.
        let can = |figure: &&Figure| figure.measure == "freight-capacity" && !(figure.at + 1..self.at).any(|index| self.sign(index).measure.is_some());
        if measure == "freight-volume" && self.previous.is_some_and(|figure| can(&figure)) {
            "freight-capacity".clone_into(&mut measure);
        }
        if measure == "freight-capacity" && self.is_past_flow() {
            measure = if self.quantity.unit.as_deref() == Some("TEU") { "containers" } else { "freight-volume" }.to_owned();
        }
        if rule == rule::CARRIED && (self.is_against_unread() || change.is_some() && self.is_of_quality()) {
            return None;
        }
        (draft.measure, draft.rule, draft.change, draft.built) = (measure, rule, change, built);
        Some(())
    }

    /// How sure it is, and for when.
    pub(super) fn timed(&self, draft: &mut Draft) -> Option<()> {
        let Draft { rule, change, .. } = *draft;
        let (mut measure, deal) = (mem::take(&mut draft.measure), draft.deal.as_ref());
        let unit = self.unit(&measure)?;
        let modality = self.modality(&measure, rule).to_owned();
        if modality == "capacity" && (measure == "freight-volume" || measure == "exports" && deal.is_none() && self.has_thing()) {
            "freight-capacity".clone_into(&mut measure);
        }
        let against = self.at.checked_sub(1).is_some_and(|before| self.sign(before).says(signs::note::COMPARE));
        // "15 jours, contre 40 par la mer": how long another way takes.
        let until = self.at + 2 < self.items().len() && self.has_function(self.at + 1, "to") && self.is_quantity(self.at + 2);
        let behind = self.at + if until { 3 } else { 1 };
        if measure == "duration" && against && ["by", "through"].into_iter().any(|function| self.has_function(behind, function)) {
            return None;
        }
        // "a ramené à 2 % sa prévision de croissance, contre 3 % auparavant": what was foretold before.
        let again = self.previous.is_some_and(|previous| previous.modality == "forecast" && previous.measure == measure)
            && !self.items().get(self.at + 1).is_some_and(|item| matches!(item.kind, ItemKind::Date(_)));
        let modality = match modality.as_str() {
            _ if measure == "gdp" && (self.growth_behind() || against && again || self.is_growth_to_come()) => "forecast".to_owned(),
            "planned" | "target" | "forecast" if against && !self.is_expected() => "actual".to_owned(),
            _ => modality,
        };
        let (period, base, reported) = self.periods(&measure, &modality, change.is_some());
        let (period, earlier) =
            period.map_or((None, None), |when| self.year_in_order(when).map_or_else(|| self.ends_of_way(when, change.is_some()), |year| (Some(year), None)));
        let base = if change.is_some() { base.or(earlier) } else { base };
        let (period, base) = if change.is_some() { self.averaged(period, base) } else { (period, base) };
        // "un engagement de 700 millions pour 2025-2027": money for a time that is to come is not spent.
        let now = self.reader.calendar.published().and_then(When::last_day);
        let ahead = plan::is_given(&measure) && period.and_then(|when| When::at(when.until?).first_day()).zip(now).is_some_and(|(last, now)| last > now);
        // "devrait ralentir à 8 %, après 10 % en 2024": what is over and stands behind a guess came true.
        let dated = self
            .items()
            .get(self.at + 1..self.items().len().min(self.at + 3))
            .is_some_and(|next| next.iter().any(|item| matches!(item.kind, ItemKind::Date(_))));
        let guessed = self.previous.is_some_and(|previous| previous.modality == "forecast" && previous.measure == measure && previous.period != period);
        let over = self.reader.calendar.published().and_then(When::first_day).zip(period.and_then(When::last_day)).is_some_and(|(now, last)| last < now);
        let modality = if modality == "forecast" && guessed && dated && over && !self.is_expected() { "actual".to_owned() } else { modality };
        let modality = if modality == "actual" && ahead { "planned".to_owned() } else { modality };
        (draft.measure, draft.unit, draft.modality) = (measure, unit, modality);
        (draft.period, draft.base, draft.earlier, draft.reported) = (period, base, earlier, reported);
        Some(())
    }

    /// Whose it is, by the rules.
    pub(super) fn owned(&self, draft: &mut Draft) -> Option<()> {
        let Draft { rule, change, .. } = *draft;
        let (measure, deal, built) = (&draft.measure, draft.deal.take(), draft.built.take());
        // "(1,9 milliard, dont 1,8 milliard d'importations)": of whom the whole in the same brackets is.
        let within = self.previous.filter(|whole| {
            let open = self.bracket().map(|(open, _)| open);
            is_trade(measure) && is_trade(&whole.measure) && open.is_some_and(|open| open < whole.at) && self.sign(self.at - 1).says(signs::note::BACK)
        });
        let (built, deal) = within.map_or((built, deal), |whole| (Some(whole.about.clone()), None));
        let abroad = if is_trade(measure) { self.there_abroad(measure) } else { None };
        // "L'Inde et le Japon ont franchi la barre du milliard": of each with the one whose trade is told.
        let row = if change.is_none() { self.each_of_subject(measure, rule) } else { None };
        let deal = if abroad.is_some() || row.is_some() { None } else { deal };
        let first = || row.as_ref().and_then(|row| row.first().cloned());
        let mut about =
            built.or(abroad).or_else(first).or_else(|| deal.as_ref().map(Deal::about)).unwrap_or_else(|| self.about(measure, rule, change.is_some()));
        if self.is_load_of_one(measure) && about.iter().all(|id| self.is_state(id))
            || about.iter().any(|id| self.is_half_named(id))
            || self.is_of_unknown_like()
            || self.is_of_many(measure)
            || self.leads_to(measure, &about)
            || self.is_of_next_member(measure, &about)
        {
            return None;
        }
        // Where no rule tells whose it is, the weights may.
        if about.is_empty() {
            about.extend(self.likeliest(measure, rule));
        }
        if about.is_empty() || thing::is_guess(self, measure, &about) || rule == rule::CARRIED && deal.is_none() && self.has_strayed(measure, &about) {
            return None;
        }
        // Whose trade it is grammar told.
        let settled = deal.is_some()
            || row.is_some()
            || measure == "other:countries" && self.is_of_members()
            || matches!(about.as_slice(), [only] if self.land_again().as_ref() == Some(only));
        (draft.deal, draft.about, draft.row, draft.settled) = (deal, about, row, settled);
        Some(())
    }

    /// At whom what stands around it points.
    pub(super) fn pointed(&self, draft: &mut Draft) -> Option<()> {
        draft.pointers = Some(self.pointers(&draft.measure));
        Some(())
    }

    /// Whose it is, by what speaks for each.
    pub(super) fn weighed(&self, draft: &mut Draft, considered: &mut Option<Vec<Considered>>) -> Option<()> {
        let pointers = draft.pointers.as_ref()?;
        let Draft { measure, unit, about, rule, change, settled, .. } = draft;
        let (rule, change, settled) = (*rule, *change, *settled);
        let all = considered.is_some() || !settled && self.may_give_way(measure, about);
        let weighed = self.weigh(pointers, measure, rule, about, (all, considered.is_some()));
        let chance = if settled { owner::SETTLED } else { self.settle(pointers, measure, rule, about, (&weighed, all)) };
        // "aurait investi 3 milliards": by what is rumoured nothing is so, by somebody's word it is.
        let attributed_to = self.reader.attribution(self.scene, self.chunk);
        if self.is_hearsay() && attributed_to.is_none() {
            return None;
        }
        let chance = weighed.iter().filter(|one| about.contains(&one.id)).map(|one| one.chance).fold(chance, f64::max);
        if let Some(considered) = considered {
            let value = self.quantity.value * change.unwrap_or(1.0);
            considered.push(Considered::new(self.items()[self.at].span, (value, unit, measure, change.is_some()), about, weighed));
        }
        // "celui situé en Ouzbékistan": which part of a line is meant, grammar told.
        let part = self.stretch(measure, about).or_else(|| self.part_of_line(measure, about));
        if chance < self.reader.language.attachment.least && part.is_none() {
            return None;
        }
        draft.about = part.unwrap_or_else(|| mem::take(&mut draft.about));
        (draft.chance, draft.attributed_to) = (chance, attributed_to);
        Some(())
    }

    /// What the figure states, once for each of those whom a rate is of, and the lower end first where it is a range.
    pub(super) fn stated(&self, draft: Draft) -> Option<(Figure, Vec<Claim>)> {
        let Draft { mut measure, change, deal, unit, modality, period, base, earlier, reported, about, row, chance, attributed_to, rule, .. } = draft;
        // Those of one country who live in another.
        if measure == "other:nationals" {
            "population".clone_into(&mut measure);
        }
        // What one country supplies to another it exports.
        let land = |id: &crate::model::EntityId| self.is_state(id) || self.reader.is_wide(id);
        let supplied = measure == "other:supply" && about.len() == 2 && about.iter().all(land);
        if supplied {
            "exports".clone_into(&mut measure);
        }
        let qualifier =
            self.quantity.qualifier.as_deref().or_else(|| self.verb_qualifier()).or_else(|| self.quantity.low.filter(|_| !self.sets_out()).map(|_| "up-to"));
        let sector = self.sector(&measure);
        let mut direction = (None, None);
        if matches!(measure.as_str(), "exports" | "imports") {
            let said = if supplied { "other:supply" } else { measure.as_str() };
            direction = deal.as_ref().map_or_else(|| self.direction(&about, said), Deal::direction);
            // "Pékin garde la tête (7 milliards)": of the trade that is told.
            if direction.0.is_none()
                && direction.1.is_none()
                && about.len() == 2
                && let Some(told) = self.deal_of(&measure, &about, None)
            {
                direction = told.direction();
            }
        }
        let origin = direction.0.clone();
        let indicator = Indicator {
            measure: Term::new(&measure)?,
            about: unit::distinct(about.clone()),
            value: self.quantity.value * change.unwrap_or(1.0),
            unit: Term::new(&unit)?,
            period,
            modality: Term::new(&modality)?,
            qualifier: optional(qualifier)?,
            change: change.map(|_| true),
            base_period: base.filter(|base| change.is_some() && Some(*base) != period),
            from_: direction.0,
            to: direction.1,
            sector: optional(sector.as_deref())?,
        };
        let indicator = unit::among_sides(indicator);
        let item = &self.items()[self.at];
        let evidence = self.measure_span().map_or(item.span, |span| span.cover(item.span));
        let deal = deal.or_else(|| self.deal_of(&measure, &about, origin.as_ref()));
        let figure =
            Figure { measure, about, unit, period, base: indicator.base_period, sector, change, modality, at: self.at, line: self.is_list_line(), deal };
        let claim = Claim {
            fact: Fact::Indicator(indicator.clone()),
            evidence: self.reader.trim(self.scene.sentence.span, evidence),
            rule: rule.to_owned(),
            confidence: self.reader.language.attachment.confidence(chance),
            attributed_to,
            inferred: period.filter(|_| reported).map(|_| ("period".to_owned(), times::REASON.to_owned())).into_iter().collect(),
        };
        let low = self.quantity.low.map(|low| unit::lower(&claim, &indicator, low * change.unwrap_or(1.0), earlier, self.sets_out()));
        // "Les ventes à X et à Y ont baissé de 5 %": the rate is of each.
        let each = |about: Vec<EntityId>| {
            let fact = Fact::Indicator(Indicator { about: unit::distinct(about), ..indicator.clone() });
            Claim { fact, ..claim.clone() }
        };
        let apart = match &figure.deal {
            _ if row.is_some() => row.into_iter().flatten().map(each).collect(),
            Some(deal) if change.is_some() && deal.others.len() > 1 => deal.each().map(|deal| unit::told_of(&claim, &indicator, &deal)).collect(),
            _ => vec![claim],
        };
        Some((figure, low.into_iter().chain(apart).collect()))
    }
}

/// A term that may be left out; nothing where the scheme does not have it.
fn optional<S: Scheme>(code: Option<&str>) -> Option<Option<Term<S>>> {
    code.map_or(Some(None), |code| Term::new(code).map(Some))
}
