//! OpenCC's `t2s` as a table: a two-level page table from characters to characters, and phrases that are exceptions
//! (乾坤 stays 乾坤, 乾 alone is 干). As in OpenCC the longest phrase that matches at a place wins, then the character.
//! Data: `src/lexicon/t2s.txt` (OpenCC, Apache-2.0); read on first use, about a millisecond.

use super::super::class::{bit, next};
use super::Rewriter;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("../../lexicon/t2s.txt")));

/// The low bits of an entry hold the simplified character, 0 for none; the bits above the number of the list of
/// phrases that the character begins, 0 for none.
const CHAR_BITS: u32 = 21;
/// Number of characters of a page.
const PAGE: usize = 256;

/// The page table and the phrases.
#[derive(Debug)]
struct Table {
    /// Page of every block of 256 characters up to U+2FFFF; page 0 is empty.
    index: Vec<u8>,
    pages: Vec<[u32; PAGE]>,
    /// Lists of phrases with the same first character, the longest first; list 0 is empty.
    phrases: Vec<Vec<(&'static str, &'static str)>>,
}

impl Table {
    fn parse(data: &'static str) -> Self {
        let mut table = Self {
            index: vec![0; 0x300],
            pages: vec![[0; PAGE]],
            phrases: vec![Vec::new()],
        };
        let mut section = "";
        for line in data.lines() {
            if let Some(name) = line.strip_prefix('@') {
                section = name;
            }
            let Some((key, value)) = line.split_once('\t') else {
                continue;
            };
            let (Some(first), Some(to)) = (key.chars().next(), value.chars().next()) else {
                continue;
            };
            match section {
                "characters" => *table.entry(first) |= u32::from(to),
                "phrases" => {
                    let mut list = (*table.entry(first) >> CHAR_BITS) as usize;
                    if list == 0 {
                        list = table.phrases.len();
                        table.phrases.push(Vec::new());
                        // A few hundred lists: far below the 2,047 that the bits hold.
                        *table.entry(first) |= (list as u32) << CHAR_BITS;
                    }
                    table.phrases[list].push((key, value));
                }
                _ => {}
            }
        }
        for list in &mut table.phrases {
            list.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        }
        table
    }

    fn entry(&mut self, c: char) -> &mut u32 {
        let code = u32::from(c) as usize;
        let block = code / PAGE;
        if self.index.len() <= block {
            self.index.resize(block + 1, 0);
        }
        if self.index[block] == 0 {
            // The data has about 130 blocks; beyond 255 a character would fall to the last page's block unseen,
            // which the test over all keys would show.
            self.index[block] = u8::try_from(self.pages.len()).unwrap_or(u8::MAX);
            self.pages.push([0; PAGE]);
        }
        &mut self.pages[usize::from(self.index[block])][code % PAGE]
    }

    fn look_up(&self, c: char) -> u32 {
        let code = u32::from(c) as usize;
        self.index
            .get(code / PAGE)
            .map_or(0, |page| self.pages[usize::from(*page)][code % PAGE])
    }
}

/// Converts `text` into `out`.
pub(super) fn convert(text: &str, out: &mut Rewriter<'_>) {
    let table = &*TABLE;
    let mut from = 0;
    while let Some((at, c)) = next(text, from, bit::CONVERTIBLE) {
        from = at + c.len_utf8();
        let entry = table.look_up(c);
        if entry == 0 {
            continue;
        }
        let list = &table.phrases[(entry >> CHAR_BITS) as usize];
        if !list.is_empty() {
            let rest = &text[at..];
            let phrase = list.iter().find(|(key, _)| rest.starts_with(key));
            if let Some((key, value)) = phrase {
                for ((offset, old), new) in key.char_indices().zip(value.chars()) {
                    if old != new {
                        out.swap(at + offset, old, new);
                    }
                }
                from = at + key.len();
                continue;
            }
        }
        if let Some(to) = char::from_u32(entry & ((1 << CHAR_BITS) - 1)).filter(|to| *to != '\0') {
            out.swap(at, c, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> String {
        let mut out = Rewriter::new(text);
        convert(text, &mut out);
        out.finish().map_or_else(|| text.to_owned(), |edited| edited.text)
    }

    #[test]
    fn characters_and_phrases() {
        for (text, want) in [
            ("關於印發應急預案的通知", "关于印发应急预案的通知"),
            ("著名的著作", "著名的著作"),
            ("乾坤、乾隆、乾燥、餅乾", "乾坤、乾隆、干燥、饼干"),
            ("老態龍鍾", "老态龙钟"),
            ("執行程序、核心、儲存", "执行程序、核心、储存"),
            ("already simplified 简体", "already simplified 简体"),
        ] {
            assert_eq!(converted(text), want);
        }
    }

    #[test]
    fn every_entry_keeps_the_number_of_characters() {
        let lines = include_str!("../../lexicon/t2s.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        let entries: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once('\t')).collect();
        assert!(entries.len() > 4_000);
        for (key, value) in entries {
            assert_eq!(key.chars().count(), value.chars().count(), "{key}");
            assert_eq!(converted(key), value, "{key}");
        }
    }

    /// The proof that the table is OpenCC: all keys, the corpus where it is there, and random strings.
    #[cfg(feature = "opencc")]
    mod oracle {
        use super::converted;
        use crate::normalize::script::opencc;

        fn check(text: &str) {
            let want = opencc::convert(text).expect("text without NUL, OpenCC installed");
            assert!(converted(text) == want, "differs from OpenCC: {text}");
        }

        fn keys() -> Vec<&'static str> {
            include_str!("../../lexicon/t2s.txt")
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(k, _)| k)
                .collect()
        }

        #[test]
        fn all_keys() {
            for key in keys() {
                check(key);
            }
        }

        #[test]
        fn all_characters() {
            let all = ('\u{a0}'..='\u{2fa1f}').collect::<Vec<char>>();
            for chunk in all.chunks(4096) {
                check(&chunk.iter().map(|c| format!("{c}\n")).collect::<String>());
            }
        }

        #[test]
        fn the_corpus() {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
            for entry in walkdir::WalkDir::new(folder)
                .into_iter()
                .flatten()
                .filter(|e| e.file_type().is_file())
            {
                let bytes = std::fs::read(entry.path()).expect("a file of the corpus");
                for encoding in [encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5] {
                    check(&encoding.decode(&bytes).0.replace('\0', ""));
                }
            }
        }

        #[test]
        fn random_strings() {
            let keys = keys();
            let common: Vec<char> = "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裏如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被乾藉瞭".chars().collect();
            let mut state = 0x9e37_79b9_7f4a_7c15_u64;
            let mut next = |below: usize| {
                // xorshift64: the same strings in every run.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                usize::try_from(state % below as u64).expect("below a usize")
            };
            let mut batch = String::new();
            for k in 0..100_000 {
                for _ in 0..3 + next(4) {
                    match next(3) {
                        0 => batch.push_str(keys[next(keys.len())]),
                        // Phrases are the last entries: as often as all the rest.
                        1 => batch.push_str(keys[keys.len() - 1 - next(277)]),
                        _ => batch.push(common[next(common.len())]),
                    }
                }
                batch.push('\n');
                if k % 500 == 499 {
                    check(&batch);
                    batch.clear();
                }
            }
        }
    }
}
