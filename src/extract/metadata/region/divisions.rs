//! The divisions of GB/T 2260, from `lexicon/divisions.tsv`, read once, at the first use.

use std::sync::LazyLock;

/// A division of GB/T 2260.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Division {
    pub code: u32,
    name: &'static str,
    /// Its name without the people, and the rank that follows in the short form: `凉山`, `州`.
    short: Option<(&'static str, &'static str)>,
}

impl Division {
    /// Codes end in `0000` for provinces, `00` for prefectures.
    pub fn level(self) -> &'static str {
        match self.code {
            code if code % 10_000 == 0 => "province",
            code if code % 100 == 0 => "prefecture",
            _ => "county",
        }
    }

    /// How many bytes of its name, or of its short name, `words` begin with.
    pub fn begins(self, words: &str) -> Option<usize> {
        if words.starts_with(self.name) {
            return Some(self.name.len());
        }
        let (base, rank) = self.short?;
        let after = words.strip_prefix(base)?;
        after.starts_with(rank).then_some(base.len() + rank.len())
    }

    /// The codes of what lies in it.
    pub fn within(self) -> std::ops::Range<u32> {
        match self.level() {
            "province" => self.code + 1..self.code + 10_000,
            "prefecture" => self.code + 1..self.code + 100,
            _ => self.code..self.code,
        }
    }
}

/// All divisions, in the order of their codes.
pub(super) static DIVISIONS: LazyLock<Vec<Division>> = LazyLock::new(|| {
    let rows = include_str!("../../../lexicon/divisions.tsv").lines();
    rows.filter_map(|row| {
        let (code, name) = row.split_once('\t')?;
        Some(Division {
            code: code.parse().ok()?,
            name,
            short: base(name),
        })
    })
    .collect()
});

/// The peoples in the names of autonomous places, as far as they stand there.
const PEOPLES: [&str; 53] = [
    "各族",
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "普米族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "独龙族",
    "鄂伦春",
    "裕固族",
    "保安族",
    "京族",
    "门巴族",
    "珞巴族",
    "阿昌族",
    "德昂族",
    "基诺族",
];

/// `凉山` of 凉山彝族自治州, `石柱` of 石柱土家族自治县; none for other names and for those that are a people's alone.
fn base(name: &'static str) -> Option<(&'static str, &'static str)> {
    let (mut base, rank) = [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")]
        .iter()
        .find_map(|(last, rank)| Some((name.strip_suffix(last)?, *rank)))?;
    while let Some(shorter) = PEOPLES.iter().find_map(|people| base.strip_suffix(people)) {
        base = shorter;
    }
    (!base.is_empty()).then_some((base, rank))
}
