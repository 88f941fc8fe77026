use super::layout::{DEMANDS, EDITIONS, INDICATORS, ITEMS, PAIRS, RECORDS, TABLES};
use super::{ndjson, seal, tables, xlsx};
use crate::compare::{self, Options, compare};
use crate::emit::package::{self, Package};
use crate::emit::tables::{Cell, Kind};
use crate::model::{Comparison, Relation, TaskList};
use crate::pipeline;
use calamine::{Data, Reader, Xlsx};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::Cursor;

const BASE: &str = "江州省养老服务三年行动方案\n\n江政发〔2023〕1号\n\n各市人民政府：\n\
    一、建设综合养老服务中心。到2025年底，综合养老服务中心覆盖率达到70%以上。推广时间银行。省民政厅牵头，省财政厅配合。\n\
    二、发展老年助餐。2024年12月底前，每个街道建成1个以上老年食堂。省民政厅负责。\n\
    三、培训护理人员。每年培训养老护理员不少于1000人次。省人力资源社会保障厅负责。\n\n江州省人民政府\n2023年2月1日\n";
const CITY: &str = "临水市养老服务三年行动方案\n\n临政发〔2023〕5号\n\n各县人民政府：\n为贯彻落实《江州省养老服务三年行动方案》(江政发〔2023〕1号)，制定本方案。\n\
    一、建设综合养老服务中心。到2024年底，综合养老服务中心覆盖率达到80%以上。市民政局牵头，市财政局配合。\n\
    二、=开展敬老宣传。市委宣传部要在每年10月组织敬老宣传活动。\n\n临水市人民政府\n2023年4月1日\n";

fn lists(texts: &[(&str, &str)]) -> Vec<TaskList> {
    let options = pipeline::Options::default();
    let read = |(name, text): &(&str, &str)| {
        pipeline::run(name, text.as_bytes(), None, &options)
            .unwrap()
            .swap_remove(0)
    };
    texts.iter().map(read).collect()
}

fn sample(base: Option<usize>) -> Comparison {
    compare(lists(&[("省.txt", BASE), ("市.txt", CITY)]), Options { base })
}

fn rows(comparison: &Comparison, table: usize) -> Vec<Vec<Option<String>>> {
    let mut found = Vec::new();
    let editions = compare::edition(comparison);
    let all = tables::rows(comparison, &editions, |at, cells| {
        let said = |cell: &Cell<'_>| match cell {
            Cell::Null => None,
            Cell::Text(words) => Some(words.to_string()),
            Cell::Integer(number) => Some(number.to_string()),
            Cell::Number(number) => Some(number.to_string()),
            Cell::Boolean(yes) => Some(yes.to_string()),
            Cell::Date(day) => Some(day.to_string()),
        };
        if at == table {
            found.push(cells.iter().map(said).collect());
        }
        Ok::<(), ()>(())
    });
    all.unwrap();
    found
}

#[test]
fn every_cell_is_of_its_columns_type_and_keys_name_rows_that_stand_before() {
    for base in [None, Some(0)] {
        let comparison = sample(base);
        let editions = compare::edition(&comparison);
        let mut keys: HashSet<(&str, Vec<String>)> = HashSet::new();
        let mut met = BTreeSet::new();
        tables::rows(&comparison, &editions, |at, cells| {
            let table = &TABLES[at];
            met.insert(at);
            assert_eq!(cells.len(), table.columns.len(), "{}", table.name);
            for (cell, column) in cells.iter().zip(table.columns) {
                let fits = match (column.kind, cell) {
                    (_, Cell::Null) => !column.required,
                    (Kind::Enum(words), Cell::Text(word)) => words.contains(&&**word),
                    (Kind::Code, Cell::Text(word)) => word.chars().all(|c| c.is_ascii_graphic()),
                    (Kind::Text | Kind::Array, Cell::Text(_)) => true,
                    (Kind::Integer, Cell::Integer(_)) | (Kind::Number, Cell::Number(_)) => true,
                    (Kind::Boolean, Cell::Boolean(_)) | (Kind::Date, Cell::Date(_)) => true,
                    _ => false,
                };
                assert!(fits, "{}.{}: {cell:?}", table.name, column.name);
            }
            let at = |name: &str| table.columns.iter().position(|column| column.name == name).unwrap();
            let text = |name: &str| format!("{:?}", cells[at(name)]);
            if !table.primary.is_empty() {
                let key = (table.name, table.primary.iter().map(|name| text(name)).collect());
                assert!(keys.insert(key.clone()), "{key:?} stands twice");
            }
            for key in table.foreign.iter().filter(|key| cells[at(key.column)] != Cell::Null) {
                assert!(
                    keys.contains(&(key.table, vec![text(key.column)])),
                    "{}: {key:?}",
                    table.name
                );
            }
            Ok::<(), ()>(())
        })
        .unwrap();
        let expected = if base.is_some() { 10 } else { 9 };
        assert_eq!(met.len(), expected, "a table without rows proves nothing");
    }
}

#[test]
fn keys_name_columns_and_records_name_tables() {
    let mut before = HashSet::new();
    for (table, record) in TABLES.iter().zip(RECORDS) {
        assert!(table.name.starts_with(record), "{record}");
        let names: HashSet<_> = table.columns.iter().map(|column| column.name).collect();
        let titles: HashSet<_> = table.columns.iter().map(|column| column.title).collect();
        assert_eq!(
            (names.len(), titles.len()),
            (table.columns.len(), table.columns.len()),
            "{}",
            table.name
        );
        before.insert(table.name);
        for key in table.foreign {
            assert!(names.contains(key.column) && before.contains(key.table), "{key:?}");
        }
        for name in table.primary {
            assert!(
                table
                    .columns
                    .iter()
                    .any(|column| column.name == *name && column.required)
            );
        }
    }
}

#[test]
fn every_compared_item_stands_in_a_pair_and_indicators_have_their_dates() {
    let comparison = sample(Some(0));
    let pairs = rows(&comparison, PAIRS);
    for item in rows(&comparison, ITEMS) {
        assert!(
            pairs.iter().any(|pair| pair[8] == item[2] || pair[9] == item[2]),
            "{item:?}"
        );
    }
    let indicators = rows(&comparison, INDICATORS);
    let cover: Vec<_> = indicators
        .iter()
        .filter(|row| row[11].as_deref() == Some("2"))
        .collect();
    assert_eq!(cover.len(), 2, "{indicators:?}");
    let of = |row: &[Option<String>]| [2, 6, 7, 8, 10].map(|at| row[at].clone().unwrap_or_default());
    assert_eq!(of(cover[0]), ["省", ">=", "70", "%", "2025-12-31"]);
    assert_eq!(of(cover[1]), ["市", ">=", "80", "%", "2024-12-31"]);
    assert_eq!(rows(&comparison, EDITIONS).len(), comparison.sides[0].pairs.len());
}

#[test]
fn a_demand_that_an_answered_item_leaves_out_is_told() {
    let demands = rows(&sample(Some(0)), DEMANDS);
    let of = |row: &[Option<String>]| [1, 4, 6, 8].map(|at| row[at].clone().unwrap_or_default());
    let told: Vec<_> = demands.iter().map(|row| of(row)).collect();
    assert_eq!(told[0][2], "answered", "{told:?}");
    assert_eq!(told[1], ["一", "一", "only_a", "推广时间银行"]);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn records_say_first_what_they_are_and_the_last_counts_them() {
    let comparison = sample(Some(0));
    let mut out = Vec::new();
    ndjson::write(&comparison, &[], &mut out).unwrap();
    assert!(ndjson::is_ours(&out[..512]));
    let text = String::from_utf8(out).unwrap();
    let records: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(text.lines().all(|line| line.starts_with("{\"type\":\"")));
    assert_eq!(
        (&records[0]["type"], &records[0]["base"]),
        (&"comparison".into(), &"省".into())
    );
    assert_eq!(records[1]["issuers"], serde_json::json!(["江州省人民政府"]));
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for record in &records {
        *counts.entry(record["type"].as_str().unwrap()).or_default() += 1;
    }
    let summary = records.last().unwrap();
    for (table, record) in TABLES.iter().zip(RECORDS) {
        let count = counts.get(record).copied().unwrap_or_default();
        assert_eq!(summary[table.name].as_u64(), Some(count), "{record}");
    }
}

#[test]
fn the_package_says_how_it_was_measured_and_is_known_as_ours() {
    let comparison = sample(None);
    let mut package = Package::of(&TABLES, tables::about(&comparison), |_| Ok(Vec::new())).unwrap();
    tables::rows(&comparison, &[], |table, cells| package.put(table, cells)).unwrap();
    let (files, description) = package.finish().unwrap();
    let value: serde_json::Value = serde_json::from_str(&description).unwrap();
    assert_eq!(
        (&value["method"]["measure"], &value["schema_version"]),
        (&comparison.method.measure.into(), &"1.1".into())
    );
    assert_eq!(value["resources"][2]["schema"].get("primaryKey"), None);
    let at = |name: &str| {
        TABLES
            .iter()
            .position(|table| format!("{}.csv", table.name) == name)
            .unwrap()
    };
    assert!(package::is_ours(description.as_bytes(), |name| Ok(
        files[at(name)].clone()
    )));
    assert!(
        package::is_part(description.as_bytes(), "pairs.csv") && !package::is_part(description.as_bytes(), "tasks.csv")
    );
}

#[test]
fn the_workbook_reads_back_and_holds_no_formula() {
    let comparison = sample(Some(0));
    let bytes = xlsx::book(&comparison, &[]).unwrap();
    assert_eq!(bytes, xlsx::book(&comparison, &[]).unwrap());
    assert!(crate::emit::xlsx::is_ours(&bytes));
    let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let expected = [
        "覆盖情况",
        "未见事项",
        "未见要求",
        "对照",
        "变化",
        "指标对照",
        "相似度",
        "引用",
        "方案",
    ];
    assert_eq!(book.sheet_names(), expected);
    for name in expected {
        assert_eq!(book.worksheet_formula(name).unwrap().used_cells().count(), 0);
    }
    let mut sheet = |name: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(name).unwrap();
        range
            .rows()
            .map(|row| row.iter().map(Data::to_string).collect())
            .collect()
    };
    let missing = sheet("未见事项");
    let alone = comparison.sides[0]
        .pairs
        .iter()
        .filter(|pair| pair.relation == Relation::OnlyA)
        .count();
    assert_eq!((missing.len() - 1, missing[0][3].as_str()), (alone, "文字"));
    let left_out = sheet("未见要求");
    assert_eq!(left_out.len(), 2, "{left_out:?}");
    assert_eq!([&left_out[1][0], &left_out[1][3]], ["临水市", "推广时间银行"]);
    let pairs = sheet("对照");
    assert_eq!(pairs.len() - 1, comparison.sides[0].pairs.len());
    assert!(
        pairs[1][8].starts_with("时限：到2025年底 → 到2024年底（提前）\n指标："),
        "{:?}",
        pairs[1]
    );
    let indicators = sheet("指标对照");
    assert!(
        indicators[1].contains(&"≥80% (2024-12-31)".to_owned()),
        "{indicators:?}"
    );
    assert_eq!(sheet("覆盖情况")[1][1], "3");
    assert_eq!(sheet("相似度")[1][1], "");
    let editions = compare::edition(&comparison);
    let book = Xlsx::new(Cursor::new(xlsx::book(&comparison, &editions).unwrap())).unwrap();
    assert_eq!(book.sheet_names()[0], "新旧对照");
}

#[test]
fn a_sealed_text_is_ours_until_somebody_changes_it() {
    let text = seal::sealed("# 方案对照\n");
    assert!(seal::is_ours(text.as_bytes()) && text.starts_with("# 方案对照\n\n<!-- gongdan "));
    let changed = text.replace("方案", "计划");
    assert!(!seal::is_ours(changed.as_bytes()) && seal::was_ours(changed.as_bytes()));
    assert!(!seal::was_ours("# 方案对照\n".as_bytes()));
}
