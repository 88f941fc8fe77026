//! Walks the corpora beside the rules.

use super::*;

fn read(text: &str) -> Vec<String> {
    units(text, &[ByteSpan::new(0, text.len())])
        .into_iter()
        .map(|unit| format!("{}:{}", unit.name, role(unit.role)))
        .collect()
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead",
        Role::Support => "support",
        Role::Responsible => "responsible",
        Role::Actor => "actor",
    }
}

#[test]
fn no_input_panics() {
    for text in [
        "",
        "(",
        "(责任单位:",
        "由",
        "由由",
        "各",
        "、、、",
        "等部门间",
        "𠮷要",
        "负",
        "会同",
        "(,)",
        "责任单位:;;。",
        "“",
        "《由",
        "发挥其作用",
    ] {
        let _ = read(text);
        for (at, _) in text.char_indices() {
            let _ = read(&text[at..]);
        }
    }
}

#[test]
fn corpus_is_read() {
    let mut failures = Vec::new();
    for line in include_str!("corpus.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (sentence, expected) = line.split_once('\t').unwrap_or((line, ""));
        let expected: Vec<String> = expected.split_ascii_whitespace().map(str::to_owned).collect();
        let found = read(sentence);
        if found != expected {
            failures.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} lines:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn negative_corpus_gives_nothing() {
    let mut failures = Vec::new();
    for line in include_str!("negative.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let sentence = line.split('\t').next().unwrap_or(line);
        let found = read(sentence);
        if !found.is_empty() {
            failures.push(format!("{line}\n  found {found:?}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} lines:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn a_stated_order_gives_the_leader() {
    let text = "责任单位:市教育局、市财政局";
    let found = units_under(
        text,
        &[ByteSpan::new(0, text.len())],
        &Register::of("注:列第一位的为牵头单位,其他为配合单位"),
    );
    let roles: Vec<Role> = found.iter().map(|unit| unit.role).collect();
    assert_eq!(roles, [Role::Lead, Role::Support]);
}

#[test]
fn spans_point_at_the_words() {
    let text = "各学校要自查。责任单位:县教育局";
    for unit in units(text, &[ByteSpan::new(0, text.len())]) {
        assert_eq!(unit.span.of(text), unit.text);
    }
}

#[test]
fn a_defined_short_name_is_a_body() {
    let text = "省水务投资集团有限公司(以下简称“省水投”)参与。\n省水投要编制方案,由省水投牵头。";
    let second = text.find('\n').unwrap() + 1;
    let found = units_under(text, &[ByteSpan::new(second, text.len())], &Register::of(text));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].role), ("省水投", Role::Lead));
}
