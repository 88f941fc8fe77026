//! Builds the [`Dom`] as html5ever's tree builder says, and knows how deep it stands.

use super::dom::{Dom, Id};
use super::style::Attrs;
use super::tag::Tag;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// A node as the tree builder holds it.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    id: Id,
    name: QualName,
}

/// What the tree builder writes to.
#[derive(Debug)]
pub(super) struct Sink {
    dom: RefCell<Dom>,
    /// Depth of each node, by its index; 0 for the root.
    depths: RefCell<Vec<u16>>,
    /// Depth of the element that new ones go into, as far as the calls tell.
    depth: Cell<u16>,
}

impl Sink {
    pub fn new() -> Self {
        Self {
            dom: RefCell::new(Dom::new()),
            depths: RefCell::new(vec![0]),
            depth: Cell::new(0),
        }
    }

    /// How deep the open elements are nested.
    pub fn depth(&self) -> u16 {
        self.depth.get()
    }

    /// Number of nodes so far.
    pub fn len(&self) -> usize {
        self.dom.borrow().len()
    }

    fn handle(&self, id: Id, name: &str) -> Handle {
        self.depths.borrow_mut().push(0);
        Handle {
            id,
            name: QualName::new(None, ns!(html), LocalName::from(name)),
        }
    }

    fn depth_of(&self, id: Id) -> u16 {
        self.depths.borrow().get(id.index()).copied().unwrap_or(0)
    }

    fn set_depth(&self, id: Id, depth: u16) {
        if let Some(known) = self.depths.borrow_mut().get_mut(id.index()) {
            *known = depth;
        }
        self.depth.set(depth);
    }

    /// Puts what was made before `sibling`, or last into `parent` where there is none. Text lengthens text before it.
    fn put(&self, parent: Option<Id>, sibling: Option<Id>, child: NodeOrText<Handle>) {
        let mut dom = self.dom.borrow_mut();
        let before = match (sibling, parent) {
            (Some(sibling), _) => dom.previous(sibling),
            (None, Some(parent)) => dom.last_child(parent),
            (None, None) => None,
        };
        let id = match child {
            // Scripts and styles, most of many a page, and what old browsers show for a frame.
            NodeOrText::AppendText(_)
                if parent.is_some_and(|at| matches!(dom.tag(at), Tag::Script | Tag::Skipped | Tag::Frame)) =>
            {
                return;
            }
            NodeOrText::AppendText(text) => {
                if let Some(before) = before.filter(|&before| dom.tag(before) == Tag::Text) {
                    dom.push_text(before, &text);
                    return;
                }
                self.depths.borrow_mut().push(0);
                dom.add_text(text)
            }
            NodeOrText::AppendNode(node) => {
                dom.detach(node.id);
                let above = parent.or_else(|| sibling.and_then(|sibling| dom.parent(sibling)));
                let depth = above.map_or(0, |above| self.depth_of(above)).saturating_add(1);
                self.set_depth(node.id, depth);
                node.id
            }
        };
        match (sibling, parent) {
            (Some(sibling), _) => dom.insert_before(sibling, id),
            (None, Some(parent)) => dom.append(parent, id),
            (None, None) => {}
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: self.dom.borrow().root(),
            name: QualName::new(None, ns!(), LocalName::from("")),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        // The title of a drawing is none of the page.
        let tag = if name.ns == ns!(html) {
            Tag::of(&name.local)
        } else {
            Tag::Other
        };
        self.depths.borrow_mut().push(0);
        let id = self.dom.borrow_mut().add(tag, Attrs::of(&attrs));
        Handle { id, name }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        // Comments and processing instructions are dropped before they come here; the trait wants a node.
        let id = self.dom.borrow_mut().add(Tag::Skipped, None);
        self.handle(id, "")
    }

    fn create_pi(&self, target: StrTendril, _data: StrTendril) -> Handle {
        self.create_comment(target)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(Some(parent.id), None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.dom.borrow().parent(element.id).is_some() {
            self.put(None, Some(element.id), child);
        } else {
            self.put(Some(previous.id), None, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn pop(&self, node: &Handle) {
        self.depth.set(self.depth_of(node.id).saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // Nothing of a template is shown: its contents may as well be its children.
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        self.put(None, Some(sibling.id), new_node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        if let Some(attrs) = Attrs::of(&attrs) {
            self.dom.borrow_mut().set_attrs(target.id, attrs);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut dom = self.dom.borrow_mut();
        let children: Vec<Id> = dom.children(node.id).collect();
        for child in children {
            dom.detach(child);
            dom.append(new_parent.id, child);
        }
    }
}
