//! The place and level of the issuer, by the name it signs with, with its code of GB/T 2260.
//!
//! Input: names of issuers, else the title. Output: a [`Region`]; its code is that of the deepest division that the table
//! has, which for a town is its county's. A county whose name several places share, and whose prefecture is not named,
//! has no code. Places that the table does not have (abolished or invented ones) are told by their form, without code.

use crate::model::Region;
use std::sync::LazyLock;

/// A division of GB/T 2260.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Division {
    code: u32,
    name: &'static str,
}

impl Division {
    /// Codes end in `0000` for provinces, `00` for prefectures.
    fn level(self) -> &'static str {
        match self.code {
            code if code % 10_000 == 0 => "province",
            code if code % 100 == 0 => "prefecture",
            _ => "county",
        }
    }

    /// The codes of what lies in it.
    fn within(self) -> std::ops::Range<u32> {
        match self.level() {
            "province" => self.code + 1..self.code + 10_000,
            "prefecture" => self.code + 1..self.code + 100,
            _ => self.code..self.code,
        }
    }
}

/// All divisions, in the order of their codes.
static DIVISIONS: LazyLock<Vec<Division>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicon/divisions.tsv").lines();
    rows.filter_map(|row| {
        let (code, name) = row.split_once('\t')?;
        Some(Division {
            code: code.parse().ok()?,
            name,
        })
    })
    .collect()
});

/// The region of the first issuer, else of the title.
#[must_use]
pub fn region(issuers: &[String], title: Option<&str>) -> Option<Region> {
    issuers.iter().map(String::as_str).chain(title).find_map(of_name)
}

fn of_name(name: &str) -> Option<Region> {
    let name = name.trim_start_matches("中共");
    if ["国务院", "中共中央", "中央", "全国人民代表大会", "国家"]
        .iter()
        .any(|w| name.starts_with(w))
    {
        return Some(Region {
            name: "全国".to_owned(),
            level: Some("national".to_owned()),
            code: None,
        });
    }
    let Some((place, code, level, rest)) = known(name) else {
        return of_form(name);
    };
    let code = code.map(|code| code.to_string());
    // What lies in a known place and is not in the table: a town, or a place that is no more.
    match of_form(rest.trim_start_matches("人民政府")).filter(|_| !rest.is_empty()) {
        Some(inner) => Some(Region {
            name: format!("{place}{}", inner.name),
            code: code.filter(|_| inner.level.as_deref() == Some("township")),
            level: inner.level,
        }),
        None => Some(Region {
            name: place.to_owned(),
            level: Some(level.to_owned()),
            code,
        }),
    }
}

/// The divisions that `name` begins with: their words, the code and the level of the deepest, and what follows.
fn known(name: &str) -> Option<(&str, Option<u32>, &'static str, &str)> {
    let mut scope = 0..u32::MAX;
    let mut at = 0;
    let mut found: Option<(Option<u32>, &'static str)> = None;
    while !scope.is_empty() {
        let rest = &name[at..];
        let from = DIVISIONS.partition_point(|division| division.code < scope.start);
        let inside = DIVISIONS[from..]
            .iter()
            .take_while(|division| scope.contains(&division.code));
        let fits: Vec<&Division> = inside.filter(|division| rest.starts_with(division.name)).collect();
        // The higher level first: 吉林省 before 吉林市; of one level the longer name.
        let rank = |division: &Division| {
            ["province", "prefecture", "county"]
                .iter()
                .position(|l| *l == division.level())
        };
        let Some(best) = fits.iter().min_by_key(|d| (rank(d), usize::MAX - d.name.len())) else {
            break;
        };
        let same = fits
            .iter()
            .filter(|d| d.name == best.name && d.level() == best.level())
            .count();
        found = Some(((same == 1).then_some(best.code), best.level()));
        at += best.name.len();
        scope = if same == 1 { best.within() } else { 0..0 };
    }
    found.map(|(code, level)| (&name[..at], code, level, &name[at..]))
}

/// `云溪市`, `云溪县`, `云溪市河东区`, `云溪街道`: the name up to the last rank in front of the office.
fn of_form(name: &str) -> Option<Region> {
    const RANKS: [(&str, &str); 10] = [
        ("自治州", "prefecture"),
        ("自治县", "county"),
        ("街道", "township"),
        ("地区", "prefecture"),
        ("市", "prefecture"),
        ("盟", "prefecture"),
        ("县", "county"),
        ("区", "county"),
        ("旗", "county"),
        ("镇", "township"),
    ];
    let mut end = 0;
    let mut level = None;
    loop {
        let rest = &name[end..];
        let next = RANKS
            .iter()
            .filter_map(|(rank, level)| rest.find(rank).map(|at| (at, at + rank.len(), *level)))
            .filter(|(at, ..)| (1..=5).contains(&rest[..*at].chars().count()))
            .min_by_key(|(at, stop, _)| (*at, usize::MAX - stop));
        let Some((_, stop, found)) = next else { break };
        end += stop;
        level = Some(found);
        if name[end..].starts_with("人民政府") && !name[end..].contains("办事处") {
            break;
        }
    }
    let level = level?;
    // A government between the places (`河东区人民政府云溪街道办事处`) is no part of the name.
    let place = name[..end].replace("人民政府", "");
    Some(Region {
        name: place,
        level: Some(level.to_owned()),
        code: None,
    })
}

#[cfg(test)]
mod tests {
    use super::region;

    /// Issuer or title, and the region's name, level and code.
    const CASES: &[(&str, &str, &str, Option<&str>)] = &[
        // central bodies
        ("国务院办公厅", "全国", "national", None),
        ("中共中央办公厅", "全国", "national", None),
        ("国家发展改革委", "全国", "national", None),
        ("全国人民代表大会常务委员会", "全国", "national", None),
        ("中央网络安全和信息化委员会办公室", "全国", "national", None),
        ("教育部", "全国", "national", None),
        ("教育部办公厅", "全国", "national", None),
        ("人力资源社会保障部", "全国", "national", None),
        ("应急管理部办公厅", "全国", "national", None),
        ("财政部税务总局", "全国", "national", None),
        ("市场监管总局", "全国", "national", None),
        ("海关总署", "全国", "national", None),
        ("中国人民银行", "全国", "national", None),
        ("全国爱国卫生运动委员会", "全国", "national", None),
        ("最高人民法院", "全国", "national", None),
        // provinces
        ("江西省安全生产委员会", "江西省", "province", Some("360000")),
        ("中共江西省委办公厅", "江西省", "province", Some("360000")),
        ("北京市人民政府", "北京市", "province", Some("110000")),
        ("上海市教育委员会", "上海市", "province", Some("310000")),
        ("内蒙古自治区人民政府办公厅", "内蒙古自治区", "province", Some("150000")),
        ("广西壮族自治区应急管理厅", "广西壮族自治区", "province", Some("450000")),
        ("国家税务总局江西省税务局", "江西省", "province", Some("360000")),
        ("香港特别行政区政府", "香港特别行政区", "province", Some("810000")),
        ("新疆生产建设兵团办公厅", "新疆生产建设兵团", "province", None),
        // prefectures
        ("吉林市人民政府", "吉林市", "prefecture", Some("220200")),
        ("江西省南昌市人民政府", "江西省南昌市", "prefecture", Some("360100")),
        ("中共南昌市委", "南昌市", "prefecture", Some("360100")),
        (
            "延边朝鲜族自治州人民政府",
            "延边朝鲜族自治州",
            "prefecture",
            Some("222400"),
        ),
        ("凉山州教育局", "凉山州", "prefecture", Some("513400")),
        ("锡林郭勒盟行政公署", "锡林郭勒盟", "prefecture", Some("152500")),
        ("大兴安岭地区行政公署", "大兴安岭地区", "prefecture", Some("232700")),
        ("江西省云溪市人民政府", "江西省云溪市", "prefecture", None),
        // counties
        (
            "山东省济南市历城区人民政府",
            "山东省济南市历城区",
            "county",
            Some("370112"),
        ),
        ("北京市石景山区教育委员会", "北京市石景山区", "county", Some("110107")),
        ("上海市浦东新区人民政府", "上海市浦东新区", "county", Some("310115")),
        ("重庆市万州区应急管理局", "重庆市万州区", "county", Some("500101")),
        (
            "重庆市石柱土家族自治县人民政府",
            "重庆市石柱土家族自治县",
            "county",
            Some("500240"),
        ),
        ("中共义乌市委办公室", "义乌市", "county", Some("330782")),
        ("湖北省仙桃市人民政府", "湖北省仙桃市", "county", Some("429004")),
        ("石河子市人民政府", "石河子市", "county", Some("659001")),
        ("景宁畲族自治县教育局", "景宁畲族自治县", "county", Some("331127")),
        ("鄂伦春自治旗人民政府", "鄂伦春自治旗", "county", Some("150723")),
        ("鼓楼区人民政府", "鼓楼区", "county", None),
        ("南京市鼓楼区人民政府", "南京市鼓楼区", "county", Some("320106")),
        ("云溪市河东区人民政府", "云溪市河东区", "county", None),
        // towns: the code is the county's
        (
            "济南市历城区人民政府唐王街道办事处",
            "济南市历城区唐王街道",
            "township",
            Some("370112"),
        ),
        ("义乌市佛堂镇人民政府", "义乌市佛堂镇", "township", Some("330782")),
        ("中共义乌市佛堂镇委员会", "义乌市佛堂镇", "township", Some("330782")),
        ("南昌县泾口乡人民政府", "南昌县泾口乡", "township", Some("360121")),
        ("石桥镇人民政府", "石桥镇", "township", None),
        ("云溪街道党工委", "云溪街道", "township", None),
        ("东莞市虎门镇人民政府", "东莞市虎门镇", "township", Some("441900")),
    ];

    #[test]
    fn issuers_tell_place_level_and_code() {
        let mut failures = Vec::new();
        for (issuer, name, level, code) in CASES {
            let found = region(&[(*issuer).to_owned()], None);
            let told = found
                .as_ref()
                .map(|r| (r.name.as_str(), r.level.as_deref(), r.code.as_deref()));
            if told != Some((name, Some(level), *code)) {
                failures.push(format!("{issuer}: {told:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn a_body_without_a_place_tells_none() {
        for issuer in [
            "市教育局",
            "县委办公室",
            "教育局",
            "组织部",
            "宣传部",
            "党委组织部",
            "某公司",
            "第一中学",
            "",
        ] {
            assert_eq!(region(&[issuer.to_owned()], None), None, "{issuer}");
        }
    }
}
