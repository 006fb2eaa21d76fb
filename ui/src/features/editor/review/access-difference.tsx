import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import type { AccessView } from "../../../bindings/AccessView";
import { commands } from "../../../ipc/commands";
import { Details } from "../../../shared/details";
import { ProblemAlert } from "../../../shared/problem";
import { StatusIndicator } from "../../../shared/status-indicator";

interface Props {
  saved: string;
  text: string;
}

const relations: Record<string, { text: string; icon: StatusIndicatorProps.Type }> = {
  equivalent: { text: "The same access", icon: "success" },
  broader: { text: "More access", icon: "warning" },
  narrower: { text: "Less access", icon: "info" },
  different: { text: "Other access", icon: "warning" },
  unproven: { text: "Not proven", icon: "pending" },
};

/** What somebody can do by the new text and could not by the old one, and the other way round. */
export function AccessDifference({ saved, text }: Props) {
  const difference = useQuery({
    queryKey: ["compare-policies", saved, text],
    queryFn: () => commands.comparePolicies(saved, text),
    gcTime: 0,
    staleTime: 0,
  });
  if (difference.isError)
    return <ProblemAlert error={difference.error} header="The access could not be compared" />;
  if (!difference.data)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Comparing what both grant
      </Box>
    );
  const { relation, sentence, gained, lost } = difference.data;
  const { text: word, icon } = relations[relation] ?? { text: relation, icon: "info" };
  return (
    <SpaceBetween size="s">
      <div>
        <StatusIndicator type={icon}>{word}</StatusIndicator> {sentence}
      </div>
      <Access header="Gained" sign="+" access={gained} />
      <Access header="Lost" sign="−" access={lost} />
    </SpaceBetween>
  );
}

function Access({ header, sign, access }: { header: string; sign: string; access: readonly AccessView[] }) {
  if (access.length === 0) return null;
  return (
    <div>
      <Box variant="h3">
        {header} ({access.length})
      </Box>
      <ul className="gh-access" aria-label={header}>
        {access.map(({ actions, example, sentence, realistic }) => (
          <li key={sentence + actions.join()}>
            <span aria-hidden="true">{sign}</span> <code>{actions.join(", ")}</code>
            <div>
              {sentence}
              {!realistic && " AWS makes no such request today."}
            </div>
            <Details summary="The example as a request">
              <dl className="gh-request">
                <dt>Principal</dt>
                <dd>{example.principal}</dd>
                <dt>Action</dt>
                <dd>{example.action}</dd>
                <dt>Resource</dt>
                <dd>{example.resource}</dd>
                {example.context.map(([key, values]) => (
                  <div key={key}>
                    <dt>{key}</dt>
                    <dd>{values.join(", ")}</dd>
                  </div>
                ))}
              </dl>
            </Details>
          </li>
        ))}
      </ul>
    </div>
  );
}
