/** What a score card says, worked out for reading. No DOM, no markup. */

export const percent = (share, digits = 1) => (share === null || share === undefined ? "—" : `${(100 * share).toFixed(digits)}%`);

const ms = (value) => (value === undefined ? "—" : `${value.toFixed(1)} 毫秒`);
const megabytes = (value) => (value === undefined ? "—" : `${(value / 1e6).toFixed(1)} MB`);
const seconds = (value) => (value === undefined ? "—" : `${value.toFixed(1)} 秒`);

/** `better`: 1 where more is better, -1 where less is; `least`: a smaller difference is none. */
const ROWS = [
  { title: "考卷正确率", of: (side) => side.exam.accuracy, shown: percent, better: 1, least: 0.0005 },
  { title: "各意图平均 F1", of: (side) => side.exam.macro_f1, shown: percent, better: 1, least: 0.0005 },
  { title: "没听懂的比例", of: (side) => side.exam.unsure, shown: percent, better: -1, least: 0.0005 },
  { title: "把握的偏差", of: (side) => side.exam.calibration_error, shown: percent, better: -1, least: 0.0005 },
  { title: "交叉验证正确率", of: (side) => side.cross_validation?.accuracy, shown: percent, better: 1, least: 0.0005 },
  { title: "理解一句用时（多数）", of: (side) => side.speed.p50_ms, shown: ms, better: -1, least: 1 },
  { title: "理解一句用时（最慢的 5%）", of: (side) => side.speed.p95_ms, shown: ms, better: -1, least: 2 },
  { title: "加载用时", of: (side) => side.speed.load_s, shown: seconds, better: -1, least: 0.5 },
  { title: "模型大小", of: (side) => side.speed.bytes, shown: megabytes, better: -1, least: 100_000 },
];

export function summaryRows({ new: ours, old: theirs }) {
  return ROWS.map(({ title, of, shown, better, least }) => {
    const [now, before] = [of(ours), theirs && of(theirs)];
    const difference = isNumber(now) && isNumber(before) ? now - before : null;
    return { title, now: shown(now), before: shown(before ?? undefined), difference: signed(difference, shown, least), tone: toneOf(difference, better, least) };
  });
}

/** The whole of it in a sentence. */
export function verdict({ changes }) {
  if (!changes) return "没有可以对比的线上模型。";
  const [won, lost] = [changes.won.length, changes.lost.length];
  if (won + lost === 0) return "考卷上和线上模型的回答完全一样。";
  const sum = won - lost;
  const net = sum === 0 ? "正好抵消" : sum > 0 ? `净多对 ${sum} 句` : `净多错 ${-sum} 句`;
  const chance = changes.chance < 0.05 ? "差别不像是碰运气" : `这样的差别碰运气也常见（概率 ${percent(changes.chance, 0)}）`;
  return `新模型多答对 ${won} 句，线上原来答对的错了 ${lost} 句，${net}；${chance}。`;
}

const NOT_ASKED = { there: 0, precision: null, recall: null, f1: null };

/** Intents that were learned and that the exam does not ask for. */
export const unexamined = ({ new: ours, crossed }) => Object.keys(crossed.intents).filter((intent) => !ours.intents[intent]?.there);

/** Intents, those that changed most first: worse before better. */
export function intentRows({ new: ours, old: theirs, crossed, names }) {
  const learned = Object.fromEntries(Object.keys(crossed.intents).map((intent) => [intent, NOT_ASKED]));
  const rows = Object.entries({ ...learned, ...ours.intents }).map(([intent, now]) => {
    const before = theirs?.intents[intent] ?? null;
    return { intent, name: names[intent] ?? intent, there: now.there, now, before, crossed: crossed.intents[intent]?.f1, difference: isNumber(now.f1) && isNumber(before?.f1) ? now.f1 - before.f1 : null };
  });
  return rows.sort((one, other) => Math.abs(other.difference ?? 0) - Math.abs(one.difference ?? 0) || (one.now.f1 ?? -1) - (other.now.f1 ?? -1) || one.name.localeCompare(other.name, "zh-CN"));
}

/** The intents of the most frequent confusions as a square: `cells[row][column]` is how often row was taken for column. */
export function confusionSquare(confusions, names, size = 14) {
  const weight = new Map();
  for (const [right, said, count] of confusions) {
    for (const intent of [right, said]) weight.set(intent, (weight.get(intent) ?? 0) + count);
  }
  const intents = [...weight].sort((one, other) => other[1] - one[1]).slice(0, size).map(([intent]) => intent);
  const counted = new Map(confusions.map(([right, said, count]) => [`${right} ${said}`, count]));
  return {
    intents: intents.map((intent) => names[intent] ?? intent),
    cells: intents.map((right) => intents.map((said) => counted.get(`${right} ${said}`) ?? 0)),
    most: Math.max(1, ...confusions.map(([, , count]) => count)),
  };
}

const isNumber = (value) => typeof value === "number";
const signed = (difference, shown, least) => (difference === null ? "—" : Math.abs(difference) < least ? "持平" : `${difference > 0 ? "+" : "−"}${shown(Math.abs(difference))}`);
const toneOf = (difference, better, least) => (difference === null || Math.abs(difference) < least ? "" : difference * better > 0 ? "good" : "bad");
