//! The facts of one kind: those that a person touched stand, wherever the same words are read now.

use crate::model::review::{REVIEWED, Rule};
use crate::model::{CharSpan, Deadline, Role, Target, Unit};

/// Which of the saved facts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// All of them and no others.
    Whole,
    /// Those that a person touched; the others are as read now.
    Touched,
}

/// What the three kinds of facts have in common.
pub(super) trait Fact: Clone {
    fn text(&self) -> &str;
    /// None for facts that have no role.
    fn role(&self) -> Option<Role> {
        None
    }
    fn rule(&self) -> Rule;
    fn span(&mut self) -> &mut CharSpan;
    fn action(&mut self) -> &mut Option<usize>;
}

macro_rules! fact {
    ($kind:ty $(, $role:item)?) => {
        impl Fact for $kind {
            fn text(&self) -> &str {
                &self.text
            }
            $($role)?
            fn rule(&self) -> Rule {
                self.rule
            }
            fn span(&mut self) -> &mut CharSpan {
                &mut self.span
            }
            fn action(&mut self) -> &mut Option<usize> {
                &mut self.action
            }
        }
    };
}
fact!(Deadline);
fact!(Target);
fact!(
    Unit,
    fn role(&self) -> Option<Role> {
        Some(self.role)
    }
);

/// The facts that stand. `read` are those of the list, `saved` and `removed` the person's; `place` leads a saved span
/// into the list, `action` the saved index of a demand.
pub(super) fn merged<F: Fact>(
    read: &[F],
    saved: &[F],
    removed: &[F],
    mode: Mode,
    place: &dyn Fn(CharSpan) -> CharSpan,
    action: &dyn Fn(usize) -> Option<usize>,
) -> Vec<F> {
    // None where a fact of the list has found its saved one, or was taken out.
    let mut free: Vec<Option<F>> = read.iter().cloned().map(Some).collect();
    let mut made: Vec<Option<F>> = free.clone();
    if mode == Mode::Whole {
        made.clear();
    } else {
        for gone in removed {
            if let Some(index) = same_words(&free, gone) {
                (free[index], made[index]) = (None, None);
            }
        }
    }
    for fact in saved
        .iter()
        .filter(|fact| mode == Mode::Whole || fact.rule() == REVIEWED)
    {
        let mut fact = fact.clone();
        let index = same_words(&free, &fact);
        match index.and_then(|index| free[index].take()) {
            Some(mut now) => *fact.span() = *now.span(),
            None => *fact.span() = place(*fact.span()),
        }
        let of = *fact.action();
        *fact.action() = of.and_then(action);
        match index.filter(|_| mode == Mode::Touched) {
            Some(index) => made[index] = Some(fact),
            None => made.push(Some(fact)),
        }
    }
    made.into_iter().flatten().collect()
}

/// The free fact read from the same words; one of the same role first.
fn same_words<F: Fact>(free: &[Option<F>], fact: &F) -> Option<usize> {
    let find = |fits: &dyn Fn(&F) -> bool| {
        let same = |own: &F| own.text() == fact.text() && fits(own);
        free.iter().position(|own| own.as_ref().is_some_and(same))
    };
    let mut own = fact.clone();
    let start = own.span().start;
    let here = |other: &F| other.clone().span().start == start && other.role() == fact.role();
    find(&here)
        .or_else(|| find(&|other| other.role() == fact.role()))
        .or_else(|| find(&|_| true))
}
