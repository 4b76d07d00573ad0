//! What a figure measures: told by its unit, by what it counts, by grammar, and last by nearness.

use super::{
    Figure, Sight,
    fit::{economy, fits, is_rate, is_trade},
    rule,
    signs::{is_wall, note},
};
use crate::{
    extract::{chunk::ChunkKind, frame::is_currency},
    lang::Tense,
};

impl Sight<'_> {
    /// The measure, and what told it.
    pub(super) fn measure(&self, percent: bool, change: Option<f64>) -> Option<(String, &'static str)> {
        let unit = self.quantity.unit.as_deref();
        if matches!(unit, Some("years" | "months" | "weeks" | "days" | "hours" | "minutes")) {
            return self.is_duration().then(|| ("duration".to_owned(), rule::NAMED));
        }
        if unit.is_none()
            && let Some(measure) = self.counted().or_else(|| self.number_of())
        {
            // "a exporté 4 000 voitures": goods that one counts.
            let traded = self
                .previous
                .map(|previous| previous.measure.as_str())
                .or_else(|| self.done_by_verb())
                .or(self.roll.or(self.before.map(|before| before.measure.as_str())).filter(|_| self.opens_line()))
                .filter(|verb| matches!(*verb, "exports" | "imports"));
            // "fabrique 70 000 voitures par an"
            let made = || self.ruler().filter(|verb| *verb < self.chunk).and_then(|verb| self.scene.chunks()[verb].verb());
            let made = || made().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "produce")).then_some("production");
            let goods = matches!(measure.as_str(), "other:vehicles" | "other:ships").then(|| traded.or_else(made)).flatten();
            return Some((goods.map_or(measure, str::to_owned), rule::COUNTED));
        }
        if let Some(whole) = self.previous.filter(|_| self.unsaid_unit().is_some()) {
            return Some((whole.measure.clone(), rule::CARRIED));
        }
        if let Some(measure) = self.part_of_count().map(|whole| whole.measure.clone()).or_else(|| self.counted_again()) {
            return Some((measure, rule::CARRIED));
        }
        if self.is_worth_of_freight() {
            return Some(("other:freight-value".to_owned(), rule::CARRIED));
        }
        if unit.is_none() && self.employs() {
            return Some(("jobs".to_owned(), rule::COUNTED));
        }
        if unit == Some("TEU") {
            let since = self.previous.map_or(0, |previous| previous.at);
            // "25 millions de tonnes et 500 000 EVP"
            let joined = self.previous.is_some_and(|figure| figure.measure == "freight-capacity" && (figure.at..self.at).any(|index| self.sign(index).conj));
            let carried = joined
                || self.previous.or(self.before).is_some_and(|figure| {
                    figure.measure == "freight-capacity"
                        && figure.unit == "TEU"
                        && !(self.at + 1..self.at + 3).any(|index| self.sign(index).counted == Some("containers"))
                });
            // "un dépôt de 250 000 EVP"
            let holds = self.at >= 2 && self.has_function(self.at - 1, "of") && (2..5).any(|back| self.at >= back && self.sign(self.at - back).head.is_some());
            let capacity =
                carried || holds || (since..self.at).any(|index| self.sign(index).says(note::CAPACITY) || self.sign(index).measure == Some("freight-capacity"));
            return Some((if capacity { "freight-capacity" } else { "containers" }.to_owned(), rule::COUNTED));
        }
        if matches!(unit, Some("ha" | "m2" | "km2")) {
            return Some(("other:area".to_owned(), rule::COUNTED));
        }
        if let Some(measure) = self.dimension() {
            return (measure != "other:altitude").then(|| (measure.to_owned(), rule::COUNTED));
        }
        if percent && let Some(rate) = self.governing().and_then(|index| self.sign(index).measure).filter(|measure| is_rate(measure)) {
            return Some((rate.to_owned(), rule::NAMED));
        }
        if percent && change.is_none() {
            return self.share();
        }
        if let Some(before) = self.level_of_like().filter(|before| self.like().is_some() && self.fits(&before.measure)) {
            return Some((before.measure.clone(), rule::NAMED));
        }
        if percent && let Some(grown) = self.grown_behind() {
            return Some((grown.to_owned(), rule::NAMED));
        }
        if percent && let Some(counted) = self.number_grown() {
            return Some((counted.to_owned(), rule::NAMED));
        }
        if percent && (self.state_grows() || self.growth_of().is_some() || self.is_growth_told() || self.is_growth_again() || self.is_growth_in_order()) {
            return Some(("gdp".to_owned(), rule::NAMED));
        }
        if let Some(measure) = self.underway() {
            return Some((measure, rule::NAMED));
        }
        if let Some(measure) = self.measured_in_order() {
            return Some((measure.to_owned(), rule::NAMED));
        }
        if let Some(level) = self.level_in_order() {
            return Some((level.measure.clone(), rule::CARRIED));
        }
        if let Some(measure) = self.latter() {
            return Some((measure.to_owned(), rule::NAMED));
        }
        if self.is_price_of_unit() {
            return Some(("price/cost".to_owned(), rule::COUNTED));
        }
        // "185 dollars les 1 000 mètres cubes": what the price is of.
        if self.is_priced_unit() {
            return None;
        }
        // "doubler leurs échanges", "le doublement du commerce", "les échanges ont doublé"
        if self.sign(self.at).multiple.is_some() {
            let object = self.behind().or_else(|| self.complement()).or_else(|| self.doubled());
            return object
                .or_else(|| self.governing().and_then(|index| self.sign(index).measure).map(|measure| economy(measure).to_owned()))
                .or_else(|| self.multiplied_subject())
                .map(|measure| (measure, rule::NAMED))
                .or_else(|| self.multiplied_again().map(|level| (level.measure.clone(), rule::CARRIED)));
        }
        if let Some(side) = self.ranked_behind().filter(|_| !percent) {
            return Some((side.to_owned(), rule::NAMED));
        }
        if self.is_list_line()
            && change.is_none()
            && !percent
            && let Some(measure) =
                self.roll.or_else(|| self.before.map(|before| before.measure.as_str()).filter(|measure| is_trade(measure))).filter(|measure| self.fits(measure))
        {
            return Some((measure.to_owned(), rule::CARRIED));
        }
        // "76 900 EVP, soit une hausse de 68 %"
        if percent
            && self.at > 0
            && let Some(level) = self.level_before().filter(|level| (level.at..self.at).any(|index| self.sign(index).says(note::BACK)))
            && !self.has_function(self.at + 1, "of")
        {
            return Some((level.measure.clone(), rule::CARRIED));
        }
        if let Some(side) = self.gapped_side() {
            return self.sign(side).measure.map(|measure| (measure.to_owned(), rule::NAMED));
        }
        if let Some(measure) = self.complement() {
            // "2 millions de tonnes de marchandises ont été échangées"
            if measure == "freight-volume"
                && let Some(trade) = self.done_by_verb().filter(|verb| is_trade(verb))
            {
                return Some((trade.to_owned(), rule::NAMED));
            }
            // "une capacité de 15 millions de tonnes de marchandises"
            let can = measure == "freight-volume" && self.clause().any(|index| self.sign(index).measure == Some("freight-capacity"));
            return Some((if can { "freight-capacity".to_owned() } else { measure }, rule::NAMED));
        }
        // "Multiplié par 3, le fret échangé a atteint": what grew is named next.
        if let Some(comma) = self.fronted_change(change) {
            let next = (comma + 1..self.items().len().min(comma + 7)).take_while(|index| !self.is_quantity(*index));
            return next
                .filter_map(|index| self.sign(index).measure)
                .find(|measure| self.fits(measure))
                .map(|measure| (economy(measure).to_owned(), rule::NAMED));
        }
        if let Some((open, _)) = self.bracket() {
            return self.in_bracket(open, change.is_some());
        }
        if let Some(measure) = self.told_after_comma() {
            return Some((measure, rule::NAMED));
        }
        if let Some(measure) = self.rolled() {
            return Some((measure.to_owned(), rule::NEARBY));
        }
        if let Some(measure) = self.cleft() {
            return Some((measure, rule::NAMED));
        }
        if let Some(measure) = self.amount_of() {
            if measure == "deals" {
                return Some(("price/cost".to_owned(), rule::DEALS));
            }
            return (measure != "none").then(|| (measure.to_owned(), rule::AMOUNT));
        }
        if matches!(unit, Some("MW" | "GW")) {
            return Some(("other:capacity".to_owned(), rule::COUNTED));
        }
        if unit == Some("km") && self.is_distance() {
            return self.placed().map(|_| ("other:distance".to_owned(), rule::NAMED));
        }
        // The figure is the subject of what follows: "900 millions seront financés".
        if (self.is_worth_subject() || self.ruler().is_some_and(|ruler| ruler > self.chunk))
            && let Some(measure) = self.behind()
        {
            return Some((measure, rule::NAMED));
        }
        if percent && let Some(level) = self.level_before() {
            return Some((level.measure.clone(), rule::CARRIED));
        }
        if let Some(index) = self.governing() {
            // "ces ventes ont rapporté 6 milliards, contre 5 milliards": what it is set against tells the same.
            let set = unit.is_none() && self.at > 0 && self.sign(self.at - 1).says(note::COMPARE);
            if let Some(level) = self.previous.filter(|level| set && level.change.is_none() && self.sign(index).measure != Some(level.measure.as_str())) {
                return Some((level.measure.clone(), rule::CARRIED));
            }
            let sign = self.sign(index);
            // "le commerce mondial de blé, de 200 millions de tonnes"
            let world = change.is_none() && (index..self.items().len().min(index + 3)).any(|next| self.sign(next).says(note::TOTAL));
            // "Sa capacité est de 5 millions de tonnes de pétrole": of the pipeline named before.
            let line = || {
                let owned = matches!(self.sign(index.saturating_sub(1)).det, Some("possessive" | "possessive-many"));
                owned && self.memory.lead.as_ref().is_some_and(|id| self.reader.is_line(id))
            };
            let made = sign.measure == Some("freight-capacity") && unit == Some("t") && !self.has_thing() && self.goods_behind().is_some() && !line();
            if made {
                return Some(("production".to_owned(), rule::NAMED));
            }
            return sign.measure.filter(|_| !world).map(|measure| (economy(self.shipped(measure, index)).to_owned(), rule::NAMED));
        }
        // "pourra transporter 5 millions de tonnes"
        if matches!(unit, Some("t" | "m3" | "bbl")) && (self.clause().any(|index| self.sign(index).says(note::CAPACITY)) || self.may_handle()) {
            return Some(("freight-capacity".to_owned(), rule::NAMED));
        }
        if let Some(measure) = self.done_by_verb() {
            return Some((self.shipped(measure, self.at).to_owned(), rule::NAMED));
        }
        if percent && self.is_bare_growth() {
            return Some(("gdp".to_owned(), rule::CARRIED));
        }
        // "la ligne est estimée à 4 milliards"
        if let Some(measure) = self.priced() {
            return Some((measure.to_owned(), rule::NAMED));
        }
        // "a placé pour 2 milliards": of a verb that nobody knows.
        if self.quantity.unit.as_deref().is_some_and(is_currency)
            && self.at.checked_sub(1).is_some_and(|before| self.has_function(before, "for"))
            && !self.counts_for()
            && !self.previous.is_some_and(|previous| is_trade(&previous.measure) && previous.change.is_none() && !is_currency(&previous.unit))
        {
            return None;
        }
        if let Some(previous) = self.previous.filter(|previous| self.fits(&previous.measure)) {
            // "les exportations : 3 milliards ; ses importations, elles, sont restées à 9 milliards"
            let own = (previous.at + 1..self.at)
                .rev()
                .take_while(|index| !self.is_mark(*index, ")"))
                .find(|index| self.is_mark(*index + 1, ":") || self.sign(*index).measure.is_some_and(is_trade) && self.bracket().is_none())
                .and_then(|index| self.sign(index).measure);
            let own = own.filter(|measure| self.fits(measure));
            // Tonnes lead to no money but where goods are sold.
            let money = |unit: Option<&str>| unit.is_some_and(is_currency);
            if own.is_none()
                && money(unit)
                && !money(Some(&previous.unit))
                && previous.change.is_none()
                && !is_trade(&previous.measure)
                && previous.measure != "investment"
            {
                return None;
            }
            return Some(own.map_or_else(|| (previous.measure.clone(), rule::CARRIED), |measure| (economy(measure).to_owned(), rule::NEARBY)));
        }
        if let Some(measure) = self.behind() {
            return Some((measure, rule::NAMED));
        }
        let since = self.previous.map_or(0, |previous| previous.at + 1);
        if let Some(index) = (since..self.at).rev().find(|index| self.sign(*index).measure.is_some_and(|measure| self.fits(measure))) {
            return self.sign(index).measure.map(|measure| (economy(measure).to_owned(), rule::NEARBY));
        }
        if unit == Some("km") {
            return self.is_along().then(|| ("length".to_owned(), rule::COUNTED));
        }
        // "Ce chiffre …": only where the sentence points back.
        let thereof = self.ruler().filter(|verb| *verb < self.chunk).is_some_and(|verb| self.is_thereof(verb));
        let aimed = self.before.is_some_and(|before| before.modality == "target" || before.change.is_some() && self.close && self.paragraph)
            && self.says_before(note::TARGET);
        let points_back = thereof || aimed || (0..self.items().len().min(5)).any(|index| self.sign(index).says(note::BACK));
        // A rate goes on from a level, hardly from a count of things.
        // "9 175 trains. Ce chiffre représente une croissance de 8 %" goes on all the same.
        let counts = |before: &&Figure| percent && before.unit == "count" && !(points_back && change.is_some() && self.close && before.change.is_none());
        let before = self.before.filter(|before| self.fits(&before.measure) && !counts(before));
        let topic = self.topic.filter(|topic| self.fits(topic) && (change.is_some() || points_back || self.at <= 1 || self.is_pronoun_subject()));
        // "prévoit une croissance de 5 %": of the economy.
        let grows = percent
            && change.is_some()
            && (before.filter(|_| self.paragraph).is_none_or(|before| before.measure == "gdp") || self.is_told_by_bank())
            && self.is_growth();
        let of_trade = self.topic.filter(|topic| grows && is_trade(topic) && self.is_growth_of_topic());
        of_trade
            .or(grows.then_some("gdp"))
            .or(topic)
            .map(str::to_owned)
            .or_else(|| before.filter(|_| points_back || self.goes_on()).map(|before| before.measure.clone()))
            .map(|measure| (measure, rule::CARRIED))
    }

    /// Whether the sentence is the next of a row of figures: it names no measure, and a level of the same unit.
    fn goes_on(&self) -> bool {
        let Some(before) = self.before.filter(|_| self.paragraph || self.close && (self.is_pronoun_subject() || self.is_list_line() || self.is_ranked()))
        else {
            return false;
        };
        let same = self.quantity.unit.as_ref().is_some_and(|unit| *unit == before.unit) || self.quantity.unit.is_none() && self.quantity.scaled;
        let rate = matches!(self.quantity.unit.as_deref(), Some("%"));
        // "… ont triplé. Ils ont atteint 3 milliards": the level behind a growth.
        let level = before.change.is_some() && before.unit == "%" && self.is_pronoun_subject();
        (same || rate || level) && self.signs.list[..self.at].iter().all(|sign| sign.measure.is_none() && sign.head.is_none())
    }

    /// The items of the figure's clause before it.
    pub(super) fn clause(&self) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let start = self.scene.clauses.clause_start(self.chunk);
        let first = self.scene.chunks().get(start).map_or(0, |chunk| chunk.start);
        first.min(self.at)..self.at
    }

    pub(super) fn fits(&self, measure: &str) -> bool {
        fits(measure, self.quantity.unit.as_deref(), self.quantity.scaled)
    }

    /// The measure that governs the figure: in its own clause, or as subject of its verb.
    pub(super) fn governing(&self) -> Option<usize> {
        let since = 0;
        let inside = self.bracket();
        // What stands in a bracket, or counts an earlier figure, measures no figure outside of it.
        let open = |index: usize| {
            inside.is_some()
                || !(index..self.at)
                    .rev()
                    .find(|between| self.is_mark(*between, ")") || self.is_mark(*between, "("))
                    .is_some_and(|mark| self.is_mark(mark, ")"))
        };
        let free = |index: usize| !(index >= 2 && self.is_quantity(index - 2) && self.has_function(index - 1, "of"));
        let fit = |index: &usize| self.sign(*index).measure.is_some_and(|measure| self.fits(measure)) && free(*index) && open(*index);
        // What a clause in between says of another thing comes last.
        let aside = || self.clause().rev().find(fit).filter(|_| !self.done_by_verb().is_some_and(|done| self.fits(done)));
        let own = self.clause().rev().find(|index| fit(index) && !self.inserted(*index)).or_else(aside);
        let own = own.map(|index| self.measured_within(index).unwrap_or(index));
        let found = own.or_else(|| {
            // The subject of the verb of the clause.
            let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
            let subject = self.scene.clauses.grammatical_subject(verb);
            let chunks = self.scene.chunks();
            let first = *subject.first()?;
            if let Some(index) = (chunks[verb].start..chunks[verb].end).find(fit) {
                return Some(index);
            }
            // With what hangs on it: "le volume des échanges entre A et B a atteint".
            (chunks[first].start..chunks[verb].start).find(fit)
        })?;
        Some(self.head_of(found, since))
    }

    /// "les importations de produits pour la production de …": what hangs on a measure behind "of" measures nothing.
    fn head_of(&self, found: usize, since: usize) -> usize {
        let mut head = found;
        while let Some(before) = head.checked_sub(1).filter(|before| *before >= since) {
            let skip = (since..=before).rev().find(|index| !(self.sign(*index).adj || self.sign(*index).det.is_some() && self.sign(*index).prep.is_none()));
            let Some(preposition) = skip.filter(|index| self.has_function(*index, "of") || self.has_function(*index, "for")) else { break };
            let outer = (since..preposition).rev().take(3).find(|index| self.sign(*index).measure.is_some_and(|measure| self.fits(measure)));
            match outer.filter(|outer| self.sign(*outer).measure != self.sign(head).measure) {
                Some(outer) if (outer + 1..preposition).all(|index| self.sign(index).adj || self.items()[index].is_demonym()) => head = outer,
                _ => break,
            }
        }
        head
    }

    /// "30 milliards de dollars d'échanges": a measure that the figure counts.
    fn complement(&self) -> Option<String> {
        // "6 milliards pour les importations"
        if self.has_function(self.at + 1, "for") {
            let noun = (self.at + 2..self.at + 5).find(|index| self.sign(*index).det.is_none() && !self.sign(*index).adj);
            let share = noun.and_then(|noun| self.sign(noun).measure).filter(|measure| is_trade(measure) && self.fits(measure));
            if share.is_some() {
                return share.map(str::to_owned);
            }
        }
        // "dont 65 millions exportés par l'oléoduc"
        let done =
            self.sign(self.at + 1).measure.filter(|measure| matches!(*measure, "exports" | "imports" | "investment" | "production") && self.fits(measure));
        if let Some(measure) = done.filter(|_| self.items()[self.at + 1].senses.has_tense(Tense::Participle)) {
            return Some(measure.to_owned());
        }
        if !self.has_function(self.at + 1, "of") {
            return None;
        }
        // "acheminer 5 milliards de mètres cubes de gaz extraits de A": where they come from, not what is done with them.
        let taken = |index: usize| self.items()[index].senses.has_tense(Tense::Participle) && self.done_by_verb().is_some_and(|done| self.fits(done));
        (self.at + 2..self.items().len().min(self.at + 4))
            .take_while(|index| self.sign(*index).prep.is_none() && !taken(*index))
            .find_map(|index| self.sign(index).measure.filter(|measure| self.fits(measure)).map(|measure| economy(measure).to_owned()))
    }

    /// A measure close behind: "3 milliards de dollars ont été investis", "à 30 milliards le commerce entre".
    fn behind(&self) -> Option<String> {
        let chunks = self.scene.chunks();
        let next = self.past_worth();
        let end = (self.signs.chunk[next - 1] + 1..chunks.len())
            .find(|index| {
                is_wall(&chunks[*index].kind)
                    || matches!(chunks[*index].kind, ChunkKind::Comma | ChunkKind::Open)
                    || chunks[*index].noun().is_some_and(|noun| noun.quantity.is_some())
            })
            .map_or(self.items().len(), |index| chunks[index].start);
        let far = if self.is_verb(next) { next + 10 } else { next + 8 };
        (next..end.min(far)).find_map(|index| self.sign(index).measure.filter(|measure| self.fits(measure)).map(|measure| economy(measure).to_owned()))
    }
}
