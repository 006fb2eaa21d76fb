import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import { useState } from "react";
import type { JobKind } from "../../bindings/JobKind";
import type { JobView } from "../../bindings/JobView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { FilteredTable } from "../../shared/list/filtered-table";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { Bad, Good, keyName, Weak } from "./cells";
import { ListTab } from "./list-tab";
import { type Change, PlanOfChange } from "./plan-of-change";
import { useReading } from "./use-reading";

const kinds: Record<JobKind, [one: string, many: string]> = {
  domain: ["Domain", "domains"],
  notebook: ["Notebook instance", "notebook instances"],
  trainingJob: ["Training job", "training jobs"],
  tuningJob: ["Tuning job", "tuning jobs"],
  processingJob: ["Processing job", "processing jobs"],
  transformJob: ["Batch transform job", "batch transform jobs"],
  model: ["Model", "models"],
  endpointConfig: ["Endpoint configuration", "endpoint configurations"],
  featureGroup: ["Feature group", "feature groups"],
};

const kind = (row: JobView) => kinds[row.kind][0];

/** The kinds that can be in a VPC, that have a volume, and that write. */
const inVpc = (row: JobView) => !["endpointConfig", "transformJob", "featureGroup"].includes(row.kind);
const withVolume = (row: JobView) => !["model", "featureGroup"].includes(row.kind);
const withOutput = (row: JobView) => /Job$/.test(row.kind);

const vpc = (row: JobView) => (!inVpc(row) ? "" : row.subnets.length > 0 ? "In a VPC" : "In no VPC");

const yesNo = (on: boolean | null) => (on === null ? "" : on ? "Yes" : "No");

type Row = JobView & { key: string };

export function JobsTab() {
  const account = useAccount();
  const reading = useReading(keys.jobs(account), () => commands.listJobs(() => undefined));
  const [change, setChange] = useState<Change | null>(null);
  const lock = (row: JobView) =>
    setChange({
      id: ["root", row.id, row.rootAccess],
      header: `Root access of ${row.name}`,
      confirmText: row.rootAccess ? "Take it away" : "Give it back",
      make: () => commands.planNotebookRoot(row.id, !row.rootAccess),
    });
  return (
    <>
      <ListTab what="jobs and notebooks" reading={reading}>
        {({ jobs, more }) => (
          <>
            {more.length > 0 && (
              <Alert type="info">
                Of {more.map((each) => kinds[each][1]).join(", ")} the newest 100 are shown; the account has
                more.
              </Alert>
            )}
            <FilteredTable<Row & { id: string }>
              what="jobs and notebooks"
              rows={jobs.map((job) => ({ ...job, key: job.id, id: `${job.kind}/${job.id}` }))}
              filters={[
                ["Kind", kind],
                ["Name", (row) => row.name],
                ["Role", (row) => row.role ?? ""],
                ["VPC", vpc],
                ["Network isolation", (row) => yesNo(row.networkIsolation)],
                ["Internet", (row) => yesNo(row.internetAccess)],
                ["Root access", (row) => yesNo(row.rootAccess)],
              ]}
              empty="SageMaker has nothing in this Region yet. Set a workload up, and start its job with the code that Gatehouse shows."
              columns={[
                {
                  id: "name",
                  minWidth: 180,
                  header: "Name",
                  isRowHeader: true,
                  sortingField: "name",
                  cell: (row) => (
                    <>
                      {row.name}
                      <Box color="text-body-secondary" fontSize="body-s">
                        {[kind(row), row.status].filter(Boolean).join(", ")}
                      </Box>
                      {row.secretNames.length > 0 && (
                        <Bad>Holds a secret in the clear: {row.secretNames.join(", ")}</Bad>
                      )}
                    </>
                  ),
                },
                {
                  id: "role",
                  minWidth: 140,
                  header: "Role",
                  sortingField: "role",
                  cell: (row) =>
                    row.role ? (
                      <Link href={href(["roles", row.role])} onFollow={follow}>
                        {row.role}
                      </Link>
                    ) : (
                      "None"
                    ),
                },
                { id: "network", minWidth: 190, header: "Network", cell: (row) => <Network job={row} /> },
                {
                  id: "volume",
                  minWidth: 120,
                  header: "Volume key",
                  cell: (row) => (withVolume(row) ? <Key value={row.volumeKey} /> : "No volume"),
                },
                {
                  id: "output",
                  minWidth: 130,
                  header: "Output key",
                  cell: (row) =>
                    withOutput(row) ? <Key value={row.outputKey} /> : <Stores job={row} none="No output" />,
                },
                {
                  id: "access",
                  minWidth: 150,
                  header: (
                    <Spot id={hotspots.notebookRoot} direction="top">
                      Access
                    </Spot>
                  ),
                  cell: (row) => <Access job={row} onChange={() => lock({ ...row, id: row.key })} />,
                },
              ]}
            />
          </>
        )}
      </ListTab>
      {change && <PlanOfChange change={change} onClose={() => setChange(null)} />}
    </>
  );
}

const Key = ({ value }: { value: string | null }) =>
  value ? <Good>{keyName(value)}</Good> : <Weak>No KMS key</Weak>;

/** What an endpoint or a feature group keeps, each with its key. */
function Stores({ job, none }: { job: JobView; none: string }) {
  if (job.captures.length === 0) return none;
  return job.captures.map(({ what, key }) => (
    <div key={what}>
      {key ? <Good>{`${what}: ${keyName(key)}`}</Good> : <Weak>{`${what}: no KMS key`}</Weak>}
    </div>
  ));
}

function Network({ job }: { job: JobView }) {
  return (
    <>
      {inVpc(job) &&
        (job.subnets.length > 0 ? (
          <Good>In a VPC, {job.subnets.length === 1 ? "1 subnet" : `${job.subnets.length} subnets`}</Good>
        ) : (
          <Weak>In no VPC</Weak>
        ))}
      {job.internetAccess === true && <Weak>Reaches the internet directly</Weak>}
      {job.internetAccess === false && <Good>No internet of its own</Good>}
      {job.networkIsolation === true && <Good>Isolated containers</Good>}
      {job.networkIsolation === false && <Weak>Containers reach the network</Weak>}
      {job.trafficEncryption === false && (job.instances ?? 1) > 1 && (
        <Weak>Its {job.instances} instances talk in the clear</Weak>
      )}
      {job.trafficEncryption === true && <Good>Encrypted between instances</Good>}
      {job.models.length > 0 && `As its model: ${job.models.join(", ")}`}
    </>
  );
}

function Access({ job, onChange }: { job: JobView; onChange: () => void }) {
  return (
    <>
      {job.rootAccess === true && <Weak>People are root</Weak>}
      {job.rootAccess === false && <Good>Nobody is root</Good>}
      {job.metadataVersion === "1" && <Weak>Metadata service of version 1</Weak>}
      {job.metadataVersion === "2" && <Good>Metadata service of version 2</Good>}
      {job.authMode && `Sign-in by ${job.authMode === "SSO" ? "IAM Identity Center" : "IAM"}`}
      {job.rootAccess !== null && (
        <Button
          variant="inline-link"
          onClick={onChange}
          ariaLabel={`${job.rootAccess ? "Take root access away" : "Give root access"}: ${job.name}`}
        >
          {job.rootAccess ? "Take root access away" : "Give root access"}
        </Button>
      )}
    </>
  );
}
