//! Properties of all filters together.

use super::*;
use proptest::prelude::*;

/// Pieces that the filters know, and pieces that they must not touch.
const PIECES: &[&str] = &[
    "各级",
    "要",
    "加强",
    "組織",
    "領導",
    "乾隆",
    "著名",
    "後",
    "发",
    "（",
    "）",
    "(",
    ")",
    "［",
    "]",
    "一",
    "、",
    "㈠",
    "⑴",
    "⒈",
    "①",
    "２",
    "3",
    "2024",
    "年",
    "％",
    "%",
    "，",
    "。",
    "：",
    "；",
    " ",
    "  ",
    "\u{3000}",
    "\u{a0}",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{200b}",
    "&nbsp;",
    "&amp;",
    "&#8212;",
    "&",
    "[bookmark: a]",
    "HYPERLINK \"http://a.cn\" \\h",
    "_Toc12",
    "--",
    "-",
    "——",
    "――",
    "─",
    "·",
    "•",
    "(huì)",
    "(yì)",
    "(quan)",
    "(AI)",
    "(fú yú)",
    "[hui4]",
    "?yàn)",
    "c(diǎn)",
    "GIS",
    "word",
    "⺠",
    "\u{f900}",
    "㑮",
    "𠀾",
    "ａ",
    "“",
    "”",
    "《",
    "》",
    "第一条",
    "附件",
    "\u{fffd}",
    "\u{13}",
    "\u{14}",
    "🙂",
    "é",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// A long line with blanks in place of line ends, a wrapped text, or neither, made of sentences.
fn document() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "各级要建立健全责任体系，逐级压实责任，按月通报进展情况。",
        "一、總體要求",
        "（二）落實責任。",
        "对排查出的问题，要列出清单（见附件），明确时限，２０２４ 年底前逐一整改到位",
        "某市人民政府",
        "1.強化監測。",
        "会(huì)议(yì)要(yào)求",
    ]);
    (
        prop::collection::vec(sentence, 1..80),
        prop::sample::select(vec![" ", "\n", "　　", "\n　　", ""]),
        0_usize..50,
    )
        .prop_map(|(sentences, between, width)| {
            let text = sentences.join(between);
            if width < 20 {
                return text;
            }
            let chars: Vec<char> = text.chars().collect();
            chars
                .chunks(width)
                .map(|line| line.iter().collect::<String>())
                .collect::<Vec<_>>()
                .join("\n")
        })
}

/// The forms that a clean character may have in the source.
fn same(clean: char, source: &str) -> bool {
    let mut usual = String::new();
    for c in source.chars() {
        width::push_folded(c, &mut usual);
    }
    let simple = script::simplify(&usual).map_or_else(|| usual.clone(), |edited| edited.text);
    let blank = |c: char| class::is_blank(c) || c == '\n';
    simple.contains(clean)
        || usual.contains(clean)
        || blank(clean)
            && source
                .chars()
                .any(|c| blank(c) || class::class(c) & bit::DEBRIS != 0 || c == ';' || c == 'p')
        || matches!(clean, '—' | '-') && source.contains(['-', '―', '─', ';', '—', '－'])
        || source.contains('&')
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let clean = normalize(source, &[]);
    let mut before = 0;
    for (at, c) in clean.text.char_indices() {
        let span = clean.map.to_source(ByteSpan::new(at, at + c.len_utf8()));
        prop_assert!(span.start < span.end && span.end <= source.len(), "{c:?} {span:?}");
        prop_assert!(
            source.is_char_boundary(span.start) && source.is_char_boundary(span.end),
            "{c:?} {span:?}"
        );
        prop_assert!(span.start >= before, "not monotone at {c:?}");
        prop_assert!(same(c, span.of(source)), "{c:?} from {:?}", span.of(source));
        before = span.start;
    }
    let whole = clean.map.to_source(ByteSpan::new(0, clean.text.len()));
    prop_assert!(whole.end <= source.len());
    for finding in &clean.findings {
        let span = finding.span.unwrap_or_default();
        prop_assert!(source.get(span.start..span.end).is_some(), "{finding:?}");
    }
    let again = normalize(&clean.text, &[]);
    prop_assert_eq!(&again.text, &clean.text, "the second time changes it");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn pieces_lead_back_and_stay(source in text()) {
        check(&source)?;
    }

    #[test]
    fn documents_lead_back_and_stay(source in document()) {
        check(&source)?;
    }

    #[test]
    fn any_text_is_taken(source in "\\PC{0,80}") {
        let _ = normalize(&source, &[]);
    }
}

#[test]
fn clean_text_is_left() {
    for text in [
        "",
        "一、总体要求\n(一)加强组织领导，落实责任。\n——坚持“红线”意识(2024—2026年)。\n",
        "R&D[1]_a-b",
    ] {
        let clean = normalize(text, &[]);
        assert_eq!(clean.text, text);
        assert!(clean.map.is_empty() && clean.findings.is_empty());
    }
}

#[test]
fn a_glossed_traditional_notice() {
    let clean = normalize(
        "會(huì)議（議(yì)）要(yào)求：　各級(jí)黨(dǎng)委。\r\n　　一、總體(tǐ)要求",
        &[],
    );
    assert_eq!(clean.text, "会议(议)要求：各级党委。\n一、总体要求");
    assert_eq!(clean.script, Script::Traditional);
}
