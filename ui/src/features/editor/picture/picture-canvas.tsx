import "@xyflow/react/dist/base.css";
import { Controls, Position, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { memo, useCallback, useEffect, useMemo, useRef } from "react";
import { useShared } from "../../../shared/use-shared";
import { useStable } from "../../../shared/use-stable";
import { markOf } from "../form/marks";
import type { Lit } from "../model";
import type { Graph, PictureNode } from "./graph";
import { type Box, extent, isSameBox, nextView, place } from "./layout";
import { type FlowEdge, type FlowNode, PictureBox, PictureWay } from "./picture-parts";

interface Props {
  graph: Graph;
  lit: Lit | null;
  selected: number | null;
  onSelect: (statement: number) => void;
  onOpen: (group: string) => void;
  onLook: (full: string | null) => void;
  /** The wheel belongs to the page around it. */
  inPage: boolean;
}

const nodeTypes = { box: PictureBox };
const edgeTypes = { way: PictureWay };
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Where nothing of the picture changes, it is not rendered anew. */
export default memo(function PictureCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
});

function Canvas({ graph, lit, selected, onSelect, onOpen, onLook, inPage }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const boxes = useMemo(() => place(graph), [graph]);

  /** Somebody moved it, or it went to what is selected. Until then, it is shown as at first. */
  const moved = useRef(false);
  const onMoved = useCallback(() => {
    moved.current = true;
  }, []);
  /** The selected box as it was when it came into view. */
  const shown = useRef<{ id: string; box: Box | undefined } | null>(null);
  const begin = useCallback(async () => {
    const room = frame.current?.getBoundingClientRect();
    if (!room || room.width === 0) return;
    const next = nextView(extent(boxes.values()), room, flow.getViewport(), moved.current);
    if (!next) return;
    moved.current = false;
    shown.current = null;
    await flow.setViewport(next);
  }, [boxes, flow]);
  const show = useCallback(
    (id: string) => {
      const box = boxes.get(id);
      const room = frame.current?.getBoundingClientRect();
      if (!box || !room) return;
      const { x, y, zoom } = flow.getViewport();
      const left = box.x * zoom + x;
      const top = box.y * zoom + y;
      const bottom = top + box.height * zoom;
      // What is higher than the view is in it as soon as something of it is.
      const upright =
        bottom - top <= room.height ? top >= 0 && bottom <= room.height : bottom > 0 && top < room.height;
      const inside = upright && left >= 0 && left + box.width * zoom <= room.width;
      if (inside) return;
      moved.current = true;
      const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      void flow.setCenter(centre.x, centre.y, { zoom: Math.max(zoom, 0.7), duration: calm() ? 0 : 200 });
    },
    [boxes, flow],
  );
  // What is selected elsewhere, or is pushed elsewhere by what is typed, comes into view.
  const showSelected = useCallback(() => {
    const node =
      selected === null
        ? undefined
        : graph.nodes.find((each) => each.column === "what" && each.statements.includes(selected));
    const last = shown.current;
    const box = node && boxes.get(node.id);
    shown.current = node ? { id: node.id, box } : null;
    if (node && (last?.id !== node.id || !isSameBox(last.box, box))) show(node.id);
  }, [selected, graph, boxes, show]);
  useEffect(() => {
    if (flow.viewportInitialized) void begin().then(showSelected);
  }, [flow, begin, showSelected]);

  const look = useStable((full: string | null, id: string | null) => {
    onLook(full);
    if (id !== null) show(id);
  });
  /** What belongs to several statements goes through them, one at each press. */
  const choose = useStable(
    ({
      group,
      column,
      statements,
    }: Pick<PictureNode, "statements"> & Partial<Pick<PictureNode, "group" | "column">>) => {
      if (group != null && column === "what") return onOpen(group);
      const next = statements[(selected === null ? -1 : statements.indexOf(selected)) + 1] ?? statements[0];
      if (next !== undefined) onSelect(next);
    },
  );

  const nodes = useMemo<FlowNode[]>(
    () =>
      graph.nodes.map((node) => {
        const box = boxes.get(node.id) ?? { x: 0, y: 0, width: 0, height: 0 };
        const middle = { width: 1, height: 1, y: box.height / 2 };
        const marks = node.column === "what" ? node.statements.map((at) => markOf(lit, at)) : [];
        return {
          id: node.id,
          type: "box",
          position: { x: box.x, y: box.y },
          width: box.width,
          height: box.height,
          handles: [
            { type: "target", position: Position.Left, x: 0, ...middle },
            { type: "source", position: Position.Right, x: box.width, ...middle },
          ],
          data: {
            node,
            mark: marks.includes("deciding") ? "deciding" : marks.includes("near") ? "near" : null,
            selected: selected !== null && node.statements.includes(selected),
            onChoose: choose,
            onLook: look,
          },
        };
      }),
    [graph, boxes, lit, selected, choose, look],
  );
  const edges = useMemo<FlowEdge[]>(
    () =>
      graph.edges.map((edge) => ({
        id: edge.id,
        type: "way",
        source: edge.from,
        target: edge.to,
        data: {
          edge,
          strong: selected !== null && edge.statements.includes(selected),
          onChoose: choose,
          onLook: look,
        },
      })),
    [graph, selected, choose, look],
  );

  const sharedNodes = useShared(nodes);
  const sharedEdges = useShared(edges);

  return (
    <div className="gh-picture-frame" ref={frame}>
      <ReactFlow
        nodes={sharedNodes}
        edges={sharedEdges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onMoveStart={(event) => event && onMoved()}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        panActivationKeyCode={null}
        multiSelectionKeyCode={null}
        panOnScroll={!inPage}
        zoomOnScroll={!inPage}
        preventScrolling={!inPage}
        zoomOnDoubleClick={false}
        minZoom={0.15}
        maxZoom={1.6}
        proOptions={{ hideAttribution: true }}
        aria-label="The policy as a picture"
      >
        <Controls
          showInteractive={false}
          aria-label="Size of the picture"
          fitViewOptions={{ duration: calm() ? 0 : 200 }}
          onZoomIn={onMoved}
          onZoomOut={onMoved}
          onFitView={onMoved}
        />
      </ReactFlow>
    </div>
  );
}
