//! 发文字号: 机关代字, year in six-angle brackets, serial number (GB/T 9704-2012 7.2.5), also where a converter lost
//! the brackets: `云发〔201921` is `云发〔2019〕21号`.
//!
//! Input: a line of clean text. Output: standard form, place, and whether it was repaired.

use crate::model::ByteSpan;
use crate::numeral::integer;
use regex::Regex;
use std::sync::LazyLock;

/// A 发文字号 as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocNumber {
    /// Standard form, `赣安〔2021〕2号`.
    pub standard: String,
    /// Bytes in the line.
    pub span: ByteSpan,
    /// Whether brackets, 号 or digits' borders had to be supplied.
    pub repaired: bool,
}

static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    // The 代字 is up to 12 characters, may hold a bracketed part (`沪府办(规)`) and no words of a sentence.
    Regex::new(
        r"(?P<sign>[\p{Han}]{1,12}(?:\([\p{Han}]{1,4}\))?[\p{Han}]{0,4}?)\s?[〔\[【(〈《{](?P<year>(?:19|20)[0-9]{2}|[5-9][0-9])年?[〕\]】)〉》}]\s?(?:第|字第)?\s?(?P<serial>[0-9]{1,5})\s?号",
    )
    .expect("constant pattern, compiled by the tests")
});
static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<sign>[\p{Han}]{2,12}?)[〔\[【(]?(?P<year>(?:19|20)[0-9]{2})[〕\]】)—-]?\s?(?P<serial>[1-9][0-9]{0,3})号?$",
    )
    .expect("constant pattern, compiled by the tests")
});
/// Without brackets, a blank or 第 between year and serial number: `云政发2021 2号`.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<sign>[\p{Han}]{2,12}?)\s?(?P<year>(?:19|20)[0-9]{2})年?\s?第?\s?(?P<serial>[1-9][0-9]{0,3})\s?号$",
    )
    .expect("constant pattern, compiled by the tests")
});
/// Year first, as was common before 2012: `(2003)国办发12号`.
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[〔\[【(](?P<year>(?:19|20)[0-9]{2}|[5-9][0-9])年?[〕\]】)]\s?(?P<sign>[\p{Han}]{1,12}?)\s?(?:字第|字|第)?\s?(?P<serial>[0-9]{1,4})\s?号$",
    )
    .expect("constant pattern, compiled by the tests")
});
/// In Chinese numerals: `云政发〔二〇二一〕二号`.
static HAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<sign>[\p{Han}]{1,12}?)\s?[〔\[【(](?P<year>[一二][一二三四五六七八九〇○零◯O0]{3})年?[〕\]】)]\s?第?(?P<serial>[一二三四五六七八九十百〇○零]{1,6}|[0-9]{1,4})\s?号$",
    )
    .expect("constant pattern, compiled by the tests")
});
static TAIWAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<sign>[\p{Han}]{1,12}字第)\s?(?P<serial>[0-9]{6,12}[A-Z]?)\s?号")
        .expect("constant pattern, compiled by the tests")
});

/// Macau numbers its acts by kind and year: `第05/2019号通告`, `第15/2009号行政法规`; the kind may stand on a line above.
static MACAU: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^第(?P<serial>[0-9]{1,3})/(?P<year>(?:19|20)[0-9]{2})号(?P<kind>[\p{Han}]{2,9})?$")
        .expect("constant pattern, compiled by the tests")
});

/// Words that stand before a 代字 in metadata tables, titles and sentences and do not belong to it.
const LEADS: [&str; 21] = [
    "文件",
    "特急",
    "加急",
    "平急",
    "发文字号",
    "文件编号",
    "文号",
    "字号",
    "的通知",
    "的意见",
    "的决定",
    "的批复",
    "的函",
    "的通告",
    "的公告",
    "的通报",
    "的报告",
    "的请示",
    "的批示",
    "根据",
    "按照",
];

/// The 发文字号 in `line`, where the line is one, ends with one in brackets, or begins with one.
#[must_use]
pub fn doc_number(line: &str) -> Option<DocNumber> {
    // Signs that a pattern cannot do without are asked for before it: nearly every line of a notice comes by here, and
    // a pattern that no line needs is not even compiled.
    let bare = line.trim();
    let closed = line.contains('号');
    let digits = line.contains(|c: char| c.is_ascii_digit());
    if !(closed || digits && bare.ends_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if closed
        && digits
        && let Some(found) = WHOLE.captures(line)
    {
        let sign = trim_lead(&found["sign"]);
        // `关于落实云政发〔2021〕2号文件的通知` cites.
        if sign.contains("关于") {
            return None;
        }
        let whole = found.get(0)?;
        let start = found.name("sign")?.end() - sign.len();
        return Some(DocNumber {
            standard: standard(sign, &found["year"], &found["serial"])?,
            span: ByteSpan::new(start, whole.end()),
            repaired: false,
        });
    }
    if closed
        && digits
        && line.contains("字第")
        && let Some(found) = TAIWAN.captures(line)
    {
        let whole = found.get(0)?;
        let sign = trim_lead(&found["sign"]);
        // `中华民国112年3月8日府教学字第…号`: the date stands before it.
        let sign = sign.strip_prefix('日').unwrap_or(sign);
        return Some(DocNumber {
            standard: format!("{sign}{}号", &found["serial"]),
            span: ByteSpan::new(found.name("sign")?.end() - sign.len(), whole.end()),
            repaired: false,
        });
    }
    if bare.starts_with('第') && MACAU.is_match(bare) {
        let start = line.len() - line.trim_start().len();
        return Some(DocNumber {
            standard: bare.to_owned(),
            span: ByteSpan::new(start, start + bare.len()),
            repaired: false,
        });
    }
    let offset = line.len() - line.trim_start().len();
    let numbered = bare.ends_with('号');
    let year = bare.contains("19") || bare.contains("20");
    let bracket = bare.contains(['〔', '[', '【', '(']);
    let found = [
        (&DAMAGED, year),
        (&BARE, numbered && year),
        (&YEAR_FIRST, numbered && bare.starts_with(['〔', '[', '【', '('])),
        (&HAN, numbered && bracket),
    ]
    .into_iter()
    .find_map(|(pattern, may)| may.then(|| pattern.captures(bare)).flatten())?;
    let sign = trim_lead(&found["sign"]);
    // `2019年`-like words and plain counts are no numbers of documents: a 代字 names an office in short form.
    if sign.is_empty()
        || sign.ends_with("电话")
        || sign.ends_with(['第', '共', '约', '到', '至', '于', '自', '年', '月'])
    {
        return None;
    }
    let standard = standard(sign, &found["year"], &found["serial"])?;
    let repaired = standard != bare;
    Some(DocNumber {
        standard,
        span: ByteSpan::new(offset, offset + bare.len()),
        repaired,
    })
}

/// The standard form: full year in Arabic numerals, serial number without 第 and zeros (GB/T 9704-2012 7.2.5).
fn standard(sign: &str, year: &str, serial: &str) -> Option<String> {
    let year = integer(year)?;
    let year = if year < 100 { year + 1900 } else { year };
    Some(format!("{sign}〔{year}〕{}号", integer(serial)?))
}

fn trim_lead(sign: &str) -> &str {
    LEADS
        .iter()
        .filter_map(|lead| sign.rfind(lead).map(|at| &sign[at + lead.len()..]))
        .min_by_key(|s| s.len())
        .unwrap_or(sign)
}

#[cfg(test)]
mod tests {
    use super::doc_number;

    #[test]
    fn reads_document_numbers() {
        for (line, standard, repaired) in [
            ("云政发〔2019〕5号", "云政发〔2019〕5号", false),
            ("云政办函[2019]第05号", "云政办函〔2019〕5号", false),
            ("云民发〔201935", "云民发〔2019〕35号", true),
            ("云民发201935号", "云民发〔2019〕35号", true),
            ("云发〔201821", "云发〔2018〕21号", true),
            ("云发[2018 21号", "云发〔2018〕21号", true),
            ("关于做好防汛工作的通知(云汛〔2011〕3号)", "云汛〔2011〕3号", false),
            ("发文字号:国办发〔2018〕126号", "国办发〔2018〕126号", false),
            ("府教学字第1120056789号", "府教学字第1120056789号", false),
            ("第05/2019号通告", "第05/2019号通告", false),
        ] {
            let found = doc_number(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (found.standard.as_str(), found.repaired),
                (standard, repaired),
                "{line}"
            );
        }
    }

    #[test]
    fn refuses_other_lines() {
        for line in [
            "2019年全市工作要点",
            "联系电话20191234",
            "云溪县2019年",
            "共2019册",
            "二、主要目标",
        ] {
            assert_eq!(doc_number(line), None, "{line}");
        }
    }
}
