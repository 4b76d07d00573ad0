//! Other rounds of a meeting told before: "La précédente s'était tenue à X en avril 2023, la prochaine aura lieu à Y".

use super::*;

/// So far before the sentence the meeting may stand that an ellipse speaks of, in bytes.
const NEAR: usize = 500;

/// Where and when one round was.
type Round = (Option<EntityId>, Option<When>);

/// Reads the rounds that the verbs of a sentence tell of.
pub(super) fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    for at in 0..scene.chunks().len() {
        let frame = Frame { reader, scene, at, thing: None, until: None, part: None };
        let Some((noun, planned)) = frame.round_told() else { continue };
        let start = scene.sentence.span.start;
        let occasion = |claim: &&Claim| matches!(claim.fact.spec().name, "meeting" | "event");
        let before = found.iter().rev().filter(occasion).find(|claim| claim.evidence.start < start && (!noun || claim.fact.spec().is("meeting")));
        let Some(before) = before.filter(|claim| claim.fact.spec().is("meeting") && (noun || claim.evidence.end + NEAR > start)).cloned() else { continue };
        let known = before.fact.slots();
        // Consultations are of states, whoever comes to them.
        let states = before.rule.ends_with("talks-noun");
        for (place, when) in frame.rounds(at) {
            let mut slots = Slots::default();
            for value in known.get("participants") {
                let land = if let Value::Entity(id) = value { reader.country_of(id).filter(|_| states) } else { None };
                slots.add("participants", land.map_or_else(|| value.clone(), Value::Entity));
            }
            place.into_iter().for_each(|id| slots.add("place", Value::Entity(id)));
            when.into_iter().for_each(|when| slots.add("date", Value::When(when)));
            slots.add("status", Value::Term(if planned { "planned" } else { "past" }.into()));
            if let Ok(fact) = Fact::from_slots(before.fact.spec(), &slots) {
                let evidence = reader.trim(scene.sentence.span, scene.sentence.span);
                found.push(Claim { fact, evidence, attributed_to: None, ..before.clone() });
            }
        }
    }
}

/// "La rencontre a eu lieu à Téhéran": place and date of what was told before.
pub(super) fn amend(frame: &Frame<'_>, pattern: &Pattern, slots: &Slots, found: &mut [Claim]) {
    // "La prochaine rencontre aura lieu à Téhéran" is another.
    let another = frame.scene.is(frame.at, "round");
    if another || !is_definite(frame.scene, frame.at) {
        return;
    }
    let Some(known) = found.iter_mut().rev().find(|claim| claim.fact.spec() == pattern.spec) else { return };
    let mut fuller = known.fact.slots();
    for slot in ["place", "date"] {
        if pattern.spec.slot(slot).is_some() && !fuller.has(slot) {
            // "Au moment de la rencontre, le commerce avait atteint 3 milliards en 2015": of a meeting only a day is one.
            let day = |value: &&Value| !matches!(value, Value::When(when) if !matches!(when.from, Point::Day(..)));
            if let Some(value) = slots.get(slot).next().filter(day) {
                fuller.add(slot, value.clone());
            }
        }
    }
    if let Ok(fact) = Fact::from_slots(pattern.spec, &fuller) {
        known.fact = fact;
    }
}

impl Frame<'_> {
    /// Whether the verb says that another round takes place: whether its subject names the occasion, and whether it is yet to come.
    fn round_told(&self) -> Option<(bool, bool)> {
        let language = self.reader.language;
        let chunks = self.chunks();
        let verb = self.verb().filter(|verb| verb.is_finite() && !verb.negated && verb.tense != Tense::Conditional)?;
        let place = || chunks.get(self.at + 1).and_then(Chunk::noun).is_some_and(|noun| noun.entities.is_empty() && noun.determiner.is_none());
        (language.verb_is(verb.lemma, "happen") || language.verb_is(verb.lemma, "have") && place()).then_some(())?;
        let own = self.scene.clauses.clause_start(self.at)..self.at;
        let mut items = own.clone().flat_map(|index| self.scene.items(index));
        items.any(|item| item.is(&language.lexicon, "round")).then_some(())?;
        let plain = |index: usize| match &chunks[index].kind {
            ChunkKind::Noun(noun) => {
                noun.entities.is_empty() && noun.adjectives.is_empty() && !noun.determiner.as_deref().is_some_and(|value| value.starts_with("possessive"))
            }
            ChunkKind::Preposition(_) | ChunkKind::Verb(_) => false,
            _ => true,
        };
        own.clone().all(plain).then_some(())?;
        let meets = |item: &Item| {
            let trigger = language.lexicon.class(TRIGGER);
            let mut senses = item.senses.iter().filter(|sense| Some(sense.class) == trigger);
            senses.any(|sense| language.patterns.of_noun(sense.value).is_some_and(|pattern| pattern.spec.is("meeting")))
        };
        // Nothing but an article and the number stands in an ellipse.
        let bare = |item: &Item| ["round", "det"].iter().any(|class| item.is(&language.lexicon, class)) || item.kind == ItemKind::Mark;
        let noun = own.clone().flat_map(|index| self.scene.items(index)).any(meets);
        let ellipse = own.flat_map(|index| self.scene.items(index)).all(bare);
        (noun || ellipse).then_some((noun, verb.tense == Tense::Future || verb.modal == Some(Modal::Duty)))
    }

    /// "a rencontré Y en juin 1996, puis en novembre 2002 à Prague": an occasion of each date, each with its own place.
    pub(super) fn in_turn(&self, spec: &'static Spec, slots: &Slots) -> Option<Vec<Slots>> {
        let place = match spec.name {
            "meeting" => "place",
            "visit" => "destination",
            _ => return None,
        };
        let chunks = self.chunks();
        let dates: Nouns = (self.at + 1..self.scene.clauses.clause_end(self.at)).filter(|index| matches!(chunks[*index].kind, ChunkKind::Date(_))).collect();
        let between = &chunks[*dates.first()?..*dates.last()?];
        let person = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        let joined = between.iter().any(|chunk| matches!(chunk.kind, ChunkKind::Conjunction(_))) && !between.iter().any(person);
        let rounds = if joined { self.rounds(self.at) } else { return None };
        let (mut when, mut town) = (BTreeSet::new(), BTreeSet::new());
        let apart =
            rounds.iter().all(|(place, date)| date.is_some_and(|date| when.insert(date.to_string())) && (place.is_none() || town.insert(place.clone())));
        if rounds.len() < 2 || rounds.len() < dates.len() || !apart {
            return None;
        }
        // "les 30 juin et 1er juillet": one stay that goes on into the next month.
        let days: Vec<_> = rounds.iter().filter_map(|(_, date)| date.as_ref()?.first_day()).collect();
        if let ([first, last], true) = (&days[..], rounds.len() == 2 && rounds[1].0.is_none())
            && first.tomorrow().is_ok_and(|next| next == *last)
        {
            let (from, until) = (rounds[0].1?, rounds[1].1?);
            let mut made = super::without(slots, spec, "date");
            made.add("date", Value::When(When { from: from.from, until: Some(until.from) }));
            return Some(vec![made]);
        }
        let each = rounds.into_iter().map(|(town, date)| {
            let mut made = super::without(slots, spec, "date");
            if place == "place" || town.is_some() {
                made = super::without(&made, spec, place);
                town.into_iter().for_each(|id| made.add(place, Value::Entity(id)));
            }
            date.into_iter().for_each(|when| made.add("date", Value::When(when)));
            made
        });
        Some(each.collect())
    }

    /// The places and dates behind the verb, a round of each pair: "à X en avril 2023, puis à Y en décembre 2024".
    fn rounds(&self, at: usize) -> Vec<Round> {
        let language = self.reader.language;
        let chunks = self.chunks();
        let mut all: Vec<Round> = vec![(None, None)];
        for index in at + 1..chunks.len() {
            let Some(last) = all.last().cloned() else { break };
            let lies = chunks[index - 1].preposition().is_some_and(|value| language.has_function("where", value));
            match &chunks[index].kind {
                ChunkKind::Stop | ChunkKind::Subordinator(_) | ChunkKind::Relative(_) | ChunkKind::Verb(_) => break,
                ChunkKind::Date(date) => {
                    let Some(when) = self.reader.when(date) else { continue };
                    if last.1.is_some() {
                        all.push((None, None));
                    }
                    all.last_mut().into_iter().for_each(|round| round.1 = Some(when));
                }
                ChunkKind::Noun(noun) if lies => {
                    let Some(id) = noun.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country)) else { continue };
                    // "à Antalya, en Turquie"
                    if last.0.as_ref().is_some_and(|town| self.reader.knowledge.country_of(town).as_ref() == Some(id)) {
                        continue;
                    }
                    if last.0.is_some() {
                        all.push((None, None));
                    }
                    all.last_mut().into_iter().for_each(|round| round.0 = Some(id.clone()));
                }
                _ => {}
            }
        }
        all.retain(|(place, when)| place.is_some() || when.is_some());
        all
    }
}
