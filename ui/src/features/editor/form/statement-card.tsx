import Badge from "@cloudscape-design/components/badge";
import { memo, useEffect, useId, useRef, useState } from "react";
import type { PolicyEdit } from "../../../bindings/PolicyEdit";
import type { StatementView } from "../../../bindings/StatementView";
import { ProblemAlert } from "../../../shared/problem";
import { EffectMark } from "./effect-mark";
import type { Act } from "./items-list";
import { type Mark, markWords } from "./marks";
import { StatementBody } from "./statement-body";
import { StatementMenu } from "./statement-menu";
import type { Change } from "./use-changes";

/** What a dialog is open for. */
export type Ask =
  | { what: "actions" | "resource" | "principal"; statement: number }
  | { what: "condition"; statement: number; line: number | null };

interface Props {
  at: number;
  count: number;
  /** Of which kind of policy. */
  kind: string;
  view: StatementView;
  /** The statement as it is written: what the card shows depends on this and nothing else of the document. */
  text: string;
  openAtFirst: boolean;
  selected: boolean;
  mark: Mark;
  locked: string | null;
  change: Change;
  onSelect: (at: number) => void;
  /** The focus goes to this statement once it is there. */
  onGoTo: (at: number) => void;
  onSetAside: (at: number, text: string) => Promise<void>;
  onAsk: (ask: Ask) => void;
}

function Card(props: Props) {
  const { at, view, text, selected, mark, locked, change, onSelect } = props;
  const [open, setOpen] = useState(props.openAtFirst);
  const [refused, setRefused] = useState<unknown>(null);
  const card = useRef<HTMLElement>(null);
  const byMe = useRef(false);
  const id = useId();

  // Chosen in the text or in the picture: it opens and comes into view. What was clicked on stays where it is.
  useEffect(() => {
    if (!selected) return;
    if (!byMe.current) {
      setOpen(true);
      card.current?.scrollIntoView?.({ block: "nearest" });
    }
    byMe.current = false;
  }, [selected]);

  const select = () => {
    if (selected) return;
    byMe.current = true;
    onSelect(at);
  };
  const tell = async (work: Promise<void>): Promise<boolean> => {
    setRefused(null);
    try {
      await work;
      return true;
    } catch (reason) {
      setRefused(reason);
      return false;
    }
  };
  const act: Act = (edit) => tell(change(edit, text));
  const edit = async (wanted: PolicyEdit, goTo?: number) => {
    if ((await act(wanted)) && goTo !== undefined) props.onGoTo(goTo);
  };

  const name = view.sid ? `Statement ${at + 1}, ${view.sid}` : `Statement ${at + 1}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, the button in the heading selects
    <article
      ref={card}
      className="gh-statement"
      aria-labelledby={id}
      aria-current={selected || undefined}
      data-statement={at}
      data-effect={view.effect ?? ""}
      data-mark={mark ?? undefined}
      onClick={select}
    >
      <header className="gh-statement-head">
        <h2 id={id}>
          <button
            type="button"
            className="gh-statement-toggle"
            aria-expanded={open}
            onClick={() => {
              setOpen(!open);
              select();
            }}
          >
            <span className="gh-chevron" aria-hidden="true" />
            <span className="gh-statement-name">{name}</span>
          </button>
        </h2>
        <EffectMark effect={view.effect} />
        {mark && (
          <Badge color={mark === "deciding" ? "blue" : "grey"}>
            {mark === "deciding" ? "➤ " : "≈ "}
            {markWords[mark]}
          </Badge>
        )}
        <span className="gh-statement-menu">
          <StatementMenu
            at={at}
            count={props.count}
            locked={locked !== null}
            onEdit={(wanted, goTo) => void edit(wanted, goTo)}
            onSetAside={() => void tell(props.onSetAside(at, text))}
          />
        </span>
      </header>
      <p className="gh-statement-sentence">{view.sentence}</p>
      {open && (
        <StatementBody
          at={at}
          kind={props.kind}
          view={view}
          locked={locked !== null}
          act={act}
          onAsk={props.onAsk}
        />
      )}
      {refused !== null && <ProblemAlert error={refused} header="The text was not changed" />}
    </article>
  );
}

/** Two hundred of them must not cost a keystroke: a card is drawn again when its own text changed, or its standing. */
export const StatementCard = memo(Card, (before, after) => {
  const { view: _before, openAtFirst: _openBefore, ...a } = before;
  const { view: _after, openAtFirst: _openAfter, ...b } = after;
  return (Object.keys(a) as (keyof typeof a)[]).every((name) => a[name] === b[name]);
});
