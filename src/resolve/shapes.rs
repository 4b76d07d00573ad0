//! How the names of bodies that no table has are made: a head noun with what hangs on it.

use crate::{
    lang::{Kinds, Tense},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::{
        Context,
        ministries::country_behind,
        names::{is_family, is_given},
    },
};

/// The longest name of a body, in items.
const LONGEST: usize = 14;

/// Past further fields of a portfolio: ", des Mines et du Commerce extérieur".
pub fn further(context: &Context<'_>, items: &[Item], at: usize) -> usize {
    let language = context.language;
    let lexicon = &language.lexicon;
    let mut end = at;
    loop {
        while items.get(end).is_some_and(|item| item.kind == ItemKind::Word && item.is_any(Kinds::ADJECTIVE)) {
            end += 1;
        }
        let joined = items.get(end).is_some_and(|item| item.code(lexicon, "conj") == Some("and") || item.is_mark(context.text, ","));
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
        let mut field = end + 1;
        while items.get(field).is_some_and(|item| item.is_any(Kinds::DETERMINER) || of(item)) {
            field += 1;
        }
        // "Selon le ministère du Commerce, le commerce a crû": what comes next has its own article.
        let governed = items.get(end + 1..field).is_some_and(|links| links.iter().any(of));
        let word = |at: usize, is: &dyn Fn(&Item) -> bool| items.get(at).is_some_and(|item| item.kind == ItemKind::Word && is(item));
        let known = word(field, &|item| item.is(lexicon, "portfolio") || item.is(lexicon, "area") || item.capital && item.senses.is_empty());
        // "et des Hautes technologies", "et du Développement des infrastructures": a field of several words, written like a name.
        let small = |item: &Item| !item.capital && !item.is_any(Kinds::SMALL) && !item.is_any(Kinds::DETERMINER);
        let wide = !known && governed && word(field, &|item| item.capital && !item.is(lexicon, "role"));
        let adjective = wide && word(field, &|item| item.is_any(Kinds::ADJECTIVE)) && word(field + 1, &small);
        let hung = wide && !adjective && word(field + 1, &of) && word(field + 2, &small);
        if !joined || !governed || !(known || wide) {
            return end;
        }
        end = field + 1 + usize::from(adjective) + if hung { 2 } else { 0 };
    }
}

/// A body that nobody knew before: a noun of bodies with words behind it that are written like a name.
pub fn organisation(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let head = &items[at];
    if !(head.is(lexicon, "org-head") && head.kind == ItemKind::Word) || head.is(lexicon, "side") {
        return None;
    }
    let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
    // "Parti de A": a participle opens the sentence.
    let participle = head.senses.has_tense(Tense::Participle);
    let town = |item: &Item| item.entities().first().is_some_and(|id| id.kind().is_place()) && !item.is_demonym();
    if at == 0 && participle && items.get(1).is_some_and(of) && items.get(2).is_some_and(town) {
        return None;
    }
    // Written small, only a body of a state: "l'agence kazakhe pour l'énergie atomique".
    let field =
        || items.get(at + 1).is_some_and(of) && items.get(at + 2).is_some_and(|item| item.kind == ItemKind::Word && item.capital && !item.is(lexicon, "role"));
    let state = matches!(head.code(lexicon, "org-head"), Some("agency" | "university" | "council" | "commission"))
        && (items.get(at + 1).is_some_and(Item::is_demonym) || field());
    let between = || between(context, items, at).map(|end| (at, end));
    if !head.capital && !state {
        return between();
    }
    let commission = head.code(lexicon, "org-head") == Some("commission");
    // "la Commission mixte intergouvernementale" is a name by itself.
    let alone = || (commission && head.capital && head.span.of(context.text).contains(' ')).then_some((at, at + 1));
    tail(context, items, at, head.capital, commission).or_else(between).or_else(alone)
}

/// What of the words behind the head belongs to the name of a body.
pub fn tail(context: &Context<'_>, items: &[Item], at: usize, capital: bool, commission: bool) -> Option<(usize, usize)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
    // "la Commission mixte pour …" says what it is for; "la Commission nationale pour le développement" is called so.
    let head_is_long = items[at].span.of(context.text).contains(' ');
    let mut plurals = false;
    let mut purpose = false;
    let mut end = at + 1;
    let mut capitals = 0;
    let mut adjectives = 0;
    let mut next = at + 1;
    let mut linked = false;
    let mut joined = false;
    let mut loose = 0;
    while let Some(item) = items.get(next).filter(|_| next - at < LONGEST) {
        let word = item.kind == ItemKind::Word;
        let link = word
            && (of(item)
                || item.is_any(Kinds::DETERMINER)
                || item.value(lexicon, "prep").is_some_and(|prep| ["for", "between", "field"].iter().any(|function| language.has_function(function, prep)))
                || item.code(lexicon, "conj") == Some("and"));
        // "L'Office des statistiques de X l'annonce": an article that no preposition leads to begins something else.
        if link && !linked && item.is_any(Kinds::DETERMINER) && !item.is_any(Kinds::PREPOSITION) {
            break;
        }
        if link && next < end + 3 {
            let and = item.code(lexicon, "conj") == Some("and");
            let after = items.get(next + 1);
            // "la Banque et le ministère": a second article opens a noun phrase of its own; "entre" tells whose body it is.
            let stops = commission && head_is_long && item.value(lexicon, "prep").is_some_and(|prep| language.has_function("for", prep));
            // "promotion des exportations et des investissements": the same preposition again goes on with it.
            // So does a second article behind "pour": "pour le développement et la réforme".
            let parallel =
                and && after.is_some_and(|after| {
                    plurals && of(after) && context.language.is_plural(after.span.of(context.text)) || purpose && after.code(lexicon, "det") == Some("definite")
                }) && items.get(next + 2).is_some_and(|noun| noun.kind == ItemKind::Word && !noun.capital && !is_head(context, noun));
            if parallel {
                linked = true;
                next += 2;
                continue;
            }
            plurals |= of(item) && context.language.is_plural(item.span.of(context.text));
            purpose |= item.value(lexicon, "prep").is_some_and(|prep| language.has_function("for", prep));
            if stops
                || and && after.is_none_or(|after| after.is_any(Kinds::DETERMINER))
                || item.value(lexicon, "prep").is_some_and(|prep| language.has_function("between", prep))
            {
                break;
            }
            joined |= and;
            linked = !and;
            next += 1;
            continue;
        }
        // "la compagnie du chemin de fer A–B": a dash between names goes on with them.
        let dash = matches!(item.span.of(context.text), "–" | "-" | "—") && next == end && next > at + 1;
        if dash && [next - 1, next + 1].iter().all(|at| items.get(*at).is_some_and(|item| matches!(item.kind, ItemKind::Name(_)))) {
            next += 1;
            end = next;
            continue;
        }
        // What is joined by "and" and is a body itself has its own name, as has the body to which a long name belongs.
        if (joined || !capital) && is_head(context, item)
            || linked && end > at + 1 && word && (item.capital && item.is(lexicon, "org-head") || item.is(lexicon, "body"))
        {
            break;
        }
        let name = matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() != EntityKind::Person && (linked || item.hyphen || id.kind() != EntityKind::Organisation)));
        let closed = ["verb", "pron", "rel", "adv", "prep", "det", "sub", "neg", "role"].iter().any(|class| item.is(lexicon, class))
            && !item.is_any(Kinds::NOUN)
            && !item.is_any(Kinds::ADJECTIVE);
        let states = item.code(lexicon, "role").is_some() && linked && !item.capital;
        let plain = word && !closed;
        // What is written small belongs to the name when it hangs on it by a preposition, or as an adjective.
        let small = plain && (linked || ["adj", "area", "portfolio", "org-adj", "gloss"].iter().any(|class| item.is(lexicon, class)));
        // An unknown adjective behind the head or behind a noun that hangs on it.
        let unknown = word && item.senses.is_empty() && !item.capital && next == end && loose < 2;
        // "l'Association des maires du Chili est": the compass point would hang on a preposition.
        let is = !linked && !item.capital && item.is_verb(language, "be");
        // "d'État": a phrase of the lexicon that swallows its preposition.
        let whole = plain && !item.capital && item.span.of(context.text).chars().any(char::is_uppercase);
        if is || !(name || plain && item.capital || small || states || unknown || whole) {
            break;
        }
        loose += usize::from(unknown && !small);
        capitals += usize::from(item.capital && !item.is_demonym());
        adjectives += usize::from(item.is_demonym() || plain && !linked);
        linked = false;
        next += 1;
        end = next;
    }
    let first = at == 0;
    // "la Cour constitutionnelle": an adjective of bodies behind a capital.
    let told = capital && !first && end == at + 2 && items[at + 1].is(lexicon, "org-adj") && !items[at + 1].is_any(Kinds::ADJECTIVE);
    if told {
        return Some((at, end));
    }
    if end == at + 1 || capitals == 0 && (end - at < 3 || first && adjectives == 0) || !capital && end < at + 4 {
        return None;
    }
    Some((at, end))
}

/// "l'université de Liège", "l'institut de technologie de X": written small, called after its town.
pub fn school(context: &Context<'_>, items: &[Item], at: usize, before: Option<&Item>) -> Option<(usize, usize)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let of = |at: usize| items.get(at).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("of", prep));
    let head = items.get(at).filter(|item| item.kind == ItemKind::Word && item.is(lexicon, "school") && !language.is_plural(item.span.of(context.text)))?;
    let one = head.capital || before.is_some_and(|item| item.is(lexicon, "the-one") || item.code(lexicon, "det") == Some("definite"));
    let small = |at: usize| {
        let word =
            |item: &Item| item.kind == ItemKind::Word && !item.capital && !["prep", "det", "conj", "rel", "pron"].iter().any(|class| item.is(lexicon, class));
        items.get(at).is_some_and(word)
    };
    let mut next = at + 1;
    while next < at + 5 && (small(next) || of(next) && small(next + 1)) {
        next += 1;
    }
    let town = |item: &Item| match &item.kind {
        ItemKind::Name(named) => !named.demonym && named.entities.first().is_some_and(|id| id.kind() == EntityKind::City),
        ItemKind::Word => item.capital && item.senses.is_empty(),
        _ => false,
    };
    let end = next + 2;
    let alone = items.get(end).is_none_or(|behind| !behind.hyphen && !(behind.capital && behind.kind == ItemKind::Word));
    (one && alone && of(next) && items.get(next + 1).is_some_and(town)).then_some((at, end))
}

/// "le département du contrôle d'État": written small, with what hangs on it, where somebody heads it.
pub fn office(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let lexicon = &context.language.lexicon;
    let head = items.get(at).filter(|item| item.kind == ItemKind::Word && !item.capital && item.is(lexicon, "office-head"))?;
    let single = !context.language.is_plural(head.span.of(context.text));
    let (_, mut end) = tail(context, items, at, true, false)?;
    // "de cette même administration" points back and is no part of a name.
    let points = |item: &Item| matches!(item.code(lexicon, "det"), Some("demonstrative" | "possessive" | "possessive-many"));
    if let Some(cut) = (at + 1..end).find(|index| points(&items[*index])) {
        end = cut - 1;
    }
    // "le bureau de Rome du groupe X" is called after X.
    let owner = is_head(context, &items[end - 1]) && items.get(end).is_some_and(|item| item.capital && !item.entities().is_empty());
    (single && end > at + 2 && !owner).then_some((at, end))
}

/// Where the name of a body ends that somebody heads: before who does ("le comité d'État des douanes de A X Y"), and past the house that a
/// commission is of ("la commission de la défense de l'Assemblée nationale").
pub fn led(context: &Context<'_>, items: &[Item], start: usize, end: usize) -> usize {
    let language = context.language;
    let lexicon = &language.lexicon;
    let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
    let word = |at: usize| items.get(at).filter(|item| item.capital && !item.hyphen && item.kind == ItemKind::Word && item.senses.is_empty());
    let text = |at: usize| word(at).map(|item| item.span.of(context.text));
    let hangs = |at: usize| items[at].is_any(Kinds::DETERMINER.or(Kinds::PREPOSITION));
    let person = |at: usize| !hangs(at - 1) && text(at).is_some_and(|first| text(at + 1).is_some_and(|last| is_given(first) || is_family(last)));
    if let Some(cut) = (start + 2..end).find(|at| person(*at)) {
        return cut;
    }
    let house = end + items[end..].iter().take_while(|item| of(item) || item.is_any(Kinds::DETERMINER)).count();
    let is_house = |item: &Item| {
        let known = item.entities().first().and_then(|id| context.knowledge.get(id));
        matches!(item.code(lexicon, "body"), Some("parliament" | "senate" | "assembly")) || known.is_some_and(|known| known.entity.subtype == "parliament")
    };
    let commission = matches!(items[start].code(lexicon, "org-head"), Some("commission" | "council"));
    if !(commission && house > end && items.get(house).is_some_and(is_house)) {
        return end;
    }
    country_behind(context, items, house + 1).map_or(house + 1, |(after, _)| after)
}

fn is_head(context: &Context<'_>, item: &Item) -> bool {
    item.kind == ItemKind::Word && ["org-head", "org-lead", "body"].iter().any(|class| item.is(&context.language.lexicon, class))
}

/// "le comité commercial conjoint irano-pakistanais", "la commission mixte entre la Russie et la Turquie": written small, called by the states that it joins.
fn between(context: &Context<'_>, items: &[Item], at: usize) -> Option<usize> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let country = |at: usize| items.get(at).and_then(|item| item.entities().first()).is_some_and(|id| id.kind() == EntityKind::Country);
    if !items[at].is(lexicon, "org-between") {
        return None;
    }
    let mut next = at + 1;
    while next < at + 4
        && items.get(next).is_some_and(|item| {
            item.kind == ItemKind::Word && !item.is_any(Kinds::PREPOSITION) && ["adj", "org-adj", "area"].iter().any(|class| item.is(lexicon, class))
        })
    {
        next += 1;
    }
    // "irano-pakistanais"
    if items.get(next).is_some_and(Item::is_demonym) && country(next) && items.get(next + 1).is_some_and(|item| item.hyphen && item.is_demonym()) {
        return Some(next + 2);
    }
    // "le groupe d'amitié Norvège-Népal"
    let land = |at: usize| items.get(at).is_some_and(|item| !item.is_demonym() && item.entities().first().is_some_and(|id| id.kind().is_place()));
    let dash = usize::from(items.get(next + 1).is_some_and(|item| matches!(item.span.of(context.text), "–" | "-" | "—")));
    if next > at && country(next) && land(next + 1 + dash) && (dash == 1 || items[next + 1].hyphen) {
        return Some(next + 2 + dash);
    }
    items.get(next)?.value(lexicon, "prep").filter(|prep| language.has_function("between", prep))?;
    next += 1;
    let article = |at: usize| at + usize::from(items.get(at).is_some_and(|item| item.is_any(Kinds::DETERMINER)));
    let first = article(next);
    let second = article(first + 2);
    let and = items.get(first + 1).is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
    (country(first) && and && country(second)).then_some(second + 1)
}

/// "NAME/AGENCY" below a picture says whose it is, not what the text speaks of.
pub fn is_credit(context: &Context<'_>, items: &[Item], at: usize, id: &EntityId) -> bool {
    let slash = |item: &Item| item.is_mark(context.text, "/");
    context.knowledge.get(id).is_some_and(|known| known.entity.subtype == "media")
        && at.checked_sub(1).is_some_and(|before| slash(&items[before]) && items[before].span.end == items[at].span.start)
        && !items.get(at + 1).is_some_and(slash)
}

/// "Example.kz": an address of the web.
pub fn site(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let [name, dot, ending] = items.get(at..at + 3)? else { return None };
    let close = name.span.end == dot.span.start && dot.span.end == ending.span.start;
    let word = matches!(name.kind, ItemKind::Word | ItemKind::Name(_));
    (word && close && dot.is_mark(context.text, ".") && ending.is(&context.language.lexicon, "site-ending")).then_some((at, at + 3))
}

/// "le constructeur chinois de voitures électriques X": past what the company does, written small.
pub fn past_trade(context: &Context<'_>, items: &[Item], at: usize) -> Option<usize> {
    let small = |at: &usize| items.get(*at).is_some_and(|item| !item.capital && item.kind == ItemKind::Word && !item.is(&context.language.lexicon, "rel"));
    items.get(at)?.value(&context.language.lexicon, "prep").filter(|prep| context.language.has_function("of", prep))?;
    let end = (at..at + 5).take_while(small).last()? + 1;
    (end > at + 1 && !items.get(end - 1)?.is_any(Kinds::PREPOSITION) && !items[end - 1].is_any(Kinds::DETERMINER)).then_some(end)
}

/// "le géant russe de l'énergie X": a known body behind its trade, and one past it.
pub fn of_trade(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, EntityId)> {
    let lexicon = &context.language.lexicon;
    let lead = |item: &Item| item.kind == ItemKind::Word && item.is(lexicon, "org-lead");
    items.get(at).filter(|item| lead(item))?;
    let trait_ = |item: &&Item| item.is_demonym() && !item.capital || item.kind == ItemKind::Word && item.is_any(Kinds::ADJECTIVE);
    let name = past_trade(context, items, at + 1 + items[at + 1..].iter().take_while(trait_).count())?;
    let id = items.get(name)?.entities().first().filter(|id| id.kind() == EntityKind::Organisation)?;
    (!items[at + 1..name].iter().any(lead)).then(|| (name + 1, id.clone()))
}

/// Past the adjectives that go on with a title: "global et renforcé".
pub fn past_traits(context: &Context<'_>, items: &[Item], at: usize) -> usize {
    let lexicon = &context.language.lexicon;
    let plain = |at: usize| items.get(at).is_some_and(|item| item.kind == ItemKind::Word && !item.capital && !item.is_any(Kinds::PREPOSITION));
    let mut end = at;
    while plain(end) && items[end].is_any(Kinds::ADJECTIVE) && !items[end].is_any(Kinds::VERB) {
        end += 1;
    }
    let and = end > at && items.get(end).is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
    if and && plain(end + 1) && (items[end + 1].is_any(Kinds::ADJECTIVE.or(Kinds::VERB))) { end + 2 } else { end }
}

/// "la plus grande centrale solaire du Caucase": the first of a part of the world, which is not called after it.
pub fn is_first_of(context: &Context<'_>, items: &[Item], head: usize, name: usize) -> bool {
    let place = items.get(name).and_then(|item| item.entities().first()).is_some_and(|id| id.kind() == EntityKind::Place);
    place && (1..=2).any(|back| head >= back && items[head - back].is(&context.language.lexicon, "superlative"))
}
