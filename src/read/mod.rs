//! Bytes of any encoding and format → text.
//!
//! In: the bytes of one notice, and what the caller knows about them. Out: [`SourceText`], or an error where the
//! bytes hold no text. Spans of findings are bytes of [`SourceText::text`], half-open; offsets in messages are bytes of the
//! input, from 0. The format is told by content; one file or folder reads each. Documents become plain text with their
//! tables marked ([`crate::model::Table`]); line ends, full-width blanks and damage of plain text stay as they are:
//! cleaning is `normalize`'s. Not read: pictures, presentations, OpenDocument, archives (`batch` opens ZIP files), which
//! are named with what to do about them.
//!
//! ```
//! use gongdan::read::{ReadOptions, read};
//! // “各县区：” in GBK, with the encoding left to the program.
//! let bytes = b"\xB8\xF7\xCF\xD8\xC7\xF8\xA3\xBA\xC7\xEB\xD7\xA5\xBA\xC3\xC2\xE4\xCA\xB5\xA1\xA3";
//! let source = read(bytes, &ReadOptions::default())?;
//! assert_eq!((source.text.as_str(), source.encoding), ("各县区：请抓好落实。", "GB18030"));
//!
//! let error = read(b"\x89PNG\r\n...", &ReadOptions::default()).unwrap_err();
//! assert_eq!(error.code(), "E104");
//! # Ok::<(), gongdan::Error>(())
//! ```

mod charset;
mod damage;
mod decode;
mod detect;
mod doc;
mod docx;
mod encoding;
mod html;
mod hz;
mod kind;
mod list_number;
mod mail;
mod markdown;
pub(crate) mod names;
mod ofd;
mod packed;
mod page;
mod pairs;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod rtf;
mod score;
mod sheet;
mod tabs;
mod tags;
mod utf16;
mod word;
mod xml;

use crate::model::{ByteSpan, Finding, Format, SourceText, WarningCode};
use crate::{Error, Result};
use decode::Text;
use detect::{Certainty, Guess};
pub use encoding::Encoding;
use plain::Plain;
use sha2::{Digest, Sha256};
pub(crate) use sheet::grids;
use std::fmt::Write as _;

/// How to read one input.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The encoding to use instead of guessing.
    pub encoding: Option<Encoding>,
    /// The format that the file's ending names, where it names one; asked only where the content leaves it open.
    pub format: Option<Format>,
}

/// What the reader of a format makes of a document.
#[derive(Debug)]
struct Document {
    plain: Plain,
    format: Format,
    /// As in [`SourceText::encoding`].
    encoding: &'static str,
}

/// Name of the encoding of formats that have none of their own.
const BINARY: &str = "binary";

/// Reads one notice.
///
/// # Errors
/// `E101` nothing but blanks; `E102` the bytes do not fit the forced encoding; `E103` no text; `E104` a known kind of
/// file that is not read; `E106` no encoding makes sense of the bytes; `E107` encrypted; `E108` pictures of text
/// only; `E109` damaged; `E110` more than a notice can hold. All are listed in `docs/messages.md`.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<SourceText> {
    if bytes.is_empty() {
        return Err(empty());
    }
    let document = match kind::by_magic(bytes)?.or_else(|| kind::by_fields(bytes, options.format)) {
        Some(format) => of_bytes(bytes, format)?,
        None => of_text(bytes, options)?,
    };
    let Document {
        plain,
        format,
        encoding,
    } = document;
    if is_blank(&plain.text) {
        return Err(empty());
    }
    Ok(SourceText {
        text: plain.text,
        tables: plain.tables,
        format,
        encoding,
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
        findings: plain.findings,
    })
}

/// Formats that bring their own encodings.
fn of_bytes(bytes: &[u8], format: Format) -> Result<Document> {
    match format {
        Format::Docx => docx::read(bytes),
        Format::Doc => doc::read(bytes),
        Format::Rtf => rtf::read(bytes),
        Format::Ofd => ofd::read(bytes),
        Format::Xlsx | Format::Xls => sheet::read(bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(kind::not_read("PDF 文件（编译时没有打开 pdf 功能）", kind::SAVE_AS)),
        Format::Mht | Format::Eml => mail::read(bytes, format),
        Format::Text | Format::Markdown | Format::Html | Format::Csv => Err(kind::no_text("文件不像是文本")),
    }
}

/// Formats that are text.
fn of_text(bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    let (decoded, encoding, findings) = match options.encoding {
        Some(encoding) => forced(bytes, encoding)?,
        None => guessed(bytes, None)?,
    };
    if let Some(error) = kind::by_controls(&decoded.text) {
        return Err(error);
    }
    let Text { text, bad } = decoded;
    let marked = kind::by_markup(&text, options.format)?;
    let (plain, format, own) = match marked.or(options.format) {
        Some(Format::Markdown) => {
            let plain = markdown::read(&text);
            let own = own_marks(&text, &bad, &plain.text);
            (plain, Format::Markdown, own)
        }
        Some(Format::Html) => marked_up(html::read(&text)?, &text, &bad),
        Some(Format::Docx) if marked.is_some() => marked_up(docx::read_flat(&text)?, &text, &bad),
        Some(Format::Xls) => marked_up(sheet::read_flat(&text)?, &text, &bad),
        Some(Format::Csv) => marked_up(sheet::read_csv(&text)?, &text, &bad),
        _ => {
            let own = bad.iter().map(|bad| bad.text_at).collect();
            (of_lines(text), Format::Text, own)
        }
    };
    let mut document = Document {
        plain,
        format,
        encoding: encoding.name(),
    };
    let found = &mut document.plain.findings;
    found.splice(0..0, findings);
    if let Some(first) = bad.first() {
        found.push(replaced(bytes, *first, bad.len(), encoding, own.first().copied()));
    }
    found.extend(damage::findings(&document.plain.text, &own));
    Ok(document)
}

fn marked_up(document: Document, text: &str, bad: &[decode::Bad]) -> (Plain, Format, Vec<usize>) {
    let own = own_marks(text, bad, &document.plain.text);
    (document.plain, document.format, own)
}

fn of_lines(text: String) -> Plain {
    Plain {
        tables: tabs::tables(&text),
        text,
        ..Plain::default()
    }
}

type Reading = (Text, Encoding, Vec<Finding<ByteSpan>>);

/// Text in the encoding that its bytes or, in doubt, its own word or `label` tell.
fn guessed(bytes: &[u8], label: Option<&str>) -> Result<Reading> {
    let Guess {
        encoding,
        start,
        certainty,
    } = charset::settled(bytes, detect::guess(bytes), label);
    if certainty == Certainty::Hopeless {
        if bytes.contains(&0) {
            return Err(kind::no_text("文件不像是文本：含有 0x00 字节，又不是 UTF-16 编码"));
        }
        return Err(Error::new(
            "E106",
            "认不出文件的编码：按 UTF-8、GB18030、Big5、UTF-16、HZ 读都不成文",
            "如知道编码，请用 --encoding 指定，如 --encoding gbk；否则请用原来的软件打开，另存为 UTF-8 的 .txt 后再读。",
        ));
    }
    let findings = match certainty {
        Certainty::Doubtful => vec![doubtful(format!(
            "编码按 {encoding} 读，但没有十足把握；如有乱码，请用 --encoding 指定编码"
        ))],
        _ => Vec::new(),
    };
    Ok((decode::decode(bytes, start, encoding), encoding, findings))
}

fn forced(bytes: &[u8], encoding: Encoding) -> Result<Reading> {
    let start = detect::mark(bytes)
        .filter(|&(marked, _)| marked == encoding)
        .map_or(0, |(_, len)| len);
    let decoded = decode::decode(bytes, start, encoding);
    if decoded.is_unfit()
        && let Some(first) = decoded.bad.first()
    {
        return Err(Error::new(
            "E102",
            format!(
                "第 {} 字节（从 0 数起）不是 {encoding} 编码（{}），全文共有 {} 处这样的字节",
                first.at,
                hex(bytes, first.at, first.len),
                decoded.bad.len()
            ),
            "请不写 --encoding 让程序自动识别，或换一个编码名。",
        ));
    }
    let mut findings = Vec::new();
    if decode::is_unlikely(&decoded.text, encoding) {
        let guess = detect::guess(bytes);
        if guess.encoding != encoding && guess.certainty == Certainty::Clear {
            findings.push(doubtful(format!(
                "按指定的 {encoding} 读出的多是生僻字，文件更像是 {} 编码；如有乱码，请不写 --encoding 再试",
                guess.encoding
            )));
        }
    }
    Ok((decoded, encoding, findings))
}

/// Where the marks of the decoder are in the plain text of Markdown: known if the text holds no other U+FFFD and none
/// was dropped with a link target or front matter.
fn own_marks(text: &str, bad: &[decode::Bad], plain: &str) -> Vec<usize> {
    let marks = |text: &str| {
        text.match_indices(char::REPLACEMENT_CHARACTER)
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    if bad.is_empty() || marks(text).len() != bad.len() {
        return Vec::new();
    }
    marks(plain)
}

fn replaced(
    bytes: &[u8],
    first: decode::Bad,
    count: usize,
    encoding: Encoding,
    text_at: Option<usize>,
) -> Finding<ByteSpan> {
    Finding {
        code: WarningCode::BytesReplaced,
        message: format!(
            "有 {count} 处字节不是 {encoding} 编码，已代之以“�”；第一处在第 {} 字节（从 0 数起，{}）；请查对原件",
            first.at,
            hex(bytes, first.at, first.len)
        ),
        span: text_at.map(|at| ByteSpan::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8())),
    }
}

fn doubtful(message: String) -> Finding<ByteSpan> {
    Finding {
        code: WarningCode::EncodingDoubtful,
        message,
        span: None,
    }
}

/// The error `E107` for a document that asks for a password.
fn locked(kind: &str) -> Error {
    Error::new(
        "E107",
        format!("这个{kind}设有打开密码，读不出内容"),
        "请用原来的软件输入密码打开，取消密码后另存一份再读。",
    )
}

/// The error `E108` for a document that shows its text as pictures.
fn pictures_only(kind: &str) -> Error {
    Error::new(
        "E108",
        format!("这个{kind}里只有图片，没有文字"),
        "请先做文字识别（OCR），把识别出的文字另存为 .txt（编码选 UTF-8）后再读。",
    )
}

fn empty() -> Error {
    Error::new("E101", "文件是空的，没有文字", "请确认文件是否选对、是否已保存。")
}

fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}'))
}

/// The bytes of a bad place, at most four.
fn hex(bytes: &[u8], at: usize, len: usize) -> String {
    let shown = bytes.iter().skip(at).take(len.clamp(1, 4));
    shown.map(|byte| format!("0x{byte:02X}")).collect::<Vec<_>>().join(" ")
}

fn sha256(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests;
