//! What each line is: head, text, attachment or furniture, decided from its form and its place.
//!
//! Input: the lines of the clean text. Output: one [`Role`] per line and the elements of the head.
//! The body begins at the first paragraph or label after the head; after the last label a signature, notes and web
//! page furniture may follow. A covering notice and its plan are one document: the plan's title is part of the head.

mod issuers;
mod order;
mod tail;
mod witness;

use super::attachment;
use super::doubtful::line_labels;
use super::furniture::{contents_table, is_furniture};
use super::head::body_name::{bodies, is_body_name};
use super::head::date::{date_at_end, date_line};
use super::head::doc_number::doc_number;
use super::head::recipients;
use super::head::title::{Title, ends_title, title_at};
use super::line::Line;
use super::numbering::{Label, Style};
use crate::model::{ByteSpan, Finding, Found, Head, WarningCode};
use crate::numeral::digit;

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
    reader.before(title.as_ref(), first);
    reader.signatures(first);
    reader.plan_title(title.as_ref(), first);
    reader.notes_and_attachments();
    reader.tail();
    reader.issuers(title.as_ref());
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
            titles
                .get(1)
                .filter(|second| second.text.ends_with(first.text.as_str()) || first.text == second.text)
                .or(Some(first))
        })?;
        let chosen = chosen.clone();
        self.layout.roles[chosen.first..chosen.end].fill(Role::Head);
        self.layout.head.title = Some(Found {
            value: chosen.text.clone(),
            span: chosen.span,
        });
        if !addressed {
            self.unmarked_recipients(chosen.end, limit);
        }
        Some(chosen)
    }

    /// Recipients stand below a title, a number or furniture, not below a paragraph.
    fn is_after_title_like(&self, at: usize) -> bool {
        (0..at).all(|line| !self.words(line).ends_with('。') || is_furniture(self.words(line)))
    }

    fn recipients(&mut self, line: usize) {
        // A long list may run over several lines.
        let mut first = line;
        while first > 0 && self.goes_on_below(first - 1) {
            first -= 1;
        }
        let span = ByteSpan::new(self.lines[first].span.start, self.lines[line].span.end);
        self.layout.roles[first..=line].fill(Role::Head);
        self.layout.head.recipients = recipients::split(self.text, span)
            .into_iter()
            .map(|span| Found {
                value: span.of(self.text).split_whitespace().collect(),
                span,
            })
            .collect();
    }

    /// Whether the line is the front of a list of recipients that the next line goes on with.
    fn goes_on_below(&self, at: usize) -> bool {
        let words = self.words(at);
        let opens = ["各", "省", "市", "县", "国务院"]
            .iter()
            .any(|word| words.starts_with(word));
        opens
            && words.contains([',', '，', '、'])
            && !words.contains(['。', ':', '：', '《'])
            && !ends_title(words)
            && doc_number(words).is_none()
            && (words.starts_with('各') || words.ends_with([',', '，', '、']))
    }

    /// Recipients right below the title, or below the number under it, that lost their colon.
    fn unmarked_recipients(&mut self, below: usize, limit: usize) {
        let at = (below..limit).find(|&at| !self.is_head_line(at) && !is_furniture(self.words(at)));
        if let Some(at) = at.filter(|&at| recipients::are_unmarked(self.words(at))) {
            self.recipients(at);
            for found in &mut self.layout.head.recipients {
                found.value = found.value.trim_end_matches('。').to_owned();
            }
        }
    }

    /// `正本:…` (函 of Taiwan) and `主送:…` name the recipients behind the colon; `受文者` only where it names them.
    fn named_recipients(&mut self, limit: usize) {
        // 正本 stands below the text as well (函), and so may 主送 (GB/T 9704-2012 7.3.2, 7.4.2).
        let named = |lead: &str| {
            let limit = if lead == "受文者" { limit } else { self.lines.len() };
            (0..limit).find_map(|at| {
                let names = self.words(at).strip_prefix(lead)?.strip_prefix([':', '：'])?;
                (!names.trim_start().starts_with('如')).then_some((at, names.len()))
            })
        };
        if let Some((at, len)) = ["正本", "主送", "主送机关", "受文者"].into_iter().find_map(named) {
            let span = self.lines[at].span;
            let names = ByteSpan::new(span.end - len, span.end);
            self.layout.roles[at] = Role::Head;
            self.layout.head.recipients = if names.of(self.text).contains([',', '，']) {
                let one = |span: &ByteSpan| Found {
                    value: span.of(self.text).trim_end_matches('。').to_owned(),
                    span: *span,
                };
                recipients::split(self.text, names).iter().map(one).collect()
            } else {
                self.named(bodies(self.text, names))
            };
        }
    }

    /// Lines before the body: number, red head, furniture.
    fn before(&mut self, title: Option<&Title>, first: usize) {
        let recipients = self.layout.head.recipients.first().map(|r| r.span.start);
        let addressed = recipients.and_then(|at| self.lines.iter().position(|line| line.span.start == at));
        // A covering letter may have no title of its own: what stands below the recipients is text.
        let start = [title.map(|t| t.first), addressed].into_iter().flatten().min();
        let limit = first.min(self.lines.len());
        for at in 0..limit {
            let words = self.words(at);
            if !self.is_text(at) {
                let of_title = title.is_some_and(|t| (t.first..t.end).contains(&at));
                // A number in the midst of a title is that of the document it speaks of.
                let own = doc_number(words).is_some_and(|number| {
                    number.span.start == 0 || words[number.span.end..].trim_start_matches(')').is_empty()
                });
                if of_title && own {
                    self.note_doc_number(at);
                }
                continue;
            }
            let above = start.is_some_and(|start| at < start);
            if is_furniture(words) {
                self.layout.roles[at] = Role::Furniture;
                self.note_doc_number(at);
            } else if self.is_head_line(at) {
                self.layout.roles[at] = Role::Head;
                self.note_security(at);
                self.note_doc_number(at);
            } else if above {
                self.layout.roles[at] = if is_body_name(words)
                    || words.ends_with("文件")
                    || words.strip_suffix('函').is_some_and(|name| is_body_name(name.trim()))
                {
                    Role::Head
                } else {
                    Role::Furniture
                };
            }
        }
    }

    /// A number, a security mark or an urgency mark on a line of its own.
    fn is_head_line(&self, at: usize) -> bool {
        let words = self.words(at);
        let number = doc_number(words).is_some_and(|number| {
            let rest = &words[number.span.end..];
            let around = words
                .trim_matches(['(', ')', ' '])
                .len()
                .saturating_sub(number.span.len());
            let dated = number.span.start == 0 && date_line(rest).is_some() || is_day(&words[..number.span.start]);
            around <= 12
                || dated
                || number.span.start == 0 && ["签发人", "等级", "密级", "缓急"].iter().any(|w| rest.contains(w))
        });
        number
            || is_security_mark(words)
            || matches!(words, "特急" | "加急" | "平急" | "特提")
            || words.starts_with("签发人")
    }

    fn note_security(&mut self, at: usize) {
        if is_security_mark(self.words(at)) {
            self.layout.findings.push(Finding {
                code: WarningCode::SecurityMark,
                message: format!(
                    "文件标有密级“{}”，不得在非涉密计算机上处理，请立即停止并按保密规定处置",
                    self.words(at)
                ),
                span: Some(self.lines[at].span),
            });
        }
    }

    fn note_doc_number(&mut self, at: usize) {
        let words = self.words(at);
        if words.contains('。') {
            return;
        }
        // A number inside 《》 is that of a cited document.
        let Some(number) = doc_number(words) else { return };
        let before = &words[..number.span.start];
        if before.matches('《').count() > before.matches('》').count() {
            return;
        }
        let offset = self.lines[at].span.start;
        let span = ByteSpan::new(offset + number.span.start, offset + number.span.end);
        if self.layout.head.doc_number.is_some() {
            self.second_number.get_or_insert(Found {
                value: number.standard,
                span,
            });
            return;
        }
        if number.repaired {
            self.layout.findings.push(Finding {
                code: WarningCode::DocNumberRepaired,
                message: format!(
                    "发文字号“{}”缺括号或“号”字，按“{}”处理，请核对",
                    span.of(self.text),
                    number.standard
                ),
                span: Some(span),
            });
        }
        self.layout.head.doc_number = Some(Found {
            value: number.standard,
            span,
        });
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

/// A day in front of a number: `中华民国112年3月8日`, `112年3月8日`.
fn is_day(words: &str) -> bool {
    let bare = words.trim().trim_start_matches("中华").trim_start_matches("民国");
    bare.ends_with('日')
        && bare.contains('年')
        && bare
            .chars()
            .all(|c| digit(c).is_some() || matches!(c, '年' | '月' | '日' | '十' | '百' | ' '))
}

fn is_security_mark(words: &str) -> bool {
    ["绝密", "机密", "秘密"].iter().any(|mark| {
        words.strip_prefix(mark).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with('★') || rest.starts_with('☆')
        })
    })
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
