//! The shared strings of a workbook (`sharedStrings.xml`), and the strings that stand in cells.
//!
//! Runs of different looks are joined; phonetic guides (`rPh`) are left out; `_x000D_` is the character it stands for.

use crate::Result;
use crate::read::sheet::strings::Strings;
use crate::read::sheet::xml;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Reads the part.
///
/// # Errors
/// `E109` where it is no XML, `E110` where it holds more strings than a workbook can.
pub(super) fn read(part: &str) -> Result<Strings> {
    let mut strings = Strings::default();
    let mut xml = Reader::from_str(part);
    let mut words = String::new();
    loop {
        match xml::next(&mut xml)? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                words.clear();
                inside(&mut xml, "si", &mut words)?;
                strings.push(&words)?;
            }
            Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push("")?,
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads the words of a string up to the end of the element `outer`.
///
/// # Errors
/// `E109` where the part is no XML or ends before.
pub(super) fn inside(xml: &mut Reader<&[u8]>, outer: &str, words: &mut String) -> Result<()> {
    let start = words.len();
    let (mut shown, mut phonetic) = (false, 0_usize);
    loop {
        match xml::next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" => phonetic += 1,
                "t" => shown = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "rPh" => phonetic = phonetic.saturating_sub(1),
                "t" => shown = false,
                name if name == outer => break,
                _ => {}
            },
            Event::Text(text) if shown && phonetic == 0 => words.push_str(&text.xml10_content()),
            Event::CData(text) if shown && phonetic == 0 => words.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if shown && phonetic == 0 => words.extend(xml::character(&entity)),
            Event::Eof => return Err(xml::damaged()),
            _ => {}
        }
    }
    if words.get(start..).is_some_and(|own| own.contains("_x")) {
        let own = unescaped(&words[start..]);
        words.truncate(start);
        words.push_str(&own);
    }
    Ok(())
}

/// Replaces `_x000D_` by the character of that number.
pub(super) fn unescaped(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at..].get(6..7) == Some("_"));
        match code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            Some(c) => {
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_phonetic_guides_left_out() {
        let part = "<sst><si><t>修路</t></si><si/><si><r><rPr><b/></rPr><t>加</t></r><r><t xml:space=\"preserve\">强 &amp;&#39046;导</t></r>\
            <rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh><phoneticPr fontId=\"1\"/></si><si><t>甲_x000D_\n乙_x005F_x _x12</t></si></sst>";
        let strings = read(part).unwrap();
        let all: Vec<_> = (0..5).map(|i| strings.get(i)).collect();
        assert_eq!(
            all,
            [
                Some("修路"),
                Some(""),
                Some("加强 &领导"),
                Some("甲\r\n乙_x _x12"),
                None
            ]
        );
        assert_eq!(read("<sst><si><t>修").unwrap_err().code(), "E109");
    }
}
