//! 附件: the note after the text that names attachments (GB/T 9704-2012 7.3.4) and the mark at the left edge that
//! begins one (7.3.7).

const HAN_DIGITS: &str = "一二三四五六七八九十";

/// Whether the line is the mark that begins an attachment: `附件`, `附件1`, `附件:` alone, `附表2`.
#[must_use]
pub fn is_mark(line: &str) -> bool {
    let Some(rest) = after_word(line) else { return false };
    let rest = number_and_colon(rest);
    rest.is_empty()
}

/// Whether the line belongs to the note that names attachments: `附件:1.任务分解表`, `附:联系人名单`.
#[must_use]
pub fn is_note(line: &str) -> bool {
    let Some(rest) = after_word(line) else { return false };
    let named = number_and_colon(rest);
    !named.is_empty() && named.len() < rest.len() && line.chars().count() <= 80 && !line.contains('。')
}

/// Whether the line is such a mark with the attachment's title glued to it: `附件1某县任务分解表`, as where a converter lost
/// the line end. Only the lines below can say whether it begins the attachment or lists its name.
#[must_use]
pub fn is_titled_mark(line: &str) -> bool {
    const KINDS: [&str; 18] = [
        "表", "清单", "名单", "台账", "目录", "方案", "办法", "细则", "要点", "标准", "规范", "指南", "预案", "样式",
        "模板", "名册", "分工", "图",
    ];
    const WITHIN: [&str; 7] = ["中", "所", "里", "内", "的", "规定", "要求"];
    let Some(rest) = after_word(line) else { return false };
    let title = number_and_colon(rest);
    title.chars().count() >= 4
        && line.chars().count() <= 45
        && KINDS.iter().any(|kind| title.ends_with(kind))
        && !WITHIN.iter().any(|word| title.starts_with(word))
        && !title.contains(['。', '，', ',', ';', '；', '\t'])
}

/// `附件1` of the line that begins an attachment, with or without the attachment's title behind it.
#[must_use]
pub fn name(line: &str) -> Option<String> {
    if !is_mark(line) && !is_note(line) && !is_titled_mark(line) {
        return None;
    }
    let line = line.trim();
    let rest = after_word(line)?;
    let word = &line[..line.len() - rest.len()];
    let rest = rest.trim_start();
    let number = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || HAN_DIGITS.contains(c))
            .len();
    Some(format!("{word}{}", &rest[..number]))
}

fn after_word(line: &str) -> Option<&str> {
    let line = line.trim();
    ["附件", "附表", "附录", "附图", "附"]
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .filter(|rest| {
            line.starts_with("附件")
                || line.starts_with("附表")
                || line.starts_with("附录")
                || rest.starts_with([':', '：'])
        })
}

/// What remains after a number and a colon.
fn number_and_colon(rest: &str) -> &str {
    let rest = rest.trim_start();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || HAN_DIGITS.contains(c));
    rest.trim_start_matches([':', '：', '、', '.', ' ', '-', '—'])
}

#[cfg(test)]
mod tests {
    use super::{is_mark, is_note, name};

    #[test]
    fn names_attachments() {
        for (line, want) in [
            ("附件1", Some("附件1")),
            ("附件 2:", Some("附件2")),
            ("附件:任务分解表", Some("附件")),
            ("附件一:云溪县名单", Some("附件一")),
            ("附件2云溪县任务分解表", Some("附件2")),
            ("附件云溪县任务清单", Some("附件")),
            ("附件所列任务清单", None),
            ("附近居民", None),
        ] {
            assert_eq!(name(line).as_deref(), want, "{line}");
        }
    }

    #[test]
    fn tells_marks_from_notes() {
        for line in ["附件", "附件1", "附件:", "附件一", "附表2:"] {
            assert!(is_mark(line) && !is_note(line), "{line}");
        }
        for line in ["附件:1.任务分解表", "附件1:云溪县名单", "附:联系人名单"] {
            assert!(is_note(line) && !is_mark(line), "{line}");
        }
        for line in ["附近居民要配合", "附件中所列任务由各县负责。", "附则"] {
            assert!(!is_note(line) && !is_mark(line), "{line}");
        }
    }
}
