//! The format as a whole: a document that LibreOffice wrote, the forms of other programs, damage.

use super::*;
use crate::model::Table;

const NOTICE: &[u8] = include_bytes!("testdata/notice.rtf");

/// The text of a document of one font of GBK.
fn gbk(body: &str) -> String {
    let (body, _, _) = encoding_rs::GB18030.encode(body);
    text(&[
        b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}",
        &body[..],
        b"}",
    ])
}

fn text(parts: &[&[u8]]) -> String {
    read(&parts.concat()).unwrap().plain.text
}

fn codes(document: &Document) -> Vec<WarningCode> {
    document.plain.findings.iter().map(|finding| finding.code).collect()
}

fn rows(table: &Table, text: &str) -> Vec<Vec<String>> {
    let words = |cell: &Option<usize>| cell.map_or("-".to_owned(), |at| table.cells[at].of(text).replace('\n', "/"));
    table.rows.iter().map(|row| row.iter().map(words).collect()).collect()
}

#[test]
fn a_notice_is_read_as_it_stands_on_the_page() {
    let document = read(NOTICE).unwrap();
    let word = crate::read::doc::read(include_bytes!("../doc/testdata/notice.doc")).unwrap();
    assert_eq!(document.plain.text, word.plain.text);
    assert_eq!(document.plain.tables, word.plain.tables);
    assert!(
        document
            .plain
            .text
            .contains("（一）水源调度\n1.石桥泵站每周检查1次。\n")
    );
    assert_eq!(codes(&document), [WarningCode::ContentLeftOut]);
}

#[test]
fn characters_come_in_many_forms() {
    for (body, words) in [
        // Bytes escaped, as they stand, and mixed; the second byte may be a sign of RTF itself.
        ("\\'b9\\'a9\\'cb\\'ae", "供水"),
        ("供水", "供水"),
        ("\\'b9\\'a9\\'cb\r\n\\'ae", "供水"),
        ("\\'81\\\\ \\'81\\{", "乗 亄"),
        // Characters as numbers, with what stands for them elsewhere.
        ("\\u20379?\\u27700?", "供水"),
        ("\\uc2\\u20379\\'b9\\'a9\\u27700\\'cb\\'ae", "供水"),
        ("\\uc0\\u20379\\u27700 \\uc1 ab", "供水ab"),
        ("{\\uc0\\u20379}\\u27700?", "供水"),
        ("\\u-27719?\\u-10179?\\u-8704?", "鎹😀"),
        ("\\u20379\\par", "供"),
        ("\\u-3928?\\u-3844?", "□✓"),
        ("\\ldblquote a\\rdblquote\\emdash b\\~c\\_d\\-e", "“a”—b\u{A0}c-de"),
        ("a\\{b\\}c\\\\", "a{b}c\\"),
        ("a\\line b\\tab c", "a\nb c"),
        ("a\\bin5 {}\\}{b", "ab"),
    ] {
        assert_eq!(gbk(body).trim_end_matches('\n'), words, "{body}");
    }
}

#[test]
fn bytes_are_read_by_the_code_page_of_their_font() {
    let head =
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 a;}{\\f2\\fcharset136 b;}\
        {\\f3\\fcharset204 c;}{\\f4\\fcharset2 Wingdings;}{\\f5\\fnil\\cpg950 d;}}\\f0 ";
    let body = b"caf\\'e9 {\\f1\\'b9\\'a9}{\\f2\\'a8\\'d1}{\\f3\\'c4\\'e0}{\\f4\\'fc}\\f5\\'a4\\'f4\\plain \\'b9\\'a9\\'cb\\'ae\\par}";
    assert_eq!(text(&[head, body]), "café 供供Да✓水供水\n");
    // Nothing is said at all.
    assert_eq!(text(&[b"{\\rtf1 \xB9\xA9\xCB\xAE\xB1\xA3\xD5\xCF\\par}"]), "供水保障\n");
    let (big5, _, _) = encoding_rs::BIG5.encode("為加強供水管理");
    assert_eq!(
        text(&[b"{\\rtf1\\ansi\\ansicpg950 ", &big5, b"\\par}"]),
        "為加強供水管理\n"
    );
}

#[test]
fn only_the_text_is_read() {
    for (body, words) in [
        (
            "{\\info{\\title 甲}}{\\header 乙\\par}{\\*\\unknown 丙}正文\\par",
            "正文\n",
        ),
        (
            "{\\pict\\wmetafile8 0102ff}正文{\\object{\\*\\objdata 01}{\\result 甲}}\\par",
            "正文\n",
        ),
        ("{\\stylesheet{\\s1 标题;}}{\\colortbl;\\red1;}正文\\par", "正文\n"),
        ("甲{\\deleted 乙}{\\v 丙}{\\v\\v0 丁}\\par", "甲丁\n"),
        ("甲{\\deleted\\par}乙\\par{\\deleted 整段\\par}丙\\par", "甲乙\n丙\n"),
        (
            "见{\\field{\\*\\fldinst{HYPERLINK \"http://a.cn\"}}{\\fldrslt{网站}}}。\\par",
            "见网站。\n",
        ),
        (
            "{\\field{\\*\\fldinst TOC \\\\o}{\\fldrslt 一、甲 1\\par 二、乙 2\\par}}正文\\par",
            "正文\n",
        ),
        (
            "第{\\field{\\*\\fldinst EQ \\\\o\\\\ac(○,3)}{\\fldrslt }}项\\par",
            "第③项\n",
        ),
        ("甲{\\*\\bkmkstart x}{\\upr{乙}{\\*\\ud{\\u21033?}}}\\par", "甲利\n"),
        ("甲\\sect\\sectd 乙\\par", "甲\n乙\n"),
        ("甲\\\n乙", "甲\n乙\n"),
    ] {
        assert_eq!(gbk(body), words, "{body}");
    }
}

#[test]
fn printed_numbers_are_kept() {
    for (body, words) in [
        (
            "{\\listtext\\pard\\plain 一、\\tab}\\ls1 总体要求\\par",
            "一、总体要求\n",
        ),
        (
            "{\\pntext 1.\\tab}{\\*\\pn\\pnlvlbody{\\pntxta .}}加强领导\\par",
            "1. 加强领导\n",
        ),
        ("{\\listtext （一）}甲\\par", "（一）甲\n"),
        ("{\\listtext\\f0 第一条 }甲\\par 乙\\par", "第一条 甲\n乙\n"),
        ("{\\listtext\\'a1\\'f1\\tab}甲\\par", "●甲\n"),
        (
            "{\\deleted{\\listtext 1.\\tab}甲\\par}{\\listtext 1.\\tab}乙\\par",
            "1. 乙\n",
        ),
    ] {
        assert_eq!(gbk(body), words, "{body}");
    }
}

#[test]
fn lists_without_printed_numbers_are_counted() {
    let tables = "{\\*\\listtable{\\list\\listtemplateid1{\\listlevel\\levelnfc39\\leveljc0\\levelfollow0\\levelstartat1\
        {\\leveltext\\'02\\'00、;}{\\levelnumbers\\'01;}}{\\listlevel\\levelnfc0\\levelstartat1\\levelfollow2\
        {\\leveltext\\'03(\\'01);}{\\levelnumbers\\'02;}}{\\listname ;}\\listid77}}\
        {\\*\\listoverridetable{\\listoverride\\listid77\\listoverridecount0\\ls1}\
        {\\listoverride\\listid77\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat5}\\ls2}}";
    let body = "\\pard\\ls1 甲\\par\\ilvl1 乙\\par 丙\\par\\ilvl0 丁\\par\\pard\\ls2 戊\\par\\pard 己\\par";
    let source = format!("{{\\rtf1\\ansi\\ansicpg936 {tables}{body}}}");
    let document = read(&encoding_rs::GB18030.encode(&source).0).unwrap();
    assert_eq!(document.plain.text, "一、甲\n(1)乙\n(2)丙\n二、丁\n五、戊\n己\n");
    assert_eq!(codes(&document), []);

    let document = read(b"{\\rtf1\\ansi\\ls9 a\\par}").unwrap();
    assert_eq!(document.plain.text, "a\n");
    assert_eq!(codes(&document), [WarningCode::ListNumbersLost]);
}

#[test]
fn tables_have_rows_and_merged_cells() {
    let source = "{\\rtf1\\ansi\\ansicpg936 前\\par\
        \\trowd\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000\\pard\\intbl 甲\\cell 乙\\cell\\cell\\row\
        \\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl\\cell 丙\\par 丙二\\cell 丁\\cell\\row\
        \\pard 后\\par}";
    let document = read(&encoding_rs::GB18030.encode(source).0).unwrap();
    let text = &document.plain.text;
    assert_eq!(*text, "前\n甲\t乙\n丙\n丙二\t丁\n后\n");
    assert_eq!(
        rows(&document.plain.tables[0], text),
        [["甲", "乙", "乙"], ["甲", "丙/丙二", "丁"]]
    );
}

#[test]
fn a_table_in_a_frame_is_a_table() {
    let inner = |a: &str, b: &str| {
        format!(
            "\\pard\\intbl\\itap2 {a}\\nestcell {b}\\nestcell{{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}}\
             {{\\nonesttables\\par}}"
        )
    };
    let source = format!(
        "{{\\rtf1\\ansi\\ansicpg936\\trowd\\cellx1000\\pard\\intbl 标题\\par{}{}\\pard\\intbl\\cell\\row\\pard 后\\par}}",
        inner("任务", "单位"),
        inner("修路", "交通局")
    );
    let document = read(&encoding_rs::GB18030.encode(&source).0).unwrap();
    let text = &document.plain.text;
    assert_eq!(*text, "标题\n任务\t单位\n修路\t交通局\n后\n");
    assert_eq!(
        rows(&document.plain.tables[0], text),
        [["任务", "单位"], ["修路", "交通局"]]
    );
}

#[test]
fn text_boxes_follow_their_paragraph() {
    let shape = "{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn a}{\\sv 202}}{\\shptxt \\pard\\plain 特急\\par}}{\\shprslt{\\*\\do{\\dptxbxtext 特急}}}}";
    assert_eq!(gbk(&format!("甲{shape}乙\\par 丙\\par")), "甲乙\n特急\n丙\n");
    assert_eq!(gbk(&format!("{{\\header{shape}}}甲{{\\v {shape}}}\\par")), "甲\n");
    let drawing = "{\\*\\do\\dobxcolumn\\dptxbx{\\dptxbxtext\\pard 特急\\par}}";
    assert_eq!(gbk(&format!("甲{drawing}\\par")), "甲\n特急\n");
}

#[test]
fn pictures_only_and_missing_ends_are_named() {
    let error = read(b"{\\rtf1\\ansi{\\*\\shppict{\\pict 01}}{\\nonshppict{\\pict 01}}\\par}").unwrap_err();
    assert_eq!(error.code(), "E108");
    let document = read(b"{\\rtf1\\ansi a\\par b").unwrap();
    assert_eq!(document.plain.text, "a\nb\n");
    assert_eq!(codes(&document), [WarningCode::FileIncomplete]);
}

#[test]
fn damage_never_panics_and_depth_does_no_harm() {
    let mut state = 11u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for cut in (0..NOTICE.len()).step_by(101) {
        let _ = read(&NOTICE[..cut]);
    }
    for _ in 0..300 {
        let mut bytes = NOTICE.to_vec();
        for _ in 0..1 + next(30) {
            let at = next(bytes.len());
            bytes[at] = b"{}\\'u9-*;\xFF"[next(10)];
        }
        let _ = read(&bytes);
    }
    for hostile in [
        "{".repeat(300_000),
        format!("{}a{}b\\par}}", "{\\b ".repeat(5_000), "}".repeat(4_999)),
        "\\itap9999999\\nestcell\\nestrow".repeat(20_000),
        "{\\shp{\\*\\shpinst{\\shptxt a\\par".repeat(20_000),
        "{\\field{\\*\\fldinst EQ \\\\o(".repeat(20_000),
        "{\\listtext a".repeat(20_000),
        "\\trowd\\cellx1\\cell\\row".repeat(20_000),
        format!("{}a\\cell\\row", "\\cellx99".repeat(20_000)),
        "{\\footnote a}".repeat(20_000),
        "\\u55357?".repeat(20_000),
    ] {
        let _ = read(format!("{{\\rtf1 {hostile}").as_bytes());
    }
}
