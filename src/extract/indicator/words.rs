//! The classes of words that figures are read by.

use super::signs::note;
use crate::{
    extract::Reader,
    lang::{Class, Lexicon},
    recognise::Item,
};

/// The word classes that figures are read by.
#[derive(Debug)]
pub struct Words {
    /// What each class says to a figure.
    pub(super) roles: Box<[Role]>,
    pub(super) area: Option<Class>,
    pub(super) portfolio: Option<Class>,
    goods: Option<Class>,
    partner: Option<Class>,
}

/// What words of a class say to a figure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role {
    Nothing,
    Measure,
    Counted,
    Change,
    Prep,
    Det,
    Adj,
    Conj,
    Neg,
    Goods,
    Head,
    Partner,
    Multiple,
    Verb,
    /// A flag of [`note`].
    Note(u32),
}

impl Words {
    /// The classes of a language.
    pub fn of(lexicon: &Lexicon) -> Self {
        let roles = [
            ("measure", Role::Measure),
            ("counted", Role::Counted),
            ("change", Role::Change),
            ("prep", Role::Prep),
            ("det", Role::Det),
            ("adj", Role::Adj),
            ("conj", Role::Conj),
            ("neg", Role::Neg),
            ("goods", Role::Goods),
            ("amount-head", Role::Head),
            ("partner-word", Role::Partner),
            ("multiple", Role::Multiple),
            ("verb", Role::Verb),
            ("target-word", Role::Note(note::TARGET)),
            ("forecast-word", Role::Note(note::FORECAST)),
            ("capacity-word", Role::Note(note::CAPACITY)),
            ("compare", Role::Note(note::COMPARE)),
            ("figure-word", Role::Note(note::BACK)),
            ("sector-word", Role::Note(note::SECTOR)),
            ("world-word", Role::Note(note::WORLD)),
            ("duration-word", Role::Note(note::DURATION)),
            ("plan-word", Role::Note(note::PLAN)),
            ("share-word", Role::Note(note::SHARE)),
            ("amount-word", Role::Note(note::AMOUNT)),
            ("world-total", Role::Note(note::TOTAL)),
            ("respective-word", Role::Note(note::RESPECTIVE)),
            ("same-time", Role::Note(note::SAME_TIME)),
            ("mutual-word", Role::Note(note::MUTUAL)),
            ("yearly-word", Role::Note(note::YEARLY)),
            ("whole-word", Role::Note(note::WHOLE)),
            ("number-word", Role::Note(note::NUMBER)),
            ("multiply-word", Role::Note(note::MULTIPLY)),
            ("unit-noun", Role::Note(note::UNIT)),
            ("growth-word", Role::Note(note::GROWTH)),
            ("rank-word", Role::Note(note::RANK)),
            ("like-word", Role::Note(note::THAT)),
            ("term-word", Role::Note(note::TERM)),
            ("estimate-word", Role::Note(note::ESTIMATE)),
            ("budget-word", Role::Note(note::BUDGET)),
            ("side-word", Role::Note(note::SIDE)),
            ("divide-word", Role::Note(note::DIVIDE)),
            ("bound-word", Role::Note(note::BOUND)),
        ];
        let mut all = vec![Role::Nothing; lexicon.classes()];
        for (class, role) in roles.into_iter().filter_map(|(name, role)| Some((lexicon.class(name)?, role))) {
            all[class.index()] = role;
        }
        let [area, portfolio, goods, partner] = ["area", "portfolio", "goods", "partner-word"].map(|name| lexicon.class(name));
        Self { roles: all.into(), area, portfolio, goods, partner }
    }

    /// Whether an item is a word for those that a country trades with.
    pub fn is_partner(&self, item: &Item) -> bool {
        item.senses.may_be("partner-word") && item.senses.iter().any(|sense| Some(sense.class) == self.partner)
    }

    /// The area that an item names, trade itself left out.
    pub fn area<'l>(&self, reader: &'l Reader<'_>, item: &Item) -> Option<&'l str> {
        if !item.senses.may_be("goods") && !item.senses.may_be("area") {
            return None;
        }
        let lexicon = &reader.language.lexicon;
        let code = item.senses.iter().find(|sense| Some(sense.class) == self.goods).or_else(|| item.senses.iter().find(|sense| Some(sense.class) == self.area));
        code.and_then(|sense| lexicon.value(sense.value).split(' ').next())
            .filter(|area| !matches!(*area, "trade" | "investment" | "other:economy" | "other:political"))
    }
}
