//! Pages whose text stands sideways are turned until most of it stands upright.
//!
//! In: a [`Page`]. Out: the same page, with its coordinates turned where most of its text runs up or down the page, be it
//! turned itself or vertical writing.

use super::furniture::is_page_number;
use super::{Flow, Page, Rule, Run, line};

/// Turns the page, if need be.
pub(super) fn upright(page: Page) -> Page {
    let mut lengths = [0_usize; 4];
    for run in &page.runs {
        let at = match run.flow {
            Flow::Across => 0,
            Flow::Clockwise => 1,
            Flow::Counter => 2,
            Flow::Down => 3,
            Flow::Askew => continue,
        };
        if let Some(length) = lengths.get_mut(at) {
            *length += run.text.chars().filter(|c| !c.is_whitespace()).count();
        }
    }
    let [across, clockwise, counter, down] = lengths;
    let most = clockwise.max(counter).max(down);
    if most <= across + (clockwise + counter + down - most) {
        return page;
    }
    let page = without_number(page);
    let (width, height) = page.size;
    if counter == most {
        // Clockwise by a quarter.
        turned(
            page,
            |(x, y)| (height - y, x),
            |flow| match flow {
                Flow::Counter => Flow::Across,
                Flow::Across => Flow::Clockwise,
                _ => Flow::Askew,
            },
        )
    } else {
        // Against the clock; columns from right to left become lines from above.
        turned(
            page,
            |(x, y)| (y, width - x),
            |flow| match flow {
                Flow::Clockwise | Flow::Down => Flow::Across,
                Flow::Across => Flow::Counter,
                _ => Flow::Askew,
            },
        )
    }
}

/// The number of a sideways page often stands upright below it, where the turned page has its table.
fn without_number(mut page: Page) -> Page {
    let near = 0.12 * page.size.1;
    let is_near = |run: &Run| run.flow == Flow::Across && (run.y < near || run.y > page.size.1 - near);
    let edge: Vec<Run> = page.runs.iter().filter(|run| is_near(run)).cloned().collect();
    for line in line::lines(edge) {
        if is_page_number(&line.text()) {
            let of_it = |run: &Run| is_near(run) && (run.y - line.y).abs() < 0.3 * line.size;
            page.runs.retain(|run| !of_it(run));
        }
    }
    page
}

fn turned(page: Page, place: impl Fn((f32, f32)) -> (f32, f32), flow: impl Fn(Flow) -> Flow) -> Page {
    let run = |run: Run| {
        let (x, y) = place((run.x, run.y));
        Run {
            x,
            y,
            flow: flow(run.flow),
            ..run
        }
    };
    let rule = |rule: Rule| Rule {
        from: place(rule.from),
        to: place(rule.to),
    };
    Page {
        size: (page.size.1, page.size.0),
        runs: page.runs.into_iter().map(run).collect(),
        rules: page.rules.into_iter().map(rule).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sideways_text_is_turned_with_its_page() {
        let run = |x, y, flow, text: &str| Run {
            x,
            y,
            flow,
            text: text.to_owned(),
            ..Run::default()
        };
        for (flow, from, to) in [
            (Flow::Clockwise, (90.0, 20.0), (20.0, 10.0)),
            (Flow::Down, (90.0, 20.0), (20.0, 10.0)),
            (Flow::Counter, (10.0, 180.0), (20.0, 10.0)),
        ] {
            let page = Page {
                size: (100.0, 200.0),
                runs: vec![
                    run(from.0, from.1, flow, "关于印发方案的通知"),
                    run(50.0, 190.0, Flow::Across, "3"),
                ],
                rules: Vec::new(),
            };
            let page = upright(page);
            assert_eq!((page.size, page.runs[0].flow), ((200.0, 100.0), Flow::Across));
            assert_eq!((page.runs[0].x, page.runs[0].y), to);
            assert_ne!(page.runs[1].flow, Flow::Across);
        }
    }
}
