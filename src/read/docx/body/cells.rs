//! Rows and cells: what spans what.

use super::super::table::Merge;
use super::{Frame, Walk};
use crate::read::xml::{Broken, Xml};

impl Walk<'_> {
    pub(super) fn row_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            let name = element.name();
            if name.ends_with("Change") {
                xml.skip()?;
            } else if let Some(Frame::Row(row)) = self.frames.last_mut() {
                match name {
                    "gridBefore" => row.before = element.number("val").unwrap_or(0),
                    "gridAfter" => row.after = element.number("val").unwrap_or(0),
                    "del" => row.out = true,
                    "hidden" => row.out |= element.is_on(),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    pub(super) fn cell_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.within(depth)? {
            let name = element.name();
            let merge = || match element.attribute("val").as_deref() {
                Some("restart") => Merge::Begin,
                _ => Merge::Continue,
            };
            if name.ends_with("Change") {
                xml.skip()?;
            } else if let Some(Frame::Cell(cell)) = self.frames.last_mut() {
                match name {
                    "gridSpan" => cell.columns = element.number("val").unwrap_or(1),
                    "vMerge" | "vmerge" => cell.down = merge(),
                    "hMerge" | "hmerge" => cell.along = merge(),
                    "cellDel" => cell.out = true,
                    _ => {}
                }
            }
        }
        Ok(())
    }
}
