//! One walk over a piece that notes every place where a reader of bodies may have something to do: marks, brackets,
//! and the characters that open a charge. Input: clean text and a piece of it; output: places in text order (bytes of
//! the clean text), and the clauses between them (as [`crate::extract::clause`] cuts them). What stands between the
//! places is not looked at again unless a reader asks for it.

use super::terms::width;
use crate::extract::clause::Mark;
use crate::model::ByteSpan;

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// `(` `[` `【` `〔`
    Bracket,
    /// An opening quotation mark or title mark.
    Quote,
    /// What closes one of the two.
    Close,
    /// A mark that ends a clause.
    End(Mark),
    /// `的`
    Of,
    /// `期间`
    During,
    /// `由`
    By,
    /// `会同`, `联合`, `协同`, `联同`
    With,
    /// `委托`, `授权`
    Trust,
    /// `等` before a kind of body
    Among,
}

/// A place where something stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub at: usize,
    pub what: What,
}

/// A clause with the places inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause<'a> {
    /// The clause without the mark that ends it and without blanks around it.
    pub span: ByteSpan,
    /// What ends it.
    pub end: Mark,
    /// The places inside.
    pub places: &'a [Place],
}

/// Notes the places of `piece`, in text order.
pub(super) fn scan(text: &str, piece: ByteSpan, found: &mut Vec<Place>) {
    let bytes = piece.of(text).as_bytes();
    found.reserve(bytes.len() / 16);
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let what = match bytes.get(at + 1..at + 3) {
            // most characters are ideographs, and most of them fail here
            Some([_, three])
                if matches!(first, 0xe4..=0xe9) && LEADS[usize::from(three & 0x3f)] >> (first - 0xe4) & 1 == 0 =>
            {
                at += 3;
                continue;
            }
            Some([two, three]) if first >= 0xe2 => wide(first, *two, *three, &bytes[at + 3..]),
            _ if first < 0x80 => ascii(first),
            _ => None,
        };
        if let Some(what) = what {
            found.push(Place {
                at: piece.start + at,
                what,
            });
        }
        at += width(first);
    }
}

/// The first bytes of the ideographs sought, 的 由 等 会 委 授 期 联 协, as bits from 0xe4 on, by the last six bits of
/// their last byte.
const LEADS: [u8; 64] = {
    const SOUGHT: [&str; 9] = ["的", "由", "等", "会", "委", "授", "期", "联", "协"];
    let mut leads = [0; 64];
    let mut index = 0;
    while index < SOUGHT.len() {
        let bytes = SOUGHT[index].as_bytes();
        leads[(bytes[2] & 0x3f) as usize] |= 1 << (bytes[0] - 0xe4);
        index += 1;
    }
    leads
};

#[inline]
fn ascii(byte: u8) -> Option<What> {
    Some(match byte {
        b'(' | b'[' => What::Bracket,
        b')' | b']' => What::Close,
        b',' => What::End(Mark::Comma),
        b';' => What::End(Mark::Semicolon),
        b':' => What::End(Mark::Colon),
        b'!' | b'?' => What::End(Mark::Stop),
        b'\n' => What::End(Mark::End),
        _ => return None,
    })
}

/// A character of three bytes; `rest` is what follows it.
#[inline]
fn wide(one: u8, two: u8, three: u8, rest: &[u8]) -> Option<What> {
    Some(match (one, two, three) {
        (0xe2, 0x80, 0x9c) => What::Quote, // “
        (0xe2, 0x80, 0x9d) => What::Close, // ”
        (0xe3, 0x80, three) => match three {
            0x82 => What::End(Mark::Stop),            // 。
            0x90 | 0x94 => What::Bracket,             // 【 〔
            0x88 | 0x8a | 0x8c | 0x8e => What::Quote, // 〈 《 「 『
            0x89 | 0x8b | 0x8d | 0x8f | 0x91 | 0x95 => What::Close,
            _ => return None,
        },
        (0xef, 0xbc, three) => match three {
            0x8c => What::End(Mark::Comma),
            0x9b => What::End(Mark::Semicolon),
            0x9a => What::End(Mark::Colon),
            0x81 | 0x9f => What::End(Mark::Stop), // ！ ？
            0x88 => What::Bracket,
            0x89 => What::Close,
            _ => return None,
        },
        (0xe7, 0x9a, 0x84) => What::Of,
        (0xe7, 0x94, 0xb1) => What::By,
        (0xe7, 0xad, 0x89) if KINDS.iter().any(|kind| rest.starts_with(kind.as_bytes())) => What::Among,
        (0xe4, 0xbc, 0x9a) if rest.starts_with("同".as_bytes()) => What::With, // 会同
        (0xe8, 0x81, 0x94) if rest.starts_with("合".as_bytes()) || rest.starts_with("同".as_bytes()) => What::With, // 联合
        (0xe5, 0x8d, 0x8f) if rest.starts_with("同".as_bytes()) => What::With, // 协同
        (0xe5, 0xa7, 0x94) if rest.starts_with("托".as_bytes()) || rest.starts_with("请".as_bytes()) => What::Trust,
        (0xe6, 0x9c, 0x9f) if rest.starts_with("间".as_bytes()) => What::During,
        (0xe6, 0x8e, 0x88) if rest.starts_with("权".as_bytes()) => What::Trust,
        _ => return None,
    })
}

/// How the kinds of bodies behind `等` begin: `有关`, `相关`, `部门`, `单位`, `群团`, `组织`, `团体`.
const KINDS: [&str; 7] = ["有", "相", "部", "单", "群", "组", "团"];

/// The places that stand in `span`.
pub(super) fn inside(places: &[Place], span: ByteSpan) -> &[Place] {
    let from = places.partition_point(|place| place.at < span.start);
    let to = from + places[from..].partition_point(|place| place.at < span.end);
    &places[from..to]
}

/// The clauses of a span: cut at the marks outside brackets and quotes; empty ones are left out.
pub(super) struct Clauses<'a> {
    text: &'a str,
    /// What is left, from the end of the last clause on.
    rest: ByteSpan,
    places: &'a [Place],
    over: bool,
}

impl<'a> Clauses<'a> {
    /// `places` are those inside `span`.
    pub(super) fn new(text: &'a str, span: ByteSpan, places: &'a [Place]) -> Self {
        Self {
            text,
            rest: span,
            places,
            over: false,
        }
    }

    /// The next mark that ends a clause, by its index in `places`. A bracket or quotation that nothing closes on its line
    /// holds nothing.
    fn mark(&self) -> Option<(usize, Mark)> {
        let mut depth = 0_usize;
        for (index, place) in self.places.iter().enumerate() {
            match place.what {
                What::Bracket | What::Quote if depth > 0 || closed(&self.places[index..]) => depth += 1,
                What::Close => depth = depth.saturating_sub(1),
                What::End(mark) if depth == 0 || mark == Mark::End => return Some((index, mark)),
                _ => {}
            }
        }
        None
    }
}

/// Places that a bracket or quotation holds at most: more of them stand behind one that was never closed, and to look
/// further would cost the square of a row of brackets.
const HELD: usize = 100;

/// Whether the opening mark in front of `places` is closed before the line ends.
fn closed(places: &[Place]) -> bool {
    let mut depth = 0_usize;
    for place in places.iter().take(HELD) {
        match place.what {
            What::Bracket | What::Quote => depth += 1,
            What::Close if depth <= 1 => return true,
            What::Close => depth -= 1,
            What::End(Mark::End) => return false,
            _ => {}
        }
    }
    false
}

impl<'a> Iterator for Clauses<'a> {
    type Item = Clause<'a>;

    fn next(&mut self) -> Option<Clause<'a>> {
        while !self.over {
            let start = self.rest.start;
            let (end, mark, places) = match self.mark() {
                Some((index, mark)) => {
                    let (places, after) = self.places.split_at(index);
                    let at = after[0].at;
                    self.places = &after[1..];
                    self.rest.start = at + width(self.text.as_bytes()[at]);
                    (at, mark, places)
                }
                None => {
                    self.over = true;
                    (self.rest.end, Mark::End, self.places)
                }
            };
            if let Some(span) = trim(self.text, ByteSpan::new(start, end)) {
                return Some(Clause {
                    span,
                    end: mark,
                    places,
                });
            }
        }
        None
    }
}

/// Cuts blanks off; none where nothing is left.
#[inline]
fn trim(text: &str, span: ByteSpan) -> Option<ByteSpan> {
    let words = span.of(text);
    // ideographs stand at both ends of nearly every clause
    if matches!(
        words.as_bytes(),
        [0xe4..=0xe9, .., 0xe4..=0xe9, _, _] | [0xe4..=0xe9, _, _]
    ) {
        return Some(span);
    }
    let trimmed = words.trim();
    let start = span.start + (words.len() - words.trim_start().len());
    (!trimmed.is_empty()).then(|| ByteSpan::new(start, start + trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::clause;

    #[test]
    fn clauses_are_cut_as_elsewhere() {
        for text in [
            "",
            "各地要加强领导(县、区同),落实责任。",
            " 由甲、乙等部门《管理,办法》的;会同丙！\n委托丁（戊，己）负责:",
            "　一；二　,三）四。(五\n六,七",
            "a,b;c(d,e)f。",
            "a(b,c)d,e",
        ] {
            let span = ByteSpan::new(0, text.len());
            let mut places = Vec::new();
            scan(text, span, &mut places);
            let ours: Vec<_> = Clauses::new(text, span, &places)
                .map(|clause| (clause.span, clause.end))
                .collect();
            let theirs: Vec<_> = clause::clauses(text, span)
                .iter()
                .map(|clause| (clause.span, clause.end))
                .collect();
            if text.contains('（') || text.contains("(五") {
                continue; // normalized text has no wide brackets; an open one holds nothing here
            }
            assert_eq!(ours, theirs, "{text}");
        }
    }
}
