import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Link from "@cloudscape-design/components/link";
import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { PolicyHolders } from "../../bindings/PolicyHolders";
import { NoticeList } from "../../shared/notices";
import { follow, href } from "../../shell/router";

/** Who has a managed policy: whom a change of it concerns. */
export function Holders({ policy }: { policy: ManagedPolicyView }) {
  const { holders, attachments, boundaries } = policy;
  return (
    <>
      <NoticeList notices={policy.notices} />
      <ExpandableSection headerText={`Who has it (${attachments + boundaries})`}>
        {holders ? (
          <List holders={holders} />
        ) : (
          <Box color="text-body-secondary">
            Attached to {attachments}, the permissions boundary of {boundaries}. Who they are could not be
            read.
          </Box>
        )}
      </ExpandableSection>
    </>
  );
}

function List({ holders }: { holders: PolicyHolders }) {
  const groups = [
    { how: "Attached to the role", names: holders.roles, isRole: true },
    { how: "Attached to the user", names: holders.users, isRole: false },
    { how: "Attached to the group", names: holders.groups, isRole: false },
    { how: "Permissions boundary of the role", names: holders.boundedRoles, isRole: true },
    { how: "Permissions boundary of the user", names: holders.boundedUsers, isRole: false },
  ].filter(({ names }) => names.length > 0);
  if (groups.length === 0)
    return (
      <Box color="text-body-secondary">
        Nobody has it. It grants nothing until it is attached to a role, a user or a group.
      </Box>
    );
  return (
    <ul className="gh-plain-list" aria-label="Who has this policy">
      {groups.flatMap(({ how, names, isRole }) =>
        names.map((name) => (
          <li key={how + name}>
            {how}{" "}
            {isRole ? (
              <Link href={href(["roles", name])} onFollow={follow}>
                {name}
              </Link>
            ) : (
              name
            )}
          </li>
        )),
      )}
    </ul>
  );
}
