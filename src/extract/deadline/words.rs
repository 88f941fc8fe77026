//! The words around a match. Everything here answers one question: do they bound work to be done, or do they date
//! something else (a title, a baseline, what has been done, which objects are meant)?

use super::Place;
use super::scene::{CLAUSE_MARKS, SENTENCE_MARKS, Scene};
use crate::extract::clause::perfective;
use crate::model::ByteSpan;
use jiff::{Span, civil::Date};
use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// Words of narration: what stands beside them has happened. (`了` is tested apart.)
static NARRATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("以来|取得|已经|已于|均已|已有|已在|曾|先后|近年|业经|回顾|形势严峻|据统计")
        .expect("a constant without special characters, compiled by the tests")
});

/// What says of an object when it was made or named: `2005年底前建成的小区`.
const ATTRIBUTES: [&str; 36] = [
    "建成", "竣工", "开工", "投产", "投用", "注册", "登记", "成立", "取得", "签订", "参加", "购买", "购置", "出生",
    "毕业", "入职", "离职", "退休", "颁发", "安装", "备案", "审批", "立项", "形成", "公布", "上市", "认定", "核发",
    "生产", "设立", "新增", "引进", "招用", "发生", "入学", "参保",
];

/// What makes a limit of 超过: 最迟不得超过9月30日.
const LIMITS: [&str; 6] = [
    "晚不超过",
    "迟不超过",
    "晚不得超过",
    "迟不得超过",
    "晚不能超过",
    "迟不能超过",
];

/// Words that lead in to a date and belong to its text.
const LEADS: &[&str] = &[
    "截至",
    "截止",
    "不迟于",
    "不晚于",
    "最迟于",
    "最迟",
    "最晚",
    "确保",
    "力争",
    "争取",
    "务必",
    "必须",
    "从",
    "自",
    "到",
    "至",
    "赶在",
    "须于",
];

impl Scene<'_> {
    /// Whether a bracket at the match follows the name of a plan: `发展规划(2018—2035年)`.
    pub fn in_title_bracket(&self) -> bool {
        let Some(name) = self.before().strip_suffix('(') else {
            return false;
        };
        // The name of a plan holds years; months are those of a stage: 专项行动(3月1日—4月30日).
        if self.words().contains('月') {
            return false;
        }
        [
            "规划", "纲要", "计划", "方案", "行动", "要点", "意见", "办法", "条例", "目录", "标准", "指南", "规定",
            "细则", "决定", "法", "》", "规程", "规范", "清单", "政策", "措施",
        ]
        .iter()
        .any(|word| name.ends_with(word))
    }

    /// Whether the match stands in the bracket behind a cited title: `《供水条例》(2018年10月1日起施行)`.
    pub fn in_citation_bracket(&self) -> bool {
        let before = self.before();
        before
            .rfind('(')
            .is_some_and(|at| before[..at].ends_with('》') && !before[at..].contains(')'))
    }

    /// Whether the match is governed by words that report how things stand: `会议指出,上半年…同比下降3%`. A demand in its
    /// clause (`会议指出,要在上半年…`) makes it none.
    pub fn is_reported(&self) -> bool {
        const REPORTS: [&str; 7] = [
            "会议指出",
            "会议听取",
            "会议认为",
            "会议通报",
            "数据显示",
            "统计显示",
            "监测显示",
        ];
        let clause = (self.clause_before(), self.clause_after());
        let demands =
            |words: &str| words.contains(['要', '应', '须']) || words.contains("力争") || words.contains("确保");
        REPORTS.iter().any(|word| self.sentence().contains(word)) && !demands(clause.0) && !demands(clause.1)
    }

    /// Whether `对` before and a `的` behind make the time say which are meant: `对2—5月用电量超出定额的车间`. Not before
    /// the name of a season: `对1月25日至3月5日春运期间的班次`.
    pub fn is_of_cases(&self) -> bool {
        let after = self.clause_after();
        self.before().ends_with('对')
            && after
                .find('的')
                .is_some_and(|at| !after[..at].ends_with(['间', '段', '内']))
    }

    /// Whether the sentence narrates what has happened.
    pub fn narrates(&self) -> bool {
        narrates(self.sentence())
    }

    /// Whether the clause of the match or the next narrates: all that counts for a time that is still to come, or that
    /// no day of the calendar fixes (`结合近年来的问题,10日内制定清单`).
    pub fn narrates_near(&self) -> bool {
        let after = self.after();
        let stop = after.find(SENTENCE_MARKS).unwrap_or(after.len());
        let next = after[..stop]
            .match_indices(['，', ','])
            .nth(1)
            .map_or(stop, |(at, _)| at);
        narrates(&self.text[self.span.start - self.clause_before().len()..self.span.end + next])
    }

    /// Whether the time says which objects are meant: `2024年6月底前建成的小区`, `对2000年以前参加工作的人员`.
    pub fn is_attribute(&self) -> bool {
        const NEAR: usize = 8;
        let after = self.after().trim_start_matches(['已', '依', '法']);
        let after = after
            .strip_prefix('新')
            .filter(|rest| !rest.starts_with('增'))
            .unwrap_or(after);
        let Some(verb) = ATTRIBUTES.iter().find(|verb| after.starts_with(**verb)) else {
            return false;
        };
        let rest = &after[verb.len()..];
        // 要在3月底前公布推荐使用的目录, 年底前形成覆盖城乡的网络: the 的 belongs to the object.
        if self.is_demanded_on() && !rest.contains(['中', '里'])
            || !rest.starts_with('的') && makes_object(&rest[..rest.find(CLAUSE_MARKS).unwrap_or(rest.len())])
        {
            return false;
        }
        rest.chars()
            .take(NEAR)
            .take_while(|c| !SENTENCE_MARKS.contains(c) && !"，,、".contains(*c))
            .any(|c| c == '的')
    }

    /// Whether a modal verb with 在 or 于 stands right before: `应在3月底前`.
    fn is_demanded_on(&self) -> bool {
        self.before()
            .strip_suffix(['在', '于'])
            .is_some_and(|head| head.ends_with(['要', '须', '需', '应']) || head.ends_with("应当"))
    }

    /// Whether an explicit date ending on `end` lies before the notice: then it is history. A timetable in brackets
    /// and a demand with 前 may carry days of the weeks before the notice was issued.
    pub fn is_history(&self, end: Date) -> bool {
        const TIMETABLE_WEEKS: i64 = 13;
        const DEMAND_WEEKS: i64 = 5;
        match (self.years.context.issued, self.years.context.year) {
            (Some(issued), _) => {
                let weeks = if self.bracketed() || self.years.context.place != Place::Text {
                    TIMETABLE_WEEKS
                } else if self.words().ends_with('前') && !self.narrates() && !self.sentence().contains('已') {
                    DEMAND_WEEKS
                } else {
                    0
                };
                end.checked_add(Span::new().weeks(weeks))
                    .is_ok_and(|latest| latest < issued)
            }
            (None, Some(year)) => end.year() < year,
            (None, None) => false,
        }
    }

    /// The span with the words that lead in to it (`确保`, `到`, `从`, `自`, `力争`, `截至`…).
    pub fn with_lead(&self) -> ByteSpan {
        let mut start = self.span.start;
        for _ in 0..2 {
            let before = &self.text[self.piece.start..start];
            let Some(lead) = LEADS.iter().find(|lead| before.ends_with(**lead)) else {
                break;
            };
            let rest = &before[..before.len() - lead.len()];
            // 达到, 做到, 直到, 各自: the last character belongs to another word.
            if (*lead == "到" && rest.ends_with(['达', '做', '得', '感', '报', '收']))
                || (*lead == "自" && rest.ends_with(['各', '亲', '来']))
            {
                break;
            }
            start -= lead.len();
        }
        // 由2024年4月1日起.
        if self.words().ends_with(['起', '始']) && self.text[self.piece.start..start].ends_with('由') {
            start -= '由'.len_utf8();
        }
        ByteSpan::new(start, self.span.end)
    }

    /// Whether the words before make the match a baseline or a mere description: `比2015年`, `上年`.
    pub fn is_baseline(&self) -> bool {
        let before = self.before();
        let after = self.after();
        before.ends_with(['比', '较', '与', '同', '去', '上', '近', '每', '历', '逐', '跨', '距'])
            || [
                "相比于",
                "相对于",
                "不低于",
                "对照",
                "根据",
                "按照",
                "依据",
                "参照",
                "按",
            ]
            .iter()
            .any(|word| before.ends_with(word))
            // 最晚不超过9月30日 is a limit.
            || before.ends_with("超过") && !LIMITS.iter().any(|limit| before.ends_with(limit))
            || ["相比", "基础上", "水平", "为基", "为准", "的基", "同期", "以来"]
                .iter()
                .any(|word| after.starts_with(word))
    }

    /// Whether the match is the last day allowed: `最迟不超过9月30日`.
    pub fn is_latest(&self) -> bool {
        LIMITS.iter().any(|limit| self.before().ends_with(limit))
    }

    /// Whether the match stands inside 《》 or 〔〕.
    pub fn in_title(&self) -> bool {
        const TITLE: usize = 80;
        let opened = self
            .before()
            .chars()
            .rev()
            .take(TITLE)
            .find(|c| "《》〔〕〈〉。".contains(*c));
        opened.is_some_and(|c| "《〔〈".contains(c))
    }
}

/// Whether `object`, which stands behind a verb, closes with what work brings forth (a list, a system, a team), so that a
/// 的 in it belongs to that. Houses, persons and cases are described by the time as often as not and are left out.
fn makes_object(object: &str) -> bool {
    const MADE: [&str; 22] = [
        "体系",
        "机制",
        "网络",
        "格局",
        "平台",
        "台账",
        "目录",
        "清单",
        "方案",
        "队伍",
        "制度",
        "模式",
        "名单",
        "办法",
        "细则",
        "标准",
        "数据库",
        "系统",
        "指南",
        "规程",
        "名录",
        "预案",
    ];
    MADE.iter().any(|word| object.ends_with(word))
}

/// Whether `words` narrate what has happened.
fn narrates(words: &str) -> bool {
    const NEAR: usize = 10;
    let told = NARRATION.find_iter(words).any(|found| {
        // 对已经建成的小区, 在已有基础上: what is there is no history.
        let after = &words[found.end()..];
        !words[found.range()].starts_with('已')
            || !(after.starts_with("基础")
                || after
                    .chars()
                    .take(NEAR)
                    .take_while(|c| !"，,。;；".contains(*c))
                    .any(|c| c == '的'))
    });
    told || perfective(words)
}
