//! What all sheets of an old workbook share: the list of sheets, strings, number formats.

use super::record::{Record, Records, Script};
use super::{damaged, too_old};
use crate::Result;
use crate::read::locked;
use crate::read::sheet::KIND;
use crate::read::sheet::format::Format;
use crate::read::sheet::strings::Strings;
use crate::read::sheet::value::Epoch;
use encoding_rs::Encoding;
use std::collections::HashMap;

/// Most sheets; the others are passed over.
const SHEETS: usize = 1_000;

/// The first part of the stream.
#[derive(Debug)]
pub(super) struct Globals {
    pub sheets: Vec<Entry>,
    pub script: Script,
    pub epoch: Epoch,
    pub strings: Strings,
    formats: HashMap<u32, Format>,
    /// For each style of a cell the number of its format.
    styles: Vec<u16>,
    general: Format,
}

/// An entry of the list of sheets.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: String,
    /// 0 shows, 1 hidden, 2 hidden for good.
    pub state: u8,
    /// Where its records begin in the stream.
    pub at: usize,
}

impl Globals {
    /// Reads to the end of the first part.
    ///
    /// # Errors
    /// `E104` older than Excel 5, `E107` encrypted, `E109` damaged, `E110` too many strings.
    pub fn read(stream: &[u8]) -> Result<Self> {
        let mut globals = Self {
            sheets: Vec::new(),
            script: Script::Wide,
            epoch: Epoch::Windows,
            strings: Strings::default(),
            formats: (1..=58).map(|id| (id, Format::built_in(id))).collect(),
            styles: Vec::new(),
            general: Format::default(),
        };
        let mut records = Records::new(stream, 0);
        let first = records
            .next()
            .filter(|record| record.kind == 0x0809)
            .ok_or_else(damaged)?;
        match first.u16(0) {
            0x0600 => {}
            0x0500 => globals.script = Script::Narrow(encoding_rs::GBK),
            _ => return Err(too_old()),
        }
        for record in records {
            match record.kind {
                // EOF
                0x000A => return Ok(globals),
                // FilePass
                0x002F => return Err(locked(KIND)),
                _ => globals.take(&record)?,
            }
        }
        Err(damaged())
    }

    fn take(&mut self, record: &Record<'_>) -> Result<()> {
        match record.kind {
            // Date1904
            0x0022 if record.u16(0) == 1 => self.epoch = Epoch::Macintosh,
            // CodePage
            0x0042 => {
                if let (Script::Narrow(script), Some(encoding)) = (&mut self.script, encoding(record.u16(0))) {
                    *script = encoding;
                }
            }
            // BoundSheet; only sheets of cells, no charts and macros.
            0x0085 if self.sheets.len() < SHEETS && record.data.get(5) == Some(&0) => {
                let name = record.from(6).short_string(self.script).unwrap_or_default();
                self.sheets.push(Entry {
                    name: name.replace('\0', ""),
                    state: record.data.get(4).map_or(0, |state| state & 3),
                    at: record.u32(0) as usize,
                });
            }
            // XF
            0x00E0 => self.styles.push(record.u16(2)),
            // SST: two counts, then the strings.
            0x00FC => {
                let mut cursor = record.from(8);
                while let Some(words) = cursor.rich_string() {
                    self.strings.push(&words)?;
                }
            }
            // Format
            0x041E => {
                let mut cursor = record.from(2);
                let code = match self.script {
                    Script::Wide => cursor.string(self.script),
                    Script::Narrow(_) => cursor.short_string(self.script),
                };
                let code = code.unwrap_or_default();
                self.formats.insert(u32::from(record.u16(0)), Format::new(&code));
            }
            _ => {}
        }
        Ok(())
    }

    /// The number format of a style.
    pub fn format(&self, style: u16) -> &Format {
        let id = self.styles.get(usize::from(style));
        id.and_then(|id| self.formats.get(&u32::from(*id)))
            .unwrap_or(&self.general)
    }
}

/// The encoding of a Windows code page.
fn encoding(page: u16) -> Option<&'static Encoding> {
    Some(match page {
        936 => encoding_rs::GBK,
        950 => encoding_rs::BIG5,
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        874 => encoding_rs::WINDOWS_874,
        1250..=1258 => Encoding::for_label(format!("windows-{page}").as_bytes())?,
        _ => return None,
    })
}
