//! Names of companies and media that no table has, by their shape: "National Gas Company", "la société X", "site.kz", lists.

use crate::{
    knowledge::has_inner_capital,
    lang::Kinds,
    model::EntityKind,
    recognise::{Item, ItemKind},
    resolve::{
        Context,
        names::{has_father, is_family, is_given},
        places::may_be_line,
        shapes::{past_trade, past_traits, tail},
    },
};

/// The longest name, in items.
const LONGEST: usize = 10;

/// A capitalised word that may stand in the name of a company.
fn is_name_word(context: &Context<'_>, item: &Item) -> bool {
    let lexicon = &context.language.lexicon;
    item.capital
        && item.kind == ItemKind::Word
        && (item.senses.iter().all(|sense| Some(sense.class) == lexicon.class("name-word")) || item.is(lexicon, "org-word") && !item.is(lexicon, "acronym"))
}

fn is_country(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| matches!(id.kind(), EntityKind::Country | EntityKind::City | EntityKind::Place)))
}

/// A place, or something built that is called after one.
fn is_site(item: &Item) -> bool {
    is_country(item) || item.entities().first().is_some_and(|id| id.kind() == EntityKind::Infrastructure)
}

fn is_body(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Organisation))
}

fn is_small(context: &Context<'_>, item: &Item) -> bool {
    item.is_mark(context.text, "&") || item.kind == ItemKind::Word && item.is(&context.language.lexicon, "org-small")
}

/// A run of capitalised words, one of which belongs to names of companies: "Danube Gas Company".
pub fn titled(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let lexicon = &context.language.lexicon;
    let the = items.get(at).is_some_and(|item| item.capital && is_small(context, item));
    let known = items.get(at).is_some_and(|item| is_body(item) && item.capital && !item.is_demonym());
    let first = items.get(at).filter(|item| the || known || is_name_word(context, item) || is_site(item) && item.capital && !item.is_demonym())?;
    let mut end = at + usize::from(the || known);
    let mut sign = false;
    // "China Gas Group" where "China Gas" is known: a longer name is another's.
    let mut unknown = known;
    while let Some(item) = items.get(end).filter(|_| end - at < LONGEST) {
        let word = is_name_word(context, item) || sign && goes_on(context, item);
        let joins = |next: &Item| is_name_word(context, next) || is_country(next) || item.is_mark(context.text, "&") && goes_on(context, next);
        let small = is_small(context, item) && items.get(end + 1).is_some_and(joins);
        // "Danube Marine North Terminal": a capital before a word of companies goes on with the name, whatever else the word means.
        let inner = end > at && goes_on(context, item) && items.get(end + 1).is_some_and(|next| next.capital && next.is(lexicon, "org-word"));
        if !(word || inner || small && end > at || is_site(item) && item.capital) {
            break;
        }
        sign |= end > at && item.is(lexicon, "org-word") && !item.hyphen;
        unknown |= word;
        end += 1;
    }
    let named = sign && unknown && end > at + 1 && !(is_country(first) && end == at + 1);
    named.then(|| (at, legal(context, items, end)))
}

/// "Danube Invest", "Bakou Shipyard": the name of a town or country with words behind it that nobody knows is that of a company.
pub fn towned(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let town = items.get(at).filter(|item| is_country(item) && item.capital && !item.hyphen && !item.is_demonym())?;
    let known = matches!(&town.kind, ItemKind::Name(named) if !named.doubtful);
    let before = at.checked_sub(1).map(|before| &items[before]);
    // "à A X", "Sadyr A X": where, or part of another name.
    let where_at = before.and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("where", prep));
    let inside = before.is_some_and(|item| item.capital && item.kind != ItemKind::Mark && item.senses.is_empty());
    let word = |at: usize| {
        items.get(at).is_some_and(|item| {
            let text = item.span.of(context.text);
            is_name_word(context, item) && !item.hyphen && text.chars().count() > 2 && !is_given(text) && !is_family(text) && !has_father(text)
        })
    };
    let end = at + 1 + (at + 1..items.len().min(at + 4)).take_while(|next| word(*next)).count();
    let goes = items.get(end).is_some_and(|next| next.hyphen || next.capital && next.kind != ItemKind::Mark);
    let shouts = town.span.of(context.text).chars().all(char::is_uppercase);
    (known && end > at + 1 && !where_at && !inside && !goes && !shouts && !is_given(town.span.of(context.text))).then_some((at, end))
}

/// Past the legal form behind a company's name: "Co., Ltd".
fn legal(context: &Context<'_>, items: &[Item], at: usize) -> usize {
    let form = |at: usize| items.get(at).is_some_and(|item| item.kind == ItemKind::Word && item.capital && item.is(&context.language.lexicon, "org-legal"));
    let mark = |at: usize, mark: &str| items.get(at).is_some_and(|item| item.is_mark(context.text, mark));
    let mut end = at;
    loop {
        // The full stop of an abbreviation belongs to it where another form follows.
        let mut next = end + usize::from(end > at && mark(end, ".") || end == at && mark(end, "."));
        next += usize::from(mark(next, ","));
        if !form(next) {
            return end;
        }
        end = next + 1;
    }
}

/// The noun of a paper, written with a capital, and the place or body that it is called after: "Déclaration de Samarcande".
/// `before`: the item that stands before it. Whether it is one word with its name, and not a title whose words speak for themselves.
pub fn pact(context: &Context<'_>, items: &[Item], at: usize, before: Option<&Item>) -> Option<(usize, bool)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let head = items.get(at).filter(|item| item.kind == ItemKind::Word && item.is(lexicon, "pact-head"))?;
    // "l'Accord de partenariat global et renforcé": what the lexicon holds as one, written like a name.
    let titled = head.capital && head.is(lexicon, "pact-titled") && before.is_some_and(|item| item.code(lexicon, "det") == Some("definite"));
    let mut next = at + 1;
    if titled {
        return Some((past_traits(context, items, next), false));
    }
    // "la Convention sur le statut juridique de X", "l'Accord de commerce préférentiel"
    let opened = before.is_some_and(|item| item.kind == ItemKind::Word);
    if head.capital && opened && items.get(next).is_some_and(|item| item.is_any(Kinds::PREPOSITION)) {
        let about = items[next].value(lexicon, "prep").is_some_and(|prep| language.has_function("on", prep) && !language.has_function("of", prep));
        let from = if about { next } else { at };
        if let Some((_, end)) = tail(context, items, from, true, false).filter(|(_, end)| *end > at + 2) {
            return Some((end, false));
        }
    }
    while next < at + 3 && items.get(next).is_some_and(|item| item.kind == ItemKind::Word && (item.is_any(Kinds::ADJECTIVE) || item.is(lexicon, "org-adj"))) {
        next += 1;
    }
    // "la déclaration conjointe de Washington" needs no capital; "un accord de Paris" would.
    // "le protocole de X" is one of its kind, "un protocole de X" would not be.
    let one = head.is(lexicon, "pact-small") && before.is_some_and(|item| item.code(lexicon, "det") == Some("definite"));
    if !(head.capital || next > at + 1 || one) || !head.capital && !head.is(lexicon, "pact-small") {
        return None;
    }
    items.get(next)?.value(lexicon, "prep").filter(|prep| language.has_function("of", prep))?;
    next += 1;
    while items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
        next += 1;
    }
    let item = items.get(next)?;
    let ItemKind::Name(named) = &item.kind else { return None };
    let id = named.entities.first()?;
    let town = id.kind() == EntityKind::City || head.capital && matches!(id.kind(), EntityKind::Organisation | EntityKind::Place);
    (town && !named.demonym).then_some((next + 1, true))
}

/// An unknown name behind a noun of companies, media or agencies: "la société russe X", "le quotidien X".
/// So is one behind the adjective of its country alone ("le suédois X"): `nation` says that one stands there.
pub fn led(context: &Context<'_>, items: &[Item], at: usize, nation: bool) -> Option<(usize, usize)> {
    let lexicon = &context.language.lexicon;
    let lead = items.get(at).filter(|item| nation || item.kind == ItemKind::Word && item.is(lexicon, "org-lead"))?;
    let mut next = at + 1;
    while next < at + 6
        && !nation
        && items.get(next).is_some_and(|item| {
            item.is_demonym() && !item.capital
                || item.kind == ItemKind::Word
                    && (item.is_any(Kinds::ADJECTIVE) || item.is(lexicon, "org-adj") || item.is(lexicon, "area") || item.is(lexicon, "org-word"))
                    && !item.capital
                || item.kind == ItemKind::Mark && matches!(item.span.of(context.text), "«" | "\"" | "“")
        })
    {
        next += 1;
    }
    next = past_trade(context, items, next).unwrap_or(next);
    let (start, end) = run(context, items, next)?;
    let one = end - start == 1;
    // "la société d'X": a preposition would stand between; "le groupe Y de Z" is a name; a given name with another is a person.
    let person = !one && is_given(items[start].span.of(context.text));
    (!person && (!lead.capital || !one)).then_some((start, end))
}

/// "le suédois X": the adjective of a country alone before an unknown name; of a person it would be written with a capital.
pub fn is_nation(context: &Context<'_>, items: &[Item], at: usize) -> bool {
    let the = || at > 0 && items[at - 1].code(&context.language.lexicon, "det") == Some("definite");
    items[at].is_demonym() && !items[at].capital && the() && run(context, items, at + 1).is_some()
}

/// Words of these classes stand in no name of a company.
const CLOSED: [&str; 9] = ["prep", "det", "conj", "pron", "role", "honorific", "body", "org-head", "month"];

/// Whether a word with a capital may go on with a name, whatever else it means.
fn goes_on(context: &Context<'_>, item: &Item) -> bool {
    item.capital && item.kind == ItemKind::Word && CLOSED.iter().all(|class| !item.is(&context.language.lexicon, class))
}

/// Where the name of a body begins that somebody heads by a noun of one of some classes: behind "le directeur général de", "la rectrice de l'".
pub fn led_body(context: &Context<'_>, items: &[Item], at: usize, head: impl Fn(&Item) -> bool) -> Option<usize> {
    let lexicon = &context.language.lexicon;
    let plain = |at: usize, is: &dyn Fn(&Item) -> bool| items.get(at).is_some_and(|item| item.kind == ItemKind::Word && is(item));
    // "qui préside l'assemblée de"; what is a form of the verb may be the noun as well.
    let language = context.language;
    let of = |at: usize| items.get(at).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("of", prep));
    if items.get(at).is_some_and(|item| item.is_verb(language, "lead")) && !of(at + 1) {
        return Some((at + 1..items.len()).find(|next| !plain(*next, &|item| item.is_any(Kinds::DETERMINER.or(Kinds::ADVERB)))).unwrap_or(at + 1));
    }
    if !plain(at, &head) {
        return None;
    }
    let mut next = at + 1;
    while plain(next, &|item| item.is(lexicon, "role-adjunct") || item.is_any(Kinds::ADJECTIVE)) {
        next += 1;
    }
    items.get(next)?.value(lexicon, "prep").filter(|prep| context.language.has_function("of", prep))?;
    next += 1;
    while plain(next, &|item| item.is_any(Kinds::DETERMINER)) {
        next += 1;
    }
    Some(next)
}

/// The name of a body that somebody heads: an unknown name ("Danube Cargo"), or a common noun of bodies with its place ("université de X").
pub fn headed(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let lexicon = &context.language.lexicon;
    let first = items.get(at)?;
    if first.kind == ItemKind::Word && !first.capital && ["org-head", "house-head"].iter().any(|class| first.is(lexicon, class)) {
        let mut next = at + 1;
        while items.get(next).is_some_and(|item| {
            item.kind == ItemKind::Word && ["adj", "org-adj", "area"].iter().any(|class| item.is(lexicon, class)) && !item.is_any(Kinds::PREPOSITION)
        }) {
            next += 1;
        }
        items.get(next)?.value(lexicon, "prep").filter(|prep| context.language.has_function("of", prep))?;
        next += 1;
        while items.get(next).is_some_and(|item| item.kind == ItemKind::Word && item.is_any(Kinds::DETERMINER)) {
            next += 1;
        }
        return items.get(next).filter(|item| is_country(item) && !item.is_demonym()).map(|_| (at, next + 1));
    }
    run(context, items, at).filter(|(start, end)| end - start == 1 || !is_given(items[*start].span.of(context.text)))
}

/// A run of unknown capitalised words.
pub fn run(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    let mut unknown = false;
    while let Some(item) = items.get(end).filter(|_| end - at < LONGEST) {
        let small = is_small(context, item) && end > at && items.get(end + 1).is_some_and(|next| is_name_word(context, next));
        // "Kyoto Plaza", "Danube Istanbul"
        let place = is_country(item) && !item.is_demonym() && (end > at || items.get(end + 1).is_some_and(|next| is_name_word(context, next)));
        // "Parsian Cargo": a capital behind an unknown word goes on with the name, whatever else the word means.
        let word = end > at && unknown && goes_on(context, item);
        if !(is_name_word(context, item) || small || place || word) {
            break;
        }
        unknown |= is_name_word(context, item);
        end += 1;
    }
    (unknown && end > at).then_some((at, end))
}

/// Three unknown names or more in a row, behind a plural of companies in the same sentence.
pub fn listed(context: &Context<'_>, items: &[Item]) -> Vec<(usize, usize)> {
    let lexicon = &context.language.lexicon;
    let plural = |item: &Item| item.kind == ItemKind::Word && item.is(lexicon, "org-lead") && context.language.is_plural(item.span.of(context.text));
    let Some(from) = items.iter().position(plural) else { return Vec::new() };
    let mut best: Vec<(usize, usize)> = Vec::new();
    let mut at = from + 1;
    while at < items.len() {
        let mut list = Vec::new();
        let mut next = at;
        while let Some((start, end)) = run(context, items, next).filter(|(start, end)| end - start < 5) {
            list.push((start, end));
            next = end;
            if items.get(next).is_some_and(|item| item.is_mark(context.text, ",") || item.code(lexicon, "conj") == Some("and")) {
                next += 1;
            } else {
                break;
            }
        }
        // "des entreprises, dont X et Y"
        let such = || items[at - 1].value(lexicon, "prep").is_some_and(|prep| context.language.has_function("such-as", prep));
        if (list.len() >= 3 || such()) && list.iter().all(|(start, end)| end - start == 1 || !is_given(items[*start].span.of(context.text))) {
            best.append(&mut list);
        }
        at = next.max(at + 1);
    }
    best
}

/// "JCDecaux": several capitals, and small letters behind them; of "ONGs" the small one is a plural's.
fn begins_in_capitals(name: &str) -> bool {
    let capitals = name.chars().take_while(|letter| letter.is_uppercase()).count();
    capitals > 1 && name.chars().skip(capitals).all(char::is_lowercase) && name.chars().count() > capitals + 1
}

/// How names of people begin that have a capital inside.
const SCOTS: [&str; 8] = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz"];

/// Whether a word that is written like a name and is none stands right before.
fn alone_behind(items: &[Item], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| items[before].kind == ItemKind::Word && items[before].senses.is_empty())
}

/// Whether an unknown word is the name of a body: an acronym, or what a report names as its source.
pub fn is_source(context: &Context<'_>, items: &[Item], at: usize, out: &[Item]) -> bool {
    let language = context.language;
    let lexicon = &language.lexicon;
    let surface = items[at].span.of(context.text);
    if items.get(at + 1).is_some_and(|next| next.hyphen) || items[at].hyphen {
        return false;
    }
    let letters = surface.chars().count();
    // "normes sanitaires (SPS)": short for what stands before the bracket, which is no body.
    let gloss = out.last().is_some_and(|item| item.is_mark(context.text, "("))
        && items.get(at + 1).is_some_and(|item| item.is_mark(context.text, ")"))
        && out.iter().rev().nth(1).is_some_and(|item| item.kind == ItemKind::Word && !item.capital);
    if gloss {
        return false;
    }
    // "TSUKAMOTO Kenji": somebody's family name before the given one.
    let shouted = items.get(at + 1).is_some_and(|next| next.capital && is_given(next.span.of(context.text)));
    let acronym = (3..=9).contains(&letters) && surface.chars().all(char::is_uppercase) && !shouted;
    // "KazAgroTrans": no word but the name of a company has a capital inside.
    let inner = letters > 4 && (has_inner_capital(surface) || begins_in_capitals(surface)) && !SCOTS.iter().any(|start| surface.starts_with(start));
    if inner && !(alone_behind(items, at) && items[at - 1].capital) {
        return true;
    }
    let before = out.last();
    let alone = !items.get(at + 1).is_some_and(|next| next.capital);
    // "Source : X"
    let credited = out.len() > 1
        && before.is_some_and(|item| item.is_mark(context.text, ":"))
        && out.get(out.len() - 2).is_some_and(|item| item.is(lexicon, "source-lead"));
    let according = credited || before.and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("according", prep));
    let reports = before.and_then(|item| item.value(lexicon, "verb")).is_some_and(|lemma| language.verb_is(lemma, "report"));
    acronym || alone && letters > 2 && (according || reports)
}

/// Whether an unknown word is the name of a town: where something is held or built ("s'est tenue à X"), or what a land is told of
/// ("à X, en Y", "à X (Y)").
pub fn is_town(context: &Context<'_>, items: &[Item], at: usize, out: &[Item]) -> bool {
    let language = context.language;
    let lexicon = &language.lexicon;
    let surface = items[at].span.of(context.text);
    // "par A, X et B": in a list of towns.
    let and = |item: Option<&Item>| item.is_some_and(|item| item.is_mark(context.text, ",") || item.code(lexicon, "conj") == Some("and"));
    let town = |item: Option<&Item>| item.and_then(|item| item.entities().first()).is_some_and(|id| id.kind() == EntityKind::City);
    let behind = items.get(at + 1);
    let listed = and(out.last())
        && town(out.iter().rev().nth(1))
        && (and(behind) || behind.is_none_or(|item| item.kind == ItemKind::Mark || item.is_any(Kinds::PREPOSITION)))
        && out.iter().rev().take(8).any(|item| {
            item.value(lexicon, "prep").is_some_and(|prep| ["through", "between", "where"].iter().any(|function| language.has_function(function, prep)))
                || item.value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "course"))
        });
    let honours = out.iter().rev().nth(1).is_some_and(|item| item.is(lexicon, "honour")); // "un monument à X"
    let stops = !listed && is_on_way(context, out);
    let at_it = listed || stops || out.last().and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("bare", prep));
    let joined = items[at].hyphen || items.get(at + 1).is_some_and(|next| next.hyphen || next.capital && next.kind != ItemKind::Mark);
    let letters = surface.chars().count();
    if !at_it
        || joined
        || honours
        || letters < if listed || stops { 3 } else { 4 }
        || surface.chars().nth(1).is_some_and(char::is_uppercase)
        || is_given(surface)
    {
        return false;
    }
    let mark = |at: usize, mark: &str| items.get(at).is_some_and(|item| item.is_mark(context.text, mark));
    let land = |at: usize| items.get(at).is_some_and(is_country);
    let function = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| language.has_function(function, prep));
    let placed = mark(at + 1, ",") && items.get(at + 2).is_some_and(|item| function(item, "where")) && (at + 3..at + 8).any(land);
    let told = mark(at + 1, "(") && land(at + 2);
    let held = |item: &Item| {
        let is = |lemma| ["happen", "locate", "build", "gather", "leave"].iter().any(|group| language.verb_is(lemma, group));
        item.value(lexicon, "verb").is_some_and(is) || item.is(lexicon, "project-kind")
    };
    listed || stops || placed || told || out.iter().rev().skip(1).take(3).any(held)
}

/// Verbs that tell of the way of a line.
const GOING: [&str; 8] = ["course", "link", "depart", "arrive", "leave", "start", "come-to-end", "convey"];

/// Whether what stands next is where a line runs that was named before: "le corridor A se termine à", "passe par", "relie".
fn is_on_way(context: &Context<'_>, out: &[Item]) -> bool {
    let language = context.language;
    let lexicon = &language.lexicon;
    let goes = |item: &Item| item.value(lexicon, "verb").is_some_and(|lemma| GOING.iter().any(|group| language.verb_is(lemma, group)));
    let Some((last, before)) = out.split_last() else { return false };
    let is = |function: &str| last.value(lexicon, "prep").is_some_and(|prep| language.has_function(function, prep));
    // "achemine le brut de A", "court sous la mer B de A à C"
    let place = |item: &Item| item.entities().first().is_some_and(|id| id.kind() == EntityKind::Place) && !item.is_demonym();
    let sets_out = |item: &Item| goes(item) || item.is(lexicon, "carried") || place(item);
    let leads = ["through", "toward", "until", "onward", "between"].iter().any(|function| is(function))
        || is("from") && (!is("of") || before.last().is_some_and(sets_out));
    let verb = if leads { before.iter().rposition(|item| item.kind == ItemKind::Word && item.is_any(Kinds::VERB)) } else { Some(out.len() - 1) };
    let line = |item: &Item| item.entities().iter().any(|id| may_be_line(context, id));
    verb.filter(|verb| goes(&out[*verb]) && out.len() - verb < REACH).is_some_and(|verb| out[..verb].iter().any(line))
}

/// So many items at most stand between the verb of a way and a stop on it.
const REACH: usize = 12;
