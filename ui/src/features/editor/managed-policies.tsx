import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { FilteredTable } from "../../shared/list/filtered-table";
import { ProblemAlert } from "../../shared/problem";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { emptyPolicy } from "./kinds";
import { openDraft } from "./origin";

/** A managed policy begins as a text; its name comes with saving it to the account. */
const createManaged = () =>
  openDraft({
    name: "New managed policy",
    fileName: "managed-policy.json",
    kind: "identity",
    saved: emptyPolicy,
    becomes: "managed",
    file: null,
  });

/** The account's own managed policies: each opens in the editor. */
export function ManagedPolicies() {
  const account = useAccount();
  const list = useQuery({
    queryKey: keys.policies(account),
    queryFn: () => commands.listPolicies(() => undefined),
  });
  const policies = (list.data?.policies ?? []).map((policy) => ({ ...policy, id: policy.arn }));
  if (list.isError && !list.data)
    return <ProblemAlert error={list.error} header="The managed policies could not be read" />;
  return (
    <FilteredTable
      what="managed policies"
      rows={policies}
      header={
        <Header
          variant="h2"
          info={<Spot id={hotspots.managedPolicy} />}
          counter={list.data ? `(${policies.length})` : undefined}
          actions={
            <Button onClick={createManaged} data-testid="create-managed">
              Create managed policy
            </Button>
          }
          description="Policies of this account that can be attached to many. IAM keeps up to five versions of each."
        >
          Managed policies
        </Header>
      }
      loading={list.isPending}
      filters={[
        ["Name", ({ name }) => name],
        ["Description", ({ description }) => description],
      ]}
      columns={[
        {
          id: "name",
          header: "Name",
          isRowHeader: true,
          sortingField: "name",
          cell: ({ arn, name }) => (
            <Link href={href(["policies", "edit"], { arn })} onFollow={follow}>
              {name}
            </Link>
          ),
        },
        { id: "description", header: "Description", cell: ({ description }) => description || "-" },
        { id: "attachments", header: "Attached to", cell: ({ attachments }) => attachments },
        { id: "version", header: "Version in force", cell: ({ defaultVersion }) => defaultVersion },
      ]}
      empty="This account has no managed policies of its own. Policies of one role alone stand with the role."
    />
  );
}
