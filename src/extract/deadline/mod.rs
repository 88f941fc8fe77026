//! Reads bounds in time from the own text of one item: points, periods, starts, recurrences, durations.
//!
//! Input: clean text and the byte spans of the item's pieces. Output: deadlines in text order, with spans in bytes of the
//! clean text, half-open; dates are inclusive at both ends. A date without a year takes the nearest year written
//! earlier in the item (a year without a month only within its sentence), else the year in force, else the year of
//! issue (the next year, where the day would lie more than thirteen weeks before the notice); with none, both ends stay
//! empty and a finding says so. Times that the text does not date (`春节前`, `本学期内`, `收到通知后5日内`) have both ends
//! empty; so have dates that lost a sign in conversion, and a finding says which. Not read: dates of issue and of cited
//! documents, baselines of comparisons, names of campaigns, what has happened, which objects are meant (`2005年前建成的`),
//! properties (`有效期3年`), sanctions (`三年内不得申报`), standards of service (`压缩至3个工作日以内`), vague words (`定期`,
//! `长期坚持`), working days (no calendar of holidays).
//!
//! ```
//! use gongdan::extract::deadline::{deadlines, TimeContext};
//! use gongdan::model::ByteSpan;
//! use jiff::civil::date;
//! let text = "各县要在3月15日前报送方案,每季度至少召开1次例会。";
//! let context = TimeContext { year: Some(2024), ..TimeContext::default() };
//! let mut findings = Vec::new();
//! let found = deadlines(text, &[ByteSpan::new(0, text.len())], &context, &mut findings);
//! assert_eq!(found[0].text, "3月15日前");
//! assert_eq!(found[0].end, Some(date(2024, 3, 15)));
//! assert!(found[0].year_inferred);
//! assert_eq!(found[1].text, "每季度至少召开1次");
//! ```

mod background;
mod cell;
mod damaged;
mod duration;
mod event;
mod frequency;
mod occurrence;
mod partial;
mod period;
mod plain;
mod point;
mod predicate;
mod recurrence;
mod scene;
mod school;
mod season;
mod short_form;
mod start;
mod words;
mod written;
mod year;

use crate::extract::rules::{Rule, Table};
use crate::model::{ByteSpan, Deadline, DeadlineKind, Finding, Period, WarningCode};
use jiff::civil::Date;
use scene::{Bare, Bound, Last, Reading, Scene};
use std::sync::LazyLock;
use year::Years;

/// What fixes a year that is not written.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeContext {
    /// 成文日期.
    pub issued: Option<Date>,
    /// The year in force here: of the nearest enclosing heading, else of the plan, else of the date of issue.
    pub year: Option<i16>,
    /// The plan's own period (`三年行动(2024—2026年)`, `“十四五”`).
    pub period: Option<Period>,
    /// Whether the notice counts years of the Republic (民国): then `112年6月` is June 2023.
    pub minguo: bool,
    /// Where the words stand.
    pub place: Place,
}

/// Where the words stand: in text, or alone in a cell of a task table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// In running text.
    #[default]
    Text,
    /// In a column of limits (完成时限, 办结时间): a day, month or year bounds the end.
    Limits,
    /// In a column of points and periods (时间节点, 实施时间): a month has both ends.
    Points,
}

/// Makes a reading from a match.
type Make = fn(&Scene) -> Reading;

/// Pieces of patterns. They are loose on purpose: [`partial::Partial::scan`] and the productions read the words again
/// and refuse what is no date, and a small automaton is built and run several times faster than an exact one.
const VOCABULARY: &[(&str, &str)] = &[
    ("d", "[0-9O〇○零一二三四五六七八九十廿卅百]"),
    ("n", "[0-9][0-9]?[0-9]?|[一二两三四五六七八九十]+|半"),
    ("mday", "<d>+[日号]"),
    ("inmonth", "[底末初]|[上中下][中下]?旬"),
    ("month", "(?:<d>+|元|正)月份?(?:<d>*[日号]|<inmonth>)?"),
    ("quarters", "前[二两三23]个?季度[末底]?"),
    (
        "part",
        "<d>*月份?(?:<d>*[日号]|<inmonth>)?|<mday>|年?[底末初终]|全年|[上下]半年[底末]?|<quarters>|(?:第?[一二三四1-4]|首)季度?[末底初]?",
    ),
    (
        "account",
        "学年度?(?:第?[一二12]学期|[上下]学期)?(?:开学前|[末初])?|年?(?:财政|会计|预算)年度",
    ),
    (
        "full",
        "(?:(?:中华)?民国<d>+|<d><d>+|[今明本后])(?:年度?(?:<part>)?|<account>)|<month>",
    ),
    (
        "bare",
        "年[底末终]|岁末|[上下]半年[底末]?|<quarters>|第?[一二三四1-4]季度[末底初]?|本月(?:<mday>|<inmonth>)?|月[底末]|本季度[底末]?",
    ),
    (
        "iso",
        "(?:20[0-9][0-9]|1[0-9][0-9])(?:\\.[0-9]+(?:\\.[0-9]+日?)?|-[0-9]+(?:-[0-9]+日?)?|/[0-9]+(?:/[0-9]+日?)?)(?:月?[底末初]|<account>)?",
    ),
    ("date", "<full>|<bare>|<iso>"),
    (
        "clock",
        "(?:\\((?:星期|周)[一二三四五六日天]\\)|\\(含\\))?(?:[上下中]午|凌晨|晚上?|早上?)?(?:<d>+(?:[时点]|:[0-9]+)(?:[0-9]+分|整|半)?|下班)?",
    ),
    ("to", "[至到—―–~～−-]+"),
    (
        "unit",
        "工作[日天]|自然日|日历[日天]|[日天周旬月年]|星期|季度?|半年|学[期年]|学校年度|(?:财政|会计|预算|纳税|考核)?年度",
    ),
    ("review", REVIEW),
    (
        "festival",
        "元旦(?:、?春节)?|[“\"]?(?:春节|五一|六一|十一|七一|八一|两会|两节|双节|国庆|中秋|双十一?)[”\"]?(?:国际劳动|黄金周)?(?:长?假|节)?|清明节?|端午节?|元宵节?|劳动节|重阳节|教师节|儿童节|建军节|农历新年|除夕",
    ),
    (
        "season",
        "主?汛期?|入汛|春汛|入[冬秋夏梅]|开春|寒?暑假|寒假|暑[期运]|春运|(?:新学期|秋季(?:学期)?|春季(?:学期)?)?开学|开犁|放假|春[耕播灌季]|秋[收种播冬季]|夏[收种季]|冬季|麦收|三[夏秋]|封[冻山]|上冻|[雨旱]季|台风季|[供采]暖[期季]?|(?:森林|草原)?防火期|伏季休渔期?|高考|中考|征兵|[夏秋]粮(?:入库|收购)|收购季|立春|惊蛰|春分|谷雨|立夏|小满|芒种|夏至|[大小]暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|冬至|[大小]寒",
    ),
];

/// What is done at intervals, after a unit of time: `一月一调度`, `季通报`.
pub(super) const REVIEW: &str = "调度|通报|报告|小结|评估|总结|考核|督查|例会|推进|点评|分析|研判|督导|检查|排名|晾晒|报送|公示|自查|巡查|排查|汇报|监测|会商|\
     评价|抽查|研究|培训|轮训|演练|更新|梳理|对账|考评|评比|评议|讲评|会议|交流|公布|复盘|督办|盘点|反馈|回访|抽检|体检|审计|通气|巡检|巡河|巡护";

/// All rules, earlier rows first where two match at the same place.
static TABLE: LazyLock<Table<Make>> = LazyLock::new(|| {
    static RULES: LazyLock<Vec<Rule<Make>>> = LazyLock::new(|| {
        [
            background::RULES,
            school::RULES,
            duration::RULES,
            season::RULES,
            event::RULES,
            recurrence::RULES,
            event::LATE_RULES,
            short_form::RULES,
            period::RULES,
            start::RULES,
            point::RULES,
        ]
        .concat()
    });
    Table::new(&RULES, VOCABULARY)
});

/// The deadlines in the own text of one item; what could not be fixed is added to `findings`.
pub fn deadlines(
    clean: &str,
    pieces: &[ByteSpan],
    context: &TimeContext,
    findings: &mut Vec<Finding<ByteSpan>>,
) -> Vec<Deadline<ByteSpan>> {
    let mut found: Vec<Deadline<ByteSpan>> = Vec::new();
    let mut written: Option<Written> = None;
    let mut last: Option<Last> = None;
    for &piece in pieces {
        let mut from = piece.start;
        while let Some(spot) = TABLE.spot(clean, piece, from) {
            from = boundary(clean, spot.span.end.max(from + 1));
            let known = written.filter(|written| written.holds_at(clean, spot.span.start));
            let scene = Scene {
                text: clean,
                piece,
                span: spot.span,
                years: Years {
                    context,
                    written: known.map(|written| written.year),
                },
                last,
            };
            // A longer number begins earlier: 〔2018〕12月 does not occur, but 3112年 and 1.5月 do.
            if clean[piece.start..spot.span.start].ends_with(|c: char| c.is_ascii_digit() || c == '.') {
                continue;
            }
            let (bound, instead) = match (spot.rule.production)(&scene) {
                Reading::Nothing => continue,
                Reading::Resume(at) => {
                    from = boundary(clean, at.max(spot.span.start + 1));
                    continue;
                }
                Reading::Damaged(kind, span, why) => {
                    findings.push(finding(WarningCode::DateDamaged, span, clean, &why));
                    (Bound::open(kind, span), false)
                }
                Reading::Bound(bound) => (bound, false),
                Reading::Instead(bound) => (bound, true),
            };
            let bound = scene.again_each_year(bound);
            if let Some(why) = bound.open.why() {
                findings.push(finding(WarningCode::YearUnknown, bound.span, clean, why));
            }
            if let Some(year) = bound.year {
                written = Some(Written {
                    year,
                    exact: bound.span.of(clean).contains(['月', '.', '/']),
                    at: bound.span.end,
                });
            }
            from = from.max(bound.span.end);
            if instead {
                found.pop();
            } else if bound.kind == DeadlineKind::By
                && bound.span.of(clean).ends_with(['前', '底'])
                && scene.chained().is_some()
                && last.is_some_and(|last| last.bare == Bare::Month)
                && let Some(before) = found.last_mut()
            {
                // 3月、9月底前: what bounds the second month bounds the first.
                (before.kind, before.start) = (DeadlineKind::By, None);
            }
            last = Some(Last::of(&bound));
            found.push(Deadline {
                text: bound.span.of(clean).to_owned(),
                kind: bound.kind,
                start: bound.start,
                end: bound.end,
                recurrence: bound.recurrence,
                year_inferred: bound.inferred,
                inherited: false,
                action: None,
                span: bound.span,
                rule: bound.rule.unwrap_or(spot.rule.id),
            });
        }
    }
    found
}

/// `at`, or the next place where a character begins.
fn boundary(clean: &str, mut at: usize) -> usize {
    while !clean.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// A year that the item has written, for the dates that follow without one.
#[derive(Debug, Clone, Copy)]
struct Written {
    year: i16,
    /// Whether a month stood with it. A mere year is a goal far off as often as not, and holds within its sentence:
    /// `到2027年,…。6月底前印发方案`.
    exact: bool,
    at: usize,
}

impl Written {
    /// Whether it fixes the year of a date at `at`.
    fn holds_at(&self, clean: &str, at: usize) -> bool {
        const SENTENCE: usize = 600;
        self.exact || at < self.at || at - self.at <= SENTENCE && !clean[self.at..at].contains(['。', '\n'])
    }
}

fn finding(code: WarningCode, span: ByteSpan, clean: &str, why: &str) -> Finding<ByteSpan> {
    let words = span.of(clean);
    Finding {
        code,
        message: format!("“{words}”{why}"),
        span: Some(span),
    }
}

#[cfg(test)]
mod tests;
