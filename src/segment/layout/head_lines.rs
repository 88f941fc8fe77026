//! Lines above the body: 发文字号, 密级, 紧急程度, 发文机关标志, and the furniture of a page around them.

use super::{Reader, Role};
use crate::model::{ByteSpan, Finding, Found, WarningCode};
use crate::numeral::digit;
use crate::segment::furniture::is_furniture;
use crate::segment::head::body_name::is_body_name;
use crate::segment::head::date::{date_at_end, date_line};
use crate::segment::head::doc_number::doc_number;
use crate::segment::head::title::Title;
use jiff::civil::Date;

impl Reader<'_> {
    /// Lines before the body: number, red head, furniture.
    pub(super) fn before(&mut self, title: Option<&Title>, first: usize) {
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
                self.note_date(at);
            } else if above && self.issued_line(at) {
                self.layout.roles[at] = Role::Head;
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

    /// Takes who issues and when from a line of the head of minutes (会议纪要): `云溪市人民政府办公室　2021年5月8日`.
    fn issued_line(&mut self, at: usize) -> bool {
        let Some((names, date)) = date_at_end(self.words(at)).filter(|(names, _)| is_body_name(names)) else {
            return false;
        };
        if self.layout.head.issuers.is_empty() {
            let start = self.lines[at].span.start;
            self.layout.head.issuers = self.named(vec![ByteSpan::new(start, start + names.len())]);
        }
        if self.layout.head.issued.is_none() {
            self.layout.head.issued = Some(self.found(date, at));
        }
        true
    }

    /// A number, a security mark or an urgency mark on a line of its own.
    pub(super) fn is_head_line(&self, at: usize) -> bool {
        let words = self.words(at);
        let number = doc_number(words).is_some_and(|number| {
            let rest = &words[number.span.end..];
            let around = words
                .trim_matches(['(', ')', ' '])
                .len()
                .saturating_sub(number.span.len());
            let remark = number.span.start == 0 && rest.trim_start().starts_with('(') && rest.ends_with(')');
            let red_head = rest.is_empty() && words[..number.span.start].trim_end().ends_with("文件");
            let before = &words[..number.span.start];
            let dated = number.span.start == 0 && date_line(rest).is_some()
                || is_day(before)
                || promulgation(before).is_some_and(|(name, _)| is_body_name(name));
            around <= 12
                || dated
                || remark
                || red_head
                || number.span.start == 0 && ["签发人", "等级", "密级", "缓急"].iter().any(|w| rest.contains(w))
        });
        number
            || is_security_mark(words)
            || matches!(words, "特急" | "加急" | "平急" | "特提")
            || words.starts_with("签发人")
    }

    /// `云政发〔2021〕2号 2021年3月3日`: the date beside the number.
    fn note_date(&mut self, at: usize) {
        let words = self.words(at);
        let Some(number) = doc_number(words) else { return };
        let before = promulgation(&words[..number.span.start]);
        let date = date_line(&words[number.span.end..]).or(before.map(|(_, date)| date));
        if let Some(date) = date.filter(|_| self.layout.head.issued.is_none()) {
            self.layout.head.issued = Some(self.found(date, at));
        }
        if let Some((name, _)) = before.filter(|(name, _)| is_body_name(name) && self.layout.head.issuers.is_empty()) {
            let start = self.lines[at].span.start;
            self.layout.head.issuers = self.named(vec![ByteSpan::new(start, start + name.len())]);
        }
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

    pub(super) fn note_doc_number(&mut self, at: usize) {
        let words = self.words(at);
        if words.trim_end_matches('。').contains('。') {
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
}

/// Who promulgated and when, in front of the number: `岚川县政府113年3月5日` (府卫字第…号函颁). Taiwan writes the years of
/// the Republic there without saying so.
fn promulgation(before: &str) -> Option<(&str, Date)> {
    let before = before.trim_end();
    let start = before.find(|c: char| c.is_ascii_digit())?;
    let name = before[..start]
        .trim_end_matches("中华民国")
        .trim_end_matches("民国")
        .trim_end();
    let date = date_line(&before[start..]).or_else(|| date_line(&format!("民国{}", &before[start..])))?;
    Some((name, date))
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
