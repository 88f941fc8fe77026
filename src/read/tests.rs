//! The stage as a whole: findings, errors, and properties over any bytes.

use super::*;
use proptest::prelude::*;

fn auto(bytes: &[u8]) -> Result<SourceText> {
    read(bytes, &ReadOptions::default())
}

fn forced_as(bytes: &[u8], label: &str) -> Result<SourceText> {
    read(
        bytes,
        &ReadOptions {
            encoding: Some(label.parse()?),
            format: None,
        },
    )
}

fn codes(source: &SourceText) -> Vec<WarningCode> {
    source.findings.iter().map(|finding| finding.code).collect()
}

const TEXT: &str = "各街道办事处：\n为做好今冬明春火灾防控工作，请于12月10日前完成首轮排查。\n";
const OLD_TEXT: &str = "各區公所：\n為做好冬季火災預防工作，請於十二月十日前完成首輪檢查，並將結果送消防局彙整。\n";

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        Encoding::Big5 => encoding_rs::BIG5.encode(text).0.into_owned(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Hz => hz::encode(text),
    }
}

#[test]
fn every_encoding_gives_the_same_text() {
    for encoding in Encoding::ALL {
        let text = if encoding == Encoding::Big5 { OLD_TEXT } else { TEXT };
        let bytes = encode(text, encoding);
        for source in [auto(&bytes).unwrap(), forced_as(&bytes, encoding.name()).unwrap()] {
            assert_eq!((source.text.as_str(), source.encoding), (text, encoding.name()));
            assert_eq!((source.bytes, source.findings), (bytes.len() as u64, vec![]));
        }
    }
}

#[test]
fn byte_order_marks_are_no_text() {
    for (mark, encoding) in [
        (&b"\xEF\xBB\xBF"[..], Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ] {
        let bytes = [mark, &encode(TEXT, encoding)].concat();
        for source in [auto(&bytes).unwrap(), forced_as(&bytes, encoding.name()).unwrap()] {
            assert_eq!((source.text.as_str(), source.encoding), (TEXT, encoding.name()));
        }
    }
    // GBK behind the mark of UTF-8, as some editors write.
    let bytes = [b"\xEF\xBB\xBF", &encode(TEXT, Encoding::Gb18030)[..]].concat();
    assert_eq!(auto(&bytes).unwrap().text, TEXT);
}

#[test]
fn the_digest_is_of_the_input() {
    let source = auto(b"abc").unwrap();
    assert_eq!(
        source.sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(
        (source.bytes, source.encoding, source.format),
        (3, "UTF-8", Format::Text)
    );
}

#[test]
fn empty_input_is_an_error() {
    for bytes in [
        &b""[..],
        b" \r\n\t",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xFF\xFE\x20\0\x0A\0",
        "　\n　".as_bytes(),
    ] {
        assert_eq!(auto(bytes).unwrap_err().code(), "E101", "{bytes:?}");
    }
    let options = ReadOptions {
        format: Some(Format::Markdown),
        encoding: None,
    };
    assert_eq!(read(b"---\ntitle: x\n---\n", &options).unwrap_err().code(), "E101");
}

#[test]
fn what_is_no_text_is_an_error_that_says_what_to_do() {
    let program: Vec<u8> = (0..4096u32).map(|i| (i * i % 251) as u8).collect();
    for bytes in [
        &program[..],
        &[0; 64],
        b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\x01\0\0\0",
    ] {
        let error = auto(bytes).unwrap_err();
        assert!(matches!(error.code(), "E103" | "E106"), "{error}");
        assert!(error.to_string().contains("另存为"), "{error}");
    }
    let html = encode("<!DOCTYPE html><html><title>通知</title>", Encoding::Gb18030);
    assert_eq!(auto(&html).unwrap_err().code(), "E103");
}

#[test]
fn few_bad_bytes_are_replaced_and_reported() {
    let mut bytes = TEXT.as_bytes().to_vec();
    bytes.insert(6, 0xFF);
    for source in [auto(&bytes).unwrap(), forced_as(&bytes, "utf-8").unwrap()] {
        assert_eq!(codes(&source), [WarningCode::BytesReplaced]);
        let finding = &source.findings[0];
        assert_eq!(finding.span, Some(ByteSpan::new(6, 9)));
        assert!(
            finding.message.contains("1 处") && finding.message.contains("第 6 字节"),
            "{}",
            finding.message
        );
        assert!(finding.message.contains("0xFF"), "{}", finding.message);
        assert_eq!(source.text.replace('\u{FFFD}', ""), TEXT);
    }
}

#[test]
fn bytes_that_do_not_fit_the_named_encoding_are_an_error_with_the_place() {
    let bytes = encode(TEXT, Encoding::Gb18030);
    let error = forced_as(&bytes, "utf-8").unwrap_err();
    assert_eq!(error.code(), "E102");
    let text = error.to_string();
    assert!(
        text.contains("第 0 字节") && text.contains("0xB8") && text.contains("UTF-8"),
        "{text}"
    );
}

#[test]
fn a_wrong_name_that_fits_is_doubted() {
    let source = forced_as(&encode(TEXT, Encoding::Gb18030), "utf-16le").unwrap();
    assert_eq!(source.encoding, "UTF-16LE");
    assert!(codes(&source).contains(&WarningCode::EncodingDoubtful));
}

#[test]
fn text_broken_before_is_reported_with_its_place() {
    let source = auto("各县锟斤拷锟斤拷区\u{FFFD}要".as_bytes()).unwrap();
    assert_eq!(codes(&source), [WarningCode::TextDamaged; 2]);
    assert_eq!(source.findings[0].span.unwrap().of(&source.text), "锟斤拷锟斤拷");
    assert_eq!(source.text, "各县锟斤拷锟斤拷区\u{FFFD}要");
}

#[test]
fn markdown_is_plain_text_with_places_in_it() {
    let options = ReadOptions {
        format: Some(Format::Markdown),
        encoding: None,
    };
    let mut bytes = "---\ntitle: 供水通知\n---\n# 供水\n\n- **加强**\u{E000}领导，落实供水责任\n"
        .as_bytes()
        .to_vec();
    let at = memchr::memmem::find(&bytes, "\u{E000}".as_bytes()).unwrap();
    bytes.splice(at..at + 3, [0xFF]);
    let source = read(&bytes, &options).unwrap();
    assert_eq!(source.text, "供水\n\n•加强\u{FFFD}领导，落实供水责任\n");
    assert_eq!(codes(&source), [WarningCode::BytesReplaced]);
    assert_eq!(source.findings[0].span.unwrap().of(&source.text), "\u{FFFD}");
    // The same as plain text keeps its signs.
    assert!(auto("# 供水".as_bytes()).unwrap().text.starts_with('#'));
}

/// Sentences of common words, so that they read like Chinese as notices do.
fn chinese(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(words), 12..60).prop_map(|words| words.concat())
}

const WORDS: &[&str] = &[
    "各县区",
    "人民政府",
    "要",
    "加强",
    "农村",
    "公路",
    "养护",
    "管理",
    "，",
    "。",
    "\n",
    "于",
    "2026年",
    "6月底前",
    "完成",
    "不少于",
    "30%",
    "（一）",
    "一、",
    "牵头单位：",
    "市交通运输局",
    "、",
    "落实",
    "责任",
    "及时",
    "整改",
    "排查",
    "隐患",
    "《办法》",
    "每季度",
    "开展",
    "检查",
    "“两不愁”",
];

const OLD_WORDS: &[&str] = &[
    "各縣市",
    "政府",
    "應",
    "加強",
    "農村",
    "公路",
    "養護",
    "管理",
    "，",
    "。",
    "\n",
    "於",
    "2026年",
    "六月底前",
    "完成",
    "不少於",
    "30%",
    "（一）",
    "一、",
    "主辦機關：",
    "交通局",
    "、",
    "落實",
    "責任",
    "及時",
    "改善",
    "檢查",
    "危險",
    "「辦法」",
    "每季",
    "辦理",
    "社區",
    "學校",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600), markdown in any::<bool>()) {
        let format = markdown.then_some(Format::Markdown);
        for encoding in [None].into_iter().chain(Encoding::ALL.map(Some)) {
            if let Ok(source) = read(&bytes, &ReadOptions { encoding, format }) {
                for finding in &source.findings {
                    if let Some(span) = finding.span {
                        prop_assert!(!span.of(&source.text).is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn any_markdown_is_read(text in "[-#>*_`~|:<>&!\\[\\]()\\\\ \t\n0-9.、一（）a-c/\u{3000}\u{FFFD}]{0,200}") {
        let plain = markdown::read(&text);
        let mut at = 0;
        for table in &plain.tables {
            prop_assert!(table.span.start == 0 || plain.text[..table.span.start].ends_with('\n'));
            prop_assert!(table.span.of(&plain.text).ends_with('\n') && table.span.start >= at);
            at = table.span.start;
            for cell in &table.cells {
                prop_assert!(cell.start >= at && !cell.of(&plain.text).contains(['\t', '\n']));
                at = cell.end;
            }
            prop_assert!(at < table.span.end);
            at = table.span.end;
        }
        let _ = damage::findings(&text, &[]);
    }

    #[test]
    fn damage_spans_are_whole_characters(text in "[锟斤拷烫屯锛銆鐨?\u{FFFD}Ã¥é·×a\n中€œ]{0,80}") {
        for finding in damage::findings(&text, &[]) {
            if let Some(span) = finding.span {
                prop_assert!(text.get(span.start..span.end).is_some_and(|found| !found.is_empty()));
            }
        }
    }

    #[test]
    fn simplified_text_comes_back_from_every_encoding(text in chinese(WORDS)) {
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Hz] {
            if text.chars().filter(|c| !c.is_ascii()).count() < 15 {
                continue;
            }
            let source = auto(&encode(&text, encoding)).unwrap();
            prop_assert_eq!((source.text.as_str(), source.encoding), (text.as_str(), encoding.name()));
            prop_assert_eq!(source.findings, vec![]);
        }
    }

    #[test]
    fn traditional_text_comes_back_from_every_encoding(text in chinese(OLD_WORDS)) {
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be] {
            if text.chars().filter(|c| !c.is_ascii()).count() < 15 {
                continue;
            }
            let source = auto(&encode(&text, encoding)).unwrap();
            prop_assert_eq!((source.text.as_str(), source.encoding), (text.as_str(), encoding.name()));
            prop_assert_eq!(source.findings, vec![]);
        }
    }
}
