//! What a figure in brackets measures.

use super::{
    Figure, Sight,
    fit::{economy, fits},
    rule,
};
use crate::{extract::chunk::VerbGroup, recognise::ItemKind};

impl Sight<'_> {
    /// Where the dash stands behind which the figure is put in, without a verb, up to the next dash.
    pub(super) fn put_in(&self) -> Option<usize> {
        let items = self.items();
        let dash = |index: &usize| ["–", "—"].iter().any(|mark| self.is_mark(*index, mark));
        let verb = |index: usize| self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(VerbGroup::is_finite);
        let open = (1..self.at).rev().take_while(|index| !verb(*index)).find(dash)?;
        (self.at + 1..items.len()).take_while(|index| !verb(*index)).any(|index| dash(&index)).then_some(open)
    }

    /// The measure of a figure in the brackets that open there, and what told it.
    pub(super) fn in_bracket(&self, open: usize, change: bool) -> Option<(String, &'static str)> {
        let since = self.previous_in_bracket(open).unwrap_or(open);
        // "le parc éolien de X (100 MW)", "la ligne X–Y (590 km)"
        match self.quantity.unit.as_deref() {
            Some("MW" | "GW") => return Some(("other:capacity".to_owned(), rule::BRACKET)),
            Some("km") if open + 1 == self.at && self.neighbour("length").is_some() => return Some(("length".to_owned(), rule::BRACKET)),
            _ => {}
        }
        // "(livraison de quatre avions)": a number in words counts what no measure of money or weight tells.
        if self.quantity.unit.is_none() && !self.quantity.scaled && !self.quantity.digits {
            return None;
        }
        if let Some(measure) = (since..self.at).rev().find_map(|index| self.sign(index).measure).filter(|measure| *measure != "length" || self.fits(measure)) {
            return Some((economy(measure).to_owned(), rule::BRACKET));
        }
        // "a produit 36 000 tonnes, loin derrière le Chili (65 000 tonnes)"
        let alike =
            self.previous.filter(|main| main.at < open && single(&main.measure) && main.change.is_none() && self.quantity.unit.as_ref() == Some(&main.unit));
        if let Some(main) = alike.filter(|_| self.partner(self.at).is_some()) {
            return Some((main.measure.clone(), rule::BRACKET));
        }
        if let Some(measure) = self.rolled() {
            return Some((measure.to_owned(), rule::BRACKET));
        }
        if change && let Some(whole) = self.whole_of_rates() {
            return Some((whole.measure.clone(), rule::CARRIED));
        }
        if let Some(measure) = self.behind_which(open).filter(|_| since == open && self.previous.is_none_or(|previous| previous.at < open)) {
            return Some((economy(measure).to_owned(), rule::BRACKET));
        }
        let unit = self.quantity.unit.as_deref();
        // "19 % (13 milliards) du commerce": the whole that a share is of.
        if self.previous.is_some_and(|previous| previous.measure == "other:share")
            && let Some(measure) = (self.at + 1..self.items().len()).find_map(|index| self.sign(index).measure.filter(|measure| self.fits(measure)))
        {
            return Some((measure.to_owned(), rule::BRACKET));
        }
        let earlier = |figure: &Figure| fits(&figure.measure, unit, self.quantity.scaled).then(|| figure.measure.clone());
        let main = self.previous.filter(|previous| previous.at < open).or(self.previous);
        let carried = main
            .and_then(earlier)
            .or_else(|| (0..open).rev().find_map(|index| self.sign(index).measure.filter(|measure| self.fits(measure)).map(str::to_owned)))
            .or_else(|| self.before.and_then(earlier));
        carried.map(|measure| (measure, rule::CARRIED))
    }

    /// The figure before this one inside the same bracket.
    fn previous_in_bracket(&self, open: usize) -> Option<usize> {
        (open..self.at).rev().find(|index| self.is_quantity(*index))
    }

    /// "Kazakhstan – 3,4 milliards": a line of a list, which begins with a name.
    pub(super) fn is_list_line(&self) -> bool {
        if self.opens_line() {
            return true;
        }
        let Some(first) = self.items().iter().take(self.at).position(|item| !item.entities().is_empty()) else { return false };
        let open = |index: usize| self.sign(index).det.is_some() || self.items()[index].kind == ItemKind::Mark || self.items()[index].senses.is_empty();
        self.at <= first + 3 && (0..first).all(open) && self.done_by_verb().is_none() && self.partner(self.at).is_some()
    }

    /// "– 55 000 tonnes de vin": a line of a list, which begins with the figure.
    pub(super) fn opens_line(&self) -> bool {
        let before = self.reader.text[..self.items()[self.at].span.start].trim_end_matches(' ');
        before.ends_with(['-', '–', '—', '•', '*', '·']) && (0..self.at).all(|index| self.items()[index].kind == ItemKind::Mark)
    }
}

/// Whether a measure is of each country alone, with no partner.
pub(super) fn single(measure: &str) -> bool {
    matches!(measure, "production" | "gdp" | "population" | "other:reserves")
}
