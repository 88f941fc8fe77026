//! Names of places that the plans of a comparison are about.

use crate::model::Plan;
use regex::Regex;
use std::borrow::Cow;

/// Last characters of names of regions, longest first.
const ENDINGS: [&str; 12] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
];

/// Names of regions without their last word (`沅澜`).
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Longest first.
    names: Vec<String>,
    /// Any of them, with a last word that may follow; none where there are no names.
    pattern: Option<Regex>,
}

impl Places {
    /// The names of all plans' regions.
    pub(super) fn of(plans: &[Plan]) -> Self {
        let regions = plans.iter().filter_map(|plan| plan.list.notice.region.as_ref());
        Self::named(regions.map(|region| short(&region.name).to_owned()).collect())
    }

    /// These names, whatever their order.
    pub(super) fn named(mut names: Vec<String>) -> Self {
        names.retain(|name| !name.is_empty());
        names.sort_unstable_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
        names.dedup();
        let any = names
            .iter()
            .map(|name| regex::escape(name))
            .collect::<Vec<_>>()
            .join("|");
        let pattern = (!names.is_empty()).then(|| Regex::new(&format!("(?:{any})[省市县区州]?")));
        Self {
            pattern: pattern.and_then(Result::ok),
            names,
        }
    }

    /// The words without names of regions.
    pub(super) fn without<'a>(&self, words: &'a str) -> Cow<'a, str> {
        let pattern = self.pattern.as_ref();
        pattern.map_or(words.into(), |pattern| pattern.replace_all(words, ""))
    }

    /// What follows a name that the words begin with.
    pub(super) fn after<'a>(&self, words: &'a str) -> Option<&'a str> {
        self.names.iter().find_map(|name| words.strip_prefix(name.as_str()))
    }

    /// The names that stand in the words.
    pub(super) fn within(&self, words: &str) -> Vec<&str> {
        let names = self.names.iter().map(String::as_str);
        names.filter(|name| words.contains(name)).collect()
    }
}

/// `沅澜省` → `沅澜`; a name of two characters stays whole.
fn short(name: &str) -> &str {
    let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    bare.filter(|bare| bare.chars().count() >= 2).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{Places, short};

    #[test]
    fn a_short_name_keeps_two_characters() {
        assert_eq!(short("沅澜省"), "沅澜");
        assert_eq!(short("安吉县"), "安吉");
        assert_eq!(short("赵县"), "赵县");
        assert_eq!(short("某某自治州"), "某某");
    }

    #[test]
    fn names_are_taken_out_with_their_last_word() {
        let places = Places::named(vec!["沅澜".to_owned(), "沅澜东".to_owned()]);
        assert_eq!(places.without("沅澜省、沅澜东县和沅澜"), "、和");
        assert_eq!(places.after("沅澜东县民政局"), Some("县民政局"));
        assert_eq!(places.after("县民政局"), None);
        assert_eq!(places.within("沅澜省"), ["沅澜"]);
        assert_eq!(Places::default().without("沅澜省"), "沅澜省");
    }
}
