//! The nouns of doing that a thing hangs on: "la construction de", "le chantier de", "dont les travaux".

use super::*;

impl Site<'_> {
    /// "le port de X, qui doit être achevé": the verb of what is told of it by the way.
    pub(super) fn told_by_the_way(&self) -> Option<usize> {
        let opens = self.behind();
        // "le port, dont la première phase doit être livrée"
        if self.is_whose(opens) && opens + 1 < self.chunks().len() && self.is_part(opens + 1) {
            let verb = (opens + 2..self.chunks().len().min(opens + 6)).find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
            return verb.filter(|verb| self.act_of_verb(*verb).is_some());
        }
        let ChunkKind::Relative(role) = &self.chunks().get(opens)?.kind else { return None };
        // "la centrale que X construit": its subject stands between.
        let reach = if role == "object" { 8 } else { 3 };
        let chunks = self.chunks();
        let verb = (opens + 1..chunks.len().min(opens + reach)).find(|index| chunks[*index].verb().is_some());
        // "que X vient d'ouvrir"
        let aspect = |verb: usize| verb + 2 < chunks.len() && chunks[verb + 2].verb().is_some() && self.aspect(verb + 2).is_some();
        let verb = verb.map(|verb| if aspect(verb) { verb + 2 } else { verb });
        verb.filter(|verb| self.act_of_verb(*verb).is_some() && (role == "object" || role == "subject" && !self.does_to_another(*verb)))
    }

    pub(super) fn act_of(&self, noun: usize) -> Option<Act> {
        let code = self.scene.code(noun, "project-act")?;
        ACTS.iter().find(|(known, _)| *known == code).map(|(_, act)| *act)
    }

    pub(super) fn is_thing(&self, noun: usize) -> bool {
        self.scene.is(noun, "project-kind")
    }

    /// A part of something that is built: "la première phase du port de X".
    pub(super) fn is_part(&self, noun: usize) -> bool {
        self.scene.is(noun, "project-part")
    }

    pub(super) fn is_measured(&self, noun: usize) -> bool {
        self.chunks()[noun].noun().is_some_and(|noun| noun.quantity.is_some())
    }

    /// A part of something longer: "un tronçon de 31 km de l'autoroute".
    pub(super) fn is_part_of(&self, noun: usize) -> bool {
        self.is_part(noun) || self.kind_word(noun).is_some_and(|word| word.ends_with(PART))
    }

    pub(super) fn is_project(&self, noun: usize) -> bool {
        self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id))) || self.act_of(noun) == Some(Act::Plan)
    }

    pub(super) fn is_of(&self, index: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[index].preposition().is_some_and(|preposition| language.has_function("of", preposition) || language.has_function("for", preposition))
    }

    /// The nouns of doing that the thing hangs on, the nearest first, and the outermost of them (or the thing).
    pub(super) fn acts(&self) -> (Vec<Act>, usize) {
        let chunks = self.chunks();
        let mut acts: Vec<Act> = self.act_of(self.at).into_iter().collect();
        let mut head = self.at;
        if acts.is_empty() && self.listed_project() {
            acts.push(Act::Plan);
            return (acts, head);
        }
        let language = self.reader.language;
        let reaches = |head: usize| match &chunks[head - 2].kind {
            ChunkKind::Noun(_) | ChunkKind::Comma | ChunkKind::Date(_) | ChunkKind::Other => true,
            _ => chunks[head - 1].noun().is_some(),
        };
        while head >= 2 && reaches(head) {
            // "l'ouverture de nouveaux ports": the article holds the preposition.
            if self.act_of(head - 1).is_some() {
                acts.extend(self.act_of(head - 1));
                head -= 1;
                continue;
            }
            // "la construction, par X, d'une centrale"
            let inserted = matches!(chunks[head - 2].kind, ChunkKind::Comma)
                .then(|| (head.saturating_sub(7)..head - 2).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Comma)))
                .flatten()
                .filter(|comma| chunks[comma + 1].preposition().is_some() && !chunks[*comma..head].iter().any(|chunk| chunk.verb().is_some()));
            let outer = inserted.and_then(|comma| self.past_insertions(comma.checked_sub(1)?)).or_else(|| self.past_adverbials(head - 2)).unwrap_or(head - 2);
            let such = chunks[head - 1].preposition().is_some_and(|preposition| language.has_function("such-as", preposition));
            if !(self.is_of(head - 1) || such) || chunks[outer].noun().is_none() {
                break;
            }
            if let Some(act) = self.act_of(outer).filter(|act| !such || *act == Act::Plan) {
                acts.push(act);
                head = outer;
            } else if head == self.at && (self.is_measured(outer) || self.is_thing(outer) || self.is_part(outer))
                || self.is_measured(head) && self.is_part_of(outer)
            {
                // "2 000 km de voies ferrées", "le tronçon turc du gazoduc X", "la première phase du port de X"
                head = outer;
            } else if outer >= 2 && matches!(chunks[outer - 1].kind, ChunkKind::Conjunction(_)) && self.act_of(outer - 2).is_some() {
                // "la construction et l'exploitation d'une centrale"
                acts.extend(self.act_of(outer - 2));
                head = outer - 2;
            } else {
                break;
            }
        }
        // "la construction et l'exploitation d'une centrale"
        let and = |index: usize| chunks[index].is_and();
        if acts == [Act::Exploit]
            && head >= 2
            && and(head - 1)
            && let Some(act) = self.act_of(head - 2)
        {
            acts.push(act);
            head -= 2;
        }
        // "la construction d'un port, d'une usine et d'un pont"
        if acts.is_empty()
            && let Some(list) = self.acts_of_list()
        {
            return list;
        }
        // "le câble X, projet lancé par A"
        let said = self.behind();
        if acts.is_empty() && said > self.at + 1 && matches!(chunks[said - 1].kind, ChunkKind::Comma) && self.is_bare_plan(said) {
            acts.push(Act::Plan);
        }
        if acts.is_empty()
            && let Some((act, noun)) = self.whose_act()
            && !self.is_done_since(noun)
        {
            return (vec![act], noun);
        }
        if acts.is_empty()
            && let Some((act, noun)) = self.own_act()
        {
            return (vec![act], noun);
        }
        // "un accord sur un hôpital à X"
        let agreed = head.checked_sub(2).filter(|noun| self.is_agreement(*noun) && self.is_about(noun + 1) && self.is_one());
        if acts.is_empty()
            && let Some(noun) = agreed
        {
            return (vec![Act::Plan], noun);
        }
        (acts, head)
    }

    fn is_agreement(&self, noun: usize) -> bool {
        self.chunks()[noun].noun().is_some() && self.scene.is(noun, "agreement-kind")
    }

    fn is_about(&self, index: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[index].preposition().is_some_and(|value| ["about", "for"].iter().any(|function| language.has_function(function, value)))
    }

    /// "X a transporté, depuis sa mise en service": the act of the only thing that the sentence speaks of.
    fn own_act(&self) -> Option<(Act, usize)> {
        let chunks = self.chunks();
        let sole = (0..chunks.len()).filter(|index| self.is_site(*index)).all(|index| index == self.at);
        let its = |noun: &usize| chunks[*noun].noun().is_some_and(|noun| noun.determiner.as_deref() == Some("possessive"));
        let noun = (0..chunks.len()).filter(|_| sole).filter(its).find(|noun| self.is_over(*noun) && self.act_of(*noun).is_some());
        let begun = || (self.at + 1..chunks.len()).filter(its).find_map(|noun| Some((self.act_of(noun)?, self.begun(noun)?)));
        noun.map_or_else(begun, |noun| Some((self.act_of(noun)?, noun)))
    }

    /// "le port de X a entamé la deuxième phase de son extension": what the thing begins, where it is the subject of a verb of beginning.
    fn begun(&self, noun: usize) -> Option<usize> {
        let part = noun.checked_sub(2).filter(|part| self.is_of(noun - 1) && self.is_part(*part)).unwrap_or(noun);
        let verb = part.checked_sub(1)?;
        let starts = self.chunks()[verb].verb().is_some_and(|group| !group.negated && self.reader.language.verb_is(group.lemma, "start"));
        (starts && self.scene.clauses.grammatical_subject(verb).contains(&self.at)).then_some(part)
    }

    /// "l'ouverture, en 2023, à X, d'une usine": the noun before one insertion or several.
    fn past_insertions(&self, from: usize) -> Option<usize> {
        if self.act_of(from).is_some() { Some(from) } else { self.past_adverbials(from).or(Some(from)) }
    }

    /// "l'inauguration lundi à X d'une usine", "le lancement sans délai des travaux": the noun of an act before what only tells when, where and how.
    fn past_adverbials(&self, from: usize) -> Option<usize> {
        let chunks = self.chunks();
        let mut index = from;
        loop {
            match &chunks[index].kind {
                ChunkKind::Noun(_) if index < from && self.act_of(index).is_some() => return Some(index),
                ChunkKind::Date(_) | ChunkKind::Other | ChunkKind::Comma => index = index.checked_sub(1)?,
                ChunkKind::Preposition(_) if matches!(chunks[index + 1].kind, ChunkKind::Date(_)) => index = index.checked_sub(1)?,
                ChunkKind::Noun(noun) if index > 1 && self.tells_where(index - 1) => {
                    let place = noun.entities.iter().all(|id| id.kind().is_place());
                    index = Some(index - 2).filter(|_| place)?;
                }
                _ => return None,
            }
        }
    }

    fn tells_where(&self, index: usize) -> bool {
        let at = |value| ["at", "near", "condition"].iter().any(|function| self.reader.language.has_function(function, value));
        self.chunks()[index].preposition().is_some_and(at)
    }

    /// The index behind the thing and what only tells where or whose it is.
    pub(super) fn behind(&self) -> usize {
        let chunks = self.chunks();
        let mut index = self.at + 1;
        while chunks.get(index).is_some_and(|chunk| chunk.preposition().is_some())
            && chunks.get(index + 1).is_some_and(|chunk| chunk.noun().is_some())
            && !self.is_whose(index)
        {
            index += 2;
        }
        index + usize::from(chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma)))
    }

    /// "le port de X, dont le chantier avait démarré en 2015, a été inauguré": whether the main verb tells more than what is said by the way.
    fn is_done_since(&self, noun: usize) -> bool {
        let chunks = self.chunks();
        let finite = |index: &usize| chunks[*index].verb().is_some_and(VerbGroup::is_finite);
        let mut verbs = (noun + 1..chunks.len()).take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop)).filter(finite);
        let main = verbs.next().and_then(|_| verbs.next());
        main.is_some_and(|main| {
            matches!(self.act_of_verb(main), Some(Act::Open | Act::Inaugurate)) && self.scene.clauses.grammatical_subject(main).contains(&self.at)
        })
    }

    pub(super) fn is_bare_plan(&self, noun: usize) -> bool {
        let phrase = self.chunks().get(noun).and_then(Chunk::noun);
        phrase.is_some_and(|phrase| phrase.determiner.as_deref() != Some("definite")) && self.act_of(noun) == Some(Act::Plan)
    }

    pub(super) fn is_whose(&self, index: usize) -> bool {
        self.chunks().get(index).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function("whose", value))
    }

    /// "le port de X, dont la construction a commencé"
    pub(super) fn whose_act(&self) -> Option<(Act, usize)> {
        let behind = self.behind();
        let chunks = self.chunks();
        // "…, qui reliera A à B et dont la construction a commencé"
        let more = || {
            let relative = matches!(&chunks.get(behind)?.kind, ChunkKind::Relative(value) if value == "subject");
            let inside = (behind + 1..chunks.len()).take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop)).filter(|_| relative);
            inside.into_iter().find(|index| self.is_whose(*index) && chunks[index - 1].is_and())
        };
        let noun = Some(behind).filter(|index| self.is_whose(*index)).or_else(more).filter(|index| *index + 1 < chunks.len())? + 1;
        Some((self.act_of(noun)?, noun))
    }
}
