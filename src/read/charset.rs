//! What a web page says of its own encoding.
//!
//! In: the bytes of an input and what they seem to be. Out: the same guess, or the declared encoding in its place. Bytes
//! come first: old sites declare `gb2312` and send GB18030, or UTF-8 since they moved. Only where the bytes leave doubt and
//! the declared encoding makes sense of them does `<meta charset>`, `<meta http-equiv>` or `<?xml encoding>` decide. Not
//! read: UTF-16, which cannot be declared in ASCII.

use super::decode::{decode, is_unlikely};
use super::detect::{Certainty, Guess};
use super::encoding::Encoding;
use memchr::memmem;

/// Bytes at the start among which a declaration is looked for; browsers look at 1,024, pages have long heads.
const HEAD: usize = 8 * 1024;

/// The guess, settled by the page's own word where it was in doubt; `label` is what was said of it from outside.
pub(super) fn settled(bytes: &[u8], guess: Guess, label: Option<&str>) -> Guess {
    if guess.certainty != Certainty::Doubtful {
        return guess;
    }
    let Some(declared) = label.and_then(named).or_else(|| declared(bytes)) else {
        return guess;
    };
    if declared == guess.encoding {
        return Guess {
            certainty: Certainty::Clear,
            ..guess
        };
    }
    let read = decode(bytes, guess.start, declared);
    if read.is_unfit() || is_unlikely(&read.text, declared) {
        return guess;
    }
    Guess {
        encoding: declared,
        ..guess
    }
}

/// The encoding that the head of the page names, where it is one that a page can name.
pub(super) fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let in_xml = head.starts_with(b"<?xml").then(|| after(&head, b"encoding")).flatten();
    let label = in_xml.or_else(|| {
        memmem::find_iter(&head, b"<meta").find_map(|at| {
            let tag = head.get(at..)?;
            let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
            after(tag.get(..end)?, b"charset")
        })
    })?;
    named(label)
}

/// The encoding of that name, where text that names its encoding in ASCII can be in it.
fn named(label: &str) -> Option<Encoding> {
    let encoding = label.trim().parse().ok();
    encoding.filter(|encoding| !matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be))
}

/// The word behind `name=`.
fn after<'t>(text: &'t [u8], name: &[u8]) -> Option<&'t str> {
    memmem::find_iter(text, name).find_map(|at| {
        let rest = text.get(at + name.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or_else(|| rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_'))
            .unwrap_or(rest.len());
        std::str::from_utf8(rest.get(..end)?)
            .ok()
            .filter(|label| !label.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::super::detect::guess;
    use super::*;

    #[test]
    fn declarations_are_found() {
        for (html, encoding) in [
            ("<meta charset=gbk>", Some(Encoding::Gb18030)),
            (
                "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=GB2312\">",
                Some(Encoding::Gb18030),
            ),
            (
                "<html><meta name=a content='charset'><meta charset = 'Big5' />",
                Some(Encoding::Big5),
            ),
            ("<?xml version=\"1.0\" encoding=\"utf-8\"?><html>", Some(Encoding::Utf8)),
            ("<meta charset=utf-16>", None),
            ("<meta charset=latin-9>", None),
            ("<p>charset=gbk</p>", None),
            ("<meta charset", None),
        ] {
            assert_eq!(declared(html.as_bytes()), encoding, "{html}");
        }
    }

    #[test]
    fn only_doubt_is_settled() {
        assert_eq!(named(" GB2312 "), Some(Encoding::Gb18030));
        // UTF-8 behind a declaration of gb2312 is UTF-8.
        let page = "<meta charset=gb2312><p>各县区：请抓好落实。</p>";
        assert_eq!(
            settled(page.as_bytes(), guess(page.as_bytes()), None).encoding,
            Encoding::Utf8
        );
        let mut seen = 0;
        for word in [
            "通知", "公告", "会议", "安全", "防汛", "教育", "任务", "要求", "单位", "时限", "要闻", "首页",
        ] {
            let (gbk, _, _) = encoding_rs::GB18030.encode(word);
            let mut page = b"<meta charset=gbk><title>".to_vec();
            page.extend_from_slice(&gbk);
            let doubt = guess(&page);
            if doubt.certainty == Certainty::Doubtful {
                seen += 1;
                let settled = settled(&page, doubt, None);
                assert_eq!(settled.encoding, Encoding::Gb18030, "{word}");
            }
        }
        assert!(seen > 0);
    }
}
