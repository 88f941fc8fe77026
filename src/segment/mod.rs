//! Clean text → head, outline of the body, attachments, furniture.
//!
//! Input: clean text (simplified, half-width digits and brackets, one paragraph a line). Output: an
//! [`Outline`] whose [`Outline::parts`] hold every byte of the text exactly once. Spans: bytes of the clean text.
//! Tables that distribute tasks give rows ([`table`]); other tables are passed over. Deliberately not handled: headings
//! without a number.
//!
//! ```
//! let text = "关于做好春耕工作的通知\n各镇人民政府:\n一、加强领导。各镇要落实责任。\n二、抓好春灌。\n";
//! let outline = gongdan::segment::segment(text, &[]);
//! assert_eq!(outline.head.title.unwrap().value, "关于做好春耕工作的通知");
//! assert_eq!(outline.items[1].label, "二");
//! assert_eq!(outline.items[1].heading.of(text), "抓好春灌");
//! ```

pub mod attachment;
pub mod doubtful;
pub mod furniture;
pub mod head;
mod inline;
mod layout;
pub mod line;
pub mod notices;
pub mod numbering;
mod ordinal;
pub mod outline;
pub mod table;

use crate::model::{ByteSpan, Finding, Outline, Owner, Paragraph, Part, Row, Table, WarningCode};
use layout::{Layout, Role};
use line::{Line, lines};
use numbering::Style;
use outline::{Builder, Candidate};
use std::collections::HashSet;

/// Takes a notice apart; `tables` are those of its text.
#[must_use]
pub fn segment(clean: &str, tables: &[Table]) -> Outline {
    let Apart { lines, tables, feet } = without_tables(clean, lines(clean), tables);
    let lines = split_recipients(clean, lines);
    let layout = layout::read(clean, &lines);
    let (builder, paragraphs, mut parts) = body(clean, &lines, &layout);
    let Builder {
        mut items, findings, ..
    } = builder;
    let mut rows = rows(clean, &tables, &lines, &parts);
    parts.extend(tables.iter().map(|table| table.span).chain(feet).map(|span| Part {
        span,
        owner: Owner::Table,
    }));
    parts.sort_by_key(|part| (part.span.start, part.span.end));
    let parts = fill_gaps(clean, parts);
    close_spans(&mut items, &parts);
    for item in &mut items {
        item.heading = heading(clean, &item.text).unwrap_or(item.heading);
    }
    table::link(clean, &items, &mut rows);
    let mut findings: Vec<Finding<ByteSpan>> = layout.findings.into_iter().chain(findings).collect();
    if items.is_empty() && rows.is_empty() {
        findings.push(Finding {
            code: WarningCode::NoItems,
            message: "正文没有编号条目，只能从段落中提取要求".to_owned(),
            span: None,
        });
    }
    Outline {
        head: layout.head,
        items,
        paragraphs,
        rows,
        parts,
        findings,
    }
}

/// Text and tables parted.
#[derive(Default)]
struct Apart<'t> {
    /// The lines outside of tables.
    lines: Vec<Line>,
    tables: Vec<&'t Table>,
    /// Notes below task tables.
    feet: Vec<ByteSpan>,
}

/// Takes the lines of tables out. A table in front of all text that distributes no tasks is a head laid out in cells
/// (number and 签发人 side by side): its cells are lines.
fn without_tables<'t>(text: &str, lines: Vec<Line>, tables: &'t [Table]) -> Apart<'t> {
    if tables.is_empty() {
        return Apart {
            lines,
            ..Apart::default()
        };
    }
    let mut apart = Apart::default();
    let mut coming = lines.into_iter().peekable();
    for table in tables {
        while let Some(line) = coming.next_if(|line| line.span.start < table.span.start) {
            apart.lines.push(line);
        }
        while coming.next_if(|line| line.span.start < table.span.end).is_some() {}
        let in_head =
            apart.lines.len() < HEAD_LINES && !apart.lines.iter().any(|line| line.span.of(text).contains('。'));
        let of_tasks = table::is_of_tasks(text, table);
        if of_tasks || !in_head || table.rows.len() > HEAD_LINES {
            apart.tables.push(table);
            if of_tasks {
                apart.feet.extend(foot(text, &mut coming));
            }
            continue;
        }
        let cells = table.cells.iter().flat_map(|cell| line::lines_within(text, *cell));
        apart.lines.extend(cells);
    }
    apart.lines.extend(coming);
    apart
}

/// Takes the notes below a task table, `备注:1.…` and the numbers that go on with it.
fn foot(text: &str, coming: &mut std::iter::Peekable<std::vec::IntoIter<Line>>) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    let mut number = None;
    while let Some(line) = coming.peek() {
        let words = line.span.of(text);
        let label = numbering::label_at(words, 0).filter(|label| !label.style.is_strong());
        let goes_on = number.is_some() && label.as_ref().map(|label| label.number) == number.map(|n: u32| n + 1);
        if table::is_foot(words) {
            // `备注:` alone stands before 1, `备注:1.…` is 1.
            number = Some(u32::from(!words.ends_with([':', '：'])));
        } else if goes_on {
            number = label.map(|label| label.number);
        } else {
            break;
        }
        found.push(line.span);
        coming.next();
    }
    found
}

/// Above this line a table may lay out the head of the notice; and how many rows such a table may have.
const HEAD_LINES: usize = 12;

/// The rows of all task tables, each with the item or attachment that it stands in.
fn rows(text: &str, tables: &[&Table], lines: &[Line], parts: &[Part]) -> Vec<Row> {
    table::all_rows(text, tables, |table| place(text, table.span.start, lines, parts))
}

/// What a table at `at` stands in: the attachment whose mark stands above it, or the item whose text does.
fn place(text: &str, at: usize, lines: &[Line], parts: &[Part]) -> table::Place {
    let above = parts.partition_point(|part| part.span.start < at);
    let owner = parts[..above].iter().rev().map(|part| part.owner).next();
    if let Some(Owner::Item(item)) = owner {
        return table::Place {
            parent: Some(item),
            attachment: None,
        };
    }
    let above = lines.partition_point(|line| line.span.start < at);
    let attachment = lines[..above]
        .iter()
        .rev()
        .find_map(|line| attachment::name(line.span.of(text)));
    table::Place {
        parent: None,
        attachment,
    }
}

/// Recipients with the text on the same line (folded pages) become a line of their own.
fn split_recipients(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let Some(at) = lines.iter().take(12).position(|line| {
        let words = line.span.of(text);
        head::recipients::recipients_len(words).is_some_and(|len| {
            let (names, rest) = words.split_at(len);
            let opens = ["现", "为", "根据", "按照", "经", "近"]
                .iter()
                .any(|word| rest.trim_start().starts_with(word));
            !rest.is_empty() && (names.starts_with('各') || names.contains('各') && opens)
        })
    }) else {
        return lines;
    };
    let mut lines = lines;
    let span = lines[at].span;
    let cut = span.start + head::recipients::recipients_len(span.of(text)).unwrap_or(0);
    let rest = &text[cut..span.end];
    let start = cut + (rest.len() - rest.trim_start().len());
    lines[at].span = ByteSpan::new(span.start, cut);
    lines.insert(
        at + 1,
        Line {
            span: ByteSpan::new(start, span.end),
            after_gap: false,
        },
    );
    lines
}

fn body(text: &str, lines: &[Line], layout: &Layout) -> (Builder, Vec<Paragraph>, Vec<Part>) {
    let texts: Vec<Line> = (0..lines.len())
        .filter(|&at| layout.roles[at] == Role::Text)
        .map(|at| lines[at])
        .collect();
    let candidates = outline::candidates(text, &texts);
    let mut builder = Builder::default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut outside: Vec<Part> = Vec::new();
    let mut next = 0;
    let mut index = 0;
    // Responsibility lines that follow each other share their owner.
    let mut charged: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        let owner = match layout.roles[at] {
            Role::Text => None,
            Role::Head | Role::PlanTitle => Some(Owner::Head),
            Role::Furniture => Some(Owner::Furniture),
            Role::Attachment => Some(Owner::Attachment),
        };
        if let Some(owner) = owner {
            if layout.roles[at] == Role::PlanTitle {
                builder.start_afresh();
            }
            outside.push(Part { span: line.span, owner });
            continue;
        }
        let from = next;
        while next < candidates.len() && candidates[next].line() == index {
            next += 1;
        }
        let taken = builder.line(text, index, line.span, &candidates[from..next], &candidates[from..]);
        index += 1;
        for span in builder.loose.drain(..) {
            outside.push(Part {
                span,
                owner: Owner::Paragraph(paragraphs.len()),
            });
            paragraphs.push(Paragraph { parent: None, span });
        }
        if taken {
            charged = None;
            continue;
        }
        let closing = layout.last_label.is_some_and(|last| at > last)
            && is_closing(line.span.of(text))
            && !charges_all(line.span.of(text));
        match builder.current().filter(|_| !closing) {
            Some(item) => {
                let owner = if is_responsibility(line.span.of(text)) {
                    let owner = charged.unwrap_or_else(|| {
                        if charges_all(line.span.of(text)) {
                            builder.items[item].parent.unwrap_or(item)
                        } else {
                            let coming = candidates.get(next).map(Candidate::style);
                            group_owner(text, &builder, item, coming)
                        }
                    });
                    charged = Some(owner);
                    builder.items[owner].charges.push(line.span);
                    owner
                } else {
                    charged = None;
                    let coming = candidates.get(next).map(|label| texts[label.line()].span.of(text));
                    article_of(&builder, item, coming).unwrap_or(item)
                };
                builder.continuation(line.span, owner);
            }
            None => {
                outside.push(Part {
                    span: line.span,
                    owner: Owner::Paragraph(paragraphs.len()),
                });
                paragraphs.push(Paragraph {
                    parent: None,
                    span: line.span,
                });
            }
        }
    }
    let mut parts = std::mem::take(&mut builder.parts);
    parts.extend(outside);
    parts.sort_by_key(|part| (part.span.start, part.span.end));
    (builder, paragraphs, parts)
}

/// Whose a responsibility line on its own is: the parent's, where it closes a group of siblings that have none. A group that the label `coming` next goes on with is not closed.
fn group_owner(text: &str, builder: &Builder, item: usize, coming: Option<Style>) -> usize {
    let Some(parent) = builder.items[item].parent else {
        return item;
    };
    let own = numbering::label_at(&builder.items[item].label, 0).map(|label| label.style);
    if own.is_some() && own == coming {
        return item;
    }
    // Where every other sibling has items of its own and the last has none, the line is the last one's.
    let holding: HashSet<usize> = builder.items.iter().filter_map(|item| item.parent).collect();
    let mut others = (0..item)
        .filter(|at| builder.items[*at].parent == Some(parent))
        .peekable();
    if others.peek().is_some() && others.all(|other| holding.contains(&other)) && !holding.contains(&item) {
        return item;
    }
    let mut siblings = builder
        .items
        .iter()
        .take(item)
        .filter(|other| other.parent == Some(parent))
        .peekable();
    let grouped = siblings.peek().is_some()
        && siblings.all(|other| {
            !other
                .text
                .iter()
                .any(|piece| is_responsibility(piece.of(text)) || ends_with_responsibility(piece.of(text)))
        });
    if grouped { parent } else { item }
}

/// The article whose list of 项 has ended before an unlabelled paragraph: that is its next 款 (立法法 art. 65), where
/// nothing but another article or chapter is `coming`.
fn article_of(builder: &Builder, item: usize, coming: Option<&str>) -> Option<usize> {
    if coming.is_some_and(|words| !words.trim_start().starts_with('第')) {
        return None;
    }
    let mut above = builder.items[item].parent;
    while let Some(at) = above {
        let label = &builder.items[at].label;
        if label.starts_with('第') && label.ends_with('条') {
            return Some(at);
        }
        above = builder.items[at].parent;
    }
    None
}

/// Words that begin a responsibility line or bracket: in what role, who.
const ROLES: [&str; 20] = [
    "负责", "责任", "牵头", "配合", "主办", "协办", "承办", "主管", "分管", "参与", "参加", "协同", "落实", "实施",
    "执行", "支援", "协助", "权责", "办理", "督办",
];
const WHO: [&str; 12] = [
    "单位", "部门", "机关", "机构", "主体", "处室", "科室", "股室", "站所", "领导", "人", "人员",
];
const TIMES: [&str; 3] = ["完成时限", "完成时间", "整改时限"];

/// Whether `words`, a line or a bracket, charge bodies or set their time, and do nothing else.
#[must_use]
pub fn is_responsibility(words: &str) -> bool {
    let words = words.trim();
    if charges_all(words) {
        return true;
    }
    let inner = words.trim_start_matches(['(', '[', '【', '〔', ' ']);
    if is_charge_label(inner) {
        return true;
    }
    let bracketed = inner.len() < words.len();
    let inner = inner.trim_end_matches(['。', ')', ']', '】', '〕', ' ']);
    bracketed
        && !inner.contains('。')
        && (inner.ends_with("负责")
            || inner.ends_with("牵头")
            || inner.ends_with("配合")
            || inner.contains("牵头,")
            || inner.contains("牵头，")
            || inner.ends_with("参与"))
}

/// `以上任务由X牵头,Y配合。`: one sentence that closes a group of siblings and charges bodies with all of them.
fn charges_all(words: &str) -> bool {
    let words = words.trim();
    // `(以上三项)负责单位:…`
    if let Some((what, rest)) = words.strip_prefix('(').and_then(|inner| inner.split_once(')'))
        && ["以上", "上述"].iter().any(|word| what.starts_with(word))
        && is_charge_label(rest)
    {
        return true;
    }
    let words = words.trim_start_matches(['(', '[', '【', '〔']);
    let opening = ["以上", "上述", "前述", "本部分", "本节", "本章"]
        .iter()
        .find(|opening| words.starts_with(**opening));
    // `第1—8项由…`
    let numbered = words.starts_with('第') || words.starts_with(|c: char| c.is_ascii_digit());
    let rest = match opening {
        Some(opening) => &words[opening.len()..],
        None if numbered => words,
        None => return false,
    };
    let work = ["任务", "工作", "措施", "事项", "各项", "项目", "内容", "举措"];
    // `上述任务责任单位:…`
    let labelled = work
        .iter()
        .find_map(|noun| rest.strip_prefix(noun))
        .is_some_and(is_charge_label);
    if labelled && opening.is_some() {
        return true;
    }
    let Some(by) = rest.find('由').filter(|by| *by <= 45) else {
        return false;
    };
    let told = ["牵头", "负责", "配合", "落实", "组织实施", "承担"];
    let sentence = words.trim_end_matches(['。', ')', ']', '】', '〕', ' ']);
    // `上述1至5项任务,城区由…`: whom the place narrows down is said behind the mark.
    let what = rest[..by]
        .split([',', '，'])
        .next()
        .unwrap_or("")
        .trim_end_matches(['均', '都']);
    let part = what.is_empty() && words.starts_with('本');
    let counted = what
        .strip_suffix(['项', '条'])
        .is_some_and(|front| front.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十各".contains(c)));
    (part || counted || !numbered && work.iter().any(|noun| what.ends_with(noun)))
        && !sentence.contains(['。', '\n'])
        && !sentence.contains("解释")
        && told.iter().any(|verb| rest[by..].contains(verb))
}

/// Whether `words` open with a label that charges bodies: `责任单位:`.
fn is_charge_label(words: &str) -> bool {
    let closed = |rest: &str| rest.starts_with([':', '：']);
    let who = |rest: &str| WHO.iter().any(|who| rest.strip_prefix(who).is_some_and(closed));
    ROLES.iter().any(|role| words.strip_prefix(role).is_some_and(who))
        || TIMES.iter().any(|time| words.strip_prefix(time).is_some_and(closed))
}

fn ends_with_responsibility(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches('。');
    words.ends_with([')', ']', '】', '〕'])
        && words
            .rfind(['(', '[', '【', '〔'])
            .is_some_and(|open| is_responsibility(&words[open..]))
}

/// A paragraph after the last item that speaks for the whole notice.
fn is_closing(words: &str) -> bool {
    [
        "请各",
        "请于",
        "请将",
        "请结合",
        "请认真",
        "特此",
        "本通知",
        "本方案",
        "本意见",
        "本办法",
        "本规划",
        "本计划",
        "本措施",
        "本政策",
        "本实施",
        "上述",
        "以上",
        "联系人",
        "联系电话",
        "各地各部门贯彻",
        "贯彻落实情况",
        "执行中",
        "未尽事宜",
        "此前",
        "各单位请",
        "工作中",
        "专此",
    ]
    .iter()
    .any(|w| words.starts_with(w))
}

/// Title or first sentence, without final punctuation: up to the first stop or the end of the line.
fn heading(text: &str, pieces: &[ByteSpan]) -> Option<ByteSpan> {
    let first = pieces.first()?;
    let words = first.of(text);
    let start = words.len() - words.trim_start().len();
    let end = words.find(['。', '！', '？']).unwrap_or(words.len());
    let trimmed = words[start..end].trim_end_matches([',', '，', '.', ';', '；', ':', '：', '、', ' ', '。']);
    Some(ByteSpan::new(first.start + start, first.start + start + trimmed.len()))
}

/// Blank parts for what lies between the others, so that the parts cover the text.
fn fill_gaps(text: &str, parts: Vec<Part>) -> Vec<Part> {
    let mut filled = Vec::with_capacity(parts.len() * 2 + 1);
    let mut at = 0;
    for part in parts {
        if part.span.start > at {
            filled.push(Part {
                span: ByteSpan::new(at, part.span.start),
                owner: Owner::Blank,
            });
        }
        at = part.span.end.max(at);
        filled.push(part);
    }
    if at < text.len() {
        filled.push(Part {
            span: ByteSpan::new(at, text.len()),
            owner: Owner::Blank,
        });
    }
    filled
}

/// Ends every item's span at the end of its last descendant.
fn close_spans(items: &mut [crate::model::Item], parts: &[Part]) {
    for part in parts {
        let Owner::Item(mut item) = part.owner else { continue };
        loop {
            items[item].span.end = items[item].span.end.max(part.span.end);
            match items[item].parent {
                Some(parent) => item = parent,
                None => break,
            }
        }
    }
}

#[cfg(test)]
mod corpora;
#[cfg(test)]
mod tests;
