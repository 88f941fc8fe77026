use crate::model::{ByteSpan, Column, Outline, Role, Table};
use crate::segment::segment;

/// A text whose rows of tabs are tables.
fn read(text: &str) -> (String, Outline) {
    let mut tables: Vec<Table> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let goes_on = tables.last().is_some_and(|table| table.span.end == at);
        if line.contains('\t') || goes_on && line.starts_with('|') {
            if !goes_on {
                tables.push(Table {
                    span: ByteSpan::new(at, at),
                    ..Table::default()
                });
            }
            let table = tables.last_mut().unwrap();
            table.span.end = at + line.len();
            let mut start = at;
            let mut row = Vec::new();
            for words in line.trim_end_matches('\n').split('\t') {
                // `^` is the cell above, `<` the cell to the left.
                match words {
                    "^" => row.push(table.rows.last().unwrap()[row.len()]),
                    "<" => row.push(*row.last().unwrap()),
                    _ => {
                        row.push(Some(table.cells.len()));
                        table.cells.push(ByteSpan::new(start, start + words.len()));
                    }
                }
                start += words.len() + 1;
            }
            table.rows.push(row);
        }
        at += line.len();
    }
    let outline = segment(text, &tables);
    (text.to_owned(), outline)
}

fn rows(text: &str) -> Vec<String> {
    let (text, outline) = read(text);
    outline
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|(column, span)| format!("{column:?}={}", span.of(&text)))
                .collect();
            format!(
                "{}/{}/{} [{}] {}",
                row.attachment.as_deref().unwrap_or("-"),
                row.table,
                row.row,
                row.category.map_or("", |span| span.of(&text)),
                cells.join(" ")
            )
        })
        .collect()
}

#[test]
fn a_table_of_tasks_gives_rows() {
    let text = "关于印发方案的通知\n各镇:\n一、修路。\n二、架桥。\n附件1\n任务分解表\n序号\t工作任务\t责任单位\t完成时限\n\
        一、基础\t<\t<\t<\n1\t修路\t交通局\t6月底\n2\t架桥\t^\t-\n备注:按月报送\t<\t<\t<\n";
    assert_eq!(
        rows(text),
        [
            "附件1/1/1 [一、基础] Number=1 Task=修路 Unit(Responsible)=交通局 Due=6月底",
            "附件1/1/2 [一、基础] Number=2 Task=架桥 Unit(Responsible)=交通局",
        ]
    );
}

#[test]
fn heads_over_two_rows_and_cells_carried_down() {
    let text =
        "任务类别\t工作任务\t责任分工\t<\n^\t^\t牵头单位\t配合单位\n教育\t建校\t教育局\t财政局\n^\t招生\t教育局\t/\n";
    let (text, outline) = read(text);
    let columns: Vec<Column> = outline.rows[0].cells.iter().map(|(column, _)| *column).collect();
    assert_eq!(
        columns,
        [
            Column::Category,
            Column::Task,
            Column::Unit(Role::Lead),
            Column::Unit(Role::Support)
        ]
    );
    assert_eq!(outline.rows[1].category.unwrap().of(&text), "教育");
    assert_eq!(outline.rows[1].cells.len(), 3);
}

#[test]
fn other_tables_give_no_rows() {
    for text in [
        "姓名\t职务\t电话\n张三\t组长\t1234\n李四\t组员\t1235\n",
        "指标\t2020年\t2025年\n绿化率\t30%\t40%\n入学率\t99%\t100%\n",
    ] {
        assert!(rows(text).is_empty(), "{text}");
    }
}

#[test]
fn a_head_laid_out_in_cells_is_a_head() {
    let text = "青山县人民政府文件\n青政发〔2023〕3号\t签发人:张三\n\t\n关于做好春耕工作的通知\n各镇人民政府:\n一、抓好春灌。\n";
    let (_, outline) = read(text);
    assert_eq!(outline.head.doc_number.unwrap().value, "青政发〔2023〕3号");
    assert_eq!(outline.head.title.unwrap().value, "关于做好春耕工作的通知");
}

#[test]
fn rows_that_say_items_again_are_linked() {
    let text = "一、推进义务教育学校标准化建设。到2025年全部达标。\n二、加强教师队伍建设。各校要落实。\n附件\n工作任务\t责任单位\n\
        推进学校标准化建设\t教育局\n加强教师队伍建设\t人社局\n改造食堂二十所\t教育局\n";
    let (_, outline) = read(text);
    let links: Vec<Option<usize>> = outline.rows.iter().map(|row| row.repeats).collect();
    assert_eq!(links, [Some(0), Some(1), None]);
}
