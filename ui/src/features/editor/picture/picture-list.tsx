import type { PolicyAnalysis } from "../../../bindings/PolicyAnalysis";
import { EffectMark } from "../form/effect-mark";
import { markOf, markWords } from "../form/marks";
import type { Lit } from "../model";
import { actionWords } from "./words";

interface Props {
  analysis: PolicyAnalysis;
  lit: Lit | null;
  selected: number | null;
  onSelect: (statement: number) => void;
}

/** What the picture shows, as a list: the same content for those who cannot see it, or would rather read. */
export function PictureList({ analysis, lit, selected, onSelect }: Props) {
  return (
    <ol className="gh-picture-list" aria-label="The policy as a list">
      {analysis.statements.map((view, at) => {
        const mark = markOf(lit, at);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a statement is known by its number
          <li key={at} aria-current={selected === at || undefined}>
            <div className="gh-picture-list-head">
              <button type="button" onClick={() => onSelect(at)}>
                {view.sid ? `${at + 1} · ${view.sid}` : `Statement ${at + 1}`}
              </button>
              <EffectMark effect={view.effect} />
              {mark && <b>{markWords[mark]}</b>}
            </div>
            <dl>
              <dt>Who</dt>
              <dd>{sideWords(view.principals, "Whoever holds this policy")}</dd>
              <dt>What</dt>
              <dd>{actionWords(view)}</dd>
              <dt>Where</dt>
              <dd>
                {sideWords(view.resources, analysis.kind === "trust" ? "This role" : "No resource is named")}
              </dd>
              {view.conditions.length > 0 && (
                <>
                  <dt>Only if</dt>
                  <dd>{view.conditions.map(({ meaning }) => meaning).join(" And: ")}</dd>
                </>
              )}
            </dl>
          </li>
        );
      })}
    </ol>
  );
}

function sideWords(side: PolicyAnalysis["statements"][number]["principals"], none: string): string {
  if (!side) return none;
  const values = side.items.map(({ value }) => value).join(", ");
  return side.negated ? `All but ${values}` : values || "Nothing";
}
