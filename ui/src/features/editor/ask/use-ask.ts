import { useEffect, useMemo, useRef, useState } from "react";
import type { PolicyQuestion } from "../../../bindings/PolicyQuestion";
import type { Editor } from "../use-editor";
import { passes, useKept } from "./kept";
import { useAnswers } from "./use-answers";

export interface ContextPair {
  key: string;
  /** Comma between values. */
  values: string;
}

export interface AskForm {
  principal: string;
  action: string;
  resource: string;
  context: ContextPair[];
  contextComplete: boolean;
}

const empty: AskForm = { principal: "", action: "", resource: "*", context: [], contextComplete: false };

function questionOf(form: AskForm, ofIdentity: boolean): PolicyQuestion {
  return {
    principal: ofIdentity ? "" : form.principal.trim(),
    action: form.action.trim(),
    resource: form.resource.trim(),
    context: form.context
      .filter(({ key }) => key.trim() !== "")
      .map(({ key, values }) => [key.trim(), values.split(",").map((value) => value.trim())]),
    contextComplete: form.contextComplete,
  };
}

/** The question that is being asked and the ones that are kept, with their answers of now. */
export function useAsk(editor: Editor, policy: string, ofIdentity: boolean) {
  // What is being typed stays when another panel is looked at, and renders nothing but its own form.
  const draft = useRef(empty);
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState<PolicyQuestion | null>(null);
  const { kept, keep, drop } = useKept(policy);
  const { model, knownKind, setLit } = editor;
  const text = model.analysis ? model.analysedText : null;

  const [answer] = useAnswers(
    useMemo(() => (asked ? [asked] : []), [asked]),
    text,
    knownKind,
  );
  const results = useAnswers(
    useMemo(() => kept.map(({ question }) => question), [kept]),
    text,
    knownKind,
  );

  useEffect(() => {
    if (!answer || "error" in answer) setLit(null);
    else setLit({ deciding: answer.deciding, near: answer.near.map(({ statement }) => statement) });
  }, [answer, setLit]);

  const failing = kept.filter(({ expected }, index) => {
    const result = results[index];
    return result && !("error" in result) && passes(result.decision, expected) === false;
  }).length;

  return useMemo(
    () => ({
      draft,
      /** Another one: the form begins anew with the draft. */
      round,
      ask: () => setAsked(questionOf(draft.current, ofIdentity)),
      askAgain: (question: PolicyQuestion) => {
        draft.current = {
          ...question,
          context: question.context.map(([key, values]) => ({ key, values: values.join(", ") })),
        };
        setRound((old) => old + 1);
        setAsked(question);
      },
      clear: () => setAsked(null),
      asked,
      answer,
      kept,
      results,
      failing,
      keep,
      drop,
    }),
    [round, ofIdentity, asked, answer, kept, results, failing, keep, drop],
  );
}

export type Ask = ReturnType<typeof useAsk>;
