import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ChainLinkView } from "../../bindings/ChainLinkView";
import type { ChainNodeView } from "../../bindings/ChainNodeView";
import type { ChainView } from "../../bindings/ChainView";
import type { LinkState } from "../../bindings/LinkState";
import { type Box, layOut, type Sizes, type Way } from "./chain-layout";
import { KindSign, StateSign } from "./chain-signs";
import { kindWords, linkParts } from "./chain-words";
import { linkWords } from "./words";

interface Props {
  chain: ChainView;
  chosen: string;
  onChoose: (link: string) => void;
  /** What tells it from another on the same screen. */
  label?: string;
}

const noSizes: Sizes = { heights: {}, rows: {} };
/** Where nothing can be measured, as in a test. */
const SOME_WIDTH = 1000;

/** The chain from left to right. Each link is a line that ends in a row of its target's card, and that row is a button. */
export function ChainPicture({ chain, chosen, onChoose, label = "The chain as a picture" }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [sizes, setSizes] = useState(noSizes);
  const [looked, setLooked] = useState<string | null>(null);
  const layout = useMemo(() => layOut(chain, width, sizes), [chain, width, sizes]);
  // The cards are as high as their words; where they stand follows from that, and their words from how wide they are.
  useLayoutEffect(() => {
    if (!frame.current || layout.boxes.size === 0) return;
    const now = measure(frame.current);
    setSizes((old) => (JSON.stringify(now) === JSON.stringify(old) ? old : now));
  }, [layout]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is too wide for the window is moved by keyboard too
    <section className="gh-chain" aria-label={label} ref={frame} tabIndex={0}>
      <div className="gh-chain-sheet" style={{ width: layout.width, height: layout.height }}>
        <Ways
          ways={layout.ways}
          width={layout.width}
          height={layout.height}
          strong={looked ?? chosen}
          onChoose={onChoose}
          onLook={setLooked}
        />
        {chain.nodes.map((node) => (
          <Card
            key={node.id}
            chain={chain}
            node={node}
            box={layout.boxes.get(node.id)}
            chosen={chosen}
            onChoose={onChoose}
            onLook={setLooked}
          />
        ))}
      </div>
    </section>
  );
}

function useWidth(of: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(SOME_WIDTH);
  useEffect(() => {
    const element = of.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || SOME_WIDTH));
    observer.observe(element);
    return () => observer.disconnect();
  }, [of]);
  return width;
}

function measure(frame: HTMLElement): Sizes {
  const heights: Record<string, number> = {};
  const rows: Record<string, number> = {};
  for (const card of frame.querySelectorAll<HTMLElement>("[data-node]"))
    heights[card.dataset.node ?? ""] = card.offsetHeight;
  for (const row of frame.querySelectorAll<HTMLElement>("[data-link]"))
    rows[row.dataset.link ?? ""] = row.offsetTop + row.offsetHeight / 2;
  return { heights, rows };
}

interface CardProps extends Omit<Props, "label"> {
  node: ChainNodeView;
  box: Box | undefined;
  onLook: (link: string | null) => void;
}

/** A thing of the chain, and in a row each what must be possible with it. */
const Card = memo(function Card({ chain, node, box, chosen, onChoose, onLook }: CardProps) {
  const links = chain.links.filter(({ to }) => to === node.id);
  const sources = new Set(links.map(({ from }) => from));
  const broken = links.some(({ state }) => state === "broken");
  return (
    <article
      className="gh-chain-card"
      data-node={node.id}
      data-broken={broken || undefined}
      aria-label={`${kindWords[node.kind]} ${node.title}`}
      style={box && { left: box.x, top: box.y, width: box.width }}
    >
      <div className="gh-chain-head">
        <span className="gh-chain-kind">
          <KindSign kind={node.kind} /> {kindWords[node.kind]}
        </span>
        <b>{node.title}</b>
        {node.detail && <span className="gh-chain-detail">{node.detail}</span>}
      </div>
      {links.map((link) => (
        <Row
          key={link.id}
          chain={chain}
          link={link}
          named={sources.size > 1}
          chosen={link.id === chosen}
          onChoose={onChoose}
          onLook={onLook}
        />
      ))}
    </article>
  );
});

interface RowProps {
  chain: ChainView;
  link: ChainLinkView;
  /** Several lead to the card: a place of the network is called by its name, the role is the rest. */
  named: boolean;
  chosen: boolean;
  onChoose: (link: string) => void;
  onLook: (link: string | null) => void;
}

function Row({ chain, link, named, chosen, onChoose, onLook }: RowProps) {
  const { from, to } = linkParts(chain, link);
  const source = chain.nodes.find(({ id }) => id === link.from);
  const shown = named && (source?.kind === "endpoint" || source?.kind === "network") ? source : null;
  return (
    <button
      type="button"
      className="gh-chain-row"
      data-link={link.id}
      data-state={link.state}
      aria-haspopup="dialog"
      data-chosen={chosen || undefined}
      onClick={() => onChoose(link.id)}
      onFocus={() => onLook(link.id)}
      onBlur={() => onLook(null)}
      onMouseEnter={() => onLook(link.id)}
      onMouseLeave={() => onLook(null)}
    >
      <StateSign state={link.state} />
      <span>
        <span className="gh-hidden">{shown ? kindWords[shown.kind] : from}</span> {shown && `${shown.title} `}
        {link.title} <span className="gh-hidden">({to}):</span>{" "}
        <b>{linkWords[link.state].text.toLowerCase()}</b>
      </span>
    </button>
  );
}

interface WaysProps {
  ways: readonly Way[];
  width: number;
  height: number;
  strong: string;
  onChoose: (link: string) => void;
  onLook: (link: string | null) => void;
}

/** What is drawn last lies on top: the broken ones, and then the one that is looked at. */
const order: LinkState[] = ["holds", "unknown", "weak", "broken"];

function Ways({ ways, width, height, strong, onChoose, onLook }: WaysProps) {
  const rank = ({ link }: Way) => (link.id === strong ? order.length : order.indexOf(link.state));
  const sorted = [...ways].sort((a, b) => rank(a) - rank(b));
  return (
    <svg
      className="gh-chain-ways"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      focusable="false"
    >
      {sorted.map(({ link, path, end }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the row in which the line ends does the same by keyboard
        <g
          key={link.id}
          className="gh-chain-way"
          data-state={link.state}
          data-strong={link.id === strong || undefined}
          onClick={() => onChoose(link.id)}
          onMouseEnter={() => onLook(link.id)}
          onMouseLeave={() => onLook(null)}
        >
          <path className="gh-chain-reach" d={path} />
          <path className="gh-chain-line" d={path} />
          <WayEnd state={link.state} {...end} />
        </g>
      ))}
    </svg>
  );
}

/** An arrow into the card; a cross where nothing arrives. */
function WayEnd({ state, x, y, fromLeft }: { state: LinkState } & Way["end"]) {
  const back = fromLeft ? -1 : 1;
  if (state !== "broken")
    return (
      <path className="gh-chain-end" d={`M${x + 7 * back} ${y - 4}L${x} ${y}L${x + 7 * back} ${y + 4}`} />
    );
  const middle = x + 9 * back;
  return (
    <>
      <circle className="gh-chain-stop" cx={middle} cy={y} r="7" />
      <path className="gh-chain-cross" d={`M${middle - 3} ${y - 3}l6 6M${middle + 3} ${y - 3}l-6 6`} />
    </>
  );
}
