import "./form.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Spinner from "@cloudscape-design/components/spinner";
import { Fragment, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { ProblemAlert } from "../../../shared/problem";
import type { EditorModel } from "../model";
import { AddStatement } from "./add-statement";
import { AsideCard, type AsideStore, placeOf, type SetAside, useAside } from "./aside";
import { carryOver, nothingKnown } from "./identities";
import { markOf } from "./marks";
import { type Ask, StatementCard } from "./statement-card";
import { StatementDialogs } from "./statement-dialogs";
import { lockedReason, useChanges } from "./use-changes";

/** More than these, and the cards begin closed. */
const openAtMost = 20;

// No name is given twice, also where the form was taken down and put up again.
let formsBefore = 0;
const firstName = () => 100_000 * formsBefore++;

interface Props {
  model: EditorModel;
  /** Where statements are kept that are disabled for a moment; the form itself, until it is taken down. */
  aside?: AsideStore;
}

/** The policy as cards, one a statement. Each change asks for a change of the text. */
export function PolicyForm({ model, aside: given }: Props) {
  const { analysis, analysedText } = model;
  const own = useAside();
  const aside = given ?? own;
  const change = useChanges(model);
  const locked = lockedReason(model);
  const [ask, setAsk] = useState<Ask | { what: "statement" } | null>(null);
  const [refused, setRefused] = useState<unknown>(null);

  const texts = useMemo(
    () => (analysis?.statements ?? []).map(({ place }) => analysedText.slice(place.from, place.to)),
    [analysis, analysedText],
  );
  const [known, setKnown] = useState(() => carryOver({ ...nothingKnown, next: firstName() }, texts));
  const current = carryOver(known, texts);
  if (current !== known) setKnown(current);
  const { ids } = current;

  // The cards are given functions that stay the same, so that a keystroke elsewhere does not draw them again.
  const latest = useRef({ model, ids, keep: aside.keep });
  const focusNext = useRef<number | null>(null);
  useLayoutEffect(() => {
    latest.current = { model, ids, keep: aside.keep };
    if (focusNext.current === null || model.text !== model.analysedText) return;
    const card = document.querySelector(`[data-statement="${focusNext.current}"] button`);
    focusNext.current = null;
    if (card instanceof HTMLElement) card.focus();
  });
  const select = useCallback((at: number) => latest.current.model.select(at), []);
  const goTo = useCallback((at: number) => {
    focusNext.current = at;
    latest.current.model.select(at);
  }, []);
  const setAside = useCallback(
    async (at: number, text: string) => {
      const statement = latest.current.model.analysis?.statements[at];
      const before = latest.current.ids[at + 1] ?? null;
      await change({ change: "removeStatement", statement: at }, text);
      const title = statement?.sid ?? statement?.sentence ?? `statement ${at + 1}`;
      latest.current.keep({ json: text, title, before, at });
    },
    [change],
  );
  const restore = async (one: SetAside) => {
    setRefused(null);
    const at = placeOf(one, ids);
    try {
      await change({ change: "addStatement", at: at < ids.length ? at : null, json: one.json });
      aside.drop(one.id);
      goTo(at);
    } catch (reason) {
      setRefused(reason);
    }
  };
  const close = useCallback(() => setAsk(null), []);

  if (!analysis) return <Spinner />;
  const statements = analysis.statements;
  const openAtFirst = statements.length <= openAtMost;
  const asideAt = (at: number) =>
    aside.kept
      .filter((one) => placeOf(one, ids) === at)
      .map((one) => (
        <AsideCard
          key={one.id}
          one={one}
          locked={locked}
          onRestore={() => void restore(one)}
          onDrop={() => aside.drop(one.id)}
        />
      ));

  return (
    <section className="gh-form" aria-label="The policy as a form">
      {locked && (
        <Alert type={model.stale ? "warning" : "info"} statusIconAriaLabel={model.stale ? "Warning" : "Info"}>
          {locked}
        </Alert>
      )}
      <div className="gh-form-bar">
        <Box color="text-body-secondary">
          {statements.length === 1 ? "1 statement" : `${statements.length} statements`}
          {!openAtFirst && ". Open the ones you want to look into."}
        </Box>
        <Button
          iconName="add-plus"
          disabled={locked !== null}
          disabledReason={locked ?? undefined}
          onClick={() => setAsk({ what: "statement" })}
        >
          Add a statement
        </Button>
      </div>
      {refused !== null && <ProblemAlert error={refused} header="The text was not changed" />}
      {statements.length === 0 && (
        <Box color="text-body-secondary">
          There is no statement yet, so the policy grants nothing. Add the first one.
        </Box>
      )}
      {statements.map((view, at) => (
        <Fragment key={ids[at]}>
          {asideAt(at)}
          <StatementCard
            at={at}
            count={statements.length}
            kind={analysis.kind}
            view={view}
            text={texts[at] ?? ""}
            openAtFirst={openAtFirst}
            selected={model.selected === at}
            mark={markOf(model.lit, at)}
            locked={locked}
            change={change}
            onSelect={select}
            onGoTo={goTo}
            onSetAside={setAside}
            onAsk={setAsk}
          />
        </Fragment>
      ))}
      {asideAt(statements.length)}
      {ask?.what === "statement" && (
        <AddStatement
          kind={analysis.kind}
          count={statements.length}
          change={change}
          onAdded={goTo}
          onClose={close}
        />
      )}
      {ask && ask.what !== "statement" && (
        <StatementDialogs ask={ask} analysis={analysis} texts={texts} change={change} onClose={close} />
      )}
    </section>
  );
}
