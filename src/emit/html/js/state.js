// The list on the page: `list` is worked on, `read` holds each item as the program read it.
const data = JSON.parse($('data').textContent);
const list = data.list;
const notice = list.notice;
const source = cutter(data.text);
const cells = data.rows;
let keys = 0;

const copy = (value) => JSON.parse(JSON.stringify(value));

// Every fact gets a key `_k` for the page's own use; it is not saved.
function keyed(item) {
  for (const kind of FACTS) for (const fact of item[kind]) fact._k = fact._k || `f${(keys += 1)}`;
  return item;
}
list.items.forEach(keyed);
const read = new Map(list.items.map((item) => [item.id, copy(item)]));
const place = new Map(list.items.map((item, i) => [item.id, i]));
const state = { current: -1, fact: null, editing: null, undo: [], shown: [] };

const itemAt = (i) => list.items[i];
const decision = (item) => (item.review ? item.review.decision : null);

// A fact's facts: what it says without the page's key and the flag.
const bare = (fact) => JSON.stringify(fact, (name, value) => (name === '_k' || name === 'reviewed' ? undefined : value));
const factsOf = (item) => FACTS.map((kind) => item[kind].map(bare).join('\n')).join('\n\n');

// Whether the item says something else than the program read.
const changed = (item) => {
  const was = read.get(item.id);
  return item.task !== was.task || factsOf(item) !== factsOf(was);
};
const touched = (item) => Boolean(item.review);
const done = (item) => Boolean(item.review && item.review.decision);

// Where a fact is: [item's index, kind, index within].
function locate(key) {
  for (let i = 0; i < list.items.length; i += 1) {
    for (const kind of FACTS) {
      const n = list.items[i][kind].findIndex((fact) => fact._k === key);
      if (n >= 0) return [i, kind, n];
    }
  }
  return null;
}

// Warnings by item: of the innermost item they stand in, or of the task around it; the others concern the whole notice.
const warningsOf = list.items.map(() => []);
const general = [];
// A warning over pages (lost line ends) concerns the whole notice and would only paint it red.
const LONG = 160;
const pointed = (w) => Boolean(w.span) && w.span.end - w.span.start <= LONG;
for (const warning of list.warnings) {
  const i = pointed(warning) ? innermost(warning.span.start) : -1;
  let t = i;
  while (t >= 0 && !itemAt(t).task) {
    const parent = itemAt(t).parent;
    t = parent !== null && place.has(parent) ? place.get(parent) : -1;
  }
  if (t >= 0) warningsOf[t].push(warning);
  else {
    general.push(warning);
    if (i >= 0) warningsOf[i].push(warning);
  }
}

// Index of the shortest item over a place, or -1.
function innermost(point) {
  let best = -1;
  list.items.forEach((item, i) => {
    if (item.span.start > point || point >= item.span.end) return;
    const size = item.span.end - item.span.start;
    if (best < 0 || size <= itemAt(best).span.end - itemAt(best).span.start) best = i;
  });
  return best;
}

// Numbers of the tasks as the table counts them.
const numbers = new Map();
function renumber() {
  numbers.clear();
  let n = 0;
  list.items.forEach((item, i) => {
    if (item.task) numbers.set(i, (n += 1));
  });
}
renumber();
