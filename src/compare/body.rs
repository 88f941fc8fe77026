//! The function of a body (机构), by which a province's 民政厅 and a county's 民政局 are the same at their own level.

use super::places::Places;

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

/// Functions that places name differently, the name of most of them first: 机构改革 left the wording to the provinces.
const VARIANTS: [&[&str]; 16] = [
    &["水利", "水务"],
    &["自然资源", "自然资源规划", "规划自然资源", "国土资源"],
    &["应急管理", "应急", "安全生产监督管理", "安监"],
    &[
        "文化旅游",
        "文化广电旅游",
        "文广旅",
        "文化广电旅游体育",
        "文化体育旅游",
        "文旅",
        "文体旅",
    ],
    &[
        "数据",
        "大数据",
        "大数据管理",
        "大数据发展",
        "数据资源",
        "大数据中心",
        "大数据发展管理",
        "政务服务数据",
    ],
    &["金融", "金融工作", "地方金融监管", "地方金融管理", "地方金融监督管理"],
    &["城市管理", "城管", "城市管理执法", "城市管理综合执法", "综合行政执法"],
    &["工业信息化", "工信", "经济信息化", "经信"],
    &["住房城乡建设", "住建", "住房建设"],
    &["交通运输", "交通"],
    &["林业", "林业草原", "林草"],
    &["教育", "教育体育", "教体"],
    &["科技", "科学技术", "科技工信"],
    &["市场监管", "市场监督"],
    &["供销社", "供销合作社", "供销联社"],
    &["医保", "医疗保障"],
];

/// Whether a name is one of a body (机构), and not of a business, a plant or whoever is concerned.
pub(super) fn is_body(name: &str) -> bool {
    let endings = [
        "局",
        "厅",
        "委",
        "委员会",
        "办",
        "办公室",
        "部",
        "署",
        "会",
        "社",
        "联",
        "队",
        "府",
        "处",
        "行",
        "中心",
    ];
    endings.iter().any(|ending| name.ends_with(ending)) && !name.ends_with("社会")
}

/// The function by its usual name, `水务` → `水利`.
pub(super) fn usual(function: &str) -> String {
    let bare = function.replace(['和', '与', '、'], "");
    let variants = VARIANTS.iter().find(|variants| variants.contains(&bare.as_str()));
    variants.map_or(bare, |variants| variants[0].to_owned())
}

/// `沅澜省民政厅`, `市民政局` and `民政部` → `民政`.
pub(super) fn function<'a>(name: &'a str, places: &Places) -> &'a str {
    let mut rest = name;
    loop {
        let next = places.after(rest).or_else(|| {
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
    use super::{Places, function, is_body, usual};

    #[test]
    fn a_function_has_one_name_everywhere() {
        for (name, expected) in [
            ("水务", "水利"),
            ("自然资源和规划", "自然资源"),
            ("民政", "民政"),
            ("文化和旅游", "文化旅游"),
        ] {
            assert_eq!(usual(name), expected);
        }
        assert!(is_body("市民政局") && is_body("团县委") && is_body("市大数据中心"));
        assert!(!is_body("水厂") && !is_body("主管部门") && !is_body("各类企业"));
    }

    #[test]
    fn one_function_at_every_level() {
        let places = Places::named(vec!["临槐".to_owned(), "沅澜".to_owned()]);
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
