//! Reads incomplete dates as they are written: `2021年底`, `3月15日`, `第三季度末`, `上旬`, `2024.6.30`, `98年底`,
//! `民国113年3月`. Input: words that begin with the date; output: a [`Partial`] and its length in bytes.

use super::partial::{Part, Partial, THIS_MONTH, Year};
use crate::numeral::integer;

impl Partial {
    /// The incomplete date that `words` starts with and its length in bytes. `minguo`: years 70–130 before a month
    /// are years of the Republic (民国).
    pub fn scan(words: &str, minguo: bool) -> Option<(Self, usize)> {
        let mut scan = Scan { words, at: 0 };
        let mut found = Self::default();
        if let Some(date) = scan.numeric(minguo) {
            return Some((date, scan.at));
        }
        if minguo && let Some((year, term)) = scan.school_year() {
            found.year = Some(Year::Written(year));
            found.part = Part::School(term);
            return Some((found, scan.at));
        }
        found.year = scan.year(minguo);
        if let Some(half) = scan.half() {
            found.part = half;
        } else if let Some(part) = scan.quarter(found.year.is_some()) {
            found.part = part;
        } else if let Some(month) = scan.counted(&["月份", "月"]) {
            found.month = Some(month);
            found.day = scan.counted(&["日", "号"]);
            if found.day.is_none() {
                found.part = scan.month_part();
            }
        } else if found.year.is_none() && scan.eat("本月") {
            found.month = Some(THIS_MONTH);
            let _ = scan.eat("月");
            found.day = scan.counted(&["日", "号"]);
            if found.day.is_none() {
                found.part = scan.month_part();
            }
        } else if found.year.is_none() && (scan.peek("月底") || scan.peek("月末")) {
            found.month = Some(THIS_MONTH);
            found.part = Part::End;
            scan.at += "月底".len();
        } else if let Some(day) = (found.year.is_none()).then(|| scan.counted(&["日", "号"])).flatten() {
            found.day = Some(day);
        } else {
            for (word, part) in YEAR_PARTS {
                // 10年初 may be ten years; 初步 is a word.
                let apart = match word {
                    "初" | "年初" => !matches!(found.year, Some(Year::Short(_))) && !scan.peek("初步"),
                    _ => true,
                };
                if apart && (found.year.is_some() || word.starts_with(['年', '岁'])) && scan.eat(word) {
                    found.part = part;
                    break;
                }
            }
            if found.year.is_none() && found.part == Part::Whole {
                return None;
            }
        }
        // 98年 alone may be so many years.
        if matches!(found.year, Some(Year::Short(_))) && found.only_year() {
            return None;
        }
        Some((found, scan.at))
    }
}

/// Words for a part of the year.
const YEAR_PARTS: [(&str, Part); 10] = [
    ("全年", Part::Whole),
    ("年底", Part::End),
    ("年末", Part::End),
    ("年终", Part::End),
    ("岁末", Part::End),
    ("底", Part::End),
    ("末", Part::End),
    ("终", Part::End),
    ("年初", Part::Begin),
    ("初", Part::Begin),
];

struct Scan<'t> {
    words: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        &self.words[self.at..]
    }

    fn peek(&self, word: &str) -> bool {
        self.rest().starts_with(word)
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.peek(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// A number directly before one of `units`.
    fn counted(&mut self, units: &[&str]) -> Option<u32> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_digit() && !"〇○零一二三四五六七八九十廿卅元正".contains(c))?;
        let after = &rest[length..];
        let unit = units.iter().find(|unit| after.starts_with(**unit))?;
        let value = match &rest[..length] {
            "元" | "正" => 1,
            words => u32::try_from(integer(words)?).ok()?,
        };
        self.at += length + unit.len();
        Some(value)
    }

    fn year(&mut self, minguo: bool) -> Option<Year> {
        for (word, shift) in [("今年", 0), ("本年度", 0), ("本年", 0), ("明年", 1), ("后年", 2)] {
            if self.eat(word) {
                let _ = self.eat("度");
                return Some(Year::Relative(shift));
            }
        }
        let before = self.at;
        let named = self.eat("中华民国") || self.eat("民国");
        let plain = self.rest();
        let length = plain
            .find(|c: char| !c.is_ascii_digit() && !"〇○零O一二三四五六七八九十百".contains(c))
            .unwrap_or(0);
        let digits = &plain[..length];
        let value = integer(digits).and_then(|value| i16::try_from(value).ok());
        let after = &plain[length..];
        let year = value.filter(|_| after.starts_with('年')).and_then(|value| {
            if named {
                (1..=150).contains(&value).then_some(Year::Written(value + 1911))
            } else if (1900..2100).contains(&value) {
                Some(Year::Written(value))
            } else if minguo {
                (70..=130).contains(&value).then_some(Year::Written(value + 1911))
            } else {
                // 98年, 九八年, ○六年: two signs without a place word.
                (digits.chars().count() == 2 && !digits.contains(['十', '百'])).then_some(Year::Short(value))
            }
        });
        match year {
            Some(year) => {
                self.at += length + '年'.len_utf8();
                let _ = self.eat("度");
                Some(year)
            }
            None => {
                self.at = before;
                None
            }
        }
    }

    /// `113学年度第1学期`: the year it begins in and the term, 0 where none is written.
    fn school_year(&mut self) -> Option<(i16, i8)> {
        let rest = self.rest();
        let length = rest.find("学年度").filter(|length| (2..=12).contains(length))?;
        let year = integer(&rest[..length]).and_then(|year| i16::try_from(year).ok())?;
        self.at += length + "学年度".len();
        let _ = self.eat("第");
        let first = self.eat("一学期") || self.eat("1学期") || self.eat("上学期");
        let second = !first && (self.eat("二学期") || self.eat("2学期") || self.eat("下学期"));
        (70..=130)
            .contains(&year)
            .then_some((year + 1911, if first { 1 } else { i8::from(second) * 2 }))
    }

    /// `2024.6.30`, `2024-06-30`, `2024/6`, with years of the Republic `113.6.30`.
    fn numeric(&mut self, minguo: bool) -> Option<Partial> {
        let rest = self.rest();
        let digits = |at: usize| rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let length = digits(0);
        if length != 4 && !(minguo && length == 3) {
            return None;
        }
        let mark = *rest.as_bytes().get(length).filter(|mark| b".-/".contains(mark))?;
        let year = rest[..length].parse::<i16>().ok()?;
        let next = |at: usize| {
            let length = digits(at + 1);
            let number = rest[at + 1..at + 1 + length].parse::<u32>().ok()?;
            (rest.as_bytes().get(at) == Some(&mark) && (1..=2).contains(&length)).then_some((number, at + 1 + length))
        };
        let (month, mut at) = next(length).filter(|(month, _)| (1..=12).contains(month))?;
        let day = rest.is_char_boundary(at + 1).then(|| next(at)).flatten();
        let year = match year {
            1900..2100 => year,
            70..=130 if minguo && day.is_some() => year + 1911,
            _ => return None,
        };
        if let Some((_, end)) = day {
            at = end;
        }
        self.at += at;
        let mut found = Partial {
            year: Some(Year::Written(year)),
            month: Some(month),
            day: day.map(|(day, _)| day),
            part: Part::Whole,
        };
        if found.day.is_some() {
            let _ = self.eat("日");
        } else {
            let _ = self.eat("月");
            found.part = self.month_part();
        }
        Some(found)
    }

    fn month_part(&mut self) -> Part {
        for (word, part) in [
            ("底", Part::End),
            ("末", Part::End),
            ("初", Part::Begin),
            ("上旬", Part::Thirds(0, 0)),
            ("上中旬", Part::Thirds(0, 1)),
            ("中旬", Part::Thirds(1, 1)),
            ("中下旬", Part::Thirds(1, 2)),
            ("下旬", Part::Thirds(2, 2)),
        ] {
            if self.eat(word) {
                return part;
            }
        }
        Part::Whole
    }

    /// `上半年`, `下半年末`.
    fn half(&mut self) -> Option<Part> {
        let half = if self.eat("上半年") {
            0
        } else if self.eat("下半年") {
            1
        } else {
            return None;
        };
        Some(if self.eat("末") || self.eat("底") {
            Part::HalfEnd(half)
        } else {
            Part::Half(half)
        })
    }

    /// `第三季度`, `一季度末`, `前三季度`, `本季度`; with a year also `112年第3季`.
    fn quarter(&mut self, dated: bool) -> Option<Part> {
        let before = self.at;
        let several = self.eat("前");
        let this = !several && !dated && self.eat("本");
        let ordinal = !several && !this && self.eat("第");
        let number = if this {
            Some(0)
        } else {
            (1_i8..)
                .zip(["一", "二", "三", "四"])
                .find_map(|(number, word)| self.eat(word).then_some(number))
                .or_else(|| {
                    (1_i8..)
                        .zip(["1", "2", "3", "4"])
                        .find_map(|(n, word)| self.eat(word).then_some(n))
                })
                .or_else(|| (several && self.eat("两")).then_some(2))
                .or_else(|| (dated && self.eat("首")).then_some(1))
        };
        let _ = several && self.eat("个");
        let named = ordinal || self.words[..self.at].ends_with('首');
        let word = self.eat("季度") || (dated && named && self.eat("季"));
        let Some(number) = number.filter(|_| word) else {
            self.at = before;
            return None;
        };
        let ends = self.eat("末") || self.eat("底");
        Some(match (several, ends) {
            (true, _) => Part::Quarters(number),
            (false, true) => Part::QuarterEnd(number),
            (false, false) if self.eat("初") => Part::QuarterBegin(number),
            (false, false) => Part::Quarter(number),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_parts_of_years_and_months() {
        for (words, minguo, start, end) in [
            ("2021年底前", false, None, date(2021, 12, 31)),
            ("2021年年底", false, None, date(2021, 12, 31)),
            ("二○○四年二月底", false, None, date(2004, 2, 29)),
            ("2024年2月", false, Some(date(2024, 2, 1)), date(2024, 2, 29)),
            ("2024年下半年", false, Some(date(2024, 7, 1)), date(2024, 12, 31)),
            ("2024年上半年末", false, None, date(2024, 6, 30)),
            ("2024年第三季度末", false, None, date(2024, 9, 30)),
            ("2024年前三季度", false, Some(date(2024, 1, 1)), date(2024, 9, 30)),
            ("2024年十一月下旬", false, Some(date(2024, 11, 21)), date(2024, 11, 30)),
            ("2024年12月中旬", false, Some(date(2024, 12, 11)), date(2024, 12, 20)),
            ("2024年12月中下旬", false, Some(date(2024, 12, 11)), date(2024, 12, 31)),
            ("2024-06-30前", false, Some(date(2024, 6, 30)), date(2024, 6, 30)),
            ("2024.04-2024.11", false, Some(date(2024, 4, 1)), date(2024, 4, 30)),
            ("2024.6底", false, None, date(2024, 6, 30)),
            ("112年6月30日", true, Some(date(2023, 6, 30)), date(2023, 6, 30)),
            ("112年第3季", true, Some(date(2023, 7, 1)), date(2023, 9, 30)),
            ("民国一百一十二年度", false, Some(date(2023, 1, 1)), date(2023, 12, 31)),
            ("中华民国112年", false, Some(date(2023, 1, 1)), date(2023, 12, 31)),
        ] {
            let (found, _) = Partial::scan(words, minguo).unwrap_or_else(|| panic!("{words} is not read"));
            let Some(Year::Written(year)) = found.year else {
                panic!("{words} has no year")
            };
            assert_eq!(found.bounds(year), Some((start, end)), "{words}");
        }
        for words in [
            "112年6月30日",
            "三个月",
            "98年",
            "10年初步",
            "2024-25",
            "2024-2026年",
            "第三季",
        ] {
            assert_eq!(Partial::scan(words, false), None, "{words}");
        }
    }

    #[test]
    fn knows_days_that_do_not_exist() {
        let (found, length) = Partial::scan("2月30日前", false).unwrap();
        assert_eq!(length, "2月30日".len());
        assert_eq!(found.bounds(2024), None);
        assert_eq!(Partial::scan("13月", false).unwrap().0.bounds(2024), None);
    }
}
