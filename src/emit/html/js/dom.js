// Making elements. Words become text nodes and attributes, never HTML.
const SVG = 'http://www.w3.org/2000/svg';
const $ = (id) => document.getElementById(id);

// h('button', {class: 'x', onclick: f, hidden: true}, 'words', [more]); names beginning with svg: are SVG elements.
function h(tag, attrs, ...kids) {
  const e = tag.startsWith('svg:') ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) e.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') e[name] = value;
    else e.setAttribute(name, value === true ? '' : String(value));
  }
  add(e, kids);
  return e;
}

function add(e, kids) {
  for (const kid of kids.flat(Infinity)) {
    if (kid === null || kid === undefined || kid === false) continue;
    e.append(kid instanceof Node ? kid : String(kid));
  }
}

function fill(e, ...kids) {
  e.replaceChildren();
  add(e, kids);
}

let toastTimer = 0;
function toast(words) {
  $('toast').textContent = words;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, 3200);
}

const narrow = () => matchMedia('(max-width: 820px)').matches;

function tab(name) {
  document.body.dataset.tab = name;
  for (const b of $('tabs').children) {
    if (b.dataset.tab === name) b.setAttribute('aria-current', 'true');
    else b.removeAttribute('aria-current');
  }
}
