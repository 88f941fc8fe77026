//! Sheets as offices fill them in, written as values parted by `|`, and what they are taken apart into.

use crate::read::sheet::book::{Region, Sheet};
use crate::read::sheet::csv;
use crate::read::sheet::layout::{Block, blocks};

/// Lines as they are, tables in brackets, gaps as `~`.
fn shown(sheet: &Sheet) -> String {
    let shown = blocks(sheet).into_iter().map(|block| match block {
        Block::Line(words) => words,
        Block::Gap => "~".to_owned(),
        Block::Table(grid) => {
            let cell = |cell: &crate::read::plain::Cell| match (cell.columns, cell.rows) {
                (0 | 1, 0 | 1) => cell.text.clone(),
                (columns, rows) => format!("{}*{columns}x{rows}", cell.text),
            };
            let row = |row: &Vec<_>| row.iter().map(cell).collect::<Vec<_>>().join("|");
            format!("[{}]", grid.rows.iter().map(row).collect::<Vec<_>>().join("/"))
        }
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn sheet(text: &str) -> Sheet {
    csv::read(&format!("sep=|\n{text}")).unwrap()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(&sheet(text)), expected, "{text}");
}

#[test]
fn titles_stand_above_and_notes_below() {
    check(
        "附件2\n青山县任务分解表\n填报单位：县政府办||日期：2024年3月1日\n序号|任务|单位\n1|修路|交通局\n2|植树|林业局\n注：1.按月报送。\n2.有变动另报。\n填表人：张三|审核人：李四\n",
        "附件2\n青山县任务分解表\n填报单位：县政府办\u{3000}日期：2024年3月1日\n[序号|任务|单位/1|修路|交通局/2|植树|林业局]\n注：1.按月报送。\n2.有变动另报。\n填表人：张三\u{3000}审核人：李四",
    );
    // Label and value in cells of their own, without a colon.
    check(
        "任务表\n填报单位|县政府办\n序号|工作任务|责任单位\n1|修路|交通局\n2|植树|林业局\n青山县人民政府\n2024年3月1日",
        "任务表\n填报单位\u{3000}县政府办\n[序号|工作任务|责任单位/1|修路|交通局/2|植树|林业局]\n青山县人民政府\n2024年3月1日",
    );
    check(
        "任務表\n項次|工作項目|主辦單位\n1|修路|交通局\n2|植樹|林務局\n製表：     主任：     ",
        "任務表\n[項次|工作項目|主辦單位/1|修路|交通局/2|植樹|林務局]\n製表：     主任：",
    );
}

#[test]
fn rows_of_one_cell_within_a_table_stay_there() {
    check(
        "序号|任务|单位\n一、建设类\n1|修路|交通局\n二、生态类\n2|植树|林业局\n",
        "[序号|任务|单位/一、建设类||/1|修路|交通局/二、生态类||/2|植树|林业局]",
    );
    check(
        "任务|单位|备注\n修路|交通局|\n备注|各单位|按月报\n",
        "[任务|单位|备注/修路|交通局|/备注|各单位|按月报]",
    );
}

#[test]
fn empty_rows_part_tables_or_only_rows() {
    check(
        "|序号|任务|单位\n|1|修路|交通局\n|||\n|2|植树|林业局\n\n|填表人：张三|审核：李四|\n",
        "[序号|任务|单位/1|修路|交通局/2|植树|林业局]\n~\n填表人：张三\u{3000}审核：李四",
    );
    check(
        "序号|任务|单位\n1|修路|交通局\n\n联系人名单\n姓名|单位|电话\n张三|交通局|123\n",
        "[序号|任务|单位/1|修路|交通局]\n~\n联系人名单\n[姓名|单位|电话/张三|交通局|123]",
    );
    check(
        "姓名|单位|电话\n张三|交通局|123\n\n序号|任务名称|完成时限\n1|修路|6月\n",
        "[姓名|单位|电话/张三|交通局|123]\n~\n[序号|任务名称|完成时限/1|修路|6月]",
    );
}

#[test]
fn a_head_printed_again_is_left_out_and_under_a_title_begins_anew() {
    check(
        "序号|任务|单位\n1|修路|交通局\n序号|任务|单位\n2|植树|林业局\n",
        "[序号|任务|单位/1|修路|交通局/2|植树|林业局]",
    );
    check(
        "序号|任务|单位\n1|修路|交通局\n表二\n序号|任务|单位\n2|植树|林业局\n",
        "[序号|任务|单位/1|修路|交通局]\n表二\n[序号|任务|单位/2|植树|林业局]",
    );
    check(
        "序号|任务|单位\n1|修路|交通局\n注：按月报。\n附表2\n姓名|单位|电话|职务\n张三|交通局|123|科长\n",
        "[序号|任务|单位/1|修路|交通局]\n注：按月报。\n附表2\n[姓名|单位|电话|职务/张三|交通局|123|科长]",
    );
}

#[test]
fn years_head_columns_and_numbers_do_not() {
    check(
        "指标|2023年|2024\n造林面积|1.2|1.5\n",
        "[指标|2023年|2024/造林面积|1.2|1.5]",
    );
    check("1|2|3\n4|5|6\n", "[1|2|3/4|5|6]");
}

#[test]
fn what_is_no_table_becomes_lines() {
    check(
        "关于修路的说明\n一、各村要抓紧。\n二、按时完成。\n",
        "关于修路的说明\n一、各村要抓紧。\n二、按时完成。",
    );
    check(
        "填表人：张三|审核：李四\n日期：3月1日|电话：123\n",
        "填表人：张三\u{3000}审核：李四\n日期：3月1日\u{3000}电话：123",
    );
    check("姓名|张三\n电话|123\n", "[姓名|张三/电话|123]");
    check("", "");
}

#[test]
fn merged_regions_cover_places_and_empty_columns_go() {
    let mut sheet = sheet(
        "任务分解表||||||\n序号||任务|责任分工||时限|\n|||牵头单位|配合单位||\n1||修路|交通局|财政局|6月|\n2||架桥||住建局|7月|\n",
    );
    let merge = |top, left, bottom, right| Region {
        top,
        left,
        bottom,
        right,
    };
    sheet.regions = vec![
        merge(0, 0, 0, 6),
        merge(1, 0, 2, 1),
        merge(1, 2, 2, 2),
        merge(1, 3, 1, 4),
        merge(1, 5, 2, 6),
        merge(3, 3, 4, 3),
        // Overlap others: damage.
        merge(4, 2, 4, 3),
        merge(2, 4, 2, 1_000),
    ];
    assert_eq!(
        shown(&sheet),
        "任务分解表\n[序号*1x2|任务*1x2|责任分工*2x1|时限*1x2/牵头单位|配合单位/1|修路|交通局*1x2|财政局|6月/2|架桥|住建局|7月]"
    );
}

#[test]
fn much_is_read_to_its_end() {
    // Rows of one cell, rows between gaps, heads repeated: looked at from every row, none of these would come to an end.
    for row in [
        "甲\n",
        "甲|乙\n",
        "甲|乙\n\n",
        "\n甲\n",
        "任务|单位|时限\n甲\n",
        "注：甲\n",
        "1|乙\n2024年1月1日\n",
    ] {
        let text = format!("任务|单位|时限\n{}", row.repeat(40_000));
        assert!(!blocks(&sheet(&text)).is_empty());
    }
}
