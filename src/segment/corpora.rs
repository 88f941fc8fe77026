//! Walks the corpora of the stage: `numbering.tsv` and `numbering_negative.tsv` (outlines), `head/heads.tsv` and
//! `head/negative.tsv` (what the head of a notice says).
//!
//! Each line says what is right by the rules of official writing, whatever the code does, and is read as a whole
//! notice: text as it is received goes through `normalize` before it is segmented. `／` stands for a line end, `{}` for a
//! short numbered body, `{long}` for a longer one without line ends. Lines below `# known wrong` are not read as they should be yet: the test fails as soon as one of
//! them is, so that it can be moved up.

use super::segment;
use crate::model::{Found, Outline};
use crate::normalize::normalize;

/// What stands above a text of the corpora of numbering.
const ABOVE: &str = "关于做好有关工作的通知\n各县:\n现通知如下。\n";

/// What `{}` stands for in the corpora of heads.
const BODY: &str = "一、加强领导。各单位要明确专人负责。\n二、抓好落实。各单位要按月报送情况。";

/// What `{long}` stands for there: a body whose line ends became blanks, long enough to be seen as such.
fn folded_body() -> String {
    let demand =
        "各乡镇人民政府和县直有关单位要切实提高认识，压实工作责任，细化工作措施，按月调度进展，确保各项任务落到实处。";
    let heads = [
        "一、加强领导。",
        "(一)明确专人。",
        "(二)按月调度。",
        "二、抓好落实。",
        "三、严格督查。",
    ];
    let items: Vec<String> = heads
        .iter()
        .map(|head| format!("{head}{demand}{demand}{demand}"))
        .collect();
    items.join(" ")
}

/// One line of a corpus.
struct Case {
    /// The line as it stands.
    line: String,
    /// Whether it is known to be read wrongly.
    wrong: bool,
}

/// A corpus file, read when the test runs, so that a new line needs no new build.
fn corpus(name: &str) -> Vec<Case> {
    let path = format!("{}/src/segment/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut wrong = false;
    let mut cases = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            wrong |= line.starts_with("# known wrong");
        } else {
            let line = line.to_owned();
            cases.push(Case { line, wrong });
        }
    }
    cases
}

/// The outline of a text as received.
fn read(text: &str) -> Outline {
    segment(&normalize(text, &[]).text, &[])
}

/// The paths of all items, labels joined from the top.
fn paths(outline: &Outline) -> String {
    let mut found: Vec<String> = Vec::new();
    for item in &outline.items {
        found.push(match item.parent {
            Some(parent) => format!("{}/{}", found[parent], item.label),
            None => item.label.clone(),
        });
    }
    found.join(" ")
}

/// What the outline says about one field of the head, values separated by `|`.
fn field(outline: &Outline, name: &str) -> String {
    let head = &outline.head;
    let one = |found: &Option<Found<String>>| found.as_ref().map_or(String::new(), |found| found.value.clone());
    let all = |found: &[Found<String>]| {
        let values: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        values.join("|")
    };
    match name {
        "title" => one(&head.title),
        "number" => one(&head.doc_number),
        "issuers" => all(&head.issuers),
        "issued" => head
            .issued
            .as_ref()
            .map_or(String::new(), |found| found.value.to_string()),
        "recipients" => all(&head.recipients),
        _ => panic!("{name} is no field of a head"),
    }
}

/// Fails with every line of the corpus that is not read as `right` has it: what is found, what should be.
fn walk(name: &str, least: usize, right: impl Fn(&[&str]) -> (String, String)) {
    let cases = corpus(name);
    let mut failures = Vec::new();
    for case in &cases {
        let fields: Vec<&str> = case.line.split('\t').collect();
        let (found, wanted) = right(&fields);
        if case.wrong && found == wanted {
            failures.push(format!("{}\n    is known to be wrong, but is right now", case.line));
        } else if !case.wrong && found != wanted {
            failures.push(format!("{}\n    found {found}", case.line));
        }
    }
    let (lines, failed) = (cases.len(), failures.len());
    assert!(
        failures.is_empty(),
        "{failed} of {lines} lines fail:\n{}",
        failures.join("\n")
    );
    assert!(lines >= least, "{name} was cut to {lines} lines");
}

#[test]
fn outlines_are_as_numbered() {
    walk("numbering.tsv", 220, |fields| {
        let text = format!("{ABOVE}{}\n", fields[0].replace('／', "\n"));
        (paths(&read(&text)), fields[1].to_owned())
    });
}

#[test]
fn what_only_looks_like_a_label_makes_no_item() {
    walk("numbering_negative.tsv", 110, |fields| {
        let text = format!("{ABOVE}{}\n", fields[0].replace('／', "\n"));
        (paths(&read(&text)), String::new())
    });
}

/// Field, text, value.
fn head(fields: &[&str]) -> (String, String) {
    let text = fields[1].replace("{}", BODY).replace("{long}", &folded_body());
    let text = format!("{}\n", text.replace('／', "\n"));
    (field(&read(&text), fields[0]), fields[2].to_owned())
}

#[test]
fn heads_are_read() {
    walk("head/heads.tsv", 160, head);
}

#[test]
fn heads_are_not_read_out_of_other_things() {
    walk("head/negative.tsv", 80, head);
}

#[test]
fn no_sign_that_is_lost_makes_it_panic() {
    for name in [
        "numbering.tsv",
        "numbering_negative.tsv",
        "head/heads.tsv",
        "head/negative.tsv",
    ] {
        for (nth, case) in corpus(name).iter().enumerate() {
            let signs: Vec<char> = case.line.chars().collect();
            // Every line loses another sign: all signs of all lines would take minutes.
            let at = nth * 7 % signs.len();
            let lost: String = signs[..at].iter().chain(&signs[at + 1..]).collect();
            let cut: String = signs[at..].iter().collect();
            for text in [lost, cut] {
                let _ = read(&text.replace("{}", BODY).replace(['／', '\t'], "\n"));
            }
        }
    }
}
