import Button from "@cloudscape-design/components/button";
import type { RoleList } from "../../bindings/RoleList";
import { NoneYet, ResourceList } from "../../shared/list/resource-list";
import { Time } from "../../shared/time";
import { navigate } from "../../shell/router";
import { rolesHelp } from "./help";
import { columns } from "./role-columns";
import { filteringOptions, filteringProperties, roleRow } from "./role-rows";
import { useRoles } from "./use-roles";

const rowsOf = ({ roles }: RoleList) => roles.map(roleRow);
const setUp = () => navigate("/workload");

export function RolesPage() {
  return (
    <ResourceList
      what={["role", "roles"]}
      help={rolesHelp}
      reading={useRoles()}
      rowsOf={rowsOf}
      columns={columns}
      properties={filteringProperties}
      optionsOf={filteringOptions}
      trackBy="name"
      findBy="name, who trusts them, policy, tag"
      about="Who may do what in this account"
      description={({ readAt }) => (
        <>
          Read <Time at={readAt} />
        </>
      )}
      create={
        <Button variant="primary" onClick={setUp} data-testid="set-up-workload">
          Set up a workload
        </Button>
      }
      empty={
        <NoneYet title="No roles yet" action={<Button onClick={setUp}>Set up a workload</Button>}>
          A training job needs a role to run as. Set one up in five short steps.
        </NoneYet>
      }
    />
  );
}
