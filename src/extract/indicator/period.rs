//! The time that a figure is claimed for, and the time that a change is measured against.

use super::{Figure, Sight, dimension::is_dimension, signs::note};
use crate::{
    extract::chunk::{Chunk, ChunkKind, VerbGroup},
    lang::Tense,
    model::{Point, When},
    recognise::{DateMention, Item, ItemKind},
};

/// What is counted over a time.
const SUMMED: [&str; 12] = [
    "trade-turnover",
    "exports",
    "imports",
    "freight-volume",
    "containers",
    "trains",
    "passengers",
    "production",
    "other:balance",
    "other:vehicles",
    "other:supply",
    "other:tourists",
];

/// A statistics of flows goes on over so many sentences without a figure.
const NEAR: usize = 4;

impl Sight<'_> {
    /// The period of the figure, what a change is measured against, and whether the period is only that of the whole report.
    pub(super) fn periods(&self, measure: &str, modality: &str, change: bool) -> (Option<When>, Option<When>, bool) {
        let chunks = self.scene.chunks();
        let here = self.chunk;
        let mut base = None;
        // The nearest, and whether that stands behind another figure.
        let (mut best, mut beyond): (Option<(usize, When)>, bool) = (None, false);
        // The time of the next figure: "ont bondi de 31 % pour atteindre 15 milliards en 2023".
        let mut next = None;
        // The time of a figure before it in its clause, read or not.
        let mut passed = None;
        // Whether the sentence has a time that is not on the calendar.
        let mut open = false;
        let summed = SUMMED.contains(&measure);
        for (index, chunk) in chunks.iter().enumerate() {
            let date = match &chunk.kind {
                ChunkKind::Date(date) => date,
                // "avaient, en 2024, progressé"
                ChunkKind::Verb(_) => {
                    let Some(date) = self.date_within(chunk) else { continue };
                    date
                }
                ChunkKind::Noun(noun) if noun.quantity.is_some() && index != here && summed && modality == "actual" => {
                    // "tandis que sur neuf mois elles ont atteint 5 milliards"
                    let wall = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_));
                    let Some(when) = self.months_of_year(index).filter(|_| index < here || !chunks[here..index].iter().any(wall)) else { continue };
                    let distance = here.abs_diff(index) + usize::from(index > here) * 2;
                    if best.is_none_or(|(known, _)| distance <= known) {
                        (best, beyond) = (Some((distance, when)), false);
                    }
                    continue;
                }
                _ => continue,
            };
            if self.is_of_other_calendar(chunk) || self.is_of_paper(index) || index < here && self.inserted(chunk.start) {
                continue;
            }
            let since = self.is_since(chunk.start);
            let placed = self.reader.when(date).map(counted).map(|when| if summed { self.to_end_of(date, chunk.start, when) } else { when });
            let Some(when) = (if since { placed.and_then(|when| self.until_now(date, when)) } else { placed }) else {
                open |= !date.is_day();
                continue;
            };
            let past = || self.reader.calendar.published().is_some_and(|now| when.last_day() <= now.last_day());
            let news = !since && self.is_day_of_news(date, chunk.start, if past() { "actual" } else { modality });
            if date.deadline && modality == "actual" || news {
                continue;
            }
            // "un niveau inédit depuis 2011", "12 millions de tonnes et a suspendu jusqu'au 31 décembre les achats": told by the way or of what is done next.
            if index > here && self.is_told_apart(index, since) {
                continue;
            }
            // "s'est établi à 6 milliards, alors qu'en 2023 il était de 7": of the figure of the clause that it stands in.
            if index > here && self.is_of_next_clause(index) {
                next = next.or(Some(when));
                continue;
            }
            let owner = self.owner(index);
            if change && index > here && self.is_set_against(index, date) {
                base = base.or(Some(when));
                continue;
            }
            // "seront doublées, rappelant que l'accord a été prolongé", "traite aujourd'hui 15 tonnes, sera porté à 25": what comes is not of now.
            let over = || self.reader.calendar.published().is_some_and(|now| when.last_day() < now.first_day());
            let wanted = matches!(modality, "target" | "planned" | "forecast");
            let today = || date.is_day() && self.reader.calendar.published().is_some_and(|now| when.last_day() == now.last_day());
            if wanted && (index > here && owner.is_none() && over() && !self.was_aimed_for(chunk.start) || today()) {
                continue;
            }
            // "traite 15 tonnes par an et sera agrandi en 2027": when what is to come does.
            let ahead = |chunk: &Chunk| chunk.verb().is_some_and(|verb| verb.tense == Tense::Future);
            if modality == "actual" && index > here && chunks[here..index].iter().any(ahead) {
                continue;
            }
            // "En 2022, ils se sont fixé 5 milliards": when it was set, not by when it is to come.
            if index < here && modality == "target" && owner != Some(here) && over() && !self.was_aimed_for(chunk.start) {
                continue;
            }
            // "contre 26 millions de tonnes et 16 quintaux à l'hectare en 2024": of both.
            let both = || {
                let against = self.at > 0 && self.sign(self.at - 1).says(note::COMPARE);
                // "respectivement 15 et 9 milliards en 2024"
                let ordered = |owner: usize| self.order().is_some_and(|(row, _)| row.iter().any(|index| self.signs.chunk[*index] == owner));
                owner.is_some_and(|owner| {
                    (against || ordered(owner))
                        && owner > here
                        && owner - here <= 6
                        && chunks[here..owner].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Conjunction(_)))
                })
            };
            if owner == Some(here) || both() {
                return (Some(when), base.or_else(|| self.against(index)), false);
            }
            if self.compares(index) && !self.is_of_relative(index) {
                if index > here && base.is_none() {
                    base = Some(when);
                }
                // "par rapport à 2022 (4 milliards)"
                if index + 2 == here && matches!(chunks[index + 1].kind, ChunkKind::Open) {
                    return (Some(when), None, false);
                }
                continue;
            }
            if owner.is_some() {
                let (from, to) = (index.min(here), index.max(here));
                let apart = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_));
                let verb = || chunks[from..to].iter().any(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite));
                let whose = || chunks[from..to].iter().any(|chunk| chunk.preposition().is_some() && self.has_function(chunk.start, "whose"));
                let wall = chunks[from..to].iter().any(apart) || whose() && verb();
                next = next.or_else(|| Some(when).filter(|_| index > here && !wall));
                passed = Some(when).filter(|_| index < here && !wall && measure != "price/cost").or(passed);
                continue;
            }
            // How long or dear a thing is holds for no year of the sentence; by when it is wanted does.
            let lasting = matches!(measure, "length" | "price/cost" | "duration" | "other:distance") || measure == "other:capacity" && !self.is_reached();
            if (lasting || is_dimension(measure)) && !date.deadline {
                continue;
            }
            let (from, to) = (index.min(here), index.max(here));
            let crossed = chunks[(from + 1).min(to)..to].iter().filter(|chunk| chunk.noun().is_some_and(|noun| noun.quantity.is_some())).count();
            let bracket_wall =
                usize::from(self.bracket().is_none() && index > here && chunks[from..to].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Open)));
            let stops = chunks[from..to].iter().filter(|chunk| matches!(chunk.kind, ChunkKind::Stop)).count();
            // "vise 10 millions en 2027, alors que 4 millions ont été transportées en 2024"
            let clauses = chunks[from..to].iter().filter(|chunk| index < here && matches!(chunk.kind, ChunkKind::Subordinator(_))).count();
            let distance =
                (to - from) + clauses * 6 + crossed * if index > here { 12 } else { 4 } + bracket_wall * 30 + stops * 12 + usize::from(index > here) * 2;
            if best.is_none_or(|(known, _)| distance < known) {
                best = Some((distance, when));
                beyond = index > here && crossed > 0;
            }
        }
        let previous = self.previous.and_then(|previous| previous.period);
        // "…, en hausse de 5 %": of the same time as the level.
        if change && let Some(previous) = previous.filter(|_| best.is_none_or(|(distance, _)| distance > 6)) {
            return (Some(previous), base, false);
        }
        // "ont crû de 5 % en 2023 pour atteindre 4 milliards, et 6 milliards sont visés pour 2025": as the figure before rather than the next.
        // "contre 26 milliards et 16 % en 2024": not as what it is set against.
        let against = (1..=2).any(|back| self.at.checked_sub(back).is_some_and(|before| self.sign(before).says(note::COMPARE)));
        let best = best.filter(|_| !beyond || against || modality != "actual" || previous.or(passed).is_none());
        // An aim has only the time that stands beside it.
        let far = |distance: usize| matches!(modality, "target" | "planned") && distance > 14 && self.cleft().is_none();
        let best = best.filter(|(distance, _)| !far(*distance));
        // "la même année", unless a change is measured against it.
        let same = (0..self.items().len()).any(|index| {
            self.sign(index).says(note::SAME_TIME) && !(1..=4).any(|back| index.checked_sub(back).is_some_and(|before| self.sign(before).says(note::COMPARE)))
        });
        if same && best.is_none() && previous.is_none() {
            return (self.before.and_then(|before| before.period), base, false);
        }
        let flow = |measure: &str| SUMMED.contains(&measure) || measure == "other:share";
        let wanted = matches!(modality, "target" | "planned" | "forecast");
        let carried = || {
            // In one paragraph figures go on for the period last named, and so do those of one sentence.
            let goes_on = |before: &&Figure| before.measure == measure || flow(&before.measure) && flow(measure);
            previous
                .filter(|_| self.previous.is_some_and(|previous| (previous.modality == "actual") == (modality == "actual")))
                .or_else(|| passed.filter(|_| modality == "actual"))
                .or_else(|| self.aim().filter(|_| wanted))
                .or_else(|| {
                    self.before
                        .filter(|_| (self.paragraph || self.age <= NEAR && !self.is_yearly()) && modality == "actual")
                        .filter(|before| !matches!(before.modality.as_str(), "target" | "planned" | "forecast"))
                        .filter(goes_on)
                        .filter(|before| !before.is_of_way() && !self.is_until_now(before.period))
                        .and_then(|before| before.period)
                        .filter(|when| self.paragraph || !self.times.is_before_report(*when))
                })
                // "Parmi celles-ci, 2,6 millions …": as the forecast before, and growth as that some sentences before.
                .or_else(|| {
                    let guess = |before: &&Figure| modality == "forecast" && before.modality == "forecast";
                    let near = self.paragraph && self.close || measure == "gdp" && self.age <= NEAR;
                    self.before.filter(|_| near).filter(guess).filter(goes_on).and_then(|before| before.period)
                })
                .or_else(|| self.times.spoken(self.scene.sentence.paragraph).filter(|_| modality == "actual" && (flow(measure) || measure == "investment")))
        };
        let report = || self.times.report(self.reader, self.items()).filter(|_| modality == "actual" && flow(measure) && !self.is_yearly());
        // "En huit mois": counted from the beginning of the year, whatever the sentence before was for.
        let counted = || report().filter(|when| when.until.is_some() && self.is_of_months());
        if (open || against) && best.is_none() {
            return (None, base, false);
        }
        // "Il y a 30 ans, …. A a investi 40 % de plus qu'en 2023": what another sentence tells is of something else where it was over before.
        // "leur commerce, actuellement de 60 milliards": of no time told before.
        let now = modality == "actual" && best.is_none() && self.is_of_now();
        let fits =
            |when: &When| !now && !base.filter(|_| change).is_some_and(|base| when.last_day().zip(base.first_day()).is_some_and(|(last, first)| last < first));
        let period = best.map(|(_, when)| when).or_else(counted).or_else(|| carried().filter(fits)).or_else(|| next.filter(|_| change));
        (period.or_else(|| report().filter(fits)), base, period.is_none())
    }

    /// "est passé de 1,5 à 2,2 milliards entre 2020 et 2024": of two years the one that the level is of, and that of the lower end.
    pub(super) fn ends_of_way(&self, when: When, change: bool) -> (Option<When>, Option<When>) {
        let When { from: from @ Point::Year(_), until: Some(until @ Point::Year(_)) } = when else { return (Some(when), None) };
        let leaves = |figure: usize| figure.checked_sub(1).is_some_and(|before| self.has_function(before, "of"));
        // "ont triplé entre 2017 et 2022": in the one year against the other, unless it is so much in each.
        if change && self.quantity.low.is_none() && !self.is_yearly() && !self.is_average() {
            return (Some(When::at(until)), Some(When::at(from)));
        }
        if self.quantity.low.is_some() && self.moves() {
            (Some(When::at(until)), Some(When::at(from)))
        } else if leaves(self.at) && self.is_passage() {
            (Some(When::at(from)), None)
        } else if self.previous.is_some_and(|previous| previous.change.is_some() && previous.period == Some(when)) {
            // "ont doublé entre 2019 et 2023 pour atteindre 4 milliards": reached at the end.
            (Some(When::at(until)), None)
        } else if self.comes_to() && self.at.checked_sub(2).is_some_and(|back| self.read == Some(back) && leaves(back)) {
            (Some(When::at(until)), None)
        } else {
            (Some(when), None)
        }
    }

    /// "tablait pour 2024 sur 5 millions", "visait 5 millions en 2024": whether an aim of a time that is over was for that time.
    fn was_aimed_for(&self, date: usize) -> bool {
        date.checked_sub(1).is_some_and(|before| self.has_function(before, "for")) || self.is_background()
    }

    /// "en moyenne annuelle": whether the words around the figure say that it is so much in each year.
    fn is_average(&self) -> bool {
        let near = self.at.saturating_sub(8)..self.items().len().min(self.at + 4);
        self.items()[near].iter().any(|item| item.is(&self.reader.language.lexicon, "average-word"))
    }

    /// "a crû de 116 % entre 2013 et 2024, avec une hausse annuelle moyenne de 7 %": of all the years between.
    pub(super) fn averaged(&self, period: Option<When>, base: Option<When>) -> (Option<When>, Option<When>) {
        let told = self.previous.or(self.before.filter(|_| self.close)).filter(|told| told.change.is_some() && told.period == period);
        match (told.and_then(|told| told.base), period) {
            (Some(When { from: from @ Point::Year(_), until: None }), Some(When { from: until @ Point::Year(_), until: None })) if self.is_average() => {
                (Some(When::between(from, until)), None)
            }
            _ => (period, base),
        }
    }

    /// "à fin juillet": flows are summed up from the beginning of the year.
    fn to_end_of(&self, said: &DateMention, at: usize, when: When) -> When {
        let until = said.from.modifier == Some("END") && said.until.is_none() && at > 0 && self.has_function(at - 1, "at");
        // "5 milliards à fin juillet, contre 4 un an plus tôt"
        let before = self.previous.and_then(|previous| previous.period);
        if let (Point::Month(year, last), None, Some(When { from: Point::Month(next, 1), until: Some(Point::Month(_, end)) })) = (when.from, when.until, before)
            && next == year + 1
            && last == end
        {
            return When::between(Point::Month(year, 1), when.from);
        }
        match when.from {
            Point::Month(year, 2..) if until && when.until.is_none() => When::between(Point::Month(year, 1), when.from),
            _ => when,
        }
    }

    /// The date that is put in between the words of a verb.
    fn date_within(&self, chunk: &Chunk) -> Option<&DateMention> {
        let mut within = self.items()[chunk.start..chunk.end].iter().skip(2);
        within.find_map(|item| if let ItemKind::Date(date) = &item.kind { Some(&**date) } else { None })
    }

    /// "sur neuf mois": the first months of the year, where the report tells of which.
    fn months_of_year(&self, chunk: usize) -> Option<When> {
        let chunk = &self.scene.chunks()[chunk];
        let at = (chunk.start..chunk.end).find(|index| self.is_time(*index))?;
        let ItemKind::Quantity(quantity) = &self.items()[at].kind else { return None };
        let months = (quantity.unit.as_deref() == Some("months") && (2.0..12.0).contains(&quantity.value)).then_some(quantity.value as u8)?;
        let over = |index: usize| ["spanning", "during", "taking"].iter().any(|function| self.has_function(index, function));
        // "sur cette même période de sept mois"
        let same = |index: usize| self.has_function(index, "of") && index > 0 && self.sign(index - 1).says(note::SAME_TIME);
        at.checked_sub(1).filter(|before| over(*before) || same(*before))?;
        self.times.months(self.reader, months)
    }

    /// "Pour 2025, 5 millions de tonnes sont attendus. 2 millions seront du pétrole": when what is wanted here is wanted, told right before.
    fn aim(&self) -> Option<When> {
        if self.scene.chunks().iter().any(|chunk| matches!(chunk.kind, ChunkKind::Date(_))) {
            return None;
        }
        let before = self.before.filter(|before| self.paragraph && self.close && matches!(before.modality.as_str(), "target" | "planned" | "forecast"));
        let told = || self.times.aim(self.scene.sentence.paragraph).filter(|_| self.sign(0).det == Some("demonstrative"));
        before.and_then(|before| before.period).or_else(told)
    }

    /// "avaient progressé", "était de": told as what went before.
    pub(super) fn is_background(&self) -> bool {
        let Some(verb) = self.ruler() else { return false };
        let chunk = &self.scene.chunks()[verb];
        let imperfect = |item: &Item| item.senses.has_tense(Tense::Imperfect);
        chunk.verb().is_some_and(|verb| verb.tense == Tense::Imperfect) || self.items()[chunk.start..chunk.end].iter().any(imperfect)
    }

    /// Whether the sentence begins with a count of months.
    fn is_of_months(&self) -> bool {
        let months = |item: &Item| matches!(&item.kind, ItemKind::Quantity(quantity) if quantity.unit.as_deref() == Some("months"));
        self.items().iter().take(3).any(months)
    }

    /// Whether a subordinate clause begins between the figure and a date behind it, and has a figure behind that.
    fn is_of_next_clause(&self, date: usize) -> bool {
        let chunks = self.scene.chunks();
        let opens = chunks[self.chunk..date].iter().rposition(|chunk| matches!(chunk.kind, ChunkKind::Subordinator(_))).map(|at| at + self.chunk);
        let figure = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.quantity.is_some());
        opens.is_some_and(|opens| {
            !chunks[opens..date].iter().any(figure)
                && chunks[date..].iter().take_while(|chunk| !matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Subordinator(_))).any(figure)
        })
    }

    /// The figure that a date belongs to: the one right before it ("4,2 milliards en 2023").
    fn owner(&self, date: usize) -> Option<usize> {
        let chunks = self.scene.chunks();
        // "26 milliards, et en 2023 de 27,8": of what comes.
        let before = |back: usize| chunks[date].start.checked_sub(back);
        let joined = (1..=2).any(|back| before(back).is_some_and(|item| self.items()[item].is(&self.reader.language.lexicon, "conj")));
        let next = || (date + 1..chunks.len().min(date + 3)).find(|next| chunks[*next].noun().is_some_and(|noun| noun.quantity.is_some()));
        if let Some(next) = joined.then(next).flatten() {
            return Some(next);
        }
        let mut index = date;
        while index > 0 {
            index -= 1;
            match &chunks[index].kind {
                ChunkKind::Preposition(_) | ChunkKind::Other => {
                    // "par rapport à 2023", "contre 2023"
                    if (chunks[index].start..chunks[index].end)
                        .any(|item| self.sign(item).says(note::COMPARE | note::THAT) || self.items()[item].is(&self.reader.language.lexicon, "times-more"))
                    {
                        return None;
                    }
                }
                _ if self.sign(chunks[date].start).says(note::COMPARE) => return None,
                ChunkKind::Noun(noun) if noun.quantity.is_some() => {
                    // What a change is measured against stands behind it too: "5 % de plus qu'en 2023".
                    let between = chunks[index].start..chunks[date].start;
                    let against = between.clone().skip(1).any(|item| self.sign(item).says(note::COMPARE | note::THAT));
                    return (!against).then_some(index);
                }
                // "2 600 tonnes d'uranium en 2023": what the figure counts stands between.
                ChunkKind::Noun(_) if index >= 2 && self.counts_of(index) => index -= 1,
                _ => return None,
            }
        }
        None
    }

    /// A day, where a figure of trade or freight is for months and years.
    fn is_day_of_news(&self, date: &DateMention, at: usize, modality: &str) -> bool {
        // "au 31 décembre 2024": up to that day.
        let as_of = at.checked_sub(1).is_some_and(|before| self.items()[before].is(&self.reader.language.lexicon, "as-of"));
        let day = date.is_day() && !as_of;
        day && !matches!(modality, "target" | "planned" | "forecast") || day && date.from.weekday.is_some()
    }

    /// "les deux premiers mois de l'année iranienne": whether what stands there is of another calendar.
    fn is_of_other_calendar(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Date(date) = &chunk.kind else { return false };
        let year = matches!(date.placed, Some(When { from: Point::Year(_), until: None }));
        !year && self.items().get(chunk.end).is_some_and(|item| item.is(&self.reader.language.lexicon, "other-calendar"))
    }
}

/// As figures are counted: a year of the solar Hijri calendar runs from March to March, and three months are a quarter.
pub(super) fn counted(when: When) -> When {
    match when {
        When { from: Point::Year(year @ 1350..1450), until: None } => When::between(Point::Month(year + 621, 3), Point::Month(year + 622, 3)),
        When { from: Point::Month(year, first @ (1 | 4 | 7 | 10)), until: Some(Point::Month(same, last)) } if year == same && last == first + 2 => {
            When::at(Point::Quarter(year, last / 3))
        }
        other => other,
    }
}
