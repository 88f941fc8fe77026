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
const MOST_NESTS: usize = 32;
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
    if nests(bytes) > MOST_NESTS {
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

/// How often several parts are announced.
fn nests(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'/', bytes)
        .filter(|&at| {
            at.checked_sub(9)
                .and_then(|start| bytes.get(start..at))
                .is_some_and(|word| word.eq_ignore_ascii_case(b"multipart"))
        })
        .take(MOST_NESTS + 1)
        .count()
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
mod tests {
    use super::*;
    use crate::model::SourceText;
    use crate::read::ReadOptions;

    fn read_as(bytes: &[u8], format: Format) -> Result<SourceText> {
        crate::read::read(
            bytes,
            &ReadOptions {
                encoding: None,
                format: Some(format),
            },
        )
    }

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    /// Quoted-printable as mail programs write it: lines of at most 76 characters.
    fn quoted(bytes: &[u8]) -> Vec<u8> {
        let (mut out, mut column) = (Vec::new(), 0);
        for &byte in bytes {
            if byte == b'\n' {
                out.extend_from_slice(b"\r\n");
                column = 0;
                continue;
            }
            if column > 72 {
                out.extend_from_slice(b"=\r\n");
                column = 0;
            }
            if byte.is_ascii_graphic() && byte != b'=' || byte == b' ' {
                out.push(byte);
                column += 1;
            } else {
                out.extend_from_slice(format!("={byte:02X}").as_bytes());
                column += 3;
            }
        }
        out
    }

    fn base64_of(bytes: &[u8]) -> Vec<u8> {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = Vec::new();
        for (number, chunk) in bytes.chunks(3).enumerate() {
            if number > 0 && number % 18 == 0 {
                out.extend_from_slice(b"\r\n");
            }
            let mut group = [0; 3];
            group[..chunk.len()].copy_from_slice(chunk);
            let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
            for at in 0..4 {
                out.push(if at > chunk.len() {
                    b'='
                } else {
                    DIGITS[(bits >> (18 - 6 * at) & 63) as usize]
                });
            }
        }
        out
    }

    fn joined(pieces: &[&[u8]]) -> Vec<u8> {
        pieces.concat()
    }

    const PAGE: &str = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"><title>关于防汛的通知</title></head>\n\
        <body><div class=nav><a href=1>首页</a> <a href=2>公开</a></div><div id=zoom><p>关于防汛的通知</p>\n<p>各乡镇：请于5月31日前完成排查。</p>\n\
        <table border=1><tr><td>任务<td>单位<tr><td>排查<td>水利局</table><img src=cid:a></div></body></html>\n";
    const TEXT: &str = "关于防汛的通知\n各乡镇：请于5月31日前完成排查。\n任务\t单位\n排查\t水利局\n";

    #[test]
    fn archive_of_a_page_in_either_transfer_encoding() {
        for (how, coded) in [
            ("quoted-printable", quoted(&gbk(PAGE))),
            ("base64", base64_of(&gbk(PAGE))),
        ] {
            let archive = joined(&[
                b"From: <Saved by Windows Internet Explorer 8>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
                  Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_Next\"\r\n\r\n\
                  This is a multi-part message in MIME format.\r\n\r\n------=_Next\r\nContent-Type: text/html;\r\n\
                  \tcharset=\"gb2312\"\r\nContent-Transfer-Encoding: ",
                how.as_bytes(),
                b"\r\nContent-Location: http://x.example/1.htm\r\n\r\n",
                &coded,
                b"\r\n------=_Next\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\
                  Content-Location: http://x.example/a.gif\r\n\r\nR0lGODlhAQABAAAAACw=\r\n\r\n------=_Next--\r\n",
            ]);
            let source = read_as(&archive, Format::Mht).unwrap();
            assert_eq!(source.text, TEXT, "{how}");
            assert_eq!(
                (source.format, source.encoding, source.tables.len()),
                (Format::Mht, "GB18030", 1)
            );
            assert_eq!(source.findings, []);
            // Cut in the middle of the page: what is there is read.
            let cut = &archive[..archive.len() - 330];
            assert!(
                read_as(cut, Format::Mht).unwrap().text.starts_with("关于防汛的通知"),
                "{how}"
            );
        }
    }

    #[test]
    fn frameset_gives_the_frame_with_the_text() {
        let part = |html: &str| format!("--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n");
        let archive = format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n{}{}{}--b--\r\n",
            part("<frameset><frame src=1><frame src=2></frameset>"),
            part("<ul><li><a href=3>要闻</a><li><a href=4>通知</a></ul>"),
            part("<p>关于防汛的通知</p><p>各乡镇：请抓好落实。</p>"),
        );
        let source = read_as(archive.as_bytes(), Format::Mht).unwrap();
        assert_eq!(source.text, "关于防汛的通知\n各乡镇：请抓好落实。\n");
    }

    #[test]
    fn letter_with_title_in_the_subject_and_attachments() {
        let subject = base64_of(&gbk("转发：关于报送总结的通知"));
        let name = base64_of("填报表.xlsx".as_bytes());
        let letter = joined(&[
            b"Received: by x\r\nFrom: =?gb2312?B?",
            &base64_of(&gbk("办公室")),
            b"?= <a@x.example>\r\nSubject: =?gb2312?B?",
            &subject,
            b"?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\n\
              Content-Type: multipart/alternative; boundary=\"b2\"\r\n\r\n--b2\r\nContent-Type: text/plain; charset=gb2312\r\n\
              Content-Transfer-Encoding: base64\r\n\r\n",
            &base64_of(&gbk("各科室：\n请于12月20日前报送总结。\n")),
            b"\r\n--b2\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
            &quoted(&gbk("<div><p>各科室：</p><p>请于12月20日前报送总结。</p></div>")),
            b"\r\n--b2--\r\n--b1\r\nContent-Type: application/vnd.ms-excel; name=\"=?utf-8?B?",
            &name,
            b"?=\"\r\nContent-Disposition: attachment; filename=\"=?utf-8?B?",
            &name,
            b"?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n--b1--\r\n",
        ]);
        let source = read_as(&letter, Format::Eml).unwrap();
        assert_eq!(
            source.text,
            "关于报送总结的通知\n\n各科室：\n请于12月20日前报送总结。\n"
        );
        assert_eq!((source.format, source.encoding), (Format::Eml, "GB18030"));
        assert_eq!(source.findings.len(), 1);
        assert_eq!(source.findings[0].code, WarningCode::AttachmentNotRead);
        assert!(
            source.findings[0].message.contains("填报表.xlsx"),
            "{}",
            source.findings[0].message
        );
    }

    #[test]
    fn plain_letters_of_old_programs() {
        // Eight-bit fields, no charset, no MIME.
        let letter = joined(&[
            b"Date: Mon, 6 May 2024 10:00:00 +0800\r\nSubject: ",
            &gbk("关于放假的通知"),
            b"\r\nTo: a@x.example\r\n\r\n",
            &gbk("各科室：\r\n　　端午节放假一天，请做好值班安排。\r\n"),
        ]);
        let source = read_as(&letter, Format::Eml).unwrap();
        assert_eq!(
            source.text.replace('\r', ""),
            "关于放假的通知\n\n各科室：\n　　端午节放假一天，请做好值班安排。\n"
        );
        // A subject that is no title, or that the body says, is left out.
        for subject in ["请查收", "Re: 关于放假的通知"] {
            let letter = format!("Subject: {subject}\r\nX-A: b\r\n\r\n关于放假的\r\n通知\r\n各科室：放假一天。\r\n");
            let source = read_as(letter.as_bytes(), Format::Eml).unwrap();
            assert!(source.text.starts_with("关于放假的\r\n通知"), "{}", source.text);
        }
    }

    #[test]
    fn mail_without_text_says_what_to_do() {
        let letter = "Subject: x\r\nContent-Type: application/msword; name=a.doc\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n";
        let error = read_as(letter.as_bytes(), Format::Eml).unwrap_err();
        assert_eq!(error.code(), "E103");
        assert!(error.to_string().contains("附件"), "{error}");
        assert_eq!(
            read_as(b"MIME-Version: 1.0\r\n", Format::Mht).unwrap_err().code(),
            "E109"
        );
    }

    #[test]
    fn transfer_encodings_are_undone_leniently() {
        assert_eq!(
            quoted_printable(b"a=3D=\r\nb =\n=e4=BA=91  \r\nc=ZZ=4"),
            "a=b 云\nc=ZZ=4".as_bytes()
        );
        for text in ["", "a", "ab", "abc", "abcd"] {
            assert_eq!(base64(&base64_of(text.as_bytes())), text.as_bytes());
        }
        assert_eq!(base64(b"YW Jj\r\n*ZA==ZQ=="), b"abcde");
    }

    #[test]
    fn hostile_mail_is_read_or_refused() {
        let sample = format!(
            "From: a\r\nSubject: =?gb2312?B?{}?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
             Content-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=D6=D0=CE=C4=A1=A3</p>\r\n--b\r\n\
             Content-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\nz\r\n--b--\r\n",
            String::from_utf8_lossy(&base64_of(&gbk("关于甲的通知")))
        );
        let bytes = sample.as_bytes();
        let mut cases: Vec<Vec<u8>> = (0..bytes.len()).step_by(3).map(|cut| bytes[..cut].to_vec()).collect();
        let mut state = 7u32;
        for _ in 0..300 {
            let mut damaged = bytes.to_vec();
            for _ in 0..5 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = (state >> 8) as usize % damaged.len();
                damaged[at] ^= 1 << (state & 7);
            }
            cases.push(damaged);
        }
        let nest = |open: &str| {
            (0..2_000).fold(String::new(), |text, number| {
                text + &open.replace('#', &number.to_string())
            })
        };
        cases.push(nest("Content-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n").into_bytes());
        cases.push(nest("Content-Type: message/rfc822\r\n\r\n").into_bytes());
        cases.push(nest("X-#: a\r\n").into_bytes());
        cases.push([b"Subject: ".to_vec(), vec![b'='; 500_000]].concat());
        cases.push(
            [
                b"Content-Type: multipart/mixed; boundary=-\r\n\r\n".to_vec(),
                vec![b'-'; 200_000],
            ]
            .concat(),
        );
        for case in cases {
            let start = std::time::Instant::now();
            for format in [Format::Eml, Format::Mht] {
                if case.is_empty() {
                    continue;
                }
                if let Err(error) = super::read(&case, format) {
                    assert!(
                        ["E103", "E106", "E108", "E109", "E110"].contains(&error.code()),
                        "{error}"
                    );
                }
            }
            assert!(start.elapsed().as_secs() < 10);
        }
    }
}
