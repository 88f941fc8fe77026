//! Places that the table of divisions does not have, told by the form of their names. Input: the name of a body; output: the
//! place at its beginning, without code. Spans: none. Not handled: places of more than five characters before the rank.

use crate::model::Region;

/// Ranks of places by which [`of_form`] knows them, and their level.
const RANKS: [(&str, &str); 13] = [
    ("自治区", "province"),
    ("自治州", "prefecture"),
    ("自治县", "county"),
    ("街道", "township"),
    ("地区", "prefecture"),
    ("省", "province"),
    ("市", "prefecture"),
    ("盟", "prefecture"),
    ("县", "county"),
    ("区", "county"),
    ("旗", "county"),
    ("镇", "township"),
    ("乡", "township"),
];

/// `云溪市`, `云溪县`, `云溪市河东区`, `云溪街道`: the name up to the last rank in front of the office.
pub(super) fn of_form(name: &str) -> Option<Region> {
    let mut end = 0;
    let mut level = None;
    loop {
        // A government between the places (`河东区人民政府云溪街道办事处`) is no part of the name.
        let between = if level.is_some() && name[end..].starts_with("人民政府") {
            "人民政府".len()
        } else {
            0
        };
        let rest = &name[end + between..];
        let next = RANKS
            .iter()
            .filter_map(|(rank, level)| rest.find(rank).map(|at| (at, at + rank.len(), *level)))
            .filter(|(at, ..)| (1..=5).contains(&rest[..*at].chars().count()))
            .min_by_key(|(at, stop, _)| (*at, usize::MAX - stop));
        let Some((_, stop, found)) = next else { break };
        // `云溪市桥安市人民政府`: the inner one is a county
        let inner = level == Some("prefecture")
            && rest[..stop].ends_with('市')
            && GOVERNED.iter().any(|organ| rest[stop..].starts_with(organ));
        let found = if inner { "county" } else { found };
        if is_word(&rest[..stop], &rest[stop..]) || level.is_some_and(|above| depth(above) >= depth(found)) {
            break;
        }
        end += between + stop;
        level = Some(found);
    }
    let level = level?;
    let place = name[..end].replace("人民政府", "");
    Some(Region {
        name: place,
        level: Some(level.to_owned()),
        code: None,
    })
}

/// What follows the name of a place for certain.
const GOVERNED: [&str; 4] = ["人民政府", "政府", "委", "人大"];

/// How deep a level lies; one place lies only in a higher one.
pub(super) fn depth(level: &str) -> usize {
    ["province", "prefecture", "county", "township"]
        .iter()
        .position(|known| *known == level)
        .unwrap_or_default()
}

/// Whether what looks like a place is a word in the name of an office: `城市管理局`, `城乡规划局`, `文化市场执法大队`.
fn is_word(place: &str, after: &str) -> bool {
    const WORDS: [&str; 13] = [
        "城市",
        "社区",
        "园区",
        "城区",
        "城镇",
        "小区",
        "市区",
        "县区",
        "山区",
        "景区",
        "校区",
        "灾区",
        "农牧区",
    ];
    // Only what no office begins with: a place may well be followed by 政务, 民政, 级机关 or 城市管理.
    const LONGER: [(&str, &[char]); 4] = [
        ("市", &['场']),
        ("区", &['域', '块', '划']),
        ("县", &['域']),
        ("乡", &['村']),
    ];
    WORDS.contains(&place)
        || ["城乡", "联盟", "反省"].iter().any(|word| place.ends_with(word))
        || LONGER
            .iter()
            .any(|(rank, next)| place.ends_with(rank) && after.starts_with(*next))
}
