//! Web pages saved with their parts (MHT, RFC 2557) and mail messages (EML, RFC 5322): the part that holds the text.
//!
//! In: the bytes. Out: a [`Document`]. Of a page the HTML part is read as any page; of a frameset the frame that holds most
//! text. Of a message the HTML body, for its tables, else the plain one. The body is the notice; the subject comes before it
//! where it is the title of a notice and the body does not say it. Attachments are named in a warning: what they hold is a
//! document of its own. Transfer encodings are undone here, leniently, since mail programs break them; the bytes tell the
//! character encoding, the label decides in doubt. Not handled: encrypted and signed mail beyond its readable parts,
//! forwarded messages as attachments, `format=flowed`.

use super::decode::Text;
use super::plain::Plain;
use super::{Document, damage, guessed, html, is_blank, of_lines, own_marks, packed};
use crate::model::{Format, WarningCode};
use crate::{Error, Result};
use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use regex::Regex;
use std::sync::LazyLock;

/// Most parts of several parts: mail-parser looks for the end of each up to the end of the message.
const MOST_NESTS: usize = 64;
/// Most parts with a type; messages within messages, which the stack limits, each have one.
const MOST_TYPES: usize = 2_000;
/// Most lines that may part one from another.
const MOST_BORDERS: usize = 50_000;
/// Most HTML parts that are tried.
const MOST_PAGES: usize = 32;
/// Most attachments that are named.
const MOST_NAMES: usize = 10;

/// What mail programs put before a subject.
static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(?i:re|fw|fwd)|回复|答复|转发|轉寄|回覆)\s*[:：]\s*")
        .expect("a constant, compiled by the tests")
});

pub(super) fn read(bytes: &[u8], format: Format) -> Result<Document> {
    let kind = if format == Format::Mht {
        "网页存档"
    } else {
        "邮件"
    };
    if has_too_many_parts(bytes) {
        return Err(Error::new(
            "E110",
            format!("这个{kind}分成的部分过多，不像是公文"),
            "请确认文件来源可靠；如确为公文，请把正文复制存为 .txt 后再读。",
        ));
    }
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| packed::damaged(kind))?;
    let mut document = if format == Format::Mht {
        page(&message, kind)?
    } else {
        letter(&message)?
    };
    document.format = format;
    Ok(document)
}

/// Whether the message claims more parts than an honest one has; told before it is taken apart.
fn has_too_many_parts(bytes: &[u8]) -> bool {
    let starts = |at: usize, word: &[u8]| {
        bytes
            .get(at..at + word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let (mut types, mut borders) = (0, 0);
    for line in memchr::memchr_iter(b'\n', bytes).map(|at| at + 1).chain([0]) {
        types += usize::from(starts(line, b"content-type"));
        borders += usize::from(starts(line, b"--"));
    }
    let nests = memchr::memchr2_iter(b'm', b'M', bytes)
        .filter(|&at| starts(at, b"multipart"))
        .count();
    nests > MOST_NESTS || types > MOST_TYPES || borders > MOST_BORDERS
}

/// The page of an archive: its first, unless that holds no text or another far more, as framesets have it.
fn page(message: &Message<'_>, kind: &str) -> Result<Document> {
    let pages = message.parts.iter().filter(|part| is_html(part)).take(MOST_PAGES);
    let mut read = pages.map(|part| text_of(message, part));
    let first = read.next().ok_or_else(|| packed::damaged(kind))?;
    let longest = read
        .filter_map(Result::ok)
        .max_by_key(|document| document.plain.text.len());
    match (first, longest) {
        (Ok(first), Some(other)) if other.plain.text.len() / 3 > first.plain.text.len() => Ok(other),
        (Err(_), Some(other)) => Ok(other),
        (first, _) => first,
    }
}

/// The body of a message.
fn letter(message: &Message<'_>) -> Result<Document> {
    let is_body =
        |part: &&MessagePart<'_>| matches!(part.body, PartType::Text(_) | PartType::Html(_)) && !is_attached(part);
    let bodies: Vec<&MessagePart<'_>> = message.parts.iter().filter(is_body).collect();
    let page = bodies
        .iter()
        .find(|part| is_html(part))
        .map(|part| text_of(message, part));
    let letter = bodies
        .iter()
        .find(|part| !is_html(part))
        .map(|part| text_of(message, part));
    let names = attachments(message);
    let body = match (page, letter) {
        (Some(Ok(page)), _) => page,
        (_, Some(Ok(letter))) if !is_blank(&letter.plain.text) => letter,
        (Some(Err(error)), _) if names.is_empty() => return Err(error),
        _ => {
            let what = if names.is_empty() {
                "这个邮件没有正文"
            } else {
                "这个邮件没有正文，只有附件"
            };
            return Err(Error::new("E103", what, "请用邮件软件打开，把附件另存出来再读。"));
        }
    };
    let mut plain = Plain::default();
    if let Some(title) = title(message, &body.plain.text) {
        plain.paragraph(&title);
        plain.paragraph("");
    }
    plain.append(body.plain);
    if !names.is_empty() {
        plain.note(
            WarningCode::AttachmentNotRead,
            format!("邮件附件没有读：{}；通知如在附件里，请另存附件再读", names.join("、")),
        );
    }
    Ok(Document { plain, ..body })
}

/// The subject, where it is the title of a notice that the body does not say.
fn title(message: &Message<'_>, body: &str) -> Option<String> {
    let mut subject = subject(message)?;
    while let Some(prefix) = PREFIX.find(&subject) {
        subject.drain(..prefix.end());
    }
    let subject = subject.trim();
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let start: String = bare(body).chars().take(3_000).collect();
    (html::is_title(&bare(subject)) && !start.contains(&bare(subject))).then(|| subject.to_owned())
}

fn subject(message: &Message<'_>) -> Option<String> {
    let subject = message.subject()?;
    if !subject.contains(char::REPLACEMENT_CHARACTER) {
        return Some(subject.to_owned());
    }
    // Old programs write the bytes of their encoding into the field.
    let header = message
        .root_part()
        .headers
        .iter()
        .find(|header| header.name == HeaderName::Subject)?;
    let raw = message
        .raw_message
        .get(header.offset_start as usize..header.offset_end as usize)?;
    guessed(raw, None).ok().map(|(text, ..)| text.text)
}

/// The names of what is attached, pictures within the text aside.
fn attachments(message: &Message<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut left = 0;
    for part in message.parts.iter().filter(|part| is_attached(part)) {
        if names.len() == MOST_NAMES {
            left += 1;
            continue;
        }
        let name = part.attachment_name().unwrap_or(match part.body {
            PartType::Message(_) => "转发的邮件",
            _ => "没有名字的附件",
        });
        let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
        names.push(name);
    }
    if left > 0 {
        names.push(format!("另有 {left} 个"));
    }
    names
}

fn is_attached(part: &MessagePart<'_>) -> bool {
    let is_named = part.attachment_name().is_some();
    let disposition = part.content_disposition();
    match part.body {
        PartType::Multipart(_) => false,
        PartType::Text(_) | PartType::Html(_) => disposition.is_some_and(|how| how.is_attachment()) || is_named,
        PartType::Message(_) => true,
        PartType::InlineBinary(_) => disposition.is_some_and(|how| how.is_attachment()),
        // A picture that the text shows has an id.
        PartType::Binary(_) => part.content_id().is_none() || disposition.is_some_and(|how| how.is_attachment()),
    }
}

fn is_html(part: &MessagePart<'_>) -> bool {
    part.is_content_type("text", "html") || part.is_content_type("application", "xhtml+xml")
}

/// What a part of text says.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> Result<Document> {
    let raw = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    let bytes = match part.content_transfer_encoding().map(str::to_ascii_lowercase).as_deref() {
        Some("quoted-printable") => quoted_printable(raw),
        Some("base64") => base64(raw),
        _ => raw.to_vec(),
    };
    let label = part.content_type().and_then(|kind| kind.attribute("charset"));
    let (decoded, encoding, findings) = guessed(&bytes, label)?;
    let Text { text, bad } = decoded;
    let (mut plain, own) = if is_html(part) {
        let plain = html::read(&text)?.plain;
        let own = own_marks(&text, &bad, &plain.text);
        (plain, own)
    } else {
        (of_lines(text), bad.iter().map(|bad| bad.text_at).collect())
    };
    plain.findings.splice(0..0, findings);
    if !bad.is_empty() {
        plain.note(
            WarningCode::BytesReplaced,
            format!("有 {} 处字节不是 {encoding} 编码，已代之以“�”；请查对原件", bad.len()),
        );
    }
    let damaged = damage::findings(&plain.text, &own);
    plain.findings.extend(damaged);
    Ok(Document {
        plain,
        format: Format::Html,
        encoding: encoding.name(),
    })
}

/// Undoes quoted-printable (RFC 2045, 6.7); what is no escape stays as it is.
fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        // Blanks at the end of a line were added on the way.
        let text = line.trim_ascii_end();
        let (text, goes_on) = text.strip_suffix(b"=").map_or((text, false), |text| (text, true));
        let mut rest = text;
        while let Some((&byte, after)) = rest.split_first() {
            let escaped = match (byte, after) {
                (b'=', [high, low, ..]) => hex(*high).zip(hex(*low)),
                _ => None,
            };
            match escaped {
                Some((high, low)) => {
                    out.push(high << 4 | low);
                    rest = after.get(2..).unwrap_or_default();
                }
                None => {
                    out.push(byte);
                    rest = after;
                }
            }
        }
        if !goes_on && line.ends_with(b"\n") {
            out.push(b'\n');
        }
    }
    out
}

/// Undoes base64 (RFC 2045, 6.8); other characters are passed over, as the standard asks.
fn base64(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in raw {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                // The end of a run; another may follow.
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xFF) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests;
