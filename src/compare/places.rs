//! Names of places that the plans of a comparison are about.

use crate::model::Plan;

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

/// The names of all plans' regions without their last word, longest first.
pub(super) fn places(plans: &[Plan]) -> Vec<String> {
    let regions = plans.iter().filter_map(|plan| plan.list.notice.region.as_ref());
    let mut names: Vec<String> = regions.map(|region| short(&region.name).to_owned()).collect();
    names.sort_unstable_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    names.dedup();
    names
}

/// `沅澜省` → `沅澜`; a name of two characters stays whole.
fn short(name: &str) -> &str {
    let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    bare.filter(|bare| bare.chars().count() >= 2).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_short_name_keeps_two_characters() {
        assert_eq!(short("沅澜省"), "沅澜");
        assert_eq!(short("安吉县"), "安吉");
        assert_eq!(short("赵县"), "赵县");
        assert_eq!(short("某某自治州"), "某某");
    }
}
