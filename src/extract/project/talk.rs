//! Projects that are only talked of, and works that a later sentence says to have begun or ended.

use super::*;

impl Site<'_> {
    /// "ont évoqué la création d'un terminal", "des initiatives, parmi lesquelles l'ouverture d'un centre": thought of, and no more.
    pub(super) fn is_talked_of(&self, acts: &[Act], head: usize) -> bool {
        let chunks = self.chunks();
        let language = self.reader.language;
        if acts.is_empty() || acts.contains(&Act::Plan) || !self.is_one() {
            return false;
        }
        let start = (0..head).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_))).map_or(0, |stop| stop + 1);
        let relative = |verb: usize| (verb.saturating_sub(2).max(start)..verb).any(|index| matches!(chunks[index].kind, ChunkKind::Relative(_)));
        let main = (start..head).rev().filter(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite)).find(|verb| !relative(*verb));
        let talks = main.and_then(|verb| chunks[verb].verb()).is_some_and(|verb| !verb.negated && language.verb_is(verb.lemma, "talk-over"));
        let word = |index: usize| self.scene.is(index, "proposal-word");
        let such = |index: usize| chunks[index].preposition().is_some_and(|value| language.has_function("such-as", value));
        let listed = || {
            let open = (start..head).rev().take_while(|index| chunks[*index].verb().is_none()).find(|index| such(*index))?;
            (open.saturating_sub(2)..open).find(|index| word(*index))
        };
        talks || listed().is_some()
    }

    /// "des négociations sur la construction d'une centrale", "des discussions en vue d'implanter un terminal": nothing is agreed on yet.
    pub(super) fn is_negotiated(&self, acts: &[Act], head: usize) -> bool {
        let chunks = self.chunks();
        let aim = |index: usize| {
            chunks[index].preposition().is_some_and(|value| ["about", "for"].iter().any(|function| self.reader.language.has_function(function, value)))
        };
        let talks = |noun: usize| chunks[noun].noun().is_some() && self.scene.is(noun, "talks-word");
        let Some(link) = head.checked_sub(1).filter(|_| self.is_one()) else { return false };
        let built = || chunks[link].verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        let link = if built() { link.checked_sub(1) } else { Some(link).filter(|_| !acts.is_empty() && !acts.contains(&Act::Plan)) };
        link.filter(|link| aim(*link)).is_some_and(|link| {
            (link.saturating_sub(5)..link).rev().take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Comma)).any(talks)
        })
    }

    /// "a été érigée en ambassade": what something else is turned into.
    pub(super) fn is_turned_into(&self) -> bool {
        let chunks = self.chunks();
        let into = |value| self.reader.language.has_function("taking", value);
        let bare = chunks[self.at].noun().is_some_and(|noun| noun.determiner.is_none());
        bare && self.at >= 2 && chunks[self.at - 1].preposition().is_some_and(into) && chunks[self.at - 2].verb().is_some()
    }

    /// "le port stratégique": a thing without a name that the text takes as known, and of which it says nothing but what is done.
    pub(super) fn is_meant_again(&self) -> bool {
        let definite =
            self.chunks()[self.at].noun().and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| matches!(value, "definite" | "demonstrative"));
        // "la centrale que construit X", "le port de X"
        let more = self.chunks().get(self.at + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Relative(_)) || chunk.preposition().is_some());
        definite && !more
    }
}

/// "L'usine sera implantée à A", "Situé dans la région de A, le projet prévoit …": where the project told last stands, with the noun that speaks of it again.
pub(super) fn located(reader: &Reader<'_>, scene: &Scene<'_>, found: &[Claim]) -> Option<(usize, Claim)> {
    let project = |claim: &Claim| if let Fact::Project(project) = &claim.fact { Some(project.clone()) } else { None };
    let last = found.iter().rev().find(|claim| project(claim).is_some())?;
    let told = project(last)?;
    let sole = || found.iter().filter_map(project).all(|project| project.name == told.name);
    let chunks = scene.chunks();
    let language = reader.language;
    let again = |at: &usize| {
        let site = Site { reader, scene, at: *at };
        let noun = chunks[*at].noun().filter(|noun| noun.entities.is_empty() && noun.adjectives.is_empty());
        let definite = noun.and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| matches!(value, "definite" | "demonstrative"));
        let bare = chunks.get(at + 1).is_some_and(|chunk| chunk.verb().is_some());
        let same = || site.kind_word(*at).and_then(|word| word.split(' ').next()) == Some(told.kind.code());
        definite && bare && (site.act_of(*at) == Some(Act::Plan) && sole() || same())
    };
    let at = (0..chunks.len()).find(again)?;
    let verb = Some(at + 1).filter(|verb| {
        let group = chunks[*verb].verb().filter(|group| group.is_finite() && !group.negated && group.modal != Some(Modal::May));
        group.is_some_and(|group| language.verb_is(group.lemma, "locate"))
    });
    let spot = |noun: &usize| chunks[*noun].noun().and_then(|noun| noun.entities.first()).filter(|id| id.kind().is_place());
    let behind = |verb: usize| {
        let spots = ["at", "near"].iter().flat_map(move |function| scene.clauses.complements(verb, function));
        spots.into_iter().find_map(|noun| Some((spot(&noun)?.clone(), chunks[noun].span)))
    };
    let (place, span) = Site { reader, scene, at }.situated().or_else(|| behind(verb?))?;
    let land = reader.knowledge.country_of(&place);
    if told.place.as_ref().is_some_and(|known| Some(known) != land.as_ref()) {
        return None;
    }
    let old = last.fact.slots();
    let mut slots = Slots::default();
    for slot in Project::SPEC.slots.iter().filter(|slot| slot.name != "place") {
        old.get(slot.name).for_each(|value| slots.add(slot.name, value.clone()));
    }
    slots.add("place", Value::Entity(place));
    let claim = Claim {
        fact: Fact::from_slots(Project::SPEC, &slots).ok()?,
        evidence: reader.trim(scene.sentence.span, chunks[at].span.cover(span)),
        rule: last.rule.clone(),
        confidence: last.confidence,
        attributed_to: None,
        inferred: Vec::new(),
    };
    Some((at, claim))
}

/// "Le chantier a débuté en mai": how far the only project of the text so far has come.
pub(super) fn goes_on(reader: &Reader<'_>, scene: &Scene<'_>, found: &[Claim]) -> Option<Claim> {
    let named = |claim: &Claim| if let Fact::Project(project) = &claim.fact { Some(project.name.clone()) } else { None };
    let last = found.iter().rev().find(|claim| named(claim).is_some())?;
    if found.iter().filter_map(named).any(|name| Some(name) != named(last)) {
        return None;
    }
    let language = reader.language;
    let chunks = scene.chunks();
    let works = |at: &usize| {
        let site = Site { reader, scene, at: *at };
        let noun = chunks[*at].noun().filter(|noun| noun.entities.is_empty());
        let definite = noun.and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| matches!(value, "definite" | "possessive" | "demonstrative"));
        let bare = chunks.get(at + 1).is_none_or(|chunk| chunk.preposition().is_none());
        definite && bare && matches!(site.act_of(*at), Some(Act::Works | Act::Build))
    };
    let at = (0..chunks.len()).find(works)?;
    let verb =
        (at + 1..chunks.len()).find(|verb| chunks[*verb].verb().is_some_and(VerbGroup::is_finite) && scene.clauses.grammatical_subject(*verb).contains(&at))?;
    let group = chunks[verb].verb().filter(|group| !group.negated && group.modal.is_none())?;
    let stage = match group.tense {
        Tense::Past if language.verb_is(group.lemma, "finish") => Stage::Completed,
        Tense::Past if language.verb_is(group.lemma, "start") => Stage::Building,
        Tense::Present if language.verb_is(group.lemma, "continue") => Stage::Building,
        _ => return None,
    };
    let old = last.fact.slots();
    let mut slots = Slots::default();
    for slot in Project::SPEC.slots.iter().filter(|slot| slot.name != "status") {
        old.get(slot.name).for_each(|value| slots.add(slot.name, value.clone()));
    }
    slots.add("status", Value::Term(stage.code().into()));
    let rule = "project/works".to_owned();
    Some(Claim {
        fact: Fact::from_slots(Project::SPEC, &slots).ok()?,
        evidence: reader.trim(scene.sentence.span, chunks[at].span.cover(chunks[verb].span)),
        confidence: reader.language.confidence.of(&rule),
        rule,
        attributed_to: None,
        inferred: Vec::new(),
    })
}
