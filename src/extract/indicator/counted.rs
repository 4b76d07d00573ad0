//! What a figure counts, and the thing whose amount it is.

use super::{Figure, Sight, place::is_moved, signs::note};
use crate::{
    extract::frame::is_currency,
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// So many trips are of trains; fewer may be of people.
const TRIPS: f64 = 20.0;

/// How far a traffic reaches.
const REACH: [&str; 4] = ["other:routes", "other:cities", "other:countries", "other:product-types"];

/// So few countries or towns are no reach.
const FEW: f64 = 5.0;

/// Whether what an item says begins with a digit, and so with no word.
pub(super) fn is_in_digits(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

impl Sight<'_> {
    /// What a bare number counts: the noun behind it. What "the four companies" counts was said before.
    pub(super) fn counted(&self) -> Option<String> {
        let known = self.at.checked_sub(1).is_some_and(|before| {
            let sign = self.sign(before);
            matches!(sign.det, Some("definite" | "demonstrative" | "possessive")) || self.has_function(before, "with-article-of-one")
        });
        // "Ses douze postes à quai": what is built has them.
        let own =
            |index: usize| matches!(self.sign(index).counted, Some("other:berths" | "other:turbines" | "other:runways" | "other:reactors" | "other:stations"));
        let known = known && !(matches!(self.sign(self.at - 1).det, Some("possessive" | "possessive-many")) && own(self.at + 1));
        // "pour deux projets", "profite à 10 millions d'habitants": nobody has them.
        let led = |function: &str| self.at.checked_sub(1).is_some_and(|before| self.has_function(before, function));
        if known && !self.quantity.digits || !self.quantity.digits && led("for") {
            return None;
        }
        let moved = || {
            let verb = self.ruler().and_then(|verb| self.scene.chunks()[verb].verb());
            verb.is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "move"))
        };
        if led("addressed") && (self.at + 1..self.at + 4).any(|index| self.sign(index).counted == Some("population")) && !moved() {
            return None;
        }
        for index in self.at + 1..=self.at + 4 {
            let item = self.items().get(index)?;
            let sign = self.sign(index);
            if sign.counted == Some("trips") {
                return self.trips().map(str::to_owned);
            }
            if let Some(measure) = sign.counted {
                if measure == "companies" && self.is_of_guests() {
                    return None;
                }
                // "les dirigeants de deux grandes entreprises": so few are met, not counted.
                if !self.quantity.digits && self.quantity.value < FEW && matches!(measure, "companies" | "other:visits") && self.quantity.low.is_none() {
                    return None;
                }
                return (!REACH.contains(&measure) || !known && (self.is_reach() || self.is_of_members())).then(|| measure.to_owned());
            }
            // "La capacité du poste dépasse 11 000 personnes par jour", "peut recevoir 11 000 personnes": those who pass there.
            if index == self.at + 1
                && item.code(&self.reader.language.lexicon, "tally") == Some("other:participants")
                && (self.is_of_capacity("passengers") || self.may_handle())
            {
                return Some("passengers".to_owned());
            }
            // "1,6 million de Pakistanais y résident"
            if item.is_demonym() && item.capital && self.has_function(index - 1, "of") && self.quantity.scaled {
                // "5 millions de touristes, dont 1,4 million de Russes"
                let part = self.previous.filter(|previous| previous.unit == "count" && self.sign(self.at - 1).says(note::BACK) && previous.change.is_none());
                return Some(part.map_or_else(|| "population".to_owned(), |previous| previous.measure.clone()));
            }
            // "les corridors 2, 3 et 5 du programme"
            if self.has_function(index, "of") && self.has_function(index, "with-article") {
                return None;
            }
            let small = sign.adj
                || sign.det.is_some()
                || item.is_demonym()
                || self.has_function(index, "of")
                || sign.says(note::UNIT)
                || self.quantity.scaled && item.kind == ItemKind::Word && item.senses.is_empty();
            if !small {
                return None;
            }
        }
        None
    }

    /// "Sur ce nombre, 691 quittaient la Chine", "dont 3 900 au départ", "2 400 d'entre eux", "Les 809 autres": the count that this one is a part of.
    pub(super) fn part_of_count(&self) -> Option<&Figure> {
        let lexicon = &self.reader.language.lexicon;
        let year = self.quantity.value.fract() == 0.0 && (1900.0..2100.0).contains(&self.quantity.value);
        // "quatre cents d'entre eux"
        let among = self.items().get(self.at + 1).is_some_and(|item| item.is(lexicon, "part-word"));
        let bare = (self.quantity.digits || among) && self.quantity.unit.is_none() && !year;
        let whole = self.previous.or_else(|| self.before.filter(|_| self.close && self.paragraph || self.age <= 1));
        let whole = whole.filter(|whole| bare && whole.unit == "count" && whole.change.is_none() && whole.modality == "actual")?;
        let next = self.items().get(self.at + 1);
        let part = |index: usize| self.items().get(index).is_some_and(|item| item.is(lexicon, "part-word"));
        let others = next.is_some_and(|next| next.is(lexicon, "others-word"));
        // "Sur ce nombre, 691 quittaient …": a verb that the lexicon need not know.
        let unknown = |item: &Item| item.kind == ItemKind::Word && item.senses.is_empty() && !item.capital && self.at >= 2 && part(self.at - 2);
        let alone = |item: &Item| item.kind != ItemKind::Mark && (self.stands_alone(self.at + 1) || unknown(item));
        let opens = || (self.at.saturating_sub(2)..self.at).any(part) && next.is_none_or(alone);
        let listed = || {
            let since = self.previous.map_or(self.at, |previous| previous.at);
            let joined = self.sign(self.at - 1).conj || self.is_mark(self.at - 1, ",");
            joined && self.at - since < 6 && (0..since).rev().take(2).any(part) && self.stands_alone(self.at + 1)
        };
        (others && self.stands_alone(self.at + 2) || part(self.at + 1) || self.at > 0 && (opens() || listed())).then_some(whole)
    }

    /// Whether no noun begins there: the number before it counts nothing by itself.
    fn stands_alone(&self, index: usize) -> bool {
        let Some(item) = self.items().get(index) else { return true };
        let lexicon = &self.reader.language.lexicon;
        let verb = self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(|verb| verb.is_finite());
        let small = (self.sign(index).prep.is_some() || item.is(lexicon, "there")) && !self.has_function(index, "of");
        item.kind == ItemKind::Mark || verb || small
    }

    /// "38 projets sont achevés ; 26 autres sont en cours": more of what was counted before.
    pub(super) fn counted_again(&self) -> Option<String> {
        let lexicon = &self.reader.language.lexicon;
        let others = self.items().get(self.at + 1).is_some_and(|next| next.is(lexicon, "others-word"));
        let alone =
            self.items().get(self.at + 2).is_none_or(|next| next.kind == ItemKind::Mark || self.scene.chunks()[self.signs.chunk[self.at + 2]].verb().is_some());
        let before = self.previous.or_else(|| self.before.filter(|_| self.close)).filter(|figure| figure.unit == "count" && figure.change.is_none());
        // "36 000 trains par le col de X, et 34 000 par le port de Y"
        let joined = self.at > 0 && (self.sign(self.at - 1).conj || self.is_mark(self.at - 1, ",")) && self.has_function(self.at + 1, "by");
        let handled = joined && self.previous.is_some() && self.handlers().is_some();
        before.filter(|_| (others && alone || handled) && self.quantity.unit.is_none() && !self.quantity.scaled).map(|before| before.measure.clone())
    }

    /// "le nombre d'entreprises a atteint 1 800": a bare number that says how many.
    pub(super) fn number_of(&self) -> Option<String> {
        // "2 000", parted by a space, is no year.
        let whole = self.items()[self.at].span.of(self.reader.text).bytes().all(|byte| byte.is_ascii_digit());
        let year = whole && self.quantity.value.fract() == 0.0 && (1900.0..2100.0).contains(&self.quantity.value);
        let next = self.sign(self.at + 1);
        let alone = self.items().get(self.at + 1).is_none_or(|item| matches!(item.kind, ItemKind::Mark | ItemKind::Date(_)))
            || next.prep.is_some()
            || next.conj
            || next.says(note::UNIT);
        // "a porté à 900 le nombre de wagons", "le nombre des pays membres a été porté à quatorze"
        let moved = self.at > 0 && self.has_function(self.at - 1, "to") && self.is_moved_to();
        if moved
            && self.sign(self.at + 2).says(note::NUMBER)
            && self.has_function(self.at + 3, "of")
            && let Some(counted) = self.sign(self.at + 4).counted
        {
            return Some(counted.to_owned());
        }
        if let Some(measure) = self.counted_in_row().or_else(|| self.counted_before().filter(|_| self.quantity.digits)) {
            return Some(measure.to_owned());
        }
        if !(self.quantity.digits || moved) || year || !alone || self.bracket().is_some() {
            return None;
        }
        // "le nombre de trains passera de 400 à 3 000"
        if let Some(previous) = self.previous.filter(|previous| previous.unit == "count" && self.at - previous.at <= 6 && self.has_function(self.at - 1, "to"))
        {
            return Some(previous.measure.clone());
        }
        // "a vu passer 287 trains ; il est prévu d'en faire circuler 600 cette année, puis 1 000 en 2026"
        let counted = |previous: &&Figure| matches!(previous.unit.as_str(), "count" | "TEU") && previous.change.is_none();
        if let Some(previous) = self.previous.filter(counted).filter(|previous| self.is_more_of(previous.at)) {
            return Some(previous.measure.clone());
        }
        // "a augmenté de 8 % pour atteindre 2 300", "392 trains, contre 300 en 2023"
        let counts = |measure: &str| matches!(measure, "passengers" | "other:tourists" | "trains" | "companies" | "projects" | "visas" | "jobs" | "population");
        let against = self.at > 0 && self.sign(self.at - 1).says(note::COMPARE);
        let reached = self.at.checked_sub(1).is_some_and(|before| {
            self.comes_to()
                || self.scene.chunks()[self.signs.chunk[before]].verb().is_some_and(|verb| {
                    let language = self.reader.language;
                    language.verb_is(verb.lemma, "reach")
                })
        });
        if let Some(previous) = self.previous.filter(|previous| against && previous.unit == "TEU") {
            return Some(previous.measure.clone());
        }
        if let Some(previous) = self.previous.filter(|previous| {
            counts(&previous.measure) && (against && previous.unit == "count" || reached && previous.unit == "%" && previous.change.is_some())
        }) {
            return Some(previous.measure.clone());
        }
        let left = (0..self.at).rev().take_while(|index| !self.is_quantity(*index)).take(16);
        for index in left {
            let sign = self.sign(index);
            // "les trains … ont été au nombre de 2 226"
            if sign.says(note::NUMBER) && (index + 1 == self.at || self.has_function(index + 1, "of") && index + 2 == self.at) {
                let said = (0..index).rev().take_while(|index| !self.is_quantity(*index)).map(|index| self.sign(index));
                return said.filter_map(|sign| sign.counted.or(sign.measure.filter(|measure| counts(measure)))).last().map(str::to_owned);
            }
            if sign.says(note::NUMBER)
                && let Some(counted) = (index + 1..self.at.min(index + 5)).find_map(|index| self.sign(index).counted)
            {
                return Some(counted.to_owned());
            }
            if let Some(measure) = sign.measure {
                return (!self.quantity.scaled && matches!(measure, "companies" | "projects" | "visas" | "trains" | "passengers" | "other:tourists" | "jobs"))
                    .then(|| measure.to_owned());
            }
        }
        None
    }

    /// "Les trains … ont effectué 570 trajets": trains, where the text is on them.
    fn trips(&self) -> Option<&'static str> {
        let earlier = self.previous.or_else(|| self.before.filter(|_| self.paragraph || self.close)).is_some_and(|figure| figure.measure == "trains");
        let here = self.signs.list.iter().any(|sign| sign.counted == Some("trains") || sign.measure == Some("trains"));
        (self.quantity.digits && self.quantity.value >= TRIPS && (earlier || here)).then_some("trains")
    }

    /// "19 itinéraires vers 24 villes de 17 pays": how far a traffic reaches, where the text is on it.
    fn is_reach(&self) -> bool {
        let moves = |measure: &str| is_moved(measure) || REACH.contains(&measure) || measure == "other:freight-value";
        let earlier = self.previous.or_else(|| self.before.filter(|_| self.paragraph || self.close)).is_some_and(|figure| moves(&figure.measure));
        let here =
            self.signs.list.iter().any(|sign| matches!(sign.counted, Some("trains" | "containers")) || matches!(sign.measure, Some("trains" | "containers")));
        self.quantity.digits && !self.quantity.scaled && self.quantity.value >= FEW && (earlier || here)
    }

    /// "X dispose de 117 itinéraires, qui le relient à 24 pays", "Quant à Y, il dessert 46 villes de 19 pays": whose traffic reaches so far.
    pub(super) fn reached_by(&self, measure: &str) -> Option<Vec<EntityId>> {
        let reach = |measure: &str| REACH.contains(&measure);
        let before = self.previous.filter(|previous| reach(measure) && (reach(&previous.measure) || self.is_of_members()));
        before.map(|before| before.about.clone()).or_else(|| self.first_local().filter(|_| reach(measure)).map(|id| vec![id]))
    }

    /// "L'association compte 29 compagnies de 11 pays": whether the figure is of where those come from whom a body counts.
    pub(super) fn is_of_members(&self) -> bool {
        self.previous.is_some_and(|previous| {
            matches!(previous.measure.as_str(), "companies" | "other:members")
                && matches!(previous.about.as_slice(), [body] if body.kind() == EntityKind::Organisation)
                && self.at - previous.at <= 5
        })
    }

    /// "L'association X, dont le siège est à Y, compte 29 compagnies": the body that counts those who belong to it.
    pub(super) fn counting_body(&self, measure: &str) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk && matches!(measure, "companies" | "other:members"))?;
        let chunks = self.scene.chunks();
        chunks[verb].verb().filter(|verb| self.reader.language.verb_is(verb.lemma, "comprise"))?;
        let first = *self.scene.clauses.grammatical_subject(verb).first()?;
        let body = |id: &&EntityId| id.kind() == EntityKind::Organisation;
        let named = |index: usize| self.items()[chunks[index].start..chunks[index].end].iter().flat_map(Item::entities).find(body).cloned();
        named(first)
    }

    /// "…, puis 1 000 en 2026", "il est prévu d'en faire circuler 600 cette année": more of what an earlier number counted, with its own time.
    fn is_more_of(&self, earlier: usize) -> bool {
        let items = self.items();
        let between = earlier + 1..self.at;
        let timed = (self.at + 1..items.len().min(self.at + 3))
            .take_while(|index| *index == self.at + 1 || self.sign(index - 1).prep.is_some())
            .any(|index| matches!(items[index].kind, ItemKind::Date(_)));
        let other = between
            .clone()
            .any(|index| self.is_quantity(index) || index > earlier + 3 && (self.sign(index).measure.is_some() || self.sign(index).head.is_some()));
        let thereof = between.clone().any(|index| items[index].is(&self.reader.language.lexicon, "thereof"));
        let listed = self.sign(self.at - 1).conj || items[self.at - 1].kind == ItemKind::Mark && self.is_mark(self.at - 1, ",");
        let verb = between.clone().any(|index| self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(crate::extract::chunk::VerbGroup::is_finite));
        timed && !other && (thereof || listed && !verb)
    }

    /// "emploie 25 000 personnes"
    pub(super) fn employs(&self) -> bool {
        let language = self.reader.language;
        let chunks = self.scene.chunks();
        let verb = |back: usize| self.chunk.checked_sub(back).and_then(|index| chunks[index].verb());
        let employs = |back: usize| verb(back).is_some_and(|verb| language.verb_is(verb.lemma, "employ"));
        // "fait travailler 2 500 personnes"
        let made = || {
            verb(1).is_some_and(|own| own.tense == Tense::Infinitive && language.verb_is(own.lemma, "toil"))
                && verb(2).is_some_and(|before| language.verb_is(before.lemma, "causative"))
        };
        // "occupera de 600 à 800 personnes"
        let ranged = || self.quantity.low.is_some() && self.at > 0 && self.has_function(self.at - 1, "of") && employs(2);
        self.quantity.digits && (employs(1) || ranged() || made())
    }

    /// The thing whose amount the figure is: "le projet, d'un montant de", "un prêt de", "un paquet d'une valeur de".
    pub(super) fn amount_of(&self) -> Option<&str> {
        if !self.quantity.unit.as_deref().is_some_and(is_currency) {
            return None;
        }
        // "finance les travaux à hauteur de 100 millions"
        let pays = self.ruler().filter(|verb| *verb < self.chunk).and_then(|verb| self.scene.chunks()[verb].verb());
        if pays.is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "finance"))
            && (1..3).any(|back| self.at > back && self.sign(self.at - back).says(note::AMOUNT))
        {
            return Some("investment");
        }
        let start = self.at.saturating_sub(22).max(self.previous.map_or(0, |previous| previous.at + 1));
        // "un projet estimé à 680 millions"
        let text = self.items()[self.at].span.of(self.reader.text);
        let lexicon = &self.reader.language.lexicon;
        let estimated = || self.reader.language.see_words(text, |words| lexicon.longest(words, 0, "estimate-word").is_some());
        let mut linked = !is_in_digits(text) && estimated();
        for index in (start..self.at).rev() {
            let sign = self.sign(index);
            let wall =
                self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(|verb| verb.is_finite()) || self.items()[index].is_mark(self.reader.text, ";");
            if wall {
                return None;
            }
            if let Some(head) = sign.head.filter(|head| linked && (*head == "deals" || !self.has_function(self.at - 1, "for"))) {
                return Some(head);
            }
            // "le projet TAPI, d'un montant de 7 milliards"
            let thing = self.items()[index].entities().first().is_some_and(|id| matches!(id.kind(), crate::model::EntityKind::Infrastructure));
            if thing && linked {
                return Some("price/cost");
            }
            if sign.measure.is_some_and(|measure| self.fits(measure)) {
                return None;
            }
            // "of" right before the figure, or the amount's own word.
            linked |= sign.says(note::AMOUNT) || (self.has_function(index, "of") || self.has_function(index, "for")) && index + 1 == self.at;
        }
        None
    }

    /// "à 1 000 km de la capitale": how far away something is.
    pub(super) fn is_distance(&self) -> bool {
        // "distant de 670 km"
        let distant = (self.at.saturating_sub(2)..self.at).any(|index| self.items()[index].is(&self.reader.language.lexicon, "distant-word"));
        let to = |before| self.has_function(before, "to") && self.has_function(before, "at") && self.sign(before).prep != Some("sur");
        distant || self.at.checked_sub(1).is_some_and(to)
    }

    /// For so long somebody runs, lends, buys or pays: "concédé pour dix-huit mois".
    pub(super) fn is_bound_for(&self) -> bool {
        let led = self.at > 0 && ["for", "spanning"].into_iter().any(|function| self.has_function(self.at - 1, function));
        let binds = |chunk: usize| self.scene.chunks()[chunk].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "bind-for"));
        let near = self.chunk.saturating_sub(5)..self.scene.chunks().len().min(self.chunk + 4);
        let long = matches!(self.quantity.unit.as_deref(), Some("years" | "months"));
        led && long && (self.ruler().is_some_and(binds) || near.into_iter().any(binds))
    }

    pub(super) fn is_duration(&self) -> bool {
        // "les six années précédentes" are a time.
        if self.items().get(self.at + 1).is_some_and(|next| next.is(&self.reader.language.lexicon, "past-time")) {
            return false;
        }
        // "met fin à trente ans de tensions": what went on so long is nobody's time.
        if self.quantity.unit.as_deref() == Some("years") && self.at > 0 && self.has_function(self.at - 1, "bare") && self.has_function(self.at + 1, "of") {
            return false;
        }
        // "un contrat gazier de 20 ans"
        if self.at >= 2 && self.has_function(self.at - 1, "of") && (2..=4).any(|back| self.at >= back && self.sign(self.at - back).says(note::TERM)) {
            return true;
        }
        let paper = || self.items()[self.at - 2].is(&self.reader.language.lexicon, "agreement-kind") && self.has_function(self.at - 1, "of");
        // "exploitera pendant dix ans", "prêtera sur vingt ans", "un accord de dix ans"
        if self.is_bound_for() || self.is_lent_for() || self.at >= 2 && paper() {
            return true;
        }
        // "relie Xi'an à Bakou en douze jours", "sera achevée en trois ans"
        let language = self.reader.language;
        let travels = |verb: &crate::extract::chunk::VerbGroup| {
            ["arrive", "link", "carry", "course", "finish", "lay", "build"].into_iter().any(|group| language.verb_is(verb.lemma, group))
        };
        // "ont atteint 10 milliards en cinq ans": in what time a sum came together.
        if self.previous.is_some_and(|previous| is_currency(&previous.unit)) && self.at > 0 && self.sign(self.at - 1).prep.is_some() {
            return false;
        }
        if self.at > 0 && self.has_function(self.at - 1, "taking") && self.ruler().and_then(|verb| self.scene.chunks()[verb].verb()).is_some_and(travels) {
            return true;
        }
        // "est tombé de 40 à 15 jours en deux ans": in what time that came about.
        if self.at > 0 && self.has_function(self.at - 1, "taking") && self.previous.is_some_and(|previous| previous.measure == "duration") {
            return false;
        }
        // "doit mettre douze jours", "demande de 30 à 35 jours"
        let takes = |verb: usize| self.scene.chunks()[verb].verb().is_some_and(|verb| language.verb_is(verb.lemma, "take-time"));
        if (1..=2).any(|back| self.chunk.checked_sub(back).is_some_and(takes)) {
            return true;
        }
        let start = self.at.saturating_sub(12);
        let reach = start..self.items().len().min(self.at + 6);
        // "au cours des 20 dernières années" is a time, not how long something takes.
        reach.clone().any(|index| self.sign(index).says(note::DURATION))
    }
}
