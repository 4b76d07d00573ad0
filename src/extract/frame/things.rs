//! What a verb or noun acts on: the documents that are signed, what parties agree on.

use super::*;

/// So many phrases before "whose" stands what it speaks of.
const FAR: usize = 10;

impl Frame<'_> {
    /// The phrases that the verb acts on, or that hang on the trigger noun, with a word of the class. A person is no word, but where a
    /// person is wanted one will do.
    pub(super) fn things(&self, class: &str) -> Nouns {
        if class != "official" && !self.scene.classes.may_have(class) {
            return Nouns::new();
        }
        // "L'ont reçu X et Y": whom they receive a pronoun tells.
        let hosts = |verb: &VerbGroup| verb.voice == Voice::Active && self.reader.language.verb_is(verb.lemma, "host");
        if class == "official" && self.verb().is_some_and(hosts) && !self.spoken_of().is_empty() {
            return Nouns::new();
        }
        let clauses = &self.scene.clauses;
        let known = |noun: usize| {
            let entities = self.chunks().get(noun).and_then(Chunk::noun).map(|phrase| phrase.entities.as_slice()).unwrap_or_default();
            entities.iter().any(|id| id.kind() == EntityKind::Person) || self.is_official(noun)
        };
        let holds = |noun: &usize| self.scene.is(*noun, class) || class == "official" && known(*noun);
        let one = |noun: &usize| holds(noun) || class == "agreement-kind" && self.is_another(*noun);
        let free = |noun: &usize| self.chunks()[*noun].noun().is_some() && !(*noun > 0 && self.chunks()[*noun - 1].preposition().is_some());
        let Some(verb) = self.verb() else {
            let mut nouns: Nouns = smallvec![self.at];
            nouns.extend(clauses.complements(self.at, "of"));
            // "un projet d'accord sur X, dont la signature est attendue"
            let whose = || (0..self.at - 1).rev().take(FAR).take_while(|index| self.chunks()[*index].verb().is_none()).find(holds);
            if matches!(class, "agreement-kind")
                && nouns.len() == 1
                && self.is_whose()
                && let Some(paper) = whose()
            {
                return smallvec![paper];
            }
            // "les négociations en vue d'un accord", "sur un accord"; "un accord est en préparation"
            if class == "agreement-drafted" {
                nouns.extend(["for", "on"].iter().flat_map(|function| clauses.complements(self.at, function)));
                nouns.extend(self.predicated());
            }
            // "dix textes après les pourparlers, dont un protocole"
            nouns.retain(|noun| !(self.at + 1..*noun).any(|index| self.is_such_as(index)));
            // "la signature d'un accord et de deux protocoles"
            let named: Nouns = nouns.into_iter().flat_map(|noun| std::iter::once(noun).chain(self.also(noun))).filter(one).collect();
            return self.with_examples(distinct(named), class);
        };
        // "ont convenu de la création", "d'ouvrir": what they agreed on, behind its preposition.
        if class == "agreed-thing" {
            let on = |at: usize| self.chunks()[at].preposition().is_some_and(|preposition| self.reader.language.has_function("on", preposition));
            let reach = self.at + 2..self.chunks().len().min(self.at + 10);
            let near = reach.take_while(|index| {
                !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))
                    && !self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite)
            });
            return near.filter(|index| on(*index - 1) && holds(index)).take(1).collect();
        }
        // "présenter X comme un allié", "voir dans X un allié": what something is taken for.
        if class == "likeness" {
            let is =
                |at: usize, function: &str| self.chunks()[at].preposition().is_some_and(|preposition| self.reader.language.has_function(function, preposition));
            let near = || {
                (self.at + 1..self.chunks().len().min(self.at + 12)).take_while(|index| {
                    !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))
                        && !self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite)
                })
            };
            let there = self.scene.is(self.at, "there");
            let seen = there || near().next().is_some_and(|next| is(next, "seen-in"));
            return near().filter(|index| holds(index) && (is(*index - 1, "as") && *index > self.at + 2 || seen && free(index))).take(1).collect();
        }
        // "un accord lie A à B", "A et B sont liés par un accord": the paper does it.
        if self.reader.language.verb_is(verb.lemma, "bind") || class == "agreement-drafted" && self.reader.language.verb_is(verb.lemma, "arise-between") {
            // "A et B se sont liés par un accord"
            let by = if verb.voice == Voice::Reflexive { clauses.complements(self.at, "by") } else { Nouns::new() };
            let subject = self.subject();
            // "Un accord, le premier du genre, lie A et B"
            let apposed = subject.first().copied().filter(|noun| *noun > 1 && *noun < self.at && clauses.comma(noun - 1) && clauses.comma(self.at - 1));
            let head = apposed.and_then(|noun| (0..noun).rev().take(FAR).find(|head| holds(head) && free(head)));
            return subject.iter().copied().chain(by).chain(head).filter(holds).take(1).collect();
        }
        // "un total de 36 documents", "une série d'accords"
        let within = |noun: usize| {
            let of = self.chunks().get(noun + 1).and_then(Chunk::preposition).is_some_and(|preposition| self.reader.language.has_function("of", preposition));
            let law = self.scene.is(noun, crate::lang::TRIGGER);
            std::iter::once(noun).chain((of && !law && noun + 2 < self.chunks().len()).then_some(noun + 2))
        };
        let mut direct: Nouns = self.object().into_iter().filter_map(|noun| within(noun).find(|noun| holds(noun))).collect();
        // "12 documents, dont un accord, ont été signés": all of them.
        let such = direct.first().and_then(|noun| noun.checked_sub(1)).filter(|such| *such < self.at && self.is_such_as(*such));
        let counted = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.quantity.is_some()) && holds(noun);
        if let Some(whole) = such.and_then(|such| (0..such).rev().take(8).find(counted)) {
            direct = smallvec![whole];
        }
        // "ont signé trois textes : un accord, deux protocoles"
        let listed = self.listed_behind(direct.last().copied().unwrap_or(self.at).max(self.at));
        let papers: Nouns = listed.iter().copied().filter(holds).collect();
        if listed.first().is_some_and(holds) || !direct.is_empty() && !papers.is_empty() {
            // "plus de trente documents : une déclaration, un accord": more than are named.
            let many =
                |noun: &usize| self.chunks()[*noun].noun().and_then(|noun| noun.quantity.as_deref()).is_some_and(|(_, many)| many.value > papers.len() as f64);
            return direct.into_iter().filter(many).chain(papers.iter().copied()).collect();
        }
        if !direct.is_empty() {
            let direct = distinct(direct.into_iter().flat_map(|noun| std::iter::once(noun).chain(self.also(noun))).filter(one).collect());
            return self.with_examples(direct, class);
        }
        // "sont convenus de signer un accord": of that another verb tells.
        let infinitive = |index: &usize| self.chunks()[*index].verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        let behind = || (self.at + 1..clauses.clause_end(self.at)).take_while(|index| !infinitive(index)).find(|noun| holds(noun) && free(noun));
        let found = if verb.voice == Voice::Passive && !verb.is_finite() {
            (0..self.at)
                .rev()
                .take(14)
                .take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop) && !self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite))
                .find(holds)
        } else if verb.voice == Voice::Passive {
            (clauses.clause_start(self.at)..self.at).rev().find(|noun| holds(noun) && free(noun)).or_else(behind)
        } else {
            behind()
        };
        // "la déclaration sur X que A et B ont signée"
        let found = found.or_else(|| {
            self.relative_head().filter(|_| class != "official").and_then(|head| (0..head).rev().take(6).take_while(|noun| !self.ends_head(*noun)).find(holds))
        });
        // "L'accord de transit, les deux pays l'ont conclu en 2016"
        let found = found.or_else(|| (0..self.at).rev().filter(|_| self.has_object_pronoun()).find(|noun| holds(noun) && free(noun)));
        // "la visite s'est soldée par dix accords", "ont débouché sur un traité"
        let found = found.or_else(|| {
            let ends = self.reader.language.verb_is(verb.lemma, "result");
            let in_what = ["by", "on"].iter().filter(|_| ends).flat_map(|function| clauses.complements(self.at, function));
            // "par la signature d'un accord": of that the noun tells.
            let of = |noun: usize| self.chunks()[noun - 1].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
            in_what.filter(|noun| *noun > self.at && !of(*noun)).flat_map(within).find(holds)
        });
        // "sont convenus d'une feuille de route"
        let found = found.or_else(|| {
            let of = self.chunks().get(self.at + 1).and_then(Chunk::preposition).filter(|value| self.reader.language.has_function("of", *value));
            of.filter(|_| self.reader.language.verb_is(verb.lemma, "agree")).and_then(|_| within(self.at + 2).find(holds))
        });
        // "parvenir à un accord"
        let found = found.or_else(|| {
            clauses.complements(self.at, "to").into_iter().find(|noun| *noun > self.at && holds(noun) && !(self.at..*noun).any(|index| infinitive(&index)))
        });
        // "Signé à Rome entre A et B, l'accord porte sur le gaz"
        let found = found.or_else(|| {
            let fronted = self.at == 0 && verb.voice == Voice::Passive && verb.tense == Tense::Participle && class == "agreement-kind";
            let comma = (1..self.chunks().len())
                .filter(|_| fronted)
                .find(|index| clauses.comma(*index) && self.chunks().get(index + 1).is_some_and(|chunk| chunk.noun().is_some()))?;
            Some(comma + 1).filter(|noun| holds(noun) && is_definite(self.scene, *noun))
        });
        let found = found.map(|noun| distinct(std::iter::once(noun).chain(self.also(noun)).filter(one).collect())).unwrap_or_default();
        self.with_examples(found, class)
    }

    /// Some papers and those that "such as" names of them one by one: "ont signé dix documents, dont un accord sur X et deux protocoles".
    fn with_examples(&self, mut things: Nouns, class: &str) -> Nouns {
        let Some(last) = things.last().filter(|_| matches!(class, "agreement-kind" | "agreement-exchanged")) else { return things };
        let chunks = self.chunks();
        let ends = |index: usize| {
            matches!(chunks[index].kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_))
                || chunks[index].verb().is_some_and(VerbGroup::is_finite) && !self.is_such_as(index)
        };
        // "Dix textes, dont un accord, ont été signés": the verb may stand behind them.
        let before = *last < self.at && (*last + 1..self.at).any(|index| self.is_such_as(index));
        let from = if before { *last } else { *last.max(&self.at) };
        let mut behind = (from + 1..if before { self.at } else { chunks.len() }).take_while(|index| !ends(*index));
        let Some(such) = behind.find(|index| self.is_such_as(*index)) else { return things };
        // "parmi les textes signés figurent": of those that are not counted only these are told.
        if chunks[such].verb().is_some() {
            things.retain(|thing| chunks[*thing].noun().is_some_and(|noun| noun.quantity.is_some()));
        }
        let free = |index: usize| {
            let before = &chunks[index - 1];
            index == such + 1 || matches!(before.kind, ChunkKind::Comma | ChunkKind::Other) || before.is_and()
        };
        let paper = |index: &usize| {
            let one = chunks[*index].noun().is_some_and(|noun| noun.determiner.is_some() || noun.quantity.is_some());
            one && free(*index) && self.scene.is(*index, "agreement-kind")
        };
        let first = behind.clone().find(|index| chunks[*index].noun().is_some());
        if first.is_some_and(|first| paper(&first)) {
            things.extend(behind.filter(paper));
        }
        distinct(things)
    }

    /// "l'ont conclu": whether an elided article right before the verb stands for its object.
    pub(super) fn has_object_pronoun(&self) -> bool {
        let Some(before) = self.at.checked_sub(1).filter(|before| matches!(self.chunks()[*before].kind, ChunkKind::Other)) else { return false };
        let start = self.chunks()[self.at].span.start;
        let elided = |item: &Item| item.is(&self.reader.language.lexicon, "det") && start.saturating_sub(item.span.end) <= '’'.len_utf8();
        self.scene.items(before).last().is_some_and(elided)
    }

    /// Whether somebody else than a pronoun or several does what one alone may do: "le gouvernement a adopté une feuille de route".
    pub(super) fn is_by_one(&self) -> bool {
        let meant = |item: &Item| {
            matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.len() > 1)
                || item.code(&self.reader.language.lexicon, "pron") == Some("subject")
        };
        let alone = self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "by-one"));
        // "les dirigeants de A et de B": the preposition is part of the first phrase; "les participants ont adopté"
        let those = |noun: usize| self.scene.is(noun, "several");
        let several = |noun: usize| those(noun) || noun > 0 && self.chunks()[noun - 1].noun().is_some_and(|before| before.entities.is_empty());
        alone && self.subject().iter().any(|noun| !self.scene.items(*noun).iter().any(meant) && !several(*noun))
    }

    /// "X a fait savoir qu'il avait signé": who says it, where a pronoun stands for it.
    pub(super) fn reporter(&self) -> Nouns {
        let clauses = &self.scene.clauses;
        let start = clauses.clause_start(self.at);
        let that = start.checked_sub(1).filter(|that| matches!(&self.chunks()[*that].kind, ChunkKind::Relative(value) if value == "object"));
        let pronoun = || {
            let words = (start..self.at).chain([self.at]).flat_map(|index| self.scene.items(index));
            words.into_iter().any(|item| item.code(&self.reader.language.lexicon, "pron") == Some("subject"))
        };
        let Some(that) = that.filter(|_| pronoun()) else { return Nouns::new() };
        let verb = self.scene.clauses.finite_before(that);
        let subject = verb.map(|verb| clauses.grammatical_subject(verb)).unwrap_or_default();
        // "sera racheté par la société X, en vertu des contrats qu'elle a signés": the firm that was named last.
        let named = |at: usize| self.chunks()[at].noun().map(|noun| noun.entities.as_slice()).unwrap_or_default();
        let firm = || (0..that).rev().find(|at| named(*at).iter().any(|id| self.reader.is_firm(id)));
        if subject.iter().any(|at| !named(*at).is_empty()) { subject } else { firm().into_iter().collect() }
    }

    /// Whether a preposition opens examples of what stands before it, or a verb does: "parmi les textes signés figurent un accord et un traité".
    pub(super) fn is_such_as(&self, at: usize) -> bool {
        let language = self.reader.language;
        let chunk = &self.chunks()[at];
        chunk.preposition().is_some_and(|value| language.has_function("such-as", value))
            || chunk.verb().is_some_and(|verb| verb.is_finite() && language.verb_is(verb.lemma, "be-among"))
    }

    /// What the copula says the trigger of: "un accord est en négociation"; or what it is apposed to.
    fn predicated(&self) -> Nouns {
        let language = self.reader.language;
        let behind = |at: usize| {
            let before = at.checked_sub(1)?;
            Some(before - usize::from(before > 0 && self.chunks()[before].preposition().is_some()))
        };
        let be = |verb: &usize| self.chunks()[*verb].verb().is_some_and(|verb| language.verb_is(verb.lemma, "be"));
        if let Some(verb) = behind(self.at).filter(be) {
            return self.scene.clauses.grammatical_subject(verb);
        }
        // "un accord avec A, toujours en négociation", "l'accord en cours de négociation", but not "un accord en préparation de la visite".
        if !self.is_governed() {
            return Nouns::new();
        }
        let preposition =
            |at: usize, function: &str| self.chunks().get(at).and_then(Chunk::preposition).is_some_and(|value| language.has_function(function, value));
        let mut before = self.at - 1;
        while before > 0 && matches!(self.chunks()[before - 1].kind, ChunkKind::Other) {
            before -= 1;
        }
        let right_behind = preposition(self.at - 1, "taking") && !preposition(self.at + 1, "of");
        let apposed = before > 0
            && match &self.chunks()[before - 1].kind {
                ChunkKind::Comma | ChunkKind::Open => true,
                ChunkKind::Noun(_) | ChunkKind::Close => right_behind,
                _ => false,
            };
        let paper = |noun: &usize| self.scene.is(*noun, "agreement-drafted");
        let before = (0..before).rev().take(8).take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Verb(_)));
        before.filter(|_| apposed).find(paper).into_iter().collect()
    }

    /// The noun phrases with a common noun of the list that a colon opens behind a phrase and what hangs on it.
    fn listed_behind(&self, noun: usize) -> Nouns {
        let chunks = self.chunks();
        let hangs = |index: &usize| match &chunks[*index].kind {
            ChunkKind::Verb(verb) => !verb.is_finite(),
            ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_) | ChunkKind::Open | ChunkKind::Close => false,
            _ => true,
        };
        let colon = noun + 1 + (noun + 1..chunks.len()).take_while(hangs).count();
        if chunks.get(colon).is_none_or(|chunk| chunk.span.of(self.reader.text) != ":") {
            return Nouns::new();
        }
        let link = |chunk: &Chunk| {
            matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Stop) || matches!(&chunk.kind, ChunkKind::Conjunction(value) if value == "and" || value == "or")
        };
        let free = |index: usize| {
            let before = chunks[..index].iter().rev().find(|chunk| !matches!(chunk.kind, ChunkKind::Other));
            before.is_some_and(link)
                && chunks[index].noun().is_some_and(|noun| noun.entities.is_empty() && noun.determiner.is_some() || noun.quantity.is_some())
        };
        let inside = (colon + 1..chunks.len()).take_while(|index| !chunks[*index].verb().is_some_and(VerbGroup::is_finite));
        inside.filter(|index| free(*index)).collect()
    }

    /// Whom a thing binds by its participle: "un accord liant A à B".
    pub(super) fn bound(&self, thing: usize) -> Option<Nouns> {
        let language = self.reader.language;
        let verb = thing + 1;
        let binds = self.chunks().get(verb)?.verb().is_some_and(|verb| verb.tense == Tense::Gerund && language.verb_is(verb.lemma, "bind"));
        let mut nouns = if binds { self.scene.clauses.grammatical_object(verb) } else { return None };
        nouns.extend(self.scene.clauses.complements(verb, "addressed"));
        nouns.extend(self.scene.clauses.complements(verb, "with"));
        Some(nouns)
    }

    /// What a verb of bringing or binding adds to the trigger noun that is its subject: "sa tournée le mènera en A et en B",
    /// "la rencontre a réuni A et B".
    pub(super) fn brought(&self, function: &str) -> Nouns {
        let language = self.reader.language;
        let clauses = &self.scene.clauses;
        let relative = (self.at + 1..self.chunks().len().min(self.at + if function == "where" { 9 } else { 6 }))
            .find(|index| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "subject"));
        let behind = |from: usize| (from + 1..self.chunks().len().min(from + 4)).find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
        let verb = relative
            .and_then(behind)
            .or_else(|| self.governing().filter(|verb| self.is_governed() && self.chosen(*verb)))
            .or_else(|| self.governing().filter(|verb| *verb > self.at && clauses.grammatical_subject(*verb).contains(&self.at)))
            .or_else(|| self.governing().filter(|_| function == "with"));
        let Some(verb) = verb else { return Nouns::new() };
        let is = |group: &str| self.chunks()[verb].verb().is_some_and(|verb| verb.voice == Voice::Active && language.verb_is(verb.lemma, group));
        match function {
            // "a choisi Bakou pour sa première visite"
            "where" if self.chosen(verb) => clauses.grammatical_object(verb),
            "where" if is("bring-to") => clauses.complements(verb, "where").into_iter().filter(|noun| *noun > verb).collect(),
            // "a eu mardi avec lui un entretien"
            "with" if is("support") && verb < self.at && clauses.grammatical_object(verb).contains(&self.at) => {
                clauses.complements(verb, "with").into_iter().filter(|noun| *noun < self.at).collect()
            }
            "between" if is("bring-together") => clauses.grammatical_object(verb),
            // "le partenariat qui unit A et B", "une alliance lie A à B"
            "between" if is("bind") => {
                let mut bound = clauses.grammatical_object(verb);
                bound.extend(["addressed", "with"].iter().flat_map(|function| clauses.complements(verb, function)).filter(|noun| *noun > verb));
                bound
            }
            _ => Nouns::new(),
        }
    }

    /// The relative that opens the clause of the verb and whose object it is: "que" right behind a noun.
    pub(super) fn relative_head(&self) -> Option<usize> {
        let start = self.scene.clauses.clause_start(self.at).checked_sub(1)?;
        let object = matches!(&self.chunks()[start].kind, ChunkKind::Relative(value) if value == "object");
        // "l'accord de partenariat (AP), que A et B ont signé"
        let comma = start > 0 && matches!(self.chunks()[start - 1].kind, ChunkKind::Comma);
        let open = self.scene.clauses.before_bracket(start - usize::from(comma));
        let before = self.chunks()[..open].iter().rev().find(|chunk| !matches!(chunk.kind, ChunkKind::Comma));
        (object && before.is_some_and(|chunk| chunk.noun().is_some())).then_some(start)
    }

    /// The alliance behind a comma behind the trigger.
    pub(super) fn body_ahead(&self) -> Option<EntityId> {
        let behind = self.chunks()[self.at..].windows(2).filter(|pair| matches!(pair[0].kind, ChunkKind::Comma));
        behind.filter_map(|pair| pair[1].noun()).flat_map(|noun| &noun.entities).find(|id| is_alliance(id, self.reader.knowledge)).cloned()
    }

    fn ends_head(&self, at: usize) -> bool {
        matches!(self.chunks()[at].kind, ChunkKind::Stop | ChunkKind::Verb(_) | ChunkKind::Relative(_) | ChunkKind::Subordinator(_))
    }

    fn chosen(&self, verb: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[verb].verb().is_some_and(|verb| verb.voice == Voice::Active && language.verb_is(verb.lemma, "choose"))
    }
}

fn distinct(list: Nouns) -> Nouns {
    let mut unique: Nouns = Nouns::with_capacity(list.len());
    for value in list {
        if !unique.contains(&value) {
            unique.push(value);
        }
    }
    unique
}
