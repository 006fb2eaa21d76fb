import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import type { PracticeView } from "../../bindings/PracticeView";
import { follow } from "../../shell/router";
import { findingsHref } from "./finding-rows";
import { Bar, Standing } from "./marks";
import { showFindings } from "./show-findings";
import { answered, stateWords } from "./words";

/** The six practices: each with how its checks stand, and the way to its findings. */
export function Practices({ practices }: { practices: readonly PracticeView[] }) {
  return (
    <ul className="gh-practices" aria-label="The six practices">
      {practices.map((practice) => (
        <Practice key={practice.id} practice={practice} />
      ))}
    </ul>
  );
}

function Practice({ practice: { title, counts } }: { practice: PracticeView }) {
  const of = (state?: "failed" | "accepted" | "unanswered") =>
    findingsHref([
      ["practiceText", "=", title],
      ...(state ? ([["stateText", "=", stateWords[state].text]] as const) : []),
    ] as Parameters<typeof findingsHref>[0]);
  const all = answered(counts);
  return (
    <li className="gh-practice">
      <h3>
        <Way to={of()} label={`Findings of ${title}`}>
          {title}
        </Way>
      </h3>
      <Standing counts={counts} />
      <Bar counts={counts} label={title} />
      <div className="gh-practice-counts">
        <span>{all > 0 ? `${counts.passed} of ${all} passed` : "Nothing was answered"}</span>
        {counts.accepted > 0 && (
          <Way to={of("accepted")} label={`${counts.accepted} accepted of ${title}`}>
            {counts.accepted} accepted
          </Way>
        )}
        {counts.unanswered > 0 && (
          <Way to={of("unanswered")} label={`${counts.unanswered} not answered of ${title}`}>
            {counts.unanswered} not answered
          </Way>
        )}
      </div>
    </li>
  );
}

function Way({ to, label, children }: { to: string; label: string; children: ReactNode }) {
  return (
    <Link
      href={to}
      ariaLabel={label}
      onFollow={(event) => {
        follow(event);
        showFindings();
      }}
    >
      {children}
    </Link>
  );
}
