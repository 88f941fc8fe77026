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
    for text in ["", "(", "(责任单位:", "由", "由由", "各", "、、、", "等部门间", "𠮷要", "负", "会同", "(,)", "责任单位:;;。", "“", "《由", "发挥其作用"] {
        let _ = read(text);
        for (at, _) in text.char_indices() {
            let _ = read(&text[at..]);
        }
    }
}
