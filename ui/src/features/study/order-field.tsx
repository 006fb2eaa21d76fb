import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import type { QuestionView } from "../../bindings/QuestionView";
import { Line, plain } from "../../shared/prose";
import { type Given, moved, orderOf } from "./answers";

interface Props {
  question: QuestionView;
  given: Given;
  onChange: (given: Given) => void;
}

/** Steps that are moved up and down by buttons. */
export function OrderField({ question, given, onChange }: Props) {
  const order = orderOf(question, given);
  const list = useRef<HTMLOListElement>(null);
  const [went, setWent] = useState<{ step: number; way: "up" | "down" } | null>(null);
  const [said, setSaid] = useState("");
  // The focus goes with the step; at an end, to the button that still leads somewhere.
  useEffect(() => {
    if (!went) return;
    const place = order.indexOf(went.step);
    const way = place === 0 ? "down" : place === order.length - 1 ? "up" : went.way;
    list.current?.querySelector<HTMLElement>(`[data-move="${way}-${went.step}"] button`)?.focus();
    setWent(null);
  }, [went, order]);
  const move = (from: number, way: "up" | "down") => {
    const to = way === "up" ? from - 1 : from + 1;
    const step = order[from] ?? 0;
    onChange({ kind: "chosen", value: moved(order, from, to) });
    setWent({ step, way });
    setSaid(`${plain(question.options[step] ?? "")}: now ${to + 1} of ${order.length}`);
  };
  return (
    <SpaceBetween size="s">
      <ol className="gh-order" aria-label="Steps in order" ref={list} tabIndex={-1}>
        {order.map((step, at) => {
          const text = question.options[step] ?? "";
          return (
            <li key={step}>
              <span className="gh-order-place" aria-hidden="true">
                {at + 1}
              </span>
              <span className="gh-order-text">
                <Line text={text} />
              </span>
              <span className="gh-order-moves">
                <span data-move={`up-${step}`}>
                  <Button
                    iconName="angle-up"
                    variant="icon"
                    ariaLabel={`Up: ${plain(text)}`}
                    disabled={at === 0}
                    onClick={() => move(at, "up")}
                  />
                </span>
                <span data-move={`down-${step}`}>
                  <Button
                    iconName="angle-down"
                    variant="icon"
                    ariaLabel={`Down: ${plain(text)}`}
                    disabled={at === order.length - 1}
                    onClick={() => move(at, "down")}
                  />
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      {given === null && (
        <Button
          onClick={() => {
            onChange({ kind: "chosen", value: [...order] });
            // This button goes, and a button that is gone keeps no focus.
            list.current?.focus();
            setSaid("It is right as it stands.");
          }}
        >
          It is right as it stands
        </Button>
      )}
      <LiveRegion hidden>{said}</LiveRegion>
    </SpaceBetween>
  );
}
