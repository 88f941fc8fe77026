//! Bodies read from a responsibility bracket that lost its other half in conversion: `(市教育局、市财政局负责` and the
//! sentence goes on. Where the list ends is then a guess, and the reader of the list should look.

use crate::model::{ByteSpan, Finding, Unit, WarningCode};

/// One finding for each half bracket of `pieces` that bodies were read from.
#[must_use]
pub fn half_brackets(clean: &str, pieces: &[ByteSpan], units: &[Unit<ByteSpan>]) -> Vec<Finding<ByteSpan>> {
    let mut found: Vec<Finding<ByteSpan>> = Vec::new();
    for unit in units.iter().filter(|unit| unit.rule.starts_with("unit.bracket")) {
        let at = pieces.partition_point(|piece| piece.end < unit.span.end);
        let Some(piece) = pieces.get(at).filter(|piece| piece.contains(unit.span)) else {
            continue;
        };
        let opened = half(clean[piece.start..unit.span.start].chars().rev(), OPEN, CLOSE);
        let closed = half(clean[unit.span.end..piece.end].chars(), CLOSE, OPEN);
        let which = match (opened, closed) {
            (true, false) => "右",
            (false, true) => "左",
            _ => continue,
        };
        let name = unit.span.of(clean);
        match found.last_mut() {
            // The bodies of one bracket are one finding.
            Some(last) if last.span.is_some_and(|span| piece.contains(span)) => {
                last.span = last.span.map(|span| ByteSpan::new(span.start, unit.span.end));
            }
            _ => found.push(Finding {
                code: WarningCode::BracketDoubtful,
                message: format!("写责任单位的括号缺{which}半边，单位从“{name}”读起，到哪里为止是推断的，请对照原文"),
                span: Some(unit.span),
            }),
        }
    }
    found
}

const OPEN: [char; 4] = ['(', '[', '〔', '【'];
const CLOSE: [char; 4] = [')', ']', '〕', '】'];

/// Whether the nearest bracket that the characters come upon, pairs left aside, is a `wanted` one.
fn half(chars: impl Iterator<Item = char>, wanted: [char; 4], other: [char; 4]) -> bool {
    let mut depth = 0_usize;
    for c in chars {
        if other.contains(&c) {
            depth += 1;
        } else if wanted.contains(&c) {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::unit::units;

    fn doubts(text: &str) -> usize {
        let pieces = [ByteSpan::new(0, text.len())];
        half_brackets(text, &pieces, &units(text, &pieces)).len()
    }

    #[test]
    fn whole_brackets_are_not_in_doubt() {
        for text in [
            "推进改造。(市住房城乡建设局、市财政局负责)",
            "推进改造(一期)。(市住房城乡建设局牵头,各县(市、区)政府配合)",
            "推进改造。责任单位:市财政局",
        ] {
            assert_eq!(doubts(text), 0, "{text}");
        }
    }

    #[test]
    fn half_brackets_are_in_doubt() {
        for text in [
            "推进改造。(市住房城乡建设局、市财政局负责",
            "推进改造(一期)。(市住房城乡建设局、市财政局负责。",
        ] {
            assert_eq!(doubts(text), 1, "{text}");
        }
    }
}
