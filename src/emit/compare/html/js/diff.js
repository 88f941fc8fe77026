// What differs between passages: the longest common sequence of their tokens. A number with its unit, and a date, is one
// token, so that 85% against 95% differs as a whole.
const TOKEN = /\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?[底末初]?|\d{1,2}月(?:\d{1,2}[日号])?|\d[\d,.]*(?:[%‰]|万元|亿元|[个名人次张家所天日年])?|[A-Za-z]+|[\s\S]/gu;
// More cells than this take seconds; such passages are shown without marks.
const MOST = 6e6;

const tokens = (text) => text.match(TOKEN) || [];

// Which tokens of two texts answer each other: [flags of a, flags of b].
function common(a, b) {
  const flags = [new Uint8Array(a.length), new Uint8Array(b.length)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) { flags[0][start] = 1; flags[1][start] = 1; start += 1; }
  let endA = a.length; let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1; flags[0][endA] = 1; flags[1][endB] = 1; }
  const n = endA - start; const m = endB - start;
  if (n * m > MOST) { flags.forEach((f) => f.fill(1)); return flags; }
  const wide = m + 1;
  const best = new Uint16Array((n + 1) * wide);
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let j = m - 1; j >= 0; j -= 1) {
      best[i * wide + j] = a[start + i] === b[start + j] ? best[(i + 1) * wide + j + 1] + 1 : Math.max(best[(i + 1) * wide + j], best[i * wide + j + 1]);
    }
  }
  const met = [];
  for (let i = 0, j = 0; i < n && j < m;) {
    if (a[start + i] === b[start + j]) { met.push([start + i, start + j]); i += 1; j += 1; } else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1]) i += 1; else j += 1;
  }
  // One character alone between two differences is chance, and marks in confetti cannot be read.
  met.forEach(([i, j], k) => {
    const joined = (other) => other && Math.abs(other[0] - i) === 1 && Math.abs(other[1] - j) === 1;
    const edge = (i === start && j === start) || (i === endA - 1 && j === endB - 1);
    if (edge || a[i].length > 1 || joined(met[k - 1]) || joined(met[k + 1])) { flags[0][i] = 1; flags[1][j] = 1; }
  });
  return flags;
}

// Passages of one group against each other; one side has a single passage. Gives the nodes of each passage of both sides.
function differences(as, bs) {
  const cut = [as.map(tokens), bs.map(tokens)];
  const kept = cut.map((side) => side.map((all) => new Uint8Array(all.length)));
  cut[0].forEach((a, i) => cut[1].forEach((b, j) => {
    const [inA, inB] = common(a, b);
    inA.forEach((on, n) => { kept[0][i][n] |= on; });
    inB.forEach((on, n) => { kept[1][j][n] |= on; });
  }));
  return cut.map((side, which) => side.map((all, n) => runs(all, kept[which][n], which ? 'ins' : 'del')));
}

function runs(all, kept, tag) {
  const out = [];
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && kept[to] === kept[from]) to += 1;
    const run = all.slice(from, to);
    // Figures that differ are what people look for.
    out.push(kept[from] ? run.join('') : h(tag, {}, run.map((word) => (/\d/.test(word) ? h('strong', {}, word) : word))));
    from = to;
  }
  return out;
}
