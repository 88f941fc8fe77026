//! The records of a workbook stream (MS-XLS 2.1.4), and strings that go on from one record into the next.

use encoding_rs::Encoding;

/// Kind of the records that continue the one before.
const CONTINUE: u16 = 0x003C;

/// A record with those that continue it.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    more: Vec<&'a [u8]>,
}

/// The records of a stream from some place on; ends where the stream ends or is cut.
#[derive(Debug)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    /// Where the next record begins.
    pub at: usize,
}

/// How strings are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Script {
    /// Excel 97 and later: UTF-16, or its low bytes alone.
    Wide,
    /// Excel 5 and 95: an encoding of the time.
    Narrow(&'static Encoding),
}

/// A place in a record and those that continue it.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Records<'a> {
    pub fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let head = self.stream.get(self.at..)?.first_chunk::<4>()?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one()?;
        let mut more = Vec::new();
        loop {
            let at = self.at;
            match self.one() {
                Some((CONTINUE, data)) => more.push(data),
                _ => {
                    self.at = at;
                    return Some(Record { kind, data, more });
                }
            }
        }
    }
}

impl<'a> Record<'a> {
    /// The number at a place of the record, 0 behind its end.
    pub fn u16(&self, at: usize) -> u16 {
        let bytes = self.data.get(at..).and_then(|rest| rest.first_chunk::<2>());
        bytes.map_or(0, |bytes| u16::from_le_bytes(*bytes))
    }

    /// The number at a place of the record, 0 behind its end.
    pub fn u32(&self, at: usize) -> u32 {
        let bytes = self.data.get(at..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }

    /// The record from a place on, with what continues it.
    pub fn from(&self, at: usize) -> Cursor<'a> {
        let mut parts = vec![self.data.get(at..).unwrap_or_default()];
        parts.extend(&self.more);
        Cursor { parts, part: 0, at: 0 }
    }
}

impl Cursor<'_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            self.part += 1;
            self.at = 0;
        }
        let byte = self.parts.get(self.part)?.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            if count < left {
                self.at += count;
                return Some(());
            }
            count -= left;
            self.part += 1;
            self.at = 0;
        }
        Some(())
    }

    /// A string whose length is one byte.
    pub fn short_string(&mut self, script: Script) -> Option<String> {
        let length = usize::from(self.byte()?);
        self.plain(length, script)
    }

    /// A string whose length is two bytes.
    pub fn string(&mut self, script: Script) -> Option<String> {
        let length = usize::from(self.u16()?);
        self.plain(length, script)
    }

    fn plain(&mut self, length: usize, script: Script) -> Option<String> {
        match script {
            Script::Wide => {
                if length == 0 {
                    return Some(String::new());
                }
                let wide = self.byte()? & 1 != 0;
                self.units(length, wide)
            }
            Script::Narrow(encoding) => {
                let bytes: Vec<u8> = (0..length).map_while(|_| self.byte()).collect();
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
        }
    }

    /// A shared string (`XLUnicodeRichExtendedString`): its looks and its phonetic guide are passed over.
    pub fn rich_string(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extra = if flags & 4 != 0 {
            u32::from(self.u16()?) | u32::from(self.u16()?) << 16
        } else {
            0
        };
        let words = self.units(length, flags & 1 != 0)?;
        self.skip(runs * 4 + extra as usize);
        Some(words)
    }

    /// Characters, in two bytes or one each; where a record goes on, a byte says anew how many.
    fn units(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            while self.at >= self.parts.get(self.part)?.len() {
                self.part += 1;
                self.at = 0;
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(records: &[(u16, &[u8])]) -> Vec<u8> {
        let one = |(kind, data): &(u16, &[u8])| {
            let length = u16::try_from(data.len()).unwrap();
            [&kind.to_le_bytes(), &length.to_le_bytes(), *data].concat()
        };
        records.iter().flat_map(one).collect()
    }

    #[test]
    fn strings_go_on_into_the_next_record_and_change_their_width_there() {
        let wide: Vec<u8> = "修".encode_utf16().flat_map(u16::to_le_bytes).collect();
        // 4 characters, rich with one run: 修 | A 路 in the next record.
        let first = [&[3, 0, 0b1001, 1, 0][..], &wide].concat();
        let second = [&[0][..], b"AB", &[9; 4], &[1, 0, 0, b'z']].concat();
        let stream = stream(&[(0xFC, &first), (CONTINUE, &second), (0x0A, b"")]);
        let mut records = Records::new(&stream, 0);
        let record = records.next().unwrap();
        let mut cursor = record.from(0);
        assert_eq!(cursor.rich_string().as_deref(), Some("修AB"));
        assert_eq!(cursor.rich_string().as_deref(), Some("z"));
        assert!(cursor.rich_string().is_none());
        assert_eq!(records.next().map(|record| record.kind), Some(0x0A));
        assert!(records.next().is_none());
    }

    #[test]
    fn narrow_strings_are_in_the_encoding_of_their_time() {
        let stream = stream(&[(4, b"\x04\0\xd0\xde\xc2\xb7")]);
        let record = Records::new(&stream, 0).next().unwrap();
        let words = record.from(0).string(Script::Narrow(encoding_rs::GBK));
        assert_eq!(words.as_deref(), Some("修路"));
        assert!(Records::new(&stream[..9], 0).next().is_none());
    }
}
