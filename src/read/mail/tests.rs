//! Archives of pages and letters as programs write them.

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
    cases.push(nest("Content-Type: message/rfc822\r\n\r\n").repeat(20).into_bytes());
    cases.push(nest("Content-Type: message /rfc822; a=#\r\n\r\n").into_bytes());
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
    }
}
