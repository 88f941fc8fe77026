//! 目标指标 of one row: targets in the words of the notice.
//!
//! Targets that share words (`列养率分别达到100%、90%`, `宽度不小于6.5米、4.5米`) are said once, as one phrase; a
//! count that is a frequency (`每月巡查不少于2次`) stands under 频次 alone.

use super::joined;
use crate::model::{DeadlineKind, Target, TaskItem};

/// Beyond so many of an item, deadlines are not compared and words not looked for: each takes time in proportion to
/// the item.
const MANY: usize = 200;
/// What may stand between targets of one phrase.
const LINKS: [&str; 6] = ["", "、", "和", "及", "与", "或"];

/// The words for one row.
pub(super) fn targets(item: &TaskItem) -> String {
    let text = item.text.as_str();
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut elsewhere: Vec<&str> = Vec::new();
    let mut from = 0;
    for target in item.targets.iter().filter(|t| !is_frequency(item, t)) {
        let words = target.text.trim();
        if let Some(last) = places.last_mut() {
            let rest = &text[last.1..];
            let linked = |link: &&&str| rest.strip_prefix(**link).is_some_and(|rest| rest.starts_with(words));
            if let Some(link) = LINKS
                .iter()
                .find(linked)
                .filter(|_| !target.inherited && !words.is_empty())
            {
                last.1 += link.len() + words.len();
                continue;
            }
        }
        let sought = !target.inherited && !words.is_empty() && elsewhere.len() < MANY;
        let found = if sought { text[from..].find(words) } else { None };
        let Some(start) = found.map(|at| from + at) else {
            elsewhere.push(words);
            continue;
        };
        from = start;
        match places.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(start + words.len()),
            _ => places.push((start, start + words.len())),
        }
    }
    let own = places.iter().map(|&(start, end)| &text[start..end]);
    joined("；", own.chain(elsewhere))
}

fn is_frequency(item: &TaskItem, target: &Target) -> bool {
    let counted = target
        .unit
        .as_deref()
        .is_some_and(|unit| ["次", "轮", "遍", "回", "期"].contains(&unit));
    counted
        && item.deadlines.iter().take(MANY).any(|d| {
            d.kind == DeadlineKind::Recurring && d.span.start < target.span.end && target.span.start < d.span.end
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use crate::model::CharSpan;

    /// An item with this text whose targets are these words.
    fn shown(text: &str, words: &[&str]) -> String {
        let mut item = sample::list().items.swap_remove(1);
        let one = item.targets[0].clone();
        text.clone_into(&mut item.text);
        item.targets = words
            .iter()
            .map(|w| Target {
                text: (*w).to_owned(),
                ..one.clone()
            })
            .collect();
        targets(&item)
    }

    #[test]
    fn targets_that_share_words_are_one_phrase() {
        assert_eq!(
            shown(
                "列养率分别达到100%、100%和90%，比例提高6%。",
                &["列养率分别达到100%", "100%", "90%", "比例提高6%"]
            ),
            "列养率分别达到100%、100%和90%；比例提高6%"
        );
        let nested = ["路基宽度不小于6.5米", "路基宽度不小于6.5米、路面宽度不小于5.5米"];
        assert_eq!(
            shown("新改建路基宽度不小于6.5米、路面宽度不小于5.5米。", &nested),
            nested[1]
        );
        assert_eq!(shown("建房3套。", &["建房3套", "达到9个"]), "建房3套；达到9个");
    }

    #[test]
    fn a_frequency_is_no_target() {
        let mut item = sample::list()
            .items
            .into_iter()
            .find(|i| i.heading == "召开会议")
            .unwrap();
        let mut one = sample::list().items.swap_remove(1).targets.remove(0);
        (one.text, one.unit, one.span) = ("召开1次".to_owned(), Some("次".to_owned()), item.deadlines[0].span);
        item.targets = vec![one];
        assert_eq!(targets(&item), "");
        item.targets[0].span = CharSpan { start: 0, end: 0 };
        assert_eq!(targets(&item), "召开1次");
    }
}
