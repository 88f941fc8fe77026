//! Whole pages: what is read of lines, columns, tables and page breaks.

use super::*;
use crate::read::plain::Cell;

/// A page of A4 in points; its text area goes from 70 to 518, which are 28 characters of 16 points.
const LEFT: f32 = 70.0;
const RIGHT: f32 = 518.0;

/// How far a text reaches: Chinese characters are as wide as high.
fn width(text: &str, size: f32) -> f32 {
    text.chars()
        .map(|c| if line::is_wide(c) { size } else { size / 2.0 })
        .sum()
}

fn run(x: f32, y: f32, size: f32, text: &str) -> Run {
    Run {
        x,
        y,
        width: width(text, size),
        size,
        text: text.to_owned(),
        flow: Flow::Across,
    }
}

fn page(runs: Vec<Run>) -> Page {
    Page {
        size: (595.0, 842.0),
        runs,
        rules: Vec::new(),
    }
}

/// Lines of 16 points from `top` on, 28 apart; blanks in front are indents of one character.
fn lines(top: f32, lines: &[&str]) -> Vec<Run> {
    let at = |(number, line): (usize, &&str)| {
        let words = line.trim_start_matches('　');
        let indent = line.chars().count() - words.chars().count();
        run(LEFT + 16.0 * indent as f32, top + 28.0 * number as f32, 16.0, words)
    };
    lines.iter().enumerate().map(at).collect()
}

fn centred(y: f32, size: f32, text: &str) -> Run {
    run((LEFT + RIGHT - width(text, size)) / 2.0, y, size, text)
}

fn right(y: f32, text: &str) -> Run {
    run(RIGHT - width(text, 16.0), y, 16.0, text)
}

/// The blocks as lines; a table as rows of cells parted by `|`, `*` and the number of rows behind those of several.
fn read(pages: Vec<Page>) -> Vec<String> {
    let row = |row: &Vec<Cell>| {
        let cell = |cell: &Cell| match cell.rows {
            1 => cell.text.clone(),
            rows => format!("{}*{rows}", cell.text),
        };
        row.iter().map(cell).collect::<Vec<_>>().join("|")
    };
    let mut out = Vec::new();
    for block in blocks(pages) {
        match block {
            Block::Paragraph(words) => out.push(words),
            Block::Table(grid) => out.extend(grid.rows.iter().map(row)),
        }
    }
    out
}

#[test]
fn lines_go_on_until_something_ends_them() {
    let mut runs = vec![
        centred(100.0, 22.0, "云溪市人民政府"),
        centred(136.0, 22.0, "关于加强农村公路养护的通知"),
    ];
    runs.extend(lines(
        180.0,
        &[
            "各县（区）人民政府：",
            "　　为贯彻落实上级有关决策部署，切实提升农村公路养护管理",
            "水平，现就有关事项通知如下：",
            "　　一、总体要求",
            "　　到二○二八年底，全市农村公路优良路率达到百分之九十。",
            "列养率保持百分之百，各项指标位居全省前列，并完成全部计",
            "划任务。",
            "　　（一）加快修复。由市交通运输局牵头，各县区负责落实。",
            "　　（二）健全机制。",
        ],
    ));
    runs.push(right(460.0, "云溪市人民政府"));
    runs.push(right(488.0, "2026年3月5日"));
    assert_eq!(
        read(vec![page(runs)]),
        [
            "云溪市人民政府",
            "关于加强农村公路养护的通知",
            "各县（区）人民政府：",
            "为贯彻落实上级有关决策部署，切实提升农村公路养护管理水平，现就有关事项通知如下：",
            "一、总体要求",
            "到二○二八年底，全市农村公路优良路率达到百分之九十。列养率保持百分之百，各项指标位居全省前列，并完成全部计划任务。",
            "（一）加快修复。由市交通运输局牵头，各县区负责落实。",
            "（二）健全机制。",
            "云溪市人民政府",
            "2026年3月5日",
        ]
    );
}

#[test]
fn text_that_hangs_behind_a_label_is_one_paragraph() {
    let runs = lines(
        100.0,
        &[
            "一、各级各有关部门要高度重视，主要负责同志亲自抓落实到",
            "　　位，层层压实责任。及时研究解决工作中的困难和问题，形",
            "　　成工作合力。",
            "二、请于每月二十五日前报送情况。",
            "三、以上事项请抓好落实，并将有关情况及时报告市政府办公",
            "　　室。",
        ],
    );
    assert_eq!(
        read(vec![page(runs)]),
        [
            "一、各级各有关部门要高度重视，主要负责同志亲自抓落实到位，层层压实责任。及时研究解决工作中的困难和问题，形成工作合力。",
            "二、请于每月二十五日前报送情况。",
            "三、以上事项请抓好落实，并将有关情况及时报告市政府办公室。",
        ]
    );
}

#[test]
fn heads_feet_and_numbers_of_pages_go_and_paragraphs_go_on() {
    let one = |number: usize, body: &[&str]| {
        let mut runs = lines(120.0, body);
        runs.push(centred(50.0, 10.5, &format!("云溪市政府公报2026年第{number}期")));
        runs.push(centred(800.0, 14.0, &format!("— {number} —")));
        page(runs)
    };
    let pages = vec![
        one(
            1,
            &[
                "　　各县区要于六月底前完成首轮排查，并将发现的问题逐一登记造",
                "册，实行台账管理，年底前整改率达到百分之九十五以上，到期",
            ],
        ),
        one(2, &["未完成的，由市政府办公室通报批评。", "　　特此通知。"]),
    ];
    assert_eq!(
        read(pages),
        [
            "各县区要于六月底前完成首轮排查，并将发现的问题逐一登记造册，实行台账管理，年底前整改率达到百分之九十五以上，到期\
             未完成的，由市政府办公室通报批评。",
            "特此通知。",
        ]
    );
}

#[test]
fn contents_keep_their_lines() {
    let runs = lines(
        100.0,
        &["一、总则……………………………………………………1", "二、分则……………………………………………………3"],
    );
    assert_eq!(read(vec![page(runs)]).len(), 2);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let column = |x: f32, words: &str| {
        let chars: Vec<char> = words.chars().collect();
        let line = |(number, line): (usize, &[char])| {
            let line: String = line.iter().collect();
            run(x, 140.0 + 18.0 * number as f32, 12.0, &line)
        };
        chars.chunks(16).enumerate().map(line).collect::<Vec<_>>()
    };
    let left: String = "甲".repeat(16 * 10 + 5);
    let right: String = "乙".repeat(16 * 10 + 7);
    let mut runs = vec![centred(100.0, 18.0, "工作简报")];
    // In the order of the file both columns may be mixed.
    let (one, other) = (column(80.0, &left), column(310.0, &right));
    runs.extend(other.into_iter().zip(one).flat_map(|(other, one)| [other, one]));
    assert_eq!(read(vec![page(runs)]), ["工作简报", &left, &right]);
}

/// A ruled table: borders of columns and rows, and its cells as (row, column, text).
fn ruled(xs: &[f32], ys: &[f32], cells: &[(usize, usize, &str)], left_out: &[(f32, f32, f32, f32)]) -> Page {
    let mut page = page(Vec::new());
    for rows in ys.windows(2) {
        for columns in xs.windows(2) {
            let (left, right, top, bottom) = (columns[0], columns[1], rows[0], rows[1]);
            for (x0, y0, x1, y1) in [
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ] {
                if !left_out.contains(&(x0, y0, x1, y1)) {
                    page.rules.push(Rule {
                        from: (x0, y0),
                        to: (x1, y1),
                    });
                }
            }
        }
    }
    for &(row, column, text) in cells {
        for (number, line) in text.split('\n').enumerate() {
            page.runs
                .push(run(xs[column] + 5.0, ys[row] + 14.0 + 14.0 * number as f32, 12.0, line));
        }
    }
    page
}

#[test]
fn rules_frame_cells_and_left_out_rules_join_them() {
    let xs = [70.0, 110.0, 300.0, 420.0];
    let ys = [100.0, 120.0, 160.0, 180.0];
    let page = ruled(
        &xs,
        &ys,
        &[
            (0, 0, "序号"),
            (0, 1, "任务"),
            (1, 0, "道路"),
            (1, 1, "修复水毁路段三百一十二处，确保\n安全"),
            (1, 2, "交通局\n财政局"),
            (2, 1, "绿化"),
        ],
        // The head of the last two columns is one cell, and so is the first column of the rows.
        &[(300.0, 100.0, 300.0, 120.0), (70.0, 160.0, 110.0, 160.0)],
    );
    assert_eq!(
        read(vec![page]),
        [
            "序号|任务",
            "道路*2|修复水毁路段三百一十二处，确保安全|交通局\n财政局",
            "绿化|"
        ]
    );
}

#[test]
fn a_frame_around_text_is_no_table() {
    let mut page = ruled(&[60.0, 530.0], &[60.0, 300.0], &[], &[]);
    page.runs = lines(100.0, &["　　特此通知。", "　　附件：1.任务分工表"]);
    assert_eq!(read(vec![page]), ["特此通知。", "附件：1.任务分工表"]);
}

#[test]
fn a_table_goes_on_over_the_page_break() {
    let xs = [70.0, 110.0, 300.0, 420.0];
    let one = ruled(
        &xs,
        &[700.0, 720.0, 740.0],
        &[
            (0, 0, "序号"),
            (0, 1, "任务"),
            (0, 2, "单位"),
            (1, 0, "1"),
            (1, 1, "修路"),
            (1, 2, "甲"),
        ],
        &[],
    );
    let mut other = ruled(
        &xs,
        &[100.0, 120.0, 140.0],
        &[
            (0, 0, "序号"),
            (0, 1, "任务"),
            (0, 2, "单位"),
            (1, 0, "2"),
            (1, 1, "架桥"),
            (1, 2, "乙"),
        ],
        &[],
    );
    other.runs.push(run(460.0, 85.0, 12.0, "（续表）"));
    other.runs.push(run(70.0, 170.0, 12.0, "注：以上为全部任务。"));
    assert_eq!(
        read(vec![one, other]),
        ["序号|任务|单位", "1|修路|甲", "2|架桥|乙", "注：以上为全部任务。"]
    );
}

#[test]
fn aligned_columns_are_a_table() {
    let row = |y: f32, cells: [&str; 3]| {
        let at = [70.0, 130.0, 360.0].into_iter().zip(cells);
        at.filter(|(_, text)| !text.is_empty())
            .map(|(x, text)| run(x, y, 12.0, text))
            .collect::<Vec<_>>()
    };
    let runs = [
        row(100.0, ["序号", "工作任务", "责任单位"]),
        row(120.0, ["1", "修复水毁路段", "市交通运输局"]),
        row(140.0, ["2", "建成养护站十六个并配齐人员", "各县区政府"]),
        row(158.0, ["", "和机具", ""]),
    ]
    .concat();
    let all = [runs, lines(220.0, &["　　以上任务请抓好落实。"])].concat();
    assert_eq!(
        read(vec![page(all)]),
        [
            "序号|工作任务|责任单位",
            "1|修复水毁路段|市交通运输局",
            "2|建成养护站十六个并配齐人员和机具|各县区政府",
            "以上任务请抓好落实。",
        ]
    );
}

#[test]
fn small_text_beside_a_line_is_in_it_and_readings_are_left_out() {
    let runs = vec![
        run(70.0, 100.0, 16.0, "面积100m"),
        run(70.0 + width("面积100m", 16.0), 94.0, 8.0, "2"),
        run(70.0 + width("面积100m", 16.0) + 4.0, 100.0, 16.0, "以上"),
        run(70.0, 186.0, 7.0, "yún xī"),
        run(70.0, 200.0, 16.0, "云溪"),
    ];
    assert_eq!(read(vec![page(runs)]), ["面积100m2以上", "云溪"]);
}

#[test]
fn characters_drawn_apart_or_twice_are_one_word() {
    let runs = vec![
        run(200.0, 100.0, 22.0, "通"),
        run(266.0, 100.0, 22.0, "知"),
        run(70.0, 150.0, 16.0, "一、要求"),
        run(70.4, 150.0, 16.0, "一、要求"),
        run(70.0, 200.0, 16.0, "主办：甲局"),
        run(300.0, 200.0, 16.0, "协办：乙局"),
    ];
    assert_eq!(read(vec![page(runs)]), ["通知", "一、要求", "主办：甲局 协办：乙局"]);
}

#[test]
fn watermarks_and_text_off_the_page_are_left_out() {
    let mut runs = lines(100.0, &["　　特此通知。"]);
    let mark = run(200.0, 400.0, 60.0, "内部资料");
    runs.push(Run {
        flow: Flow::Askew,
        ..mark
    });
    runs.push(run(700.0, 100.0, 16.0, "看不见"));
    runs.push(run(70.0, f32::NAN, 16.0, "无处可放"));
    assert_eq!(read(vec![page(runs)]), ["特此通知。"]);
}
