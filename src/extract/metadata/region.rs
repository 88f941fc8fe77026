//! The place and level of the issuer, by the name it signs with. Codes (GB/T 2260) are known for the provinces only.

use crate::model::Region;

/// Provinces with their codes (GB/T 2260-2007; names as in use).
const PROVINCES: [(&str, &str); 34] = [
    ("北京市", "110000"),
    ("天津市", "120000"),
    ("河北省", "130000"),
    ("山西省", "140000"),
    ("内蒙古自治区", "150000"),
    ("辽宁省", "210000"),
    ("吉林省", "220000"),
    ("黑龙江省", "230000"),
    ("上海市", "310000"),
    ("江苏省", "320000"),
    ("浙江省", "330000"),
    ("安徽省", "340000"),
    ("福建省", "350000"),
    ("江西省", "360000"),
    ("山东省", "370000"),
    ("河南省", "410000"),
    ("湖北省", "420000"),
    ("湖南省", "430000"),
    ("广东省", "440000"),
    ("广西壮族自治区", "450000"),
    ("海南省", "460000"),
    ("重庆市", "500000"),
    ("四川省", "510000"),
    ("贵州省", "520000"),
    ("云南省", "530000"),
    ("西藏自治区", "540000"),
    ("陕西省", "610000"),
    ("甘肃省", "620000"),
    ("青海省", "630000"),
    ("宁夏回族自治区", "640000"),
    ("新疆维吾尔自治区", "650000"),
    ("台湾省", "710000"),
    ("香港特别行政区", "810000"),
    ("澳门特别行政区", "820000"),
];

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
    if let Some((province, code)) = PROVINCES.iter().find(|(province, _)| name.starts_with(province)) {
        let rest = &name[province.len()..];
        if let Some(inner) = of_place(rest) {
            let place = Region {
                name: format!("{province}{}", inner.name),
                ..inner
            };
            return Some(place);
        }
        return Some(Region {
            name: (*province).to_owned(),
            level: Some("province".to_owned()),
            code: Some((*code).to_owned()),
        });
    }
    of_place(name)
}

/// `云溪市`, `云溪县`, `云溪市河东区`, `云溪街道`: the name up to the last rank in front of the office.
fn of_place(name: &str) -> Option<Region> {
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
