//! Short names that a notice defines once (`省水务投资集团有限公司(以下简称“省水投”)`) are bodies wherever they stand,
//! though no grammar of names would know them.
//!
//! They are read through a text of the same length, in which an office that the grammar knows stands in for each of
//! them; spans are the same in both, and the names of what was found are taken from the clean text. Not handled: short
//! names of two characters (平台, 基金), which are common nouns more often than names.

use super::chars::is_name_character;
use super::name::{Kind, run};

/// How a definition begins.
const GIVEN: [&str; 5] = ["(以下简称", "(以下统称", "(简称", "(下称", "(以下称"];
/// What may stand between that and the short name.
const MARKS: [char; 6] = [':', '：', '为', '“', '"', '「'];
/// Shortest and longest short name, in characters.
const SHORT: std::ops::RangeInclusive<usize> = 3..=12;
/// Most short names of a notice: each is looked for in the whole text.
const MOST: usize = 64;
/// How far before the bracket the full name is looked for, in characters.
const FULL: usize = 40;

/// The clean text with stand-ins for the short names it defines; none where it defines none.
pub(super) fn stand_in(clean: &str) -> Option<String> {
    let shorts = definitions(clean);
    if shorts.is_empty() {
        return None;
    }
    let mut out = clean.to_owned();
    for short in shorts {
        let office = office(short.chars().count());
        for (at, _) in clean.match_indices(short) {
            // The definition itself goes on standing behind the full name.
            let defines = GIVEN
                .iter()
                .any(|given| clean[..at].trim_end_matches(MARKS).ends_with(given));
            let taken = out.get(at..at + short.len()) != Some(short);
            if !defines && !taken {
                out.replace_range(at..at + short.len(), &office);
            }
        }
    }
    Some(out)
}

/// Short names of bodies that the grammar does not read by itself, the longest first.
fn definitions(clean: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for given in GIVEN {
        for at in memchr::memmem::find_iter(clean.as_bytes(), given) {
            let rest = clean[at + given.len()..].trim_start_matches(MARKS);
            let end = rest.find(['”', '"', '」', ')', '、', ',', '，', '\n']).unwrap_or(0);
            let short = &rest[..end];
            let length = short.chars().count();
            if SHORT.contains(&length)
                && short.len() == 3 * length
                && short.chars().all(is_name_character)
                && names_body(&clean[..at])
                && run(short, 0, short.len()).name.is_none_or(|(end, _)| end < short.len())
                && !found.contains(&short)
                && found.len() < MOST
            {
                found.push(short);
            }
        }
    }
    found.sort_by_key(|short| std::cmp::Reverse(short.len()));
    found
}

/// Whether the name of a body ends the text.
fn names_body(before: &str) -> bool {
    let starts = before.char_indices().rev().take(FULL);
    starts
        .take_while(|(_, c)| is_name_character(*c) || matches!(c, '(' | ')'))
        .any(|(start, _)| {
            let read = run(before, start, before.len());
            matches!(read.name, Some((end, Kind::Rank | Kind::Generic)) if end == before.len())
                && before.len() - start >= MIN
        })
}

/// Shortest full name, in bytes: four characters.
const MIN: usize = 12;

/// An office of an invented place, of so many characters.
fn office(length: usize) -> String {
    match length {
        0..=3 => "财政局".to_owned(),
        4 => "市财政局".to_owned(),
        _ => format!("江{}市财政局", "州".repeat(length - 5)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stand_in_is_a_body_of_its_length() {
        for length in SHORT {
            let name = office(length);
            assert_eq!(name.len(), 3 * length);
            assert!(
                matches!(run(&name, 0, name.len()).name, Some((end, _)) if end == name.len()),
                "{name}"
            );
        }
    }

    #[test]
    fn definitions_of_bodies() {
        for (text, shorts) in [
            ("由省水务投资集团有限公司(以下简称“省水投”)承建", &["省水投"][..]),
            ("市城建开发有限公司(以下简称市城投)参与", &["市城投"]),
            // the grammar knows it
            ("成立工作专班(以下简称“工作专班”)", &[]),
            // no body
            ("河湖岸线综合整治(以下简称“岸线整治”)", &[]),
            ("《宁川省消防条例》(以下简称《条例》)", &[]),
            ("某某科技有限公司(以下简称“平台”)", &[]),
            ("(以下简称", &[]),
        ] {
            assert_eq!(definitions(text), shorts, "{text}");
        }
    }
}
