// Spans count Unicode code points; JavaScript's strings count UTF-16 units, two of them for 𠮷.

// A cutter of `text`: cut(start, end) gives the words of a span, length() the number of code points, find() a span.
function cutter(text) {
  let at = null; // Place of each code point; not needed where none takes two units.
  if (/[\ud800-\udfff]/.test(text)) {
    at = [];
    let unit = 0;
    for (const c of text) { at.push(unit); unit += c.length; }
    at.push(unit);
  }
  const length = at ? at.length - 1 : text.length;
  const unit = (point) => (at ? at[Math.max(0, Math.min(point, length))] : point);
  return {
    length,
    cut: (start, end) => text.slice(unit(start), unit(end)),
    // The span of the first `words` within start..end, or null.
    find(words, start, end) {
      const from = unit(start);
      const found = words ? text.slice(from, unit(end)).indexOf(words) : -1;
      if (found < 0) return null;
      const begin = start + points(text.slice(from, from + found));
      return { start: begin, end: begin + points(words) };
    },
  };
}

// Number of code points.
function points(words) {
  let n = 0;
  for (const _ of words) n += 1;
  return n;
}

// Cuts 0..length at every border of `spans` [{start, end, …}] and gives the pieces in order, each with the spans over it.
function pieces(spans, length) {
  const events = [];
  for (const s of spans) {
    if (s.start < s.end) events.push([s.start, 1, s], [Math.min(s.end, length), 0, s]);
  }
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const out = [];
  const active = new Set();
  let from = 0;
  for (const [place, begins, s] of events) {
    if (place > from) {
      out.push({ start: from, end: place, over: [...active] });
      from = place;
    }
    if (begins) active.add(s); else active.delete(s);
  }
  if (from < length) out.push({ start: from, end: length, over: [...active] });
  return out;
}
