//! Whole packages, built here file by file.

use super::*;
use crate::read::{ReadOptions, read as read_any};
use std::io::Write;
use zip::write::SimpleFileOptions;

fn packed(files: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A line of text at a height of the page, its characters five millimetres apart.
fn line(x: f32, y: f32, words: &str) -> String {
    let steps = words.chars().count().saturating_sub(1);
    format!(
        "<ofd:TextObject ID='9' Boundary='{x} {y} 170 6' Font='2' Size='5'><ofd:TextCode X='0' Y='4.4' \
         DeltaX='g {steps} 5'>{words}</ofd:TextCode></ofd:TextObject>"
    )
}

fn page(inside: &str) -> String {
    format!(
        "<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:Template TemplateID='1' ZOrder='Background'/>\
         <ofd:Content><ofd:Layer ID='2'><ofd:PageBlock ID='3'>{inside}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"
    )
}

fn root(documents: &[&str]) -> String {
    let bodies = documents.iter().map(|place| {
        format!("<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{place}</ofd:DocRoot><ofd:Signatures>S.xml</ofd:Signatures></ofd:DocBody>")
    });
    format!("<ofd:OFD xmlns:ofd='o'>{}</ofd:OFD>", bodies.collect::<String>())
}

fn document(pages: &[&str]) -> String {
    let pages = pages
        .iter()
        .map(|place| format!("<ofd:Page ID='5' BaseLoc='{place}'/>"));
    format!(
        "<ofd:Document xmlns:ofd='o'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>\
         </ofd:PageArea><ofd:TemplatePage ID='1' BaseLoc='Tpls/Content.xml'/></ofd:CommonData><ofd:Pages>{}</ofd:Pages>\
         <ofd:Outlines><ofd:Page BaseLoc='none.xml'/></ofd:Outlines></ofd:Document>",
        pages.collect::<String>()
    )
}

/// One page with this content.
fn single(inside: &str) -> Vec<u8> {
    packed(&[
        ("OFD.xml", root(&["Doc_0/Document.xml"])),
        ("Doc_0/Document.xml", document(&["Pages/Page_0/Content.xml"])),
        ("Doc_0/Pages/Page_0/Content.xml", page(inside)),
    ])
}

#[test]
fn pages_and_documents_are_read_in_their_order() {
    let bytes = packed(&[
        ("OFD.xml", root(&["/Doc_0/Document.xml", "Doc_1/Document.xml"])),
        (
            "Doc_0/Document.xml",
            document(&["Pages/Page_1/Content.xml", "/Doc_0/Pages/Page_0/Content.xml"]),
        ),
        ("Doc_0/Tpls/Content.xml", page(&line(20.0, 10.0, "红头"))),
        (
            "Doc_0/Pages/Page_0/Content.xml",
            page(&line(30.0, 60.0, "二、保障措施")),
        ),
        (
            "Doc_0/Pages/Page_1/Content.xml",
            page(&(line(30.0, 80.0, "一、总体要求") + &line(70.0, 60.0, "工作方案"))),
        ),
        ("Doc_1/Document.xml", document(&["Pages/Page_0/Content.xml"])),
        ("Doc_1/Pages/Page_0/Content.xml", page(&line(70.0, 60.0, "补充通知"))),
    ]);
    let source = read_any(&bytes, &ReadOptions::default()).unwrap();
    let lines: Vec<&str> = source.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["工作方案", "一、总体要求", "二、保障措施", "补充通知"]);
    assert_eq!((source.format, source.encoding), (Format::Ofd, "binary"));
}

#[test]
fn text_is_what_is_seen() {
    let hidden = line(30.0, 60.0, "不可见").replace("Font=", "Visible='false' Font=");
    let inside = hidden + &line(30.0, 80.0, "《附件》&amp;说明") + "<ofd:ImageObject ID='8' ResourceID='4'/>";
    assert_eq!(read(&single(&inside)).unwrap().plain.text.trim(), "《附件》&说明");
}

#[test]
fn lines_and_texts_have_their_places() {
    let table = "<ofd:PathObject ID='7' Boundary='20 50 100 20' LineWidth='0.3'><ofd:AbbreviatedData>M 0 0 L 100 0 M 0 20 L \
        100 20</ofd:AbbreviatedData></ofd:PathObject>";
    let text = page(&(line(20.0, 52.0, "序号") + table)).replace(
        "<ofd:Content>",
        "<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area><ofd:Content>",
    );
    let seen = content::read(&text, None, &mut content::Limits::default()).unwrap();
    let run = &seen.page.runs[0];
    assert_eq!(
        (run.text.as_str(), run.x, run.width, run.size),
        ("序号", 20.0, 10.0, 5.0)
    );
    assert!((run.y - 56.4).abs() < 0.001);
    assert_eq!(seen.page.size, (297.0, 210.0));
    let ys: Vec<f32> = seen.page.rules.iter().map(|rule| rule.from.1).collect();
    assert_eq!(ys, [50.0, 70.0]);
}

#[test]
fn pictures_and_pages_without_text_are_named() {
    let picture = "<ofd:ImageObject ID='8' ResourceID='4'/>";
    assert_eq!(read(&single(picture)).unwrap_err().code(), "E108");
    let bytes = packed(&[
        ("OFD.xml", root(&["Doc_0/Document.xml"])),
        ("Doc_0/Document.xml", document(&["a.xml", "b.xml"])),
        ("Doc_0/a.xml", page(&line(30.0, 60.0, "通知"))),
        ("Doc_0/b.xml", page(picture)),
    ]);
    let plain = read(&bytes).unwrap().plain;
    assert_eq!(plain.findings[0].code, WarningCode::PagesWithoutText);
    assert!(
        plain.findings[0].message.contains("第 2 页"),
        "{}",
        plain.findings[0].message
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let missing = packed(&[
        ("OFD.xml", root(&["Doc_0/Document.xml"])),
        ("Doc_0/Document.xml", document(&["a.xml"])),
    ]);
    assert_eq!(read(&missing).unwrap_err().code(), "E109");
    let encrypted = packed(&[
        ("OFD.xml", root(&["Doc_0/Document.xml"])),
        ("Doc_0/Document.xml", "\u{1}\u{2}<".to_owned()),
        ("Encryptions.xml", String::new()),
    ]);
    assert_eq!(read(&encrypted).unwrap_err().code(), "E107");
    assert_eq!(
        read(&packed(&[("OFD.xml", "<ofd:OFD/>".to_owned())]))
            .unwrap_err()
            .code(),
        "E109"
    );
    assert_eq!(read(b"PK\x03\x04OFD.xml").unwrap_err().code(), "E109");
}

#[test]
fn hostile_packages_are_refused() {
    // A line with a gap before each character, and very many of them.
    let many = "<ofd:TextObject Boundary='0 0 9 9' Size='0.1'><ofd:TextCode X='0' Y='0' DeltaX='0.5'>".to_owned()
        + &"甲".repeat(1_000_000)
        + "</ofd:TextCode></ofd:TextObject>";
    let code = |bytes: &[u8]| read(bytes).err().map(|error| error.code());
    assert_eq!(code(&single(&many)), Some("E110"));
    let rules = "<ofd:PathObject><ofd:AbbreviatedData>M 0 0 L 9 0 L 9 9 L 0 9 C</ofd:AbbreviatedData></ofd:PathObject>";
    assert_eq!(code(&single(&rules.repeat(150_000))), Some("E110"));
    let deep = "<ofd:PageBlock>".repeat(1_000);
    assert_eq!(code(&single(&deep)), Some("E109"));
}

#[test]
fn damaged_files_give_text_or_an_error() {
    let inside = (0..12_u8)
        .map(|at| line(20.0, 40.0 + f32::from(at) * 10.0, "各县区要抓好落实。"))
        .collect::<String>();
    let bytes = single(&inside);
    let text = page(&inside);
    let mut state = 0x9E37_79B9_u32;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    let check = |bytes: &[u8]| {
        if let Err(error) = read(bytes) {
            assert!(matches!(error.code(), "E107" | "E108" | "E109" | "E110"), "{error}");
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
        let mut part = text.clone().into_bytes();
        for _ in 0..=next(6) {
            let at = next(part.len());
            part[at] = b"<>/'&;=-g90. "[next(13)];
        }
        let part = String::from_utf8_lossy(&part).into_owned();
        check(&packed(&[
            ("OFD.xml", root(&["Doc_0/Document.xml"])),
            ("Doc_0/Document.xml", document(&["a.xml"])),
            ("Doc_0/a.xml", part),
        ]));
    }
}
