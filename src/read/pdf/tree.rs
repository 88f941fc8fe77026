//! The pages of a file in their order.
//!
//! In: a [`File`]. Out: [`Leaf`]s, which know where to find what they inherit; nothing of a page is held. Where no tree can
//! be read, every page that is found in the file, by number.

use super::file::{File, own_dict};
use lopdf::{Dictionary, Object};
use std::collections::HashSet;

/// Most pages that are read.
pub(super) const PAGES: usize = 3_000;
/// Most nodes that wait to be read.
const OPEN: usize = 100_000;
/// Attributes that pages inherit.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// All pages of a file.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    pub pages: Vec<Leaf>,
    /// There are more than [`PAGES`].
    pub more: bool,
}

/// One page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    number: u32,
    /// The objects that bring what it inherits.
    from: [Option<u32>; INHERITED.len()],
}

impl Leaf {
    /// Its dictionary, with what it inherits.
    pub fn read(self, file: &File<'_>) -> Option<Dictionary> {
        let mut page = file.object(self.number).and_then(own_dict)?;
        for (key, from) in INHERITED.into_iter().zip(self.from) {
            if !page.has(key)
                && let Some(node) = from.and_then(|from| file.object(from)).and_then(own_dict)
                && let Ok(value) = node.get(key)
            {
                page.set(key, value.clone());
            }
        }
        Some(page)
    }
}

/// Reads the tree.
pub(super) fn leaves(file: &File<'_>) -> Leaves {
    let mut found = walk(file);
    if found.pages.is_empty() && file.limits.over().is_none() && file.rescan() {
        found = walk(file);
    }
    if found.pages.is_empty() {
        found = search(file);
    }
    found
}

fn walk(file: &File<'_>) -> Leaves {
    let mut found = Leaves::default();
    let root = file.trailer(b"Root").and_then(own_dict);
    let Some(Object::Reference((top, _))) = root.and_then(|root| root.get(b"Pages").ok().cloned()) else {
        return found;
    };
    let mut seen = HashSet::new();
    let mut open = vec![(top, [None; INHERITED.len()])];
    while let Some((number, mut from)) = open.pop() {
        if !seen.insert(number) || !file.limits.step(64) {
            continue;
        }
        let Some(node) = file.object(number).and_then(own_dict) else {
            continue;
        };
        // Only nodes have children; some writers leave out the type.
        let Some(kids) = file.array(&node, b"Kids") else {
            if found.pages.len() == PAGES {
                found.more = true;
                break;
            }
            found.pages.push(Leaf { number, from });
            continue;
        };
        for (key, from) in INHERITED.into_iter().zip(&mut from) {
            if node.has(key) {
                *from = Some(number);
            }
        }
        if open.len() > OPEN {
            break;
        }
        let kids = kids.iter().take(PAGES + 1).rev();
        open.extend(kids.filter_map(|kid| Some((kid.as_reference().ok()?.0, from))));
    }
    found
}

fn search(file: &File<'_>) -> Leaves {
    let mut found = Leaves::default();
    for number in file.all() {
        if found.pages.len() == PAGES {
            found.more = true;
            break;
        }
        if let Some(Object::Dictionary(page)) = file.object(number)
            && page.has_type(b"Page")
        {
            let from = [None; INHERITED.len()];
            found.pages.push(Leaf { number, from });
        }
    }
    found
}
