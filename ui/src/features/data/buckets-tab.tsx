import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Link from "@cloudscape-design/components/link";
import { useState } from "react";
import type { BucketPartView } from "../../bindings/BucketPartView";
import type { BucketView } from "../../bindings/BucketView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { FilteredTable } from "../../shared/list/filtered-table";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { Bad, Good, keyName, Unread, Weak } from "./cells";
import { EncryptModal } from "./encrypt-modal";
import { ListTab } from "./list-tab";
import { type Change, PlanOfChange } from "./plan-of-change";
import { useReading } from "./use-reading";

const hasRead = (bucket: BucketView, part: BucketPartView) => !bucket.unread.includes(part);

function encryption(bucket: BucketView): string {
  if (!hasRead(bucket, "encryption")) return "Could not be read";
  if (!bucket.encryption || bucket.encryption.algorithm === "AES256") return "S3's own keys";
  return bucket.encryption.key ? `KMS key ${keyName(bucket.encryption.key)}` : "The account's KMS key for S3";
}

function publicAccess(bucket: BucketView): string {
  if (bucket.publicPolicy && !bucket.publicAccess?.restrictBuckets) return "Public";
  if (!hasRead(bucket, "publicAccess")) return "Could not be read";
  const blocked = bucket.publicAccess;
  if (!blocked) return "Not blocked";
  return Object.values(blocked).every(Boolean) ? "Blocked" : "Partly blocked";
}

const versioning = (bucket: BucketView) =>
  !hasRead(bucket, "versioning")
    ? "Could not be read"
    : { never: "Off", enabled: "On", suspended: "Suspended" }[bucket.versioning];

const logs = (bucket: BucketView) =>
  !hasRead(bucket, "logging") ? "Could not be read" : (bucket.logTarget ?? "Off");

function Status({ text, good }: { text: string; good: string }) {
  if (text === "Could not be read") return <Unread />;
  if (text === "Public") return <Bad>Public</Bad>;
  return text === good ? <Good>{text}</Good> : <Weak>{text}</Weak>;
}

type Row = BucketView & { id: string };

export function BucketsTab() {
  const account = useAccount();
  const reading = useReading(keys.buckets(account), () => commands.listBuckets(() => undefined));
  const [change, setChange] = useState<Change | null>(null);
  const [encrypting, setEncrypting] = useState<BucketView | null>(null);
  const choose = (bucket: BucketView, action: string) => {
    const { name } = bucket;
    const plan = (
      header: string,
      confirmText: string,
      wanted: Parameters<typeof commands.planBucketChange>[1],
    ) =>
      setChange({
        id: [action, name],
        header,
        confirmText,
        make: () => commands.planBucketChange(name, wanted),
      });
    if (action === "encrypt") setEncrypting(bucket);
    if (action === "block") plan(`Block public access to ${name}`, "Block", { is: "blockPublicAccess" });
    if (action === "versions")
      plan(`Versions of ${name}`, "Change", {
        is: "versioning",
        enabled: bucket.versioning !== "enabled",
      });
    if (action === "no-policy") plan(`Remove the policy of ${name}`, "Remove", { is: "removePolicy" });
  };
  return (
    <>
      <ListTab what="buckets" reading={reading}>
        {({ buckets }) => (
          <FilteredTable<Row>
            what="buckets"
            rows={buckets.map((bucket) => ({ ...bucket, id: bucket.name }))}
            filters={[
              ["Name", (row) => row.name],
              ["Region", (row) => row.region],
              ["Public access", publicAccess],
              ["Encryption", encryption],
              ["Versions", versioning],
              ["Access log", (row) => (row.logTarget ? "On" : logs(row))],
            ]}
            empty="The account has no buckets. A workload keeps its data in one: make it in the S3 console, then set a workload up."
            columns={[
              {
                id: "name",
                minWidth: 140,
                header: "Bucket",
                isRowHeader: true,
                sortingField: "name",
                cell: (row) => (
                  <>
                    {row.name} {row.unchangeable && <Badge>{row.region}</Badge>}
                  </>
                ),
              },
              {
                id: "public",
                minWidth: 120,
                header: (
                  <Spot id={hotspots.bucketPublicAccess} direction="top">
                    Public access
                  </Spot>
                ),
                cell: (row) => <Status text={publicAccess(row)} good="Blocked" />,
              },
              {
                id: "policy",
                minWidth: 95,
                header: (
                  <Spot id={hotspots.bucketPolicy} direction="top">
                    Policy
                  </Spot>
                ),
                cell: (row) => <BucketPolicy bucket={row} />,
              },
              {
                id: "encryption",
                minWidth: 152,
                header: (
                  <Spot id={hotspots.bucketEncryption} direction="top">
                    Encryption
                  </Spot>
                ),
                cell: (row) =>
                  hasRead(row, "encryption") ? (
                    <>
                      {encryption(row)}
                      {row.encryption?.bucketKey && (
                        <Box color="text-body-secondary" fontSize="body-s">
                          with a bucket key
                        </Box>
                      )}
                    </>
                  ) : (
                    <Unread />
                  ),
              },
              {
                id: "versions",
                minWidth: 138,
                header: "Versions",
                cell: (row) => <Status text={versioning(row)} good="On" />,
              },
              {
                id: "logs",
                minWidth: 115,
                header: "Access log",
                cell: (row) =>
                  row.logTarget ? <Good>{row.logTarget}</Good> : <Status text={logs(row)} good="" />,
              },
              {
                id: "acls",
                minWidth: 92,
                header: "ACLs",
                cell: (row) =>
                  !hasRead(row, "ownership") ? <Unread /> : row.aclsOff ? <Good>Off</Good> : <Weak>On</Weak>,
              },
              {
                id: "actions",
                header: "Change",
                cell: (row) => (
                  <ButtonDropdown
                    variant="inline-icon"
                    ariaLabel={`Change ${row.name}`}
                    expandToViewport
                    disabled={row.unchangeable !== null}
                    disabledReason={row.unchangeable ?? undefined}
                    onItemClick={({ detail }) => choose(row, detail.id)}
                    items={[
                      { id: "block", text: "Block public access" },
                      { id: "encrypt", text: "Choose the encryption" },
                      {
                        id: "versions",
                        text: row.versioning === "enabled" ? "Keep no further versions" : "Keep versions",
                      },
                      { id: "no-policy", text: "Remove the policy", disabled: !row.policy },
                    ]}
                  />
                ),
              },
            ]}
          />
        )}
      </ListTab>
      {change && <PlanOfChange change={change} onClose={() => setChange(null)} />}
      {encrypting && <EncryptModal bucket={encrypting} onClose={() => setEncrypting(null)} />}
    </>
  );
}

function BucketPolicy({ bucket }: { bucket: BucketView }) {
  if (!hasRead(bucket, "policy")) return <Unread />;
  const verb = bucket.policy ? "Open" : "Write";
  return (
    <Link
      href={href(["policies", "edit"], { bucket: bucket.name })}
      onFollow={follow}
      ariaLabel={`${verb} the policy of ${bucket.name}`}
    >
      {verb}
    </Link>
  );
}
