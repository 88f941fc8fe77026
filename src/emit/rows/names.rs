//! 任务类别, 工作任务 and 具体内容 of one row: what a task is called, and what it says beyond its name.

use crate::model::TaskItem;
use std::borrow::Cow;

/// A name is not cut back to fewer characters than this: a short first clause often only leads in.
const SHORTEST: usize = 16;
/// A clause that ends with one of these only says when or for what.
const CONDITIONS: [&str; 6] = ["的", "时", "后", "期间", "者", "案件"];
/// Marks at which a sentence is cut to a name.
const BREAKS: [char; 8] = ['，', ',', '；', ';', '：', ':', '。', '\n'];

/// 工作任务: the heading; where it is the head of a longer sentence, its whole clauses, else `…` after it.
pub(super) fn task(item: &TaskItem) -> Cow<'_, str> {
    let heading = item.heading.as_str();
    let whole = match item.text.strip_prefix(heading) {
        Some(rest) => rest.is_empty() || rest.starts_with(|c: char| c == '\n' || is_mark(c)),
        None => true,
    };
    if whole {
        return heading.into();
    }
    match heading.rfind(BREAKS) {
        Some(at) if stands_alone(&heading[..at]) => heading[..at].into(),
        _ => format!("{heading}…").into(),
    }
}

/// 具体内容: the own text, whole, but for a title at its head that 工作任务 says already.
pub(super) fn content(item: &TaskItem) -> &str {
    let Some(rest) = item.text.strip_prefix(item.heading.as_str()) else {
        return &item.text;
    };
    let title = !item.heading.is_empty() && !item.heading.contains(BREAKS);
    let body = rest.trim_start_matches(['。', '：', ':', '\n', ' ', '\u{3000}']);
    // A bracket alone says nothing without the words before it.
    if title && body.len() < rest.len() && !body.is_empty() && !body.starts_with(['(', '（']) {
        body
    } else {
        &item.text
    }
}

fn stands_alone(words: &str) -> bool {
    words.chars().count() >= SHORTEST && !CONDITIONS.iter().any(|end| words.ends_with(end))
}

fn is_mark(c: char) -> bool {
    BREAKS.contains(&c) || matches!(c, '！' | '？' | '!' | '?' | '(' | '（')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    fn named(heading: &str, text: &str) -> (String, String) {
        let mut item = sample::list().items.swap_remove(1);
        (item.heading, item.text) = (heading.to_owned(), text.to_owned());
        (task(&item).into_owned(), content(&item).to_owned())
    }

    #[test]
    fn a_title_is_said_once() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            named("加强巡查", "加强巡查。每日巡山。"),
            pair("加强巡查", "每日巡山。")
        );
        assert_eq!(
            named("加强巡查", "加强巡查\n每日巡山。"),
            pair("加强巡查", "每日巡山。")
        );
        let whole = "加强巡查\n(林业站牵头)";
        assert_eq!(named("加强巡查", whole), pair("加强巡查", whole));
        assert_eq!(named("每日巡山", "每日巡山。"), pair("每日巡山", "每日巡山。"));
        let sentence = "林业站每日巡山，各村配合";
        assert_eq!(
            named(sentence, "林业站每日巡山，各村配合。再报。").1,
            "林业站每日巡山，各村配合。再报。"
        );
    }

    #[test]
    fn a_cut_sentence_ends_with_a_whole_clause() {
        let text = "林业站会同派出所每日组织人员巡山，各村配合做好群众工作。";
        assert_eq!(
            named("林业站会同派出所每日组织人员巡山，各村配", text).0,
            "林业站会同派出所每日组织人员巡山"
        );
        assert_eq!(named("林业站会同派", text).0, "林业站会同派…");
        let text = "进入森林防火戒严期后各村入山道路关闭期间，林业站每日巡山。";
        assert_eq!(
            named("进入森林防火戒严期后各村入山道路关闭期间，林业", text).0,
            "进入森林防火戒严期后各村入山道路关闭期间，林业…"
        );
    }
}
