import "./effect-mark.css";

/** Allow or Deny, told apart by sign, word and shape. Anything else is shown as it is written. */
export function EffectMark({ effect }: { effect: string | null }) {
  const known = effect === "Allow" || effect === "Deny";
  return (
    <span className={`gh-effect gh-effect-${known ? effect.toLowerCase() : "unknown"}`}>
      <EffectSign effect={effect} />
      {known ? effect : effect ? `Effect "${effect}"` : "No effect"}
    </span>
  );
}

/** Cloudscape draws over attributes of icons, but not over styles. */
const line = (width: number) => ({ fill: "none", stroke: "currentColor", strokeWidth: width });

/** A tick in a circle, a bar in an octagon, or a question mark. */
export function EffectSign({ effect }: { effect: string | null }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {effect === "Allow" ? (
        <>
          <circle cx="8" cy="8" r="7" style={line(1.6)} />
          <path d="M4.5 8.3 7 10.8l4.6-5.2" style={line(1.8)} />
        </>
      ) : effect === "Deny" ? (
        <path
          d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5zM3.6 6.7v2.6h8.8V6.7z"
          style={{ fill: "currentColor", fillRule: "evenodd", stroke: "none" }}
        />
      ) : (
        <>
          <circle cx="8" cy="8" r="7" style={{ ...line(1.4), strokeDasharray: "3 2" }} />
          <path d="M6 6.2a2 2 0 1 1 2.6 2c-.5.2-.6.5-.6 1.1M8 11v1" style={line(1.6)} />
        </>
      )}
    </svg>
  );
}
