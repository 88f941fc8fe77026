//! 主送机关: flush left below the title, closed by a colon (GB/T 9704-2012 7.3.2).

use crate::model::ByteSpan;

/// Longest list of recipients, in characters.
const LONGEST: usize = 400;

/// The length in bytes of the recipients that `line` begins with, colon included; text may follow the colon.
#[must_use]
pub fn recipients_len(line: &str) -> Option<usize> {
    let colon = line.find([':', '：'])?;
    let names = &line[..colon];
    let chars = names.chars().count();
    if !(2..=LONGEST).contains(&chars)
        || names.contains(['。', '《', '“', '!', '?'])
        || names.contains(['；', ';']) && !names.starts_with('各')
    {
        return None;
    }
    if ends_as_announcement(names) || starts_as_text(names) {
        return None;
    }
    let last = names.trim_end_matches(')');
    let addresses = ["各", "有关", "全体", "所属", "直属"].iter().any(|w| names.contains(w))
        || [
            "政府", "部门", "单位", "局", "委", "厅", "公司", "院", "校", "办", "处", "会", "部", "区", "县", "市",
            "省", "署", "行", "社", "组", "企业", "镇", "街道", "中心", "机构", "集团", "园", "团体",
        ]
        .iter()
        .any(|suffix| last.ends_with(suffix));
    let mark = line[colon..].chars().next().map_or(1, char::len_utf8);
    addresses.then_some(colon + mark)
}

/// Whether `name` ends as the name of an addressed body does.
fn is_name(name: &str) -> bool {
    let last = name.trim().trim_end_matches(')');
    let ends = [
        "政府",
        "部门",
        "单位",
        "局",
        "委",
        "厅",
        "公司",
        "机构",
        "办事处",
        "委员会",
        "企业",
        "学校",
    ];
    ends.iter().any(|suffix| last.ends_with(suffix))
}

/// Longest list of recipients that lost its colon, in characters.
const LONGEST_BARE: usize = 120;

/// Whether `line` is a list of recipients that ends with a stop or with nothing: `各镇人民政府,县政府各部门`.
#[must_use]
pub fn are_unmarked(line: &str) -> bool {
    let names = line.trim_end_matches(['。', ';', '；']);
    names.starts_with('各')
        && names.chars().count() <= LONGEST_BARE
        && !names.contains([
            '。', '；', ';', ':', '：', '《', '“', '要', '应', '须', '请', '将', '把', '对', '的',
        ])
        && names.split([',', '，']).all(is_name)
}

/// `现将有关事项通知如下:` announces the text and addresses nobody.
fn ends_as_announcement(names: &str) -> bool {
    [
        "如下",
        "以下",
        "通知",
        "意见",
        "方案",
        "措施",
        "事项",
        "要求",
        "任务",
        "目标",
        "原则",
        "附件",
        "内容",
        "人",
        "电话",
        "地址",
        "邮箱",
        "传真",
        "时间",
        "单位名称",
        // 称谓: persons, no bodies.
        "朋友",
        "朋友们",
        "同志",
        "同志们",
        "群众",
        "代表",
        "居民",
        "村民",
        "市民",
        "同学",
        "日期",
    ]
    .iter()
    .any(|w| names.ends_with(w))
        || names.contains("如下")
}

fn starts_as_text(names: &str) -> bool {
    [
        // 称谓 of a speech or report: persons, no bodies.
        "各位",
        "为",
        "根据",
        "按照",
        "现将",
        "经",
        "附件",
        "联系",
        "一是",
        "牵头",
        "责任",
        "配合",
        "主办",
        "协办",
        "承办",
        "抄送",
        "来源",
        "发布",
        "主题",
        "索引",
        "标题",
        "发文",
        "信息",
        "公开",
        "编辑",
        "作者",
        "完成",
        "主送",
        "完成时限",
        "责任单位",
    ]
    .iter()
    .any(|w| names.starts_with(w))
}

/// The recipients one by one: split at commas and semicolons outside brackets; what shares a head stays whole.
#[must_use]
pub fn split(text: &str, span: ByteSpan) -> Vec<ByteSpan> {
    let words = span.of(text);
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in words.char_indices().chain([(words.len(), ',')]) {
        match c {
            '(' | '〔' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            // A line ends within a name as often as between two.
            '\n' if !words[at..].trim_start().starts_with('各') && !is_name(&words[start..at]) => {}
            ',' | '，' | ';' | '；' | ':' | '：' | '\n' if depth == 0 || at == words.len() => {
                let piece = &words[start..at];
                let trimmed = piece.trim();
                if !trimmed.is_empty() {
                    let from = span.start + start + (piece.len() - piece.trim_start().len());
                    found.push(ByteSpan::new(from, from + trimmed.len()));
                }
                start = (at + c.len_utf8()).min(words.len());
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{recipients_len, split};
    use crate::model::ByteSpan;

    #[test]
    fn knows_recipients() {
        for line in [
            "各县(区)人民政府,市直各部门:",
            "国务院各部委、各直属机构：",
            "云溪县教育局:",
            "各科室、各中心校:",
        ] {
            assert_eq!(recipients_len(line), Some(line.len()), "{line}");
        }
        assert_eq!(
            recipients_len("各镇人民政府:现将方案印发你们。"),
            Some("各镇人民政府:".len())
        );
    }

    #[test]
    fn refuses_announcements() {
        for line in [
            "现将有关事项通知如下:",
            "责任单位:云溪县教育局",
            "一要做到:",
            "为加强管理,制定方案:",
            "联系人:王某",
        ] {
            assert_eq!(recipients_len(line), None, "{line}");
        }
    }

    #[test]
    fn splits_outside_brackets() {
        let text = "各县(市,区)人民政府,市直各部门,各企业:";
        let names: Vec<&str> = split(text, ByteSpan::new(0, text.len()))
            .into_iter()
            .map(|s| s.of(text))
            .collect();
        assert_eq!(names, ["各县(市,区)人民政府", "市直各部门", "各企业"]);
    }
}
