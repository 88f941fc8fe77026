//! What each line is: head, text, attachment or furniture, decided from its form and its place.
//!
//! Input: the lines of the clean text. Output: one [`Role`] per line and the elements of the head.
//! The body begins at the first paragraph or label after the head; after the last label a signature, notes and web
//! page furniture may follow. A covering notice and its plan are one document: the plan's title is part of the head.

mod addressed;
mod head_lines;
mod issuers;
mod letter;
mod order;
mod tail;
mod witness;

use super::attachment;
use super::doubtful::line_labels;
use super::furniture::{contents_table, is_furniture};
use super::head::date::{date_at_end, date_line};
use super::head::recipients;
use super::head::title::{Title, bare_kind, date_behind, title_at};
use super::line::Line;
use super::numbering::{Label, Style};
use crate::model::{ByteSpan, Finding, Found, Head};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Body text, with or without a label.
    Text,
    /// Title, number, recipients, signature, date, notes.
    Head,
    /// The title of a plan below a covering notice: numbering starts afresh.
    PlanTitle,
    /// Web page furniture, page numbers, table of contents.
    Furniture,
    /// An attachment.
    Attachment,
}

/// 文种 that are sent to somebody.
const ADDRESSED: [&str; 9] = ["通知", "通报", "意见", "函", "批复", "请示", "报告", "决定", "命令"];

/// How many lines from the top a title is looked for.
const HEAD_LINES: usize = 120;

/// The roles of all lines, and the head.
#[derive(Debug)]
pub struct Layout {
    /// One per line.
    pub roles: Vec<Role>,
    /// What the head says.
    pub head: Head,
    /// What was noticed.
    pub findings: Vec<Finding<ByteSpan>>,
    /// The line after which nothing is labelled any more.
    pub last_label: Option<usize>,
}

struct Reader<'t> {
    text: &'t str,
    lines: &'t [Line],
    labels: Vec<Option<Label>>,
    layout: Layout,
    /// A number below the first one: pages print that of their table above the text.
    second_number: Option<Found<String>>,
}

/// Reads the layout of `lines`.
#[must_use]
pub fn read(text: &str, lines: &[Line]) -> Layout {
    let labels = line_labels(text, lines);
    let layout = Layout {
        roles: vec![Role::Text; lines.len()],
        head: Head::default(),
        findings: Vec::new(),
        last_label: None,
    };
    let mut reader = Reader {
        text,
        lines,
        labels,
        layout,
        second_number: None,
    };
    reader.contents();
    let witness = reader.witness();
    let first = reader.first_label();
    let title = reader.title(first);
    reader.order(title.as_ref(), first);
    if title.is_none() {
        reader.dispatch(first);
    }
    reader.before(title.as_ref(), first);
    reader.signatures(first);
    reader.plan_title(title.as_ref(), first);
    reader.notes_and_attachments();
    reader.tail();
    reader.issuers(title.as_ref());
    reader.sent_plan();
    reader.heed(&witness);
    reader.layout
}

impl<'t> Reader<'t> {
    fn words(&self, line: usize) -> &'t str {
        self.lines[line].span.of(self.text)
    }

    fn is_text(&self, line: usize) -> bool {
        self.layout.roles[line] == Role::Text
    }

    fn found<T>(&self, value: T, line: usize) -> Found<T> {
        Found {
            value,
            span: self.lines[line].span,
        }
    }

    fn named(&self, spans: Vec<ByteSpan>) -> Vec<Found<String>> {
        spans
            .into_iter()
            .map(|span| Found {
                value: span.of(self.text).to_owned(),
                span,
            })
            .collect()
    }

    fn contents(&mut self) {
        let spans: Vec<ByteSpan> = self.lines.iter().take(HEAD_LINES).map(|line| line.span).collect();
        for start in 0..spans.len() {
            let count = contents_table(self.text, &spans[start..]);
            if count > 1 {
                self.layout.roles[start..start + count].fill(Role::Furniture);
                return;
            }
        }
    }

    /// The first line that a series of labels can begin with.
    fn first_label(&self) -> usize {
        (0..self.lines.len())
            .find(|&at| {
                self.is_text(at)
                    && self.labels[at]
                        .as_ref()
                        .is_some_and(|label| label.number == 1 && !label.style.is_light() || label.style == Style::Dash)
                    && !is_furniture(self.words(at))
            })
            .unwrap_or(self.lines.len())
    }

    /// Finds the recipients and the title: the last title before the recipients, else the first.
    fn title(&mut self, first: usize) -> Option<Title> {
        let limit = first.min(HEAD_LINES).min(self.lines.len());
        let recipients = (0..limit).find(|&at| {
            let words = self.words(at);
            !is_furniture(words)
                && recipients::recipients_len(words) == Some(words.len())
                && self.is_after_title_like(at)
        });
        let mut titles: Vec<Title> = Vec::new();
        let mut from = 0;
        for at in 0..limit {
            if at < from || !self.is_text(at) {
                continue;
            }
            if let Some(title) = title_at(self.text, self.lines, from, at) {
                from = title.end;
                titles.push(title);
            }
        }
        match recipients {
            Some(line) => self.recipients(line),
            None => self.named_recipients(limit),
        }
        let addressed = !self.layout.head.recipients.is_empty();
        let before = recipients.and_then(|line| titles.iter().rev().find(|title| title.end <= line));
        let chosen = before.or_else(|| {
            // A page that shows its title twice: the second is the notice's own.
            let first = titles.first()?;
            // `云溪市人民政府专题会议纪要` above number and date is the head of the sheet.
            let sheet = first.text.ends_with("会议纪要") && !first.text.contains("关于");
            let own = |second: &&Title| {
                second.text.ends_with(first.text.as_str())
                    || first.text == second.text
                    || sheet && second.text.contains("关于") && second.text.ends_with("纪要")
            };
            titles.get(1).filter(own).or(Some(first))
        });
        // `通知`: a kind without its matter is a title where there is no other.
        let bare = || {
            let line = recipients?.checked_sub(1)?;
            bare_kind(self.text, self.lines, line)
        };
        let chosen = chosen.cloned().or_else(bare)?;
        self.layout.roles[chosen.first..chosen.end].fill(Role::Head);
        self.layout.head.title = Some(Found {
            value: chosen.text.clone(),
            span: chosen.span,
        });
        // `…的通知(2021年3月8日)`
        if let Some((_, date)) = date_behind(self.words(chosen.end - 1)) {
            self.layout.head.issued = Some(self.found(date, chosen.end - 1));
        }
        // Plans address nobody.
        if !addressed && ADDRESSED.iter().any(|kind| chosen.text.ends_with(kind)) {
            self.unmarked_recipients(chosen.end, limit);
        }
        Some(chosen)
    }

    /// The title of the plan below a covering notice.
    fn plan_title(&mut self, title: Option<&Title>, first: usize) {
        let Some(title) = title else { return };
        let mut from = title.end;
        let (mut signed, mut attached) = (false, false);
        for at in title.end..self.lines.len() {
            if !self.is_text(at) {
                signed |= self.layout.roles[at] == Role::Head && date_line(self.words(at)).is_some();
                signed |= self.layout.roles[at] == Role::Head && date_at_end(self.words(at)).is_some();
                from = at + 1;
                continue;
            }
            let mark = attachment::is_mark(self.words(at));
            // Below the text an attachment is the plan itself only where the notice's title names it.
            attached |= mark && at >= first;
            if at >= first && !signed && !mark {
                continue;
            }
            let Some(plan) = title_at(self.text, self.lines, from, at) else {
                continue;
            };
            let short = plan.text.chars().count() <= 80 && self.labels[plan.first].is_none();
            let named = shares_core(&title.text, &plan.text);
            if short
                && (named
                    || signed && at < first
                    || self.layout.head.plan_title.is_none() && signed && !attached && self.starts_afresh(plan.end))
            {
                self.layout.roles[plan.first..plan.end].fill(Role::PlanTitle);
                self.layout.head.plan_title.get_or_insert(Found {
                    value: plan.text.clone(),
                    span: plan.span,
                });
                from = plan.end;
                if named {
                    break;
                }
            }
        }
    }

    /// Whether numbering begins anew within the lines from `at` on, before it goes on.
    fn starts_afresh(&self, at: usize) -> bool {
        (at..self.lines.len().min(at + 12))
            .find_map(|line| self.labels[line].as_ref())
            .is_some_and(|label| label.number == 1)
    }
}

/// Whether the plan's title is named by the title of the notice that issues it.
pub(super) fn shares_core(title: &str, plan: &str) -> bool {
    let bare = |words: &str| -> String {
        words
            .chars()
            .filter(|c| !matches!(c, '《' | '》' | '“' | '”' | '(' | ')') && !c.is_whitespace())
            .collect()
    };
    let (title, plan) = (bare(title), bare(plan));
    let core: String = plan.chars().take(60).collect();
    plan.chars().count() >= 6
        && (title.contains(&core) || {
            let tail: String = plan.chars().skip(plan.chars().count() / 3).collect();
            title.contains(&tail)
        })
}
