//! The table of contents data above a notice on a government page (索引号, 发文机关, 成文日期, 发文字号 …), and the same
//! fields in the head of a letter: a second witness of what the text itself says.
//!
//! Input: a line of clean text. Output: its fields with their values; spans in bytes of the line. Fields: those of the
//! 政府信息公开 catalogues. 发布日期 is the date of posting and witnesses nothing.

use crate::model::ByteSpan;

/// What a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 标题.
    Title,
    /// 发文字号.
    DocNumber,
    /// 发文机关.
    Issuer,
    /// 成文日期.
    Issued,
    /// Known, and of no use here.
    Other,
}

/// Labels, as they are printed without blanks.
const LABELS: [(&str, Field); 34] = [
    ("发文字号", Field::DocNumber),
    ("公文文号", Field::DocNumber),
    ("文件编号", Field::DocNumber),
    ("文件号", Field::DocNumber),
    ("文号", Field::DocNumber),
    ("成文日期", Field::Issued),
    ("发文日期", Field::Issued),
    ("签发日期", Field::Issued),
    ("制发日期", Field::Issued),
    ("成文时间", Field::Issued),
    ("发文时间", Field::Issued),
    ("发文机关", Field::Issuer),
    ("发文单位", Field::Issuer),
    ("制发机关", Field::Issuer),
    ("发布机构", Field::Issuer),
    ("发布机关", Field::Issuer),
    ("信息名称", Field::Title),
    ("标题", Field::Title),
    ("名称", Field::Title),
    ("索引号", Field::Other),
    ("索引编号", Field::Other),
    ("主题分类", Field::Other),
    ("信息分类", Field::Other),
    ("公文种类", Field::Other),
    ("主题词", Field::Other),
    ("有效性", Field::Other),
    ("效力状态", Field::Other),
    ("发布日期", Field::Other),
    ("发布时间", Field::Other),
    ("公开日期", Field::Other),
    ("公开方式", Field::Other),
    ("公文时效", Field::Other),
    ("废止日期", Field::Other),
    ("体裁分类", Field::Other),
];

/// A line longer than this, in characters, is text.
const LONGEST: usize = 300;

/// The fields of a line that begins with one; none for other lines.
#[must_use]
pub fn fields(line: &str) -> Vec<(Field, ByteSpan)> {
    let mut found: Vec<(Field, ByteSpan)> = Vec::new();
    if line.len() > LONGEST * 3 || label_at(line).is_none() {
        return found;
    }
    let mut at = 0;
    while let Some(offset) = line[at..].find([':', '：']) {
        let colon = at + offset;
        let open = found.last().map_or(0, |(_, span)| span.start);
        let width = line[colon..].chars().next().map_or(1, char::len_utf8);
        at = colon + width;
        let before = line[open..colon].trim_end();
        let label = LABELS.iter().find(|(label, _)| before.ends_with(label));
        if let Some((label, field)) = label {
            if let Some((_, last)) = found.last_mut() {
                last.end = open + before.len() - label.len();
            }
            found.push((*field, ByteSpan::new(at, line.len())));
        }
    }
    for (_, span) in &mut found {
        let words = span.of(line);
        let start = span.start + words.len() - words.trim_start().len();
        *span = ByteSpan::new(start, start + words.trim().len());
    }
    found
}

/// The label with a colon that the line begins with.
fn label_at(line: &str) -> Option<&'static str> {
    LABELS.iter().find_map(|(label, _)| {
        let rest = line.strip_prefix(label)?;
        rest.trim_start().starts_with([':', '：']).then_some(*label)
    })
}

#[cfg(test)]
mod tests {
    use super::{Field, fields};

    #[test]
    fn reads_fields() {
        let line = "发文字号:青政发〔2020〕3号成文日期:2020年5月6日发布日期:2020-05-08";
        let found: Vec<(Field, &str)> = fields(line).into_iter().map(|(f, span)| (f, span.of(line))).collect();
        assert_eq!(
            found,
            [
                (Field::DocNumber, "青政发〔2020〕3号"),
                (Field::Issued, "2020年5月6日"),
                (Field::Other, "2020-05-08"),
            ]
        );
        assert!(fields("标题党问题专项整治:从严处理").is_empty());
        assert!(fields("关于文号:事项的通知").is_empty());
        assert_eq!(fields("发文机关:青山县人民政府").len(), 1);
    }
}
