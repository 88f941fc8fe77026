//! 命令(令), 公告, 通告 and 批示 by number: the head is the body and the kind, with a number of its own and no title
//! (GB/T 9704-2012 10.2): `云溪县人民政府令` `第12号`.

use super::{Reader, Role};
use crate::model::{ByteSpan, Found};
use crate::segment::head::body_name::{bodies, is_body_name};
use crate::segment::head::date::{date_at_end, date_line};
use crate::segment::head::title::Title;

/// How far from the top such a head stands, in lines.
const NEAR: usize = 12;

impl Reader<'_> {
    /// A 批示 of Macau, whose title is its number and the office that gives it.
    pub(super) fn dispatch(&mut self, first: usize) {
        let near = first.min(NEAR).min(self.lines.len());
        for at in 0..near {
            let words = self.words(at);
            let Some((number, office)) = dispatch(words) else {
                continue;
            };
            let span = self.lines[at].span;
            let head = &mut self.layout.head;
            head.title = Some(Found {
                value: words.to_owned(),
                span,
            });
            head.doc_number = Some(Found {
                value: number.to_owned(),
                span: ByteSpan::new(span.start, span.start + number.len()),
            });
            let end = span.start + number.len() + office.len();
            head.issuers = vec![Found {
                value: office.to_owned(),
                span: ByteSpan::new(end - office.len(), end),
            }];
            self.layout.roles[at] = Role::Head;
            return;
        }
    }

    /// Number, issuer and date of an order above the title of what it publishes.
    pub(super) fn order(&mut self, title: Option<&Title>, first: usize) {
        let limit = title.map_or(first, |title| title.first).min(self.lines.len());
        for at in 0..limit.min(NEAR) {
            let words = self.words(at);
            let Some((name, kind, rest)) = head(words) else {
                continue;
            };
            let below = (at + 1 < limit).then(|| self.words(at + 1)).filter(|_| rest.is_empty());
            let number = below.map_or(rest, |words| words.trim_matches(['(', ')', ' ']));
            if !is_number(number) {
                continue;
            }
            let last = at + usize::from(below.is_some());
            let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
            let span = self.lines[at].span;
            self.layout.head.doc_number = Some(Found {
                value: format!("{name}{kind}{number}"),
                span: ByteSpan::new(span.start, self.lines[last].span.end),
            });
            // `中华人民共和国国务院令`: signed in the short form.
            let state = name.strip_prefix("中华人民共和国").filter(|name| is_body_name(name));
            let short = state.unwrap_or(name).len();
            let end = span.start + name.len();
            let named = bodies(self.text, ByteSpan::new(end - short, end));
            self.layout.head.issuers = self.named(named);
            self.layout.roles[at..=last].fill(Role::Head);
            for line in last + 1..limit {
                let words = self.words(line);
                let date = date_line(words).or_else(|| date_at_end(words).map(|(_, date)| date));
                if let Some(date) = date {
                    self.layout.roles[line] = Role::Head;
                    self.layout.head.issued = Some(self.found(date, line));
                }
            }
            return;
        }
    }
}

/// `第83/2022号行政长官批示`: the number and the office.
fn dispatch(words: &str) -> Option<(&str, &str)> {
    let (number, rest) = words.strip_prefix('第')?.split_once('号')?;
    let (serial, year) = number.split_once('/')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let office = rest.strip_suffix("批示")?;
    let named = (2..=12).contains(&office.chars().count()) && year.len() == 4;
    (digits(serial) && digits(year) && named).then(|| (&words[..words.len() - rest.len()], office))
}

/// The body, the kind and what stands behind them.
fn head(words: &str) -> Option<(&str, &'static str, &str)> {
    ["令", "公告", "通告", "通函"].into_iter().find_map(|kind| {
        let (name, rest) = words.split_once(kind)?;
        is_body_name(name).then(|| (name, kind, rest.trim_matches(['(', ')', ' '])))
    })
}

/// `第12号`, `2021年第2号`.
fn is_number(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    // `第12/2021号` of Hong Kong
    let bare = match bare.split_once('/') {
        Some((serial, year)) if year.trim_end_matches('号').len() == 4 => format!("{serial}号"),
        _ => bare,
    };
    let serial = match bare.split_once('年') {
        Some((year, rest)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => rest,
        Some(_) => return false,
        None => bare.as_str(),
    };
    let Some(serial) = serial.strip_prefix('第').and_then(|rest| rest.strip_suffix('号')) else {
        return false;
    };
    !serial.is_empty()
        && serial
            .chars()
            .all(|c| crate::numeral::digit(c).is_some() || matches!(c, '十' | '百'))
}
