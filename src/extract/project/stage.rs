//! What is done to a thing, by nouns and verbs, and how far it has come.

use super::*;

impl Site<'_> {
    /// The verb that the head, or another member of its list, is the object or subject of.
    pub(super) fn verb(&self, head: usize) -> Option<usize> {
        let own = self.own_verb(head);
        let acts = own.is_some_and(|verb| self.act_of_verb(verb).is_some());
        let listed = || self.verb_of_list().filter(|_| head == self.at && !self.listed_project());
        if acts { own } else { listed().or(own) }
    }

    /// The verb that the head is the object or subject of.
    pub(super) fn own_verb(&self, head: usize) -> Option<usize> {
        // "plusieurs projets : A et B, qui relieront": what follows is said of one of them.
        if self.listed_project() {
            return None;
        }
        let clauses = &self.scene.clauses;
        let chunks = self.chunks();
        let language = self.reader.language;
        let is_verb = |index: &usize| chunks[*index].verb().is_some();
        // Right behind it a participle: "une usine construite par".
        let participle = (self.at + 1..chunks.len().min(self.at + 3))
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Preposition(_)))
            .find(is_verb)
            .filter(|index| chunks[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle) && self.act_of_verb(*index).is_some());
        // "la centrale, construite par X, sera mise en service": how far it has come the main verb tells.
        let main = || self.scene.clauses.main_verb(self.at).filter(|main| participle.is_some_and(|participle| participle < *main));
        let told = main().filter(|main| {
            let undergoes = |verb: &VerbGroup| verb.voice != Voice::Active || head != self.at || !self.does_to_another(*main);
            self.act_of_verb(*main).is_some()
                && (self.is_copula(*main) || self.chunks()[*main].verb().is_some_and(undergoes))
                && clauses.grammatical_subject(*main).contains(&head)
        });
        if participle.is_some() {
            return told.or(participle);
        }
        // "le câble à poser au fond de la mer"
        let to_do = |index: usize| chunks[index].verb().is_some_and(|verb| verb.tense == Tense::Infinitive) && self.act_of_verb(index).is_some();
        let bare = |index: usize| chunks[index].preposition().is_some_and(|value| language.has_function("bare", value));
        if self.at + 2 < chunks.len() && bare(self.at + 1) && to_do(self.at + 2) {
            return Some(self.at + 2);
        }
        let opening = self.fronted(head);
        let done = |verb: &usize| matches!(self.act_of_verb(*verb), Some(Act::Open | Act::Inaugurate | Act::Start | Act::Build));
        if let Some(opening) = opening {
            // "Située à X, financée par Y, la centrale a été inaugurée": how far it has come the main verb tells.
            let told = (head + 1..chunks.len())
                .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop))
                .filter(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))
                .find(|verb| done(verb) && clauses.grammatical_subject(*verb).contains(&head) && !self.does_to_another(*verb));
            if let Some(verb) = told.or_else(|| Some(opening).filter(|opening| self.act_of_verb(*opening).is_some())) {
                return Some(verb);
            }
        }
        let before = (head.saturating_sub(8)..head)
            .rev()
            .find(|verb| is_verb(verb) && Some(*verb) != opening)
            .filter(|verb| clauses.object(*verb).contains(&head) || clauses.grammatical_object(*verb).contains(&head) || self.reaches(*verb, head));
        if head == self.at
            && before.is_none_or(|verb| self.act_of_verb(verb).is_none())
            && let Some(verb) = self.told_by_the_way()
        {
            return Some(verb);
        }
        if before.is_some() {
            return before;
        }
        // "convenir de", "porter sur", "investir dans"
        if head >= 2 && chunks[head - 1].preposition().is_some() {
            // "des travaux ont été lancés au port de X": where something else is done.
            let there = chunks[head - 1].preposition().is_some_and(|value| language.has_function("at", value));
            let undergone =
                |verb: &usize| chunks[*verb].verb().is_some_and(|group| there && group.voice == Voice::Passive && !language.verb_is(group.lemma, "finance"));
            let near = (head.saturating_sub(4)..head - 1)
                .rev()
                .take_while(|index| {
                    let amount = chunks[*index].noun().is_some_and(|noun| noun.quantity.is_some());
                    amount || matches!(chunks[*index].kind, ChunkKind::Verb(_) | ChunkKind::Other | ChunkKind::Date(_) | ChunkKind::Comma)
                })
                .find(is_verb)
                .filter(|verb| !undergone(verb));
            // "L'exposition a ouvert au musée X": where something else is opened or built.
            let there = head == self.at && chunks[head - 1].preposition().is_some_and(|value| language.has_function("where", value));
            if near.is_some() {
                return near.filter(|verb| !(there && done(verb)));
            }
        }
        let mut told = (head + 1..chunks.len())
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop))
            .filter(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))
            .take(2)
            .filter(|verb| !self.does_to_another(*verb))
            .filter(|verb| clauses.grammatical_subject(*verb).contains(&head) || self.behind_insertion(head, *verb));
        // "le terminal, qui accueille des navires, a été inauguré": what is done to it, and not what is told of it by the way.
        let first = told.next()?;
        Some(told.next().filter(|verb| self.act_of_verb(first).is_none() && self.act_of_verb(*verb).is_some()).unwrap_or(first))
    }

    /// "Achevée en 2019 par X, la centrale": the participle that opens the sentence is said of what stands behind the comma.
    fn fronted(&self, head: usize) -> Option<usize> {
        let chunks = self.chunks();
        let first = chunks.iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other))?;
        let participle = chunks[first].verb().is_some_and(|verb| verb.tense == Tense::Participle);
        let comma = head.checked_sub(1).filter(|comma| *comma > first && matches!(chunks[*comma].kind, ChunkKind::Comma))?;
        let alone = !chunks[first + 1..comma].iter().any(|chunk| chunk.verb().is_some() || matches!(chunk.kind, ChunkKind::Stop));
        (participle && alone).then_some(first)
    }

    /// "l'université ouvrira une antenne": what the thing itself builds or opens is another; "l'usine ouvrira ses portes" opens.
    pub(super) fn does_to_another(&self, verb: usize) -> bool {
        let another = |noun: &usize| {
            self.chunks()[*noun].noun().is_some_and(|noun| noun.determiner.as_deref() != Some("possessive")) && !self.scene.is(*noun, "into-use")
        };
        self.chunks()[verb].verb().is_some_and(|group| group.voice == Voice::Active)
            && !self.is_copula(verb)
            && self.act_of_verb(verb).is_some()
            && self.scene.clauses.object(verb).iter().any(another)
    }

    pub(super) fn act_of_verb(&self, verb: usize) -> Option<Act> {
        let language = self.reader.language;
        let group = self.chunks()[verb].verb()?;
        let lemma = group.lemma;
        // "s'est établi à 7 t": a figure; "s'est posé à l'aéroport": a plane; "s'est engagé dans la construction": nothing has begun.
        if group.voice == Voice::Reflexive && ["settle-at", "lay", "start"].iter().any(|group| language.verb_is(lemma, group)) {
            return None;
        }
        // "mettre en service", "sortir de terre"
        if language.verb_is(lemma, "put") {
            let code = (verb + 1..verb + 4).find_map(|index| self.scene.code(index, "into-use"))?;
            return ACTS.iter().find(|(known, _)| *known == code).map(|(_, act)| *act);
        }
        // "s'est doté d'un port": what stands behind it.
        if language.verb_is(lemma, "equip") {
            return (self.at > verb).then_some(Act::Build);
        }
        // "sera mise en service": what the copula says is done.
        if self.is_copula(verb) {
            return self.act_of(verb + 1).filter(|act| *act == Act::Open && self.chunks()[verb + 1].noun().is_some_and(|noun| noun.determiner.is_none()));
        }
        ACTS.iter().find(|(code, _)| language.verb_is(lemma, code)).map(|(_, act)| *act)
    }

    pub(super) fn is_copula(&self, verb: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[verb].verb().is_some_and(|verb| {
            let lemma = verb.lemma;
            language.verb_is(lemma, "be") || language.verb_is(lemma, "constitute")
        })
    }

    /// "a proposé de construire", "la proposition de créer"
    pub(super) fn proposed(&self, verb: usize) -> bool {
        let language = self.reader.language;
        let chunk = &self.chunks()[verb];
        let within = self.scene.sentence.items[chunk.start..chunk.end]
            .iter()
            .any(|item| item.value(&language.lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "propose")));
        let hangs = || {
            (verb.saturating_sub(3)..verb)
                .any(|index| self.act_of(index) == Some(Act::Propose) || self.chunks()[index].verb().is_some() && self.act_of_verb(index) == Some(Act::Propose))
        };
        within || chunk.verb().is_some_and(|verb| verb.tense == Tense::Infinitive) && hangs()
    }

    /// "La construction de X, qui reliera A à B, est terminée": a relative between commas stands between subject and verb.
    pub(super) fn behind_insertion(&self, head: usize, verb: usize) -> bool {
        let chunks = self.chunks();
        let opens = |index: &usize| {
            matches!(chunks[*index].kind, ChunkKind::Relative(_))
                || chunks[*index].preposition().is_some_and(|value| self.reader.language.has_function("whose", value))
        };
        let open = (head + 1..verb).find(opens);
        let free = head == 0 || chunks[head - 1].preposition().is_none();
        // "La création d'un fonds, nouveau mécanisme appelé à servir, a été proposée": so does an apposition.
        // "La construction d'un pont, à l'entrée de la ville, est en cours": or what tells where.
        let aside = |index: usize| chunks[index].preposition().is_some() && !self.is_of(index);
        let bare = |comma: &usize| {
            chunks[comma + 1].noun().is_some_and(|noun| noun.determiner.as_deref().is_none_or(|value| value == "indefinite")) || aside(comma + 1)
        };
        let apposed = || (head + 1..verb - 1).find(|index| matches!(chunks[*index].kind, ChunkKind::Comma)).filter(bare).map(|comma| comma + 1);
        let open = open.or_else(apposed);
        free && matches!(chunks[verb - 1].kind, ChunkKind::Comma)
            && open.is_some_and(|open| matches!(chunks[open - 1].kind, ChunkKind::Comma) && !chunks[head + 1..open].iter().any(|chunk| chunk.verb().is_some()))
    }

    /// Whether only where and when stand between a verb and its object: "a inauguré lundi à Paris une usine".
    pub(super) fn reaches(&self, verb: usize, head: usize) -> bool {
        let chunks = self.chunks();
        let adverbial = |index: usize| match &chunks[index].kind {
            ChunkKind::Date(_) | ChunkKind::Other | ChunkKind::Comma => true,
            // "dans le sud du pays"
            ChunkKind::Preposition(_) if self.is_of(index) => chunks[index - 1].noun().is_some(),
            ChunkKind::Preposition(value) => self.reader.language.has_function("at", value),
            ChunkKind::Noun(_) => chunks[index - 1].preposition().is_some() || self.scene.is(index, "into-use"),
            _ => false,
        };
        chunks[head - 1].preposition().is_none() && (verb + 1..head).all(adverbial)
    }

    /// What is done, and how far it has come; nothing where nothing is done, or it is denied or only may be.
    pub(super) fn stage(&self, acts: &[Act], head: usize, verb: Option<usize>) -> Option<(Act, Stage)> {
        let chunks = self.chunks();
        let group = verb.and_then(|verb| chunks[verb].verb());
        let ruling = group.or_else(|| self.scene.clauses.main_verb(head).and_then(|index| chunks[index].verb()));
        if ruling.is_some_and(|verb| verb.negated || verb.modal == Some(Modal::May)) && (group.is_some() || self.near_ruler(head)) {
            return None;
        }
        let language = self.reader.language;
        // "ont demandé d'arrêter la construction"
        let halts = |verb: &VerbGroup| ["deny", "halt"].iter().any(|class| language.verb_is(verb.lemma, class));
        if group.is_some_and(halts) {
            return None;
        }
        let verb_act = verb.and_then(|verb| self.act_of_verb(verb));
        // "le pétrole est injecté dans l'oléoduc": what runs through it pays for nothing.
        let governed = head > 0 && chunks[head - 1].preposition().is_some();
        if acts.is_empty() && verb_act == Some(Act::Finance) && governed && group.is_some_and(|verb| verb.voice == Voice::Passive) {
            return None;
        }
        let called = verb.is_some_and(|verb| self.called_project(verb));
        // "en construction", "en cours de réalisation"
        let underway = self.near("underway");
        let intended = self.near("intended");
        // "X, en service depuis 2017"
        if acts.is_empty() && verb_act.is_none() && self.in_use() {
            return Some((Act::Open, Stage::Completed));
        }
        if let Some(stage) = verb.filter(|_| acts.is_empty() && verb_act.is_none()).and_then(|verb| self.operational(verb)) {
            return Some((Act::Open, stage));
        }
        // "la ligne, qui reliera A à B": it is not there yet.
        if acts.is_empty() && verb_act.is_none() && self.will_link() {
            return Some((Act::Plan, Stage::Planned));
        }
        // "la construction et l'exploitation d'une centrale"
        let done = acts.iter().copied().find(|act| *act != Act::Exploit);
        let act = done.or(acts.first().copied()).or(verb_act).or_else(|| (called || underway || intended).then_some(Act::Plan))?;
        // "fait construire": how far it has come the other verb tells.
        let causes =
            |verb: usize| verb > 0 && chunks[verb - 1].verb().is_some_and(|cause| cause.tense == Tense::Present && language.verb_is(cause.lemma, "causative"));
        let caused = verb.is_some_and(causes);
        let aspect = verb.and_then(|verb| self.aspect(verb));
        let to_come = !caused
            && aspect.is_none()
            && group.is_some_and(|verb| {
                matches!(verb.modal, Some(Modal::Future | Modal::Duty | Modal::Wish))
                    || matches!(verb.tense, Tense::Future | Tense::Infinitive | Tense::Subjunctive)
            })
            || verb.is_some_and(|verb| self.aimed(verb) || self.once(verb));
        let doubtful = group.is_some_and(|verb| verb.tense == Tense::Conditional && verb.modal.is_none());
        let past =
            group.is_some_and(|verb| verb.tense == Tense::Past || verb.voice == Voice::Passive && matches!(verb.tense, Tense::Participle | Tense::Present));
        // "a plaidé pour un lancement des travaux"
        let wanted = head > 0 && chunks[head - 1].preposition().is_some_and(|value| language.has_function("for", value));
        let planned = self.planned_word(head) || wanted;
        let finishes = |verb: &VerbGroup| language.verb_is(verb.lemma, "finish");
        // "accélérer les travaux", "faire avancer la construction"
        let hastens = |verb: &VerbGroup| language.verb_is(verb.lemma, "hasten");
        let partakes = |verb: &VerbGroup| language.verb_is(verb.lemma, "partake");
        let witnessed = |verb: &VerbGroup| language.verb_is(verb.lemma, "celebrate");
        // "exploite une mine": done every day, and no project.
        if acts.is_empty() && verb_act == Some(Act::Exploit) && !to_come {
            return None;
        }
        let stage = if self.is_negotiated(acts, head) {
            Stage::Proposed
        } else if let Some(stage) = self.come_to(acts) {
            stage
        } else if !acts.is_empty() && verb.is_some_and(|verb| self.is_ended(verb)) {
            Stage::Completed
        } else if underway || !acts.is_empty() && verb.is_some_and(|verb| self.goes_on(verb)) {
            Stage::Building
        } else if let Some(aspect) = aspect {
            aspect
        } else if verb_act == Some(Act::Propose)
            || doubtful
            || self.near("pondered")
            || self.is_talked_of(acts, head)
            || acts.contains(&Act::Propose)
            || verb.is_some_and(|verb| self.proposed(verb))
        {
            Stage::Proposed
        } else if to_come
            && (acts.contains(&Act::Works) && verb_act == Some(Act::Open)
                || !acts.contains(&Act::Plan) && group.is_some_and(finishes) && !verb.is_some_and(|verb| self.once(verb))
                || matches!(acts.first(), Some(Act::Build | Act::Works)) && group.is_some_and(hastens))
        {
            // "les travaux s'achèveront en 2026", "terminer la ligne": what will be finished has been begun.
            Stage::Building
        } else if (to_come || planned || intended) && acts.contains(&Act::Open) && self.ends(head) {
            // "l'achèvement du pont est prévu": what is to be finished has been begun.
            Stage::Building
        } else if to_come || planned || intended {
            Stage::Planned
        } else {
            match (acts.is_empty(), verb_act) {
                // "est achevé à 70 %"
                (_, Some(Act::Open)) if verb.is_some_and(|verb| self.is_partly(verb)) => Stage::Building,
                // "le chantier a été inauguré"
                (false, Some(Act::Open)) if acts.contains(&Act::Works) && group.is_some_and(|verb| language.verb_is(verb.lemma, "throw-open")) => {
                    Stage::Building
                }
                (_, Some(Act::Open)) => Stage::Completed,
                // "l'ouverture du tunnel a permis": what has had its effects is done.
                (false, None) if matches!(acts[0], Act::Open | Act::Build) && past && group.is_some_and(|verb| language.verb_is(verb.lemma, "has-effect")) => {
                    Stage::Completed
                }
                // "s'explique par la mise en service, en 2023, d'un terminal", "depuis l'ouverture de la ligne"
                (false, _) if acts.contains(&Act::Open) && self.is_over(head) => Stage::Completed,
                // "à l'issue de la modernisation de la ligne"
                (false, _) if acts.first() == Some(&Act::Build) && self.stands_after(head) => Stage::Completed,
                // "la construction a été réalisée par X"
                (false, _) if acts.first() == Some(&Act::Build) && group.is_some_and(|verb| self.is_carried_out(verb)) => Stage::Completed,
                // "prennent part à la construction": it goes on.
                (false, None) if acts.first() == Some(&Act::Build) && group.is_some_and(partakes) => {
                    if past {
                        Stage::Completed
                    } else {
                        Stage::Building
                    }
                }
                // "ont assisté à la mise en service"
                (false, _) if acts.contains(&Act::Open) && past && group.is_some_and(witnessed) => Stage::Completed,
                (_, Some(Act::Start)) => Stage::Building,
                // "est construite par X", "le projet de centrale est réalisé par X": it goes on.
                (_, Some(Act::Build)) if (acts.is_empty() || acts == [Act::Plan]) && verb.is_some_and(|verb| self.is_being_done(verb)) => Stage::Building,
                (true, Some(Act::Build | Act::Inaugurate)) if past => Stage::Completed,
                (true, Some(Act::Build)) => Stage::Building,
                // "la pose de la première pierre d'un projet de centrale"
                (false, _) if acts.first() == Some(&Act::Plan) && acts.get(1) != Some(&Act::Start) => Stage::Planned,
                (false, _) if acts.contains(&Act::Start) || acts.contains(&Act::Works) => Stage::Building,
                (false, _) if acts.contains(&Act::Inaugurate) => Stage::Completed,
                // "la construction a été achevée", "le chantier se poursuit"
                (false, _) if group.is_some_and(|verb| language.verb_is(verb.lemma, "continue")) || acts.contains(&Act::Open) && self.ends(head) => {
                    Stage::Building
                }
                _ => Stage::Planned,
            }
        };
        // To begin or open something that nobody builds says little: "lancer un train".
        // "Un hub est prévu à X" says where.
        let foresees = |verb: &VerbGroup| verb.voice == Voice::Passive || language.verb_is(verb.lemma, "foresee");
        let foreseen = verb_act == Some(Act::Plan) && group.is_some_and(foresees) && self.is_one();
        let undergoes = || group.is_some_and(|verb| verb.voice == Voice::Passive);
        let begun = verb_act == Some(Act::Start) && (self.is_one() || self.part().is_some() || undergoes());
        let thing = acts.is_empty() && matches!(verb_act, Some(Act::Start | Act::Propose | Act::Plan)) && !foreseen && !begun;
        (!thing || called || underway || intended).then_some((act, stage))
    }

    /// "la construction d'une usine à A, entamée en 2019, coûtera": how far the participle behind what is done says that it has come.
    fn come_to(&self, acts: &[Act]) -> Option<Stage> {
        let at = self.behind();
        let chunks = self.chunks();
        let comma = matches!(chunks[at.checked_sub(1)?].kind, ChunkKind::Comma) && matches!(acts.first(), Some(Act::Build | Act::Works));
        let group = chunks.get(at)?.verb().filter(|group| comma && group.tense == Tense::Participle && !group.negated)?;
        let is = |class: &str| self.reader.language.verb_is(group.lemma, class);
        let dated = chunks[at + 1..].iter().take(2).any(|chunk| matches!(&chunk.kind, ChunkKind::Date(date) if !date.deadline));
        if is("finish") { Some(Stage::Completed) } else { is("start").then_some(Stage::Building) }.filter(|_| dated)
    }

    /// "a été réalisée", "a été menée à bien"
    fn is_carried_out(&self, verb: &VerbGroup) -> bool {
        verb.voice == Voice::Passive && verb.tense == Tense::Past && verb.modal.is_none() && self.reader.language.verb_is(verb.lemma, "carry-out")
    }

    /// Whether the noun of an act says that the works come to their end.
    fn ends(&self, head: usize) -> bool {
        self.scene.is(head, "project-end")
    }

    /// Whether the noun of an act stands behind words that say that it is over.
    fn stands_after(&self, head: usize) -> bool {
        let before = self.chunks()[head].start.checked_sub(1).and_then(|index| self.scene.sentence.items.get(index));
        before.is_some_and(|item| item.code(&self.reader.language.lexicon, "after-word") == Some("over"))
    }

    /// Whether one such thing is spoken of for the first time: "un port".
    pub(super) fn is_one(&self) -> bool {
        self.scene.items(self.at).first().is_some_and(|item| item.is(&self.reader.language.lexicon, "a-one"))
    }

    /// "une fois achevée", "une fois la ligne achevée": it is not yet.
    fn once(&self, verb: usize) -> bool {
        let before = |index: usize| self.chunks()[index].start.checked_sub(1).and_then(|index| self.scene.sentence.items.get(index));
        let once = |item: &Item| item.is(&self.reader.language.lexicon, "once");
        // "une fois les travaux achevés"
        let noun = |noun: usize| self.chunks()[noun].noun().is_some() && before(noun).is_some_and(once);
        before(verb).is_some_and(once) || verb.checked_sub(1).is_some_and(noun) || self.at < verb && before(self.at).is_some_and(once)
    }

    /// "est construite par X": in the present by somebody, and at no time that is over.
    fn is_being_done(&self, verb: usize) -> bool {
        let group = self.chunks()[verb].verb();
        group.is_some_and(|group| group.voice == Voice::Passive && group.tense == Tense::Present) && !self.scene.clauses.complements(verb, "by").is_empty()
    }
}
