//! The format as a whole: a document that LibreOffice wrote, documents built byte by byte, damage.

use super::sample::{Sample, compound, old};
use super::*;
use crate::model::Table;
use crate::read::kind;

const NOTICE: &[u8] = include_bytes!("testdata/notice.doc");

const DELETED: &[u8] = &[0x00, 0x08, 1];
const HIDDEN: &[u8] = &[0x3C, 0x08, 1];
const IN_TABLE: &[u8] = &[0x16, 0x24, 1];

fn text(sample: &Sample) -> String {
    read(&sample.build()).unwrap().plain.text
}

fn codes(document: &Document) -> Vec<WarningCode> {
    document.plain.findings.iter().map(|finding| finding.code).collect()
}

fn rows(table: &Table, text: &str) -> Vec<Vec<String>> {
    let words = |cell: &Option<usize>| cell.map_or("-".to_owned(), |at| table.cells[at].of(text).replace('\n', "/"));
    table.rows.iter().map(|row| row.iter().map(words).collect()).collect()
}

/// The form of a row: edges and, for each cell, its flags.
fn row_form(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut form = vec![flags.len() as u8];
    form.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flag in flags {
        form.extend(flag.to_le_bytes());
        form.extend([0; 18]);
    }
    let len = (form.len() + 1) as u16;
    [IN_TABLE, &[0x17, 0x24, 1, 0x08, 0xD6], &len.to_le_bytes(), &form].concat()
}

#[test]
fn a_notice_is_read_as_it_stands_on_the_page() {
    let document = read(NOTICE).unwrap();
    let text = &document.plain.text;
    assert_eq!(
        *text,
        "白鹤县人民政府文件\n\
         关于做好冬季供水工作的通知\n\
         \n\
         各乡镇人民政府：\n\
         特急\n\
         一、总体要求\n\
         请于六月底前完成，详见县政府网站。\n\
         二、工作任务\n\
         （一）水源调度\n\
         1.石桥泵站每周检查1次。\n\
         2.青泉水库每月放水2次。\n\
         ①上旬\n\
         ②下旬\n\
         （二）管网维护\n\
         1.更换老旧管道。\n\
         序号\t类别\t任务\t责任单位\n\
         1\t供水\t检修泵站\t县水务局\n青泉水务公司\n\
         2\t更换管道\t县住建局\n\
         合计2项\t甲 乙\n\
         联系人：李青\n电话：010 传真：011\n\
         白鹤县人民政府办公室\n\
         2024年10月8日\n"
    );
    assert_eq!(
        rows(&document.plain.tables[0], text),
        [
            ["序号", "类别", "任务", "责任单位"],
            ["1", "供水", "检修泵站", "县水务局/青泉水务公司"],
            ["2", "供水", "更换管道", "县住建局"],
            ["合计2项", "合计2项", "合计2项", "甲 乙"],
        ]
    );
    assert_eq!(codes(&document), [WarningCode::ContentLeftOut]);
    assert_eq!(document.format, Format::Doc);
}

#[test]
fn pieces_are_put_in_order_and_decoded() {
    let sample = Sample {
        text: "供水保障方案“2024” café\r管网改造\r".to_owned(),
        cuts: vec![6, 17],
        ..Sample::default()
    };
    assert_eq!(text(&sample), "供水保障方案“2024” café\n管网改造\n");
}

#[test]
fn deleted_and_hidden_text_is_out() {
    let sample = Sample {
        text: "三六月底前\r内部掌握\r整段删除\r正文一\r正文二\r".to_owned(),
        characters: vec![
            (0..1, DELETED.to_vec()),
            (6..11, HIDDEN.to_vec()),
            (11..16, DELETED.to_vec()),
            // The end of a paragraph is deleted.
            (19..20, DELETED.to_vec()),
        ],
        ..Sample::default()
    };
    assert_eq!(text(&sample), "六月底前\n正文一正文二\n");
    // A property of a whole piece: Word 6's number of sprmCFRMarkDel, and 1.
    let sample = Sample {
        text: "三月2024\r".to_owned(),
        cuts: vec![2],
        changed: 0x0182,
        ..Sample::default()
    };
    assert_eq!(text(&sample), "2024\n");
}

/// A style sheet of one style, with properties of its paragraphs and of its characters.
fn style(paragraph: &[u8], character: &[u8]) -> Vec<u8> {
    let mut std = vec![0, 0, 0xF1, 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for run in [&[&[0, 0], paragraph].concat(), character] {
        std.extend((run.len() as u16).to_le_bytes());
        std.extend(run);
        std.resize(std.len().next_multiple_of(2), 0);
    }
    let mut sheet = vec![18, 0, 1, 0, 10, 0];
    sheet.resize(20, 0);
    sheet.extend((std.len() as u16).to_le_bytes());
    sheet.extend(std);
    sheet
}

#[test]
fn a_style_may_number_and_hide() {
    let numbered = Sample {
        styles: style(&[0x0B, 0x46, 1, 0], &[]),
        // One paragraph is not numbered all the same.
        ..with_list("甲\r乙\r丙\r", vec![(3, vec![0x0B, 0x46, 0, 0])])
    };
    assert_eq!(text(&numbered), "第一条 甲\n乙\n第二条 丙\n");
    let hidden = Sample {
        text: "甲\r乙\r".to_owned(),
        styles: style(&[], HIDDEN),
        // The other way round than the style, and no.
        characters: vec![(0..1, vec![0x3C, 0x08, 0x81]), (2..3, vec![0x3C, 0x08, 0])],
        ..Sample::default()
    };
    assert_eq!(text(&hidden), "甲乙\n");
}

#[test]
fn control_characters_are_what_they_mean() {
    let sample = Sample {
        text: "甲\u{b}乙\t丙\u{1e}丁\u{1f}戊\u{2}\u{5}\u{1}己\u{c}庚\r".to_owned(),
        ..Sample::default()
    };
    assert_eq!(text(&sample), "甲\n乙 丙-丁戊己\n庚\n");
}

#[test]
fn fields_show_their_results() {
    for (source, shown) in [
        ("见\u{13} HYPERLINK \"http://a.cn\" \u{14}网站\u{15}。\r", "见网站。\n"),
        ("\u{13} TOC \\o \u{14}一、甲 1\r二、乙 2\r\u{15}\r正文\r", "正文\n"),
        ("第\u{13} EQ \\o\\ac(○,3)\u{15}项\r", "第③项\n"),
        ("\u{13} IF \u{13} PAGE \u{14}1\u{15} = 1 \u{14}甲\u{15}乙\r", "甲乙\n"),
        // A field without end swallows nothing.
        ("甲\u{13} REF a \u{14}乙\r丙\r", "甲 REF a 乙\n丙\n"),
        ("甲\u{15}\u{14}乙\r", "甲乙\n"),
    ] {
        let sample = Sample {
            text: source.to_owned(),
            ..Sample::default()
        };
        assert_eq!(text(&sample).trim_start_matches('\n'), shown, "{source:?}");
    }
}

#[test]
fn rows_have_their_cells() {
    let in_table = IN_TABLE.to_vec();
    let sample = Sample {
        text: "甲\u{7}乙\u{7}\u{7}丙\u{7}\u{7}\u{7}后\r".to_owned(),
        paragraphs: vec![
            (1, in_table.clone()),
            (3, in_table.clone()),
            (4, row_form(&[0, 2000, 4000], &[0x60, 0])),
            (6, in_table.clone()),
            (7, in_table),
            (8, row_form(&[0, 2000, 4000], &[0x20, 0])),
        ],
        ..Sample::default()
    };
    let document = read(&sample.build()).unwrap();
    let text = &document.plain.text;
    assert_eq!(rows(&document.plain.tables[0], text), [["甲", "乙"], ["甲", ""]]);
    assert!(text.ends_with("后\n"), "{text}");
    // Without properties, a double mark ends a row.
    let sample = Sample { bare: true, ..sample };
    let document = read(&sample.build()).unwrap();
    let table = &document.plain.tables[0];
    assert_eq!(rows(table, &document.plain.text)[0], ["甲", "乙"]);
}

#[test]
fn cells_that_are_one_across() {
    let in_table = IN_TABLE.to_vec();
    for flags in [[1, 2, 0], [2, 1, 0]] {
        let sample = Sample {
            text: "甲\u{7}\u{7}乙\u{7}\u{7}丙\u{7}丁\u{7}戊\u{7}\u{7}".to_owned(),
            paragraphs: vec![
                (1, in_table.clone()),
                (2, in_table.clone()),
                (4, in_table.clone()),
                (5, row_form(&[0, 1000, 2000, 3000], &flags)),
                (7, in_table.clone()),
                (9, in_table.clone()),
                (11, in_table.clone()),
                (12, row_form(&[0, 1000, 2000, 3000], &[0; 3])),
            ],
            ..Sample::default()
        };
        let document = read(&sample.build()).unwrap();
        let table = &document.plain.tables[0];
        assert_eq!(
            rows(table, &document.plain.text),
            [["甲", "甲", "乙"], ["丙", "丁", "戊"]]
        );
    }
}

/// A list of one level `第%1条`, and two uses, of which the second begins at 5.
fn with_list(text: &str, paragraphs: Vec<(usize, Vec<u8>)>) -> Sample {
    let mut lists = vec![1, 0];
    lists.extend(7u32.to_le_bytes());
    lists.resize(30, 0);
    lists[28] = 1;
    lists.extend(1u32.to_le_bytes());
    lists.extend([39, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    lists.resize(30 + 28, 0);
    lists.extend([3, 0]);
    lists.extend("第\0条".encode_utf16().flat_map(u16::to_le_bytes));
    let mut uses = vec![2, 0, 0, 0];
    for changed in [0, 1] {
        uses.extend(7u32.to_le_bytes());
        uses.extend([0; 8]);
        uses.extend([changed, 0, 0, 0]);
    }
    uses.extend([0xFF; 8]);
    uses.extend([5, 0, 0, 0, 0x10, 0, 0, 0]);
    Sample {
        text: text.to_owned(),
        paragraphs,
        lists,
        list_heads: 30,
        uses,
        ..Sample::default()
    }
}

#[test]
fn lists_number_their_paragraphs() {
    let list = |number: u8| vec![0x0A, 0x26, 0, 0x0B, 0x46, number, 0];
    let sample = with_list(
        "甲\r乙\r丙\r丁\r",
        vec![(1, list(1)), (3, list(1)), (5, list(2)), (7, list(2))],
    );
    let document = read(&sample.build()).unwrap();
    assert_eq!(document.plain.text, "第一条 甲\n第二条 乙\n第五条 丙\n第六条 丁\n");
    assert_eq!(codes(&document), []);
    // A list that the document does not describe, and numbering of Word 95.
    for run in [list(9), vec![0x0B, 0x46, 0xFF, 7], vec![0x3E, 0xC6, 1, 0]] {
        let document = read(&with_list("甲\r", vec![(1, run)]).build()).unwrap();
        assert_eq!(document.plain.text, "甲\n");
        assert_eq!(codes(&document), [WarningCode::ListNumbersLost]);
    }
}

#[test]
fn word_95_is_read_by_the_code_page_of_its_language() {
    let (gbk, _, _) = encoding_rs::GB18030.encode("供水\u{7}保障\u{7}\u{7}管网\u{7}改造\u{7}\u{7}各县区\r");
    let (cell, end): (&[u8], &[u8]) = (&[24, 1], &[24, 1, 25, 1]);
    let marks: Vec<usize> = gbk
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == 7 || **byte == 13)
        .map(|(at, _)| at)
        .collect();
    let rows: Vec<(usize, &[u8])> = marks.into_iter().zip([cell, cell, end, cell, cell, end, &[]]).collect();
    for language in [0x0804, 0x0409] {
        let document = read(&old(&gbk, language, 0, &rows)).unwrap();
        assert_eq!(document.plain.text, "供水\t保障\n管网\t改造\n各县区\n");
    }
    // Two bytes a character, the second first, as in East Asian releases.
    let wide: Vec<u8> = "各縣"
        .chars()
        .map(|c| encoding_rs::BIG5.encode(&c.to_string()).0.into_owned())
        .flat_map(|pair| [pair[1], pair[0]])
        .chain([b'A', 0, 13, 0])
        .collect();
    let document = read(&old(&wide, 0x0404, 0x1000, &[])).unwrap();
    assert_eq!(document.plain.text, "各縣A\n");
}

#[test]
fn what_cannot_be_read_is_named() {
    let locked = Sample {
        text: "甲\r".to_owned(),
        flags: 0x100,
        ..Sample::default()
    };
    let pictures = Sample {
        text: "\u{1}\r".to_owned(),
        ..Sample::default()
    };
    for (bytes, code) in [
        (locked.build(), "E107"),
        (pictures.build(), "E108"),
        (compound(&[("WordDocument", b"x")]), "E109"),
        (compound(&[("Other", b"x")]), "E109"),
        (NOTICE[..3000].to_vec(), "E109"),
        (NOTICE[..100].to_vec(), "E109"),
    ] {
        assert_eq!(read(&bytes).unwrap_err().code(), code);
    }
}

#[test]
fn a_file_without_its_end_is_read_as_far_as_it_goes() {
    // The sample's directory stands in front, its text behind.
    let text = "各乡镇人民政府：请于六月底前完成供水管网改造。\r".repeat(200);
    let sample = Sample {
        text: text.clone(),
        ..Sample::default()
    };
    let bytes = sample.build();
    let document = read(&bytes[..bytes.len() - 5000]).unwrap();
    let read_text = document.plain.text.replace('\n', "\r");
    assert!(read_text.len() > text.len() / 2 && text.starts_with(&read_text[..text.len() / 2]));
    assert_eq!(codes(&document), [WarningCode::FileIncomplete]);
    // Without its directory it is nothing.
    assert_eq!(kind::by_magic(&NOTICE[..NOTICE.len() / 2]).unwrap_err().code(), "E109");
}

#[test]
fn a_doc_is_what_its_content_says() {
    assert_eq!(kind::by_magic(b"{\\rtf1\\ansi }").unwrap(), Some(Format::Rtf));
    assert_eq!(
        kind::by_magic(b"PK\x03\x04..word/document.xml").unwrap(),
        Some(Format::Docx)
    );
    let named = Some(Format::Doc);
    for page in [
        "<html xmlns:o=\"urn:x\"><head>",
        "\u{feff}<!DOCTYPE html>",
        "<META charset=gbk>",
    ] {
        assert_eq!(kind::by_markup(page, named).unwrap(), Some(Format::Html), "{page}");
    }
    assert_eq!(kind::by_fields(b"MIME-Version: 1.0\r\n", named), Some(Format::Mht));
    let rtf = crate::read::ReadOptions {
        format: named,
        encoding: None,
    };
    let source = crate::read::read(b"{\\rtf1\\ansicpg936 \\'b9\\'a9\\'cb\\'ae\\par}", &rtf).unwrap();
    assert_eq!((source.text.as_str(), source.format), ("供水\n", Format::Rtf));
}

#[test]
fn damage_never_panics() {
    let check = |bytes: &[u8]| {
        if let Err(error) = read(bytes) {
            assert!(matches!(error.code(), "E104" | "E107" | "E108" | "E109"), "{error}");
        }
    };
    for cut in (0..NOTICE.len()).step_by(97) {
        check(&NOTICE[..cut]);
    }
    // Knuth's generator.
    let mut state = 7u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..400 {
        let mut bytes = NOTICE.to_vec();
        for _ in 0..1 + next(20) {
            let at = next(bytes.len());
            bytes[at] ^= 1 << next(8);
        }
        // A run of bytes that are long lengths and far places.
        if next(3) == 0 {
            let at = next(bytes.len() - 8);
            bytes[at..at + 4].fill(0xFF);
        }
        check(&bytes);
    }
}
