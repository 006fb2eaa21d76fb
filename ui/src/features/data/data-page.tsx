import Tabs from "@cloudscape-design/components/tabs";
import { Page } from "../../shell/page";
import { usePlaceParam } from "../../shell/router";
import { BucketsTab } from "./buckets-tab";
import { dataHelp } from "./help";
import { ImagesTab } from "./images-tab";
import { JobsTab } from "./jobs-tab";
import { TrailsTab } from "./trails-tab";

/** What workloads read and write, what they run from, what runs, and who tells of it. */
export function DataPage() {
  const [tab, setTab] = usePlaceParam("tab", "buckets");
  return (
    <Page
      title="Data and jobs"
      help={dataHelp}
      description="What workloads read and write, what they run from, what runs, and the trails that tell who did what"
    >
      <Tabs
        variant="container"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          { id: "buckets", label: "Buckets", content: <BucketsTab /> },
          { id: "images", label: "Images", content: <ImagesTab /> },
          { id: "jobs", label: "Jobs and notebooks", content: <JobsTab /> },
          { id: "trails", label: "Trails", content: <TrailsTab /> },
        ]}
      />
    </Page>
  );
}
