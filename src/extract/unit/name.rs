//! Recognises one name of a body from its left border. Input: clean text and a byte range that starts where a name
//! may start; output: where the longest name from there ends, in bytes. The grammar: words of the list that build
//! names, closed by a rank (`局`), a kind of body (`企业`), a level (`市`), a collective (`各地`) or, alone, a function
//! (`财政`); a verb inside a name stands only before a rank (`监督管理局`). Not handled: names without any of these
//! (`华为`), save in responsibility lists, where `list` takes them as they stand.

use super::chars::{closing, first, floor, is_name_character};
use super::terms::Terms;
use super::words::{
    COLLECTIVE, CONTROL, FUNCTION, GENERIC, INNER, LEVEL, MODAL, PERSON, RANK, SOFT, STOPS, VERB, WEAK, Word, is, word,
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

/// How people call the two committees of a village.
const TWO_COMMITTEES: &str = "“两委”";
/// Names of bodies are shorter than this many bytes; relative clauses are read apart.
const LONGEST: usize = 150;

/// Reads the longest name that starts at `start`.
pub(super) fn run(text: &str, start: usize, limit: usize) -> Run {
    run_from(text, start, limit, word(text, start, limit))
}

/// The same where the word at `start` is known.
pub(super) fn run_from(text: &str, start: usize, limit: usize, opening: Word) -> Run {
    run_within(text, start, limit, opening, 0)
}

/// How deep names are looked for behind the conjunction of a name, and how often in one name: without these bounds a row
/// of conjunctions would cost a power of its length.
const DEPTH: u8 = 2;
const CROSSINGS: usize = 3;

/// The same `depth` conjunctions deep.
fn run_within(text: &str, start: usize, limit: usize, opening: Word, depth: u8) -> Run {
    let limit = limit.min(floor(text, start + LONGEST));
    let read = read(text, start, limit, opening, depth);
    match read.name {
        Some((end, _)) if !read.person => match department(text, start, end, limit) {
            Some(end) => Run {
                name: Some((end, Kind::Rank)),
                stop: end,
                person: false,
            },
            None => read,
        },
        _ => read,
    }
}

/// Where the department ends whose government stands at `start..end`: laws and rules call departments by their field, whatever
/// it is (`国务院专利行政部门`, `县级以上人民政府建设主管部门`).
fn department(text: &str, start: usize, end: usize, limit: usize) -> Option<usize> {
    const GOVERNMENTS: Terms<6> = Terms::new(["国务院", "人民政府", "政府", "省级", "市级", "县级"]);
    const DEPARTMENTS: [&str; 4] = ["行政主管部门", "行政部门", "主管部门", "监督管理部门"];
    GOVERNMENTS.closes(&text[start..end])?;
    let rest = &text[end..limit];
    if let Some(length) = charged_department(rest) {
        return Some(end + length);
    }
    let field = rest.char_indices().take(FIELD + 1).find_map(|(at, _)| {
        let word = DEPARTMENTS.iter().find(|word| rest[at..].starts_with(**word))?;
        Some((at, at + word.len()))
    });
    let (at, close) = field.filter(|(at, _)| rest[..*at].chars().all(is_name_character))?;
    let other = CONTROLS.opens(rest).is_some()
        || [
            "及", "与", "和", "的", "其", "有关", "相关", "各", "要", "应", "将", "把", "对", "向", "由", "在", "按",
        ]
        .iter()
        .any(|word| rest[..at].contains(word));
    (!other).then_some(end + close)
}

/// How long the department's name goes on behind that of its government, where laws call it by its charge:
/// `…人民政府管理专利工作的部门`, `…人民政府负责药品监督管理的部门`.
fn charged_department(rest: &str) -> Option<usize> {
    const CHARGES: Terms<4> = Terms::new(["管理", "负责", "主管", "承担"]);
    const HEADS: [&str; 3] = ["的部门", "的机构", "的机关"];
    CHARGES.opens(rest)?;
    let of = rest.find('的').filter(|of| *of <= 3 * CHARGE)?;
    let head = HEADS.iter().find(|head| rest[of..].starts_with(**head))?;
    rest[..of]
        .chars()
        .all(|c| is_name_character(c) || c == '、')
        .then_some(of + head.len())
}

/// Longest words for the charge of a department, in characters.
const CHARGE: usize = 16;

/// What a government does to its departments.
const CONTROLS: Terms<12> = Terms::new([
    "组织", "责成", "督促", "指导", "协调", "会同", "监督", "要求", "授权", "委托", "领导", "由",
]);

/// Longest name of a field, in characters.
const FIELD: usize = 8;

fn read(text: &str, start: usize, limit: usize, opening: Word, depth: u8) -> Run {
    let mut crossings = if depth < DEPTH { CROSSINGS } else { 0 };
    // What stands behind a conjunction.
    let behind = |at: usize| run_within(text, at, limit, word(text, at, limit), depth + 1);
    let mut state = State {
        name: None,
        plain: true,
        verb: false,
        verb_end: usize::MAX,
        office: usize::MAX,
        strange: 0,
    };
    let mut at = start;
    while at < limit {
        let c = first(text, at);
        match c {
            // 村“两委”: the party branch and the committee of the village
            '“' if text[at..limit].starts_with(TWO_COMMITTEES) && state.name.is_some_and(|(end, _)| end == at) => {
                at += TWO_COMMITTEES.len();
                state.name = Some((at, Kind::Rank));
                break;
            }
            '(' | '〔' | '〈' | '[' | '（' => {
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
                if state.name.is_some_and(|(end, _)| end == at)
                    && (!is(text, at, limit, INNER) || joins_counties(text, at, limit)) =>
            {
                // `文化旅游和广播电视局` is one office
                let right = at + c.len_utf8();
                let one = crossings > 0 && matches!(state.name, Some((_, Kind::Function)));
                let office = one
                    .then(|| behind(right))
                    .filter(|run| matches!(run.name, Some((_, Kind::Rank))));
                crossings = crossings.saturating_sub(1);
                // `民政局及卫生局` are two, `教育及青年发展局` is one, as every section of a body: `体育卫生与艺术教育处`
                let one = office
                    .is_some_and(|run| c == '和' || !is(text, right, limit, FUNCTION) || is_section(text, right, &run));
                // `县财政和乡镇政府`, `市水利局和县财政局`: a level of its own begins another body
                let one = one && !is(text, at + c.len_utf8(), limit, LEVEL);
                if !one {
                    break;
                }
            }
            // `国有资产与实验室管理处`
            '和' | '及' | '与' if state.name.is_none() && at > start + 3 && crossings > 0 => {
                crossings -= 1;
                let right = at + c.len_utf8();
                if is_section(text, right, &behind(right)) {
                    at = right;
                    continue;
                }
            }
            '、' | '等' | '/' | '·' | '—' | '.' => break,
            _ if c.is_ascii_digit() && state.placed(at) => match numbered(text, at, limit) {
                Some(end) => {
                    state.plain = false;
                    at = end;
                    continue;
                }
                None => break,
            },
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
    if state.name.is_none() && GRADES.is(&text[start..at]) {
        state.name = Some((at, Kind::Level));
    }
    Run {
        name: state.name,
        stop: at,
        person: false,
    }
}

/// Whether the name found at `at` is that of a section of a body: `实验室管理处`, `评估中心`.
fn is_section(text: &str, at: usize, found: &Run) -> bool {
    const SECTIONS: Terms<8> = Terms::new(["处", "科", "室", "股", "司", "中心", "所", "院"]);
    const LONGEST: usize = 30;
    let ends = |(end, kind): (usize, Kind)| {
        kind == Kind::Rank && end - at <= LONGEST && end - at > 3 && SECTIONS.closes(&text[at..end]).is_some()
    };
    found.name.is_some_and(ends)
}

/// Whether `和县` is no county but joins one: `市水利局和县财政局`.
fn joins_counties(text: &str, at: usize, limit: usize) -> bool {
    const JOINED: &str = "和县";
    text[at..limit].starts_with(JOINED) && is(text, at + JOINED.len(), limit, FUNCTION | RANK)
}

/// Where the service number ends that the name of a body holds behind its place: `市12345热线中心`.
fn numbered(text: &str, at: usize, limit: usize) -> Option<usize> {
    const NAMED: Terms<5> = Terms::new(["热线", "政务服务", "便民服务", "服务热线", "平台"]);
    let rest = &text[at..limit];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    ((3..=6).contains(&digits) && NAMED.opens(&rest[digits..]).is_some()).then_some(at + digits)
}

/// Levels that stand for their bodies where a demand follows: `省级负总责`.
const GRADES: Terms<7> = Terms::new(["省级", "市级", "县级", "区级", "镇级", "乡级", "村级"]);

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
    /// Bytes of words that the list does not know since the last end.
    strange: usize,
}

impl State {
    /// Takes one word; true where reading must stop before it.
    fn step(&mut self, text: &str, start: usize, at: usize, limit: usize, found: Word) -> bool {
        let end = at + found.len;
        let class = found.class;
        let touching = self.name.is_some_and(|(end, _)| end == at);
        if touching && self.other_begins(text, at, limit) {
            return true;
        }
        if class & RANK != 0 && (at > start || found.len > 3) {
            self.close(end, Kind::Rank);
        } else if class & GENERIC != 0 {
            // `人民政府审计机关`, but `政府组织企业`
            if self.verb && self.bounded() && self.office != at {
                return true;
            }
            // `市教育局汇集学校资料`: an unknown verb stands between
            if self.strange > '水'.len_utf8() && matches!(self.name, Some((_, Kind::Rank))) {
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
            // `风险评审委员会`: an organ named by its work
            if class & VERB != 0 && (organ(text, at, end, limit) || self.placed(at) && office(text, at, end, limit)) {
                self.plain = false;
                return false;
            }
            if at > start && class & VERB != 0 && self.acting(text, at, end, limit) {
                return false;
            }
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
        } else if self.name.is_some() && text[at..].starts_with('各') {
            // `各地各部门` are two; `各级各部门` and `国务院各部门` are one; `市教育局汇集各校` has a verb between
            let known = &text[start..at];
            if !touching || known.starts_with('各') && !known.ends_with("各级") {
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
            // `慈善组织要…`: the noun
            if self.name.is_none() && at > start && &text[at..end] == "组织" && closes(text, end, limit) {
                self.close(end, Kind::Generic);
                return false;
            }
            self.verb_end = end;
            if self.name.is_some() {
                self.verb = true;
            }
            self.plain = false;
        } else if class & INNER != 0 {
            self.plain &= DETERMINERS.is(&text[at..end]);
        } else {
            self.plain = false;
            self.strange += if class == 0 { found.len } else { 0 };
            // an unknown verb at the border of a name is no part of it
            if class & WEAK != 0 && touching && found.len > 3 {
                return !(at > start && self.acting(text, at, end, limit));
            }
        }
        false
    }

    /// Whether the name so far is a body by itself, not only a level or `各级` in front of one.
    fn bounded(&self) -> bool {
        matches!(self.name, Some((_, Kind::Rank | Kind::Generic | Kind::Place)))
    }

    /// Whether a bare level or place ends at `at`.
    fn placed(&self, at: usize) -> bool {
        matches!(self.name, Some((end, Kind::Level | Kind::Place)) if end == at)
    }

    /// `口岸查验单位`: a verb and a kind of body behind words that are no body yet. Closes the name there.
    fn acting(&mut self, text: &str, at: usize, end: usize, limit: usize) -> bool {
        if self.bounded() || end - at != 6 || SETTING.is(&text[at..end]) {
            return false;
        }
        let Some(kind) = ACTING.opens(&text[end..limit]) else {
            return false;
        };
        self.close(end + kind.len(), Kind::Generic);
        true
    }

    /// Whether the word at `at`, right behind a name, begins what that body does with another: `市教育局联合市财政局`,
    /// `商务部商财政部`, `市粮食局组织联合检查组`.
    fn other_begins(&self, text: &str, at: usize, limit: usize) -> bool {
        if !matches!(self.name, Some((_, Kind::Rank | Kind::Generic | Kind::Collective))) {
            return false;
        }
        let rest = &text[at..limit];
        let bodies = LEVEL | FUNCTION | RANK | COLLECTIVE | GENERIC;
        if let Some(after) = rest.strip_prefix("联合").or_else(|| rest.strip_prefix("协同")) {
            let at = limit - after.len();
            let other = word(text, at, limit);
            return other.class & bodies != 0 && other.len > 3
                || other.class & LEVEL != 0
                || DETERMINERS.opens(after).is_some();
        }
        if rest.starts_with("组织") {
            let after = word(text, at + "组织".len(), limit);
            return after.class & RANK == 0
                && !["人事", "机构", "系统"]
                    .iter()
                    .any(|noun| rest["组织".len()..].starts_with(noun));
        }
        if rest.starts_with('商') && word(text, at, limit).len == 3 {
            let other = word(text, at + '商'.len_utf8(), limit);
            return other.class & (LEVEL | FUNCTION | COLLECTIVE) != 0
                || DETERMINERS.opens(&rest['商'.len_utf8()..]).is_some();
        }
        false
    }

    fn close(&mut self, end: usize, kind: Kind) {
        self.name = Some((end, kind));
        self.strange = 0;
        self.verb = false;
        self.plain &= matches!(kind, Kind::Level | Kind::Collective);
    }
}

/// Organs that are named by their work.
const WORKING: Terms<16> = Terms::new([
    "委员会",
    "小组",
    "领导小组",
    "工作组",
    "工作小组",
    "专责组",
    "指挥部",
    "中心",
    "办公室",
    "专班",
    "工作专班",
    "工作领导小组",
    "推进组",
    "专家组",
    "联席会议",
    "工作委员会",
]);
/// Verbs that name organs.
const NAMING: Terms<44> = Terms::new([
    "评审", "评定", "评选", "评估", "评议", "审议", "验收", "改造", "整改", "修复", "修订", "编写", "编辑", "起草",
    "落实", "实施", "认定", "推进", "推动", "提升", "优化", "深化", "创建", "筹备", "调研", "征收", "化解", "防范",
    "处理", "论证", "遴选", "普查", "仲裁", "恢复", "搬迁", "安置", "升级", "转型", "攻坚", "受理", "对接", "议事",
    "协商", "听证",
]);

/// Whether the verb from `at` to `end` and an organ right behind it make one name: `评审委员会`, `改造指挥部`.
fn organ(text: &str, at: usize, end: usize, limit: usize) -> bool {
    end - at == 6 && WORKING.opens(&text[end..limit]).is_some() && NAMING.opens(&text[at..end]).is_some()
}

/// `省创建办`: a verb and the one rank that stands for an office of its own behind a level.
fn office(text: &str, at: usize, end: usize, limit: usize) -> bool {
    end - at == 6
        && text[end..limit].starts_with('办')
        && word(text, end, limit).len == '办'.len_utf8()
        && !SETTING.is(&text[at..end])
}

/// Verbs whose object a body is.
const SETTING: Terms<20> = Terms::new([
    "成立", "设立", "组建", "建立", "设置", "建成", "增设", "新建", "扩建", "撤销", "取消", "调整", "恢复", "完善",
    "健全", "加强", "指定", "明确", "确定", "报送",
]);
/// Kinds of bodies that a verb in front describes.
const ACTING: Terms<4> = Terms::new(["单位", "机构", "企业", "机关"]);

/// Whether an organ named by its work begins at `at`.
pub(super) fn working(text: &str, at: usize, limit: usize) -> bool {
    let verb = word(text, at, limit);
    verb.class & VERB != 0 && organ(text, at, at + verb.len, limit)
}

/// Whether a name must end before `at`: a modal, a mark of a list or the end.
fn closes(text: &str, at: usize, limit: usize) -> bool {
    at >= limit || is(text, at, limit, MODAL) || matches!(first(text, at), '、' | '等' | '和' | '及')
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
pub(super) const DETERMINERS: Terms<31> = Terms::new([
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
    "当地",
    "属地",
    "所在地",
    "本级",
    "下级",
    "其余",
    "其它",
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
pub(super) const CERTAIN: Terms<12> = Terms::new([
    "各",
    "所有",
    "全体",
    "上述",
    "有关",
    "相关",
    "本",
    "其他",
    "其余",
    "其它",
    "当地",
    "所在地",
]);

/// Whether a name is certainly one: it has a rank or a determiner.
pub(super) fn definite(name: &str, kind: Kind) -> bool {
    matches!(kind, Kind::Rank | Kind::Collective)
        || kind == Kind::Function
            && (is(name, 0, name.len(), LEVEL | COLLECTIVE)
                || name.chars().nth(1) == Some('级') && DETERMINERS.opens(name).is_some())
        || CERTAIN.opens(name).is_some()
        // `教育部门`, `公安机关`: one body of its place
        || kind == Kind::Generic && name.len() >= 12 && (name.ends_with("部门") || name.ends_with("机关"))
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
    if matches!(inner, "居" | "地" | "州" | "盟" | "组" | "坊") {
        return true; // `村(居)民委员会`, `市(地)`
    }
    inner.split(['、', ',', '，', '/']).all(|part| {
        let read = run(part, 0, part.len());
        read.name.is_some_and(|(end, _)| end == part.len())
    })
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
