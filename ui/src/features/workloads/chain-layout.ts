import type { ChainLinkView } from "../../bindings/ChainLinkView";
import type { ChainNodeView } from "../../bindings/ChainNodeView";
import type { ChainView } from "../../bindings/ChainView";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A link as a line from card to card. */
export interface Way {
  link: ChainLinkView;
  path: string;
  /** Where it ends, and whether it comes from the left. */
  end: { x: number; y: number; fromLeft: boolean };
}

export interface Layout {
  width: number;
  height: number;
  boxes: ReadonlyMap<string, Box>;
  ways: readonly Way[];
}

/** What the drawn cards say of themselves; what was not drawn yet is guessed. */
export interface Sizes {
  /** Of cards, by node. */
  heights: Readonly<Record<string, number>>;
  /** The middle of each link's row from the top of its card. */
  rows: Readonly<Record<string, number>>;
}

/** Lines leave a card beside its title. */
export const PORT = 20;
const HEAD = 52;
const ROW = 40;
const GAP = 14;
const LANE = 7;
const MARGIN = 4;
/** How wide a column should be; those on the left have one short name each. */
const WIDTHS = [116, 122, 150, 188, 216];
const LEAST = 0.84;
const MOST = 1.9;

/** What stands in a column: a card, or a gap through which the lines of a pair of cards pass. */
type Slot = { node: ChainNodeView } | { lane: string; links: ChainLinkView[] };

interface Net {
  columns: Slot[][];
  level: (node: string) => number;
  links: readonly ChainLinkView[];
}

/**
 * A place for each card, column by column, and a way for each link around the cards between. Pure: the same chain
 * always lies the same way.
 */
export function layOut(chain: ChainView, room: number, sizes: Sizes): Layout {
  const net = netOf(chain);
  const gutters = gutterWidths(net);
  const { lefts, widths, width } = spread(chain, net, gutters, room);
  const tops = stack(chain, net, sizes);
  const boxes = new Map<string, Box>();
  for (const node of chain.nodes) {
    const at = net.level(node.id);
    boxes.set(node.id, {
      x: lefts[at] ?? 0,
      y: tops.get(node.id) ?? 0,
      width: widths[at] ?? 0,
      height: heightOf(chain, node.id, sizes),
    });
  }
  const ways = waysOf(chain, net, { boxes, tops, lefts, widths, gutters }, sizes);
  const height = Math.max(0, ...[...boxes.values()].map((box) => box.y + box.height)) + MARGIN;
  return { width, height, boxes, ways };
}

const into = (chain: ChainView, node: string) => chain.links.filter(({ to }) => to === node);

const heightOf = (chain: ChainView, node: string, { heights }: Sizes): number =>
  heights[node] || HEAD + ROW * into(chain, node).length;

const rowOf = (chain: ChainView, link: ChainLinkView, { rows }: Sizes): number =>
  rows[link.id] || HEAD + ROW * (into(chain, link.to).indexOf(link) + 0.5);

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, each) => sum + each, 0) / (numbers.length || 1);

/** The columns in order, each with its cards and with gaps for the links that pass. */
function netOf(chain: ChainView): Net {
  const used = [...new Set(chain.nodes.map(({ column }) => column))].sort((a, b) => a - b);
  const levels = new Map(chain.nodes.map(({ id, column }) => [id, used.indexOf(column)]));
  const level = (node: string) => levels.get(node) ?? 0;
  const links = chain.links.filter(({ from, to }) => levels.has(from) && levels.has(to) && from !== to);
  const columns: Slot[][] = used.map((column) =>
    chain.nodes.filter((node) => node.column === column).map((node) => ({ node })),
  );
  for (const [at, column] of columns.entries()) columns[at] = inOrder(column, columns, at, links, level);
  for (const link of links) addLanes(link, columns, links, level);
  return { columns, level, links };
}

/** Cards stand in the order of what leads to them in the column before, so that few lines cross. */
function inOrder(
  column: Slot[],
  columns: Slot[][],
  at: number,
  links: readonly ChainLinkView[],
  level: (node: string) => number,
): Slot[] {
  const before = columns[at - 1];
  if (!before) return column;
  const place = (slot: Slot, given: number) => {
    if (!("node" in slot)) return given;
    const near = links
      .filter(({ from, to }) => to === slot.node.id && level(from) === at - 1)
      .map(({ from }) => before.findIndex((other) => "node" in other && other.node.id === from));
    return near.length > 0 ? mean(near) : (given / column.length) * before.length;
  };
  return column
    .map((slot, given) => ({ slot, given, wanted: place(slot, given) }))
    .sort((a, b) => a.wanted - b.wanted || a.given - b.given)
    .map(({ slot }) => slot);
}

const laneKey = ({ from, to }: ChainLinkView) => `${from} to ${to}`;

/** In each column that a link passes there is a gap for it, after the cards that lead to the same place. */
function addLanes(
  link: ChainLinkView,
  columns: Slot[][],
  links: readonly ChainLinkView[],
  level: (node: string) => number,
): void {
  const [first, last] = [level(link.from), level(link.to)].sort((a, b) => a - b) as [number, number];
  for (let at = first + 1; at < last; at += 1) {
    const column = columns[at] as Slot[];
    const known = column.find((slot) => "lane" in slot && slot.lane === laneKey(link));
    if (known && "links" in known) {
      known.links.push(link);
      continue;
    }
    const leads = (slot: Slot) =>
      "node" in slot
        ? links.some(({ from, to }) => from === slot.node.id && to === link.to)
        : slot.links.some(({ to }) => to === link.to);
    const after = column.findLastIndex(leads);
    column.splice(after < 0 ? column.length : after + 1, 0, { lane: laneKey(link), links: [link] });
  }
}

/** Lines that go up or down between two columns, and begin at the same place, share an upright. */
function uprightKey({ from, to, state }: ChainLinkView, gutter: number, { level }: Net): string {
  if (level(from) === level(to)) return `beside ${from} ${state}`;
  return gutter === level(from) ? `${from} ${state}` : `${from} ${to} ${state}`;
}

/** The gutters that a link goes through: that on the right of column 0 is 0, that on the left of it -1. */
function guttersOf(link: ChainLinkView, { level }: Net): number[] {
  const [from, to] = [level(link.from), level(link.to)];
  if (from === to) return [from - 1];
  const [first, last] = from < to ? [from, to] : [to, from];
  return Array.from({ length: last - first }, (_, step) => first + step);
}

function gutterWidths(net: Net): Map<number, number> {
  const keys = new Map<number, Set<string>>();
  for (const link of net.links)
    for (const gutter of guttersOf(link, net)) {
      const all = keys.get(gutter) ?? new Set();
      keys.set(gutter, all.add(uprightKey(link, gutter, net)));
    }
  const widths = new Map<number, number>();
  for (let gutter = -1; gutter < net.columns.length; gutter += 1) {
    const count = keys.get(gutter)?.size ?? 0;
    const least = gutter === -1 ? 0 : 36;
    widths.set(gutter, count === 0 ? least : Math.min(72, Math.max(36, 26 + 4 * count)));
  }
  return widths;
}

function spread(chain: ChainView, { columns }: Net, gutters: Map<number, number>, room: number) {
  const used = [...new Set(chain.nodes.map(({ column }) => column))].sort((a, b) => a - b);
  const wanted = used.map((column) => WIDTHS[column] ?? 188);
  const between = columns.slice(1).map((_, at) => gutters.get(at) ?? 0);
  const first = MARGIN + (gutters.get(-1) ?? 0);
  const fixed = first + between.reduce((sum, each) => sum + each, 0) + MARGIN;
  const all = wanted.reduce((sum, each) => sum + each, 0) || 1;
  const scale = Math.min(MOST, Math.max(LEAST, (room - fixed) / all));
  const widths = wanted.map((each) => Math.floor(each * scale));
  const lefts: number[] = [];
  let x = first;
  for (const [at, width] of widths.entries()) {
    lefts.push(x);
    x += width + (between[at] ?? 0);
  }
  return { lefts, widths, width: x + MARGIN };
}

/** The top of each card and of each gap. The longest column is stacked; those after it stand beside what leads to them. */
function stack(chain: ChainView, net: Net, sizes: Sizes): Map<string, number> {
  const high = (slot: Slot) =>
    "node" in slot ? heightOf(chain, slot.node.id, sizes) : slot.links.length * LANE + 2;
  const total = (column: Slot[]) => column.reduce((sum, slot) => sum + high(slot) + GAP, 0);
  const totals = net.columns.map(total);
  const longest = totals.indexOf(Math.max(...totals));
  const tops = new Map<string, number>();
  for (const [at, column] of net.columns.entries()) {
    const name = (slot: Slot) => ("node" in slot ? slot.node.id : `${at}:${slot.lane}`);
    const placed = column.map((slot) => ({ slot, name: name(slot), top: MARGIN, height: high(slot) }));
    const wanted = (slot: Slot) =>
      at > longest && "node" in slot ? wantedTop(chain, net, slot.node.id, at, tops, sizes) : null;
    let below = MARGIN;
    for (const each of placed) {
      each.top = Math.max(below, wanted(each.slot) ?? below);
      below = each.top + each.height + GAP;
    }
    // What was pushed down too far goes up again, as far as there is room.
    let above = Math.max(MARGIN + (totals[longest] ?? 0), below) - GAP;
    for (const each of placed.toReversed()) {
      const latest = above - each.height;
      if (each.top > latest) each.top = latest;
      above = each.top - GAP;
    }
    for (const each of placed) tops.set(each.name, each.top);
  }
  return tops;
}

/** Where a card's rows would lie level with what leads to them. */
function wantedTop(
  chain: ChainView,
  net: Net,
  node: string,
  at: number,
  tops: ReadonlyMap<string, number>,
  sizes: Sizes,
): number | null {
  const tries = net.links
    .filter((link) => link.to === node && net.level(link.from) < at)
    .map((link) => startOf(net, link, at - 1, tops) - rowOf(chain, link, sizes));
  return tries.length > 0 ? mean(tries) : null;
}

/** At which height a link leaves a column: at its card, or in its gap. */
function startOf(net: Net, link: ChainLinkView, at: number, tops: ReadonlyMap<string, number>): number {
  if (net.level(link.from) === at) return (tops.get(link.from) ?? 0) + PORT;
  const lane = net.columns[at]?.find((slot) => "lane" in slot && slot.links.includes(link));
  const place = lane && "links" in lane ? lane.links.indexOf(link) : 0;
  return (tops.get(`${at}:${laneKey(link)}`) ?? 0) + place * LANE + LANE / 2;
}

interface Places {
  boxes: ReadonlyMap<string, Box>;
  tops: ReadonlyMap<string, number>;
  lefts: readonly number[];
  widths: readonly number[];
  gutters: ReadonlyMap<number, number>;
}

type Point = [x: number, y: number];

function waysOf(chain: ChainView, net: Net, places: Places, sizes: Sizes): Way[] {
  const uprights = placeUprights(net, places);
  return net.links.map((link) => {
    const [from, to] = [net.level(link.from), net.level(link.to)];
    const [start, goal] = [places.boxes.get(link.from), places.boxes.get(link.to)] as [Box, Box];
    const fromLeft = from <= to;
    const y = goal.y + rowOf(chain, link, sizes);
    const end: Point = [fromLeft ? goal.x : goal.x + goal.width, y];
    let now: Point = [from < to ? start.x + start.width : start.x, start.y + PORT];
    const points: Point[] = [now];
    const via = guttersOf(link, net);
    for (const [step, gutter] of (from > to ? via.toReversed() : via).entries()) {
      const x = uprights(link, gutter);
      const last = step === via.length - 1;
      const passed = from > to ? gutter : gutter + 1;
      const next = last ? y : startOf(net, link, passed, places.tops);
      points.push([x, now[1]], [x, next]);
      const left = places.lefts[passed] ?? 0;
      now = [from > to ? left : left + (places.widths[passed] ?? 0), next];
    }
    points.push(end);
    return { link, path: rounded(points), end: { x: end[0], y, fromLeft } };
  });
}

/** Uprights stand beside each other; one that begins higher stands further right, so that few cross. */
function placeUprights(net: Net, { tops, lefts, widths, gutters }: Places) {
  const all = new Map<number, Map<string, number>>();
  for (const link of net.links)
    for (const gutter of guttersOf(link, net)) {
      const keys = all.get(gutter) ?? new Map<string, number>();
      const begins = net.level(link.from) === net.level(link.to) ? -1 : startOf(net, link, gutter, tops);
      keys.set(uprightKey(link, gutter, net), begins);
      all.set(gutter, keys);
    }
  const order = new Map(
    [...all].map(([gutter, keys]) => [
      gutter,
      [...keys].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key),
    ]),
  );
  return (link: ChainLinkView, gutter: number): number => {
    const keys = order.get(gutter) ?? [];
    const place = keys.indexOf(uprightKey(link, gutter, net)) + 1;
    const left = gutter < 0 ? MARGIN : (lefts[gutter] ?? 0) + (widths[gutter] ?? 0);
    // The end has room for its sign.
    const room = (gutters.get(gutter) ?? 0) - 16;
    return left + (place / (keys.length + 1)) * room;
  };
}

/** A line through the points, with round corners. */
function rounded(points: readonly Point[]): string {
  const clean = points.filter(([x, y], at) => {
    const before = points[at - 1];
    return !before || Math.abs(before[0] - x) > 0.5 || Math.abs(before[1] - y) > 0.5;
  });
  const parts: string[] = [];
  for (const [at, [x, y]] of clean.entries()) {
    const [before, after] = [clean[at - 1], clean[at + 1]];
    if (!before) parts.push(`M${x} ${y}`);
    else if (!after) parts.push(`L${x} ${y}`);
    else {
      const toward = ([tx, ty]: Point): Point => {
        const far = Math.hypot(tx - x, ty - y) || 1;
        const by = Math.min(7, far / 2) / far;
        return [x + (tx - x) * by, y + (ty - y) * by];
      };
      const [a, b] = [toward(before), toward(after)];
      parts.push(`L${a[0]} ${a[1]}`, `Q${x} ${y} ${b[0]} ${b[1]}`);
    }
  }
  return parts.join("");
}
