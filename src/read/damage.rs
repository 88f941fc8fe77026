//! Text that was broken before it came here: reported with its place, never repaired.
//!
//! In: decoded text, and the places of U+FFFD that this program wrote itself. Out: findings; spans are bytes of that
//! text. Known are the debris of a lossy round trip (`锟斤拷`), of uninitialized memory (`烫烫烫`, `屯屯屯`), U+FFFD and
//! `????` in the place of characters, and Chinese that was read in the wrong encoding and saved again: UTF-8 as GBK
//! (`鍏充簬`), UTF-8 or GBK as Latin-1 (`å…³äºŽ`, `¹ØÓÚ`). One automaton finds the marks; a double-encoded
//! stretch counts only if its bytes, put back, read as Chinese. Not known: UTF-8 read as Big5.

use super::encoding::Encoding;
use super::score::{FULL, score};
use crate::model::{ByteSpan, Finding, WarningCode};
use regex::Regex;
use std::sync::LazyLock;

/// Places named one by one; the rest is summed up.
const NAMED: usize = 20;

/// What betrays damage. The last three are what `，`, `。` and `的` of UTF-8 become in GBK.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("锟斤拷|\u{FFFD}|烫烫烫|屯屯屯|[?][?][?][?]|锛|銆|鐨").expect("a constant, compiled by the tests")
});

/// What happened to a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Replaced,
    RoundTrip,
    Memory,
    QuestionMarks,
    Utf8AsGbk,
    Latin1(Encoding),
}

impl Kind {
    fn message(self) -> String {
        match self {
            Self::Replaced => "原文此处有“�”，字在来此之前已丢失；请查对原件".to_owned(),
            Self::RoundTrip => "原文此处是“锟斤拷”一类乱码，字在来此之前已丢失；请查对原件".to_owned(),
            Self::Memory => "原文此处是“烫烫烫”“屯屯屯”一类乱码，不是文字；请查对原件".to_owned(),
            Self::QuestionMarks => "原文此处有一串“?”，字在来此之前可能已丢失；请查对原件".to_owned(),
            Self::Utf8AsGbk => "此处像是 UTF-8 文字被当作 GBK 读过又存下的乱码；请用原文件重新导出".to_owned(),
            Self::Latin1(encoding) => {
                format!("此处像是 {encoding} 文字被当作西文（Latin-1）读过又存下的乱码；请用原文件重新导出")
            }
        }
    }
}

/// The damaged places of `text`, in order; `own` are the offsets of U+FFFD that were written by the decoder, sorted.
pub(super) fn findings(text: &str, own: &[usize]) -> Vec<Finding<ByteSpan>> {
    let mut places = marked(text, own);
    places.extend(latin1(text));
    places.sort_by_key(|(span, _)| *span);
    let rest = places.len().saturating_sub(NAMED);
    places.truncate(NAMED);
    let mut out: Vec<Finding<ByteSpan>> = places
        .into_iter()
        .map(|(span, kind)| Finding {
            code: WarningCode::TextDamaged,
            message: kind.message(),
            span: Some(span),
        })
        .collect();
    if rest > 0 {
        out.push(Finding {
            code: WarningCode::TextDamaged,
            message: format!("另有 {rest} 处损坏的文字，未逐一列出"),
            span: None,
        });
    }
    out
}

fn marked(text: &str, own: &[usize]) -> Vec<(ByteSpan, Kind)> {
    let mut places: Vec<(ByteSpan, Kind)> = Vec::new();
    let (mut at, mut ruled_out) = (0, 0);
    while let Some(mark) = MARKS.find_at(text, at) {
        let start = mark.start();
        at = mark.end();
        let (span, kind) = match mark.as_str() {
            "\u{FFFD}" => {
                if own.binary_search(&start).is_ok() {
                    continue;
                }
                let end = run_end(text, start, |c| c == '\u{FFFD}');
                // The run ends where the decoder's own marks begin.
                let next_own = own.get(own.partition_point(|&at| at < start));
                let end = next_own.map_or(end, |&at| at.min(end));
                (ByteSpan::new(start, end), Kind::Replaced)
            }
            "锟斤拷" => (
                ByteSpan::new(start, run_end(text, start, |c| matches!(c, '锟' | '斤' | '拷'))),
                Kind::RoundTrip,
            ),
            "烫烫烫" => (ByteSpan::new(start, run_end(text, start, |c| c == '烫')), Kind::Memory),
            "屯屯屯" => (ByteSpan::new(start, run_end(text, start, |c| c == '屯')), Kind::Memory),
            "????" => (
                ByteSpan::new(start, run_end(text, start, |c| c == '?')),
                Kind::QuestionMarks,
            ),
            _ if start < ruled_out => continue,
            _ => {
                let floor = places.last().map_or(0, |(span, _)| span.end);
                let start = run_start(text, start, floor);
                let span = ByteSpan::new(start, run_end(text, start, |c| !c.is_ascii()));
                if !was_utf8(span.of(text)) {
                    // The run was judged as a whole: once is enough, and keeps this linear.
                    ruled_out = span.end;
                    continue;
                }
                (span, Kind::Utf8AsGbk)
            }
        };
        at = span.end;
        places.push((span, kind));
    }
    places
}

/// Whether the bytes of `run` in GBK are UTF-8 that reads as Chinese.
fn was_utf8(run: &str) -> bool {
    let (bytes, _, _) = encoding_rs::GB18030.encode(run);
    reads_as_chinese(&bytes, Encoding::Utf8)
}

fn reads_as_chinese(bytes: &[u8], encoding: Encoding) -> bool {
    let Some(codec) = encoding.codec() else { return false };
    let (text, _) = codec.decode_without_bom_handling(bytes);
    let score = score(&text, encoding);
    score.bytes >= 4 && score.mean() >= FULL * 2 / 5
}

/// Runs of characters that Latin-1 or windows-1252 makes of bytes beyond ASCII.
fn latin1(text: &str) -> Vec<(ByteSpan, Kind)> {
    let mut places = Vec::new();
    let mut at = 0;
    // C2 and C3 lead U+0080–U+00FF: seldom met in Chinese text, and never a later byte of a character.
    while let Some(found) = memchr::memchr2(0xC2, 0xC3, &text.as_bytes()[at..]) {
        let start = at + found;
        let end = run_end(text, start, |c| !c.is_ascii() && as_latin1(c).is_some());
        let run = &text[start..end];
        at = end.max(start + 2);
        // Letters, not the ×, °, · that stand in rows in forms.
        let letters = run.chars().filter(|c| matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ'));
        if run.chars().nth(3).is_none() || letters.take(2).count() < 2 {
            continue;
        }
        let bytes: Vec<u8> = run.chars().filter_map(as_latin1).collect();
        let was = [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5]
            .into_iter()
            .find(|&encoding| reads_as_chinese(&bytes, encoding));
        if let Some(encoding) = was {
            places.push((ByteSpan::new(start, end), Kind::Latin1(encoding)));
        }
    }
    places
}

/// The byte that windows-1252 (or Latin-1, for the controls that the former lacks) writes `c` as.
fn as_latin1(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    // Nothing beyond U+2122 is in windows-1252: Chinese ends the run here.
    if c > '\u{2122}' {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, lost) {
        (&[byte], false) => Some(byte),
        _ => None,
    }
}

fn run_end(text: &str, start: usize, of: impl Fn(char) -> bool) -> usize {
    text[start..].find(|c| !of(c)).map_or(text.len(), |len| start + len)
}

/// The start of the run of characters beyond ASCII that `at` is in, not before `floor`.
fn run_start(text: &str, at: usize, floor: usize) -> usize {
    text[floor..at]
        .rfind(|c: char| c.is_ascii())
        .map_or(floor, |before| floor + before + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        findings(text, &[])
            .iter()
            .map(|finding| finding.span.map_or(String::new(), |span| span.of(text).to_owned()))
            .collect()
    }

    #[test]
    fn debris_is_reported_with_its_place() {
        assert_eq!(found("各县锟斤拷锟斤拷区"), ["锟斤拷锟斤拷"]);
        assert_eq!(found("各县烫烫烫烫区屯屯屯"), ["烫烫烫烫", "屯屯屯"]);
        assert_eq!(
            found("各县\u{FFFD}\u{FFFD}区\u{FFFD}"),
            ["\u{FFFD}\u{FFFD}", "\u{FFFD}"]
        );
        assert_eq!(found("关于??????的通知"), ["??????"]);
    }

    #[test]
    fn double_encoding_is_reported() {
        let text = "各乡镇要及时上报进展，不得迟报、漏报。";
        let (as_gbk, _) = encoding_rs::GBK.decode_without_bom_handling(text.as_bytes());
        assert_eq!(found(&format!("一、\n{as_gbk}\n完")), [as_gbk.trim_end()]);
        let (as_latin, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        assert_eq!(found(&format!("一、{as_latin}完")), [as_latin]);
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let (as_latin, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&gbk);
        assert_eq!(found(&format!("一、{as_latin}完")), [as_latin]);
    }

    #[test]
    fn clean_text_gives_nothing() {
        for text in [
            "被烫伤的，屯溪区、烫烫火锅店。",
            "电话：0×××－×××××××；温度±5℃、30°～40°；规格10×20×30",
            "联系人………………张某·李某·王某··········",
            "你说呢???",
            "Müller 与 São Paulo、Ångström 单位，Société Générale",
            "锛元素符号Es，鐨字罕见。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn marks_of_the_decoder_are_not_reported_again() {
        assert_eq!(findings("县\u{FFFD}区", &[3]), []);
        assert_eq!(findings("县\u{FFFD}\u{FFFD}区", &[6]).len(), 1);
    }

    #[test]
    fn many_places_are_summed_up() {
        let findings = findings(&"锟斤拷。".repeat(50), &[]);
        assert_eq!(findings.len(), NAMED + 1);
        assert!(findings[NAMED].message.contains("30"));
    }
}
