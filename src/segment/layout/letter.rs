//! The 函 of Taiwan has no title: its 主旨 names what it sends (`主旨:检送“…计划”1份`).

use super::Reader;
use crate::model::{ByteSpan, Found};
use crate::segment::head::title::ends_title;

/// What a letter does with the plan that it names.
const SENDS: [&str; 9] = ["检送", "检附", "函送", "函颁", "函转", "订定", "修正", "公告", "转发"];

impl Reader<'_> {
    /// Takes the name of the plan that a letter without a title sends for the title.
    pub(super) fn sent_plan(&mut self) {
        if self.layout.head.title.is_some() || self.layout.head.plan_title.is_some() {
            return;
        }
        self.layout.head.title = (0..self.lines.len()).find_map(|at| {
            let words = self.words(at);
            let matter = words
                .trim_start()
                .strip_prefix("主旨")?
                .trim_start_matches([':', '：', ' ']);
            SENDS.iter().find(|verb| matter.contains(**verb))?;
            let open = matter.find(['“', '「', '《'])?;
            let quote = matter[open..].chars().next()?;
            let inner = open + quote.len_utf8();
            let close = matter[inner..].find(['”', '」', '》'])?;
            let start = self.lines[at].span.start + words.len() - matter.len() + inner;
            let span = ByteSpan::new(start, start + close);
            let value = span.of(self.text).to_owned();
            ends_title(&value).then_some(Found { value, span })
        });
    }
}
