//! Capitals that stand for their governments.

use crate::{
    lang::{Kinds, Tense},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::Context,
};

/// So many items before "entre" the noun of a way may stand.
const NEAR: usize = 6;

/// The country (or union of them), where grammar makes a capital stand for its government: between two capitals, as a subject, as a partner.
pub fn government(context: &Context<'_>, items: &[Item], at: usize, id: &EntityId, out: &[Item]) -> Option<EntityId> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let capital = |id: &EntityId| context.knowledge.get(id).and_then(|known| known.government.clone());
    let country = capital(id)?;
    let is_capital = |item: Option<&Item>| {
        item.is_some_and(|item| matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| capital(id).is_some())))
    };
    let and = |item: Option<&Item>| item.is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
    // "entre A et la B": an article before the second changes nothing.
    let article = |at: usize| at.checked_sub(1).is_some_and(|before| items.get(before).is_some_and(|item| item.is_any(Kinds::DETERMINER)));
    let first = if article(at) { at - 1 } else { at };
    let before = first.checked_sub(1).and_then(|before| items.get(before));
    let does =
        |item: Option<&Item>, function: &str| item.and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function(function, prep));
    let joined_next = and(items.get(at + 1))
        && (is_capital(items.get(at + 2)) || items.get(at + 2).is_some_and(|item| item.is_any(Kinds::DETERMINER)) && is_capital(items.get(at + 3)));
    let joined_before = and(before) && first >= 2 && is_capital(items.get(first - 2));
    // "entre A, B et C": where the series begins, if it is one.
    let comma_at = |at: usize| items.get(at).is_some_and(|item| item.is_mark(context.text, ","));
    let mut opens = first;
    while opens >= 2 && is_capital(items.get(opens - 2)) && (and(items.get(opens - 1)) || comma_at(opens - 1)) {
        opens -= 2;
    }
    let mut closes = at;
    while is_capital(items.get(closes + 2)) && (and(items.get(closes + 1)) || comma_at(closes + 1)) {
        closes += 2;
    }
    let series = closes > at && and(items.get(closes - 1)) || opens < first && (opens..at).any(|at| and(items.get(at)));
    let head = (series && opens > 0).then(|| opens - 1);
    if does(before, "between") && joined_next || head.is_some_and(|head| does(items.get(head), "between")) {
        // "une voie ferrée de 162 km entre A et B", "le vol entre A et B": the towns themselves.
        let between = head.unwrap_or(first - 1);
        let near = items[..between].iter().rev().take(NEAR).take_while(|item| item.kind != ItemKind::Mark && !item.is_any(Kinds::VERB));
        let far = |item: &Item| matches!(&item.kind, ItemKind::Quantity(quantity) if matches!(quantity.unit.as_deref(), Some("km" | "m")));
        let way = near.into_iter().any(|item| item.is(lexicon, "line-between") || item.is(lexicon, "way-between") || far(item));
        return (!way).then_some(country);
    }
    // Partners and sources: "avec A", "contre A", "selon A", and what is joined to them.
    let partner = |item: Option<&Item>| does(item, "government");
    if partner(before) || head.is_some_and(|head| partner(items.get(head))) {
        return Some(country);
    }
    // "financé conjointement par A et B": who does something to something is a government; what leads through a town is not done by it.
    let adverb = |item: &Item| item.kind == ItemKind::Word && item.is_any(Kinds::ADVERB);
    let done_by = |by: usize| {
        let verb = items[..by].iter().rev().find(|item| !adverb(item)).filter(|_| does(items.get(by), "by"));
        verb.is_some_and(|item| {
            let aside = ["course", "link", "leave", "host", "come-to-end", "start"].iter().any(|group| item.is_verb(language, group));
            !aside && item.senses.has_tense(Tense::Participle)
        })
    };
    if first > 0 && done_by(first - 1) || head.is_some_and(&done_by) {
        return Some(country);
    }
    // "la position de A", "l'allié de A": what only governments have.
    let owned = |of: usize| {
        let stance = |at: usize| items[at].kind == ItemKind::Word && items[at].is(lexicon, "stance");
        // "l'engagement croissant de A", "le soutien économique et social de A"
        let trait_of = |at: usize| {
            let item = &items[at];
            let and = item.code(lexicon, "conj") == Some("and");
            and || item.kind == ItemKind::Word && !item.capital && !["prep", "det", "conj", "pron", "rel"].iter().any(|class| item.is(lexicon, class))
        };
        let noun = (of.saturating_sub(4)..of).rev().find(|at| stance(*at));
        does(items.get(of), "of") && noun.is_some_and(|noun| (noun + 1..of).all(trait_of))
    };
    // "le rapprochement de A et de B", "le soutien de A à B"
    let of_both = first >= 5 && and(items.get(first - 2)) && is_capital(items.get(first - 3)) && owned(first - 4);
    let given = first >= 4 && does(before, "bare") && is_capital(items.get(first - 2)) && owned(first - 3);
    if first >= 2 && owned(first - 1) || head.is_some_and(|head| head > 0 && owned(head)) || of_both || given {
        return Some(country);
    }
    // "a annoncé A": who says something is a government.
    let says = |item: Option<&Item>| item.and_then(|item| item.value(lexicon, "verb")).is_some_and(|lemma| language.verb_is(lemma, "say"));
    // "une priorité importante pour A"
    let matters = |at: Option<usize>| at.and_then(|at| items.get(at)).is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "matter"));
    // "accuse A", "a remercié A": only governments are spoken to.
    let spoken_to = |item: Option<&Item>| item.is_some_and(|item| item.is_verb(language, "speak-to"));
    // "reproche à A"
    let told = first >= 2 && does(before, "bare") && items[first - 2].is_verb(language, "speak-to-whom");
    if says(before) || spoken_to(before) || head.is_some_and(|head| spoken_to(items.get(head))) || told || does(before, "for") && matters(first.checked_sub(2))
    {
        return Some(country);
    }
    // "laisse faire A", "fait plier A"
    let made = first >= 2 && items[first - 1].is_verb(language, "done-of-oneself") && items[first - 2].is_verb(language, "causative");
    // "A et B, vers la détente": two that open what is said.
    let pair = joined_next && (at == 0 || out.is_empty()) && comma_at(closes + 1) || joined_before && opens == 0 && closes == at && comma_at(at + 1);
    if made || pair {
        return Some(country);
    }
    // "Pour A, il s'agit de": whose view opens the sentence.
    if first == 1 && does(before, "stance") && items.get(at + 1).is_some_and(|item| item.is_mark(context.text, ",")) {
        return Some(country);
    }
    let mut next = at + 1;
    while and(items.get(next)) && is_capital(items.get(next + 1)) {
        next += 2;
    }
    // Negations, pronouns, adverbs stand before the verb: "Moscou n'a pas", "Pékin se dit".
    while next < at + 6
        && items.get(next).is_some_and(|item| {
            item.kind == ItemKind::Word
                && (item.is_any(Kinds::NEGATION) || matches!(item.code(lexicon, "pron"), Some("reflexive" | "object")) || item.is_any(Kinds::ADVERB))
                && !item.senses.has_form()
        })
    {
        next += 1;
    }
    // "A et B, partenaires stratégiques, …": only states are that.
    let states = |at: usize| items.get(at).is_some_and(|item| item.is(lexicon, "level") || item.is(lexicon, "member-plural"));
    let comma = items.get(next).is_some_and(|item| item.is_mark(context.text, ","));
    let governed = out.last().is_some_and(|item| item.is_any(Kinds::PREPOSITION));
    if (next > at + 1 || joined_before) && comma && !governed && (next + 1..next + 4).any(states) {
        return Some(country);
    }
    // "A et B, qui ont signé un traité": two that do something together, whatever else is told of them first.
    if (next > at + 1 || joined_before) && comma && !governed && items.get(next + 1).is_some_and(|item| item.code(lexicon, "rel") == Some("subject")) {
        let small = |item: &&Item| item.is_any(Kinds::NEGATION) || item.code(lexicon, "pron") == Some("reflexive");
        let verb = items[next + 2..].iter().find(|item| !small(item));
        let does = |item: &Item| item.senses.iter().any(|sense| sense.form.is_some_and(|form| !matches!(form.tense, Tense::Infinitive | Tense::Gerund)));
        if verb.is_some_and(|item| does(item) && !item.is_verb(language, "be") && !item.is_verb(language, "host")) {
            return Some(country);
        }
    }
    let verb = items.get(next).and_then(|item| item.senses.iter().find_map(|sense| sense.form));
    // "A accueillera le forum": there, the town is meant.
    let host = items.get(next).and_then(|item| item.value(lexicon, "verb")).is_some_and(|lemma| language.verb_is(lemma, "host"));
    // "A est une étape de la tournée": the town again.
    let stage = (next + 1..next + 5).any(|at| items.get(at).is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "stage")));
    // "A est reliée à B": no government is.
    let is = |at: usize, group: &str| items.get(at).is_some_and(|item| item.is_verb(language, group));
    let tied = is(next, "be") && (is(next + 1, "link") || is(next + 2, "link"));
    // "A s'étant chargé de la médiation, …"
    let absolute = (is(next, "be") || is(next, "have")) && items.iter().skip(next + 1).take(2).any(|item| item.senses.has_form());
    let finite = !host
        && !stage
        && !tied
        && verb.is_some_and(|form| match form.tense {
            Tense::Infinitive | Tense::Participle => false,
            Tense::Gerund => absolute,
            _ => true,
        });
    let last = out.last();
    // A comma behind a place goes on with it ("à A, B"); behind anything else the sentence begins anew.
    let listed = || out.len().checked_sub(2).and_then(|before| out.get(before)).is_none_or(|before| before.entities().iter().any(|id| id.kind().is_place()));
    let governed = last.is_some_and(|item| item.is_any(Kinds::PREPOSITION.or(Kinds::DETERMINER)) || item.is_mark(context.text, ",") && listed());
    let behind_capital =
        and(last) && at >= 2 && is_capital(items.get(at - 2)) && !items.get(at.wrapping_sub(3)).is_some_and(|item| item.is_any(Kinds::PREPOSITION));
    (finite && (!governed && !and(last) || behind_capital)).then_some(country)
}

/// "partira de la capitale kazakhe", "quitte la capitale": where somebody or a line comes or goes, the city itself is meant.
pub fn is_travelled(context: &Context<'_>, out: &[Item]) -> bool {
    let language = context.language;
    let lexicon = &language.lexicon;
    let moves = |item: &Item| {
        let lemma = item.value(lexicon, "verb");
        lemma.is_some_and(|lemma| ["course", "leave", "link"].iter().any(|class| language.verb_is(lemma, class)))
    };
    let mut before = out.iter().rev().filter(|item| !item.is_any(Kinds::DETERMINER.or(Kinds::PREPOSITION)));
    before.next().is_some_and(|item| moves(item) || item.is_any(Kinds::PREPOSITION) && before.next().is_some_and(moves))
}

/// Whether a verb of hosting follows right behind: "la capitale turkmène a accueilli une conférence".
pub fn hosts(context: &Context<'_>, behind: &[Item]) -> bool {
    let language = context.language;
    behind.iter().take(3).filter_map(|item| item.value(&language.lexicon, "verb")).any(|lemma| language.verb_is(lemma, "host"))
}

/// "à X, capitale de Y": what a town is that was named right before the comma, and no side of anything.
pub(super) fn is_apposed(context: &Context<'_>, out: &[Item]) -> bool {
    let mut before = out.iter().rev().skip_while(|item| item.kind == ItemKind::Word && item.is_any(Kinds::DETERMINER));
    let comma = before.next().is_some_and(|item| item.is_mark(context.text, ","));
    comma && before.next().and_then(|item| item.entities().first()).is_some_and(|id| id.kind() == EntityKind::City)
}
