//! Takes inline pinyin out: pages made for readers of the language put the sound behind characters, `會(huì)議`,
//! `全(quan)(quan)`, `扶余(fú yú)`. In: text with half-width brackets; out: text without glosses, and findings for
//! damaged ones with spans in bytes of the text that came in.
//!
//! A group goes only if it follows a Han character, its letters are legal syllables, not more than characters stand
//! before it, and the document shows that it is glossed: `(AI)`, `(he)`, `(PM)` of ordinary texts stay.
//!
//! **Damage.** Some pages put glosses into the bytes of GBK text out of step with its two-byte characters. Of `域為`
//! (D3 F2, 9E E9) the tool read F2 9E as `驗` and wrote its sound between 9E and E9. Decoded again, 9E and the opening
//! bracket are no character and become `?`, the letters and the closing bracket stand, and E9 pairs with the next
//! lead byte: every character is wrong until an ASCII trail byte brings the pairs back into step:
//! `域?yàn)橹攸c(diǎn)`. The lost bytes cannot be known, so such places are left as they stand and reported.

mod group;
mod syllable;

use super::class::{is_blank, is_han};
use super::rewrite::{Edited, Rewriter};
use crate::model::{ByteSpan, Finding, WarningCode};
use group::{Group, Tone, group};
use std::collections::HashSet;

/// From so many groups with tones on, a document is glossed; fewer might be remarks on one rare name.
const GLOSSED: usize = 3;
/// So many different plain lower-case syllables in brackets occur in no text that is not glossed.
const PLAIN_GLOSSED: usize = 4;
/// Abbreviations in capitals are common: only so many different ones that all are syllables are no accident.
const CAPITALS_GLOSSED: usize = 8;
/// No group has more syllables: they have letters, and its length is limited.
const SYLLABLES_MAX: usize = 64;
/// How far wrong characters are followed behind a damaged gloss, in characters.
const DAMAGE_MAX: usize = 24;

/// A group and where it stands.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// From the blanks and line ends before the bracket to behind the closing one.
    span: ByteSpan,
    group: Group,
    /// Stands behind another group, not behind a character.
    repeats: bool,
}

/// Takes glosses out; nothing where there are none. Damaged ones are reported and left.
pub(super) fn remove(text: &str) -> (Option<Edited>, Vec<Finding<ByteSpan>>) {
    let candidates = candidates(text);
    if candidates.is_empty() {
        return (None, Vec::new());
    }
    let evidence = Evidence::of(&candidates);
    let mut out = Rewriter::new(text);
    let mut gone = usize::MAX;
    for candidate in &candidates {
        if evidence.proves(candidate.group) && (!candidate.repeats || gone == candidate.span.start) {
            out.delete(candidate.span.start, candidate.span.end);
            gone = candidate.span.end;
        }
    }
    let findings = if evidence.marked >= GLOSSED {
        damaged(text)
    } else {
        Vec::new()
    };
    (out.finish(), findings)
}

/// All groups of legal syllables behind Han characters, in order.
fn candidates(text: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut han_before = 0;
    for at in memchr::memchr2_iter(b'(', b'[', text.as_bytes()) {
        // Cheap test first: a letter, a letter with a mark (two bytes, C3..CC), or a blank or line end follows.
        match text.as_bytes().get(at + 1) {
            Some(b) if b.is_ascii_alphabetic() || matches!(b, b' ' | b'\n') || matches!(b, 0xc3..=0xcc) => {}
            _ => continue,
        }
        let Some(group) = group(&text[at..]) else { continue };
        let before = text[..at].trim_end_matches(is_gap);
        let last_end = found.last().map_or(0, |last| last.span.end);
        let repeats = !found.is_empty() && last_end == before.len();
        if !repeats {
            // Characters before the group; glosses and blanks between them do not count.
            let since = before.get(last_end..).unwrap_or("");
            let mut letters = since.chars().rev().filter(|c| !is_gap(*c));
            let han = letters.by_ref().take(SYLLABLES_MAX).take_while(|c| is_han(*c)).count();
            let unbroken =
                !found.is_empty() && since.len() <= SYLLABLES_MAX * 6 && since.chars().all(|c| is_han(c) || is_gap(c));
            han_before = if unbroken { han_before + han } else { han };
        }
        if han_before >= group.syllables {
            let span = ByteSpan::new(before.len(), at + group.length);
            found.push(Candidate { span, group, repeats });
        }
    }
    found
}

/// Blanks and line ends that later filters may take out.
fn is_gap(c: char) -> bool {
    is_blank(c) || c == '\n'
}

/// What the groups of a document show.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    /// Groups with tone marks.
    marked: usize,
    /// Groups with tone marks or digits.
    toned: usize,
    /// Different plain syllables, at least one letter small.
    plain: usize,
    /// Different plain syllables in capitals.
    capitals: usize,
}

impl Evidence {
    fn of(candidates: &[Candidate]) -> Self {
        let (mut plain, mut capitals) = (HashSet::new(), HashSet::new());
        let (mut marked, mut toned) = (0, 0);
        for Candidate { group, .. } in candidates {
            match group.tone {
                Tone::Marked => {
                    marked += 1;
                    toned += 1;
                }
                Tone::Digit => toned += 1,
                Tone::Plain if group.letters < 2 => {}
                Tone::Plain if group.capitals => {
                    capitals.insert(group.key);
                }
                Tone::Plain => {
                    plain.insert(group.key);
                }
            }
        }
        Self {
            marked,
            toned,
            plain: plain.len(),
            capitals: capitals.len(),
        }
    }

    /// Whether `group` is a gloss in such a document.
    fn proves(self, group: Group) -> bool {
        let glossed = self.toned >= GLOSSED;
        match group.tone {
            Tone::Marked => group.letters > 1 || glossed,
            Tone::Digit => glossed,
            Tone::Plain if group.capitals && group.letters > 1 => self.capitals >= CAPITALS_GLOSSED,
            // Single letters are labels, (a), unless the document is glossed with marks throughout.
            Tone::Plain if group.letters == 1 => !group.capitals && glossed,
            Tone::Plain => glossed || self.plain >= PLAIN_GLOSSED,
        }
    }
}

/// Places where a gloss stands in the middle of a character's bytes.
fn damaged(text: &str) -> Vec<Finding<ByteSpan>> {
    let mut findings = Vec::new();
    let mut done = 0;
    // `?`, or the first byte of `？` and of U+FFFD.
    for at in memchr::memchr2_iter(b'?', 0xef, text.as_bytes()) {
        if at < done || !text[at..].starts_with(['?', '？', '\u{fffd}']) {
            continue;
        }
        let Some(found) = group(&text[at..]).filter(|g| g.tone == Tone::Marked) else {
            continue;
        };
        // `is_han` of the character before keeps questions in Latin script out.
        if !text[..at].chars().next_back().is_some_and(is_han) {
            continue;
        }
        done = in_step(text, at + found.length);
        findings.push(Finding {
            code: WarningCode::PinyinDamaged,
            message: "此处的拼音注音损坏了相邻的字，未作猜测，原样保留；请对照原文核对。".to_owned(),
            span: Some(ByteSpan::new(at, done)),
        });
    }
    findings
}

/// Where the characters behind a damaged gloss, which ends at `from`, are right again: behind the next gloss that
/// follows an ASCII character or is itself damaged. `from` where none follows nearby.
fn in_step(text: &str, from: usize) -> usize {
    let mut before = ')';
    for (at, c) in text[from..].char_indices().take(DAMAGE_MAX) {
        let at = from + at;
        match c {
            '(' => {
                let found = group(&text[at..]);
                return match found {
                    Some(found) if before.is_ascii_graphic() => at + found.length,
                    _ => from,
                };
            }
            '?' | '\u{fffd}' => return group(&text[at..]).map_or(from, |found| at + found.length),
            '\n' => return from,
            _ => before = c,
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        remove(text).0.map_or_else(|| text.to_owned(), |edited| edited.text)
    }

    #[test]
    fn glosses_go() {
        for (text, want) in [
            ("全省委員會(huì)議(yì)關(guān)于(yú)", "全省委員會議關于"),
            ("全(quan)(quan)面(mian)落(luo)实(shi)", "全面落实"),
            ("会(hui4)议(yi4)要(yao4)求", "会议要求"),
            ("重(zhòng)庆", "重庆"),
            ("扶余(fú yú)市", "扶余市"),
            ("扶(fú)余(fú yú)市", "扶余市"),
            ("会[huì]议 ( yì )要(YÀO)求(Qiú)", "会议要求"),
            (
                "会(HUI)议(YI)要(YAO)求(QIU)认(REN)真(ZHEN)落(LUO)实(SHI)",
                "会议要求认真落实",
            ),
            ("女(nǚ)性(xìng)的(de)权(quán)利(lì)", "女性的权利"),
        ] {
            assert_eq!(plain(text), want);
        }
    }

    #[test]
    fn abbreviations_and_labels_stay() {
        for text in [
            "人工智能(AI)、船舶自动识别系统(AIS)、颗粒物(PM)、局域网(LAN)",
            "他(he)和她(she)",
            "事项(a)和(b)、项目(e)",
            "第一(1)、说明(an)",
            "pinyin(pīn)",
            "图(a1)表(a2)",
        ] {
            assert_eq!(plain(text), text);
        }
        let glossed = "会(huì)议(yì)要(yào)求人工智能(AI)";
        assert_eq!(plain(glossed), "会议要求人工智能(AI)");
    }

    #[test]
    fn a_group_of_more_syllables_than_characters_stays() {
        assert_eq!(plain("市(chóng qìng)"), "市(chóng qìng)");
    }

    #[test]
    fn damaged_glosses_are_reported_and_left() {
        let text = "會(huì)議(yì)要(yào)求领域?yàn)橹攸c(diǎn)工作(zuò)。运输?shù)然顒?dòng)后";
        let (edited, findings) = remove(text);
        assert_eq!(
            edited.expect("it has glosses").text,
            "會議要求领域?yàn)橹攸c(diǎn)工作。运输?shù)然顒?dòng)后"
        );
        let places: Vec<&str> = findings.iter().map(|f| f.span.expect("has a place").of(text)).collect();
        assert_eq!(places, ["?yàn)橹攸c(diǎn)", "?shù)然顒?dòng)"]);
        assert!(remove("是否?yàn)会").1.is_empty(), "no glossed document");
    }
}
