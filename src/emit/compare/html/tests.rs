//! The page as bytes: what it holds, and that nothing of a notice gets out of the data.

use super::*;
use crate::compare::{Options, compare};
use crate::emit::html::is_ours;
use crate::model::{Relation, TaskList};
use crate::pipeline;
use serde_json::Value;
use std::path::{Path, PathBuf};

const SUPERIOR: &str = "青山省养老服务行动方案\n\n青政〔2023〕1号\n\n各市人民政府：\n\
    一、加强老年助餐服务。建设老年食堂，2024年底前社区老年助餐覆盖率达到85%以上。\n\
    二、开展家庭适老化改造。为特殊困难老年人家庭实施改造，改造完成率达到95%。\n\
    三、培训养老护理员。每年举办两期护理员培训班，由省人力资源社会保障厅牵头。\n\
    四、建立巡访关爱制度。对独居老年人每月上门巡访一次。\n\n青山省人民政府\n2023年2月1日\n";
const BAD: &str = "</script><img src=x onerror=alert(1)>";
const BELOW: &str = "白水市养老服务实施方案\n\n白政〔2023〕7号\n\n各区人民政府：\n\
    一、加强老年助餐服务。建设老年食堂，2023年底前社区老年助餐覆盖率达到90%以上。</script><img src=x onerror=alert(1)>\n\
    二、开展家庭适老化改造。为特殊困难老年人家庭实施改造，改造完成率达到95%。\n\
    三、发展银发旅游。打造三条旅游线路。\n\n白水市人民政府\n2023年4月1日\n";

pub(in crate::emit::compare) fn lists() -> Vec<TaskList> {
    let list = |name: &str, text: &str| {
        let mut all = pipeline::run(name, text.as_bytes(), None, &pipeline::Options::default()).unwrap();
        all.swap_remove(0)
    };
    // Every kind of fact tries to become markup; a corrected list may say anything.
    let mut below = list("市&\".txt", BELOW);
    below.notice.title = Some(format!("白水市养老服务实施方案{BAD}"));
    below.notice.doc_number = Some(format!("白政〔2023〕7号{BAD}"));
    below.notice.region = None;
    for item in &mut below.items {
        item.path.push_str(BAD);
        item.deadlines
            .iter_mut()
            .for_each(|deadline| deadline.text.push_str(BAD));
        item.targets.iter_mut().for_each(|target| {
            target.text.push_str(BAD);
            target.unit.iter_mut().for_each(|unit| unit.push_str(BAD));
        });
        item.units.iter_mut().for_each(|unit| unit.name.push_str(BAD));
    }
    vec![list("省<b>.txt", SUPERIOR), below]
}

fn page(comparison: &Comparison) -> String {
    String::from_utf8(report(comparison)).unwrap()
}

fn data_of(html: &str) -> Value {
    let data = html.split("id=\"data\">").nth(1).unwrap();
    serde_json::from_str(data.split("</script>").next().unwrap()).unwrap()
}

#[test]
fn nothing_that_a_notice_says_becomes_markup_and_bytes_are_stable() {
    let comparison = compare(lists(), Options { base: Some(0) });
    let html = page(&comparison);
    assert!(is_ours(&html.as_bytes()[..512]));
    assert_eq!(html.matches("<script").count(), 2, "data and script");
    assert_eq!(html.matches("</script>").count(), 2);
    assert!(!html.contains("<img") && html.contains("\\u003cimg"));
    assert!(!SCRIPT.contains("innerHTML") && !SCRIPT.contains("</script"));
    for outside in ["http:", "https:", "src=", "@import", "url(", "<link"] {
        let own = html
            .replace("http://www.w3.org/2000/svg", "")
            .replace("\\u003cimg src=x", "");
        assert!(!own.contains(outside), "{outside}");
    }
    assert_eq!(html, page(&compare(lists(), Options { base: Some(0) })));
}

#[test]
fn every_pair_and_change_is_in_the_data_and_texts_are_there_once() {
    let comparison = compare(lists(), Options::default());
    let html = page(&comparison);
    let data = data_of(&html);
    assert_eq!(html.matches("由省人力资源社会保障厅牵头").count(), 1);
    for (side, given) in comparison.sides.iter().zip(data["sides"].as_array().unwrap()) {
        let numbers = |key: &str| -> Vec<usize> {
            let all = given[key].as_array().unwrap();
            all.iter()
                .map(|n| usize::try_from(n.as_u64().unwrap()).unwrap())
                .collect()
        };
        let path = |plan: usize, at: usize| data["plans"][plan]["items"][at]["path"].as_str().unwrap().to_owned();
        let mut found: Vec<(String, String, usize)> = Vec::new();
        for pair in numbers("pairs").chunks(4) {
            found.push((path(side.a, pair[0]), path(side.b, pair[1]), pair[2]));
        }
        found.extend(
            numbers("only_a")
                .iter()
                .map(|a| (path(side.a, *a), String::new(), Relation::OnlyA as usize)),
        );
        found.extend(
            numbers("only_b")
                .iter()
                .map(|b| (String::new(), path(side.b, *b), Relation::OnlyB as usize)),
        );
        let said = |plan: usize, item: Option<usize>| {
            item.map(|item| comparison.plans[plan].item(item).path.clone())
                .unwrap_or_default()
        };
        let mut wanted: Vec<(String, String, usize)> = side
            .pairs
            .iter()
            .map(|pair| (said(side.a, pair.a), said(side.b, pair.b), pair.relation as usize))
            .collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted);
        assert!(!wanted.is_empty());
        assert_eq!(numbers("changes").len(), 6 * side.changes.len());
        assert!(!side.changes.is_empty(), "85% against 90%");
    }
}

#[test]
fn few_plans_and_none_are_pages_too() {
    for count in 0..2 {
        let lists = lists().into_iter().take(count).collect();
        let html = page(&compare(lists, Options::default()));
        assert_eq!(data_of(&html)["plans"].as_array().unwrap().len(), count);
    }
}

/// Pages for a look at them: of the invented campaign with and without its superior plan, of hundreds of plans, of
/// hostile ones. `.ci/browser` opens them.
#[test]
#[ignore = "writes pages for the browser test"]
fn pages_for_the_browser() {
    let folder = std::env::var_os("REPORT_PAGES").map_or_else(std::env::temp_dir, PathBuf::from);
    let campaign = || {
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/campaign/plans");
        let mut files: Vec<PathBuf> = std::fs::read_dir(plans)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let later = ["chengjiang-yanglao-2024.txt", "linhuai-yanglao-2024.txt"];
        files.retain(|file| !later.iter().any(|name| file.ends_with(name)));
        let list = |file: &PathBuf| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let format = crate::batch::Input::file(file.clone(), PathBuf::from(&name)).format();
            let bytes = std::fs::read(file).unwrap();
            let mut lists = pipeline::run(&name, &bytes, format, &pipeline::Options::default()).unwrap();
            lists.swap_remove(0)
        };
        files.iter().map(list).collect::<Vec<TaskList>>()
    };
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    let lists_of = campaign();
    let base = lists_of
        .iter()
        .position(|list| list.notice.source.path.starts_with("yuanlan"))
        .or(Some(0));
    let based = compare(campaign(), Options { base });
    write("based.html", &report(&based));
    write("based.md", crate::emit::compare::markdown::markdown(&based).as_bytes());
    write("all.html", &report(&compare(lists_of, Options::default())));
    let bad = compare(lists(), Options { base: Some(0) });
    write("bad.html", &report(&bad));
    let copies = std::env::var("REPORT_COPIES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(5);
    let many = (0..copies).flat_map(|_| campaign()).collect();
    write("many.html", &report(&compare(many, Options::default())));
}
