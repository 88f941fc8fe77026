//! Recognises one name of a body from its left border. Input: clean text and a byte range that starts where a name
//! may start; output: where the longest name from there ends, in bytes. The grammar: words of the list that build
//! names, closed by a rank (`局`), a kind of body (`企业`), a level (`市`), a collective (`各地`) or, alone, a function
//! (`财政`); a verb inside a name stands only before a rank (`监督管理局`). Not handled: names without any of these
//! (`华为`), save in responsibility lists, where `list` takes them as they stand.

use super::terms::{Terms, width};
use super::words::{
    COLLECTIVE, CONTROL, FUNCTION, GENERIC, INNER, LEVEL, PERSON, RANK, SOFT, STOPS, VERB, WEAK, Word, is, word,
};

/// What closes a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A bare level, `市`, `县(市、区)`, `各乡镇`.
    Level,
    /// A place, `南昌市`.
    Place,
    /// An office without its rank, `财政`.
    Function,
    /// A kind of body, `企业`.
    Generic,
    /// A collective, `各地`.
    Collective,
    /// A rank, `局`.
    Rank,
}

/// A name read from its left border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Where the longest name ends, and what closes it.
    pub name: Option<(usize, Kind)>,
    /// Where reading stopped: at a mark, a verb, a border, a person or the limit.
    pub stop: usize,
    /// A person or post follows: the body itself is not meant.
    pub person: bool,
}

/// Names of bodies are shorter than this many bytes; relative clauses are read apart.
const LONGEST: usize = 150;

/// Reads the longest name that starts at `start`.
pub(super) fn run(text: &str, start: usize, limit: usize) -> Run {
    run_from(text, start, limit, word(text, start, limit))
}

/// The same where the word at `start` is known.
pub(super) fn run_from(text: &str, start: usize, limit: usize, opening: Word) -> Run {
    let limit = limit.min(floor(text, start + LONGEST));
    let mut state = State {
        name: None,
        plain: true,
        verb: false,
        verb_end: usize::MAX,
        office: usize::MAX,
    };
    let mut at = start;
    while at < limit {
        let c = first(text, at);
        match c {
            '(' | '〔' | '[' | '（' => {
                let close = closing(text, at, limit);
                match state.name {
                    Some((end, kind)) if end == at && belongs(&text[at..close]) => {
                        state.name = Some((close, kind));
                        at = close;
                        continue;
                    }
                    _ => break,
                }
            }
            '“' | '"' | '「' => {
                let close = closing(text, at, limit);
                if close > at + 60 || close >= limit || state.name.is_some() {
                    break;
                }
                state.plain = false;
                at = close;
                continue;
            }
            '和' | '及' | '与' | '或'
                if state.name.is_some_and(|(end, _)| end == at) && !is(text, at, limit, INNER) =>
            {
                // `文化旅游和广播电视局` is one office
                let function = matches!(state.name, Some((_, Kind::Function)));
                let one =
                    c == '和' && function && matches!(run(text, at + c.len_utf8(), limit).name, Some((_, Kind::Rank)));
                if !one {
                    break;
                }
            }
            '、' | '等' | '/' | '·' | '—' | '.' => break,
            _ if !is_name_character(c) => break,
            _ => {}
        }
        let found = if at == start { opening } else { word(text, at, limit) };
        if found.class & PERSON != 0
            && found.class & (RANK | GENERIC | FUNCTION) == 0
            && !is(text, at + found.len, limit, RANK | GENERIC)
        {
            // `消费者协会`, `农民合作社` are bodies, `企业负责人` is none
            return Run {
                name: state.name,
                stop: at,
                person: state.name.is_some_and(|(end, _)| end == at) || state.name.is_none(),
            };
        }
        if state.step(text, start, at, limit, found) {
            break;
        }
        at += found.len;
        if let Some((end, _)) = state.name {
            at = at.max(end);
        }
    }
    Run {
        name: state.name,
        stop: at,
        person: false,
    }
}

struct State {
    name: Option<(usize, Kind)>,
    /// Only determiners, levels and functions so far.
    plain: bool,
    /// A verb since the last end.
    verb: bool,
    /// Where the last verb ended.
    verb_end: usize,
    /// Where an office ended that a department follows.
    office: usize,
}

impl State {
    /// Takes one word; true where reading must stop before it.
    fn step(&mut self, text: &str, start: usize, at: usize, limit: usize, found: Word) -> bool {
        let end = at + found.len;
        let class = found.class;
        let touching = self.name.is_some_and(|(end, _)| end == at);
        if class & RANK != 0 && (at > start || found.len > 3) {
            self.close(end, Kind::Rank);
        } else if class & GENERIC != 0 {
            // `人民政府审计机关`, but `政府组织企业`
            if self.verb && self.bounded() && self.office != at {
                return true;
            }
            self.close(end, Kind::Generic);
        } else if class & COLLECTIVE != 0 {
            if self.name.is_some() {
                return true;
            }
            self.close(end, Kind::Collective);
        } else if class & LEVEL != 0 {
            if self.verb && self.bounded() {
                return true;
            }
            // `考核县`: the verb governs the level
            if self.verb_end == at && self.name.is_none() {
                return true;
            }
            // no name of a district is that long: `活禽宰杀区`
            let from = self.name.map_or(start, |(end, _)| end);
            if !self.plain && &text[at..end] == "区" && at - from > 9 && !touching {
                return true;
            }
            let bare = self.plain && (self.name.is_none_or(|(_, kind)| kind == Kind::Level));
            if bare || touching || found.len > 3 || self.name.is_none() {
                self.close(end, if bare { Kind::Level } else { Kind::Place });
            }
        } else if class & STOPS != 0 {
            // `市优化营商环境工作领导小组`
            match self.name {
                Some((end, Kind::Level | Kind::Place)) if end == at && class & (VERB | CONTROL) != 0 => {
                    match matter(text, start, at, limit) {
                        Some(end) => self.close(end, Kind::Rank),
                        None => return true,
                    }
                }
                _ => return true,
            }
        } else if touching && text[at..].starts_with('各') {
            // `各地各部门` are two; `各级各部门` and `国务院各部门` are one
            let known = &text[start..at];
            if known.starts_with('各') && !known.ends_with("各级") {
                return true;
            }
        } else if class & FUNCTION != 0 {
            if self.plain
                && self
                    .name
                    .is_none_or(|(_, kind)| matches!(kind, Kind::Level | Kind::Collective | Kind::Function))
            {
                let next = word(text, end, limit);
                if class & SOFT == 0 || next.class & (SOFT | INNER) == 0 {
                    self.name = Some((end, Kind::Function));
                }
            } else if class & SOFT != 0 && self.name.is_some() {
                self.verb = true;
                let rest = &text[end..limit];
                if touching && (rest.starts_with("机关") || rest.starts_with("部门")) && !text[at..].starts_with("组织")
                {
                    self.office = end;
                }
            }
        } else if class & SOFT != 0 {
            self.verb_end = end;
            if self.name.is_some() {
                self.verb = true;
            }
            self.plain = false;
        } else if class & INNER != 0 {
            self.plain &= DETERMINERS.is(&text[at..end]);
        } else {
            self.plain = false;
            // an unknown verb at the border of a name is no part of it
            if class & WEAK != 0 && touching && found.len > 3 {
                return true;
            }
        }
        false
    }

    /// Whether the name so far is a body by itself, not only a level or `各级` in front of one.
    fn bounded(&self) -> bool {
        matches!(self.name, Some((_, Kind::Rank | Kind::Generic | Kind::Place)))
    }

    fn close(&mut self, end: usize, kind: Kind) {
        self.name = Some((end, kind));
        self.verb = false;
        self.plain &= matches!(kind, Kind::Level | Kind::Collective);
    }
}

/// Organs set up for one matter, whose names tell in verbs what they are for.
const ORGANS: [&str; 5] = ["领导小组", "指挥部", "工作专班", "联席会议", "协调小组"];

/// Where the name of an organ for one matter ends, whose level ends at `at`: `市优化营商环境工作领导小组`.
fn matter(text: &str, start: usize, at: usize, limit: usize) -> Option<usize> {
    if text[start..at].starts_with('各') {
        return None;
    }
    let rest = &text[at..limit];
    let rest = &rest[..rest.find([',', '，', '。', '的', '\n']).unwrap_or(rest.len())];
    let end = ORGANS
        .iter()
        .filter_map(|organ| rest.find(organ).map(|offset| offset + organ.len()))
        .min()?;
    // whoever sets one up, calls or changes it is another body
    let other = rest[..end].starts_with(['成', '设', '组', '召', '调', '参', '配', '报'])
        || ["成立", "设立", "组建", "建立", "召开", "发挥", "调整"]
            .iter()
            .any(|verb| rest[..end].contains(verb));
    (!other && end <= 75).then_some(at + end)
}

/// Words that may stand before a name without being part of its kind.
pub(super) const DETERMINERS: Terms<24> = Terms::new([
    "各",
    "各级",
    "各有关",
    "各相关",
    "各类",
    "有关",
    "相关",
    "所有",
    "全体",
    "其他",
    "上述",
    "该",
    "本",
    "同级",
    "上级",
    "中央级",
    "省级",
    "市级",
    "县级",
    "区级",
    "乡级",
    "两级",
    "三级",
    "四级",
]);

/// Determiners that only stand before bodies.
const CERTAIN: Terms<7> = Terms::new(["各", "所有", "全体", "上述", "有关", "相关", "本"]);

/// Whether a name is certainly one: it has a rank or a determiner.
pub(super) fn definite(name: &str, kind: Kind) -> bool {
    matches!(kind, Kind::Rank | Kind::Collective)
        || kind == Kind::Function
            && (is(name, 0, name.len(), LEVEL | COLLECTIVE)
                || name.chars().nth(1) == Some('级') && DETERMINERS.opens(name).is_some())
        || CERTAIN.opens(name).is_some()
}

/// Whether what stands in brackets after a name belongs to it: `县(市、区)`, `政府(管委会)`.
fn belongs(bracket: &str) -> bool {
    let mut characters = bracket.chars();
    characters.next();
    characters.next_back();
    let inner = characters.as_str();
    if inner.is_empty() || inner.len() > 60 {
        return false;
    }
    if inner == "居" {
        return true; // `村(居)民委员会`, `村(居)委会`
    }
    inner.split(['、', ',', '，', '/']).all(|part| {
        let read = run(part, 0, part.len());
        read.name.is_some_and(|(end, _)| end == part.len())
    })
}

/// The byte after the mark that closes the bracket or quotation at `at`; `limit` where none does.
pub(super) fn closing(text: &str, at: usize, limit: usize) -> usize {
    let bytes = &text.as_bytes()[..limit];
    let mut depth = 0_usize;
    let mut place = at;
    while let Some(&byte) = bytes.get(place) {
        let opens = match byte {
            0xe4..=0xe9 => {
                place += 3;
                continue;
            }
            b'(' | b'[' => Some(true),
            b')' | b']' => Some(false),
            b'"' if place > at => return place + 1,
            b'\n' => return place,
            0xe2..=0xef => match text.get(place..place + 3) {
                Some("〔" | "（" | "“" | "《" | "「" | "【") => Some(true),
                Some("〕" | "）" | "”" | "》" | "」" | "】") => Some(false),
                _ => None,
            },
            _ => None,
        };
        place += width(byte);
        match opens {
            Some(true) => depth += 1,
            Some(false) if depth <= 1 => return place,
            Some(false) => depth -= 1,
            None => {}
        }
    }
    limit
}

/// Whether a name may hold the character: ideographs, Latin letters and what stands for damaged text.
fn is_name_character(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
        || c.is_ascii_alphabetic()
        || c == '〇'
        || ('\u{20000}'..='\u{3ffff}').contains(&c)
}

/// The character at `at`, which must be a border of characters within the text.
pub(super) fn first(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\0')
}

/// The nearest border of characters at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> &str {
        run(text, 0, text.len()).name.map_or("", |(end, _)| &text[..end])
    }

    #[test]
    fn names_end_where_the_demand_begins() {
        for (text, name) in [
            ("市教育局组织学校开展", "市教育局"),
            ("市委组织部牵头", "市委组织部"),
            ("公安机关交通管理部门依据", "公安机关交通管理部门"),
            ("县(市、区)人民政府应当", "县(市、区)人民政府"),
            ("工业和信息化局负责", "工业和信息化局"),
            ("疾病预防控制中心制定", "疾病预防控制中心"),
            ("各级财政保障经费", "各级财政"),
            ("乡镇(街道)要", "乡镇(街道)"),
            ("社会各界", ""),
            ("加强领导", ""),
            ("省政府办公厅会同", "省政府办公厅"),
            ("南昌市要", "南昌市"),
        ] {
            assert_eq!(read(text), name, "{text}");
        }
    }

    #[test]
    fn a_person_is_no_body() {
        assert!(run("企业主要负责人要", 0, 24).person);
    }
}
