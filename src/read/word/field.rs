//! Fields: what of them stands on the page.
//!
//! In: the instruction of a field, ` HYPERLINK "…" `. Out: whether its result is shown, and the words of fields that
//! have none: equations, which Chinese offices use for circled numbers (带圈字符), pinyin above characters (拼音指南) and
//! two lines in one (合并字符). Tables of contents are not shown: their lines would be read as items. Not told: numbers of
//! the oldest fields of numbering, which Word counts as it prints.

/// What is shown of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Shown {
    /// Its result.
    Result,
    /// These words.
    Words(String),
    /// A number that only Word counts.
    LostNumber,
}

/// What is shown of the field of an instruction.
pub(in super::super) fn shown(instruction: &str) -> Shown {
    let instruction = instruction.trim();
    let (name, rest) = instruction
        .split_once(|c: char| c.is_whitespace() || c == '\\')
        .map_or((instruction, ""), |(name, _)| (name, &instruction[name.len()..]));
    match name.to_ascii_uppercase().as_str() {
        "TOC" | "TOA" | "INDEX" => Shown::Words(String::new()),
        "EQ" => Shown::Words(equation(rest)),
        // The words that are shown follow the name of what to call.
        "MACROBUTTON" | "GOTOBUTTON" => {
            let rest = rest.trim_start();
            let words = rest.split_once(char::is_whitespace).map_or("", |(_, words)| words);
            Shown::Words(words.trim().to_owned())
        }
        "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" | "LISTNUM" => Shown::LostNumber,
        _ => Shown::Result,
    }
}

/// Deepest bracket that is looked into.
const DEEPEST: usize = 32;

/// A bracket of an equation that is open.
#[derive(Debug, Default)]
struct Open {
    /// The switches before it: `o`, `ac`, `s`, `up`.
    switches: Vec<String>,
    /// Its finished arguments, and the one that is being read.
    arguments: Vec<Argument>,
    argument: Argument,
}

#[derive(Debug, Default)]
struct Argument {
    words: String,
    /// It is set above or below the line.
    moved: bool,
}

/// The words of an equation, as near as a line of text comes to it.
fn equation(code: &str) -> String {
    let mut stack = vec![Open::default()];
    let mut switches: Vec<String> = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let depth = stack.len();
        let Some(open) = stack.last_mut() else { break };
        match c {
            '\\' => match chars.peek() {
                Some('*') => {
                    chars.next();
                    skip_word(&mut chars);
                }
                Some(next) if next.is_ascii_alphabetic() => {
                    let mut name = String::new();
                    while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
                        name.push(letter.to_ascii_lowercase());
                    }
                    // The measure of a switch: `\up 9`.
                    while chars.next_if(|c| *c == ' ').is_some() {}
                    while chars.next_if(|c| c.is_ascii_digit() || *c == '-').is_some() {}
                    switches.push(name);
                }
                _ => open.argument.words.extend(chars.next()),
            },
            '(' if !switches.is_empty() && depth < DEEPEST => stack.push(Open {
                switches: std::mem::take(&mut switches),
                ..Open::default()
            }),
            ',' | ';' if depth > 1 => open.arguments.push(std::mem::take(&mut open.argument)),
            ')' if depth > 1 => {
                if let Some(closed) = stack.pop()
                    && let Some(outer) = stack.last_mut()
                {
                    let moved = closed.switches.iter().any(|name| name == "up" || name == "do");
                    outer.argument.words.push_str(&value(closed));
                    outer.argument.moved |= moved;
                }
            }
            ' ' => {}
            _ => open.argument.words.push(c),
        }
    }
    let mut out = String::new();
    for open in stack {
        for argument in open.arguments.iter().chain([&open.argument]) {
            out.push_str(&argument.words);
        }
    }
    out
}

fn skip_word(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while chars.next_if(|c| *c == ' ').is_some() {}
    if chars.next_if(|c| matches!(c, '"' | '“')).is_some() {
        while chars.next().is_some_and(|c| !matches!(c, '"' | '”')) {}
    } else {
        while chars.next_if(|c| *c != ' ' && *c != '\\').is_some() {}
    }
}

/// The words of a bracket that is closed.
fn value(open: Open) -> String {
    let is = |name: &str| open.switches.iter().any(|switch| switch == name);
    let mut arguments = open.arguments;
    arguments.push(open.argument);
    if is("o") {
        // Signs over each other: pinyin over its character, or a sign around another.
        let level = arguments.iter().filter(|argument| !argument.moved).count();
        if level > 0 && level < arguments.len() {
            return arguments
                .into_iter()
                .filter(|argument| !argument.moved)
                .map(|argument| argument.words)
                .collect();
        }
        if let [around, inside] = arguments.as_slice()
            && matches!(around.words.as_str(), "○" | "〇" | "◯" | "□" | "△" | "◇" | "O")
        {
            return circled(&inside.words).map_or_else(|| inside.words.clone(), String::from);
        }
    }
    let between = if is("f") {
        "/"
    } else if is("l") {
        "，"
    } else {
        ""
    };
    let words: Vec<String> = arguments.into_iter().map(|argument| argument.words).collect();
    let words = words.join(between);
    if is("b") { format!("({words})") } else { words }
}

/// The sign for a number in a circle.
fn circled(words: &str) -> Option<char> {
    if let Ok(number @ 1..=20) = words.parse::<u32>() {
        return char::from_u32('①' as u32 + number - 1);
    }
    let at = "一二三四五六七八九十".chars().position(|c| words.chars().eq([c]))?;
    char::from_u32('㊀' as u32 + u32::try_from(at).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_field() {
        for (instruction, words) in [
            (r#" TOC \o "1-3" \h "#, ""),
            (r"EQ \o\ac(○,3)", "③"),
            (r"eq \o\ac(○,12)", "⑫"),
            (r"EQ \o\ac(□,密)", "密"),
            (r"EQ \o(○,三)", "㊂"),
            (r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(qīng),青)"#, "青"),
            (r"EQ \o\ad(\s\up 5(市委),\s\do 2(市府))", "市委市府"),
            (r"EQ \f(1,2)", "1/2"),
            (r"EQ \o(((", "(("),
            (r"MACROBUTTON NoMacro [请在此填写单位]", "[请在此填写单位]"),
        ] {
            assert_eq!(shown(instruction), Shown::Words(words.to_owned()), "{instruction}");
        }
        assert_eq!(shown(r#" HYPERLINK "http://example.cn" "#), Shown::Result);
        assert_eq!(shown("PAGE"), Shown::Result);
        assert_eq!(shown(""), Shown::Result);
        assert_eq!(shown(r"AUTONUM \* Arabic"), Shown::LostNumber);
    }

    #[test]
    fn brackets_without_end_do_no_harm() {
        let code = r"EQ \o(".repeat(10_000);
        assert!(matches!(shown(&code), Shown::Words(_)));
    }
}
