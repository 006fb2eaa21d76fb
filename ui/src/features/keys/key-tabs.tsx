import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import type { KeyGrantView } from "../../bindings/KeyGrantView";
import type { KeyView } from "../../bindings/KeyView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { CopyText } from "../../shared/copy";
import { PagedTable } from "../../shared/list/paged-table";
import { PolicyDocument } from "../../shared/policy-document";
import { ProblemAlert } from "../../shared/problem";
import { Time } from "../../shared/time";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import type { Ask } from "./key-page";
import { rotationWords } from "./key-rows";
import { shortPrincipal } from "./words";

interface Props {
  of: KeyView;
  /** Opens the dialog of a change. */
  ask: (what: Ask) => void;
}

export function PolicyTab({ of }: { of: KeyView }) {
  return (
    <SpaceBetween size="s">
      <div className="gh-document-bar">
        <Box variant="h3">Key policy</Box>
        {of.policy !== null && !of.awsManaged && (
          <Spot id={hotspots.keyPolicy}>
            <Link
              href={href(["policies", "edit"], { key: of.id })}
              onFollow={follow}
              ariaLabel="Edit the key policy"
            >
              Edit
            </Link>
          </Spot>
        )}
      </div>
      {of.policy === null ? (
        <Box color="text-body-secondary">Its text could not be read.</Box>
      ) : (
        <PolicyDocument title="Key policy" text={of.policy} />
      )}
    </SpaceBetween>
  );
}

/** Asked of the policy engine only when somebody looks: it reads every role. */
export function UsersTab({ of }: { of: KeyView }) {
  const account = useAccount();
  const users = useQuery({
    queryKey: keys.kmsKeyUsers(account, of.id),
    queryFn: () => commands.whoUsesKey(of.id),
  });
  if (users.isPending)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Reading the roles and their policies
      </Box>
    );
  if (users.isError)
    return (
      <ProblemAlert
        error={users.error}
        header="Who can use the key could not be found out"
        action={<Button onClick={() => void users.refetch()}>Try again</Button>}
      />
    );
  return (
    <SpaceBetween size="s">
      {users.data.leftOut.length > 0 && (
        <Box color="text-body-secondary">
          Not looked at, because it could not be read: {users.data.leftOut.join(", ")}.
        </Box>
      )}
      <PagedTable
        variant="embedded"
        wrapLines
        items={users.data.users}
        trackBy="principal"
        columnDefinitions={[
          {
            id: "who",
            header: "Who",
            isRowHeader: true,
            cell: ({ role, principal }) =>
              role === null ? (
                <span className="gh-break">{principal}</span>
              ) : (
                <Link href={href(["roles", role])} onFollow={follow}>
                  {role}
                </Link>
              ),
          },
          { id: "can", header: "Can", cell: ({ actions }) => actions.join(", ") || "–" },
          {
            id: "conditional",
            header: "Can under conditions",
            cell: ({ conditional }) => conditional.join(", ") || "–",
          },
          {
            id: "how",
            header: "How",
            cell: ({ byGrant, assumed }) =>
              byGrant
                ? "By a grant"
                : assumed
                  ? "By the key policy, if its own account agrees"
                  : "By policies",
          },
        ]}
        empty={
          <Box color="text-body-secondary">
            By the policies that could be read, no role can use this key. Name one in the key policy, or add a
            grant.
          </Box>
        }
        ariaLabels={{ tableLabel: "Who can use the key" }}
      />
    </SpaceBetween>
  );
}

export function RotationTab({ of, ask }: Props) {
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Rotation", value: rotationWords(of) },
          { label: "Next rotation", value: of.nextRotation ? <Time at={of.nextRotation} /> : "–" },
          { label: "Rotated until now", value: String(of.rotations.length) },
        ]}
      />
      {of.canRotate && (
        <SpaceBetween direction="horizontal" size="xs">
          <Spot id={hotspots.keyRotation}>
            <Button onClick={() => ask("rotation")} data-testid="set-rotation">
              {of.rotationDays === null ? "Rotate by itself" : "Change the period"}
            </Button>
          </Spot>
          {of.rotationDays !== null && <Button onClick={() => ask("rotationOff")}>Stop rotating</Button>}
          <Button onClick={() => ask("rotateNow")}>Rotate now</Button>
        </SpaceBetween>
      )}
      <Table
        variant="embedded"
        items={of.rotations}
        columnDefinitions={[
          { id: "at", header: "When", cell: ({ at }) => <Time at={at} />, isRowHeader: true },
          {
            id: "why",
            header: "Why",
            cell: ({ onDemand }) => (onDemand ? "Somebody asked for it" : "By itself"),
          },
        ]}
        empty={
          <Box color="text-body-secondary">
            {of.canRotate
              ? "It was never rotated. Rotation changes neither its id nor what it can decrypt."
              : "A key of this kind does not rotate."}
          </Box>
        }
        ariaLabels={{ tableLabel: "Rotations" }}
      />
    </SpaceBetween>
  );
}

export function GrantsTab({ of, ask, remove }: Props & { remove: (grant: KeyGrantView) => void }) {
  return (
    <SpaceBetween size="m">
      {!of.awsManaged && (
        <Button onClick={() => ask("grant")} data-testid="add-grant">
          Add a grant
        </Button>
      )}
      <PagedTable
        variant="embedded"
        wrapLines
        items={of.grantList}
        trackBy="id"
        columnDefinitions={[
          {
            id: "grantee",
            header: "Grantee",
            isRowHeader: true,
            cell: ({ grantee }) => <span className="gh-break">{shortPrincipal(grantee)}</span>,
          },
          { id: "operations", header: "May", cell: ({ operations }) => operations.join(", ") },
          {
            id: "context",
            header: "Encryption context",
            cell: ({ context, contextExact }) =>
              context.length === 0
                ? "Any"
                : `${contextExact ? "Exactly " : ""}${context.map(([key, value]) => `${key} = ${value}`).join(", ")}`,
          },
          { id: "created", header: "Created", cell: ({ created }) => <Time at={created} /> },
          {
            id: "actions",
            header: "Actions",
            cell: (grant) =>
              of.awsManaged ? (
                "–"
              ) : (
                <Button
                  variant="inline-link"
                  ariaLabel={`Revoke the grant of ${shortPrincipal(grant.grantee)}`}
                  onClick={() => remove(grant)}
                >
                  Revoke
                </Button>
              ),
          },
        ]}
        empty={
          <Box color="text-body-secondary">
            {of.grants === null
              ? "The grants could not be read."
              : "No grants. AWS services make them for volumes and notebooks; you can add one for a program."}
          </Box>
        }
        ariaLabels={{ tableLabel: "Grants" }}
      />
    </SpaceBetween>
  );
}

export function NamesTab({ of, ask, removeAlias }: Props & { removeAlias: (alias: string) => void }) {
  return (
    <SpaceBetween size="m">
      {!of.awsManaged && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => ask("alias")}>Add an alias</Button>
          <Button onClick={() => ask("describe")}>Change description and tags</Button>
        </SpaceBetween>
      )}
      <Table
        variant="embedded"
        items={of.aliases}
        columnDefinitions={[
          {
            id: "alias",
            header: "Alias",
            isRowHeader: true,
            cell: (alias) => <CopyText text={alias} label={`Copy ${alias}`} />,
          },
          {
            id: "actions",
            header: "Actions",
            cell: (alias) =>
              of.awsManaged ? (
                "–"
              ) : (
                <Button
                  variant="inline-link"
                  ariaLabel={`Delete the alias ${alias}`}
                  onClick={() => removeAlias(alias)}
                >
                  Delete
                </Button>
              ),
          },
        ]}
        empty={
          <Box color="text-body-secondary">No alias. A name is easier to tell from others than an id.</Box>
        }
        ariaLabels={{ tableLabel: "Aliases" }}
      />
      <Table
        variant="embedded"
        items={of.tags}
        trackBy="key"
        columnDefinitions={[
          { id: "key", header: "Tag", cell: ({ key }) => key, isRowHeader: true },
          { id: "value", header: "Value", cell: ({ value }) => value },
        ]}
        empty={
          <Box color="text-body-secondary">
            No tags. A tag for the team or the project makes keys easy to find.
          </Box>
        }
        ariaLabels={{ tableLabel: "Tags" }}
      />
    </SpaceBetween>
  );
}
