//! What a file that is no plain text seems to be, and what to do about it.
//!
//! In: the bytes, or the text once decoded. Out: an error `E103` (no text) or `E104` (a form that is known but not read
//! yet). Decided by content, never by the name: a `.doc` is often RTF or HTML inside. Not looked for: text inside
//! the file.

use crate::Error;
use memchr::memmem::find;

/// What to do with a document of another program.
const SAVE_AS: &str = "请用原来的软件打开，另存为 .txt（编码选 UTF-8）或 .md 后再读。";
const OCR: &str = "请先做文字识别（OCR），把识别出的文字另存为 .txt（编码选 UTF-8）后再读。";
const UNPACK: &str = "请先解压，再读其中的 .txt 或 .md 文件。";
const NO_TEXT: &str = "请确认文件是否选对；如确为公文，请用原来的软件打开，另存为 .txt（编码选 UTF-8）或 .md 后再读。";

/// The error for bytes that start as a known kind of file does.
pub(super) fn by_magic(bytes: &[u8]) -> Option<Error> {
    let (name, remedy) = match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => (
            "PDF 文件",
            "请打开后复制文字（扫描件请先做文字识别），另存为 .txt（编码选 UTF-8）或 .md 后再读。",
        ),
        [b'P', b'K', 3, 4, ..] => packed(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => compound(bytes),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("RTF 文档", SAVE_AS),
        [0x89, b'P', b'N', b'G', ..] => ("PNG 图片", OCR),
        [0xFF, 0xD8, 0xFF, ..] => ("JPEG 图片", OCR),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ("GIF 图片", OCR),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => ("TIFF 图片", OCR),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("WebP 图片", OCR),
        // A bitmap names its own length; the two letters alone may start a text.
        [b'B', b'M', a, b, c, d, 0, 0, 0, 0, ..] if u32::from_le_bytes([*a, *b, *c, *d]) as usize == bytes.len() => {
            ("BMP 图片", OCR)
        }
        [b'R', b'a', b'r', b'!', 0x1A, 7, ..] => ("RAR 压缩包", UNPACK),
        [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => ("7z 压缩包", UNPACK),
        [0x1F, 0x8B, 8, ..] => ("gzip 压缩包", UNPACK),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => ("UTF-32 编码的文本", "请另存为 UTF-8 编码后再读。"),
        _ => return None,
    };
    Some(not_read(name, remedy))
}

/// The error for decoded text that is a web page or another marked-up form; `text` may be Markdown where `markdown`.
pub(super) fn by_markup(text: &str, markdown: bool) -> Option<Error> {
    let text = text.trim_start();
    if !text.starts_with(['<', 'M', 'F']) {
        return None;
    }
    let head: String = text.chars().take(1024).map(|c| c.to_ascii_lowercase()).collect();
    if head.starts_with("mime-version:") || head.starts_with("from: <saved by") {
        return Some(not_read("网页存档（MHT）", SAVE_AS));
    }
    if !head.starts_with('<') {
        return None;
    }
    if head.contains("progid=\"word.document\"") || head.contains("<w:worddocument") {
        return Some(not_read("Word 的 XML 文档", SAVE_AS));
    }
    let page = ["<!doctype html", "<html", "<head>", "<head ", "<body", "<meta "];
    if !markdown && page.iter().any(|tag| head.contains(tag)) {
        return Some(not_read(
            "网页（HTML）",
            "请在浏览器中打开，复制正文，另存为 .txt（编码选 UTF-8）后再读。",
        ));
    }
    head.starts_with("<?xml").then(|| not_read("XML 文件", SAVE_AS))
}

/// The error for text that holds more control characters than damage explains: over one in fifty.
pub(super) fn by_controls(text: &str) -> Option<Error> {
    // Not tab, line feed, vertical tab, form feed, carriage return (09–0D), nor the end mark of DOS (1A).
    let control = |byte: u8| (byte < 0x20) & (byte.wrapping_sub(9) > 4) & (byte != 0x1A);
    // Counted in bytes by blocks: the compiler makes vector code of that.
    let count: usize = text
        .as_bytes()
        .chunks(255)
        .map(|block| usize::from(block.iter().map(|&byte| u8::from(control(byte))).sum::<u8>()))
        .sum();
    if count * 50 <= text.len() {
        return None;
    }
    let at = text.bytes().position(control).unwrap_or(0);
    Some(no_text(format!(
        "文件不像是文本：含有 {count} 个控制字符（第一个是 0x{:02X}）",
        text.as_bytes()[at]
    )))
}

/// The error `E103`.
pub(super) fn no_text(what: impl Into<String>) -> Error {
    Error::new("E103", what, NO_TEXT)
}

fn not_read(name: &str, remedy: &str) -> Error {
    Error::new("E104", format!("这是{name}，本版本还不能直接读取"), remedy)
}

/// Office documents since 2007, OFD and OpenDocument are ZIP archives with files of known names.
fn packed(bytes: &[u8]) -> (&'static str, &'static str) {
    let has = |name: &[u8]| find(bytes, name).is_some();
    if has(b"word/document") {
        ("Word 文档（.docx）", SAVE_AS)
    } else if has(b"xl/workbook") {
        ("Excel 表格（.xlsx）", SAVE_AS)
    } else if has(b"ppt/presentation") {
        ("演示文稿（.pptx）", SAVE_AS)
    } else if has(b"OFD.xml") {
        (
            "OFD 版式文件",
            "请打开后复制文字，另存为 .txt（编码选 UTF-8）或 .md 后再读。",
        )
    } else if has(b"vnd.oasis.opendocument") {
        ("OpenDocument 文档", SAVE_AS)
    } else {
        ("ZIP 压缩包", UNPACK)
    }
}

/// Office documents before 2007, and those of WPS, are compound files with streams of known names in UTF-16.
fn compound(bytes: &[u8]) -> (&'static str, &'static str) {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if has("WordDocument") {
        ("Word 或 WPS 文档（.doc/.wps）", SAVE_AS)
    } else if has("Workbook") {
        ("Excel 表格（.xls）", SAVE_AS)
    } else if has("PowerPoint Document") {
        ("演示文稿（.ppt）", SAVE_AS)
    } else {
        ("旧版 Office 文件", SAVE_AS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_files_are_named_by_their_content() {
        let mut doc = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec();
        doc.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        let mut bitmap = b"BM\x14\0\0\0\0\0\0\0".to_vec();
        bitmap.resize(20, 0);
        for (bytes, name) in [
            (&b"%PDF-1.7\n"[..], "PDF"),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml", ".docx"),
            (b"PK\x03\x04..xl/workbook.xml", ".xlsx"),
            (b"PK\x03\x04..OFD.xml", "OFD"),
            (b"PK\x03\x04..a.txt", "ZIP"),
            (&doc, ".doc"),
            (b"{\\rtf1\\ansi", "RTF"),
            (b"\x89PNG\r\n", "PNG"),
            (b"\xFF\xD8\xFF\xE0", "JPEG"),
            (&bitmap, "BMP"),
            (b"\xFF\xFE\0\0a\0\0\0", "UTF-32"),
        ] {
            let error = by_magic(bytes).unwrap();
            assert_eq!(error.code(), "E104");
            let error = error.to_string();
            assert!(error.contains(name) && error.contains('。'), "{error}");
        }
    }

    #[test]
    fn text_that_starts_alike_is_text() {
        for text in [
            "BM 项目实施方案",
            "PK 赛规则",
            "%PDF 是一种格式",
            "GIF8 图",
            "{\\b 各县区}",
        ] {
            assert!(by_magic(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn web_pages_are_known_and_angle_brackets_are_not_enough() {
        for text in [
            "<!DOCTYPE html><html>",
            "\n<HTML lang=zh>",
            "<!-- x -->\n<head><title>",
            "<meta charset=gbk>",
        ] {
            assert_eq!(by_markup(text, false).unwrap().code(), "E104");
        }
        for text in ["<关于印发方案的通知>", "各县区 <html>", "From 2024"] {
            assert!(by_markup(text, false).is_none(), "{text}");
        }
        assert!(by_markup("<head>", true).is_none());
    }

    #[test]
    fn one_control_character_is_damage_and_many_are_no_text() {
        let text = "各有关单位要按照职责分工抓好落实。".to_owned();
        assert!(by_controls(&format!("{text}\0")).is_none());
        assert_eq!(by_controls(&format!("{text}\0\x01\x02\0")).unwrap().code(), "E103");
    }
}
