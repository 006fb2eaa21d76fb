import Button from "@cloudscape-design/components/button";
import type { WorkloadList } from "../../bindings/WorkloadList";
import { NoneYet, ResourceList } from "../../shared/list/resource-list";
import { navigate } from "../../shell/router";
import { useWorkloads } from "../workload/use-workloads";
import { workloadsHelp } from "./help";
import { columns, filteringOptions, filteringProperties, workloadRow } from "./workload-rows";

const rowsOf = ({ workloads }: WorkloadList) => workloads.map(workloadRow);
const noticesOf = ({ notices }: WorkloadList) => notices;
const setUp = () => navigate("/workload");
const about = "What was set up or saved for this account and Region";

/** The saved workloads of the open account and Region. */
export function WorkloadsPage() {
  return (
    <ResourceList
      what={["workload", "workloads"]}
      help={workloadsHelp}
      reading={useWorkloads()}
      rowsOf={rowsOf}
      columns={columns}
      properties={filteringProperties}
      optionsOf={filteringOptions}
      trackBy="name"
      findBy="name, who uses them, a part"
      about={about}
      description={() => about}
      notices={noticesOf}
      create={
        <Button variant="primary" onClick={setUp} data-testid="set-up-workload">
          Set up a workload
        </Button>
      }
      empty={
        <NoneYet title="No workloads yet" action={<Button onClick={setUp}>Set up the first one</Button>}>
          Say what a job reads, writes and needs. What you choose is kept here, and compared with the account
          whenever you open it.
        </NoneYet>
      }
    />
  );
}
