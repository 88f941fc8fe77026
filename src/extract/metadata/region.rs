//! The place and level of the issuer, by the name it signs with, with its code of GB/T 2260.
//!
//! Input: names of issuers, else the title. Output: a [`Region`]; its code is that of the deepest division that the table
//! has, which for a town is its county's. A county whose name several places share, and whose prefecture is not named,
//! has no code. Places that the table does not have (abolished or invented ones) are told by their form, without code.
//! An autonomous place goes by its short name too (`凉山州`). The corps (新疆生产建设兵团) has the level of a province and no
//! code. Not handled: which of two central governments a name such as 教育部 means; the caller knows.

mod central;
mod divisions;
mod form;

use crate::model::Region;
use central::CENTRAL;
use divisions::{DIVISIONS, Division};
use form::{depth, of_form};

/// The region of the first issuer, else of the title.
#[must_use]
pub fn region(issuers: &[String], title: Option<&str>) -> Option<Region> {
    issuers.iter().map(String::as_str).chain(title).find_map(of_name)
}

fn of_name(name: &str) -> Option<Region> {
    let name = name.strip_prefix("中共").unwrap_or(name);
    // `国家税务总局江西省税务局`: the place behind the centre
    let name = CENTRAL
        .iter()
        .filter_map(|body| name.strip_prefix(body))
        .find(|rest| known(rest).is_some())
        .unwrap_or(name);
    if CENTRAL.iter().any(|body| name.starts_with(body)) {
        return Some(Region {
            name: "全国".to_owned(),
            level: Some("national".to_owned()),
            code: None,
        });
    }
    const CORPS: &str = "新疆生产建设兵团";
    if name.starts_with(CORPS) {
        return Some(Region {
            name: CORPS.to_owned(),
            level: Some("province".to_owned()),
            code: None,
        });
    }
    let Some((place, code, level, rest)) = known(name) else {
        return of_form(name);
    };
    let code = code.map(|code| code.to_string());
    // What lies in a known place and is not in the table: a town, or a place that is no more.
    match of_form(rest.trim_start_matches("人民政府"))
        .filter(|inner| inner.level.as_deref().is_some_and(|inner| depth(inner) > depth(level)))
    {
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
        let fits: Vec<(&Division, usize)> = inside
            .filter_map(|division| Some((division, division.begins(rest)?)))
            .collect();
        // The higher level first: 吉林省 before 吉林市; of one level the longer name.
        let rank = |division: &Division| {
            ["province", "prefecture", "county"]
                .iter()
                .position(|l| *l == division.level())
        };
        let Some(&(best, len)) = fits.iter().min_by_key(|(d, len)| (rank(d), usize::MAX - len)) else {
            break;
        };
        let same = fits
            .iter()
            .filter(|(d, other)| *other == len && d.level() == best.level())
            .count();
        found = Some(((same == 1).then_some(best.code), best.level()));
        at += len;
        scope = if same == 1 { best.within() } else { 0..0 };
    }
    found.map(|(code, level)| (&name[..at], code, level, &name[at..]))
}

#[cfg(test)]
mod tests;
