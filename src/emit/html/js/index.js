// The index of a batch: search and order.
const data = JSON.parse($('data').textContent);
const months = [...new Set(data.entries.flatMap((e) => Object.keys(e.months)))].sort();

// A strip of months, the same axis for all notices.
function strip(entry) {
  const first = months[0];
  const index = (m) => Number(m.slice(0, 4)) * 12 + Number(m.slice(5)) - 1;
  const from = first ? index(first) : 0;
  const width = Math.max(1, months.length ? index(months[months.length - 1]) - from + 1 : 1);
  const most = Math.max(1, ...Object.values(entry.months));
  const svg = h('svg:svg', { viewBox: '0 0 200 22', class: 'strip', preserveAspectRatio: 'none', role: 'img', 'aria-label': Object.entries(entry.months).map(([m, n]) => `${m} ${n} 条`).join('，') || '没有到期日' });
  svg.append(h('svg:line', { x1: 0, x2: 200, y1: 21, y2: 21 }));
  for (const [month, n] of Object.entries(entry.months)) {
    const height = Math.max(4, (n / most) * 19);
    const rect = h('svg:rect', { x: ((index(month) - from) / width) * 196, y: 21 - height, width: Math.max(3, 196 / width - 1), height });
    rect.append(h('svg:title', {}, `${month}：${n} 条`));
    svg.append(rect);
  }
  return svg;
}

function render() {
  const words = $('q').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const text = (e) => [e.title, e.number, e.issuer, e.path, ...Object.keys(e.units)].join('\n').toLowerCase();
  const shown = data.entries.filter((e) => words.every((word) => text(e).includes(word)));
  const by = $('order').value;
  if (by === 'issued') shown.sort((a, b) => (a.issued < b.issued ? -1 : a.issued > b.issued ? 1 : 0));
  else if (by) shown.sort((a, b) => b[by] - a[by]);
  fill($('rows'), shown.map((e) => {
    const top = Object.entries(e.units).sort((a, b) => b[1] - a[1]).slice(0, 3);
    return h('tr', {},
      h('td', {}, h('a', { href: e.link }, e.title), h('small', {}, [e.number, e.path].filter(Boolean).join(' · ')),
        top.length ? h('small', {}, `牵头、责任单位：${top.map(([u, n]) => `${u}（${n}）`).join('、')}`) : null),
      h('td', { 'data-h': '发文机关' }, e.issuer), h('td', { 'data-h': '成文日期' }, e.issued), h('td', { class: 'num', 'data-h': '任务' }, e.tasks),
      h('td', { class: `num${e.warnings ? ' bad' : ''}`, 'data-h': '提示' }, e.warnings || ''), h('td', { 'data-h': '到期', class: 'due' }, strip(e)));
  }));
  $('count').textContent = `列出 ${shown.length} 份，共 ${data.entries.length} 份`;
}

const tasks = data.entries.reduce((n, e) => n + e.tasks, 0);
const span = months.length ? [`到期 ${months[0]} 至 ${months[months.length - 1]}`] : [];
fill($('about'), [`${data.entries.length} 份通知`, `${tasks} 条任务`, ...span, ...(data.failed ? [`${data.failed} 个文件没有读成`] : [])].map((t) => h('span', {}, t)));
$('q').addEventListener('input', render);
$('order').addEventListener('input', render);
document.addEventListener('keydown', (e) => {
  if (e.key === '/' && e.target !== $('q')) { e.preventDefault(); $('q').focus(); }
});
render();
