import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { RepositoryView } from "../../bindings/RepositoryView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { FilteredTable } from "../../shared/list/filtered-table";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { Bad, Good, keyName, Unread, Weak } from "./cells";
import { ListTab } from "./list-tab";
import { useReading } from "./use-reading";

const access = (row: RepositoryView) =>
  !row.policyRead
    ? "Could not be read"
    : row.openToStrangers
      ? "Every account"
      : row.policy
        ? "As its policy says"
        : "This account";

const encryption = (row: RepositoryView) => (row.kmsKey ? `KMS key ${keyName(row.kmsKey)}` : "S3's own keys");

type Row = RepositoryView & { id: string };

export function ImagesTab() {
  const account = useAccount();
  const reading = useReading(keys.repositories(account), () => commands.listRepositories(() => undefined));
  return (
    <ListTab what="repositories" reading={reading}>
      {({ repositories }) => (
        <FilteredTable<Row>
          what="repositories"
          rows={repositories.map((repository) => ({ ...repository, id: repository.name }))}
          filters={[
            ["Name", (row) => row.name],
            ["Who may pull", access],
            ["Encryption", encryption],
            ["Tags", (row) => (row.immutable ? "Immutable" : "Mutable")],
          ]}
          empty="The Region has no repositories. A job runs from a container image: push one to ECR, or use an image of AWS."
          columns={[
            {
              id: "name",
              header: "Repository",
              isRowHeader: true,
              sortingField: "name",
              cell: (row) => (
                <>
                  {row.name}
                  <Box color="text-body-secondary" fontSize="body-s">
                    {row.uri}
                  </Box>
                </>
              ),
            },
            {
              id: "access",
              minWidth: 160,
              header: "Who may pull",
              cell: (row) =>
                !row.policyRead ? (
                  <Unread />
                ) : row.openToStrangers ? (
                  <Bad>{access(row)}</Bad>
                ) : (
                  <Good>{access(row)}</Good>
                ),
            },
            {
              id: "policy",
              minWidth: 140,
              header: "Policy",
              cell: (row) =>
                row.policyRead ? (
                  <Link
                    href={href(["policies", "edit"], { repository: row.name })}
                    onFollow={follow}
                    ariaLabel={`${row.policy ? "Open" : "Write"} the policy of ${row.name}`}
                  >
                    {row.policy ? "Open the policy" : "Write the policy"}
                  </Link>
                ) : (
                  <Unread />
                ),
            },
            { id: "encryption", header: "Encryption", cell: encryption },
            {
              id: "scan",
              minWidth: 130,
              header: "Scanned when pushed",
              cell: (row) =>
                row.scanOnPush === null ? (
                  "As the registry says"
                ) : row.scanOnPush ? (
                  <Good>Yes</Good>
                ) : (
                  <Weak>No</Weak>
                ),
            },
            {
              id: "tags",
              minWidth: 130,
              header: "Tags",
              cell: (row) => (row.immutable ? <Good>Immutable</Good> : <Weak>Mutable</Weak>),
            },
          ]}
        />
      )}
    </ListTab>
  );
}
