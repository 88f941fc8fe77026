//! The tree of a page: an arena without recursion anywhere, so that no depth of nesting overflows the stack.
//!
//! Nodes are made and linked by [`super::sink`]; everything else reads. An [`Id`] belongs to the tree that gave it.

use super::style::Attrs;
use super::tag::Tag;
use html5ever::tendril::StrTendril;

/// A node of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(u32);

impl Id {
    /// Its place among all nodes, in the order in which they were made.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One node; links are ids.
#[derive(Debug)]
struct Node {
    tag: Tag,
    /// Index in [`Dom::texts`] for text, in [`Dom::attrs`] for elements.
    more: Option<u32>,
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    texts: Vec<StrTendril>,
    attrs: Vec<Attrs>,
}

/// One step of a walk through a part of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A node, before its children.
    Enter(Id),
    /// The same node, after its children; given for text too.
    Leave(Id),
}

/// A walk through a node and all below it.
#[derive(Debug)]
pub(super) struct Steps<'d> {
    dom: &'d Dom,
    root: Id,
    next: Option<Step>,
}

impl Dom {
    /// A tree that holds its root only.
    pub fn new() -> Self {
        let mut dom = Self {
            nodes: Vec::new(),
            texts: Vec::new(),
            attrs: Vec::new(),
        };
        dom.add(Tag::Document, None);
        dom
    }

    /// The root.
    pub fn root(&self) -> Id {
        Id(0)
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What the node is.
    pub fn tag(&self, id: Id) -> Tag {
        self.node(id).tag
    }

    /// The words of a text node, nothing for others.
    pub fn text(&self, id: Id) -> &str {
        let node = self.node(id);
        match node.more {
            Some(at) if node.tag == Tag::Text => self.texts.get(at as usize).map_or("", |text| text),
            _ => "",
        }
    }

    /// The attributes of an element that has any.
    pub fn attrs(&self, id: Id) -> Option<&Attrs> {
        let node = self.node(id);
        let at = node.more.filter(|_| node.tag != Tag::Text)?;
        self.attrs.get(at as usize)
    }

    /// The parent.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.node(id).parent
    }

    /// The children in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let mut next = self.node(id).first;
        std::iter::from_fn(move || {
            let child = next?;
            next = self.node(child).next;
            Some(child)
        })
    }

    /// The parent, its parent and so on.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |&above| self.parent(above))
    }

    /// A walk through `root` and all below it.
    pub fn walk(&self, root: Id) -> Steps<'_> {
        Steps {
            dom: self,
            root,
            next: Some(Step::Enter(root)),
        }
    }

    /// The last child.
    pub(super) fn last_child(&self, id: Id) -> Option<Id> {
        self.node(id).last
    }

    /// The sibling before.
    pub(super) fn previous(&self, id: Id) -> Option<Id> {
        self.node(id).previous
    }

    /// Makes a node that stands nowhere yet.
    pub(super) fn add(&mut self, tag: Tag, attrs: Option<Attrs>) -> Id {
        let more = attrs.map(|attrs| {
            self.attrs.push(attrs);
            as_u32(self.attrs.len() - 1)
        });
        self.push(tag, more)
    }

    /// Makes a text node that stands nowhere yet.
    pub(super) fn add_text(&mut self, text: StrTendril) -> Id {
        self.texts.push(text);
        let at = as_u32(self.texts.len() - 1);
        self.push(Tag::Text, Some(at))
    }

    /// Lengthens a text node.
    pub(super) fn push_text(&mut self, id: Id, more: &StrTendril) {
        if let Some(text) = self.node(id).more.and_then(|at| self.texts.get_mut(at as usize)) {
            text.push_tendril(more);
        }
    }

    /// Sets the attributes of an element that has none.
    pub(super) fn set_attrs(&mut self, id: Id, attrs: Attrs) {
        if self.node(id).more.is_none() {
            self.attrs.push(attrs);
            self.node_mut(id).more = Some(as_u32(self.attrs.len() - 1));
        }
    }

    /// Makes `child`, which stands nowhere, the last child of `parent`.
    pub(super) fn append(&mut self, parent: Id, child: Id) {
        let last = self.node(parent).last;
        self.node_mut(child).parent = Some(parent);
        self.node_mut(child).previous = last;
        match last {
            Some(last) => self.node_mut(last).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        self.node_mut(parent).last = Some(child);
    }

    /// Puts `child`, which stands nowhere, before `sibling`.
    pub(super) fn insert_before(&mut self, sibling: Id, child: Id) {
        let (Some(parent), previous) = (self.node(sibling).parent, self.node(sibling).previous) else {
            return;
        };
        let node = self.node_mut(child);
        node.parent = Some(parent);
        node.previous = previous;
        node.next = Some(sibling);
        self.node_mut(sibling).previous = Some(child);
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
    }

    /// Takes a node out of its place, its children with it.
    pub(super) fn detach(&mut self, id: Id) {
        let (parent, previous, next) = {
            let node = self.node_mut(id);
            (node.parent.take(), node.previous.take(), node.next.take())
        };
        match (previous, parent) {
            (Some(previous), _) => self.node_mut(previous).next = next,
            (None, Some(parent)) => self.node_mut(parent).first = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.node_mut(next).previous = previous,
            (None, Some(parent)) => self.node_mut(parent).last = previous,
            (None, None) => {}
        }
    }

    fn push(&mut self, tag: Tag, more: Option<u32>) -> Id {
        self.nodes.push(Node {
            tag,
            more,
            parent: None,
            previous: None,
            next: None,
            first: None,
            last: None,
        });
        Id(as_u32(self.nodes.len() - 1))
    }

    // An id is an index that `push` of this tree gave, and nodes are never removed.
    fn node(&self, id: Id) -> &Node {
        &self.nodes[id.index()]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id.index()]
    }
}

/// The parser stops long before four thousand million nodes.
fn as_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Steps<'_> {
    /// Passes over what is below the node that was entered last.
    pub fn pass_over(&mut self, entered: Id) {
        self.next = Some(Step::Leave(entered));
    }
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(self.dom.node(id).first.map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == self.root => None,
            Step::Leave(id) => {
                let node = self.dom.node(id);
                node.next.map(Step::Enter).or(node.parent.map(Step::Leave))
            }
        };
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_move_and_are_walked_in_order() {
        let mut dom = Dom::new();
        let root = dom.root();
        let (a, b) = (dom.add(Tag::Block, None), dom.add(Tag::Block, None));
        let (one, two) = (dom.add_text("1".into()), dom.add_text("2".into()));
        dom.append(root, b);
        dom.insert_before(b, a);
        dom.append(a, one);
        dom.append(b, two);
        dom.push_text(two, &"3".into());
        let words = |dom: &Dom| -> String {
            dom.walk(dom.root())
                .filter_map(|step| match step {
                    Step::Enter(id) => Some(dom.text(id).to_owned()),
                    Step::Leave(_) => None,
                })
                .collect()
        };
        assert_eq!(words(&dom), "123");
        dom.detach(a);
        assert_eq!(words(&dom), "23");
        dom.append(root, a);
        assert_eq!(words(&dom), "231");
        assert_eq!(dom.children(root).collect::<Vec<_>>(), [b, a]);
        let mut steps = dom.walk(root);
        let mut seen = 0;
        while let Some(step) = steps.next() {
            if step == Step::Enter(b) {
                steps.pass_over(b);
            }
            seen += 1;
        }
        assert_eq!(seen, 8);
    }
}
