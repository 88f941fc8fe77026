//! Fields: between their marks stands an instruction, which is not shown, and what it came to, which is.
//!
//! In: the marks and the instructions. Out: whether text at this place is shown. Tables of contents are not: they repeat
//! headings with page numbers. A character in a circle and its kin are instructions without a result.

/// Most fields within each other.
const DEEPEST: usize = 100;
/// Most bytes of an instruction that are looked at.
const INSTRUCTION: usize = 1_000;

/// The fields that are open at a place of the text.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them hide the text here.
    veils: usize,
    /// Set where the marks do not match: all text is shown.
    pub ignored: bool,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether its second mark has been passed.
    result: bool,
    veils: bool,
}

impl Fields {
    /// The first mark.
    pub fn begin(&mut self) {
        if !self.ignored && self.open.len() < DEEPEST {
            self.veils += 1;
            self.open.push(Field {
                veils: true,
                ..Field::default()
            });
        }
    }

    /// Words of an instruction.
    pub fn instruction(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.result)
            && field.instruction.len() + words.len() <= INSTRUCTION
        {
            field.instruction.push_str(words);
        }
    }

    /// The second mark. Gives whether a table of contents begins.
    pub fn separate(&mut self) -> bool {
        let Some(field) = self.open.last_mut().filter(|field| !field.result) else {
            return false;
        };
        field.result = true;
        let contents = is_contents(&field.instruction);
        if !contents {
            field.veils = false;
            self.veils = self.veils.saturating_sub(1);
        }
        contents
    }

    /// The last mark. Gives what the field shows where its result is not in the text.
    pub fn end(&mut self) -> Option<String> {
        let field = self.open.pop()?;
        if field.veils {
            self.veils = self.veils.saturating_sub(1);
        }
        (!field.result).then(|| equation(&field.instruction)).flatten()
    }

    /// Whether text here is shown.
    pub fn show(&self) -> bool {
        self.veils == 0
    }

    /// Whether fields are open that should have ended.
    pub fn are_open(&self) -> bool {
        !self.open.is_empty()
    }
}

/// Whether the instruction makes a table of contents.
pub(super) fn is_contents(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next();
    word.is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}

/// What `EQ \o` shows: characters printed over each other, with which Word makes `①` beyond 20, and the reading above
/// a character. Of these the characters themselves count.
fn equation(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start();
    let rest = rest
        .get(..2)
        .filter(|word| word.eq_ignore_ascii_case("eq"))
        .and(rest.get(2..))?;
    let at = rest.find("\\o")?;
    let inside = rest.get(at..)?.split_once('(')?.1;
    let parts = arguments(inside);
    let last = parts.last()?.trim();
    if let ([ring, _], false) = (parts.as_slice(), last.is_empty())
        && matches!(ring.trim(), "○" | "〇" | "◯" | "O")
    {
        return Some(circled(last));
    }
    let readings = parts.iter().all(|part| part.trim_start().starts_with("\\s"));
    let shown: String = if readings {
        parts.iter().map(|part| plain(part)).collect()
    } else {
        plain(last)
    };
    Some(shown).filter(|shown| !shown.is_empty())
}

/// The arguments up to the bracket that closes them.
fn arguments(inside: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                parts.push(&inside[start..at]);
                return parts;
            }
            ')' => depth -= 1,
            ',' | '，' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    parts
}

/// An argument without `\s\up 9(…)` around it.
fn plain(part: &str) -> String {
    let part = part.trim();
    match part.split_once('(') {
        Some((_, inside)) if part.starts_with('\\') => inside.trim_end_matches(')').to_owned(),
        _ => part.to_owned(),
    }
}

fn circled(inside: &str) -> String {
    let number = inside.parse::<u32>().ok();
    let sign = number.and_then(|number| match number {
        1..=20 => char::from_u32(0x2460 + number - 1),
        21..=35 => char::from_u32(0x3251 + number - 21),
        36..=50 => char::from_u32(0x32B1 + number - 36),
        _ => None,
    });
    sign.map_or_else(|| inside.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_shown_and_instructions_are_not() {
        let mut fields = Fields::default();
        assert!(fields.show());
        fields.begin();
        fields.instruction(" IF ");
        fields.begin();
        fields.instruction("PAGE");
        assert!(!fields.separate() && !fields.show());
        assert_eq!(fields.end(), None);
        assert!(!fields.separate() && fields.show());
        assert_eq!(fields.end(), None);
        assert!(fields.show() && !fields.are_open());
        assert_eq!(fields.end(), None);
    }

    #[test]
    fn tables_of_contents_are_not_shown() {
        let mut fields = Fields::default();
        fields.begin();
        fields.instruction(" T");
        fields.instruction("OC \\o \"1-3\"");
        assert!(fields.separate() && !fields.show());
        fields.end();
        assert!(fields.show());
    }

    #[test]
    fn circles_are_characters() {
        for (instruction, shown) in [
            (" eq \\o\\ac(○,1)", Some("①")),
            ("EQ \\o\\ac(○,21)", Some("㉑")),
            ("eq \\o\\ac(□,急)", Some("急")),
            ("eq \\o\\ac(○,密)", Some("密")),
            (
                "EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(ní),倪)",
                Some("倪"),
            ),
            ("eq \\o(\\s\\up 6(甲乙),\\s\\do 2(丙丁))", Some("甲乙丙丁")),
            ("EQ \\f(1,2)", None),
            ("EQ \\o", None),
            ("eq", None),
            ("", None),
            ("PAGE", None),
        ] {
            assert_eq!(equation(instruction).as_deref(), shown, "{instruction}");
        }
    }
}
