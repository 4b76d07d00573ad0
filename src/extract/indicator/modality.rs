//! Whether a figure is a fact, an aim, a plan, a guess, or what something can carry.

use super::{Sight, fit::is_trade, plan::is_given, signs::note};
use crate::{
    extract::chunk::{Chunk, ChunkKind, Modal, VerbGroup, Voice},
    lang::Tense,
    recognise::{Item, ItemKind},
};

impl Sight<'_> {
    pub(super) fn modality(&self, measure: &str, rule: &str) -> &'static str {
        let before = |flag: u32| self.says_before(flag);
        match self.said_standing(measure, rule) {
            _ if measure == "other:distance" || measure == "length" && self.is_of_trip() => "actual",
            // "La construction, d'un coût de 200 millions, s'est achevée": what it was to cost is paid.
            "planned" | "forecast" if measure == "price/cost" && self.is_done_and_paid() => "actual",
            // What a thing will cost, and whom it will employ, is somebody's guess, unless the money is set aside.
            "planned" if measure == "price/cost" && !before(note::BUDGET) => "forecast",
            "actual" if matches!(measure, "price/cost" | "duration") && self.is_estimated() => "forecast",
            "actual" if measure == "price/cost" && before(note::BUDGET) => "planned",
            // A contract or lease is agreed on for its time.
            "actual" | "forecast" if measure == "duration" && (self.is_term() || self.is_lent_for()) => "planned",
            "forecast" if self.is_by_paper() => "planned",
            "planned" | "target" | "forecast" if self.is_of_now() => "actual",
            // "Le chantier s'est étalé sur trois ans": what was to be built is.
            "planned" if measure == "duration" && !self.is_term() && self.is_told_as_over() => "actual",
            said => said,
        }
    }

    /// "un accord en vue de construire une centrale de 500 MW", "un projet de centrale": what it can, when it is built.
    fn is_to_be_built(&self) -> bool {
        let (language, lexicon) = (self.reader.language, &self.reader.language.lexicon);
        let before = &self.scene.chunks()[..self.chunk];
        let does = |verb: &VerbGroup, groups: &[&str]| groups.iter().any(|group| language.verb_is(verb.lemma, group));
        let builds = |verb: &VerbGroup| verb.tense == Tense::Infinitive && does(verb, &["build", "develop"]);
        let done = |verb: &VerbGroup| matches!(verb.tense, Tense::Past | Tense::Participle) && does(verb, &["build", "open"]);
        let plan = |item: &Item| matches!(item.code(lexicon, "project-act"), Some("plan" | "develop" | "build"));
        let to_come = before.iter().filter_map(Chunk::verb).any(builds) || self.items()[..self.at].iter().any(plan);
        to_come && !before.iter().filter_map(Chunk::verb).any(done)
    }

    fn said_standing(&self, measure: &str, rule: &str) -> &'static str {
        // What one wants of trade is an aim, of a thing to build or pay a plan.
        let flows = is_trade(measure)
            || is_account(measure)
            || matches!(
                measure,
                "freight-volume" | "freight-capacity" | "containers" | "passengers" | "other:tourists" | "production" | "gdp" | "other:supply"
            );
        let wanted = matches!(measure, "trains" | "other:share") && self.says_before(note::TARGET);
        let aim = if flows || wanted || measure == "investment" && self.is_moved_to() { "target" } else { "planned" };
        let before = |flag: u32| self.says_before(flag);
        let clause = |flag: u32| self.clause().any(|index| self.sign(index).says(flag)) || self.in_group(flag);
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let end = self.scene.clauses.clause_end(self.chunk).min(chunks.len());
        // With what "that" takes up: "les 5 milliards que se sont fixés les deux pays"; without what "but" begins.
        let taken_up = chunks.get(end).is_some_and(|chunk| matches!(&chunk.kind, ChunkKind::Relative(role) if role == "object"));
        let end = if taken_up { (self.scene.clauses.clause_end(end) + 1).min(chunks.len()) } else { end };
        let turn = |index: &usize| {
            let next = chunks.get(index + 1);
            // "avoisine 700 millions, l'objectif étant fixé à 3 milliards"
            let apart = next.is_some_and(|next| next.noun().is_some())
                && chunks.get(index + 2).and_then(Chunk::verb).is_some_and(|verb| verb.tense == Tense::Gerund)
                && chunks.iter().skip(index + 3).any(|chunk| chunk.noun().is_some_and(|noun| noun.quantity.is_some()));
            matches!(chunks[*index].kind, ChunkKind::Comma) && (apart || matches!(next.map(|next| &next.kind), Some(ChunkKind::Conjunction(_))))
        };
        let end = (self.chunk + 1..end).find(turn).unwrap_or(end);
        let item_end = chunks.get(end.saturating_sub(1)).map_or(self.at + 1, |chunk| chunk.end);
        let behind = |flag: u32| (self.at + 1..item_end).any(|index| self.sign(index).says(flag));
        let deadline = self.items().iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if date.deadline));
        let capacity = measure.ends_with("capacity")
            || clause(note::CAPACITY) && measure != "length" && !self.is_next_of_row(measure)
            || self.is_able(measure)
            || self.is_of_capacity(measure);
        let group = self.standing_verb();
        let future = group.as_ref().is_some_and(|(_, verb)| {
            matches!(verb.tense, Tense::Future | Tense::Conditional) || matches!(verb.modal, Some(Modal::Future | Modal::Duty | Modal::May))
        });
        // "Sa capacité est passée d'un million à cinq millions": both are what it could and can.
        if capacity && measure.ends_with("capacity") && group.as_ref().is_some_and(|(index, _)| *index < self.chunk) && self.is_told_as_over() {
            return "capacity";
        }
        if capacity && !(self.at > 0 && self.has_function(self.at - 1, "of") && self.is_passage()) {
            let to_build = measure.starts_with("other:") && measure.ends_with("capacity");
            // "le gazoduc doit acheminer 30 milliards de mètres cubes par an": so it is planned, where "pourra" tells what it can.
            let is_due = group.as_ref().is_some_and(|(_, verb)| verb.modal == Some(Modal::Duty));
            let moved = self.is_moved_to() || self.sign(self.at).multiple.is_some();
            let wished = group.as_ref().is_some_and(|(_, verb)| verb.modal == Some(Modal::Wish));
            let chance = group.as_ref().is_some_and(|(index, verb)| {
                verb.tense == Tense::Conditional || verb.modal == Some(Modal::May) || verb.tense == Tense::Infinitive && self.is_foretold(*index)
            });
            return if before(note::TARGET) && deadline || wished && moved {
                "target"
            } else if chance && moved {
                "forecast"
            } else if future && (to_build || moved || is_due)
                || self.raised() && self.has_function(self.at.saturating_sub(1), "to")
                || to_build && (before(note::PLAN) || self.is_to_be_built())
            {
                "planned"
            } else {
                "capacity"
            };
        }
        // "une capacité de 5 millions de tonnes et de 200 000 conteneurs": as what it is joined to.
        if let Some(joined) =
            self.previous.filter(|previous| measure == "containers" && previous.measure == "freight-capacity" && self.is_joined_to(previous.at))
        {
            return if joined.modality == "capacity" { "capacity" } else { plain(&joined.modality) };
        }
        if self.goal().is_some() {
            return "actual";
        }
        // "les 9 millions attendus par le ministère"
        if self.is_expected() {
            return "forecast";
        }
        // "derrière la Turquie (plus de 2 milliards)": as the figures that it stands among.
        if self.bracket().is_some() && !deadline && !self.bracket_says(note::TARGET | note::PLAN | note::FORECAST) {
            return if let Some(previous) = self.previous { plain(&previous.modality) } else { "actual" };
        }
        // "accroître le commerce – 19 milliards en 2023 –": what is put in says what is.
        if !deadline && self.put_in().is_some_and(|open| !(open..self.at).any(|index| self.sign(index).says(note::TARGET | note::PLAN | note::FORECAST))) {
            // "longue de 1 800 km – 200 km en A –": as the whole.
            let whole = self.previous.filter(|whole| measure == "length" && whole.measure == measure);
            return whole.map_or("actual", |whole| plain(&whole.modality));
        }
        // "passera de 400 à 3 000": where it stands now.
        if self.at.checked_sub(1).is_some_and(|index| self.has_function(index, "of")) && self.is_passage() {
            return if measure.ends_with("capacity") { "capacity" } else { "actual" };
        }
        // "60 millions : c'est le volume qu'elle se fixe pour objectif de vendre"
        let cleft = self.cleft().is_some() && (self.at + 1..self.items().len()).any(|index| self.sign(index).says(note::TARGET));
        let foretold = group.as_ref().is_some_and(|(_, verb)| verb.tense == Tense::Conditional) && self.is_moved_to();
        let target = if foretold { self.aims_ahead() } else { before(note::TARGET) } || behind(note::TARGET) || cleft;
        // "loin des 3 milliards que les deux pays se sont fixés"
        let last = || !(self.at + 1..item_end).any(|index| self.is_quantity(index));
        if taken_up && last() && (chunks[self.chunk].end..item_end).any(|index| self.sign(index).says(note::TARGET)) {
            return aim;
        }
        if let Some((index, verb)) = &group {
            let index = *index;
            // "a pu traiter 6 millions": it did.
            let told = matches!(verb.tense, Tense::Past | Tense::Imperfect) && verb.modal.is_none()
                || (verb.tense, verb.modal) == (Tense::Past, Some(Modal::May))
                || self.is_hearsay();
            let signs = || self.scene.items(index).iter().enumerate().map(|(offset, _)| self.sign(chunks[index].start + offset));
            let own_target = signs().any(|sign| sign.says(note::TARGET));
            if measure == "length"
                && let Some(told) = self.is_told_behind()
            {
                return told;
            }
            // "Le solde s'est fixé à 8 milliards": it came to that.
            let settled = told && verb.voice == Voice::Reflexive && index < self.chunk && self.has_function(self.at.saturating_sub(1), "to");
            match (verb.modal, verb.tense) {
                _ if settled && own_target => return "actual",
                // "prévoit d'exporter 5 millions de tonnes": what one will do, unless a mark is set.
                (Some(Modal::Wish | Modal::Future), _) | (None, Tense::Infinitive) if flows && !deadline && !target && self.is_meant_to_do(index) => {
                    return "planned";
                }
                (Some(Modal::Wish), _) => return if before(note::FORECAST) && !target && !flows { "planned" } else { aim },
                // "ont atteint l'objectif de 20 milliards": it was reached.
                _ if told && !verb.negated && language.verb_is(verb.lemma, "attain") => return "actual",
                // "Une croissance de 4 % était prévue"
                _ if told && index > self.chunk && verb.voice == Voice::Passive && signs().any(|sign| sign.says(note::FORECAST)) => return "forecast",
                // "L'objectif de 20 milliards a été réaffirmé"
                _ if told && index > self.chunk && clause(note::TARGET) => return aim,
                // "ont souligné l'importance d'atteindre", "se sont fixé un objectif de"
                _ if told && index < self.chunk && (chunks[index].end..self.at).any(|item| self.sign(item).says(note::TARGET)) => return aim,
                // "avait prévu 400 départs", "une livraison de 15 000 tonnes était envisagée"
                _ if told && !verb.negated && !own_target && language.verb_is(verb.lemma, "mean-to") && (!flows || verb.voice == Voice::Passive) => {
                    return "planned";
                }
                // "a coûté 3 milliards": what was to be paid is paid.
                _ if told && signs().any(|sign| sign.measure == Some(measure)) => return "actual",
                // "tablait sur 72 millions": what was foretold then is not what was.
                _ if told && index < self.chunk && (signs().any(|sign| sign.says(note::FORECAST)) || measure == "gdp" && clause(note::FORECAST)) => {
                    return "forecast";
                }
                // "a annoncé 5 milliards d'investissements", "a promis une aide": the money is still to come.
                _ if told && is_given(measure) && (self.is_pledged(index) || self.is_promised(measure)) => return "planned",
                _ if told && !own_target => return if self.has_plan(measure, rule) { "planned" } else { "actual" },
                // "passer par le tunnel, long de 14 km": only who builds a thing means it to be so long.
                (_, Tense::Infinitive) if measure == "length" && !language.verb_is(verb.lemma, "build") && !language.verb_is(verb.lemma, "lay") => {}
                (_, Tense::Infinitive) => {
                    if !self.is_result(index) {
                        return if flows && !target && self.is_foretold(index) { "forecast" } else { aim };
                    }
                    return "actual";
                }
                _ if target => return aim,
                // "annonçant qu'un crédit serait accordé": what was said to come.
                (None, Tense::Conditional) if !flows && self.is_reported(index) => return "planned",
                // What is said to be lent or given is still to come.
                (Some(Modal::May), _) | (_, Tense::Conditional) => {
                    return if matches!(measure, "other:loan" | "other:aid" | "investment") { "planned" } else { "forecast" };
                }
                // "doit être porté à 200 millions d'ici 2030", "nous porterons nos échanges à 5 milliards d'ici à 2030": somebody has set it.
                (Some(Modal::Duty), tense) if flows && deadline && (tense == Tense::Present || self.is_moved_to()) => return "target",
                (None, Tense::Future) if flows && deadline && self.is_set(index) => return "target",
                // "sont convenus que les échanges devaient atteindre"
                (Some(Modal::Duty), Tense::Imperfect) if flows && self.is_reported(index) => return "target",
                // "le nombre de trains passera à 3 000"
                _ if measure == "trains"
                    && verb.voice == Voice::Active
                    && self.is_moved_to()
                    && !self.scene.clauses.grammatical_object(index).iter().any(|noun| *noun < self.chunk) =>
                {
                    return "forecast";
                }
                (Some(Modal::Future | Modal::Duty), _) | (_, Tense::Future) => {
                    return if flows || measure == "price/cost" || measure == "other:revenue" { "forecast" } else { "planned" };
                }
                // "souhaite que les échanges atteignent 5 milliards"
                (None, Tense::Present | Tense::Subjunctive) if flows && self.is_wished(index) => return aim,
                // "accorde un prêt de 100 millions"
                (None, Tense::Present) if is_given(measure) && self.is_giving(index) => return "planned",
                _ => {}
            }
        } else if target || self.items().first().is_some_and(|item| item.senses.has_tense(Tense::Infinitive)) {
            return aim;
        }
        if deadline && flows && behind_deadline(self) {
            return if before(note::FORECAST) || self.is_estimated() { "forecast" } else { "target" };
        }
        if self.has_plan(measure, rule) || self.is_to_come(measure) || self.is_promised(measure) {
            return "planned";
        }
        if measure == "trains" && self.is_foreseen() || self.is_planned_behind() {
            return "planned";
        }
        // "À l'horizon 2030, le trafic est estimé à 27 millions de tonnes"
        if before(note::FORECAST) || self.is_awaited() || deadline && flows && self.is_estimated() {
            return "forecast";
        }
        let done = chunks.iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.tense == Tense::Past && verb.modal.is_none()));
        if self
            .previous
            .or(self.before.filter(|_| !done))
            .is_some_and(|figure| figure.modality == "planned" && figure.measure == measure && measure == "length")
        {
            return "planned";
        }
        // A figure that hangs on the one before it shares its standing.
        if let Some(previous) = self.previous.filter(|previous| previous.measure == measure && group.is_none() && previous.modality != "actual") {
            return plain(&previous.modality);
        }
        "actual"
    }

    /// The verb by which a figure stands, with the tense and mood of the one that carries an infinitive.
    pub(super) fn standing_verb(&self) -> Option<(usize, VerbGroup)> {
        let chunks = self.scene.chunks();
        let index = self.ruler()?;
        let mut verb = chunks[index].verb()?.clone();
        let language = self.reader.language;
        let is = |verb: &VerbGroup, group: &str| language.verb_is(verb.lemma, group);
        // "X sera le premier actionnaire, Y et Z possédant 25 %": as the verb that it goes with.
        if verb.tense == Tense::Gerund && index < self.chunk {
            let main = chunks[..index].iter().rev().filter_map(Chunk::verb).find(|verb| verb.is_finite());
            verb.tense = main.filter(|main| main.tense == Tense::Future).map_or(verb.tense, |main| main.tense);
        }
        if verb.tense != Tense::Infinitive || verb.modal.is_some() {
            return Some((index, verb));
        }
        // "À l'en croire, 800 sociétés sont installées": the verb behind is the figure's.
        if index < self.chunk
            && chunks[index + 1..self.chunk].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Comma))
            && let Some(behind) = (self.chunk + 1..chunks.len().min(self.chunk + 4)).find(|next| chunks[*next].verb().is_some_and(VerbGroup::is_finite))
            && self.scene.clauses.grammatical_subject(behind).contains(&self.chunk)
        {
            return chunks[behind].verb().map(|verb| (behind, verb.clone()));
        }
        let Some(before) = (0..index).rev().find(|before| chunks[*before].verb().is_some()) else { return Some((index, verb)) };
        let Some(carrier) = chunks[before].verb() else { return Some((index, verb)) };
        let own = ["duty", "may"].into_iter().find(|group| is(carrier, group));
        // "devraient d'après lui atteindre", "pourrons y recevoir des navires et y traiter"
        if own.is_some() && !chunks[before..index].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Preposition(_)) && chunk.end == chunks[index].start) {
            verb.modal = if own == Some("duty") { Some(Modal::Duty) } else { Some(Modal::May) };
            verb.tense = carrier.tense;
        } else if carrier.modal.is_some() && matches!(chunks[index - 1].kind, ChunkKind::Conjunction(_)) {
            verb.modal = carrier.modal;
            verb.tense = carrier.tense;
        } else if before + 1 == index && (is(carrier, "causative") || is(carrier, "see")) {
            verb.tense = carrier.tense;
        }
        Some((index, verb))
    }

    pub(super) fn is_yearly(&self) -> bool {
        self.signs.say(note::YEARLY)
    }

    /// Whether the figure is a new level: "sera porté à 5 millions".
    pub(super) fn is_moved_to(&self) -> bool {
        let language = self.reader.language;
        let moved = self.ruler().and_then(|index| self.scene.chunks()[index].verb());
        moved.is_some_and(|verb| language.verb_is(verb.lemma, "move"))
    }

    /// Whether somebody brings the figure to a new level: "nous porterons nos échanges à 5 milliards".
    fn is_set(&self, verb: usize) -> bool {
        let group = self.scene.chunks()[verb].verb();
        self.is_moved_to()
            && group.is_some_and(|group| group.voice == Voice::Active)
            && self.scene.clauses.grammatical_object(verb).iter().any(|noun| *noun < self.chunk)
    }

    /// "pourraient doubler": that it may is nothing said, unless it is said by when.
    pub(super) fn is_mere_chance(&self) -> bool {
        let may = self.scene.chunks()[self.chunk].verb().is_some_and(|verb| verb.modal == Some(Modal::May));
        may && !self.items().iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if date.deadline))
    }

    fn in_group(&self, flag: u32) -> bool {
        let chunk = &self.scene.chunks()[self.chunk];
        (chunk.start..self.at).any(|index| self.sign(index).says(flag))
    }

    /// Whether a sign stands in the bracket of the figure.
    fn bracket_says(&self, flag: u32) -> bool {
        let open = (0..self.at).rev().find(|index| self.is_mark(*index, "(")).unwrap_or(0);
        (open..self.items().len()).take_while(|index| !self.is_mark(*index, ")")).any(|index| self.sign(index).says(flag))
    }

    /// "portée à", "passera de … à": a level that replaces another.
    fn raised(&self) -> bool {
        self.clause().any(|index| self.is_quantity(index)) || self.clause().any(|index| self.sign(index).says(note::TARGET))
    }
}

/// The standing of a figure without one of its own, by that of another: what one thing can carry is not what all can.
fn plain(modality: &str) -> &'static str {
    match modality {
        "target" => "target",
        "planned" => "planned",
        "forecast" => "forecast",
        _ => "actual",
    }
}

/// Whether a deadline stands in the clause of the figure, behind it.
fn behind_deadline(sight: &Sight<'_>) -> bool {
    (sight.at + 1..sight.items().len().min(sight.at + 6)).any(|index| matches!(&sight.items()[index].kind, ItemKind::Date(date) if date.deadline))
}

/// What stands in the books of a state or bank: nobody builds it.
pub(super) fn is_account(measure: &str) -> bool {
    matches!(measure, "other:reserves" | "other:debt" | "other:revenue" | "other:balance" | "other:expenditure" | "other:assets")
}
