import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { PagedTable } from "../../shared/list/paged-table";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";

/** Asked of the engine when the tab is opened: it reads every role with its policies. */
export function ReadersTab({ secret }: { secret: SecretView }) {
  const account = useAccount();
  const [found, setFound] = useState(0);
  const readers = useQuery({
    queryKey: [...keys.secret(account, secret.name), "readers"],
    queryFn: () => commands.secretReaders(secret.arn, (progress) => setFound(progress.found)),
  });
  if (readers.isError)
    return <ProblemAlert error={readers.error} header="Who can read the secret could not be found out" />;
  if (!readers.data)
    return (
      <Box color="text-body-secondary">
        <Spinner /> {found > 0 ? `${found} roles so far` : "Reading the roles"}
      </Box>
    );
  const { readers: all, roles, keyNote, notices } = readers.data;
  return (
    <SpaceBetween size="m">
      <NoticeList notices={notices} />
      <Box>
        {all.length === 1 ? "1 principal" : `${all.length} principals`} can read the current value;{" "}
        {roles === 1 ? "1 role was" : `${roles} roles were`} asked about, with all their policies, their
        boundary and the secret's resource policy.
      </Box>
      {keyNote && (
        <Alert type="info" statusIconAriaLabel="Info">
          {keyNote}
        </Alert>
      )}
      <PagedTable
        variant="embedded"
        trackBy="principal"
        items={all}
        enableKeyboardNavigation
        wrapLines
        columnDefinitions={[
          {
            id: "who",
            header: "Who",
            isRowHeader: true,
            minWidth: 200,
            cell: ({ role, principal }) =>
              role ? (
                <Link href={href(["roles", role])} onFollow={follow}>
                  {role}
                </Link>
              ) : (
                <span className="gh-break">{principal}</span>
              ),
          },
          {
            id: "can",
            header: "Can read",
            minWidth: 230,
            cell: ({ depends, assumed }) =>
              depends ? (
                <StatusIndicator type="info">Under conditions</StatusIndicator>
              ) : assumed ? (
                <StatusIndicator type="warning">If its own account allows</StatusIndicator>
              ) : (
                <StatusIndicator type="success">Yes</StatusIndicator>
              ),
          },
          {
            id: "why",
            header: "Why",
            minWidth: 320,
            cell: ({ sentence, statements }) => (
              <SpaceBetween size="xxs">
                <span>{sentence}</span>
                {statements.map((statement) => (
                  <Box key={statement} color="text-body-secondary" fontSize="body-s">
                    {statement}
                  </Box>
                ))}
              </SpaceBetween>
            ),
          },
        ]}
        empty={
          <SpaceBetween size="s">
            <Box variant="strong">No role can read this secret</Box>
            <Box color="text-body-secondary">
              Give a role secretsmanager:GetSecretValue on the secret's ARN, in a policy of the role or in the
              resource policy here.
            </Box>
          </SpaceBetween>
        }
      />
    </SpaceBetween>
  );
}
