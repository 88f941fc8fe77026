//! The XML of workbooks: decoded, read event by event.

use super::KIND;
use crate::read::packed;
use crate::{Error, Result};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// A part, decoded; `E109` where it is no text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String> {
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            let (text, _, bad) = encoding_rs::UTF_16LE.decode(&bytes);
            if bad { Err(damaged()) } else { Ok(text.into_owned()) }
        }
        _ => String::from_utf8(bytes).map_err(|e| damaged().caused_by(e)),
    }
}

/// The next event; `E109` where the part is no XML.
pub(super) fn next<'a>(xml: &mut Reader<&'a [u8]>) -> Result<Event<'a>> {
    xml.read_event().map_err(|e| damaged().caused_by(e))
}

/// The value of an attribute by its name without a prefix.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let own = |key: &str| key.rsplit(':').next() == Some(name);
    let mut all = element.attributes();
    all.with_checks(false)
        .flatten()
        .filter(|attribute| own(attribute.key.as_ref()))
        .find_map(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
}

/// An attribute that is a number.
pub(super) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.trim().parse().ok()
}

/// An attribute that is yes or no; no where it is missing.
pub(super) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
}

/// The character of `&amp;` or `&#8220;`; none for entities of the file's own.
pub(super) fn character(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => match entity.as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
        Err(_) => None,
    }
}

pub(super) fn damaged() -> Error {
    packed::damaged(KIND)
}
