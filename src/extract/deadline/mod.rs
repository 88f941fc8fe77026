//! Reads bounds in time from the own text of one item: points, periods, starts, recurrences, durations.
//!
//! Input: clean text and the byte spans of the item's pieces. Output: deadlines in text order, with spans in bytes of the
//! clean text, half-open; dates are inclusive at both ends. A date without a year takes the nearest year written
//! earlier in the item, else the year in force, else the year of issue (the next year, where the day would lie more
//! than thirteen weeks before the notice); with none, both ends stay empty and a finding says so. Named times without
//! fixed dates (`春节前`, `汛期前`, `本学期内`) have both ends empty. Not read: dates of issue and of cited documents,
//! baselines of comparisons, names of campaigns, what has happened, properties (`有效期三年`), standards of service
//! (`压缩至3个工作日以内`), vague words (`定期`, `适时`), working days (no calendar of holidays).
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
mod duration;
mod frequency;
mod occurrence;
mod partial;
mod period;
mod plain;
mod point;
mod recurrence;
mod scene;
mod season;
mod year;

use crate::extract::rules::{Rule, Table};
use crate::model::{ByteSpan, Deadline, DeadlineKind, Finding, Period, WarningCode};
use jiff::civil::Date;
use scene::{Reading, Scene};
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
}

/// Makes a reading from a match.
type Make = fn(&Scene) -> Reading;

/// Pieces of patterns. They are loose on purpose: [`partial::Partial::scan`] and the productions read the words again
/// and refuse what is no date, and a small automaton is built and run several times faster than an exact one.
const VOCABULARY: &[(&str, &str)] = &[
    ("d", "[0-9〇○零一二三四五六七八九十廿卅百]"),
    ("n", "[0-9][0-9]?[0-9]?|[一二两三四五六七八九十]+|半"),
    ("mday", "<d>+[日号]"),
    ("month", "<d>+月份?(?:<mday>|[底末初]|[上中下]旬)?"),
    ("part", "年?[底末初]|[上下]半年|第?[一二三四1-4]季度[末底初]?"),
    (
        "full",
        "(?:民国<d>|[今明本]|<d><d>)<d>*年度?(?:<month>|<part>)?|<d><d><d>学年度(?:第?[一二12]学期)?|<month>",
    ),
    (
        "bare",
        "年[底末]|[上下]半年|第?[一二三四1-4]季度[末底初]?|本?月[底末]|本月",
    ),
    (
        "iso",
        "20[0-9]+[./-][0-9]+(?:[./-][0-9]+日?)?|1[0-9][0-9][./-][0-9]+[./-][0-9]+日?",
    ),
    ("date", "<full>|<bare>|<iso>"),
    (
        "clock",
        "(?:\\((?:星期|周)[一二三四五六日天]\\)|\\(含\\))?(?:[上下中]午|凌晨|晚上?)?(?:<d>+(?:[时点]|:[0-9]+)(?:[0-9]+分|整|半)?|下班)?",
    ),
    ("to", "[至到—―–~～−-]+"),
    ("unit", "工作日|自然日|[日天周旬月年]|星期|季度?|半年|学[期年]|年度"),
    ("review", REVIEW),
    (
        "festival",
        "元旦|[“\"]?(?:春节|五一|十一|七一|两会|两节|双节|国庆|中秋|双十一?)[”\"]?(?:国际劳动|黄金周)?(?:长?假|节)?|清明节?|端午节?|元宵节?|劳动节|重阳节|教师节|儿童节|建军节",
    ),
    (
        "season",
        "主?汛期?|入汛|春汛|入[冬秋夏梅]|开春|[寒暑]假|暑[期运]|春运|开[学犁]|放假|春[耕播季]|秋[收种播冬季]|夏[收种季]|[冬]季|麦收|三[夏秋]|封[冻山]|上冻|[雨旱]季|台风季|[供采]暖[期季]?|(?:森林|草原)?防火[期]|伏季休渔期?|高考|中考|征兵",
    ),
];

/// What is done at intervals, after a unit of time: `一月一调度`, `季通报`.
pub(super) const REVIEW: &str = "调度|通报|报告|小结|评估|总结|考核|督查|例会|推进|点评|分析|研判|督导|检查|排名|晾晒|报送|公示|自查|巡查|排查|汇报|监测|会商|\
     评价|抽查|研究|培训|轮训|演练|更新|梳理|对账|考评|评比|评议|讲评|会议|交流|公布|复盘|督办|盘点|反馈|回访|抽检|体检|审计|通气";

/// All rules, earlier rows first where two match at the same place.
static TABLE: LazyLock<Table<Make>> = LazyLock::new(|| {
    static RULES: LazyLock<Vec<Rule<Make>>> = LazyLock::new(|| {
        [
            background::RULES,
            duration::RULES,
            season::RULES,
            recurrence::RULES,
            period::RULES,
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
    let mut written = None;
    let mut last: Option<(usize, DeadlineKind)> = None;
    for &piece in pieces {
        let mut from = piece.start;
        while let Some(spot) = TABLE.spot(clean, piece, from) {
            from = spot.span.end.max(from + 1);
            while !clean.is_char_boundary(from) {
                from += 1;
            }
            let years = Years { context, written };
            let scene = Scene {
                text: clean,
                piece,
                span: spot.span,
                years,
                chained: last.and_then(|(end, kind)| joined(clean, end, spot.span.start).then_some(kind)),
            };
            // A longer number begins earlier: 〔2018〕12月 does not occur, but 3112年 and 1.5月 do.
            if clean[piece.start..spot.span.start].ends_with(|c: char| c.is_ascii_digit() || c == '.') {
                continue;
            }
            let bound = match (spot.rule.production)(&scene) {
                Reading::Nothing => continue,
                Reading::Damaged(kind, span) => {
                    findings.push(finding(WarningCode::DateDamaged, span, clean));
                    scene::Bound::open(kind, span)
                }
                Reading::Bound(bound) => bound,
            };
            if bound.no_year {
                findings.push(finding(WarningCode::YearUnknown, bound.span, clean));
            }
            if bound.year.is_some() {
                written = bound.year;
            }
            from = from.max(bound.span.end);
            last = Some((bound.span.end, bound.kind));
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

/// Whether nothing but an `and` stands between the end of one time and the start of the next: `2025年和2030年`.
fn joined(clean: &str, end: usize, start: usize) -> bool {
    const LONGEST: usize = "以及".len();
    end <= start
        && start - end <= LONGEST
        && matches!(
            &clean[end..start],
            "、" | "和" | "及" | "与" | "或" | "以及" | "至" | "并"
        )
}

fn finding(code: WarningCode, span: ByteSpan, clean: &str) -> Finding<ByteSpan> {
    let words = span.of(clean);
    let message = if code == WarningCode::YearUnknown {
        format!("“{words}”没有写明年份，文中也无从推定，日期留空；请用 --year 指定年份")
    } else {
        format!("“{words}”不是有效日期，可能缺字或有误，日期留空；请核对原文")
    };
    Finding {
        code,
        message,
        span: Some(span),
    }
}

#[cfg(test)]
mod tests;
