//! A source with tables: the text between them is cleaned as running text, every cell for itself, so that no filter
//! takes the border of a cell for a blank or a lost line end. In: source text and its tables; out: one clean text in
//! the order of the source, with one map, and the tables in it.

use super::{Normalized, OffsetMap, clean, script};
use crate::model::{ByteSpan, Finding, Table};

/// Pieces put together again.
struct Joined<'s> {
    source: &'s str,
    text: String,
    map: OffsetMap,
    survey: super::Survey,
    findings: Vec<Finding<ByteSpan>>,
}

impl Joined<'_> {
    /// Cleans `piece` of the source and adds it; gives its place in the clean text.
    fn add(&mut self, piece: ByteSpan) -> ByteSpan {
        let cleaned = clean(piece.of(self.source));
        let at = self.text.len();
        self.text.push_str(&cleaned.text);
        self.map.append(cleaned.map, piece.start, at);
        self.survey.add(cleaned.survey);
        for mut finding in cleaned.findings {
            finding.span = finding
                .span
                .map(|s| ByteSpan::new(s.start + piece.start, s.end + piece.start));
            self.findings.push(finding);
        }
        ByteSpan::new(at, self.text.len())
    }

    /// Adds `piece` as it is: the marks between cells and rows.
    fn copy(&mut self, piece: ByteSpan) {
        self.text.push_str(piece.of(self.source));
    }

    /// Begins a line, should a filter have taken the line end before a table away.
    fn begin_line(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.map.insert(at, self.text.len(), 1);
            self.text.push('\n');
        }
    }
}

/// Cleans a source with tables.
pub(super) fn normalize(source: &str, tables: &[Table]) -> Normalized {
    let mut joined = Joined {
        source,
        text: String::with_capacity(source.len()),
        map: OffsetMap::default(),
        survey: super::Survey::default(),
        findings: Vec::new(),
    };
    let mut found = Vec::with_capacity(tables.len());
    let mut at = 0;
    for table in tables {
        joined.add(ByteSpan::new(at, table.span.start));
        joined.begin_line(table.span.start);
        let start = joined.text.len();
        at = table.span.start;
        let mut cells = Vec::with_capacity(table.cells.len());
        for cell in &table.cells {
            joined.copy(ByteSpan::new(at, cell.start));
            cells.push(joined.add(*cell));
            at = cell.end;
        }
        joined.copy(ByteSpan::new(at, table.span.end));
        at = table.span.end;
        found.push(Table {
            span: ByteSpan::new(start, joined.text.len()),
            cells,
            rows: table.rows.clone(),
        });
    }
    joined.add(ByteSpan::new(at, source.len()));
    Normalized {
        text: joined.text,
        map: joined.map,
        tables: found,
        script: script::verdict(joined.survey),
        findings: joined.findings,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{ByteSpan, Table};
    use crate::normalize::normalize;

    #[test]
    fn cells_are_cleaned_one_by_one_and_lead_back() {
        let source = "任務分解表：　\n任務\t單　位\n修路（一）\t 市教(jiào)育局\n完。\n";
        let cell = |words: &str| {
            let at = source.find(words).unwrap();
            ByteSpan::new(at, at + words.len())
        };
        let cells = ["任務\t", "單　位", "修路（一）", " 市教(jiào)育局"]
            .map(|words| cell(words.trim_end_matches('\t')))
            .to_vec();
        let cells = {
            // 任務 also stands in the title: the cell is the second.
            let mut cells = cells;
            let at = source.rfind("任務").unwrap();
            cells[0] = ByteSpan::new(at, at + "任務".len());
            cells
        };
        let table = Table {
            span: ByteSpan::new(source.find("\n任務").unwrap() + 1, source.find("完").unwrap()),
            cells,
            rows: vec![vec![Some(0), Some(1)], vec![Some(2), Some(3)]],
        };
        let clean = normalize(source, &[table]);
        assert_eq!(clean.text, "任务分解表：\n任务\t单位\n修路(一)\t市教育局\n完。\n");
        let table = &clean.tables[0];
        let words: Vec<&str> = table.cells.iter().map(|cell| cell.of(&clean.text)).collect();
        assert_eq!(words, ["任务", "单位", "修路(一)", "市教育局"]);
        let back: Vec<&str> = table
            .cells
            .iter()
            .map(|cell| clean.map.to_source(*cell).of(source))
            .collect();
        assert_eq!(back, ["任務", "單　位", "修路（一）", "市教(jiào)育局"]);
        assert_eq!(
            clean
                .map
                .to_source(ByteSpan::new(clean.text.len() - 7, clean.text.len() - 4))
                .of(source),
            "完"
        );
    }
}
