//! Whole files: what is read of them, and that hostile ones do no harm.

mod hostile;
mod sample;

use super::*;
use sample::{Sample, hex, wide};

fn text(sample: &Sample) -> String {
    read(&sample.bytes()).unwrap().plain.text
}

fn code(sample: &Sample) -> &'static str {
    read(&sample.bytes()).unwrap_err().code()
}

#[test]
fn every_way_to_place_text() {
    let content = "BT /F 10 Tf 40 TL 72 700 Td (one) Tj T* (two) Tj (three) ' 0 0 (four) \" \
                   0 -40 TD (five) Tj 1 0 0 1 72 460 Tm [(s) -50 (ix)] TJ ET \
                   q 2 0 0 2 72 300 cm BT /F 5 Tf (seven) Tj ET Q BT /F 10 Tf 72 200 Td (eight) Tj ET";
    assert_eq!(
        text(&Sample::page(content).latin()),
        "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"
    );
}

#[test]
fn words_are_parted_and_chinese_is_not() {
    let line = |text: &str| format!("{} Tj ", wide(text));
    let content = format!(
        "BT /F 10 Tf 72 700 Td {}{}{} ET",
        line("自"),
        line("2026 "),
        line("年起用 Word 2003 文件")
    );
    assert_eq!(text(&Sample::page(&content).chinese()), "自2026年起用Word 2003文件\n");
}

#[test]
fn every_kind_of_font() {
    let show = |string: String| format!("BT /F 10 Tf 72 700 Td {string} Tj ET");
    let gbk = encoding_rs::GBK.encode("中文A").0;
    let big5 = encoding_rs::BIG5.encode("中文A").0;
    let adobe = |encoding, ordering| Sample::page("").composite(encoding, "Adobe", ordering, "");
    let with = |sample: Sample, content: String| sample.stream(PAGE_CONTENT, "", content.as_bytes());
    for (name, sample, expected) in [
        ("UCS2", with(adobe("UniGB-UCS2-H", "GB1"), show(wide("中文A"))), "中文A"),
        ("UTF16", with(adobe("UniCNS-UTF16-H", "CNS1"), show(wide("中文A"))), "中文A"),
        ("GBK", with(adobe("GBK-EUC-H", "GB1"), show(hex(&gbk))), "中文A"),
        ("Big5", with(adobe("ETen-B5-H", "CNS1"), show(hex(&big5))), "中文A"),
        ("GB1", with(adobe("Identity-H", "GB1"), show("<11CF0ED30022>".into())), "中文A"),
        (
            "ToUnicode",
            with(
                Sample::page("")
                    .composite("Identity-H", "Adobe", "Identity", "/ToUnicode 13 0 R")
                    .packed(13, "", b"2 beginbfchar <0001> <4E2D> <0002> <6587> endbfchar 1 beginbfrange <0003> <0004> <0041> endbfrange"),
                show("<000100020003>".into()),
            ),
            "中文A",
        ),
        (
            "Differences",
            with(
                Sample::page("").object(
                    10,
                    "<</Type/Font/Subtype/Type1/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[66/uni4E2D/uni6587]>>>>",
                ),
                show("(BCA)".into()),
            ),
            "中文A",
        ),
        (
            "Type3",
            with(
                Sample::page("").object(
                    10,
                    "<</Type/Font/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FontBBox[0 -20 100 80]/FirstChar 66/Widths[100 100]\
                     /Encoding<</Differences[66/uni4E2D/uni6587]>>>>",
                ),
                show("(BC)".into()),
            ),
            "中文",
        ),
    ] {
        assert_eq!(text(&sample), format!("{expected}\n"), "{name}");
    }
}

/// Number of the content of the first page.
const PAGE_CONTENT: u32 = 1_001;

#[test]
fn marks_say_what_is_text() {
    let content = "/Artifact BMC BT /F 10 Tf 72 800 Td (Head) Tj ET EMC \
                   BT /F 10 Tf 72 700 Td /Span<</ActualText(fine)>>BDC (\\376ne) Tj EMC ( print) Tj ET \
                   /OC /P BDC BT /F 10 Tf 72 600 Td (hidden) Tj ET EMC";
    let sample = Sample::page(content).latin().object(22, "<</Type/OCG>>");
    assert_eq!(text(&sample), "fine print\n");
    // Where all is called furniture, nothing is.
    let content = "/Artifact BMC BT /F 10 Tf 72 700 Td (Text) Tj ET EMC";
    assert_eq!(text(&Sample::page(content).latin()), "Text\n");
}

#[test]
fn text_behind_a_picture_is_the_text_of_a_scan() {
    let picture = |sample: Sample| sample.latin().stream(21, "/Subtype/Image/Width 1/Height 1", b"\0");
    let scan = picture(Sample::page("/Y Do BT 3 Tr /F 10 Tf 72 700 Td (Recognised) Tj ET"));
    assert_eq!(text(&scan), "Recognised\n");
    let copy = picture(Sample::page(
        "BT /F 10 Tf 72 700 Td (Visible text) Tj 3 Tr 0 -100 Td (copy) Tj ET",
    ));
    assert_eq!(text(&copy), "Visible text\n");
}

#[test]
fn forms_are_drawn_and_never_in_circles() {
    let sample = Sample::page("/X Do BT /F 10 Tf 72 600 Td (after) Tj ET")
        .latin()
        .stream(
            20,
            "/Subtype/Form/Matrix[1 0 0 1 0 100]",
            b"BT /F 10 Tf 72 600 Td (within) Tj ET /X Do",
        );
    assert_eq!(text(&sample), "within\nafter\n");
}

#[test]
fn pages_are_turned_upright() {
    let line = |turn: &str| format!("BT /F 10 Tf {turn} Tm (first) Tj ET");
    for (rotate, first, second) in [
        (0, "1 0 0 1 72 700", "1 0 0 1 72 600"),
        (90, "0 1 -1 0 100 100", "0 1 -1 0 200 100"),
        (180, "-1 0 0 -1 500 100", "-1 0 0 -1 500 200"),
        (270, "0 -1 1 0 400 700", "0 -1 1 0 300 700"),
        // Turned text on a page that is not: most of it decides.
        (0, "0 1 -1 0 100 100", "0 1 -1 0 200 100"),
    ] {
        let content = line(first) + &line(second).replace("first", "second");
        let sample = Sample::default()
            .and_page(&format!("/Rotate {rotate}"), &content)
            .latin();
        assert_eq!(text(&sample), "first\nsecond\n", "{rotate} {first}");
    }
}

#[test]
fn vertical_writing_goes_from_the_right() {
    let sample = Sample::page(&format!(
        "BT /F 12 Tf 1 0 0 1 500 700 Tm {} Tj 1 0 0 1 480 700 Tm {} Tj ET",
        wide("各县区应当每年"),
        wide("检查一次。")
    ))
    .composite("UniGB-UCS2-V", "Adobe", "GB1", "");
    assert_eq!(text(&sample), "各县区应当每年检查一次。\n");
}

#[test]
fn scans_are_named_and_so_are_pages_without_text() {
    let picture = |sample: Sample| sample.latin().stream(21, "/Subtype/Image/Width 1/Height 1", b"\0");
    assert_eq!(code(&picture(Sample::page("/Y Do").and_page("", "/Y Do"))), "E108");
    let mixed = Sample::page("/Y Do")
        .and_page("", "BT /F 10 Tf 72 700 Td (Text) Tj ET")
        .and_page("", "/Y Do")
        .and_page("", "/Y Do")
        .and_page("", "/Y Do");
    let document = read(&picture(mixed).bytes()).unwrap();
    assert_eq!(document.plain.text, "Text\n");
    let [finding] = document.plain.findings.as_slice() else {
        panic!("{:?}", document.plain.findings);
    };
    assert_eq!(finding.code, WarningCode::PagesWithoutText);
    assert!(
        finding.message.contains("共 5 页，其中第 1、3—5 页"),
        "{}",
        finding.message
    );
}

#[test]
fn characters_without_a_code_are_marked_and_garbage_is_refused() {
    let show = |codes: &str| {
        Sample::page(&format!("BT /F 10 Tf 72 700 Td <{codes}> Tj ET"))
            .composite("Identity-H", "Adobe", "Identity", "/ToUnicode 13 0 R")
            .stream(13, "", b"2 beginbfchar <0001> <4E2D> <0002> <E123> endbfchar")
    };
    let document = read(&show("00010001000100010002").bytes()).unwrap();
    assert_eq!(document.plain.text, "中中中中\u{FFFD}\n");
    let finding = &document.plain.findings[0];
    assert_eq!(finding.code, WarningCode::TextDamaged);
    assert!(
        finding.message.contains("1 个字") && finding.message.contains("第 1 页"),
        "{}",
        finding.message
    );
    assert_eq!(code(&show("00010003000400050006")), "E108");
}

#[test]
fn an_empty_password_opens_and_another_does_not() {
    let plain = Sample::page("BT /F 10 Tf 72 700 Td (secret) Tj ET")
        .latin()
        .trailer("/ID[(0123456789abcdef)(0123456789abcdef)]")
        .bytes();
    for (user, expected) in [("", Ok("secret\n")), ("password", Err("E107"))] {
        let mut document = lopdf::Document::load_mem(&plain).unwrap();
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let found = read(&bytes);
        let found = found.as_ref().map(|document| document.plain.text.as_str());
        assert_eq!(found.map_err(Error::code), expected);
    }
}

#[test]
fn objects_in_object_streams_are_found() {
    // Modern form: everything but streams is packed, the cross-reference data too.
    let plain = Sample::page("BT /F 10 Tf 72 700 Td (packed) Tj ET").latin().bytes();
    let mut document = lopdf::Document::load_mem(&plain).unwrap();
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).unwrap();
    assert!(memchr::memmem::find(&bytes, b"/ObjStm").is_some());
    assert_eq!(read(&bytes).unwrap().plain.text, "packed\n");
    // Without its end, by a scan.
    let end = memchr::memmem::rfind(&bytes, b"startxref").unwrap();
    assert_eq!(read(&bytes[..end]).unwrap().plain.text, "packed\n");
}

#[test]
fn damaged_tables_of_contents_are_made_anew() {
    let bytes = Sample::page("BT /F 10 Tf 72 700 Td (mended) Tj ET").latin().bytes();
    let cut = memchr::memmem::rfind(&bytes, b"xref\n0 1").unwrap();
    let shifted = [&bytes[..9], b"% one line more\n", &bytes[9..]].concat();
    let late = [b"HTTP/1.1 200 OK\r\n\r\n", &bytes[..]].concat();
    for bytes in [&bytes[..cut], &shifted, &late] {
        assert_eq!(read(bytes).unwrap().plain.text, "mended\n");
    }
    assert_eq!(
        crate::read::read(&late, &crate::read::ReadOptions::default())
            .unwrap()
            .text,
        "mended\n"
    );
    assert_eq!(read(b"%PDF-1.4\nno objects").unwrap_err().code(), "E109");
}

/// Made by LibreOffice 7.4 of a notice with a page head, page numbers and a table over two pages.
const NOTICE: &[u8] = include_bytes!("../testdata/notice.pdf");

#[test]
fn a_notice_by_a_real_program() {
    let document = read(NOTICE).unwrap();
    let plain = document.plain;
    let (before, _) = plain.text.split_once("序号").unwrap();
    assert_eq!(
        before,
        "关于报送供水管网\n修复任务的通知\n各区：\n\
         各区要于2026年6月底前完成供水管网修复任务，修复管网不少于30公里，水质合格率达到95%以上，\
         有关任务完成情况于每月25日前报市水务局。\n市水务局\n2026年3月5日\n"
    );
    let [table] = plain.tables.as_slice() else {
        panic!("{}", plain.text);
    };
    let cell = |row: usize, column: usize| {
        let cell = table.rows[row][column].unwrap();
        table.cells[cell].of(&plain.text)
    };
    let row = |row: usize| (0..5).map(|column| cell(row, column)).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = (0..table.rows.len()).map(row).collect();
    assert_eq!(
        rows,
        [
            "序号|任务|任务|单位|时限",
            "1|管网|修复供水管网30公里|市水务局|6月底",
            "2|管网|完成水质报送任务|各区|每月25日",
            "3|水质|供水水质合格率达到95%以上，并于每月底前报送有关情况，完成市通知的任务|市水务局、各区|2026年底",
            "4|水质|报送水质情况|各区|每月",
            "5|水质|完成管网任务|各区|3月底前",
            "6|水质|完成市水务局通知的有关水质任务|市水务局、各区|每月底前",
            "7|供水|修复供水管网|各区|2026年6月底",
        ]
    );
    assert!(plain.findings.is_empty());
}
