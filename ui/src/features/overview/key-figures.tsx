import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import type { Overview } from "../../bindings/Overview";
import { follow } from "../../shell/router";
import { rolesHref } from "../roles/roles-href";

export function KeyFigures({ overview, loading }: { overview: Overview | undefined; loading: boolean }) {
  const figure = (label: string, count: number | undefined, to: string, hint: string) => ({
    label,
    value: (
      <div className="gh-figure">
        <Box fontSize="display-l" fontWeight="bold">
          {count === undefined ? (
            loading ? (
              "…"
            ) : (
              "–"
            )
          ) : (
            <Link fontSize="display-l" href={to} onFollow={follow} ariaLabel={`${label}: ${count}`}>
              {count}
            </Link>
          )}
        </Box>
        <Box fontSize="body-s" color="text-body-secondary">
          {hint}
        </Box>
      </div>
    ),
  });
  return (
    <Container header={<Header variant="h2">Roles at a glance</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          figure(
            "All roles",
            overview?.roleCount,
            rolesHref([]),
            "Identities that services and people can assume",
          ),
          figure(
            "For SageMaker",
            overview?.sageMakerRoleCount,
            rolesHref([["sageMaker", "=", "Yes"]]),
            "Jobs, endpoints and notebooks can run as these",
          ),
          figure(
            "Unused",
            overview?.unusedRoleCount,
            rolesHref([["unusedWord", "=", "Yes"]]),
            "No use seen in the last 90 days",
          ),
        ]}
      />
    </Container>
  );
}
