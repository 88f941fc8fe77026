//! Whole documents, built here part by part.

use super::*;
use crate::read::{ReadOptions, SourceText, read as read_any};
use std::io::Write;
use zip::write::SimpleFileOptions;

/// A document of some paragraphs, with lists and styles.
#[derive(Default)]
struct Made<'a> {
    body: &'a str,
    numbering: &'a str,
    styles: &'a str,
    footnotes: &'a str,
}

impl Made<'_> {
    fn bytes(&self) -> Vec<u8> {
        let part = |root: &str, inside: &str| format!("<?xml version='1.0'?><w:{root} xmlns:w='w'>{inside}</w:{root}>");
        let document = part("document", &format!("<w:body>{}<w:sectPr/></w:body>", self.body));
        packed(&[
            ("word/document.xml", document.as_str()),
            ("word/numbering.xml", &part("numbering", self.numbering)),
            ("word/styles.xml", &part("styles", self.styles)),
            ("word/footnotes.xml", &part("footnotes", self.footnotes)),
        ])
    }

    fn source(&self) -> SourceText {
        read_any(&self.bytes(), &ReadOptions::default()).unwrap()
    }

    fn text(&self) -> String {
        self.source().text
    }
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn text_of(body: &str) -> String {
    let made = Made {
        body,
        ..Made::default()
    };
    made.text()
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A paragraph of a list.
fn item(list: i32, level: u8, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
         <w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A level: its form, its pattern and whatever else it says.
fn level(at: u8, format: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
    )
}

fn definition(id: i32, inside: &str) -> String {
    format!("<w:abstractNum w:abstractNumId='{id}'>{inside}</w:abstractNum>")
}

fn list(id: i32, of: i32, inside: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{of}'/>{inside}</w:num>")
}

/// `一、` `（一）` `1.` as definition 0.
fn usual() -> String {
    let levels = [
        level(0, "chineseCounting", "%1、", ""),
        level(1, "chineseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
    ];
    definition(0, &levels.concat())
}

fn lines(numbering: &str, body: &[String]) -> Vec<String> {
    let made = Made {
        body: &body.concat(),
        numbering,
        ..Made::default()
    };
    made.text().lines().map(str::to_owned).collect()
}

#[test]
fn numbers_are_printed_in_their_form() {
    for (format, pattern, labels) in [
        (
            "chineseCounting",
            "%1、",
            ["一、甲", "二、甲", "十、甲", "十一、甲", "二十、甲"],
        ),
        (
            "chineseCountingThousand",
            "（%1）",
            ["（一）甲", "（二）甲", "（十）甲", "（十一）甲", "（二十）甲"],
        ),
        (
            "japaneseCounting",
            "第%1条",
            ["第一条 甲", "第二条 甲", "第十条 甲", "第十一条 甲", "第二十条 甲"],
        ),
        (
            "taiwaneseCountingThousand",
            "%1、",
            ["一、甲", "二、甲", "十、甲", "十一、甲", "二十、甲"],
        ),
        (
            "taiwaneseCounting",
            "%1、",
            ["一、甲", "二、甲", "十、甲", "十一、甲", "二十、甲"],
        ),
        (
            "ideographDigital",
            "%1、",
            ["一、甲", "二、甲", "一〇、甲", "一一、甲", "二〇、甲"],
        ),
        (
            "chineseLegalSimplified",
            "%1、",
            ["壹、甲", "贰、甲", "壹拾、甲", "壹拾壹、甲", "贰拾、甲"],
        ),
        (
            "ideographTraditional",
            "%1、",
            ["甲、甲", "乙、甲", "癸、甲", "11、甲", "20、甲"],
        ),
        (
            "ideographZodiac",
            "%1、",
            ["子、甲", "丑、甲", "酉、甲", "戌、甲", "20、甲"],
        ),
        ("decimal", "%1.", ["1. 甲", "2. 甲", "10. 甲", "11. 甲", "20. 甲"]),
        ("decimal", "(%1)", ["(1) 甲", "(2) 甲", "(10) 甲", "(11) 甲", "(20) 甲"]),
        ("decimalZero", "%1", ["01 甲", "02 甲", "10 甲", "11 甲", "20 甲"]),
        (
            "decimalFullWidth",
            "%1、",
            ["１、甲", "２、甲", "１０、甲", "１１、甲", "２０、甲"],
        ),
        ("decimalEnclosedCircle", "%1", ["①甲", "②甲", "⑩甲", "⑪甲", "⑳甲"]),
        (
            "decimalEnclosedCircleChinese",
            "%1",
            ["①甲", "②甲", "⑩甲", "⑪甲", "⑳甲"],
        ),
        ("decimalEnclosedParen", "%1", ["⑴甲", "⑵甲", "⑽甲", "⑾甲", "⒇甲"]),
        ("upperLetter", "%1.", ["A. 甲", "B. 甲", "J. 甲", "K. 甲", "T. 甲"]),
        ("lowerLetter", "%1)", ["a) 甲", "b) 甲", "j) 甲", "k) 甲", "t) 甲"]),
        ("upperRoman", "%1.", ["I. 甲", "II. 甲", "X. 甲", "XI. 甲", "XX. 甲"]),
        ("lowerRoman", "%1.", ["i. 甲", "ii. 甲", "x. 甲", "xi. 甲", "xx. 甲"]),
        ("none", "附：", ["附：甲"; 5]),
        ("bullet", "\u{F06C}", ["•甲"; 5]),
        ("bullet", "——", ["——甲"; 5]),
    ] {
        let numbering = definition(0, &level(0, format, pattern, "")) + &list(1, 0, "");
        let lines = lines(&numbering, &vec![item(1, 0, "甲"); 20]);
        assert_eq!([0, 1, 9, 10, 19].map(|at| lines[at].as_str()), labels, "{format}");
    }
}

#[test]
fn a_form_by_example_has_its_digits() {
    let choice = "<w:lvl w:ilvl='0'><w:start w:val='7'/><mc:AlternateContent><mc:Choice Requires='w14'>\
        <w:numFmt w:val='custom' w:format='001, 002, 003, ...'/></mc:Choice><mc:Fallback>\
        <w:numFmt w:val='decimal'/></mc:Fallback></mc:AlternateContent><w:lvlText w:val='%1号'/></w:lvl>";
    let numbering = definition(0, choice) + &list(1, 0, "");
    assert_eq!(lines(&numbering, &[item(1, 0, "甲")]), ["007号 甲"]);
}

#[test]
fn lower_levels_start_anew_under_each_item() {
    let numbering = usual() + &list(1, 0, "");
    let body = [
        (0, "总"),
        (1, "甲"),
        (1, "乙"),
        (2, "子"),
        (2, "丑"),
        (1, "丙"),
        (2, "寅"),
        (0, "要"),
        (1, "丁"),
    ]
    .map(|(level, words)| item(1, level, words));
    assert_eq!(
        lines(&numbering, &body),
        [
            "一、总",
            "（一）甲",
            "（二）乙",
            "1. 子",
            "2. 丑",
            "（三）丙",
            "1. 寅",
            "二、要",
            "（一）丁"
        ]
    );
}

#[test]
fn articles_count_on_over_chapters() {
    let levels = level(0, "japaneseCounting", "第%1章", "")
        + &level(1, "japaneseCounting", "第%2条", "<w:lvlRestart w:val='0'/>");
    let numbering = definition(0, &levels) + &list(1, 0, "");
    let body = [(0, "总则"), (1, "甲"), (1, "乙"), (0, "附则"), (1, "丙")].map(|(level, words)| item(1, level, words));
    assert_eq!(
        lines(&numbering, &body),
        ["第一章 总则", "第一条 甲", "第二条 乙", "第二章 附则", "第三条 丙"]
    );
}

#[test]
fn a_level_may_restart_after_some_levels_only() {
    let levels = level(0, "decimal", "%1", "")
        + &level(1, "decimal", "%1.%2", "")
        + &level(2, "decimal", "%3", "<w:lvlRestart w:val='1'/>");
    let numbering = definition(0, &levels) + &list(1, 0, "");
    let body = [0, 1, 2, 1, 2, 0, 1, 2].map(|level| item(1, level, "甲"));
    assert_eq!(
        lines(&numbering, &body),
        ["1 甲", "1.1 甲", "1 甲", "1.2 甲", "2 甲", "2 甲", "2.1 甲", "1 甲"]
    );
}

#[test]
fn lists_of_one_definition_count_on_unless_they_start_anew() {
    let anew = |start| format!("<w:lvlOverride w:ilvl='0'><w:startOverride w:val='{start}'/></w:lvlOverride>");
    let numbering = usual() + &list(1, 0, "") + &list(2, 0, "") + &list(3, 0, &anew(1)) + &list(4, 0, &anew(7));
    let body = [1, 1, 2, 3, 3, 1, 4, 3].map(|list| item(list, 0, "甲"));
    assert_eq!(
        lines(&numbering, &body),
        [
            "一、甲",
            "二、甲",
            "三、甲",
            "一、甲",
            "二、甲",
            "三、甲",
            "七、甲",
            "八、甲"
        ]
    );
}

#[test]
fn a_list_may_change_a_level_of_its_definition() {
    let own = format!(
        "<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>",
        level(0, "upperRoman", "%1.", "")
    );
    let numbering = usual() + &list(1, 0, "") + &list(2, 0, &own);
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(2, 1, "丙")];
    assert_eq!(lines(&numbering, &body), ["一、甲", "II. 乙", "（一）丙"]);
}

#[test]
fn levels_without_an_item_stand_at_their_first_number() {
    let levels = (0..3).map(|at| level(at, "decimal", ["%1", "%1.%2", "%1.%2.%3"][usize::from(at)], ""));
    let numbering = definition(0, &levels.collect::<String>()) + &list(1, 0, "");
    let body = [0, 2, 2, 0, 1].map(|level| item(1, level, "甲"));
    assert_eq!(
        lines(&numbering, &body),
        ["1 甲", "1.1.1 甲", "1.1.2 甲", "2 甲", "2.1 甲"]
    );
}

#[test]
fn legal_levels_show_arabic_figures() {
    let levels = level(0, "chineseCounting", "第%1章", "") + &level(1, "upperRoman", "%1.%2", "<w:isLgl/>");
    let numbering = definition(0, &levels) + &list(1, 0, "");
    let body = [item(1, 0, "甲"), item(1, 1, "乙")];
    assert_eq!(lines(&numbering, &body), ["第一章 甲", "1.1 乙"]);
}

#[test]
fn the_suffix_decides_about_the_blank() {
    let levels =
        level(0, "decimal", "%1", "<w:suff w:val='nothing'/>") + &level(1, "decimal", "%2", "<w:suff w:val='space'/>");
    let levels = levels + &level(2, "chineseCounting", "第%3条\u{3000}", "");
    let numbering = definition(0, &levels) + &list(1, 0, "");
    let body = [
        item(1, 0, "号楼"),
        item(1, 1, "号楼"),
        item(1, 2, "号楼"),
        item(1, 2, "\u{3000}号楼"),
    ];
    assert_eq!(
        lines(&numbering, &body),
        ["1号楼", "1 号楼", "第一条\u{3000}号楼", "第二条\u{3000}\u{3000}号楼"]
    );
}

#[test]
fn styles_bring_numbers() {
    let levels = level(0, "chineseCounting", "第%1章", "<w:pStyle w:val='h1'/>")
        + &level(1, "chineseCounting", "第%2条", "<w:pStyle w:val='h2'/>");
    let style = |id: &str, base: &str, number: &str| {
        format!(
            "<w:style w:type='paragraph' w:styleId='{id}'><w:basedOn w:val='{base}'/><w:pPr><w:numPr>{number}</w:numPr>\
             </w:pPr></w:style>"
        )
    };
    let styles = [
        style("h1", "", "<w:numId w:val='1'/>"),
        // Without a list of its own: that of the style below, at the level bound to it.
        style("h2", "h1", ""),
        // Not bound to a level: the one it names.
        style("h3", "h2", "<w:ilvl w:val='1'/>"),
        style("plain", "h1", "<w:numId w:val='0'/>"),
    ];
    let none = "<w:p><w:pPr><w:pStyle w:val='h1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='0'/></w:numPr></w:pPr>\
        <w:r><w:t>目标</w:t></w:r></w:p>";
    let body = [
        styled("h1", "总则"),
        styled("h2", "甲"),
        styled("h3", "乙"),
        styled("plain", "说明"),
        none.to_owned(),
        styled("h1", "附则"),
        styled("h2", "丙"),
    ];
    let made = Made {
        body: &body.concat(),
        numbering: &(definition(0, &levels) + &list(1, 0, "")),
        styles: &styles.concat(),
        ..Made::default()
    };
    assert_eq!(
        made.text(),
        "第一章 总则\n第一条 甲\n第二条 乙\n说明\n目标\n第二章 附则\n第一条 丙\n"
    );
}

#[test]
fn list_styles_lend_their_levels() {
    let numbering = definition(0, "<w:numStyleLink w:val='ls'/>")
        + &definition(
            1,
            &("<w:styleLink w:val='ls'/>".to_owned() + &level(0, "chineseCounting", "%1、", "")),
        )
        + &definition(2, "<w:numStyleLink w:val='loop'/>")
        + &list(1, 0, "")
        + &list(2, 1, "")
        + &list(3, 2, "");
    let styles = "<w:style w:type='numbering' w:styleId='ls'><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='numbering' w:styleId='loop'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>";
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙"), item(9, 0, "丁")].concat();
    for styles in [styles, ""] {
        let made = Made {
            body: &body,
            numbering: &numbering,
            styles,
            ..Made::default()
        };
        assert_eq!(made.text(), "一、甲\n二、乙\n丙\n丁\n");
    }
}

#[test]
fn hidden_paragraphs_skip_numbers_and_deleted_ones_do_not() {
    let skipped = |mark: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr></w:p>"
        )
    };
    let numbering = usual() + &list(1, 0, "");
    let body = [
        item(1, 0, "甲"),
        skipped("<w:vanish/>"),
        item(1, 0, "丙"),
        skipped("<w:del w:id='1'/>"),
        item(1, 0, "丁"),
    ];
    assert_eq!(lines(&numbering, &body), ["一、甲", "三、丙", "四、丁"]);
}

#[test]
fn bullets_give_way_to_labels_in_the_text() {
    let numbering = definition(0, &level(0, "bullet", "●", "")) + &list(1, 0, "");
    let body = ["加强领导", "（一）加强领导", "1.加强领导", "2024年底前"].map(|words| item(1, 0, words));
    assert_eq!(
        lines(&numbering, &body),
        ["●加强领导", "（一）加强领导", "1.加强领导", "●2024年底前"]
    );
}

#[test]
fn text_boxes_have_counters_of_their_own() {
    let numbering = usual() + &list(1, 0, "");
    let anchor = format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r><w:r>\
         <mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>续</w:t></w:r></w:p>",
        item(1, 0, "框")
    );
    let body = [item(1, 0, "甲"), anchor, item(1, 0, "丙")];
    assert_eq!(lines(&numbering, &body), ["一、甲", "二、乙续", "一、框", "三、丙"]);
}

#[test]
fn old_boxes_and_drawn_text_are_read_too() {
    let body = format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>{}",
        p("框一"),
        p("框二"),
        p("正文")
    );
    assert_eq!(text_of(&body), "\n框一\n框二\n正文\n".trim_start());
    let canvas = "<w:p><w:r><w:t>图</w:t><w:drawing><lc:canvas><a:p><a:r><a:t>画布</a:t></a:r></a:p></lc:canvas></w:drawing></w:r></w:p>";
    assert_eq!(text_of(canvas), "图\n画布\n");
}

#[test]
fn what_was_deleted_is_out_and_what_was_inserted_is_in() {
    let body = "<w:p><w:r><w:t>应在</w:t></w:r><w:del w:id='1'><w:r><w:delText>三</w:delText></w:r></w:del>\
        <w:ins w:id='2'><w:r><w:t>六月底前</w:t></w:r></w:ins><w:moveFrom w:id='3'><w:r><w:t>移走</w:t></w:r></w:moveFrom>\
        <w:moveTo w:id='4'><w:r><w:t>完成</w:t></w:r></w:moveTo><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>\
        </w:rPr><w:t>。</w:t></w:r></w:p>";
    assert_eq!(text_of(body), "应在六月底前完成。\n");
    let joined = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>\
        <w:p><w:r><w:t>后半</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del w:id='2'/></w:rPr></w:pPr><w:r><w:t>末</w:t></w:r></w:p>";
    assert_eq!(text_of(joined), "前半后半\n末\n");
}

#[test]
fn fields_show_their_results() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = |words: &str| format!("<w:r><w:instrText>{words}</w:instrText></w:r>");
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let [begin, separate, end] = ["begin", "separate", "end"].map(mark);
    let field = [&begin, &code(" SEQ 表 "), &separate, &run("3"), &end]
        .map(String::as_str)
        .concat();
    assert_eq!(
        text_of(&format!("<w:p>{}{field}{}</w:p>", run("表"), run("如下"))),
        "表3如下\n"
    );
    let circle = [&begin, &code("eq \\o\\ac(○,"), &code("2"), &code(")"), &end]
        .map(String::as_str)
        .concat();
    assert_eq!(text_of(&format!("<w:p>{circle}{}</w:p>", run("落实"))), "②落实\n");
    let simple = "<w:p><w:fldSimple w:instr='DATE'><w:r><w:t>6月</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(text_of(simple), "6月\n");
    // A field that never ends hides nothing.
    let open = format!("<w:p>{begin}{}{}</w:p>{}", code("TOC"), run("前"), p("后"));
    assert_eq!(text_of(&open), "前\n后\n");
}

#[test]
fn tables_of_contents_are_out() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let contents = format!(
        "{}<w:p>{}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{}<w:r><w:t>一、总则 1</w:t></w:r></w:p>\
         <w:p><w:r><w:t>二、附则 2</w:t></w:r></w:p><w:p>{}<w:r><w:t>正文起</w:t></w:r></w:p>{}",
        p("目　　录"),
        mark("begin"),
        mark("separate"),
        mark("end"),
        p("一、总则")
    );
    assert_eq!(text_of(&contents), "正文起\n一、总则\n");
    let styles = "<w:style w:type='paragraph' w:styleId='11'><w:name w:val='toc 1'/></w:style>";
    let made = Made {
        body: &[p("目录"), "<w:p/>".to_owned(), styled("11", "一、总则1"), p("一、总则")].concat(),
        styles,
        ..Made::default()
    };
    assert_eq!(made.text(), "一、总则\n");
    let control = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>\
         <w:sdtContent>{}</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        p("目录"),
        p("控件"),
        p("目录")
    );
    assert_eq!(text_of(&control), "控件\n目录\n");
}

#[test]
fn tables_keep_their_cells() {
    let cell = |properties: &str, inside: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>");
    let numbering = definition(0, &level(0, "decimal", "%1", "")) + &list(1, 0, "");
    let number = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>";
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let head = row(&[
        cell("", &p("序号")),
        cell("<w:gridSpan w:val='2'/>", &p("任务")),
        cell("", &(p("牵头") + &p("单位"))),
    ]);
    let first = row(&[
        cell("", number),
        cell("<w:vMerge w:val='restart'/>", &p("道路")),
        cell("", &p("修路")),
        cell("<w:vMerge w:val='restart'/>", &p("交通局")),
    ]);
    let second = row(&[
        cell("", number),
        cell("<w:vMerge/>", "<w:p/>"),
        cell("", &p("养路")),
        cell("<w:vMerge/>", "<w:p/>"),
    ]);
    let deleted = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p/></w:tc></w:tr>";
    let body = format!(
        "{}<w:tbl><w:tblPr/><w:tblGrid/>{head}{first}{second}{deleted}</w:tbl>{}",
        p("前"),
        p("后")
    );
    let made = Made {
        body: &body,
        numbering: &numbering,
        ..Made::default()
    };
    let source = made.source();
    assert_eq!(
        source.text,
        "前\n序号\t任务\t牵头\n单位\n1\t道路\t修路\t交通局\n2\t养路\n后\n"
    );
    assert_eq!(
        source.tables[0].rows,
        [
            [Some(0), Some(1), Some(1), Some(2)],
            [Some(3), Some(4), Some(5), Some(6)],
            [Some(7), Some(4), Some(8), Some(6)]
        ]
    );
}

#[test]
fn runs_are_read_as_they_look() {
    for (run, text) in [
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>", "甲 乙\n丙"),
        ("<w:tab/><w:t>甲</w:t><w:br w:type='page'/>", "甲"),
        ("<w:t>前</w:t><w:br w:type='page'/><w:t>附件1</w:t>", "前\n附件1"),
        (
            "<w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t>",
            "A-BC",
        ),
        ("<w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t>", "☑是"),
        ("<w:t>&lt;甲&gt;&amp;&#20057;</w:t>", "<甲>&乙"),
        ("<w:t xml:space='preserve'> 甲 </w:t><w:t> 乙 </w:t>", " 甲 乙"),
        ("<w:t>甲\n乙</w:t>", "甲 乙"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>明</w:t>", "明"),
        ("<w:rPr><w:vanish w:val='0'/></w:rPr><w:t>明</w:t>", "明"),
        (
            "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>pīn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby>",
            "拼",
        ),
        ("<w:footnoteReference w:id='2'/><w:t>甲</w:t>", "甲"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "1/2",
        ),
    ] {
        assert_eq!(
            text_of(&format!("<w:p><w:r>{run}</w:r></w:p>")),
            format!("{text}\n"),
            "{run}"
        );
    }
}

/// Written by LibreOffice 7.4 from a page of its own format: lists in three forms, a column of automatic numbers, merged
/// cells, a tracked deletion, a footnote, a header and a footer.
#[test]
fn a_notice_written_by_libreoffice_is_what_it_shows() {
    let source = read_any(include_bytes!("testdata/libreoffice.docx"), &ReadOptions::default()).unwrap();
    assert_eq!(
        source.text,
        "关于做好农村饮水安全工作的通知\n\
         清水〔2025〕7号\n\
         各乡镇人民政府，县直有关部门：\n\
         为保障农村饮水安全，现就有关事项通知如下。\n\
         一、总体要求\n\
         坚持建管并重，2025年底前集中供水率达到92%以上。\n\
         二、重点任务\n\
         （一）推进水源建设。\n\
         1. 新建水厂3座，由县水务局牵头，6月底前完工。\n\
         2. 5处老旧管网9月底前改造完毕。\n\
         （二）加强水质监测。\n\
         1. 每季度检测一次。\n\
         三、保障措施\n\
         （一）落实资金。\n\
         序号\t工作任务\t责任单位\t完成时限\n\
         1\t新建水厂\t县水务局\t6月底前\n\
         2\t改造管网\t9月底前\n\
         水质检测（县卫生健康局）\t每季度\n\
         清水县人民政府\n\
         2025年1月6日\n"
    );
    assert_eq!(
        source.tables[0].rows[2..],
        [
            [Some(8), Some(9), Some(6), Some(10)],
            [Some(11), Some(11), Some(11), Some(12)]
        ]
    );
    assert_eq!(source.findings.len(), 1, "{:?}", source.findings);
}

#[test]
fn other_prefixes_and_wrappers_change_nothing() {
    let body = "<x:p><x:hyperlink><x:smartTag><x:r><x:t>链接</x:t></x:r></x:smartTag></x:hyperlink>\
        <x:sdt><x:sdtContent><x:r><x:t>控件</x:t></x:r></x:sdtContent></x:sdt><x:bdo><x:r><x:t>文字</x:t></x:r></x:bdo></x:p>";
    let document =
        format!("<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'>{body}</x:document>");
    let rels = "<Relationships><Relationship Id='1' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' \
        Target='/word/document7.xml'/></Relationships>";
    let bytes = packed(&[
        ("_rels\\.rels", rels),
        ("Word\\document7.xml", &document),
        ("word/document.xml", "<x/>"),
    ]);
    assert_eq!(read(&bytes).unwrap().plain.text, "链接控件文字\n");
}

#[test]
fn notes_and_foreign_parts_are_named() {
    let body = "<w:p><w:r><w:t>规上企业</w:t><w:footnoteReference w:id='2'/></w:r></w:p><w:altChunk r:id='a'/>";
    let made = Made {
        body,
        footnotes: "<w:footnote w:id='2'><w:p><w:r><w:t>指年主营业务收入二千万元以上的工业企业。</w:t></w:r></w:p></w:footnote>",
        ..Made::default()
    };
    let source = made.source();
    assert_eq!(source.text, "规上企业\n");
    let codes: Vec<WarningCode> = source.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [WarningCode::ContentLeftOut; 2]);
    assert!(
        source.findings[0].message.contains("1 条脚注"),
        "{}",
        source.findings[0].message
    );
}

#[test]
fn a_document_of_pictures_says_so() {
    let body = "<w:p><w:r><w:drawing><pic:pic><a:blip r:embed='a'/></pic:pic></w:drawing></w:r></w:p>";
    let made = Made {
        body,
        ..Made::default()
    };
    assert_eq!(read(&made.bytes()).unwrap_err().code(), "E108");
    let blank = Made::default();
    assert_eq!(
        read_any(&blank.bytes(), &ReadOptions::default()).unwrap_err().code(),
        "E101"
    );
}

#[test]
fn a_document_in_one_file_is_the_same() {
    let text = format!(
        "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid='Word.Document'?><pkg:package xmlns:pkg='p'>\
         <pkg:part pkg:name='/_rels/.rels'><pkg:xmlData><Relationships><Relationship Id='1' Type='x/officeDocument' \
         Target='word/document.xml'/></Relationships></pkg:xmlData></pkg:part><pkg:part pkg:name='/word/document.xml'>\
         <pkg:xmlData><w:document><w:body>{}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>",
        p("各县区：")
    );
    let source = read_any(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((source.text.as_str(), source.format), ("各县区：\n", Format::Docx));
}

#[test]
fn the_xml_of_word_2003_is_read() {
    let list = |label: &str| {
        format!(
            "<w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/><wx:t wx:val='{label}'/><wx:font wx:val='宋体'/></w:listPr>"
        )
    };
    let text = format!(
        "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid=\"Word.Document\"?><w:wordDocument><w:styles><w:style \
         w:type='paragraph' w:default='on' w:styleId='a'><w:name w:val='Normal'/></w:style></w:styles><w:body><wx:sect>\
         <w:p><w:pPr>{}</w:pPr><w:r><w:t>总体要求</w:t></w:r></w:p><w:p><w:pPr>{}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>\
         <w:p><w:pPr>{}</w:pPr><w:r><w:t>乙</w:t></w:r></w:p>\
         <w:p><aml:annotation aml:id='0' w:type='Word.Deletion'><aml:content><w:r><w:delText>三</w:delText><w:t>删</w:t></w:r>\
         </aml:content></aml:annotation><aml:annotation w:type='Word.Insertion'><aml:content><w:r><w:t>增</w:t></w:r></aml:content>\
         </aml:annotation><w:r><w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val='restart'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>\
         <w:sectPr><w:ftr><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr></w:sectPr></wx:sect></w:body></w:wordDocument>",
        list("一、"),
        list("1."),
        list("\u{F0B7}"),
        p("单位"),
        p("任务"),
        p("时限")
    );
    let source = read_any(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(source.text, "一、总体要求\n1. 甲\n•乙\n增\n单位\t任务\n时限\n");
    assert_eq!(source.tables[0].rows, [[Some(0), Some(1)], [Some(0), Some(2)]]);
    assert_eq!(source.findings[0].code, WarningCode::ContentLeftOut);
}

#[test]
fn hostile_documents_are_refused() {
    // A long label on a million empty paragraphs.
    let numbering = definition(0, &level(0, "decimal", &"%1".repeat(40), "")) + &list(1, 0, "");
    let styles = "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
    let many = Made {
        body: &"<w:p/>".repeat(1_000_000),
        numbering: &numbering,
        styles,
        ..Made::default()
    };
    let code = |made: &Made<'_>| read(&made.bytes()).err().map(|error| error.code());
    assert_eq!(code(&many), Some("E110"));
    let cells = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(500_000));
    let wide = Made {
        body: &cells,
        ..Made::default()
    };
    assert_eq!(code(&wide), Some("E110"));
    let deep = Made {
        body: &"<w:tbl><w:tr><w:tc>".repeat(200),
        ..Made::default()
    };
    assert_eq!(code(&deep), Some("E109"));
    for body in ["<w:p>", "<w:p></w:r>", "<w:tc><w:p/></w:tc><w:tr/>", "</w:p>"] {
        let made = Made {
            body,
            ..Made::default()
        };
        if let Err(error) = read(&made.bytes()) {
            assert_eq!(error.code(), "E109", "{body}");
        }
    }
}

#[test]
fn damaged_files_give_text_or_an_error() {
    let numbering = usual() + &list(1, 0, "");
    let body = [item(1, 0, "总体要求"), item(1, 1, "甲"), p("各县区要抓好落实。")].concat();
    let made = Made {
        body: &body,
        numbering: &numbering,
        ..Made::default()
    };
    let bytes = made.bytes();
    let mut state = 0x2545_F491_u32;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    let check = |bytes: &[u8]| {
        if let Err(error) = read(bytes) {
            assert!(matches!(error.code(), "E108" | "E109" | "E110"), "{error}");
        }
    };
    for _ in 0..300 {
        check(&bytes[..next(bytes.len())]);
        let mut flipped = bytes.clone();
        for _ in 0..=next(8) {
            let at = next(flipped.len());
            flipped[at] ^= 1 << next(8);
        }
        check(&flipped);
    }
    // The parts themselves, where no checksum guards them.
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    for _ in 0..300 {
        let mut parts = [text.clone().into_bytes(), numbering.clone().into_bytes()];
        for part in &mut parts {
            for _ in 0..=next(4) {
                let at = next(part.len());
                part[at] = b"<>/'&;=w:0"[next(10)];
            }
        }
        let [text, numbering] = parts.map(|part| String::from_utf8_lossy(&part).into_owned());
        check(&packed(&[
            ("word/document.xml", &text),
            ("word/numbering.xml", &format!("<w:numbering>{numbering}</w:numbering>")),
        ]));
    }
}
