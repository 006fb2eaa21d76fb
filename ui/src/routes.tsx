import type { ReactNode } from "react";
import { AccountsPage } from "./features/accounts/accounts-page";
import { ActivityPage } from "./features/activity/activity-page";
import { ChecklistPage } from "./features/checklist/checklist-page";
import { FindingPage } from "./features/checklist/finding-page";
import { DataPage } from "./features/data/data-page";
import { DoctorPage } from "./features/doctor/doctor-page";
import { EditPage } from "./features/editor/edit-page";
import { PoliciesPage } from "./features/editor/policies-page";
import { CreateKeyPage } from "./features/keys/create-page";
import { KeyPage } from "./features/keys/key-page";
import { KeysPage } from "./features/keys/keys-page";
import { EndpointPage } from "./features/network/endpoint-page";
import { NetworkPage } from "./features/network/network-page";
import { OverviewPage } from "./features/overview/overview-page";
import { RolePage } from "./features/roles/role-page";
import { RolesPage } from "./features/roles/roles-page";
import { CreateSecretPage } from "./features/secrets/create-page";
import { SecretPage } from "./features/secrets/secret-page";
import { SecretsPage } from "./features/secrets/secrets-page";
import { StudyScreen } from "./features/study/study-screen";
import { CreatedPage } from "./features/workload/created-page";
import { WorkloadPage } from "./features/workload/workload-page";
import { SavedPage } from "./features/workloads/saved-page";
import { WorkloadsPage } from "./features/workloads/workloads-page";
import { NotFoundPage } from "./shell/not-found-page";
import { pathParts } from "./shell/router";

/** The sections at the side, in the order of the work. */
export const sections = [
  { text: "Overview", path: "/" },
  { text: "Set up a workload", path: "/workload" },
  { text: "Workloads", path: "/workloads" },
  { text: "Roles", path: "/roles" },
  { text: "Policies", path: "/policies" },
  { text: "Keys", path: "/keys" },
  { text: "Secrets", path: "/secrets" },
  { text: "Network", path: "/network" },
  { text: "Data and jobs", path: "/data" },
  { text: "Checklist", path: "/checklist" },
  { text: "Study", path: "/study" },
  { text: "Error doctor", path: "/doctor" },
  { text: "Activity", path: "/activity" },
];

export function Screen({ path }: { path: string }): ReactNode {
  const parts = pathParts(path);
  const [section, item, more] = parts;
  if (section === "study") return <StudyScreen parts={parts.slice(1)} />;
  if (more !== undefined) return <NotFoundPage />;
  switch (section) {
    case undefined:
      return <OverviewPage />;
    case "accounts":
      return <AccountsPage />;
    case "roles":
      return item === undefined ? <RolesPage /> : <RolePage key={item} name={item} />;
    case "policies":
      if (item === undefined) return <PoliciesPage />;
      return item === "edit" ? <EditPage /> : <NotFoundPage />;
    case "keys":
      if (item === undefined) return <KeysPage />;
      return item === "new" ? <CreateKeyPage /> : <KeyPage key={item} id={item} />;
    case "secrets":
      if (item === undefined) return <SecretsPage />;
      return item === "new" ? <CreateSecretPage /> : <SecretPage key={item} name={item} />;
    case "network":
      return item === undefined ? <NetworkPage /> : <EndpointPage key={item} id={item} />;
    case "data":
      return item === undefined ? <DataPage /> : <NotFoundPage />;
    case "checklist":
      return item === undefined ? <ChecklistPage /> : <FindingPage key={item} id={item} />;
    case "doctor":
      return item === undefined ? <DoctorPage /> : <NotFoundPage />;
    case "workload":
      return item === undefined ? <WorkloadPage /> : <CreatedPage key={item} runId={item} />;
    case "workloads":
      return item === undefined ? <WorkloadsPage /> : <SavedPage key={item} name={item} />;
    case "activity":
      return <ActivityPage runId={item ?? null} />;
    default:
      return <NotFoundPage />;
  }
}
