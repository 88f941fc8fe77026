//! Splits a run of names in running text: `公安、检察院、法院`, `机构编制、发改、财政等部门`, `各级党委和政府`.
//! Input: clean text and the byte where the first name starts; output: one span per body and where the list ends.
//! A group that shares its head stays whole (`市、县(市、区)人民政府`, `各级党委和政府`), because it cannot be
//! split without loss. Not handled: commas inside a list (they are read in responsibility lists only, see `bracket`).

use super::chars::first;
use super::name::{Kind, Run, definite, run, run_from};
use super::names::governed;
use super::terms::{self, Terms, holds};
use super::words::{BORDER, FUNCTION, GENERIC, LEVEL, MODAL, PERSON, RANK, SOFT, STOPS, WEAK, Word, is, word};
use crate::model::ByteSpan;

/// A list of names read from its left border.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// One span per body.
    pub names: Vec<ByteSpan>,
    /// What closes the last name.
    pub kind: Kind,
    /// Where the list ends, `等部门` included.
    pub end: usize,
    /// Whether it is certainly a list of bodies.
    pub definite: bool,
}

struct Part {
    span: ByteSpan,
    /// None where nothing closes the name.
    kind: Option<Kind>,
}

/// What joins the names of a list.
pub(super) const JOINTS: Terms<6> = Terms::new(["以及", "和", "及", "或者", "或", "与"]);
const MORE: Terms<6> = Terms::new(["、", "以及", "和", "及", "或者", "或"]);
/// Counts of persons: `由一位副局长负责`.
const ONE_PERSON: Terms<6> = Terms::new(["一位", "一名", "1名", "1位", "两名", "2名"]);
/// Words before the persons of a body.
const SOME: Terms<5> = Terms::new(["有关", "相关", "主要", "分管", "各位"]);

/// Reads a list that starts at `start`; none where no name stands there or a person is meant.
pub(super) fn list(text: &str, start: usize, limit: usize) -> Option<List> {
    let mut parts: Vec<Part> = Vec::new();
    let mut at = start;
    if ONE_PERSON.opens(&text[start..limit]).is_some() {
        return None;
    }
    loop {
        let opening = word(text, at, limit);
        if let Some(end) = relative(text, at, limit, opening) {
            parts.push(Part {
                span: ByteSpan::new(at, end),
                kind: Some(Kind::Generic),
            });
            let joint = MORE.opens(&text[end..limit]);
            match joint {
                Some(joint) => at = end + joint.len(),
                None => {
                    return finish(text, parts, end).map(|found| List {
                        definite: true,
                        ..found
                    });
                }
            }
            continue;
        }
        let read = run_from(text, at, limit, opening);
        let Some((end, kind)) = read.name.filter(|_| !read.person) else {
            if read.person {
                return None;
            }
            // nothing closes it: a part of a longer list, or no name at all
            let mark = if read.stop < limit {
                first(text, read.stop)
            } else {
                '\0'
            };
            if read.stop == at
                || !matches!(mark, '、' | '等')
                || (opening.class & (STOPS | SOFT) != 0
                    && parts.is_empty()
                    && mark != '等'
                    && opening.class & GENERIC == 0)
            {
                return None;
            }
            parts.push(Part {
                span: ByteSpan::new(at, read.stop),
                kind: None,
            });
            if mark == '等' {
                return tail(text, parts, read.stop, limit);
            }
            at = read.stop + '、'.len_utf8();
            continue;
        };
        // a bracket that explains the name is passed over: `街道(包括开发区)、镇`
        let mut next = end;
        if followed_by_person(text, next, limit) {
            return None;
        }
        if next < limit && matches!(first(text, next), '(' | '〔' | '〈' | '[') {
            next = super::chars::closing(text, next, limit);
        }
        let governs =
            kind == Kind::Rank && end - at > 6 && is(text, end, limit, SOFT) && !is(text, end, limit, GENERIC);
        if next == end && end < read.stop && matches!(stop_mark(text, &read, limit), '、' | '等') && !governs {
            // `县级以上人民政府农业、林业等主管部门`: the offices of one government
            if kind == Kind::Rank && is(text, end, limit, FUNCTION) && end + word(text, end, limit).len == read.stop {
                parts.push(Part {
                    span: ByteSpan::new(at, read.stop),
                    kind: None,
                });
                if stop_mark(text, &read, limit) == '等' {
                    return tail(text, parts, read.stop, limit);
                }
                at = read.stop + '、'.len_utf8();
                continue;
            }
            // words stand between the last end and the mark: `企业自查、群众举报` is no list of bodies, while
            // `民政局组织街道、社区` has one body and its verb
            return None;
        } else {
            // `跨地区、多层级企业`: the first part only describes; `市直各部门、各单位` is one group
            let mark = next < limit && first(text, next) == '、';
            let describes = mark && matches!(first(text, at), '跨' | '多');
            let grouped = mark && one_group(&text[at..end], &text[next + '、'.len_utf8()..limit]);
            parts.push(Part {
                span: ByteSpan::new(at, end),
                kind: (!describes && !grouped).then_some(kind),
            });
        }
        if next >= limit {
            return finish(text, parts, next);
        }
        match first(text, next) {
            '、' | '/' => at = next + first(text, next).len_utf8(),
            '等' => return tail(text, parts, next, limit),
            '和' | '及' | '或' | '以' | '与' => {
                let Some(joint) = JOINTS.opens(&text[next..limit]) else {
                    return finish(text, parts, next);
                };
                let right = next + joint.len();
                if relative(text, right, limit, word(text, right, limit)).is_some() {
                    at = right;
                    continue;
                }
                let other = run(text, right, limit);
                if other.person {
                    // `各级党组织和广大党员`: the persons are passed over
                    let persons = other
                        .name
                        .is_none()
                        .then(|| other.stop + word(text, other.stop, limit).len);
                    return persons.and_then(|end| finish(text, parts, end));
                }
                if other.name.is_none() {
                    let end = professionals(text, right, limit).unwrap_or(next);
                    return finish(text, parts, end);
                }
                if joint.len() == '及'.len_utf8()
                    && shares_head(&text[parts[parts.len() - 1].span.start..next], &text[right..])
                {
                    let (end, kind) = other.name.unwrap_or((right, Kind::Generic));
                    if let Some(last) = parts.last_mut() {
                        *last = Part {
                            span: ByteSpan::new(last.span.start, end),
                            kind: Some(kind),
                        };
                    }
                    return match first(text, end.min(limit)) {
                        '、' if end < limit => continue_list(text, parts, end + 3, limit),
                        '等' if end < limit => tail(text, parts, end, limit),
                        _ => finish(text, parts, end),
                    };
                }
                at = right;
            }
            '各' => at = next,
            _ => return finish(text, parts, next),
        }
    }
}

/// Where the persons of a profession end whom a demand follows: `检测机构和检测员应当…`.
fn professionals(text: &str, at: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    text[at..limit]
        .char_indices()
        .take(LONGEST)
        .filter(|(_, c)| matches!(c, '师' | '员'))
        .map(|(offset, c)| at + offset + c.len_utf8())
        .find(|end| is(text, *end, limit, MODAL | BORDER) && first(text, *end) != '的')
}

/// Whether what follows `、` belongs to the group that `left` names: `市直各部门、各单位`, `各级党委、政府`.
pub(super) fn one_group(left: &str, rest: &str) -> bool {
    if PARTIES.closes(left).is_some() {
        return left.len() > "党委".len() && GOVERNMENTS.opens(rest).is_some();
    }
    let Some(each) = terms::find(left, "各").filter(|at| *at > 0) else {
        return false;
    };
    let owner = &left[..each];
    let office = OFFICES.is(&left[each..]);
    office
        && (owner.ends_with('直') || owner.ends_with("国务院") || owner.ends_with("政府") || owner.ends_with("机关"))
        && OFFICES.opens(rest).is_some()
}

/// Kinds of bodies of one level, as they stand in addresses.
const OFFICES: Terms<16> = Terms::new([
    "各部门",
    "各单位",
    "各部委",
    "各委办局",
    "各直属机构",
    "各直属单位",
    "各事业单位",
    "各企业",
    "各办事机构",
    "各机构",
    "各委、办、局",
    "各有关部门",
    "各有关单位",
    "各人民团体",
    "各科室",
    "各局",
]);

/// Whether persons of the body are meant: `有关领导`, `相关负责人`.
fn followed_by_person(text: &str, at: usize, limit: usize) -> bool {
    SOME.opens(&text[at..limit])
        .is_some_and(|word| is(text, at + word.len(), limit, PERSON))
}

/// Verbs that open a relative clause about a body: `负有…职责的部门`, `符合条件的企业`.
const RELATIVE: Terms<27> = Terms::new([
    "负有", "负责", "承担", "具有", "具备", "从事", "涉及", "符合", "属于", "位于", "有", "设有", "未", "已", "存在",
    "发生", "纳入", "列入", "取得", "获得", "拟", "实行", "不", "拥有", "承接", "举办", "为其",
]);

const DETERMINERS: Terms<5> = Terms::new(["各有关", "各级", "各", "其他", "所有"]);
/// What ends a relative clause, or tells that it is none.
const ENDS: Terms<9> = Terms::new(["的", ",", "，", ";", "；", "。", "“", "督促", "由"]);

/// Where a relative clause with its head ends: `承担应急任务的部门`, `负责…的地方政府及其有关部门`.
pub(super) fn relative(text: &str, at: usize, limit: usize, opening: Word) -> Option<usize> {
    let opening = opening.class;
    let lead = first(text, at.min(limit));
    if at < limit && matches!(lead, '受' | '被' | '原' | '拟') {
        // `受补助学校`, `原就读学校`, `被检查单位`
        let verb = word(text, at + 3, limit);
        let two = text[at + 3..limit]
            .char_indices()
            .nth(2)
            .map(|(offset, _)| at + 3 + offset);
        let end = if verb.len > 3 { Some(at + 3 + verb.len) } else { two };
        if let Some(end) = end {
            let head = word(text, end, limit);
            if head.class & GENERIC != 0 && verb.class & (GENERIC | RANK | LEVEL) == 0 {
                return Some(end + head.len);
            }
        }
    }
    // a verb, or a determiner that may stand before one
    if opening & (STOPS | WEAK) == 0 && !text[at..limit].starts_with(['各', '其', '所']) {
        return None;
    }
    let mut start = at;
    while let Some(determiner) = DETERMINERS.opens(&text[start..limit]) {
        start += determiner.len();
    }
    let rest = &text[start..limit];
    // `在…行业内的企业` comes without its preposition
    if RELATIVE.opens(rest).is_none() || start > at && !is(text, start, limit, STOPS | WEAK) {
        return None;
    }
    let (of, mark) = ENDS.find(rest)?;
    if of > 120 || mark != "的" {
        return None;
    }
    let head = start + of + '的'.len_utf8();
    let read = run(text, head, limit);
    match read.name {
        Some((end, Kind::Generic | Kind::Rank | Kind::Level)) if !read.person && end <= head + 60 => Some(end),
        _ => None,
    }
}

fn continue_list(text: &str, mut parts: Vec<Part>, at: usize, limit: usize) -> Option<List> {
    let more = list(text, at, limit);
    let end = more.as_ref().map_or(at, |more| more.end);
    let kind = more.as_ref().map(|more| more.kind);
    for span in more.map(|more| more.names).unwrap_or_default() {
        parts.push(Part { span, kind });
    }
    finish(text, parts, end)
}

fn stop_mark(text: &str, read: &Run, limit: usize) -> char {
    if read.stop < limit {
        first(text, read.stop)
    } else {
        '\0'
    }
}

const PARTIES: Terms<3> = Terms::new(["党委", "党委(党组)", "党工委"]);
const GOVERNMENTS: Terms<4> = Terms::new(["政府", "人民政府", "管委会", "行政"]);

/// `各级党委和政府`, `党委(党组)和政府`: the determiner governs both.
pub(super) fn shares_head(left: &str, right: &str) -> bool {
    PARTIES.closes(left).is_some() && GOVERNMENTS.opens(right).is_some()
        // `直辖市及县(市)政府`
        || left.ends_with("直辖市") && right.starts_with("县(市)")
}

/// Heads behind `等` that add nothing to the names before.
const HEADS: Terms<9> = Terms::new(["部门", "单位", "组织", "机构", "机关", "团体", "委办局", "层级", "主体"]);

/// What follows `等`: `部门`, `有关单位`, or the head that all the parts only describe (`行业领域的企业`).
fn tail(text: &str, mut parts: Vec<Part>, at: usize, limit: usize) -> Option<List> {
    let after = at + '等'.len_utf8();
    let mut from = after;
    // a count: `等8个部门`
    while from < limit
        && (first(text, from).is_ascii_digit() || "个家多一二三四五六七八九十".contains(first(text, from)))
    {
        from += first(text, from).len_utf8();
    }
    let mut read = run(text, from, limit);
    if read.person {
        return None;
    }
    if read.stop < limit && first(text, read.stop) == '的' {
        let head = read.stop + '的'.len_utf8();
        let other = run(text, head, limit);
        if let Some(name) = other.name.filter(|(end, _)| *end <= head + 24) {
            read.name = Some(name);
        }
    }
    let open = parts.iter().any(|part| part.kind.is_none());
    match read.name {
        Some((end, _)) => {
            let head = &text[from..end];
            let owned = parts
                .first()
                .is_some_and(|part| part.kind.is_none() && holds(part.span.of(text), "政府"));
            let plain = HEADS.closes(head).is_some() && !holds(head, "行业领域") && !owned;
            if open && !plain {
                // the parts only describe the head
                let start = parts.first().map_or(at, |part| part.span.start);
                parts.clear();
                parts.push(Part {
                    span: ByteSpan::new(start, end),
                    kind: Some(Kind::Generic),
                });
            }
            for part in &mut parts {
                part.kind = part.kind.or(Some(Kind::Function));
            }
            let certain = plain;
            let mut found = finish(text, parts, end)?;
            found.definite |= certain;
            // `等部门和各镇`: the list goes on
            let joint = MORE.opens(&text[end..limit]);
            if let Some(joint) = joint
                && let Some(more) = list(text, end + joint.len(), limit)
            {
                // `等有关部门和单位`: the bare word names nobody
                if !(more.names.len() == 1 && HEADS.is(more.names[0].of(text))) {
                    found.names.extend(more.names);
                    found.kind = more.kind;
                }
                found.end = more.end;
            }
            Some(found)
        }
        None => {
            let complete = parts.iter().all(|part| part.kind.is_some());
            if complete { finish(text, parts, after) } else { None }
        }
    }
}

/// Joins parts that share a head and drops what stayed open.
fn finish(text: &str, mut parts: Vec<Part>, end: usize) -> Option<List> {
    own_names(text, &mut parts);
    trades(text, &mut parts);
    // an unknown office among known ones: `气象、潮位、国土部门`
    if let [
        Part {
            kind: Some(Kind::Function | Kind::Rank),
            ..
        },
        ..,
        last,
    ] = parts.as_slice()
        && last.kind == Some(Kind::Generic)
        && last.span.of(text).ends_with("部门")
        && (is(text, last.span.start, last.span.end, FUNCTION) || last.span.of(text).ends_with("主管部门"))
    {
        for part in &mut parts {
            if part.span.end - part.span.start <= 12 {
                part.kind = part.kind.or(Some(Kind::Function));
            }
        }
    }
    let mut names: Vec<ByteSpan> = Vec::new();
    let mut open: Option<usize> = None;
    let mut kind = None;
    for (index, part) in parts.iter().enumerate() {
        let start = open.unwrap_or(part.span.start);
        match part.kind {
            None => {
                open = Some(start);
                continue;
            }
            Some(Kind::Level) => {
                // a level whose head follows: `市、县(市、区)人民政府`
                let shared = parts.get(index + 1).is_some_and(|next| {
                    next.kind != Some(Kind::Level)
                        && is(text, next.span.start, next.span.end, LEVEL)
                        && next.kind.is_some()
                        && word(text, next.span.start, next.span.end).len < next.span.end - next.span.start
                }) || parts[index + 1..]
                    .iter()
                    .position(|next| next.kind != Some(Kind::Level))
                    .is_some_and(|offset| {
                        let next = &parts[index + 1 + offset];
                        offset > 0 && next.kind.is_some() && is(text, next.span.start, next.span.end, LEVEL)
                    });
                if shared {
                    open = Some(start);
                    continue;
                }
            }
            // `清江市、白河市人民政府`: the government is of each place
            Some(Kind::Place) => {
                if parts
                    .get(index + 1)
                    .is_some_and(|next| governed(text, next.span.start, end))
                {
                    open = Some(start);
                    continue;
                }
            }
            Some(_) => {}
        }
        names.push(ByteSpan::new(start, part.span.end));
        kind = part.kind;
        open = None;
    }
    let kind = kind?;
    if open.is_some() {
        return None;
    }
    // `各市、县(市、区)`, `有关省、市`: one determiner for all the levels
    let levels = names.len() > 1
        && parts
            .iter()
            .all(|part| matches!(part.kind, Some(Kind::Level | Kind::Place)));
    // `沿江市、县`: what is said of the first holds for the others
    let described = levels && DESCRIBED.opens(names[0].of(text)).is_some();
    let bare = |name: &ByteSpan| is(text, name.start, name.end, LEVEL) && !name.of(text).ends_with("城市");
    // of provinces and cities: `各省、自治区、直辖市`; 各乡镇、村 are two
    let determined =
        levels && DETERMINED.opens(names[0].of(text)).is_some() && names[0].of(text).ends_with(['省', '市', '州']);
    if (determined || described) && names[1..].iter().all(bare) {
        names = vec![ByteSpan::new(names[0].start, names[names.len() - 1].end)];
    }
    let certain = names.iter().any(|span| definite(span.of(text), kind)) || (names.len() > 1 && kind != Kind::Function);
    // `省、市、县三级`: the sum belongs to no name
    let sums = if kind == Kind::Level {
        SUMS.opens(&text[end..])
    } else {
        None
    };
    let sum = sums.or_else(|| PARTIES_OF.opens(&text[end..]).filter(|_| names.len() > 1));
    Some(List {
        names,
        kind,
        end: end + sum.map_or(0, str::len),
        definite: certain || sum.is_some(),
    })
}

/// `建设、施工、监理单位`: units by their trade, which share their head and are several.
fn trades(text: &str, parts: &mut [Part]) {
    const HEAD: &str = "单位";
    const TRADES: Terms<12> = Terms::new([
        "建设", "施工", "监理", "勘察", "设计", "检测", "运营", "维护", "管理", "使用", "生产", "经营",
    ]);
    let Some(end) = parts.last().map(|last| last.span.end) else {
        return;
    };
    let stem = |part: &Part| part.span.of(text).strip_suffix(HEAD).unwrap_or(part.span.of(text));
    let headed = parts.last().is_some_and(|last| last.span.of(text).ends_with(HEAD));
    if parts.len() < 2 || !headed || !parts.iter().all(|part| TRADES.is(stem(part))) {
        return;
    }
    for part in parts.iter_mut() {
        part.kind = Some(Kind::Generic);
        if part.span.end == end {
            part.span.end -= HEAD.len();
        }
    }
}

/// How many bodies a list has: `剧院、承演单位、票务公司三方`.
const PARTIES_OF: Terms<6> = Terms::new(["双方", "三方", "四方", "多方", "各方", "两家"]);
/// Determiners that hold for all the levels of a list.
const DETERMINED: Terms<3> = Terms::new(["各", "有关", "相关"]);
/// How a description of levels begins: `沿江`, `库区`, `有关流域`.
const DESCRIBED: Terms<6> = Terms::new(["沿江", "沿海", "沿湖", "沿河", "沿线", "沿边"]);
/// How many levels a list has.
const SUMS: Terms<5> = Terms::new(["两级", "二级", "三级", "四级", "五级"]);

/// A short part that nothing closes, in front of an organ with a name of its own, is a body too: `国军、消防局`. In front
/// of a part that only ends the common head it stays open: `潮位、水文监测站`.
fn own_names(text: &str, parts: &mut [Part]) {
    for index in 1..parts.len() {
        let (before, after) = parts.split_at_mut(index);
        let (Some(part), Some(next)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let short = (6..=15).contains(&(part.span.end - part.span.start));
        if part.kind.is_some() || !short || next.kind != Some(Kind::Rank) {
            continue;
        }
        let opening = word(text, next.span.start, next.span.end);
        let whole = opening.len + 3 == next.span.end - next.span.start && opening.class & FUNCTION != 0;
        if whole || opening.class & LEVEL != 0 && !is(text, part.span.start, part.span.end, LEVEL) {
            part.kind = Some(Kind::Rank);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        list(text, 0, text.len())
            .map(|found| found.names.iter().map(|span| span.of(text)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn lists_are_split_where_nothing_is_lost() {
        assert_eq!(read("民政、教育、残联等部门要"), ["民政", "教育", "残联"]);
        assert_eq!(read("市、县(市、区)人民政府要"), ["市、县(市、区)人民政府"]);
        assert_eq!(read("省、市、县财政部门应"), ["省、市、县财政部门"]);
        assert_eq!(read("市、县设立"), ["市", "县"]);
        assert_eq!(read("各级党委和政府要"), ["各级党委和政府"]);
        assert_eq!(read("各地、各部门及有关单位"), ["各地", "各部门", "有关单位"]);
        assert_eq!(read("化工、冶金等行业企业要"), ["化工、冶金等行业企业"]);
        assert_eq!(read("公安、法院加强"), ["公安", "法院"]);
        assert_eq!(read("各县区各部门要"), ["各县区", "各部门"]);
        assert_eq!(read("跨省、多园区企业要"), ["跨省、多园区企业"]);
        assert!(read("加强、完善").is_empty());
    }
}
