//! Responsibility brackets and labels in one piece: finds them and has them read. Input: clean text, a piece and its
//! places; output: what they took up, in order, so that the rest is read as running text. Not handled: labels that
//! neither a mark nor a blank sets off.

use super::bracket;
use super::chars::{closing, floor};
use super::entry::entries;
use super::label::label;
use super::scan::{Place, What};
use super::terms::{Terms, width};
use super::{Conventions, Hit};
use crate::extract::clause::Mark;
use crate::model::ByteSpan;

/// No responsibility bracket is longer than this, in bytes; farther than that a closing mark is not looked for.
const LONGEST_BRACKET: usize = 1_500;

/// The place up to which the bracket at `at` may reach.
fn within(text: &str, at: usize, limit: usize) -> usize {
    floor(text, limit.min(at + LONGEST_BRACKET))
}

/// Reads brackets and labels of responsibility; returns what they took up, in order.
pub(super) fn marked(
    text: &str,
    piece: ByteSpan,
    conventions: Conventions,
    places: &[Place],
    hits: &mut Vec<Hit>,
) -> Vec<ByteSpan> {
    let mut taken = Vec::new();
    let mut from = piece.start;
    let mut skip = piece.start;
    if let Some((start, end)) = columned(text, piece) {
        let role = label(text, piece.start, start).and_then(|found| found.role);
        if let Some(role) = role {
            let start = start + text[start..end].chars().next().map_or(0, char::len_utf8);
            entries(
                text,
                ByteSpan::new(start, end),
                Some(role),
                conventions,
                hits,
                "unit.label",
            );
        }
        taken.push(ByteSpan::new(piece.start, end));
        (from, skip) = (end, end);
    }
    for (at, open) in openings(text, piece, places) {
        if at < skip {
            continue;
        }
        let width = width(text.as_bytes()[at]);
        if open {
            // In a run of opening marks only the last can open a charge.
            if text[at + width..piece.end].starts_with(['(', '[', '【', '〔', '（']) {
                continue;
            }
            let close = closing(text, at, within(text, at, piece.end));
            let shut = text[at..close].ends_with([')', ']', '】', '〕', '）']);
            // a closing mark lost at a line end: the next item or the next such bracket ends this one
            let cut = lost_end(&text[at + width..close]);
            let shut = shut && cut.is_none();
            let close = cut.map_or(close, |cut| at + width + cut);
            let end = if shut {
                close - text[..close].chars().next_back().map_or(0, char::len_utf8)
            } else {
                close
            };
            let content = ByteSpan::new((at + width).min(end), end);
            // `【牵头单位】市人社局`
            if shut
                && content.start < content.end
                && let Some(found) =
                    label(text, content.start, content.end).filter(|found| found.start == content.start)
            {
                let stop = label_end(text, close, piece.end);
                if let Some(role) = found.role {
                    entries(
                        text,
                        ByteSpan::new(close, stop),
                        Some(role),
                        conventions,
                        hits,
                        "unit.label",
                    );
                }
                taken.push(ByteSpan::new(at, stop));
                (from, skip) = (stop, stop);
                continue;
            }
            let before = text[piece.start..at].chars().next_back();
            let bare = matches!(before, None | Some('。' | '；' | ';' | '.' | ')' | '）'))
                && !matches!(text[close..piece.end].chars().next(), Some(',' | '，' | '的' | '、'));
            if content.start < content.end && bracket::inside(text, content, bare, conventions, hits) {
                taken.push(ByteSpan::new(at, close));
                from = close;
                skip = close;
            } else if shut {
                skip = close;
            }
            continue;
        }
        let Some(found) = label(text, from, at) else { continue };
        let before = &text[from..found.start];
        if PART.closes(before).is_some() {
            continue;
        }
        let start = at + width;
        let mut end = label_end(text, start, piece.end);
        // `主办机关为环保局,教育处协同办理`: a sentence, whose first clause names the body
        if text[at..].starts_with('为') {
            end = text[start..end].find([',', '，']).map_or(end, |comma| start + comma);
        }
        if let Some(role) = found.role {
            entries(
                text,
                ByteSpan::new(start, end),
                Some(role),
                conventions,
                hits,
                "unit.label",
            );
        }
        taken.push(ByteSpan::new(found.start, end));
        from = end;
        skip = end;
    }
    taken
}

/// Where brackets (true) and what may stand behind a label (false) are: a colon, or the `/` of `牵头单位/市林业局`.
fn openings(text: &str, piece: ByteSpan, places: &[Place]) -> Vec<(usize, bool)> {
    let mut found: Vec<(usize, bool)> = places
        .iter()
        .filter_map(|place| match place.what {
            What::Bracket => Some((place.at, true)),
            What::End(Mark::Colon) => Some((place.at, false)),
            _ => None,
        })
        .collect();
    let slashes = memchr::memchr_iter(b'/', piece.of(text).as_bytes()).map(|at| (piece.start + at, false));
    // `主办机关为市环保局`
    let words = piece.of(text);
    let named = ["机关为", "单位为", "部门为"].iter().flat_map(|word| {
        memchr::memmem::find_iter(words.as_bytes(), word.as_bytes())
            .map(|at| (piece.start + at + word.len() - '为'.len_utf8(), false))
    });
    let colons = found.len();
    found.extend(slashes.chain(named));
    if found.len() > colons {
        found.sort_unstable();
    }
    found
}

/// `责任单位　市林业局`: a label that opens a piece and that only a blank sets off; where the blank stands and the list ends.
fn columned(text: &str, piece: ByteSpan) -> Option<(usize, usize)> {
    const LONGEST_LABEL: usize = 45;
    let words = piece.of(text);
    let blank = words
        .char_indices()
        .take_while(|(offset, _)| *offset <= LONGEST_LABEL)
        .find(|(_, c)| !('\u{4e00}'..='\u{9fff}').contains(c))
        .filter(|(_, c)| c.is_whitespace() && *c != '\n')?;
    let at = piece.start + blank.0;
    let found = label(text, piece.start, at).filter(|found| found.start == piece.start)?;
    found.role?;
    Some((at, label_end(text, at, piece.end)))
}

/// Words before a label that make it part of a sentence.
const PART: Terms<6> = Terms::new(["各", "有关", "相关", "由", "和", "及"]);

/// Where a bracket of responsibility must have ended although no mark closes it: before `2.…` or `(责任单位`.
fn lost_end(content: &str) -> Option<usize> {
    if !content.starts_with(['责', '牵', '主', '承', '配']) || !content.contains(['.', '(']) {
        return None;
    }
    let bytes = content.as_bytes();
    let item = content.match_indices('.').find_map(|(dot, _)| {
        let digits = bytes[..dot]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        (digits > 0 && !bytes.get(dot + 1).is_some_and(u8::is_ascii_digit)).then_some(dot - digits)
    });
    let next = ["(责任单位", "(责任部门", "(牵头单位", "(牵头部门"]
        .iter()
        .filter_map(|open| {
            content
                .find(open)
                .filter(|at| !content[at + open.len()..].starts_with([')', '）']))
        })
        .min();
    item.into_iter().chain(next).min()
}

/// Where the list after a label ends: at a stop, a line end, or where the next label begins.
fn label_end(text: &str, start: usize, limit: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in text[start..limit].char_indices() {
        let at = start + offset;
        match c {
            // the next label: `【配合单位】`
            '【' | '[' if depth == 0 && opens_label(text, at, limit) => return at,
            '(' | '〔' | '〈' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            '。' | '\n' if depth == 0 => return at,
            ':' | '：' | '/' => {
                if let Some(next) = label(text, start, at) {
                    return next.start;
                }
            }
            _ => {}
        }
    }
    limit
}

/// Whether a bracket at `at` holds a label and nothing else.
fn opens_label(text: &str, at: usize, limit: usize) -> bool {
    let close = closing(text, at, limit);
    let start = at + width(text.as_bytes()[at]);
    let end = close - text[..close].chars().next_back().map_or(0, char::len_utf8);
    start < end && label(text, start, end).is_some_and(|found| found.start == start)
}
