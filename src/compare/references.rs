//! Who cites whom: the documents that plans cite, looked for among the plans themselves.
//!
//! A number (发文字号) that a plan bears decides; without one the title does, where it is the plan's own, says the same
//! but for a lost or added word, or is what the notice puts into force (`关于印发《…》的通知`). 转发 and 印发 are read off the
//! plan's own title as well, for the notice that hands a document on names it there.

use super::grams::Bag;
use super::places::Places;
use crate::model::{CitationRelation, Plan, Reference};

/// From this similarity of titles on a citation means the plan: one or two characters of a title are lost or changed.
const TITLE: f64 = 0.8;

/// The citations of all plans, in their order.
pub(super) fn references(plans: &[Plan], places: &Places) -> Vec<Reference> {
    let titles = plans
        .iter()
        .map(|plan| plan.list.notice.title.as_deref().unwrap_or_default());
    let titles: Vec<Titled<'_>> = titles.map(|title| Titled::of(title, places)).collect();
    let mut found: Vec<Reference> = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let notice = &plan.list.notice;
        let named = notice.title.as_deref().and_then(in_title);
        let named = named.map(|(title, relation)| (Some(title), None, Some(relation)));
        let cited = notice
            .cites
            .iter()
            .map(|cite| (cite.title.as_deref(), cite.doc_number.as_deref(), cite.relation));
        for (title, doc_number, relation) in named.into_iter().chain(cited) {
            let names = title.map(|title| Titled::of(title, places));
            let cited = resolve(plans, &titles, at, names.as_ref(), doc_number);
            // What a title puts into force is the plan itself, unless it names the place of another.
            let elsewhere = |other: usize| {
                let [here, there] = [plan, &plans[other]].map(|plan| place_of(plan, places));
                let names = |place: &str| title.is_some_and(|title| title.contains(place));
                there.is_some_and(names) && !here.is_some_and(names)
            };
            if relation == Some(CitationRelation::Issues)
                && title.is_some_and(|title| own(plan, title))
                && !cited.is_some_and(elsewhere)
            {
                continue;
            }
            // A plan that is cited again, once with and once without a relation, is cited once.
            let again = |known: &&mut Reference| known.plan == at && known.cited == cited;
            if cited.is_some()
                && let Some(known) = found
                    .iter_mut()
                    .filter(again)
                    .find(|known| known.relation == relation || known.relation.is_none() || relation.is_none())
            {
                known.relation = known.relation.or(relation);
                continue;
            }
            found.push(Reference {
                plan: at,
                cited,
                title: title.map(str::to_owned),
                doc_number: doc_number.map(str::to_owned),
                relation,
            });
        }
    }
    found
}

/// The short name of a plan's region.
fn place_of<'a>(plan: &Plan, places: &'a Places) -> Option<&'a str> {
    let region = plan.list.notice.region.as_ref()?;
    places
        .within(&region.name)
        .into_iter()
        .find(|place| region.name.starts_with(place))
}

/// Whether the title stands in the plan's own.
fn own(plan: &Plan, title: &str) -> bool {
    plan.list.notice.title.as_deref().is_some_and(|own| own.contains(title))
}

/// The document that a title hands on or puts into force.
fn in_title(title: &str) -> Option<(&str, CitationRelation)> {
    let verbs = [
        ("转发", CitationRelation::Forwards),
        ("批转", CitationRelation::Forwards),
        ("印发", CitationRelation::Issues),
    ];
    let (at, verb, relation) = verbs
        .iter()
        .filter_map(|(verb, relation)| title.find(verb).map(|at| (at, *verb, *relation)))
        .min_by_key(|(at, ..)| *at)?;
    let rest = &title[at + verb.len()..];
    let rest = rest.strip_suffix("的通知").unwrap_or(rest);
    let named = match (rest.find('《'), rest.rfind('》')) {
        (Some(open), Some(close)) if open < close => &rest[open + '《'.len_utf8()..close],
        _ => rest,
    };
    (!named.is_empty()).then_some((named, relation))
}

/// A title, made ready to be compared with many.
struct Titled<'a> {
    /// Without the marks around names of documents.
    words: Bag,
    /// The names of regions in it.
    placed: Vec<&'a str>,
    /// Of the document that it hands on.
    inner: Option<Bag>,
}

impl<'a> Titled<'a> {
    fn of(title: &str, places: &'a Places) -> Self {
        let words = |title: &str| Bag::of(&title.replace(['《', '》'], ""));
        Self {
            words: words(title),
            placed: places.within(title),
            inner: in_title(title).map(|(inner, _)| words(inner)),
        }
    }

    /// How far a cited title means the plan that bears this one.
    fn means(&self, cited: &Self) -> f64 {
        // Plans of one campaign differ in the name of the place alone.
        if !cited.placed.is_empty() && !self.placed.is_empty() && cited.placed != self.placed {
            return 0.0;
        }
        let inner = self.inner.as_ref().map_or(0.0, |inner| cited.words.dice(inner));
        cited.words.dice(&self.words).max(inner)
    }
}

/// The plan that a citation of the plan `from` means.
fn resolve(
    plans: &[Plan],
    titles: &[Titled<'_>],
    from: usize,
    cited: Option<&Titled<'_>>,
    doc_number: Option<&str>,
) -> Option<usize> {
    let by_number = doc_number.and_then(|number| {
        let bears = |plan: &Plan| plan.list.notice.doc_number.as_deref() == Some(number);
        (0..plans.len()).find(|at| *at != from && bears(&plans[*at]))
    });
    let by_title = || {
        let cited = cited?;
        let others = titles.iter().enumerate().filter(|(at, _)| *at != from);
        others
            .map(|(at, title)| (at, title.means(cited)))
            .filter(|(_, likeness)| *likeness >= TITLE)
            // The first of the likest.
            .fold(None, |best: Option<(usize, f64)>, found| match best {
                Some(best) if best.1 >= found.1 => Some(best),
                _ => Some(found),
            })
            .map(|(at, _)| at)
    };
    by_number.or_else(by_title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_what_it_hands_on() {
        let of = |title| in_title(title);
        assert_eq!(
            of("关于印发《全市供水方案》的通知"),
            Some(("全市供水方案", CitationRelation::Issues))
        );
        assert_eq!(
            of("关于印发全市供水方案的通知"),
            Some(("全市供水方案", CitationRelation::Issues))
        );
        assert_eq!(
            of("转发省水利厅关于印发《供水方案》的通知"),
            Some(("供水方案", CitationRelation::Forwards))
        );
        assert_eq!(of("关于做好供水工作的通知"), None);
        assert_eq!(of("印发的通知"), None);
    }
}
