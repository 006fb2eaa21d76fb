import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { ChecklistView } from "../../bindings/ChecklistView";
import type { CheckView } from "../../bindings/CheckView";
import { FilteredTable } from "../../shared/list/filtered-table";
import { follow, href, usePlaceParam } from "../../shell/router";
import { CheckSection } from "./check-section";
import { Severity, Standing } from "./marks";
import { count, gravity, severityWords, standing } from "./words";

export const checkHref = (id: string) => href(["checklist"], { tab: "checks", check: id });

/** Every check, those that pass too; or one of them with all that it looked at. */
export function ChecksTab({ checklist }: { checklist: ChecklistView }) {
  const [chosen] = usePlaceParam("check");
  const check = checklist.checks.find(({ id }) => id === chosen);
  if (check) return <CheckSection check={check} />;
  return <Checks checklist={checklist} />;
}

function Checks({ checklist: { checks, practices } }: { checklist: ChecklistView }) {
  const practiceOf = ({ practice }: CheckView) =>
    practices.find(({ id }) => id === practice)?.title ?? practice;
  return (
    <FilteredTable<CheckView>
      what="checks"
      rows={checks}
      filters={[
        ["Check", ({ id, title }) => `${id} ${title}`],
        ["Practice", practiceOf],
        ["Severity", ({ severity }) => severityWords[severity].text],
        ["How it stands", ({ counts }) => standing(counts).text],
        ["Same at AWS", sameElsewhere],
      ]}
      empty="There are no checks."
      columns={[
        {
          id: "check",
          header: "Check",
          isRowHeader: true,
          minWidth: 260,
          sortingComparator: (a, b) => checks.indexOf(a) - checks.indexOf(b),
          cell: ({ id, title, criterion }) => (
            <>
              <Link href={checkHref(id)} onFollow={follow}>
                {id} {title}
              </Link>
              <Box fontSize="body-s" color="text-body-secondary">
                {criterion}
              </Box>
            </>
          ),
        },
        {
          id: "severity",
          header: "Severity",
          minWidth: 100,
          sortingComparator: (a, b) => gravity(a.severity) - gravity(b.severity),
          cell: ({ severity }) => <Severity of={severity} />,
        },
        {
          id: "standing",
          header: "How it stands",
          minWidth: 170,
          sortingComparator: (a, b) => b.counts.failed - a.counts.failed,
          cell: ({ counts }) => (
            <>
              <Standing counts={counts} />
              {counts.failed > 0 && counts.passed + counts.unanswered > 0 && (
                <Box fontSize="body-s" color="text-body-secondary">
                  {[
                    counts.passed > 0 && `${counts.passed} passed`,
                    counts.unanswered > 0 && count(counts.unanswered, "not answered", "not answered"),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </Box>
              )}
            </>
          ),
        },
        {
          id: "practice",
          header: "Practice",
          minWidth: 130,
          sortingComparator: (a, b) => practiceOf(a).localeCompare(practiceOf(b)),
          cell: practiceOf,
        },
      ]}
    />
  );
}

/** The names under which AWS and others look for the same. */
export const sameElsewhere = ({ securityHub, prowler, configRules }: CheckView) =>
  [...securityHub, ...prowler, ...configRules].join(", ");
