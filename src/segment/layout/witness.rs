//! The table above a web page, heeded where the text itself says nothing.

use super::{HEAD_LINES, Reader, Role};
use crate::model::{ByteSpan, Finding, Found, WarningCode};
use crate::segment::head::body_name::{are_body_names, bodies};
use crate::segment::head::date::date_line;
use crate::segment::head::doc_number::doc_number;
use crate::segment::head::witness::{Field, fields};
use jiff::civil::Date;

/// What the table above a page says of the notice; each with its place.
#[derive(Debug, Default)]
pub(super) struct Witness {
    title: Option<Found<String>>,
    doc_number: Option<Found<String>>,
    issued: Option<Found<Date>>,
    issuers: Vec<Found<String>>,
}

impl Reader<'_> {
    /// The fields of the table above a page, taken out of the lines before anything else looks at them.
    pub(super) fn witness(&mut self) -> Witness {
        let mut found = Witness::default();
        for at in 0..self.lines.len().min(HEAD_LINES) {
            let line = self.lines[at].span;
            let fields = fields(line.of(self.text));
            if fields.is_empty() {
                continue;
            }
            self.layout.roles[at] = Role::Furniture;
            for (field, span) in fields {
                let span = ByteSpan::new(line.start + span.start, line.start + span.end);
                let words = span.of(self.text);
                match field {
                    Field::Title if found.title.is_none() && !words.is_empty() => {
                        found.title = Some(Found {
                            value: words.to_owned(),
                            span,
                        });
                    }
                    Field::DocNumber if found.doc_number.is_none() => {
                        found.doc_number = doc_number(words).map(|number| Found {
                            value: number.standard,
                            span: ByteSpan::new(span.start + number.span.start, span.start + number.span.end),
                        });
                    }
                    Field::Issued if found.issued.is_none() => {
                        found.issued = dated(words).map(|value| Found { value, span });
                    }
                    Field::Issuer if found.issuers.is_empty() && are_body_names(words) => {
                        found.issuers = self.named(bodies(self.text, span));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// Takes from the table above the page what the text lacks; where the two differ the text stands, with a warning.
    pub(super) fn heed(&mut self, witness: &Witness) {
        let head = &mut self.layout.head;
        // Where the page prints the number of its table above the text, the other number is the text's own.
        let printed =
            head.doc_number.as_ref().map(|own| &own.value) == witness.doc_number.as_ref().map(|said| &said.value);
        if printed
            && self.second_number.as_ref().map(|own| &own.value) != head.doc_number.as_ref().map(|own| &own.value)
        {
            head.doc_number = self.second_number.take().or(head.doc_number.take());
        }
        let mut conflicts: Vec<(&str, String, String, ByteSpan)> = Vec::new();
        match (&head.doc_number, &witness.doc_number) {
            (None, Some(_)) => head.doc_number.clone_from(&witness.doc_number),
            (Some(own), Some(said)) if own.value != said.value => {
                conflicts.push(("发文字号", said.value.clone(), own.value.clone(), said.span));
            }
            _ => {}
        }
        match (&head.issued, &witness.issued) {
            (None, Some(_)) => head.issued.clone_from(&witness.issued),
            (Some(own), Some(said)) if own.value != said.value => {
                conflicts.push(("成文日期", said.value.to_string(), own.value.to_string(), said.span));
            }
            _ => {}
        }
        match (&head.title, &witness.title) {
            (None, Some(_)) => head.title.clone_from(&witness.title),
            // The red head of an order is no title, the page names the act.
            (Some(own), Some(said)) if own.value.ends_with('令') && !said.value.ends_with('令') => {
                head.title.clone_from(&witness.title);
            }
            (Some(own), Some(said)) if !same_title(&own.value, &said.value) => {
                conflicts.push(("标题", said.value.clone(), own.value.clone(), said.span));
            }
            _ => {}
        }
        if head.issuers.is_empty() {
            head.issuers.clone_from(&witness.issuers);
        }
        for (what, said, own, span) in conflicts {
            self.layout.findings.push(Finding {
                code: WarningCode::MetadataConflict,
                message: format!("网页信息栏的{what}“{said}”与正文“{own}”不同，按正文；请核对"),
                span: Some(span),
            });
        }
    }
}

/// A date in a field: `2020年5月6日`, or `2020-05-06`, with or without a time.
fn dated(words: &str) -> Option<Date> {
    let day = words.split_whitespace().next().unwrap_or(words);
    date_line(words).or_else(|| date_line(day)).or_else(|| {
        let mut parts = day.splitn(3, ['-', '/', '.']);
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let rest = parts.next()?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        Date::new(year, month, rest[..digits.min(2)].parse().ok()?).ok()
    })
}

/// Sites leave out the issuer, marks, or brackets.
fn same_title(own: &str, said: &str) -> bool {
    let bare = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (own, said) = (bare(own), bare(said));
    said.is_empty() || own.contains(&said) || said.contains(&own)
}
