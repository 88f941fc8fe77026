//! What stands below the text: notes (附注, 抄送), names of attachments, attachments, furniture of the page.

use super::{Reader, Role};
use crate::segment::attachment;
use crate::segment::furniture::{is_furniture, is_page_number};
use crate::segment::head::date::date_line;
use crate::segment::head::doc_number::doc_number;
use crate::segment::head::title::ends_title;
use crate::segment::numbering::Style;

impl Reader<'_> {
    /// Notes after the text, names of attachments, and attachments themselves.
    pub(super) fn notes_and_attachments(&mut self) {
        let mut labelled = false;
        let mut at = 0;
        while at < self.lines.len() {
            let words = self.words(at);
            if self.is_text(at) {
                if is_end_note(words) {
                    self.layout.roles[at] = Role::Head;
                } else if is_page_number(words) {
                    self.layout.roles[at] = Role::Furniture;
                } else if attachment::is_note(words) {
                    let next = self.attachment_note(at);
                    // Where numbering begins anew right below it, the line is the head of the attachment itself.
                    let anew = self.labels.get(next).and_then(Option::as_ref);
                    if labelled && anew.is_some_and(|label| label.number == 1 && label.style.is_strong()) {
                        self.leave_out(at);
                        return;
                    }
                    at = next;
                    continue;
                } else if attachment::is_mark(words) || attachment::is_titled_mark(words) && self.precedes_table(at) {
                    // Where the notice itself numbers nothing, an attachment of its kinds is what it issues; lists of
                    // names or examples are not.
                    let goes_on = self.numbering_goes_on(at);
                    if !goes_on && !self.carries_plan(at) && (labelled || !self.holds_title(at + 1)) {
                        // Everything below is attachments; they are left out unless they are the plan itself.
                        self.leave_out(at);
                        return;
                    }
                    self.layout.roles[at] = Role::Head;
                } else if self.labels[at].as_ref().is_some_and(|label| !label.style.is_light()) {
                    labelled = true;
                }
            }
            at += 1;
        }
    }

    /// Whether the numbering of the text goes on below the mark of an attachment at `at`: then it is part of the text.
    fn numbering_goes_on(&self, at: usize) -> bool {
        let below = at + 1..self.lines.len().min(at + 4);
        let Some(next) = below.filter_map(|line| self.labels[line].as_ref()).next() else {
            return false;
        };
        let above = (0..at).rev().filter(|&line| self.is_text(line));
        let last = above
            .filter_map(|line| self.labels[line].as_ref())
            .find(|label| label.style == next.style);
        next.style.is_strong() && next.number > 1 && last.is_some_and(|last| last.number + 1 == next.number)
    }

    /// Whether a table, whose lines are taken out, follows the line at `at` or the one below.
    fn precedes_table(&self, at: usize) -> bool {
        (at..self.lines.len().min(at + 2)).any(|line| {
            let end = self.lines.get(line + 1).map_or(self.text.len(), |next| next.span.start);
            !self.text[self.lines[line].span.end..end].trim().is_empty()
        })
    }

    /// Leaves out all lines from `at` on.
    fn leave_out(&mut self, at: usize) {
        for role in &mut self.layout.roles[at..] {
            if *role != Role::Furniture {
                *role = Role::Attachment;
            }
        }
    }

    /// Whether a title stands on one of the lines from `at` on, or none at all: numbered text follows.
    fn holds_title(&self, at: usize) -> bool {
        let mut below = at..self.lines.len().min(at + 4);
        let untitled = below.clone().next().is_none_or(|line| self.labels[line].is_some());
        untitled || below.any(|line| ends_title(self.words(line)))
    }

    /// `附件:1.…` and the numbered names below it.
    fn attachment_note(&mut self, at: usize) -> usize {
        self.layout.roles[at] = Role::Head;
        let mut next = at + 1;
        let mut expected = 2;
        while next < self.lines.len() && self.is_text(next) {
            let words = self.words(next);
            let goes_on = self.labels[next].as_ref().is_some_and(|label| {
                label.number == expected && matches!(label.style, Style::ArabicDot | Style::ArabicComma)
            });
            if !goes_on || words.contains('。') || words.chars().count() > 60 {
                break;
            }
            self.layout.roles[next] = Role::Head;
            expected += 1;
            next += 1;
        }
        next
    }

    /// Whether the attachment that begins at `at` is the plan that the notice issues.
    fn carries_plan(&self, at: usize) -> bool {
        (at..self.lines.len().min(at + 5)).any(|line| self.layout.roles[line] == Role::PlanTitle)
    }

    /// What follows the last label: furniture to the end, once it begins.
    pub(super) fn tail(&mut self) {
        let last_label = (0..self.lines.len()).rev().find(|&at| {
            self.is_text(at)
                && self.labels[at]
                    .as_ref()
                    .is_some_and(|l| !l.style.is_light() || l.style == Style::HanIs)
                && !is_furniture(self.words(at))
        });
        self.layout.last_label = last_label;
        let from = last_label.map_or_else(|| self.lines.len().min(1), |at| at + 1);
        let mut furniture = false;
        let mut dated = false;
        for at in from..self.lines.len() {
            // A number below the signature (Taiwan), where the head has none.
            dated |= self.layout.roles[at] == Role::Head && date_line(self.words(at)).is_some();
            let numbers = dated && self.layout.head.doc_number.is_none() && self.is_text(at);
            let bare = self.words(at).trim_matches(['(', ')']);
            if numbers && doc_number(bare).is_some_and(|number| number.span.len() == bare.len()) {
                self.layout.roles[at] = Role::Head;
                self.note_doc_number(at);
            }
            if !matches!(self.layout.roles[at], Role::Text | Role::Attachment) {
                continue;
            }
            furniture |= is_furniture(self.words(at)) && !is_page_number(self.words(at));
            if furniture {
                self.layout.roles[at] = Role::Furniture;
            }
        }
    }
}

/// 附注, 抄送, 印发: below the signature.
fn is_end_note(words: &str) -> bool {
    let inner = words.trim_matches(['(', ')', '〔', '〕', '【', '】']);
    let public = inner.len() < words.len()
        && inner.chars().count() <= 30
        && (inner.starts_with("此件")
            || inner.contains("公开发布")
            || inner.contains("有删减")
            || inner.starts_with("联系人"));
    let copies = ["抄送", "主送:", "主送：", "抄报", "分送"]
        .iter()
        .any(|w| words.starts_with(w));
    let printed =
        words.chars().count() <= 60 && words.ends_with("印发") && (words.contains('年') || words.contains("办公"));
    public || copies || printed
}
