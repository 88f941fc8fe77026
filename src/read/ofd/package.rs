//! The files of an OFD package: which documents it holds, and their pages.
//!
//! In: the bytes. Out: the pages of a document in their order, read one by one. `OFD.xml` names the documents, each
//! document its pages. Places are seen from the file that names them.

use super::KIND;
use super::content::{self, Limits, Seen};
use super::geometry::Frame;
use super::locked;
use crate::read::packed::{Package, damaged, resolved};
use crate::read::xml::{self, Broken, Node, Xml};
use crate::{Error, Result};

/// Most documents of one package.
const DOCUMENTS: usize = 200;
/// Most pages that are listed; far more than are read.
const LISTED: usize = 100_000;

/// An open package.
pub(super) struct Ofd<'a> {
    package: Package<'a>,
    limits: Limits,
}

/// One document.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Names of the files of its pages.
    pub pages: Vec<String>,
    /// The page where a page does not say its own size.
    pub frame: Option<Frame>,
}

impl<'a> Ofd<'a> {
    /// Opens a package.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        Ok(Self {
            package: Package::open(bytes, KIND)?,
            limits: Limits::default(),
        })
    }

    /// Names of the files that describe the documents.
    pub fn documents(&mut self) -> Result<Vec<String>> {
        let text = self.text("OFD.xml")?;
        let roots = texts(&text, "DocRoot").map_err(|cause| self.unreadable(cause))?;
        let documents: Vec<String> = roots.iter().map(|root| resolved("", root)).take(DOCUMENTS).collect();
        if documents.is_empty() {
            return Err(self.unreadable("no document is named".into()));
        }
        Ok(documents)
    }

    /// The pages of a document.
    pub fn document(&mut self, name: &str) -> Result<Listed> {
        let text = self.text(name)?;
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        listed(&text, folder).map_err(|cause| self.unreadable(cause))
    }

    /// What is on a page.
    pub fn page(&mut self, name: &str, of: &Listed) -> Result<Seen> {
        let text = self.text(name)?;
        content::read(&text, of.frame, &mut self.limits).map_err(|cause| self.unreadable(cause))
    }

    fn text(&mut self, name: &str) -> Result<String> {
        match self.package.part(name)? {
            Some(bytes) => xml::text(bytes).map_err(|cause| self.unreadable(cause)),
            None => Err(self.unreadable(format!("{name} is missing").into())),
        }
    }

    /// The error for a file that cannot be read: encrypted packages (GM/T 0099) have files of their own that say so.
    fn unreadable(&mut self, cause: Broken) -> Error {
        let cause = match cause.downcast::<Error>() {
            Ok(own) => return *own,
            Err(cause) => cause,
        };
        let encrypts = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.contains("encrypt") || name.contains("decrypt")
        };
        if self.package.names().take(1_000).any(|name| encrypts(&name)) || self.package.is_locked() {
            return locked(KIND);
        }
        damaged(KIND).caused_by(cause)
    }
}

/// The texts of all elements of that name.
fn texts(text: &str, name: &str) -> std::result::Result<Vec<String>, Broken> {
    let mut found = Vec::new();
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Open(element) if element.name() == name && found.len() < LISTED => {
                found.push(inside(&mut xml)?);
            }
            Node::End => return Ok(found),
            Node::Open(_) | Node::Close | Node::Text(_) => {}
        }
    }
}

/// The text of the element just opened.
pub(super) fn inside(xml: &mut Xml<'_>) -> std::result::Result<String, Broken> {
    let depth = xml.depth();
    let mut text = String::new();
    while xml.depth() >= depth {
        match xml.next()? {
            Node::Text(words) => text.push_str(&words),
            Node::End => break,
            Node::Open(_) | Node::Close => {}
        }
    }
    Ok(text.trim().to_owned())
}

fn listed(text: &str, folder: &str) -> std::result::Result<Listed, Broken> {
    let mut document = Listed::default();
    let mut xml = Xml::new(text);
    while let Some(element) = xml.within(0)? {
        match element.name() {
            "Page" => {
                if let Some(place) = element.attribute("BaseLoc").filter(|_| document.pages.len() < LISTED) {
                    document.pages.push(resolved(folder, &place));
                }
            }
            "PhysicalBox" => document.frame = Frame::of(&inside(&mut xml)?),
            // Bookmarks and outlines name pages as well.
            "Outlines" | "Bookmarks" | "Actions" | "VPreferences" | "Permissions" => xml.skip()?,
            _ => {}
        }
    }
    Ok(document)
}
