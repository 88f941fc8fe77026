//! Where the objects of a file are: its cross-reference tables and streams, or a scan of the whole file where they are
//! missing or wrong.
//!
//! In: the bytes of a file from `%PDF-` on. Out: a [`Table`]. Not looked at: which revision of an object belongs to which
//! signature; the newest counts.

use super::limits::{Limits, Over};
use super::syntax::{Item, Lexer, is_blank};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use memchr::memmem;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Most objects of one file: some 50 MB of bookkeeping. Honest files have a few hundred a page at most.
const OBJECTS: usize = 1_000_000;
/// Most revisions of one file.
const REVISIONS: usize = 1_000;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At this byte.
    At(usize),
    /// In the object stream of that number.
    In(u32),
    /// Nowhere: deleted.
    Free,
}

/// All objects of a file.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub places: HashMap<u32, Place>,
    pub trailer: Dictionary,
}

impl Table {
    /// As the file states it, newest revision first.
    pub fn stated(bytes: &[u8], limits: &Limits) -> Option<Self> {
        let tail = bytes.len().saturating_sub(2048);
        let mark = tail + memmem::rfind(bytes.get(tail..)?, b"startxref")?;
        let mut lexer = Lexer::new(bytes, mark + b"startxref".len());
        let mut table = Self::default();
        let mut next: Vec<usize> = vec![lexer.number()?];
        let mut seen = HashSet::new();
        while let Some(at) = next.pop() {
            if !seen.insert(at) || seen.len() > REVISIONS {
                continue;
            }
            let trailer = table.section(bytes, at, limits);
            // An older revision that cannot be read leaves the newer ones as they are.
            let Some(trailer) = trailer else {
                if table.trailer.is_empty() {
                    return None;
                }
                continue;
            };
            let offset = |key| -> Option<usize> { trailer.get(key).and_then(Object::as_i64).ok()?.try_into().ok() };
            // The stream of a hybrid file comes before older revisions.
            next.extend(offset(b"Prev"));
            next.extend(offset(b"XRefStm"));
            if table.trailer.is_empty() {
                table.trailer = trailer;
            }
        }
        table.trailer.has(b"Root").then_some(table)
    }

    fn section(&mut self, bytes: &[u8], at: usize, limits: &Limits) -> Option<Dictionary> {
        let mut lexer = Lexer::new(bytes, at);
        if !lexer.word(b"xref") {
            let (_, stream) = stream_at(bytes, at)?;
            let data = plain(bytes, &stream, limits)?;
            self.of_stream(&stream.dict, &data, limits)?;
            return Some(stream.dict);
        }
        loop {
            if lexer.word(b"trailer") {
                return match lexer.object()? {
                    Object::Dictionary(trailer) => Some(trailer),
                    _ => None,
                };
            }
            let first: u32 = lexer.number()?;
            let count: u32 = lexer.number()?;
            for number in first..first.saturating_add(count) {
                let offset: usize = lexer.number()?;
                let generation: u32 = lexer.number()?;
                limits.step(20).then_some(())?;
                let place = match lexer.next()? {
                    Item::Word(b"n") => Place::At(offset),
                    Item::Word(b"f") => Place::Free,
                    _ => return None,
                };
                // Some writers count the head of the free list as number 1.
                let number = match place {
                    Place::Free if generation == 65_535 && first == 1 && number == 1 => return None,
                    _ => number,
                };
                self.add(number, place, limits)?;
            }
        }
    }

    fn of_stream(&mut self, dict: &Dictionary, data: &[u8], limits: &Limits) -> Option<()> {
        let number = |object: &Object| object.as_i64().ok().and_then(|n| usize::try_from(n).ok());
        let numbers =
            |key: &[u8]| -> Option<Vec<usize>> { dict.get(key).ok()?.as_array().ok()?.iter().map(number).collect() };
        let widths = numbers(b"W")?;
        let [kind, second, third] = *widths.as_slice() else {
            return None;
        };
        if kind > 8 || second > 8 || third > 8 || kind + second + third == 0 {
            return None;
        }
        let index = numbers(b"Index").or_else(|| Some(vec![0, number(dict.get(b"Size").ok()?)?]))?;
        let mut rows = data.chunks_exact(kind + second + third);
        for range in index.chunks_exact(2) {
            let [first, count] = *range else { continue };
            for (number, row) in (first..first.saturating_add(count)).zip(rows.by_ref()) {
                limits.step(row.len()).then_some(())?;
                let field = |from: usize, width: usize| {
                    let bytes = row.get(from..from + width).unwrap_or_default();
                    bytes.iter().fold(0_u64, |value, &byte| value << 8 | u64::from(byte))
                };
                let value = field(kind, second);
                let place = match if kind == 0 { 1 } else { field(0, kind) } {
                    0 => Place::Free,
                    1 => Place::At(value.try_into().ok()?),
                    2 => Place::In(value.try_into().ok()?),
                    _ => continue,
                };
                self.add(number.try_into().ok()?, place, limits)?;
            }
        }
        Some(())
    }

    /// The newest section is read first, so what is there stays.
    fn add(&mut self, number: u32, place: Place, limits: &Limits) -> Option<()> {
        if self.places.len() >= OBJECTS {
            limits.exceed(Over::Objects);
            return None;
        }
        if let Entry::Vacant(entry) = self.places.entry(number) {
            entry.insert(place);
        }
        Some(())
    }

    /// As a scan of the whole file finds it: `1 0 obj` at any place, later ones count.
    pub fn scanned(bytes: &[u8], limits: &Limits) -> Option<Self> {
        limits.step(bytes.len()).then_some(())?;
        let mut table = Self::default();
        for mark in memmem::find_iter(bytes, b"obj") {
            if let Some((number, at)) = header_before(bytes, mark) {
                if table.places.len() >= OBJECTS {
                    limits.exceed(Over::Objects);
                    return None;
                }
                table.places.insert(number, Place::At(at));
            }
        }
        table.trailer = last_trailer(bytes, limits).unwrap_or_default();
        table.look_inside(bytes, limits);
        table.trailer.has(b"Root").then_some(table)
    }

    /// Reads the heads of all objects for what a trailer would say, and for object streams.
    fn look_inside(&mut self, bytes: &[u8], limits: &Limits) {
        let mut found: Vec<(u32, usize)> = self
            .places
            .iter()
            .filter_map(|(&number, &place)| match place {
                Place::At(at) => Some((number, at)),
                _ => None,
            })
            .collect();
        found.sort_unstable_by_key(|&(_, at)| at);
        let mut inside = HashMap::new();
        for (number, at) in found {
            let mut lexer = Lexer::new(bytes, at);
            let object = object_at(&mut lexer);
            if !limits.step(lexer.at - at) {
                return;
            }
            let Some((_, Object::Dictionary(dict))) = object else {
                continue;
            };
            if dict.has_type(b"Catalog") && !self.trailer.has(b"Root") {
                self.trailer.set("Root", Object::Reference((number, 0)));
            } else if dict.has_type(b"XRef") && dict.has(b"Root") {
                // What is encrypted can only be read with what the trailer says of it.
                self.trailer = dict;
            } else if dict.has_type(b"ObjStm")
                && let Some(numbers) = stream_at(bytes, at).and_then(|(_, stream)| {
                    let data = plain(bytes, &stream, limits)?;
                    Some(members(&stream.dict, &data))
                })
            {
                inside.extend(numbers.into_iter().map(|(member, _)| (member, number)));
            }
        }
        for (member, number) in inside {
            if self.add(member, Place::In(number), limits).is_none() {
                return;
            }
        }
    }
}

/// The numbers of the objects in an object stream, with their places in its data.
pub(super) fn members(dict: &Dictionary, data: &[u8]) -> Vec<(u32, usize)> {
    let get = |key| dict.get(key).and_then(Object::as_i64).ok();
    let (Some(count), Some(first)) = (get(b"N"), get(b"First").and_then(|n| usize::try_from(n).ok())) else {
        return Vec::new();
    };
    let mut lexer = Lexer::of_content(data.get(..first).unwrap_or_default());
    let mut members = Vec::new();
    for _ in 0..count {
        let (Some(number), Some(offset)) = (lexer.number::<u32>(), lexer.number::<usize>()) else {
            break;
        };
        members.push((number, first.saturating_add(offset)));
    }
    members
}

/// The object behind `1 0 obj` at a place, with its number. A stream is a dictionary here.
pub(super) fn object_at(lexer: &mut Lexer<'_>) -> Option<(ObjectId, Object)> {
    Some((header_at(lexer)?, lexer.object()?))
}

/// The number and generation before `obj` at a place.
pub(super) fn header_at(lexer: &mut Lexer<'_>) -> Option<ObjectId> {
    let id = (lexer.number()?, lexer.number()?);
    lexer.word(b"obj").then_some(id)
}

/// The stream at a place, with its number; its data are still in the file, from `start_position` on.
pub(super) fn stream_at(bytes: &[u8], at: usize) -> Option<(ObjectId, Stream)> {
    let mut lexer = Lexer::new(bytes, at);
    let (id, object) = object_at(&mut lexer)?;
    let Object::Dictionary(dict) = object else {
        return None;
    };
    let start = data_start(&mut lexer)?;
    Some((id, Stream::with_position(dict, start)))
}

/// Where the data of a stream begin, if its dictionary is followed by data.
pub(super) fn data_start(lexer: &mut Lexer<'_>) -> Option<usize> {
    if !lexer.word(b"stream") {
        return None;
    }
    let rest = lexer.bytes.get(lexer.at..)?;
    Some(
        lexer.at
            + match rest {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => 0,
            },
    )
}

/// The data of a stream that says its length itself, where they end as it says; up to `endstream` else.
pub(super) fn data<'a>(bytes: &'a [u8], start: usize, length: Option<usize>, limits: &Limits) -> Option<&'a [u8]> {
    let rest = bytes.get(start..)?;
    if let Some(length) = length
        && let Some(after) = rest.get(length..)
    {
        let blanks = after.iter().take(4).take_while(|&&byte| is_blank(byte)).count();
        if after.get(blanks..).is_some_and(|after| after.starts_with(b"endstream")) {
            return rest.get(..length);
        }
    }
    let end = memmem::find(rest, b"endstream").unwrap_or(rest.len());
    limits.step(end / 8).then_some(())?;
    let data = rest.get(..end)?;
    Some(data.strip_suffix(b"\r\n").or(data.strip_suffix(b"\n")).unwrap_or(data))
}

/// The unpacked data of a stream that is not encrypted and needs no other object.
fn plain(bytes: &[u8], stream: &Stream, limits: &Limits) -> Option<Vec<u8>> {
    let length = stream.dict.get(b"Length").and_then(Object::as_i64).ok();
    let length = length.and_then(|length| usize::try_from(length).ok());
    let raw = data(bytes, stream.start_position?, length, limits)?;
    super::file::unpack(stream.dict.clone(), raw.to_vec(), limits)
}

/// The number before `obj` and where it begins.
fn header_before(bytes: &[u8], mark: usize) -> Option<(u32, usize)> {
    let mut at = mark;
    let mut back = |wanted: fn(u8) -> bool, most: usize| {
        let end = at;
        while at > 0 && end - at < most && bytes.get(at - 1).is_some_and(|&byte| wanted(byte)) {
            at -= 1;
        }
        (at < end).then_some(at..end)
    };
    back(is_blank, 8)?;
    back(|byte| byte.is_ascii_digit(), 5)?;
    back(is_blank, 8)?;
    let number = back(|byte| byte.is_ascii_digit(), 10)?;
    let start = number.start;
    let number = std::str::from_utf8(bytes.get(number)?).ok()?.parse().ok()?;
    Some((number, start))
}

/// The last `trailer` that names a catalog.
fn last_trailer(bytes: &[u8], limits: &Limits) -> Option<Dictionary> {
    memmem::rfind_iter(bytes, b"trailer").take(16).find_map(|at| {
        let mut lexer = Lexer::new(bytes, at + b"trailer".len());
        let object = lexer.object();
        limits.step(lexer.at - at).then_some(())?;
        match object? {
            Object::Dictionary(trailer) if trailer.has(b"Root") => Some(trailer),
            _ => None,
        }
    })
}
