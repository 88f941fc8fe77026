//! The parts of a Word document by what they are for, however they are named and wherever they lie.
//!
//! In: a ZIP package; the same package as one XML file (`<pkg:package>`, “Word XML”); or the XML of Word 2003
//! (`<w:wordDocument>`), which many office systems fill in and call `.doc`. Out: the text of parts. Names are followed
//! through the relationships, as the standard has it; where these are missing the usual names are tried.

use super::KIND;
use crate::Result;
use crate::read::packed::{Package, damaged, resolved};
use crate::read::xml::{self, Broken, Node, Xml};
use std::borrow::Cow;
use std::collections::HashMap;

/// Most relationships that are looked at: each picture has one.
const RELATIONSHIPS: usize = 20_000;

/// An open document.
pub(super) struct Parts<'a> {
    source: Source<'a>,
    /// Name of the part that holds the text.
    main: String,
    /// Its relationships: the last word of the type and the name of the part.
    related: Vec<(String, String)>,
}

enum Source<'a> {
    Packed(Package<'a>),
    /// Name and XML.
    Flat(HashMap<String, &'a str>),
    /// Text and styles in one.
    Whole(&'a str),
}

impl<'a> Parts<'a> {
    /// Opens a package.
    pub fn packed(bytes: &'a [u8]) -> Result<Self> {
        Self::open(Source::Packed(Package::open(bytes, KIND)?))
    }

    /// Opens a document that is one XML file.
    pub fn flat(text: &'a str) -> Result<Self> {
        let parts = flat_parts(text).map_err(broken)?;
        if parts.is_empty() {
            return Ok(Self {
                source: Source::Whole(text),
                main: String::new(),
                related: Vec::new(),
            });
        }
        Self::open(Source::Flat(parts))
    }

    fn open(source: Source<'a>) -> Result<Self> {
        let mut parts = Self {
            source,
            main: "word/document.xml".to_owned(),
            related: Vec::new(),
        };
        if let Some((_, name)) = parts
            .relationships("")?
            .into_iter()
            .find(|(kind, _)| kind == "officeDocument")
        {
            parts.main = name;
        }
        parts.related = parts.relationships(&parts.main.clone())?;
        Ok(parts)
    }

    /// The text of the part that holds the document's text.
    pub fn main(&mut self) -> Result<Cow<'a, str>> {
        let main = self.main.clone();
        self.text(&main)?.ok_or_else(|| damaged(KIND))
    }

    /// The text of a part that belongs to the main one: `styles`, `numbering`, `footnotes`, `endnotes`.
    pub fn related(&mut self, kind: &str) -> Result<Option<Cow<'a, str>>> {
        if let Source::Whole(text) = self.source {
            return Ok((kind == "styles").then_some(Cow::Borrowed(text)));
        }
        let name = self
            .related
            .iter()
            .find(|(of, _)| of == kind)
            .map(|(_, name)| name.clone());
        match name {
            Some(name) => self.text(&name),
            None if self.related.is_empty() => self.text(&format!("word/{kind}.xml")),
            None => Ok(None),
        }
    }

    fn text(&mut self, name: &str) -> Result<Option<Cow<'a, str>>> {
        match &mut self.source {
            Source::Packed(package) => match package.part(name)? {
                Some(bytes) => xml::text(bytes).map(|text| Some(Cow::Owned(text))).map_err(broken),
                None => Ok(None),
            },
            Source::Whole(text) => Ok(Some(Cow::Borrowed(text))),
            Source::Flat(parts) => Ok(parts.get(&name.to_ascii_lowercase()).map(|text| Cow::Borrowed(*text))),
        }
    }

    /// The relationships of a part, of the package for the empty name. Those to places outside are left out.
    fn relationships(&mut self, of: &str) -> Result<Vec<(String, String)>> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let Some(text) = self.text(&resolved(folder, &format!("_rels/{file}.rels")))? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        let mut xml = Xml::new(&text);
        while let Some(element) = xml.within(0).map_err(broken)? {
            if element.name() != "Relationship" || element.attribute("TargetMode").as_deref() == Some("External") {
                continue;
            }
            if let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
                && found.len() < RELATIONSHIPS
            {
                let kind = kind.rsplit('/').next().unwrap_or_default();
                found.push((kind.to_owned(), resolved(folder, &target)));
            }
        }
        Ok(found)
    }
}

/// The error for a part that cannot be read to its end; errors of the program's own stay what they are.
pub(super) fn broken(cause: Broken) -> crate::Error {
    match cause.downcast::<crate::Error>() {
        Ok(own) => *own,
        Err(cause) => damaged(KIND).caused_by(cause),
    }
}

/// The parts of a package that is one XML file: the element within `xmlData` of each.
fn flat_parts(text: &str) -> std::result::Result<HashMap<String, &str>, Broken> {
    let mut parts = HashMap::new();
    let mut xml = Xml::new(text);
    let mut name = String::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name() == "part" => {
                let given = element.attribute("name").unwrap_or_default();
                name = given.trim_start_matches('/').to_ascii_lowercase();
            }
            Node::Open(element) if element.name() == "xmlData" => {
                let start = xml.position();
                xml.skip()?;
                let inside = text.get(start..xml.position()).unwrap_or_default();
                // Up to the end tag that was just passed.
                let end = inside.rfind("</").unwrap_or(0);
                parts.insert(std::mem::take(&mut name), &inside[..end]);
            }
            Node::End => return Ok(parts),
            Node::Open(_) | Node::Close | Node::Text(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_in_one_file_has_the_same_parts() {
        let text = "<?mso-application progid=\"Word.Document\"?><pkg:package xmlns:pkg='p'>\
            <pkg:part pkg:name='/_rels/.rels'><pkg:xmlData><Relationships><Relationship Id='1' \
            Type='http://x/officeDocument' Target='word/text.xml'/></Relationships></pkg:xmlData></pkg:part>\
            <pkg:part pkg:name='/word/text.xml'><pkg:xmlData><w:document/></pkg:xmlData></pkg:part>\
            <pkg:part pkg:name='/word/media/a.png'><pkg:binaryData>AAAA</pkg:binaryData></pkg:part></pkg:package>";
        let mut parts = Parts::flat(text).unwrap();
        assert_eq!(parts.main().unwrap(), "<w:document/>");
        assert_eq!(parts.related("numbering").unwrap(), None);
    }
}
