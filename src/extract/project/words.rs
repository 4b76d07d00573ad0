//! Words near a thing that tell how far it has come.

use super::*;

impl Site<'_> {
    /// "une installation de 250 MW", "bâtira 100 MW": a plant that only its power tells.
    pub(super) fn powered(&self) -> Option<&'static str> {
        let chunks = self.chunks();
        let power = |index: usize| {
            let quantity = chunks.get(index).and_then(Chunk::noun).and_then(|noun| noun.quantity.as_deref());
            quantity.is_some_and(|(_, quantity)| quantity.unit.as_deref() == Some(POWER))
        };
        // "un parc éolien d'une capacité de 100 MW": how much the thing before has.
        let governed = || self.at > 0 && self.is_of(self.at - 1) && (0..self.at).any(|index| self.is_site(index));
        let said = power(self.at + 2) && self.is_of(self.at + 1) && self.scene.is(self.at, "project-powered") && !governed();
        let built = |verb: usize| chunks[verb].verb().is_some() && self.act_of_verb(verb) == Some(Act::Build);
        (said || power(self.at) && self.at.checked_sub(1).is_some_and(built)).then_some(POWERED)
    }

    /// The code of the thing that the name of something known begins with: "la centrale de X", where X is a lake to us.
    pub(super) fn word_of_name(&self) -> Option<&str> {
        let lexicon = &self.reader.language.lexicon;
        let name = self.scene.items(self.at).iter().find(|item| matches!(item.kind, ItemKind::Name(_)) && !item.entities().is_empty())?;
        let name = name.span.of(self.reader.text);
        if !name.contains(char::is_whitespace) {
            return None;
        }
        let mut words = name.split_whitespace().map(|word| lexicon.word(&word.to_lowercase())).peekable();
        // Most names begin with a word that is nothing but a name.
        words.peek().is_some_and(|first| lexicon.may_begin(*first, "project-kind")).then_some(())?;
        let words: Vec<_> = words.collect();
        lexicon.longest(&words, 0, "project-kind").filter(|(end, _)| *end < words.len()).map(|(_, code)| code)
    }

    /// Whether words of a class stand near behind the thing: "en construction", "à l'état de projet".
    pub(super) fn near(&self, class: &str) -> bool {
        if !self.scene.classes.may_have(class) {
            return false;
        }
        let lexicon = &self.reader.language.lexicon;
        let end = self.scene.clauses.clause_end(self.at).max(self.at + 1);
        let reach = (self.at + 1..self.chunks().len())
            .find(|index| matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_)))
            .unwrap_or(self.chunks().len());
        let said = |index: usize| self.scene.is(index, class);
        // "En chantier depuis 2019, la ligne X"
        let first = self.chunks().iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other)).unwrap_or_default();
        let fronted = self.at > first + 1 && matches!(self.chunks()[self.at - 1].kind, ChunkKind::Comma) && self.alone(first) && said(first);
        // "Dans la région est en cours de construction une centrale"
        let before = |index: usize| index.checked_sub(1).is_some_and(|index| self.scene.sentence.items[index].is(lexicon, class));
        let copula = |index: usize| self.chunks()[index].verb().is_some() && self.is_copula(index);
        let inverted = before(self.chunks()[self.at].start) && (self.at.saturating_sub(2)..self.at).any(copula);
        fronted || inverted || (self.at..reach.max(end).min(self.at + 8).min(self.chunks().len())).any(said)
    }

    /// "la raffinerie sera opérationnelle en 2026", "le terminal est opérationnel"
    pub(super) fn operational(&self, verb: usize) -> Option<Stage> {
        let group = self.chunks()[verb].verb().filter(|group| !group.negated && self.is_copula(verb))?;
        let end = self.chunks().len().min(verb + 3);
        let said = (verb..end).any(|index| self.scene.is(index, "operational"));
        let ahead = matches!(group.tense, Tense::Future) || matches!(group.modal, Some(Modal::Future | Modal::Duty));
        let over = matches!(group.tense, Tense::Present | Tense::Past) && group.modal.is_none();
        said.then_some(if ahead { Stage::Planned } else { Stage::Completed }).filter(|_| ahead || over)
    }

    /// "X, en service depuis 2017", "Mise en service en 2017, X"
    pub(super) fn in_use(&self) -> bool {
        let chunks = self.chunks();
        let bare = |index: usize| chunks[index].noun().is_some_and(|noun| noun.determiner.is_none() && noun.entities.is_empty());
        let done = |index: usize| bare(index) && self.act_of(index) == Some(Act::Open) && (index == 0 || chunks[index - 1].preposition().is_none());
        let open = |index: usize| done(index) || self.scene.codes(index, "into-use", "open");
        let comma = |index: usize| matches!(chunks[index].kind, ChunkKind::Comma);
        let behind = self.behind();
        let first = chunks.iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other)).unwrap_or_default();
        // A mine that only gives its name to a line is in no use.
        let thing = self.kind_word(self.at).is_some() || chunks[self.at].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id)));
        if !thing {
            return false;
        }
        // "Une fois en service, la ligne transportera": it is not yet.
        let dated = || chunks[first..self.at].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        let later = || chunks[self.at..].iter().find_map(Chunk::verb).is_some_and(|verb| verb.tense == Tense::Future || verb.modal == Some(Modal::Future));
        let fronted = || self.at > first + 1 && comma(self.at - 1) && self.alone(first) && open(first) && (dated() || !later());
        behind < chunks.len() && comma(behind - 1) && open(behind) || fronted()
    }

    /// Whether one phrase alone, with the date behind it, stands between an index and the thing.
    fn alone(&self, first: usize) -> bool {
        self.chunks()[first + 1..self.at - 1].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Date(_) | ChunkKind::Preposition(_)))
    }

    /// "une ligne qui doit relier A à B", "la ligne reliera A à B": what it joins it will join only.
    pub(super) fn will_link(&self) -> bool {
        let chunks = self.chunks();
        if chunks.last().is_some_and(|chunk| chunk.span.of(self.reader.text).ends_with('?')) {
            return false;
        }
        let links = |index: usize| {
            let tells = |verb: &VerbGroup| ["link", "locate"].iter().any(|class| self.reader.language.verb_is(verb.lemma, class));
            let verb = chunks[index].verb().filter(|verb| !verb.negated && tells(verb));
            verb.is_some_and(|verb| matches!(verb.modal, Some(Modal::Future | Modal::Duty)) || verb.tense == Tense::Future && verb.modal.is_none())
        };
        let behind = self.behind();
        let relative = chunks.get(behind).is_some_and(|chunk| matches!(&chunk.kind, ChunkKind::Relative(role) if role == "subject"));
        let near = behind + 1..chunks.len().min(behind + 4);
        if relative {
            return near.into_iter().any(links);
        }
        let verb = self.scene.clauses.finite_behind(self.at);
        verb.is_some_and(|verb| links(verb) && self.scene.clauses.grammatical_subject(verb).contains(&self.at))
    }

    /// "prévu", "d'ici": the head has not happened yet.
    pub(super) fn planned_word(&self, head: usize) -> bool {
        (head.saturating_sub(1)..self.chunks().len().min(self.at + 4))
            .any(|index| self.scene.is(index, "planned-word") || matches!(&self.chunks()[index].kind, ChunkKind::Date(date) if date.deadline))
    }

    /// Whether the noun of an act has a time that is over, or stands behind "since", "after" or "by", or was when something else was done.
    pub(super) fn is_over(&self, head: usize) -> bool {
        let language = self.reader.language;
        let lexicon = &language.lexicon;
        let now = self.reader.calendar.published().and_then(|now| now.last_day());
        let over = |index: usize| match &self.chunks()[index].kind {
            ChunkKind::Date(date) => self.reader.when(date).and_then(|when| when.last_day()).zip(now).is_some_and(|(when, now)| when < now),
            _ => false,
        };
        let before = || head.checked_sub(1).and_then(|index| self.chunks()[index].preposition());
        let behind = before().is_some_and(|value| language.has_function("by", value) || language.has_function("since", value))
            || self.chunks()[head].start.checked_sub(1).is_some_and(|item| self.scene.sentence.items[item].is(lexicon, "after-word"));
        // "l'a annoncé lors de l'ouverture du tronçon"
        let past = |chunk: &Chunk| chunk.verb().is_some_and(|verb| verb.is_finite() && verb.tense == Tense::Past && verb.modal.is_none());
        let held = || before().is_some_and(|value| language.has_function("during", value)) && self.chunks().iter().any(past);
        behind || held() || (head + 1..self.at).any(over)
    }

    /// Whether a share stands right behind the verb: only so much of it is done.
    pub(super) fn is_partly(&self, verb: usize) -> bool {
        let share = |noun: usize| {
            let quantity = self.chunks().get(noun).and_then(Chunk::noun).and_then(|noun| noun.quantity.as_deref());
            quantity.is_some_and(|(_, quantity)| quantity.unit.as_deref() == Some("%"))
        };
        self.chunks().get(verb + 1).is_some_and(|chunk| chunk.preposition().is_some() || matches!(chunk.kind, ChunkKind::Other)) && share(verb + 2)
            || share(verb + 1)
    }

    /// "pour que X construise"
    pub(super) fn aimed(&self, verb: usize) -> bool {
        let opens = (0..verb)
            .rev()
            .take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop) && !self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
        opens.into_iter().any(|index| matches!(&self.chunks()[index].kind, ChunkKind::Subordinator(value) if value == "aim"))
    }

    /// "X est un projet": the thing is said to be one.
    pub(super) fn called_project(&self, verb: usize) -> bool {
        self.is_copula(verb) && self.scene.clauses.grammatical_object(verb).iter().any(|noun| self.act_of(*noun) == Some(Act::Plan))
    }

    /// What a part without a whole is called, by the line that the text spoke of last.
    pub(super) fn section(&self, word: Option<&str>, named: Option<&EntityId>) -> Option<(&'static str, &'static str)> {
        let bare = named.is_none() && word == Some("railway railway section");
        let kind = self.kind_of(self.reader.line.as_ref().filter(|_| bare)?)?;
        [("pipeline", "pipeline section"), ("road", "road section"), ("power", "power line section")].into_iter().find(|(known, _)| *known == kind)
    }

    /// "ont pris fin", "est arrivé à son terme": what was done is over.
    pub(super) fn is_ended(&self, verb: usize) -> bool {
        let told = self.chunks()[verb].verb().is_some_and(|group| !group.negated && group.modal.is_none() && group.tense == Tense::Past);
        told && (verb..self.chunks().len().min(verb + 3)).any(|index| self.scene.codes(index, "going-on", "end"))
    }

    /// "est en cours", "bat son plein": what is done goes on.
    pub(super) fn goes_on(&self, verb: usize) -> bool {
        let negated = self.chunks()[verb].verb().is_some_and(|group| group.negated || group.tense != Tense::Present);
        !negated && (verb..self.chunks().len().min(verb + 3)).any(|index| self.scene.is(index, "going-on"))
    }

    /// Whether the verb that rules the sentence stands near enough to speak of the head.
    pub(super) fn near_ruler(&self, head: usize) -> bool {
        self.scene.clauses.main_verb(head).is_some_and(|verb| verb < head && head - verb <= 3)
    }

    /// "vient d'ouvrir", "a commencé à construire": how far what the infinitive tells has come.
    pub(super) fn aspect(&self, verb: usize) -> Option<Stage> {
        let chunks = self.chunks();
        let language = self.reader.language;
        let infinitive = chunks[verb].verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        let above = verb.checked_sub(2).filter(|above| infinitive && chunks[above + 1].preposition().is_some())?;
        let above = chunks[above].verb().filter(|above| above.is_finite() && above.modal.is_none() && !above.negated && above.tense != Tense::Future)?;
        let is = |group: &str| language.verb_is(above.lemma, group);
        // "vient d'annoncer": what is said, begun or meant is not done.
        let act = self.act_of_verb(verb);
        if is("recent") && act == Some(Act::Start) {
            return Some(Stage::Building);
        }
        let done = is("recent") && matches!(act, Some(Act::Build | Act::Open | Act::Inaugurate)) || is("finish") && above.tense == Tense::Past;
        let begun = is("continue") || is("start") && above.tense == Tense::Past;
        if done { Some(Stage::Completed) } else { begun.then_some(Stage::Building) }
    }
}
