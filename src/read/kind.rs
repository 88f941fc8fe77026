//! What an input is, told by its content, never by its name alone: a `.doc` is often RTF or HTML inside.
//!
//! In: the bytes, or the text once decoded. Out: the [`Document`] reader that the input is for, or an error: `E103` (no
//! text) or `E104` (a form that is known and not read). Not looked for here: text inside the file.

use crate::Error;
use crate::model::Format;
use memchr::memmem::find;

/// How far down the mark of a PDF may stand.
const LATE: usize = 1024;
/// What to do with a document of another program.
pub(super) const SAVE_AS: &str = "请用原来的软件打开，另存为 .docx 或 .txt 后再读。";
const OCR: &str = "请先做文字识别（OCR），把识别出的文字另存为 .txt（编码选 UTF-8）后再读。";
const UNPACK: &str = "请先解压，再读其中的文件。";
const AS_FILE: &str = "请存为 .zip 文件，写成 gongdan 包.zip（不经标准输入）；或先解压，再读其中的文件。";
const NO_TEXT: &str = "请确认文件是否选对；如确为公文，请用原来的软件打开，另存为 .docx 或 .txt 后再读。";

/// The format of bytes that are no text, none where they may be text.
///
/// # Errors
/// `E104` for a known kind of file that is not read.
pub(super) fn by_magic(bytes: &[u8]) -> Result<Option<Format>, Error> {
    let (name, remedy) = match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => return Ok(Some(Format::Pdf)),
        [b'P', b'K', 3, 4, ..] => return packed(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => return compound(bytes),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Ok(Some(Format::Rtf)),
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
        _ if is_late_pdf(bytes) => return Ok(Some(Format::Pdf)),
        _ => return Ok(None),
    };
    Err(not_read(name, remedy))
}

/// Whether the mark of a PDF stands further down, as readers allow: behind blanks, fields of a mail, a header of the
/// program that sent it. Text may name the mark too, but has no objects.
fn is_late_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..LATE.min(bytes.len())).unwrap_or_default();
    find(head, b"%PDF-")
        .is_some_and(|at| find(&bytes[at..], b" obj").is_some() && find(&bytes[at..], b"endobj").is_some())
}

/// Whether the bytes are a mail message or a web page saved with its parts, both of which begin with fields.
pub(super) fn by_fields(bytes: &[u8], named: Option<Format>) -> Option<Format> {
    let starts = |field: &str| {
        bytes
            .get(..field.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(field.as_bytes()))
    };
    if starts("MIME-Version:") || starts("From: <Saved by") {
        return Some(if named == Some(Format::Eml) {
            Format::Eml
        } else {
            Format::Mht
        });
    }
    // What is named so begins with a field of any name.
    let colon = memchr::memchr(b':', bytes.get(..80).unwrap_or(bytes)).unwrap_or(0);
    let is_field = colon > 0
        && bytes
            .iter()
            .take(colon)
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    named.filter(|named| matches!(named, Format::Eml | Format::Mht) && (is_field || starts("From ")))
}

/// The format of decoded text that is marked up; `named` is what the file's ending says.
///
/// # Errors
/// `E104` for XML that is not read.
pub(super) fn by_markup(text: &str, named: Option<Format>) -> Result<Option<Format>, Error> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if matches!(named, Some(Format::Html | Format::Mht)) && text.starts_with('<') {
        return Ok(Some(Format::Html));
    }
    let head: String = text.chars().take(1024).map(|c| c.to_ascii_lowercase()).collect();
    if !head.starts_with('<') {
        return Ok(None);
    }
    // A document of Word in one file, in the form of 2003 or of 2007.
    let is_word = ["progid=\"word.document\"", "progid='word.document'", "<w:worddocument"];
    if is_word.iter().any(|mark| head.contains(mark)) || head.contains("<pkg:package") && !head.contains("powerpoint") {
        return Ok(Some(Format::Docx));
    }
    if head.contains("progid=\"excel.sheet\"") || head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Ok(Some(Format::Xls));
    }
    // `<关于…>` is a title in old text; a page begins with a tag of HTML.
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta ",
        "<title",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<span",
        "<style",
        "<script",
        "<center",
        "<font",
        "<link ",
        "<!--",
        "<br",
        "<h1",
        "<h2",
        "<article",
        "<section",
        "<ul",
    ];
    if named != Some(Format::Markdown)
        && tags
            .iter()
            .any(|tag| head.starts_with(tag) || head.starts_with("<?xml") && head.contains(tag))
    {
        return Ok(Some(Format::Html));
    }
    if head.starts_with("<?xml") {
        return Err(not_read("XML 文件", SAVE_AS));
    }
    Ok(None)
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

pub(super) fn not_read(name: &str, remedy: &str) -> Error {
    Error::new("E104", format!("这是{name}，本版本还不能直接读取"), remedy)
}

/// Office documents since 2007, OFD and OpenDocument are ZIP archives with files of known names.
fn packed(bytes: &[u8]) -> Result<Option<Format>, Error> {
    // By the list of parts: a workbook may hold a document whole. Without a list, by what names there are.
    let names: Option<Vec<String>> = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok().map(|archive| {
        let names = archive.file_names_raw().map(String::from_utf8_lossy);
        names.map(std::borrow::Cow::into_owned).collect()
    });
    let has = |name: &str| match &names {
        Some(names) if name.contains("opendocument") => {
            names.iter().any(|own| own == "mimetype") && find(bytes, name.as_bytes()).is_some()
        }
        Some(names) => names.iter().any(|own| own.trim_start_matches('/').starts_with(name)),
        None => find(bytes, name.as_bytes()).is_some(),
    };
    let (name, remedy) = if has("word/document") {
        return Ok(Some(Format::Docx));
    } else if has("xl/workbook") {
        return Ok(Some(Format::Xlsx));
    } else if has("OFD.xml") {
        return Ok(Some(Format::Ofd));
    } else if has("ppt/presentation") {
        ("演示文稿（.pptx）", SAVE_AS)
    } else if has("vnd.oasis.opendocument") {
        ("OpenDocument 文档", SAVE_AS)
    } else {
        ("ZIP 压缩包", AS_FILE)
    };
    Err(not_read(name, remedy))
}

/// Office documents before 2007, and those of WPS, are compound files with streams of known names in UTF-16.
fn compound(bytes: &[u8]) -> Result<Option<Format>, Error> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    let name = if has("WordDocument") {
        return Ok(Some(Format::Doc));
    } else if has("Workbook") || has("Book") {
        return Ok(Some(Format::Xls));
    } else if has("EncryptedPackage") {
        return Err(super::locked("Office 文件"));
    } else if directory_is_lost(bytes) {
        return Err(super::packed::damaged("Office 文件"));
    } else if has("PowerPoint Document") {
        "演示文稿（.ppt）"
    } else {
        "旧版 Office 文件"
    };
    Err(not_read(name, SAVE_AS))
}

/// Whether the sector that names the streams stands beyond the end of a compound file: its end is missing.
fn directory_is_lost(bytes: &[u8]) -> bool {
    let (Some(size), Some(&[a, b, c, d])) = (bytes.get(0x1E), bytes.get(0x30..0x34)) else {
        return true;
    };
    let (size, first) = (1u64 << size.min(&12), u32::from_le_bytes([a, b, c, d]));
    (u64::from(first) + 1).saturating_mul(size) >= bytes.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        let compound = |name: &str| {
            let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec();
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Format::Pdf),
            (b"\xEF\xBB\xBF\n%PDF-1.4\n1 0 obj\n<<>>\nendobj", Format::Pdf),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml", Format::Docx),
            (b"PK\x03\x04..xl/workbook.xml", Format::Xlsx),
            (b"PK\x03\x04..OFD.xml", Format::Ofd),
            (&compound("WordDocument"), Format::Doc),
            (&compound("Workbook"), Format::Xls),
            (b"{\\rtf1\\ansi", Format::Rtf),
        ] {
            assert_eq!(by_magic(bytes).unwrap(), Some(format));
        }
    }

    #[test]
    fn what_is_not_read_is_named_with_what_to_do() {
        let mut bitmap = b"BM\x14\0\0\0\0\0\0\0".to_vec();
        bitmap.resize(20, 0);
        for (bytes, name) in [
            (&b"PK\x03\x04..a.txt"[..], "ZIP"),
            (b"\x89PNG\r\n", "PNG"),
            (b"\xFF\xD8\xFF\xE0", "JPEG"),
            (&bitmap, "BMP"),
            (b"\xFF\xFE\0\0a\0\0\0", "UTF-32"),
        ] {
            let error = by_magic(bytes).unwrap_err();
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
            "文件以 %PDF-1.7 开头",
            "GIF8 图",
            "{\\b 各县区}",
        ] {
            assert!(by_magic(text.as_bytes()).unwrap().is_none(), "{text}");
        }
    }

    #[test]
    fn web_pages_are_known_and_angle_brackets_are_not_enough() {
        for text in [
            "<!DOCTYPE html><html>",
            "\n<HTML lang=zh>",
            "<!-- x -->\n<head><title>",
            "<meta charset=gbk>",
            "<?xml version='1.0'?><html>",
            "<p>各县区：</p>",
        ] {
            assert_eq!(by_markup(text, None).unwrap(), Some(Format::Html));
        }
        for text in ["<关于印发方案的通知>", "各县区 <html>", "From 2024"] {
            assert_eq!(by_markup(text, None).unwrap(), None, "{text}");
        }
        assert_eq!(by_markup("<head>", Some(Format::Markdown)).unwrap(), None);
        assert_eq!(by_markup("<关于>", Some(Format::Html)).unwrap(), Some(Format::Html));
        assert_eq!(by_fields(b"mime-version: 1.0", None), Some(Format::Mht));
        assert_eq!(by_fields(b"Subject: x", Some(Format::Eml)), Some(Format::Eml));
        assert_eq!(
            by_fields(b"Content-Type: text/html", Some(Format::Mht)),
            Some(Format::Mht)
        );
        assert_eq!(by_fields(b"Subject: x", None), None);
        assert_eq!(by_fields("各县区: x".as_bytes(), Some(Format::Eml)), None);
    }

    #[test]
    fn one_control_character_is_damage_and_many_are_no_text() {
        let text = "各有关单位要按照职责分工抓好落实。".to_owned();
        assert!(by_controls(&format!("{text}\0")).is_none());
        assert_eq!(by_controls(&format!("{text}\0\x01\x02\0")).unwrap().code(), "E103");
    }
}
