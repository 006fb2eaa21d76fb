import type { Column, Graph, PictureNode } from "./graph";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const widths: Record<Column, number> = { who: 230, what: 290, where: 290 };
/** Between the first two columns there is room for the conditions, if there are any. */
function leftsOf({ edges }: Graph): Record<Column, number> {
  const what = 16 + widths.who + (edges.some(({ label }) => label) ? 200 : 70);
  return { who: 16, what, where: what + widths.what + 70 };
}
const margin = 16;
const gap = 22;
const lineHeight = 18;
/** How many letters fit on a line of each column, on the safe side. */
const letters: Record<Column, number> = { who: 27, what: 37, where: 35 };

const linesOf = (text: string, column: Column) => Math.max(1, Math.ceil(text.length / letters[column]));

/** How large a box must be for its words; it is drawn just so. */
export function sizeOf({ column, title, lines, group }: PictureNode): { width: number; height: number } {
  const count = [title, ...lines].reduce((sum, text) => sum + linesOf(text, column), 0);
  // A statement has a line for its effect, and a group one more that says how to open it.
  const more = column === "what" ? (group === null ? 1 : 2) : 0;
  return { width: widths[column], height: (count + more) * lineHeight + 24 };
}

/**
 * A place for each box, in three columns. Statements stand in the order of the text; whom and what they are about
 * stands beside them, as near as there is room. Pure: the same graph always lies the same way.
 */
export function place(graph: Graph): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const lefts = leftsOf(graph);
  for (const node of graph.nodes) boxes.set(node.id, { x: lefts[node.column], y: margin, ...sizeOf(node) });
  const columnOf = (column: Column) => graph.nodes.filter((node) => node.column === column);

  let below = margin;
  for (const { id } of columnOf("what")) {
    const box = boxes.get(id) as Box;
    box.y = below;
    below += box.height + gap;
  }
  const [who, other] = columnOf("who").map(({ id }) => boxes.get(id));
  const first = boxes.get(columnOf("what")[0]?.id ?? "");
  // Where all comes from one box, that stands at the top, where the reading begins.
  if (who && first && !other) who.y = first.y + Math.max(0, (first.height - who.height) / 2);
  else beside(graph, columnOf("who"), boxes, below);
  beside(graph, columnOf("where"), boxes, below);
  return boxes;
}

/** Puts the boxes of a column beside the middle of what they belong to, one under the other. */
function beside(graph: Graph, column: readonly PictureNode[], boxes: Map<string, Box>, end: number): void {
  const middles = new Map<string, number[]>();
  const note = (id: string, neighbour: string) => {
    const box = boxes.get(neighbour) as Box;
    middles.set(id, [...(middles.get(id) ?? []), box.y + box.height / 2]);
  };
  for (const { from, to } of graph.edges) {
    note(from, to);
    note(to, from);
  }
  const wanted = column
    .map(({ id }) => {
      const near = middles.get(id) ?? [margin];
      return { box: boxes.get(id) as Box, middle: near.reduce((sum, y) => sum + y, 0) / near.length };
    })
    .sort((one, next) => one.middle - next.middle);
  let below = margin;
  for (const { box, middle } of wanted) {
    box.y = Math.max(below, middle - box.height / 2);
    below = box.y + box.height + gap;
  }
  // What was pushed down too far goes up again, as far as there is room.
  let above = Math.max(
    end,
    wanted.reduce((sum, { box }) => sum + box.height + gap, margin),
  );
  for (const { box } of wanted.reverse()) {
    box.y = Math.min(box.y, above - gap - box.height);
    above = box.y;
  }
}

/** How large all of it is. */
export function extent(boxes: Iterable<Box>): { width: number; height: number } {
  let width = 0;
  let height = 0;
  for (const box of boxes) {
    width = Math.max(width, box.x + box.width);
    height = Math.max(height, box.y + box.height);
  }
  return { width: width + 16, height: height + 16 };
}

interface Size {
  width: number;
  height: number;
}

interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Small enough to read is the limit: what does not fit then begins at the top, and can be moved. */
export function firstView(whole: Size, room: Size): View {
  const fits = Math.min(room.width / whole.width, room.height / whole.height, 1);
  const zoom = fits >= 0.7 ? fits : Math.min(room.width / whole.width, 1);
  const middle = (all: number, part: number) => Math.max(0, (all - part * zoom) / 2);
  return { x: middle(room.width, whole.width), y: middle(room.height, whole.height), zoom };
}

/**
 * How a changed picture is looked at; null: as before. Where somebody moved it, or it went to what is selected, what is
 * typed does not move it under their eyes, unless nothing of it would be seen any more.
 */
export function nextView(whole: Size, room: Size, now: View, moved: boolean): View | null {
  const { x, y, zoom } = now;
  const inSight =
    x + whole.width * zoom > margin &&
    y + whole.height * zoom > margin &&
    x < room.width - margin &&
    y < room.height - margin;
  if (moved && inSight) return null;
  const first = firstView(whole, room);
  return first.x === x && first.y === y && first.zoom === zoom ? null : first;
}

export function isSameBox(one: Box | undefined, other: Box | undefined): boolean {
  return (
    one?.x === other?.x && one?.y === other?.y && one?.width === other?.width && one?.height === other?.height
  );
}
