//! Figures that no rule could read, told by what they show of themselves: a unit, or the noun that they count. Whose they are, the weights say.

use super::{
    Considered, Sight,
    fit::is_trade,
    memory::Kind,
    owner::SETTLED,
    rule,
    signs::{Sign, note},
    thing::is_guess,
};
use crate::{
    extract::frame::is_currency,
    fact::{Claim, Fact, Indicator},
    lang::Value,
    model::{EntityId, EntityKind, PartKind, Term, When},
    recognise::ItemKind,
};

/// Fewer are not counted but met, named or numbered.
const MANY: f64 = 10.0;

/// So likely must the one be whose figure it is.
const LIKELY: f64 = 0.5;

impl Sight<'_> {
    /// What a figure states that no rule reads.
    pub(super) fn plain(&self, considered: &mut Option<Vec<Considered>>) -> Option<Claim> {
        if matches!(self.scene.sentence.part, PartKind::Title | PartKind::Heading) || self.is_unreal() {
            return None;
        }
        let percent = matches!(self.quantity.unit.as_deref(), Some("%" | "points"));
        // What a rule reads and does not tell has its reason.
        if self.change(percent).is_some() || self.sign(self.at).multiple.is_some() || self.measure(percent, None).is_some() {
            return None;
        }
        let (kind, unit) = self.shown()?;
        if self.is_toured() {
            return None;
        }
        let guests = self.verbs().any(|verb| self.reader.language.verb_is(verb, "be-there"));
        let weighed = self.weigh(&self.pointers(kind), kind, rule::UNIT, &[], (true, considered.is_some()));
        let suits = |id: &EntityId| Kind::of(self.reader, id).is_some_and(|own| own.suits(kind)) && !is_guess(self, kind, std::slice::from_ref(id));
        let best = weighed.iter().find(|one| suits(&one.id) && !self.is_of_later_part(&one.id) && !self.is_half_named(&one.id) && !self.is_of_another(&one.id));
        let (id, chance) = if guests && self.quantity.unit.is_none() { (self.occasion()?, SETTLED) } else { best.map(|best| (best.id.clone(), best.chance))? };
        let measure = self.measure_of(kind, &id)?;
        if let Some(considered) = considered {
            considered.push(Considered::new(self.items()[self.at].span, (self.quantity.value, &unit, measure, false), std::slice::from_ref(&id), weighed));
        }
        if chance < LIKELY {
            return None;
        }
        let modality = self.modality(measure, rule::UNIT);
        let (period, _, _) = self.periods(measure, modality, false);
        let sector = self.sector(measure);
        self.bare_claim((measure, &unit), vec![id], (modality, period), sector.as_deref(), (rule::UNIT, chance))
    }

    /// A level without sides, as a fact whose evidence is the figure itself; none where it is only rumoured by nobody who is named.
    pub(super) fn bare_claim(
        &self,
        (measure, unit): (&str, &str),
        about: Vec<EntityId>,
        (modality, period): (&str, Option<When>),
        sector: Option<&str>,
        (rule, chance): (&str, f64),
    ) -> Option<Claim> {
        let attributed_to = self.reader.attribution(self.scene, self.chunk);
        if self.is_hearsay() && attributed_to.is_none() {
            return None;
        }
        let fact = Indicator {
            measure: Term::new(measure)?,
            about,
            value: self.quantity.value,
            unit: Term::new(unit)?,
            period,
            modality: Term::new(modality)?,
            qualifier: self.quantity.qualifier.as_deref().or_else(|| self.verb_qualifier()).map(Term::new).unwrap_or_default(),
            change: None,
            base_period: None,
            from_: None,
            to: None,
            sector: sector.map(Term::new).unwrap_or_default(),
        };
        Some(Claim {
            fact: Fact::Indicator(fact),
            evidence: self.reader.trim(self.scene.sentence.span, self.items()[self.at].span),
            rule: rule.to_owned(),
            confidence: self.reader.language.attachment.confidence(chance),
            attributed_to,
            inferred: Vec::new(),
        })
    }

    /// The verbs of the figure's clause, with the two between which it stands.
    fn verbs(&self) -> impl Iterator<Item = Value> + '_ {
        let clauses = &self.scene.clauses;
        let clause = clauses.clause_start(self.chunk).saturating_sub(1)..(clauses.clause_end(self.chunk) + 1).min(self.scene.chunks().len());
        clause.filter_map(|chunk| self.scene.chunks()[chunk].verb()).map(|verb| verb.lemma)
    }

    /// "a visité douze villes": what somebody sees is nobody's figure.
    fn is_toured(&self) -> bool {
        self.verbs().any(|verb| self.reader.language.verb_is(verb, "tour"))
    }

    /// The event that the sentence names, or that was named last.
    fn occasion(&self) -> Option<EntityId> {
        let event = |id: &&EntityId| id.kind() == EntityKind::Event;
        self.items().iter().flat_map(|item| item.entities()).find(event).or(self.memory.event.as_ref()).cloned()
    }

    fn is_unreal(&self) -> bool {
        self.is_denied()
            || self.is_supposed()
            || self.is_mere_chance()
            || self.is_rumoured()
            || self.is_each()
            || self.outgrows()
            || self.is_gap()
            || self.is_threshold()
            || self.is_conditional()
    }

    /// What the figure seems to measure, by its unit or by what it counts, and that unit.
    fn shown(&self) -> Option<(&str, String)> {
        let Some(unit) = self.quantity.unit.as_deref() else { return self.tally().map(|measure| (measure, "count".to_owned())) };
        let measure = match unit {
            "%" => return self.bare_share().map(|measure| (measure, unit.to_owned())),
            "km" if !self.is_distance() => "length",
            "hours" | "days" => "duration",
            "t" | "m3" => "freight-volume",
            "TEU" => "containers",
            unit if is_currency(unit) && self.quantity.scaled => return self.sum().map(|measure| (measure, unit.to_owned())),
            _ => return None,
        };
        Some((measure, unit.to_owned()))
    }

    /// What an amount of money is: trade where that is told, else money put into something; nothing where it is the value of a paper.
    fn sum(&self) -> Option<&str> {
        let lexicon = &self.reader.language.lexicon;
        if self.items()[..self.at].iter().any(|item| item.is(lexicon, "agreement-kind")) || self.amount_of().is_some() {
            return None;
        }
        let told = self.previous.or(self.before.filter(|_| self.paragraph || self.close)).filter(|told| is_trade(&told.measure));
        if let Some(told) = told {
            return Some(&told.measure);
        }
        let dealing = self.scene.classes.may_have("dealing-word") && self.items().iter().any(|item| item.is(lexicon, "dealing-word"));
        let put = |sign: &Sign<'_>| sign.head.is_some() || sign.says(note::PLAN | note::BUDGET | note::ESTIMATE);
        let put = self.signs.list.iter().any(put) || self.verbs().any(|verb| self.reader.language.verb_is(verb, "put-money"));
        if dealing { Some("trade-turnover") } else { put.then_some("investment") }
    }

    /// What a share without a whole is of: duties, else nothing that is named.
    fn bare_share(&self) -> Option<&'static str> {
        let lexicon = &self.reader.language.lexicon;
        let rises = self.signs.list.iter().any(|sign| sign.change.is_some() || sign.says(note::GROWTH));
        let duty = self.scene.classes.may_have("duty-word") && self.items()[..self.at].iter().any(|item| item.is(lexicon, "duty-word"));
        let ballot = self.scene.classes.may_have("ballot-word") && self.items().iter().any(|item| item.is(lexicon, "ballot-word"));
        // More than all is no part.
        let part = self.quantity.value <= 100.0 && !rises && !ballot;
        if duty { Some("other:tariff") } else { part.then_some("other:share") }
    }

    /// "tous les projets de plus de 120 millions", "dépassant 90 millions": from where on something is meant.
    fn is_threshold(&self) -> bool {
        let over = self.quantity.qualifier.as_deref() == Some("over") && self.at > 0 && self.has_function(self.at - 1, "of");
        let before = self.chunk.checked_sub(1).and_then(|before| self.scene.chunks()[before].verb());
        over || before.is_some_and(|verb| !verb.is_finite() && self.reader.language.verb_is(verb.lemma, "exceed"))
    }

    /// "(25 %)": brackets are of the one right before them.
    fn is_of_another(&self, id: &EntityId) -> bool {
        self.bracket().is_some_and(|(open, _)| !open.checked_sub(1).is_some_and(|before| self.items()[before].entities().contains(id)))
    }

    /// The same once it is known whose it is.
    fn measure_of<'m>(&self, measure: &'m str, id: &EntityId) -> Option<&'m str> {
        let kind = Kind::of(self.reader, id);
        match measure {
            "freight-volume" if kind.is_some_and(Kind::is_state) => None,
            // What a thing without a name costs is no money put into a country, and "11 pays" no figure of a town that serves none.
            "investment" if kind.is_some_and(|kind| kind.is_state() || kind == Kind::Town) && self.is_of_one_work() => None,
            "other:countries" if kind.is_some_and(Kind::is_state) => None,
            "other:countries" if kind.is_some_and(Kind::is_local) && !self.verbs().any(|verb| self.reader.language.verb_is(verb, "serve")) => None,
            "investment" if matches!(kind, Some(Kind::Line | Kind::Work | Kind::Port)) => Some("price/cost"),
            _ => Some(measure),
        }
    }

    /// "le projet est estimé à un milliard", "la construction d'un port pour 2 milliards": whether the sentence tells of one thing to build.
    fn is_of_one_work(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let one = |index: usize| {
            let item = &self.items()[index];
            let thing = item.is(lexicon, "project-kind") || self.sign(index).says(note::PLAN) && self.sign(index).head.is_some();
            thing && item.kind == ItemKind::Word && !self.reader.language.is_plural(item.span.of(self.reader.text))
        };
        !self.verbs().any(|verb| self.reader.language.verb_is(verb, "put-money")) && (0..self.items().len()).any(one)
    }

    /// What a bare number counts, by the noun right behind it.
    fn tally(&self) -> Option<&str> {
        let lexicon = &self.reader.language.lexicon;
        let whole = self.quantity.value.fract() == 0.0 && self.quantity.value >= MANY;
        let year = !self.quantity.scaled && (1300.0..2100.0).contains(&self.quantity.value);
        let noun = self.items().get(self.at + 1).filter(|_| whole && !year)?;
        let inside = self.scene.chunks()[self.chunk].end > self.at + 1;
        let sign = self.sign(self.at + 1);
        if !inside
            || noun.capital
            || noun.kind != ItemKind::Word
            || sign.prep.is_some()
            || ["agreement-kind", "no-tally", "part-word"].iter().any(|class| noun.is(lexicon, class))
        {
            return None;
        }
        noun.code(lexicon, "tally").or(sign.counted)
    }
}
