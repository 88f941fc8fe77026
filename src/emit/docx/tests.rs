//! Tests of the document: its parts, and that our own reader finds the same tasks in it.

use super::*;
use crate::emit::sample;
use crate::model::{Origin, Role};
use crate::pipeline::{Options, run};
use std::io::Read;

fn paper(lists: &[TaskList]) -> Vec<u8> {
    let mut paper = Paper::new();
    lists.iter().for_each(|list| paper.add(list));
    paper.finish().unwrap()
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn all_parts_are_well_formed_and_the_same_every_time() {
    let mut list = sample::list();
    list.items[1].text = "<林业站> & \"派出所\"\u{1}\u{FFFF}".to_owned();
    let file = paper(&[list.clone(), list.clone()]);
    assert_eq!(file, paper(&[list.clone(), list]));
    assert!(is_ours(&file) && xlsx::was_ours(&file));
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|i| archive.by_index(i).unwrap().name().unwrap().into_owned())
        .collect();
    assert_eq!(names[0], "[Content_Types].xml");
    for name in names {
        let text = part(&file, &name);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut open = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                quick_xml::events::Event::Start(_) => open += 1,
                quick_xml::events::Event::End(_) => open -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open, 0, "{name}");
    }
    assert!(part(&file, "word/document.xml").contains("&lt;林业站&gt; &amp; \"派出所\"</w:t>"));
}

#[test]
fn the_page_is_that_of_an_office() {
    let file = paper(&[sample::list()]);
    let styles = part(&file, "word/styles.xml");
    for font in ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"] {
        assert!(styles.contains(font), "{font}");
    }
    let document = part(&file, "word/document.xml");
    // 28, 37, 26 and 35 mm.
    for mark in [
        "w:top=\"1587\" w:right=\"2098\" w:bottom=\"1474\" w:left=\"1984\"",
        "landscape",
        "<w:tblHeader/>",
        "《防火方案》任务分解表",
        "（青林发〔2023〕7号）",
        "据原文（青山县林业局，2023年2月28日）起草",
    ] {
        assert!(document.contains(mark), "{mark}");
    }
    // The first column that is not empty in all rows; of the last task 任务类别 is empty, so it is no line across.
    assert!(document.contains(">任务类别<") && !document.contains("gridSpan"));
    assert!(part(&file, "word/footer1.xml").contains(" PAGE "));
    let widths: u32 = document
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse::<u32>().unwrap())
        .sum();
    assert!((table::WIDTH - 12..=table::WIDTH).contains(&widths), "{widths}");
}

#[test]
fn our_own_reader_finds_the_same_tasks() {
    let mut list = sample::list();
    list.items.pop(); // The paragraph without a category; the other tasks stand under a line across the table.
    let file = paper(&[list]);
    assert!(part(&file, "word/document.xml").contains("gridSpan"));
    let read = run("任务.docx", &file, None, &Options::default()).unwrap();
    assert_eq!(read.len(), 1);
    let rows: Vec<_> = read[0]
        .items
        .iter()
        .filter(|item| item.origin == Origin::Table)
        .collect();
    assert_eq!(
        rows.len(),
        3,
        "{:#?}",
        read[0].items.iter().map(|i| (&i.path, &i.heading)).collect::<Vec<_>>()
    );
    assert!(rows.iter().all(|row| row.category.as_deref() == Some("重点任务")));
    let units = |role| -> Vec<&str> {
        rows[0]
            .units
            .iter()
            .filter(|u| u.role == role)
            .map(|u| &*u.name)
            .collect()
    };
    assert_eq!(
        (units(Role::Lead), units(Role::Support)),
        (vec!["林业站"], vec!["派出所"])
    );
    assert!(
        rows[0]
            .deadlines
            .iter()
            .any(|d| d.end == Some(jiff::civil::date(2023, 3, 15)))
    );
    assert_eq!(read[0].notice.doc_number.as_deref(), Some("青林发〔2023〕7号"));
}

#[test]
fn a_notice_without_tasks_says_so() {
    let mut list = sample::list();
    list.items.iter_mut().for_each(|item| item.task = false);
    list.notice.title = None;
    let document = part(&paper(&[list.clone()]), "word/document.xml");
    assert!(document.contains("没有读出任务") && document.contains("通知/防火.txt") && !document.contains("<w:tbl>"));
    let document = part(&paper(&[list, sample::list()]), "word/document.xml");
    assert!(!document.contains("NextTitle") && document.ends_with("</w:sectPr></w:body></w:document>\n"));
}
