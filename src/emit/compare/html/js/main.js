// The start, and the ways to a passage or to two plans: links that begin with #yw- and #dz-.

function route(hash, words) {
  const [, kind, one, other] = /^#(yw|dz)-(\d+)-(\d+)$/.exec(hash) || [];
  if (kind === 'yw') showPassage(Number(one), Number(other), words);
  else if (kind === 'dz') {
    if ($('passage').open) $('passage').close();
    for (const id of ['q', 'relation']) $(id).value = '';
    $('changed').checked = false;
    showSide(Number(one), Number(other));
    $('dz').scrollIntoView();
    $('of-b').focus({ preventScroll: true });
  }
  return Boolean(kind);
}

function go(hash, words) {
  // Two plans are a place to come back to; a passage is only looked at.
  if (hash.startsWith('#dz-')) history.pushState(null, '', hash);
  route(hash, words);
}

function start() {
  renderHead();
  renderCoverage();
  renderHeat();
  renderIndicators();
  renderTimeline();
  renderReferences();
  renderChoices();
  document.addEventListener('click', (e) => {
    const link = e.target.closest('a[href^="#yw-"], a[href^="#dz-"]');
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    go(link.getAttribute('href'), link.dataset.words);
  });
  $('of-a').addEventListener('input', () => {
    const a = Number($('of-a').value);
    const others = renderSecond(a);
    if (others.length) showSide(a, others[0]);
  });
  $('of-b').addEventListener('input', () => showSide(Number($('of-a').value), Number($('of-b').value)));
  for (const id of ['relation', 'changed', 'q']) $(id).addEventListener('input', refresh);
  $('clear').addEventListener('click', () => { for (const id of ['relation', 'q']) $(id).value = ''; $('changed').checked = false; refresh(); });
  $('passage').addEventListener('click', (e) => { if (e.target === $('passage')) $('passage').close(); });
  window.addEventListener('hashchange', () => route(location.hash));
  window.addEventListener('popstate', () => route(location.hash));
  // On paper nothing can be unfolded.
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((e) => { e.open = true; }));
  const first = data.sides[0];
  if (first) showSide(first.a, first.b); else refresh();
  route(location.hash);
}
start();
