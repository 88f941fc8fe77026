//! The objects of a file, read when they are asked for.
//!
//! In: the bytes of a file. Out: objects by number, decrypted where an empty password opens the file, and the unpacked
//! data of streams. `lopdf` brings the objects, the filters and the ciphers; its own reader is not used, because it reads
//! and unpacks everything at once, so that a small hostile file can take any amount of memory before we hear of it.

use super::limits::{Limits, Over, STREAM};
use super::syntax::Lexer;
use super::xref::{self, Place, Table};
use lopdf::{DecompressError, Dictionary, Document, EncryptionState, Error, Object, ObjectId, Stream, encryption};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// Longest chain of references that lead to references, and of objects needed to read an object.
const CHAIN: u32 = 16;
/// Most filters of one stream.
const LAYERS: usize = 4;
/// Most bytes of unpacked object streams that are held.
const HELD: usize = 48 << 20;

/// A file whose objects can be asked for.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    table: RefCell<Table>,
    /// The table comes from a scan, so there is nothing to fall back to.
    scanned: Cell<bool>,
    crypt: Option<EncryptionState>,
    held: RefCell<HashMap<u32, Option<Rc<Members>>>>,
    held_bytes: Cell<usize>,
    depth: Cell<u32>,
    pub limits: &'a Limits,
}

/// An unpacked object stream.
struct Members {
    data: Vec<u8>,
    places: HashMap<u32, usize>,
}

/// Why a file cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shut {
    Damaged,
    Locked,
}

impl<'a> File<'a> {
    /// Opens a file; bytes before its mark count for nothing.
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Shut> {
        let start = memchr::memmem::find(bytes, b"%PDF-").unwrap_or(0);
        let bytes = bytes.get(start..).unwrap_or_default();
        let stated = Table::stated(bytes, limits);
        let scanned = stated.is_none();
        let table = match stated {
            Some(table) => table,
            None => Table::scanned(bytes, limits).ok_or(Shut::Damaged)?,
        };
        let mut file = Self {
            bytes,
            table: RefCell::new(table),
            scanned: Cell::new(scanned),
            crypt: None,
            held: RefCell::default(),
            held_bytes: Cell::new(0),
            depth: Cell::new(0),
            limits,
        };
        file.unlock()?;
        Ok(file)
    }

    /// Tries the empty password.
    fn unlock(&mut self) -> Result<(), Shut> {
        let Some(encrypt) = self.trailer(b"Encrypt") else {
            return Ok(());
        };
        let Object::Dictionary(encrypt) = encrypt else {
            return Err(Shut::Damaged);
        };
        let mut plain = Dictionary::new();
        for (key, value) in &encrypt {
            plain.set(key.clone(), self.resolve(value).map_or(Object::Null, Cow::into_owned));
        }
        let mut document = Document::new();
        document.objects.insert((1, 0), Object::Dictionary(plain));
        document.trailer.set("Encrypt", Object::Reference((1, 0)));
        document.trailer.set("ID", self.trailer(b"ID").unwrap_or(Object::Null));
        if document.authenticate_raw_user_password(b"").is_err() {
            return Err(Shut::Locked);
        }
        let state = EncryptionState::decode(&document, b"").map_err(|_| Shut::Locked)?;
        self.crypt = Some(state);
        // Nothing that was read so far was decrypted.
        self.held.borrow_mut().clear();
        Ok(())
    }

    /// An entry of the trailer.
    pub fn trailer(&self, key: &[u8]) -> Option<Object> {
        let value = self.table.borrow().trailer.get(key).ok()?.clone();
        Some(self.resolve(&value)?.into_owned())
    }

    /// What an object stands for: itself, or what it refers to. What stands here is never copied: it may be large, and be
    /// asked for as often as the file likes.
    pub fn resolve<'o>(&self, object: &'o Object) -> Option<Cow<'o, Object>> {
        let Object::Reference((number, _)) = object else {
            return Some(Cow::Borrowed(object));
        };
        let mut object = self.object(*number)?;
        for _ in 0..CHAIN {
            match object {
                Object::Reference((number, _)) => object = self.object(number)?,
                object => return Some(Cow::Owned(object)),
            }
        }
        None
    }

    /// An entry of a dictionary.
    pub fn get<'d>(&self, dict: &'d Dictionary, key: &[u8]) -> Option<Cow<'d, Object>> {
        self.resolve(dict.get(key).ok()?)
    }

    /// An entry that is a dictionary, or a stream's dictionary.
    pub fn dict<'d>(&self, dict: &'d Dictionary, key: &[u8]) -> Option<Cow<'d, Dictionary>> {
        as_dict(self.get(dict, key)?)
    }

    /// An entry that is an array.
    pub fn array<'d>(&self, dict: &'d Dictionary, key: &[u8]) -> Option<Cow<'d, [Object]>> {
        match self.get(dict, key)? {
            Cow::Borrowed(Object::Array(array)) => Some(Cow::Borrowed(array)),
            Cow::Owned(Object::Array(array)) => Some(Cow::Owned(array)),
            _ => None,
        }
    }

    /// An entry that is a name.
    pub fn name<'d>(&self, dict: &'d Dictionary, key: &[u8]) -> Option<Cow<'d, [u8]>> {
        match self.get(dict, key)? {
            Cow::Borrowed(Object::Name(name)) => Some(Cow::Borrowed(name)),
            Cow::Owned(Object::Name(name)) => Some(Cow::Owned(name)),
            _ => None,
        }
    }

    /// An entry that is a number.
    pub fn number(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        self.get(dict, key)?.as_float().ok()
    }

    /// An entry that is a whole number.
    pub fn integer(&self, dict: &Dictionary, key: &[u8]) -> Option<i64> {
        self.get(dict, key)?.as_i64().ok()
    }

    /// An array of numbers, such as a box or a matrix.
    pub fn numbers<const N: usize>(&self, dict: &Dictionary, key: &[u8]) -> Option<[f32; N]> {
        let array = self.array(dict, key)?;
        let mut numbers = [0.0; N];
        for (at, number) in numbers.iter_mut().enumerate() {
            *number = self.resolve(array.get(at)?)?.as_float().ok()?;
        }
        Some(numbers)
    }

    /// The numbers of all objects.
    pub fn all(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.table.borrow().places.keys().copied().collect();
        all.sort_unstable();
        all
    }

    /// Reads the whole file for its objects, unless that was done; tells whether it may help to ask again.
    pub fn rescan(&self) -> bool {
        if self.scanned.replace(true) {
            return false;
        }
        let Some(table) = Table::scanned(self.bytes, self.limits) else {
            return false;
        };
        self.held.borrow_mut().clear();
        let trailer = std::mem::take(&mut self.table.borrow_mut().trailer);
        *self.table.borrow_mut() = table;
        // An encrypted file is read with the key that was found.
        if trailer.has(b"Encrypt") {
            self.table.borrow_mut().trailer = trailer;
        }
        true
    }

    /// The object of a number.
    pub fn object(&self, number: u32) -> Option<Object> {
        if self.depth.get() >= CHAIN {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let object = self.object_within(number);
        self.depth.set(self.depth.get() - 1);
        object
    }

    fn object_within(&self, number: u32) -> Option<Object> {
        let place = self.table.borrow().places.get(&number).copied();
        match place? {
            Place::Free => None,
            Place::In(stream) => {
                let members = self.members(stream)?;
                let mut lexer = Lexer::new(&members.data, *members.places.get(&number)?);
                let start = lexer.at;
                let object = lexer.object();
                self.limits.step(lexer.at.saturating_sub(start) + 16).then_some(())?;
                object
            }
            Place::At(at) => match self.at(at, number) {
                Some(object) => Some(object),
                None if self.limits.over().is_none() && self.rescan() => self.object_within(number),
                None => None,
            },
        }
    }

    fn at(&self, at: usize, wanted: u32) -> Option<Object> {
        let mut lexer = Lexer::new(self.bytes, at);
        let (id, mut object) = xref::object_at(&mut lexer)?;
        self.limits.step(lexer.at - at + 16).then_some(())?;
        if id.0 != wanted {
            return None;
        }
        if let Some(crypt) = &self.crypt {
            // What cannot be decrypted stays as it is.
            let _ = encryption::decrypt_object(crypt, id, &mut object);
        }
        if let Object::Dictionary(dict) = object {
            return Some(match xref::data_start(&mut lexer) {
                Some(start) => Object::Stream(Stream::with_position(dict, start)),
                None => Object::Dictionary(dict),
            });
        }
        Some(object)
    }

    /// The number with its generation, both of which the ciphers ask for.
    fn id(&self, number: u32) -> ObjectId {
        let place = self.table.borrow().places.get(&number).copied();
        let id = match place {
            Some(Place::At(at)) => xref::header_at(&mut Lexer::new(self.bytes, at)),
            _ => None,
        };
        id.unwrap_or((number, 0))
    }

    fn members(&self, number: u32) -> Option<Rc<Members>> {
        if let Some(held) = self.held.borrow().get(&number) {
            return held.clone();
        }
        // An object stream stands in the file itself, never in another one.
        let direct = matches!(self.table.borrow().places.get(&number), Some(Place::At(_)));
        let read = || -> Option<Rc<Members>> {
            let Object::Stream(stream) = self.object(number).filter(|_| direct)? else {
                return None;
            };
            let data = self.data(number, &stream)?;
            let places: HashMap<u32, usize> = xref::members(&stream.dict, &data).into_iter().collect();
            self.limits.step(places.len() * 16).then_some(())?;
            Some(Rc::new(Members { data, places }))
        };
        let members = read();
        let size = members.as_ref().map_or(0, |m| m.data.len() + m.places.len() * 24);
        let mut held = self.held.borrow_mut();
        if self.held_bytes.get() + size > HELD {
            held.clear();
            self.held_bytes.set(0);
        }
        self.held_bytes.set(self.held_bytes.get() + size);
        held.insert(number, members.clone());
        members
    }

    /// The unpacked data of a stream; none where it holds a picture, or is damaged from the first byte on.
    pub fn data(&self, number: u32, stream: &Stream) -> Option<Vec<u8>> {
        let length = self.integer(&stream.dict, b"Length");
        let length = length.and_then(|length| usize::try_from(length).ok());
        let raw = xref::data(self.bytes, stream.start_position?, length, self.limits)?;
        let mut dict = Dictionary::new();
        for key in [&b"Filter"[..], b"DecodeParms", b"Type"] {
            let Some(value) = self.get(&stream.dict, key) else {
                continue;
            };
            match value.as_ref() {
                Object::Array(array) => {
                    let part = |part| self.resolve(part).map_or(Object::Null, Cow::into_owned);
                    dict.set(key, Object::Array(array.iter().take(LAYERS + 2).map(part).collect()));
                }
                value => dict.set(key, value.clone()),
            }
        }
        let mut raw = raw.to_vec();
        if let Some(crypt) = &self.crypt
            && !dict.has_type(b"XRef")
        {
            self.limits.step(raw.len()).then_some(())?;
            let mut object = Object::Stream(Stream::new(dict.clone(), raw));
            let _ = encryption::decrypt_object(crypt, self.id(number), &mut object);
            raw = object
                .as_stream_mut()
                .map(|stream| std::mem::take(&mut stream.content))
                .ok()?;
        }
        unpack(dict, raw, self.limits)
    }
}

/// Unpacks the data of a stream with the filters that its dictionary names.
pub(super) fn unpack(mut dict: Dictionary, raw: Vec<u8>, limits: &Limits) -> Option<Vec<u8>> {
    limits.step(raw.len() / 4).then_some(())?;
    let filters = match dict.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name.clone()],
        Ok(Object::Array(array)) => array
            .iter()
            .filter_map(|name| Some(name.as_name().ok()?.to_vec()))
            .collect(),
        _ => Vec::new(),
    };
    let filters: Vec<Vec<u8>> = filters.into_iter().filter(|name| name != b"Crypt").collect();
    if filters.is_empty() {
        return Some(raw);
    }
    let layers = filters.len();
    if layers > LAYERS {
        return None;
    }
    dict.set("Filter", Object::Array(filters.into_iter().map(Object::Name).collect()));
    match Stream::new(dict, raw).decompressed_content_with_limit(STREAM) {
        Ok(data) => {
            limits.step(data.len() / 4 * layers).then_some(())?;
            Some(data)
        }
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            limits.exceed(Over::Stream);
            None
        }
        Err(_) => None,
    }
}

/// The dictionary of an object that is or has one.
pub(super) fn as_dict(object: Cow<'_, Object>) -> Option<Cow<'_, Dictionary>> {
    match object {
        Cow::Borrowed(Object::Dictionary(dict) | Object::Stream(Stream { dict, .. })) => Some(Cow::Borrowed(dict)),
        Cow::Owned(object) => Some(Cow::Owned(own_dict(object)?)),
        Cow::Borrowed(_) => None,
    }
}

/// The same of an object that is ours.
pub(super) fn own_dict(object: Object) -> Option<Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(stream.dict),
        _ => None,
    }
}
