import type { ChainNodeKind } from "../../bindings/ChainNodeKind";
import type { LinkState } from "../../bindings/LinkState";

/** Cloudscape draws over attributes of icons, but not over styles. */
const line = (width: number) => ({ fill: "none", stroke: "currentColor", strokeWidth: width });

/** A tick in a circle, an exclamation mark in a triangle, a cross in an octagon, a question mark in dashes. */
export function StateSign({ state }: { state: LinkState }) {
  return (
    <svg
      className="gh-chain-sign"
      data-state={state}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      {signs[state]}
    </svg>
  );
}

const signs: Record<LinkState, React.ReactNode> = {
  holds: (
    <>
      <circle cx="8" cy="8" r="7" style={line(1.5)} />
      <path d="M4.5 8.3 7 10.8l4.6-5.2" style={line(1.8)} />
    </>
  ),
  weak: (
    <>
      <path d="M8 1.6 15 14.4H1z" style={{ ...line(1.5), strokeLinejoin: "round" }} />
      <path d="M8 6v4.4M8 11.6v1.4" style={line(1.7)} />
    </>
  ),
  broken: (
    <path
      d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5zM5.6 4.4 4.4 5.6 6.8 8l-2.4 2.4 1.2 1.2L8 9.2l2.4 2.4 1.2-1.2L9.2 8l2.4-2.4-1.2-1.2L8 6.8z"
      style={{ fill: "currentColor", fillRule: "evenodd", stroke: "none" }}
    />
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="7" style={{ ...line(1.4), strokeDasharray: "3 2" }} />
      <path d="M6 6.2a2 2 0 1 1 2.6 2c-.5.2-.6.5-.6 1.1M8 11v1.2" style={line(1.6)} />
    </>
  ),
};

export function KindSign({ kind }: { kind: ChainNodeKind }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={kinds[kind]} style={{ ...line(1.5), strokeLinejoin: "round", strokeLinecap: "round" }} />
    </svg>
  );
}

const kinds: Record<ChainNodeKind, string> = {
  // Head and shoulders.
  caller: "M8 8.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2zM2 14.4c.6-3 3-4.6 6-4.6s5.4 1.6 6 4.6",
  // A cog, as simple as can be.
  sageMaker:
    "M8 10.400a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.800zM8 1.500v2M8 12.500v2M1.5 8h2M12.5 8h2M3.4 3.400l1.4 1.400M11.2 11.200l1.4 1.400M12.6 3.400l-1.4 1.400M4.8 11.200l-1.4 1.4",
  // A shield.
  role: "M8 1.5 13.5 3.500v4.300c0 3.3-2.4 5.5-5.5 6.7-3.1-1.2-5.5-3.4-5.5-6.700V3.500z",
  // A bucket.
  bucket:
    "M2.5 3.500c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2zM2.5 3.500l1.5 9c.2 1.1 1.9 2 4 2s3.8-.9 4-2l1.5-9",
  // A key.
  key: "M5 13.500a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400zM7.4 8 13.5 2M11 4.500l2.2 2.2",
  // A padlock.
  secret: "M3 7h10v7.500H3zM5 7V5a3 3 0 0 1 6 0v2M8 10v2",
  // A box.
  image: "M8 1.5 14 4.700v6.600l-6 3.2-6-3.200V4.700zM2 4.700l6 3.2 6-3.200M8 7.900v6.6",
  // Lines of a page.
  logs: "M3 1.500h10v13H3zM5.5 5h5M5.5 8h5M5.5 11h3",
  // Three points that are joined.
  network: "M6 1.500h4v3.500H6zM1.5 11h4v3.500h-4zM10.5 11h4v3.500h-4zM8 5v3M3.5 11V8h9v3",
  // A way in.
  endpoint: "M9 2h5v12H9M1.5 8h8.500M7 5l3 3-3 3",
};
