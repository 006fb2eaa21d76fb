import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import type { TrailChange } from "../../bindings/TrailChange";
import type { TrailView } from "../../bindings/TrailView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { FilteredTable } from "../../shared/list/filtered-table";
import { useAccount } from "../accounts/account-context";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { Bad, Good, keyName, Unread, Weak } from "./cells";
import { ListTab } from "./list-tab";
import { LogObjectsModal } from "./log-objects-modal";
import { type Change, PlanOfChange } from "./plan-of-change";
import { useReading } from "./use-reading";

const logging = (row: TrailView) =>
  row.logging === null ? "Could not be read" : row.logging ? "Logs" : "Stopped";

const dataEvents = (row: TrailView) =>
  (row.dataEvents ?? []).map(({ kind, values }) => `${kind}: ${values.join(", ") || "all"}`);

type Row = TrailView & { id: string };

export function TrailsTab() {
  const account = useAccount();
  const reading = useReading(keys.trails(account), () => commands.listTrails(() => undefined));
  const [change, setChange] = useState<Change | null>(null);
  const [adding, setAdding] = useState<TrailView | null>(null);
  const choose = (trail: TrailView, action: string) => {
    const { arn, name, multiRegion, validation } = trail;
    const plan = (wanted: TrailChange) =>
      setChange({
        id: [action, arn],
        header: `Change the trail ${name}`,
        confirmText: "Change",
        make: () => commands.planTrailChange(arn, wanted),
      });
    if (action === "logging") plan({ is: "logging", on: trail.logging !== true });
    if (action === "regions") plan({ is: "settings", multiRegion: !multiRegion, validation });
    if (action === "validation") plan({ is: "settings", multiRegion, validation: !validation });
    if (action === "objects") setAdding(trail);
  };
  return (
    <>
      <ListTab what="trails" reading={reading}>
        {({ trails }) => (
          <FilteredTable<Row>
            what="trails"
            rows={trails.map((trail) => ({ ...trail, id: trail.arn }))}
            filters={[
              ["Name", (row) => row.name],
              ["Logging", logging],
              ["Regions", (row) => (row.multiRegion ? "All" : row.home)],
              ["Bucket", (row) => row.bucket],
            ]}
            empty="No trail logs this Region: nobody can tell who did what. Create one in the CloudTrail console; one for all Regions is enough."
            columns={[
              {
                id: "name",
                minWidth: 125,
                header: "Trail",
                isRowHeader: true,
                sortingField: "name",
                cell: (row) => (
                  <>
                    {row.name} {row.organization && <Badge>Organization</Badge>}
                    <Box color="text-body-secondary" fontSize="body-s">
                      to {row.bucket}
                    </Box>
                  </>
                ),
              },
              {
                id: "logging",
                minWidth: 110,
                header: (
                  <Spot id={hotspots.trailLogging} direction="top">
                    Logging
                  </Spot>
                ),
                cell: (row) =>
                  row.logging === null ? <Unread /> : row.logging ? <Good>Logs</Good> : <Bad>Stopped</Bad>,
              },
              {
                id: "regions",
                minWidth: 130,
                header: "Regions",
                cell: (row) => (row.multiRegion ? <Good>All</Good> : <Weak>{row.home} alone</Weak>),
              },
              {
                id: "validation",
                minWidth: 85,
                header: (
                  <Spot id={hotspots.trailValidation} direction="top">
                    Files signed
                  </Spot>
                ),
                cell: (row) => (row.validation ? <Good>Yes</Good> : <Weak>No</Weak>),
              },
              {
                id: "key",
                header: "Encryption",
                cell: (row) => (row.kmsKey ? `KMS key ${keyName(row.kmsKey)}` : "S3's own keys"),
              },
              {
                id: "management",
                minWidth: 120,
                header: "Management events",
                cell: (row) =>
                  row.management === null ? <Unread /> : row.management ? <Good>Yes</Good> : <Weak>No</Weak>,
              },
              {
                id: "data",
                minWidth: 150,
                header: (
                  <Spot id={hotspots.trailObjects} direction="top">
                    Data events
                  </Spot>
                ),
                cell: (row) =>
                  row.dataEvents === null ? (
                    <Unread />
                  ) : row.dataEvents.length === 0 ? (
                    <Weak>None</Weak>
                  ) : (
                    <ul className="gh-plain-list">
                      {dataEvents(row).map((text) => (
                        <li key={text}>{text}</li>
                      ))}
                    </ul>
                  ),
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
                      { id: "logging", text: row.logging ? "Stop logging" : "Start logging" },
                      {
                        id: "regions",
                        text: row.multiRegion ? "Log its own Region alone" : "Log all Regions",
                      },
                      { id: "validation", text: row.validation ? "Sign no files" : "Sign its files" },
                      { id: "objects", text: "Log who reads a bucket" },
                    ]}
                  />
                ),
              },
            ]}
          />
        )}
      </ListTab>
      {change && <PlanOfChange change={change} onClose={() => setChange(null)} />}
      {adding && <LogObjectsModal trail={adding} onClose={() => setAdding(null)} />}
    </>
  );
}
