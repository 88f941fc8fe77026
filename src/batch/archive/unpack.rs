//! The directory of an archive and the bytes of its entries, within limits.

use crate::batch::input;
use crate::{Error, Result};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use zip::read::ZipArchiveMetadata;
use zip::{CompressionMethod, ZipArchive, ZipReadOptions};

/// Most entries of an archive, those of archives within it included.
pub(super) const ENTRIES: usize = 10_000;
/// Most bytes of one entry, unpacked.
const ENTRY: u64 = 64 << 20;
/// Most bytes of all entries, unpacked, whatever their number.
const ALL: u64 = 4 << 30;
/// Most times that an archive may grow when unpacked, beyond what is small anyway: text shrinks to a fifth, an empty
/// form of an old Word to a fiftieth.
const RATIO: u64 = 100;
const SMALL: u64 = 64 << 20;
/// Bytes at the end of a file where the record of its directory is: itself and the longest comment.
const END: u64 = 22 + 65_535;

/// The directory of an archive.
#[derive(Debug, Clone)]
pub(super) struct Directory {
    list: Arc<ZipArchiveMetadata>,
    /// Bytes of the archive.
    length: u64,
}

/// An archive: a file, or an entry of one.
#[derive(Debug)]
pub(super) struct Source {
    /// The file on the disk.
    pub file: PathBuf,
    /// Of an archive within the archive its number there.
    pub outer: Option<usize>,
    pub directory: Directory,
    /// The archive that it is in.
    pub around: Option<Arc<Source>>,
}

impl Directory {
    /// Reads the directory.
    ///
    /// # Errors
    /// `E109` where the bytes are no whole archive, `E110` where it lists too many entries.
    pub fn read(mut bytes: impl Read + Seek) -> Result<Self> {
        let length = bytes.seek(SeekFrom::End(0)).map_err(|e| no_archive().caused_by(e))?;
        if announced(&mut bytes, length).is_some_and(|entries| entries > ENTRIES as u64) {
            return Err(too_many());
        }
        let archive = ZipArchive::new(bytes).map_err(|e| no_archive().caused_by(e))?;
        let list = archive.metadata();
        Ok(Self { list, length })
    }

    /// Number of entries, folders included.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether this is a document: they have parts of known names.
    pub fn is_document(&self) -> bool {
        (0..self.len()).filter_map(|at| self.list.entry(at).ok()).any(|entry| {
            let name = entry.name_raw();
            [&b"[Content_Types].xml"[..], b"OFD.xml", b"mimetype"].contains(&name)
        })
    }

    /// Checks the limits for the archive as a whole.
    ///
    /// # Errors
    /// `E110` where it has too many entries, unpacks to too much, or its entries share their bytes.
    pub fn check(&self) -> Result<()> {
        if self.len() > ENTRIES {
            return Err(too_many());
        }
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        for at in 0..self.len() {
            if let Ok(entry) = self.list.entry(at) {
                packed = packed.saturating_add(entry.compressed_size());
                unpacked = unpacked.saturating_add(entry.size());
            }
        }
        let most = self.length.saturating_mul(RATIO).clamp(SMALL, ALL);
        if packed > self.length || unpacked > most {
            return Err(too_large());
        }
        Ok(())
    }

    /// The files: number, name as stored, whether that is known to be UTF-8.
    pub fn files(&self) -> impl Iterator<Item = (usize, Vec<u8>, bool)> {
        let entry = |at| self.list.entry(at).ok().map(|entry| (at, entry));
        let files = (0..self.len()).filter_map(entry).filter(|(_, entry)| entry.is_file());
        files.map(|(at, entry)| {
            // Bit 11 of the flags.
            let is_utf8 = entry.flags().as_u16() & 1 << 11 != 0;
            (at, entry.name_raw().to_vec(), is_utf8)
        })
    }

    /// Bytes of an entry, unpacked, as the directory says.
    pub fn size(&self, index: usize) -> u64 {
        self.list.entry(index).map_or(0, |entry| entry.size())
    }

    /// Unpacks an entry.
    fn unpack(&self, index: usize, mut bytes: impl Read + Seek) -> Result<Vec<u8>> {
        let entry = self.list.entry(index).map_err(|e| damaged().caused_by(e))?;
        let size = entry.size();
        if size > ENTRY {
            return Err(too_large());
        }
        if entry.encrypted() {
            return Err(locked());
        }
        if !matches!(
            entry.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(strange());
        }
        let unpacked = entry.with_reader(&mut bytes, ZipReadOptions::new());
        let unpacked = unpacked.map_err(|e| damaged().caused_by(e))?;
        let mut content = Vec::new();
        let read = unpacked.take(size + 1).read_to_end(&mut content);
        read.map_err(|e| damaged().caused_by(e))?;
        if content.len() as u64 != size {
            return Err(damaged());
        }
        Ok(content)
    }
}

impl Source {
    /// Whether both are the same archive.
    pub fn is(&self, other: &Self) -> bool {
        (&self.file, self.outer) == (&other.file, other.outer)
    }

    /// The content of an entry.
    ///
    /// # Errors
    /// As for [`super::Entry::bytes`].
    pub fn bytes(&self, index: usize) -> Result<Vec<u8>> {
        if let (Some(around), Some(outer)) = (&self.around, self.outer) {
            let whole = last_nested(around, outer)?;
            return self.directory.unpack(index, Cursor::new(&whole[..]));
        }
        let file = File::open(&self.file).map_err(|e| input::unreadable(&self.file, e))?;
        self.directory.unpack(index, BufReader::new(file))
    }
}

/// An archive within an archive, unpacked.
struct Nested {
    around: Arc<Source>,
    index: usize,
    bytes: Arc<[u8]>,
}

/// The one that was read last: its entries come one after the other, and unpacking it anew for each would take the
/// square of their number.
static LAST: Mutex<Option<Nested>> = Mutex::new(None);

fn last_nested(around: &Arc<Source>, index: usize) -> Result<Arc<[u8]>> {
    // Held while unpacking, so that two threads do not do it twice.
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(nested) = last.as_ref()
        && Arc::ptr_eq(&nested.around, around)
        && nested.index == index
    {
        return Ok(Arc::clone(&nested.bytes));
    }
    *last = None;
    let bytes: Arc<[u8]> = around.bytes(index)?.into();
    *last = Some(Nested {
        around: Arc::clone(around),
        index,
        bytes: Arc::clone(&bytes),
    });
    Ok(bytes)
}

/// How many entries the end of an archive announces, before its directory is read into memory.
fn announced(bytes: &mut (impl Read + Seek), length: u64) -> Option<u64> {
    let start = length.saturating_sub(END);
    bytes.seek(SeekFrom::Start(start)).ok()?;
    let mut end = Vec::new();
    bytes.by_ref().take(END).read_to_end(&mut end).ok()?;
    let at = memchr::memmem::rfind(&end, b"PK\x05\x06")?;
    let short = u16::from_le_bytes(*end.get(at + 10..)?.first_chunk()?);
    if short != u16::MAX {
        return Some(u64::from(short));
    }
    // ZIP64: the record before says where the long one is.
    let locator = end.get(at.checked_sub(20)?..at)?;
    let place = u64::from_le_bytes(*locator.strip_prefix(b"PK\x06\x07")?.get(4..)?.first_chunk()?);
    bytes.seek(SeekFrom::Start(place.checked_add(32)?)).ok()?;
    let mut long = [0; 8];
    bytes.read_exact(&mut long).ok()?;
    Some(u64::from_le_bytes(long))
}

fn no_archive() -> Error {
    Error::new(
        "E109",
        "这个压缩包已损坏，打不开",
        "请重新下载或重新压缩；能解压的，请解压后再读。",
    )
}

fn damaged() -> Error {
    Error::new(
        "E109",
        "压缩包里的这个文件已损坏，解不出来",
        "请重新下载或重新压缩；能解压的，请解压后再读。",
    )
}

fn locked() -> Error {
    let remedy = "请用密码解压，再读解出的文件。";
    Error::new("E107", "压缩包里的这个文件设有密码，读不出内容", remedy)
}

fn strange() -> Error {
    Error::new(
        "E104",
        "压缩包里的这个文件用了不常见的压缩方法，本版本还不能直接读取",
        "请先解压，再读解出的文件。",
    )
}

/// The error `E110` for too many entries.
pub(super) fn too_many() -> Error {
    let what = format!("压缩包里超过 {ENTRIES} 个文件");
    Error::new("E110", what, "请解压后分几个文件夹再读。")
}

/// The error `E110` for what unpacks to too much.
pub(super) fn too_large() -> Error {
    Error::new(
        "E110",
        "压缩包解开后大得反常，不像是公文",
        "请确认来源可靠；如无问题，请解压后再读。",
    )
}
