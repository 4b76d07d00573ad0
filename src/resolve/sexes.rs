//! Who is spoken of as of a woman, who as of a man.

use crate::{
    recognise::ItemKind,
    resolve::{
        Cast,
        people::{Finder, Hit},
    },
};

impl Finder<'_> {
    /// "la ministre serbe X", "Mme X": whether an article, a title or a form of address says that somebody is a woman or a man.
    pub(super) fn tell_sexes(&self, hits: &[Hit], cast: &mut Cast) {
        let lexicon = &self.context.language.lexicon;
        for hit in hits {
            let ([person], Some(items)) = (hit.people.as_slice(), self.items().get(hit.start.saturating_sub(2)..hit.end)) else { continue };
            let title = |gender: &str| items.iter().any(|item| item.kind == ItemKind::Word && item.code(lexicon, "title-gender") == Some(gender));
            let article = |gender: &str| self.items().get(hit.start).is_some_and(|item| item.code(lexicon, "article-gender") == Some(gender));
            let told = [("f", true), ("m", false)]
                .into_iter()
                .find(|(gender, _)| title(gender))
                .or_else(|| [("f", true), ("m", false)].into_iter().find(|(gender, _)| article(gender)));
            if let Some((_, woman)) = told {
                cast.is_told_as(person, woman);
            }
        }
    }
}
