import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RoleView } from "../../bindings/RoleView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { DeleteRoleModal } from "./delete-role-modal";
import { roleHelp } from "./help";
import { RoleFacts } from "./role-facts";
import { ReviewTab } from "./role-review";
import { BoundaryTab, PermissionsTab, TagsTab, TrustTab } from "./role-tabs";

const above = [{ text: "Roles", href: "#/roles" }];

export function RolePage({ name }: { name: string }) {
  const account = useAccount();
  const role = useQuery({ queryKey: keys.role(account, name), queryFn: () => commands.getRole(name) });
  const [deleting, setDeleting] = useState(false);

  return (
    <Page
      title={name}
      help={roleHelp}
      above={above}
      description={role.data?.description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel="Read the role again"
            loading={role.isFetching && !role.isPending}
            onClick={() => void role.refetch()}
          />
          <Button
            disabled={!role.data || role.data.serviceLinked}
            disabledReason={
              role.data?.serviceLinked
                ? "A service-linked role belongs to its AWS service. It goes away with what it serves."
                : undefined
            }
            onClick={() => setDeleting(true)}
            data-testid="delete-role"
          >
            Delete
          </Button>
        </SpaceBetween>
      }
    >
      {role.isError && (
        <ProblemAlert
          error={role.error}
          header="The role could not be read"
          action={<Button onClick={() => navigate("/roles")}>Back to the roles</Button>}
        />
      )}
      {role.isPending && <Spinner />}
      {role.data && <RoleDetails role={role.data} />}
      {deleting && <DeleteRoleModal name={name} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

function RoleDetails({ role }: { role: RoleView }) {
  const [tab, setTab] = usePlaceParam("tab", "permissions");
  return (
    <SpaceBetween size="l">
      <NoticeList notices={role.notices} />
      <RoleFacts role={role} />
      <Tabs
        variant="container"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          {
            id: "permissions",
            label: `Permissions (${role.permissions.length})`,
            content: (
              <PermissionsTab role={role.name} policies={role.permissions} editable={!role.serviceLinked} />
            ),
          },
          { id: "trust", label: "Trust", content: <TrustTab role={role} /> },
          { id: "review", label: "Review", content: <ReviewTab role={role} /> },
          {
            id: "boundary",
            label: role.boundary ? "Boundary (1)" : "Boundary (0)",
            content: <BoundaryTab role={role} />,
          },
          { id: "tags", label: `Tags (${role.tags.length})`, content: <TagsTab tags={role.tags} /> },
        ]}
      />
    </SpaceBetween>
  );
}
