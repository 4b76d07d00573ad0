//! Who holds an office that the text names without a name: whom the document tells it of, or whom knowledge does.

use crate::{
    knowledge::Tenure,
    lang::normalised,
    model::{EntityId, EntityKind, Span, When},
    recognise::Reference,
    resolve::{Cast, OfficeMention, cast::same_role, references::References, roles::RoleExpression},
};

/// So many words of an office may tell that it is a woman's.
const OPENING: usize = 3;

impl References<'_> {
    /// Whether a tenure runs when the text is written; where that is not known, whether it still runs.
    fn in_office(&self, tenure: &Tenure) -> bool {
        let day = |when: Option<When>| when.and_then(When::first_day);
        match day(self.context.published) {
            Some(today) => day(tenure.start).is_none_or(|start| start <= today) && tenure.end.and_then(When::last_day).is_none_or(|end| today <= end),
            None => tenure.end.is_none(),
        }
    }

    /// Who was named last and is known to hold an office of which the text tells neither holder nor state: "La visite de X … Le chef de l'État a reçu Y".
    fn known_holder(&self, expression: &RoleExpression, role: &str) -> Option<&Tenure> {
        let plain = expression.article && !expression.owned && expression.posted.is_none() && expression.served.is_none() && !expression.plural;
        let first = matches!(role, "president" | "head-of-state" | "prime-minister" | "minister");
        let fits = |tenure: &&Tenure| {
            same_role(role, &tenure.role) && expression.portfolio.as_deref().is_none_or(|portfolio| portfolio == tenure.portfolio) && self.in_office(tenure)
        };
        let holds = |person: &EntityId| self.context.knowledge.tenures(person).find(fits);
        let mut known = self.groups.people().filter_map(holds).filter(|_| plain && first && expression.again.is_none());
        known.next().filter(|one| known.all(|other| other.person == one.person))
    }

    /// Whether words of an office have one of a class: "le dirigeant" leads a country.
    fn has_word(&self, span: Span, class: &str) -> bool {
        let lexicon = &self.context.language.lexicon;
        let words: Vec<_> = span.of(self.context.text).split([' ', '\'', '’']).map(|word| lexicon.word(&normalised(word))).collect();
        (0..words.len()).any(|at| lexicon.longest(&words, at, class).is_some())
    }

    /// Whether words of an office begin with the article for a woman, or have no article that tells and a title for one: "la ministre", "l'ancienne présidente".
    fn is_of_woman(&self, span: Span) -> bool {
        let lexicon = &self.context.language.lexicon;
        let mut words = span.of(self.context.text).split([' ', '\'', '’']).take(OPENING).map(|word| [lexicon.word(&normalised(word))]);
        let first = words.next();
        match first.as_ref().and_then(|word| lexicon.longest(word, 0, "article-gender")) {
            Some((_, gender)) => gender == "f",
            None => first.into_iter().chain(words).any(|word| lexicon.longest(&word, 0, "title-gender").is_some_and(|(_, gender)| gender == "f")),
        }
    }

    /// Whether somebody speaks for a country and heads its government or state.
    fn leads(&self, person: &EntityId, country: &EntityId, cast: &Cast) -> bool {
        let first = |role: &str| matches!(role, "president" | "head-of-state" | "prime-minister");
        cast.country_of(person, self.context.knowledge).as_ref() == Some(country)
            && (cast.offices.iter().any(|office| office.person == *person && first(&office.role))
                || self.context.knowledge.tenures(person).any(|tenure| first(&tenure.role) && self.in_office(tenure)))
    }

    /// Whether the person named last is known to lead their own country.
    fn last_leads(&self, cast: &Cast) -> bool {
        let land = |person: &EntityId| cast.country_of(person, self.context.knowledge);
        self.groups.last().is_some_and(|person| land(person).is_some_and(|land| self.leads(person, &land, cast)))
    }

    /// Whom "le dirigeant" or "le responsable" points back to.
    fn again_in_office(&self, span: Span, expression: &RoleExpression, cast: &Cast) -> Option<EntityId> {
        let leads = self.has_word(span, "leader-word");
        if !leads && !self.has_word(span, "official-again") || expression.portfolio.is_some() || expression.posted.is_some() {
            return None;
        }
        let heads = |role: &str| matches!(role, "head-of-state" | "president" | "prime-minister" | "head");
        let holds = |person: &&EntityId| cast.offices.iter().any(|office| office.person == **person && (!leads || heads(&office.role)));
        let subject = self.subject.iter().filter(|subject| !self.opened && self.groups.people().take(2).any(|person| person == *subject));
        subject.chain(self.groups.people().take(2)).find(holds).cloned()
    }

    /// "Le ministre X est arrivé à A. Le ministre norvégien": the only minister of whom the text did not say whose he is, so that he was taken for
    /// another state's.
    fn taken_for_another(&self, expression: &RoleExpression, role: &str, cast: &mut Cast) -> Option<EntityId> {
        let [state] = expression.of.as_slice() else { return None };
        if role != "minister" || expression.role.is_empty() || expression.plural || expression.former || expression.posted.is_some() {
            return None;
        }
        let like = |office: &&OfficeMention| office.role == role && (expression.portfolio.is_none() || expression.portfolio == office.portfolio);
        let unsure = |office: &OfficeMention| {
            (office.inferred || office.of.is_none()) && !office.former && self.context.knowledge.tenures(&office.person).next().is_none()
        };
        let mut ministers = cast.offices.iter().enumerate().filter(|(_, office)| like(office) && unsure(office));
        let (index, person) = ministers.next().map(|(index, office)| (index, office.person.clone()))?;
        if ministers.any(|(_, other)| other.person != person) {
            return None;
        }
        cast.reassign(index, Some(state.clone()));
        Some(person)
    }

    pub(super) fn office(&mut self, expression: &RoleExpression, span: Span, cast: &mut Cast) -> Reference {
        let mut countries = expression.of.clone();
        if countries.is_empty() {
            countries.extend(expression.body().cloned());
        }
        // A counterpart holds the office of the one named last, as the text tells it or as it is known.
        let last = || -> Option<(String, Option<String>)> {
            let last = self.groups.last()?;
            let told = cast.offices.iter().rev().find(|office| office.person == *last).map(|office| (office.role.clone(), office.portfolio.clone()));
            let known = || self.context.knowledge.tenures(last).find(|tenure| self.in_office(tenure));
            told.or_else(|| known().map(|tenure| (tenure.role.clone(), Some(tenure.portfolio.clone()).filter(|portfolio| !portfolio.is_empty()))))
        };
        let like = if expression.role.is_empty() { last() } else { None };
        let field = like.as_ref().filter(|(role, _)| role == "minister").and_then(|(_, portfolio)| portfolio.clone());
        let mut role = if expression.role.is_empty() { like.map(|(role, _)| role).unwrap_or_default() } else { expression.role.clone() };
        // "le secrétaire d'État": of the state of whom the text told it.
        if let Some(usual) = &expression.usual {
            let known = |office: &&OfficeMention| office.role == usual.role && office.portfolio.as_ref() == Some(&usual.portfolio);
            let mut portfolio = None;
            if let Some(state) = cast.offices.iter().rev().find(known).and_then(|office| office.of.clone()) {
                usual.apply(&state, true, &mut role, &mut portfolio);
            }
        }
        // "le président de la Chambre": who presides over a body heads it.
        if role == "president"
            && expression.body().is_some_and(|body| body.kind() == EntityKind::Organisation && cast.holders(&role, Some(body)).next().is_none())
        {
            "head".clone_into(&mut role);
        }
        // "La présidente a reçu": no man.
        let woman = self.is_of_woman(span);
        let may_be = |person: &EntityId| !woman || cast.is_woman(person, self.context.knowledge) != Some(false);
        let holder = |of: Option<&EntityId>| -> Option<EntityId> {
            let wanted = expression.portfolio.as_deref().or(field.as_deref());
            let mut holders: Vec<&EntityId> = cast.holders(&role, of).filter(|person| may_be(person)).collect();
            if wanted.is_some() {
                holders.retain(|person| cast.offices.iter().any(|office| office.person == **person && office.portfolio.as_deref() == wanted));
            }
            // Of several, the one named last.
            let recent = self.groups.people().find(|person| holders.contains(person));
            // "X a appelé Y. Le président a salué Z": the text goes on to speak of whom it spoke.
            let subject = self.subject.as_ref().filter(|subject| of.is_none() && expression.article && !self.opened && holders.contains(subject));
            let recent = subject.or(recent);
            let known = || self.known_holder(expression, &role).filter(|tenure| of.is_none() && may_be(&tenure.person)).map(|tenure| &tenure.person);
            let named = recent.or_else(known).or_else(|| holders.first().copied()).cloned();
            // Named in the document without an office, but known to have held this one.
            let spoken_of = |person: &EntityId| cast.knows(person) || self.groups.people().any(|seen| seen == person);
            named.or_else(|| {
                let of = of?;
                let mut tenures =
                    self.context.knowledge.holders(&role, of).filter(|tenure| {
                        (wanted.is_none() || wanted == Some(tenure.portfolio.as_str())) && spoken_of(&tenure.person) && self.in_office(tenure)
                    });
                let first = tenures.next()?;
                tenures.all(|tenure| tenure.person == first.person).then(|| first.person.clone())
            })
        };
        // "a remercié son homologue": the other holder of the like office in the text.
        let opposite = || {
            let first = self.groups.last()?;
            let mut others: Vec<&EntityId> = cast.holders(&role, None).filter(|person| *person != first).collect();
            others.dedup();
            others.first().filter(|other| others.iter().all(|person| person == *other)).map(|other| (*other).clone())
        };
        let entities: Vec<EntityId> = if expression.role.is_empty() && expression.of.is_empty() && expression.owned && !expression.plural && !role.is_empty() {
            opposite().into_iter().collect()
        } else if role.is_empty() || expression.former || expression.role.is_empty() && expression.of.len() != 1 {
            Vec::new()
        } else if expression.plural {
            let found: Vec<EntityId> = expression.of.iter().filter_map(|of| holder(Some(of))).collect();
            if found.len() == expression.of.len() { found } else { Vec::new() }
        } else {
            holder(expression.body()).into_iter().collect()
        };
        let entities = if entities.is_empty() { self.taken_for_another(expression, &role, cast).into_iter().collect() } else { entities };
        // "la présidente du Conseil", of whom the text gave no office: the only woman whom it speaks of.
        let only_woman = || {
            let mut women = self.groups.people().filter(|person| cast.is_woman(person, self.context.knowledge) == Some(true));
            women.next().filter(|one| woman && expression.article && !expression.plural && !expression.former && women.all(|other| other == *one)).cloned()
        };
        let fits = |person: &EntityId| !cast.offices.iter().any(|office| office.person == *person) && expression.of.is_empty();
        let entities = if entities.is_empty() { only_woman().filter(fits).into_iter().collect() } else { entities };
        // "le dirigeant indien" of a country that a prime minister leads: whoever of it was named last and leads it.
        let leader = match expression.of.as_slice() {
            // "X s'est entretenu avec son homologue russe": of one who leads, though the text does not say so.
            [country]
                if entities.is_empty() && (self.has_word(span, "leader-word") || expression.role.is_empty() && role.is_empty() && self.last_leads(cast)) =>
            {
                self.groups.people().find(|person| self.leads(person, country, cast)).cloned()
            }
            // "le dirigeant", "le responsable" of nobody: the subject, or whoever was named last, if they head something or hold an office.
            [] if entities.is_empty() && expression.article && !expression.owned && !expression.plural && expression.body().is_none() => {
                self.again_in_office(span, expression, cast)
            }
            _ => None,
        };
        if let Some(person) = leader {
            self.groups.seen(&person);
            return Reference { entities: vec![person], reason: "who leads that country, named last", pronoun: false, countries };
        }
        for person in &entities {
            self.groups.seen(person);
        }
        // The text gives the office and names its holder apart: that they are one is inferred; so is the state, where it does not name it.
        let tenure = self.known_holder(expression, &role).filter(|tenure| expression.body().is_none() && entities.contains(&tenure.person));
        if let Some(tenure) = tenure.filter(|tenure| !cast.offices.iter().any(|office| office.person == tenure.person && same_role(&office.role, &tenure.role)))
        {
            let (person, of) = (tenure.person.clone(), Some(tenure.of.clone()));
            let portfolio = Some(tenure.portfolio.clone()).filter(|portfolio| !portfolio.is_empty());
            cast.office(OfficeMention { person, role: tenure.role.clone(), of, portfolio, former: false, span, inferred: true });
        }
        if entities.len() == expression.of.len() && !expression.role.is_empty() {
            for (person, of) in entities.iter().zip(&expression.of) {
                cast.office(OfficeMention {
                    person: person.clone(),
                    role: role.clone(),
                    of: Some(of.clone()),
                    portfolio: expression.portfolio.clone(),
                    former: false,
                    span,
                    inferred: true,
                });
            }
        }
        Reference { entities, reason: "office held in this document", pronoun: false, countries }
    }
}
