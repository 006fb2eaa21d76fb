import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  Handle,
  type Node,
  type NodeProps,
  Position,
} from "@xyflow/react";
import { Fragment } from "react";
import { EffectMark } from "../form/effect-mark";
import { type Mark, markWords } from "../form/marks";
import type { PictureEdge, PictureNode } from "./graph";
import { nodeLabel } from "./words";

export type FlowNode = Node<
  {
    node: PictureNode;
    mark: Mark;
    selected: boolean;
    onChoose: (node: PictureNode) => void;
    /** Looked at by pointer or keyboard: all of its words are shown below. */
    onLook: (full: string | null, id: string | null) => void;
  },
  "box"
>;

export type FlowEdge = Edge<
  {
    edge: PictureEdge;
    strong: boolean;
    onChoose: (edge: PictureEdge) => void;
    onLook: (full: string | null, id: string | null) => void;
  },
  "way"
>;

/** ARNs and paths are set in the letters of the text. */
const wordsOf = (text: string) => (/[:/]/.test(text) ? "gh-box-code" : "");

/** A box: a statement, or whom or what it is about. A Deny has eight corners. */
export function PictureBox({ data }: NodeProps<FlowNode>) {
  const { node, mark, selected, onChoose, onLook } = data;
  const words = mark && markWords[mark];
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={`gh-box gh-box-${node.column} nopan`}
        data-effect={node.effect ?? undefined}
        data-mark={mark ?? undefined}
        aria-label={nodeLabel(node, words)}
        aria-pressed={node.group === null ? selected : undefined}
        aria-expanded={node.group === null ? undefined : false}
        data-selected={selected || undefined}
        onClick={() => onChoose(node)}
        onFocus={() => onLook(node.full, node.id)}
        onBlur={() => onLook(null, null)}
        onMouseEnter={() => onLook(node.full, null)}
        onMouseLeave={() => onLook(null, null)}
      >
        <span className="gh-box-inner">
          {node.column === "what" && (
            <span className="gh-box-effect">
              <EffectMark effect={node.effect} />
              {words && " "}
              {words && <span className="gh-box-mark">{words}</span>}
            </span>
          )}{" "}
          <span className={`gh-box-title ${wordsOf(node.title)}`}>{node.title}</span>
          {node.lines.map((line) => (
            <Fragment key={line}>
              {" "}
              <span className={node.column === "what" ? undefined : wordsOf(line)}>{line}</span>
            </Fragment>
          ))}{" "}
          {node.column === "what" && node.group !== null && (
            <span className="gh-box-open">Show them one by one</span>
          )}
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

/** A way through the picture. A Deny is dashed and ends at a bar; an Allow ends in an arrow. */
export function PictureWay(props: EdgeProps<FlowEdge>) {
  const { targetX: x, targetY: y, data } = props;
  const [path] = getBezierPath(props);
  if (!data) return null;
  const { edge, strong, onChoose, onLook } = data;
  return (
    <g className="gh-way" data-deny={edge.deny || undefined} data-strong={strong || undefined}>
      <BaseEdge path={path} />
      <path className="gh-way-end" d={edge.deny ? `M${x - 3} ${y - 8}v16` : `M${x - 8} ${y - 5}l8 5-8 5`} />
      {edge.label && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className="gh-way-label nopan"
            style={{ transform: `translate(${x - 14}px, ${y}px) translate(-100%, -50%)` }}
            aria-label={edge.full ?? edge.label}
            onClick={() => onChoose(edge)}
            onFocus={() => onLook(edge.full, edge.to)}
            onBlur={() => onLook(null, null)}
            onMouseEnter={() => onLook(edge.full, null)}
            onMouseLeave={() => onLook(null, null)}
          >
            {edge.label}
          </button>
        </EdgeLabelRenderer>
      )}
    </g>
  );
}
