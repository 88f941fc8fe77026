//! The function of a body (机构), by which a province's 民政厅 and a county's 民政局 are the same at their own level.

/// Words in front that say the rank and not the function.
const RANKS: [&str; 22] = [
    "国务院",
    "国家",
    "中央",
    "全省",
    "全市",
    "全县",
    "全区",
    "省级",
    "市级",
    "县级",
    "区级",
    "自治区",
    "自治州",
    "自治县",
    "各",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
];
/// Functions that begin with a rank's character.
const WHOLE: [&str; 5] = ["市场", "市容", "市政", "区域", "省际"];
/// Words behind that say what kind of body it is, longest first.
const KINDS: [&str; 15] = [
    "委员会",
    "管理局",
    "办公室",
    "总局",
    "分局",
    "总队",
    "支队",
    "大队",
    "厅",
    "局",
    "委",
    "办",
    "部",
    "署",
    "处",
];

/// `沅澜省民政厅`, `市民政局` and `民政部` → `民政`. `places` are names of regions without their last character
/// (`沅澜`), longest first.
pub(super) fn function<'a>(name: &'a str, places: &[String]) -> &'a str {
    let mut rest = name;
    loop {
        let place = places.iter().find_map(|place| rest.strip_prefix(place.as_str()));
        let next = place.or_else(|| {
            let whole = WHOLE.iter().any(|word| rest.starts_with(word));
            let rank = RANKS.iter().find_map(|rank| rest.strip_prefix(rank));
            rank.filter(|_| !whole)
        });
        match next {
            // A name is never all place and rank.
            Some(next) if !next.is_empty() => rest = next.trim_start_matches(['(', ')', '、']),
            _ => break,
        }
    }
    let bare = KINDS
        .iter()
        .find_map(|kind| rest.strip_suffix(kind))
        .filter(|bare| bare.chars().count() >= 2);
    bare.unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::function;

    #[test]
    fn one_function_at_every_level() {
        let places = ["临槐".to_owned(), "沅澜".to_owned()];
        // Name, function.
        let cases = [
            ("民政部", "民政"),
            ("省民政厅", "民政"),
            ("沅澜省民政厅", "民政"),
            ("临槐市民政局", "民政"),
            ("市场监管局", "市场监管"),
            ("市市场监管局", "市场监管"),
            ("国家卫生健康委", "卫生健康"),
            ("县卫生健康委员会", "卫生健康"),
            ("区政府", "政府"),
            ("各县(市、区)人民政府", "人民政府"),
            ("省委组织部", "委组织"),
            ("教育", "教育"),
            ("市", "市"),
            ("", ""),
            ("总工会", "总工会"),
            ("省消防救援总队", "消防救援"),
            ("县消防救援大队", "消防救援"),
        ];
        for (name, expected) in cases {
            assert_eq!(function(name, &places), expected, "{name}");
        }
    }
}
