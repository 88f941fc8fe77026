//! The number formats of a workbook's cells (`styles.xml`); fonts, colours and borders are not read.

use crate::Result;
use crate::read::sheet::format::Format;
use crate::read::sheet::xml;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// Number formats by style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// For each style of a cell the number of its format.
    cells: Vec<u32>,
    formats: HashMap<u32, Format>,
    general: Format,
}

impl Styles {
    /// Reads the part.
    ///
    /// # Errors
    /// `E109` where it is no XML.
    pub fn read(part: &str) -> Result<Self> {
        let mut styles = Self::default();
        let mut xml = Reader::from_str(part);
        let mut of_cells = false;
        loop {
            match xml::next(&mut xml)? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let code = xml::attribute(&element, "formatCode");
                        if let (Some(id), Some(code)) = (xml::number(&element, "numFmtId"), code) {
                            styles.formats.insert(id, Format::new(&code));
                        }
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => styles.cells.push(xml::number(&element, "numFmtId").unwrap_or(0)),
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => of_cells = false,
                Event::Eof => break,
                _ => {}
            }
        }
        for id in 1..=58 {
            styles.formats.entry(id).or_insert_with(|| Format::built_in(id));
        }
        Ok(styles)
    }

    /// The format of a style.
    pub fn format(&self, style: usize) -> &Format {
        let id = self.cells.get(style);
        id.and_then(|id| self.formats.get(id)).unwrap_or(&self.general)
    }
}
