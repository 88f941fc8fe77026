//! XML parts of document packages (docx, OFD) as a flat run of nodes.
//!
//! In: the bytes of a part. Out: [`Node`]s by local name, whatever the prefix: documents in the strict form of a
//! standard, or written by rarer programs, differ from the usual ones in namespaces only. References are resolved to the
//! characters they stand for (`&amp;` and numbers; entities of a DTD are dropped). Nesting is bounded, so that nothing
//! here or in the readers grows with the depth of hostile input. Comments and instructions are skipped.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// Deepest nesting: the text of a box in a table in a box in a table of Word stands some sixty elements deep.
const DEEPEST: usize = 400;

/// Why a part cannot be read to its end.
pub(super) type Broken = Box<dyn std::error::Error + Send + Sync>;

/// One step through a part.
pub(super) enum Node<'a> {
    /// An element begins; its [`Node::Close`] follows, also where it is empty.
    Open(Element<'a>),
    /// The innermost open element ends.
    Close,
    /// Text, references resolved; may come in several pieces.
    Text(Cow<'a, str>),
    /// The part ends.
    End,
}

/// The start of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

/// Walks through one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// How many elements are open.
    depth: usize,
    /// Whether the element just opened was empty: its end comes next.
    empty: bool,
}

impl Element<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attribute of that local name, references resolved.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(match found.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value,
            Err(_) => found.value,
        })
    }

    /// The attribute as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A property that is on by its presence unless `val` says otherwise (`<w:b/>`, `<w:b w:val="0"/>`).
    pub fn is_on(&self) -> bool {
        !self
            .attribute("val")
            .is_some_and(|value| matches!(value.as_ref(), "0" | "false" | "off"))
    }
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            reader: Reader::from_str(text),
            depth: 0,
            empty: false,
        }
    }

    /// The next node.
    ///
    /// # Errors
    /// Fails where the part is not well-formed, ends early or is nested too deep.
    pub fn next(&mut self) -> Result<Node<'a>, Broken> {
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok(Node::Close);
        }
        loop {
            return Ok(match self.reader.read_event()? {
                Event::Start(element) => {
                    self.open()?;
                    Node::Open(Element(element))
                }
                Event::Empty(element) => {
                    self.open()?;
                    self.empty = true;
                    Node::Open(Element(element))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(reference) => match character(&reference) {
                    Some(character) => Node::Text(Cow::Owned(character.to_string())),
                    None => continue,
                },
                Event::Eof if self.depth > 0 => return Err("the part ends within an element".into()),
                Event::Eof => Node::End,
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => continue,
            });
        }
    }

    /// Passes over the element just opened, its end included.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), Broken> {
        let depth = self.depth;
        while self.depth >= depth {
            if let Node::End = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// Goes on within the element just opened, to be used in a loop: none once it has ended. Elements within it are
    /// opened one by one; what is not an element is passed over.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn within(&mut self, depth: usize) -> Result<Option<Element<'a>>, Broken> {
        loop {
            match self.next()? {
                Node::Open(element) => return Ok(Some(element)),
                Node::Close if self.depth < depth => return Ok(None),
                Node::End => return Ok(None),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The byte of the text behind the last node.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn open(&mut self) -> Result<(), Broken> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("elements are nested too deep".into());
        }
        Ok(())
    }
}

/// The character that a reference stands for.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

/// The text of a part: UTF-8, UTF-16 with its mark, or what the declaration names.
///
/// # Errors
/// Fails where the bytes do not fit.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Broken> {
    let encoding = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => declared(&bytes).unwrap_or(UTF_8),
    };
    if encoding == UTF_8 {
        return Ok(String::from_utf8(bytes)?);
    }
    match encoding.decode(&bytes) {
        (text, _, false) => Ok(text.into_owned()),
        (_, _, true) => Err(format!("the part is not in {}", encoding.name()).into()),
    }
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let end = memchr::memchr(b'>', &head[..head.len().min(200)])?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let value = head.strip_prefix("<?xml")?.split_once("encoding")?.1;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
        // A part in UTF-16 has a mark; a declaration that says so without one is wrong.
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names, texts and `/`, parted by blanks.
    fn walk(source: &str) -> Result<String, Broken> {
        let (mut xml, mut out) = (Xml::new(source), Vec::new());
        loop {
            match xml.next()? {
                Node::Open(element) => out.push(element.name().to_owned()),
                Node::Close => out.push("/".to_owned()),
                Node::Text(text) => out.push(text.into_owned()),
                Node::End => return Ok(out.join(" ")),
            }
        }
    }

    #[test]
    fn names_have_no_prefix_and_references_are_characters() {
        let source =
            "<?xml version='1.0'?><w:a x:b='1'><c/>甲&amp;&#20057;&#x4E19;&nbsp;<![CDATA[<丁>]]><!--戊--></w:a>";
        assert_eq!(walk(source).unwrap(), "a c / 甲 & 乙 丙 <丁> /");
    }

    #[test]
    fn damage_is_an_error() {
        for source in ["<a><b>", "<a></b>", "<a", "<a>&amp", "<a b='", &"<a>".repeat(401)] {
            assert!(walk(source).is_err(), "{source}");
        }
    }

    #[test]
    fn skipping_ends_with_the_element() {
        let mut xml = Xml::new("<a><b/><c><d/>x</c><e/></a>");
        let mut names = Vec::new();
        while let Node::Open(element) = xml.next().unwrap() {
            names.push(element.name().to_owned());
            if element.name() != "a" {
                xml.skip().unwrap();
            }
        }
        assert_eq!(names, ["a", "b", "c", "e"]);
    }

    #[test]
    fn attributes_are_found_by_local_name() {
        let mut xml = Xml::new("<a w:val='&lt;%1&#x3001;' w:id=' 7 ' b='0'/>");
        let Node::Open(element) = xml.next().unwrap() else {
            panic!("an element");
        };
        assert_eq!(element.attribute("val").as_deref(), Some("<%1、"));
        assert_eq!((element.number("id"), element.number::<u8>("b")), (Some(7), Some(0)));
        assert!(element.attribute("c").is_none() && element.is_on());
    }

    #[test]
    fn encodings_are_those_of_the_mark_or_the_declaration() {
        let source = "<?xml version=\"1.0\" encoding=\"GB18030\"?><a>甲</a>";
        let old = encoding_rs::GB18030.encode(source).0.into_owned();
        assert_eq!(text(old).unwrap(), source);
        let wide: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(wide).unwrap(), "<a/>");
        assert!(text(b"<a>\xFF</a>".to_vec()).is_err());
    }
}
