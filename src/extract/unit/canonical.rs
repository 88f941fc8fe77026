//! Gives the name of a public body its canonical form, by which an importer may group. Input: a name as it stands, and
//! when the notice was issued; output: the name with its function word in the regulated short form, places kept
//! (`县发改局` → `县发展改革局`), or none where there is doubt. The words are `aliases.tsv`, read once, at the first use.
//! Not handled: companies, villages, schools and other names without a function word of that table, offices that have
//! several full names (`城管局`), and bodies of Taiwan, Hong Kong and Macau.

use super::aliases::{Place, Scope, TABLE, month};
use super::chars::is_name_character;
use crate::model::{ByteSpan, Unit};
use jiff::civil::Date;

/// What the notice says about when and where its bodies exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Naming {
    /// The months within which the notice was issued; none where it does not say.
    issued: Option<(u32, u32)>,
    /// The bodies are not those of the mainland.
    elsewhere: bool,
}

impl Naming {
    /// Of a notice of that day, else of that year.
    #[must_use]
    pub fn issued(day: Option<Date>, year: Option<i16>) -> Self {
        let day = day.map(|day| (month(day.year(), day.month()), month(day.year(), day.month())));
        let year = year.map(|year| (month(year, 1), month(year, 12)));
        Self {
            issued: day.or(year),
            elsewhere: false,
        }
    }

    /// The same for a notice of Taiwan, Hong Kong or Macau, whose bodies the table does not hold.
    #[must_use]
    pub fn elsewhere(self, elsewhere: bool) -> Self {
        Self { elsewhere, ..self }
    }

    /// Sets `canonical` and `group` of a unit by its name.
    pub fn apply(self, unit: &mut Unit<ByteSpan>) {
        unit.group = super::group::is_group(&unit.name);
        unit.canonical = if unit.group || self.elsewhere {
            None
        } else {
            canonical(&unit.name, self.issued)
        };
    }
}

/// Ranks behind a function word, the longest first, as written and in the canonical form.
const RANKS: [(&str, &str); 15] = [
    ("行政主管部门", "行政主管部门"),
    ("主管部门", "主管部门"),
    ("行政部门", "行政部门"),
    ("管理部门", "管理部门"),
    ("委员会", "委"),
    ("部门", "部门"),
    ("机关", "机关"),
    ("分局", "分局"),
    ("总局", "总局"),
    ("局", "局"),
    ("厅", "厅"),
    ("委", "委"),
    ("部", "部"),
    ("所", "所"),
    ("", ""),
];

/// Ranks that only central bodies have.
const CENTRAL_RANKS: [&str; 2] = ["总局", "部"];

/// What a part of a body ends with: `市公安局交警支队`, `省科技厅资源配置处`.
const PARTS: [&str; 17] = [
    "分局",
    "支局",
    "支队",
    "大队",
    "总队",
    "中队",
    "处",
    "科",
    "股",
    "室",
    "所",
    "站",
    "中心",
    "分行",
    "支行",
    "营业管理部",
    "执法队",
];

/// Longest place and longest part of a body, in characters; more is no name.
const LONGEST_PLACE: usize = 18;
const LONGEST_PART: usize = 12;

/// The canonical form of the name of one body, none where there is doubt.
fn canonical(name: &str, issued: Option<(u32, u32)>) -> Option<String> {
    if !name.chars().all(is_name_character) {
        return None;
    }
    let table = &*TABLE;
    for at in name.char_indices().map(|(at, _)| at).take(LONGEST_PLACE + 1) {
        let rest = &name[at..];
        let ends = rest.char_indices().map(|(from, c)| from + c.len_utf8());
        let mut ends: Vec<usize> = ends.take_while(|&end| end <= table.longest).collect();
        ends.reverse();
        for end in ends {
            let Some(rows) = table.rows.get(&rest[..end]) else {
                continue;
            };
            // `云溪街道办事处`: the word brings the rank of the place along
            let to = if rest.starts_with("街道") {
                at + "街道".len()
            } else {
                at
            };
            let Some(place) = place(&name[..to]) else { continue };
            let after = &rest[end..];
            let whole = part(after, issued).map(|part| (false, "", part));
            let Some((stem, rank, part)) = whole.filter(|_| rows.iter().any(|row| !row.stem)).or_else(|| {
                let (rank, part) = rank(after, place, issued)?;
                rows.iter().any(|row| row.stem).then_some((true, rank, part))
            }) else {
                continue;
            };
            let mut readings = rows
                .iter()
                .filter(|row| row.stem == stem && row.scope.admits(place) && row.holds(issued))
                .map(|row| row.canonical);
            let word = readings.next()?;
            // two readings are a doubt
            return readings
                .all(|other| other == word)
                .then(|| format!("{}{word}{rank}{part}", regulated_place(&name[..at])));
        }
    }
    None
}

/// What stands in front of the word; none where it is no place.
fn place(words: &str) -> Option<Place> {
    const CENTRAL: [&str; 8] = [
        "国家",
        "国务院",
        "中国",
        "中央",
        "全国",
        "中共中央",
        "中华人民共和国",
        "中华全国",
    ];
    if words.is_empty() {
        return Some(Place::Nothing);
    }
    if CENTRAL.contains(&words) {
        return Some(Place::Central);
    }
    if words.chars().count() > LONGEST_PLACE {
        return None;
    }
    let level = ["人民政府", "政府", "党工委", "工委", "党委", "委"]
        .iter()
        .find_map(|organ| words.strip_suffix(organ))
        .unwrap_or(words)
        // `市级机关事务管理局`, `市直机关工委`
        .trim_end_matches(['级', '直']);
    if ["自治区", "省", "市", "州", "盟"]
        .iter()
        .any(|last| level.ends_with(last))
    {
        return Some(Place::City);
    }
    if ["县", "区", "旗"].iter().any(|last| level.ends_with(last)) {
        return Some(Place::County);
    }
    let other = ["镇", "乡", "街道", "兵团", "苏木"]
        .iter()
        .any(|last| level.ends_with(last));
    (other || PROVINCES.contains(&words)).then_some(Place::Other)
}

/// Provinces as they stand in front of bodies under a central one: `江西证监局`.
const PROVINCES: [&str; 31] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
];

/// `中共某市委` is `某市委`, `市政府` is `市人民政府`, and the state needs not be named.
fn regulated_place(words: &str) -> String {
    let words = words.strip_prefix("中华人民共和国").unwrap_or(words);
    let words = words.strip_prefix("中共").unwrap_or(words);
    match words.strip_suffix("政府") {
        Some(place) if !place.ends_with("人民") => format!("{place}人民政府"),
        _ => words.to_owned(),
    }
}

/// The rank behind a function word and the part of the body behind that.
fn rank(words: &str, place: Place, issued: Option<(u32, u32)>) -> Option<(&'static str, String)> {
    let (written, rank) = RANKS.iter().find(|(written, _)| words.starts_with(written))?;
    if CENTRAL_RANKS.contains(written) && !Scope::Central.admits(place) {
        return None;
    }
    let after = &words[written.len()..];
    // without a rank nothing follows: `卫生院` is no office
    if written.is_empty() && !after.is_empty() {
        return None;
    }
    part(after, issued).map(|part| (*rank, part))
}

/// The part of a body at the end of its name, in canonical form; empty where the body itself is meant.
fn part(words: &str, issued: Option<(u32, u32)>) -> Option<String> {
    if words.is_empty() {
        return Some(String::new());
    }
    if words.chars().count() > LONGEST_PART || !PARTS.iter().any(|last| words.ends_with(last)) {
        return None;
    }
    let Some(rows) = TABLE.rows.get(words) else {
        return Some(words.to_owned());
    };
    let known = rows.iter().find(|row| !row.stem && row.holds(issued));
    Some(known.map_or(words, |row| row.canonical).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `2019`, `2019-04` or `-`.
    fn when(cell: &str) -> Naming {
        match cell.split_once('-') {
            _ if cell == "-" => Naming::default(),
            Some((year, of_year)) => Naming::issued(
                Some(jiff::civil::date(year.parse().unwrap(), of_year.parse().unwrap(), 15)),
                None,
            ),
            None => Naming::issued(None, Some(cell.parse().unwrap())),
        }
    }

    fn read(name: &str, naming: Naming) -> (String, bool) {
        let mut unit = Unit {
            text: name.to_owned(),
            name: name.to_owned(),
            canonical: None,
            group: false,
            role: crate::model::Role::Actor,
            inherited: false,
            action: None,
            span: ByteSpan::new(0, name.len()),
            rule: "",
        };
        naming.apply(&mut unit);
        (unit.canonical.unwrap_or_else(|| "-".to_owned()), unit.group)
    }

    #[test]
    fn cases_are_named() {
        let mut failures = Vec::new();
        let mut count = 0;
        for line in include_str!("canonical.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            count += 1;
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, issued, canonical, group] = cells[..] else {
                panic!("four cells wanted: {line}");
            };
            let found = read(name, when(issued));
            if (found.0.as_str(), found.1) != (canonical, group == "group") {
                failures.push(format!("{line}\n  found {found:?}"));
            }
        }
        assert!(count >= 150, "{count}");
        assert!(
            failures.is_empty(),
            "{} lines:\n{}",
            failures.len(),
            failures.join("\n")
        );
    }

    #[test]
    fn a_canonical_form_is_its_own() {
        for line in include_str!("canonical.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells[2] != "-" {
                assert_eq!(read(cells[2], when(cells[1])).0, cells[2], "{line}");
            }
        }
    }

    #[test]
    fn other_places_have_other_bodies_and_no_input_panics() {
        assert_eq!(read("教育局", Naming::issued(None, Some(2020)).elsewhere(true)).0, "-");
        for name in [
            "",
            "委",
            "-",
            "(",
            "𠮷",
            "街道",
            "局局局",
            "国家",
            "市委",
            "各",
            "政府",
            "发改",
        ] {
            read(name, Naming::default());
            read(&name.repeat(40), Naming::default());
        }
        for name in ["县发改局", "市公安局交警支队", "云溪街道办事处"] {
            for (at, _) in name.char_indices() {
                read(&name[at..], Naming::default());
                read(&name[..at], Naming::default());
            }
        }
    }
}
