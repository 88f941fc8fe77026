//! Documents built for tests, byte by byte: what LibreOffice does not write.

use std::io::{Cursor, Write};
use std::ops::Range;

/// A document of Word 97. Places are characters of `text`.
#[derive(Default)]
pub(super) struct Sample {
    pub text: String,
    /// Properties of characters.
    pub characters: Vec<(Range<usize>, Vec<u8>)>,
    /// Properties of paragraphs, each with its end, in order; none for those without.
    pub paragraphs: Vec<(usize, Vec<u8>)>,
    /// Where the text is cut into pieces; each odd piece is Windows-1252.
    pub cuts: Vec<usize>,
    /// The properties of the first piece (PRM).
    pub changed: u16,
    pub styles: Vec<u8>,
    pub lists: Vec<u8>,
    /// Where the levels begin in `lists`.
    pub list_heads: usize,
    pub uses: Vec<u8>,
    pub flags: u16,
    /// No tables of pages.
    pub bare: bool,
}

const TEXT: usize = 0x800;
const HEAD: usize = 0x9A;

/// Puts 32 bits at a place.
fn put(bytes: &mut [u8], at: usize, value: usize) {
    bytes[at..at + 4].copy_from_slice(&(value as u32).to_le_bytes());
}

impl Sample {
    /// The file.
    pub fn build(&self) -> Vec<u8> {
        let chars: Vec<char> = self.text.chars().collect();
        let mut main = vec![0; TEXT];
        main[..2].copy_from_slice(&0xA5ECu16.to_le_bytes());
        main[2..4].copy_from_slice(&0xC1u16.to_le_bytes());
        main[10..12].copy_from_slice(&(self.flags | 0x200).to_le_bytes());
        main[0x20..0x22].copy_from_slice(&14u16.to_le_bytes());
        main[0x3E..0x40].copy_from_slice(&22u16.to_le_bytes());
        put(&mut main, 0x4C, chars.len());
        let mut table = vec![0; 16];

        // The pieces stand in the stream in reverse.
        let mut edges = vec![0];
        edges.extend(&self.cuts);
        edges.push(chars.len());
        let mut places = vec![0; chars.len() + 1];
        let mut described = Vec::new();
        for (index, range) in edges.windows(2).enumerate().collect::<Vec<_>>().into_iter().rev() {
            let latin = index % 2 == 1;
            let at = main.len();
            for place in range[0]..range[1] {
                places[place] = main.len();
                if latin {
                    main.push(encoding_rs::WINDOWS_1252.encode(&chars[place].to_string()).0[0]);
                } else {
                    let mut units = [0; 2];
                    let unit = chars[place].encode_utf16(&mut units)[0];
                    main.extend(unit.to_le_bytes());
                }
            }
            described.push((if latin { (at * 2) | 0x4000_0000 } else { at }, index));
        }
        described.reverse();
        let end = main.len();
        places[chars.len()] = end;
        let mut clx = vec![2];
        clx.extend(((12 * described.len() + 4) as u32).to_le_bytes());
        clx.extend(edges.iter().flat_map(|edge| (*edge as u32).to_le_bytes()));
        for (place, index) in described {
            clx.extend([0, 0]);
            clx.extend((place as u32).to_le_bytes());
            clx.extend(if index == 0 { self.changed } else { 0 }.to_le_bytes());
        }
        let mut add = |main: &mut Vec<u8>, index: usize, bytes: &[u8], len: usize| {
            put(main, HEAD + 8 * index, table.len());
            put(main, HEAD + 8 * index + 4, len);
            table.extend(bytes);
        };
        add(&mut main, 33, &clx, clx.len());
        add(&mut main, 1, &self.styles, self.styles.len());
        add(&mut main, 73, &self.lists, self.list_heads);
        add(&mut main, 74, &self.uses, self.uses.len());
        if !self.bare {
            let width = |place: usize| places.get(place + 1).map_or(end, |_| places[place]);
            let mut runs: Vec<(usize, usize, Vec<u8>)> = self
                .characters
                .iter()
                .map(|(range, run)| {
                    (
                        width(range.start),
                        width(range.end),
                        [&[run.len() as u8][..], run].concat(),
                    )
                })
                .collect();
            add_pages(&mut main, &mut runs, 1, &mut |main, plc| add(main, 12, plc, plc.len()));
            let mut runs: Vec<(usize, usize, Vec<u8>)> = Vec::new();
            for (last, run) in &self.paragraphs {
                // A run holds for its own end mark.
                let mut bytes = vec![0, ((run.len() + 3) / 2) as u8, 0, 0];
                bytes.extend(run);
                runs.push((places[*last], places[*last] + 1, bytes));
            }
            add_pages(&mut main, &mut runs, 13, &mut |main, plc| add(main, 13, plc, plc.len()));
        }
        compound(&[("1Table", &table), ("WordDocument", &main)])
    }
}

/// A page of runs, sorted, with gaps between them filled by runs that say nothing.
fn add_pages(
    main: &mut Vec<u8>,
    runs: &mut [(usize, usize, Vec<u8>)],
    size: usize,
    add: &mut dyn FnMut(&mut Vec<u8>, &[u8]),
) {
    runs.sort();
    let mut all: Vec<(usize, &[u8])> = Vec::new();
    let mut last = TEXT;
    for (start, end, run) in runs.iter() {
        if *start > last {
            all.push((last, &[]));
        }
        all.push((*start, run));
        last = *end;
    }
    let end = main.len();
    all.push((last, &[]));
    main.resize(main.len().next_multiple_of(512), 0);
    let number = main.len() / 512;
    let mut page = vec![0; 512];
    page[511] = all.len() as u8;
    let mut free = 510;
    for (index, (start, run)) in all.iter().enumerate() {
        put(&mut page, 4 * index, *start);
        if !run.is_empty() {
            free = (free - run.len()) & !1;
            page[free..free + run.len()].copy_from_slice(run);
            page[4 * (all.len() + 1) + size * index] = (free / 2) as u8;
        }
    }
    put(&mut page, 4 * all.len(), end);
    main.extend(page);
    let plc: Vec<u8> = [TEXT, end, number]
        .iter()
        .flat_map(|value| (*value as u32).to_le_bytes())
        .collect();
    add(main, &plc);
}

/// A compound file.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

/// A document of Word 6: `text` as it stands, a page for its paragraphs.
pub(super) fn old(text: &[u8], language: u16, flags: u16, rows: &[(usize, &[u8])]) -> Vec<u8> {
    let mut main = vec![0; 0x300];
    main[..2].copy_from_slice(&0xA5DCu16.to_le_bytes());
    main[2..4].copy_from_slice(&104u16.to_le_bytes());
    main[6..8].copy_from_slice(&language.to_le_bytes());
    main[10..12].copy_from_slice(&flags.to_le_bytes());
    let wide = flags & 0x1000 != 0;
    let at = main.len();
    put(&mut main, 0x18, at);
    put(&mut main, 0x1C, at + text.len());
    put(&mut main, 0x34, if wide { text.len() / 2 } else { text.len() });
    main.extend(text);
    main.resize(main.len().next_multiple_of(512), 0);
    let number = main.len() / 512;
    let mut page = vec![0; 512];
    page[511] = rows.len() as u8;
    let mut free = 500;
    let mut start = at;
    for (index, (end, run)) in rows.iter().enumerate() {
        put(&mut page, 4 * index, start);
        start = at + end + 1;
        free = (free - run.len() - 3) & !1;
        page[free] = ((run.len() + 3) / 2) as u8;
        page[free + 3..free + 3 + run.len()].copy_from_slice(run);
        page[4 * (rows.len() + 1) + 7 * index] = (free / 2) as u8;
    }
    put(&mut page, 4 * rows.len(), start);
    main.extend(page);
    let plc = main.len();
    main.extend((at as u32).to_le_bytes());
    main.extend((start as u32).to_le_bytes());
    main.extend((number as u16).to_le_bytes());
    put(&mut main, 0xC0, plc);
    put(&mut main, 0xC4, 10);
    compound(&[("WordDocument", &main)])
}
