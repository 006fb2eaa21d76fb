import "@xyflow/react/dist/base.css";
import { replaceEqualDeep } from "@tanstack/react-query";
import {
  Controls,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { markOf } from "../form/marks";
import type { Lit } from "../model";
import type { Graph, PictureNode } from "./graph";
import { extent, firstView, place } from "./layout";
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

/** What is as it was stays the same object: it is not drawn again. */
function useShared<T>(next: T): T {
  const last = useRef(next);
  const shared = replaceEqualDeep(last.current, next);
  useLayoutEffect(() => {
    last.current = shared;
  });
  return shared;
}

/** The same function at each drawing, which does what the newest one does. */
function useNewest<A extends unknown[]>(newest: (...args: A) => void): (...args: A) => void {
  const latest = useRef(newest);
  useLayoutEffect(() => {
    latest.current = newest;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}

const nodeTypes = { box: PictureBox };
const edgeTypes = { way: PictureWay };
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export default function PictureCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, lit, selected, onSelect, onOpen, onLook, inPage }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const boxes = useMemo(() => place(graph), [graph]);

  const begin = useCallback(
    async (instance: Pick<ReactFlowInstance<FlowNode, FlowEdge>, "setViewport">) => {
      const room = frame.current?.getBoundingClientRect();
      if (room && room.width > 0) await instance.setViewport(firstView(extent(boxes.values()), room));
    },
    [boxes],
  );
  const show = useCallback(
    (id: string) => {
      const box = boxes.get(id);
      const room = frame.current?.getBoundingClientRect();
      if (!box || !room) return;
      const { x, y, zoom } = flow.getViewport();
      const left = box.x * zoom + x;
      const top = box.y * zoom + y;
      const inside =
        left >= 0 &&
        top >= 0 &&
        left + box.width * zoom <= room.width &&
        top + box.height * zoom <= room.height;
      if (inside) return;
      const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      void flow.setCenter(centre.x, centre.y, { zoom: Math.max(zoom, 0.7), duration: calm() ? 0 : 200 });
    },
    [boxes, flow],
  );
  // Selected elsewhere: it comes into view.
  const showSelected = useCallback(() => {
    if (selected === null) return;
    const node = graph.nodes.find((each) => each.column === "what" && each.statements.includes(selected));
    if (node) show(node.id);
  }, [selected, graph, show]);
  // The first view is that of the graph; what is selected later only moves it.
  const latest = useRef(showSelected);
  useEffect(() => {
    latest.current = showSelected;
    showSelected();
  }, [showSelected]);
  const start = useCallback(async () => {
    await begin(flow);
    latest.current();
  }, [begin, flow]);
  useEffect(() => void start(), [start]);

  const look = useNewest((full: string | null, id: string | null) => {
    onLook(full);
    if (id !== null) show(id);
  });
  /** What belongs to several statements goes through them, one at each press. */
  const choose = useNewest(
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
        onInit={() => void start()}
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
        />
      </ReactFlow>
    </div>
  );
}
