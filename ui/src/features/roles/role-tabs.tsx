import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { PolicyView } from "../../bindings/PolicyView";
import type { RoleView } from "../../bindings/RoleView";
import type { TagView } from "../../bindings/TagView";
import { CopyText } from "../../shared/copy";
import { PolicyDocument } from "../../shared/policy-document";
import { follow, href } from "../../shell/router";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { principalWords } from "./principal";

interface PermissionsProps {
  role: string;
  policies: readonly PolicyView[];
  editable: boolean;
}

export function PermissionsTab({ role, policies, editable }: PermissionsProps) {
  if (policies.length === 0) {
    return (
      <Box color="text-body-secondary">
        This role has no permissions, so whoever assumes it can do nothing.
      </Box>
    );
  }
  const own = policies.find(({ arn }) => arn === null);
  return (
    <SpaceBetween size="s">
      {policies.map((policy, index) => (
        <Policy
          key={policy.arn ?? policy.name}
          policy={policy}
          openAtFirst={index === 0}
          pointed={policy === own}
          edit={policy.arn !== null || editable ? editorOf(role, policy) : undefined}
        />
      ))}
    </SpaceBetween>
  );
}

/** A managed policy stays everybody's who has it: the editor says who. */
const editorOf = (role: string, { name, arn }: PolicyView) =>
  href(["policies", "edit"], arn === null ? { role, policy: name } : { arn, for: role });

const kindOf = (policy: PolicyView) =>
  policy.arn === null ? "Inline" : policy.awsManaged ? "Managed by AWS" : "Managed by this account";

/** A policy that opens to its document. */
function Policy({
  policy,
  openAtFirst,
  edit,
  pointed,
}: {
  policy: PolicyView;
  openAtFirst: boolean;
  /** Where it is edited; none where it cannot be. */
  edit: string | undefined;
  /** A lesson points at it. */
  pointed: boolean;
}) {
  const [expanded, setExpanded] = useState(openAtFirst);
  const link = edit && <EditLink to={edit} what={policy.name} readOnly={policy.awsManaged} />;
  return (
    <ExpandableSection
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
      headerText={policy.name}
      headingTagOverride="h3"
      headerAriaLabel={`${policy.name}, ${kindOf(policy)}`}
      headerActions={
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Badge>{kindOf(policy)}</Badge>
          {pointed && link ? <Spot id={hotspots.rolePolicy}>{link}</Spot> : link}
        </SpaceBetween>
      }
      variant="inline"
    >
      {expanded && (
        <SpaceBetween size="xs">
          {policy.arn && <CopyText text={policy.arn} label={`Copy the ARN of ${policy.name}`} />}
          <Document policy={policy} />
        </SpaceBetween>
      )}
    </ExpandableSection>
  );
}

/** What AWS wrote opens to be read and copied. */
function EditLink({ to, what, readOnly = false }: { to: string; what: string; readOnly?: boolean }) {
  const word = readOnly ? "Open" : "Edit";
  return (
    <Link href={to} onFollow={follow} ariaLabel={`${word} ${what}`}>
      {word}
    </Link>
  );
}

function Document({ policy }: { policy: PolicyView }) {
  if (policy.document === null) {
    return <Box color="text-body-secondary">Its text could not be read.</Box>;
  }
  return <PolicyDocument title={policy.name} text={policy.document} />;
}

export function TrustTab({ role }: { role: RoleView }) {
  return (
    <SpaceBetween size="m">
      <div>
        <Box variant="h3">Who may assume it</Box>
        {role.trusted.length === 0 ? (
          <Box color="text-body-secondary">Nobody.</Box>
        ) : (
          <ul className="gh-plain-list">
            {role.trusted.map((principal) => (
              <li key={principal}>
                {principalWords(principal)}
                {principalWords(principal) !== principal && (
                  <Box display="inline" color="text-body-secondary">
                    {" "}
                    ({principal})
                  </Box>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <div className="gh-document-bar">
          <Box variant="h3">Trust policy</Box>
          {role.trust.document !== null && !role.serviceLinked && (
            <Spot id={hotspots.trustPolicy}>
              <EditLink
                to={`${href(["policies", "edit"], { role: role.name })}&trust`}
                what="the trust policy"
              />
            </Spot>
          )}
        </div>
        <Document policy={role.trust} />
      </div>
    </SpaceBetween>
  );
}

export function BoundaryTab({ role }: { role: RoleView }) {
  if (!role.boundaryPolicy) {
    return (
      <Box color="text-body-secondary">
        No permissions boundary. Its permissions hold as they stand
        {role.boundary ? `, within ${role.boundary}` : ""}.
      </Box>
    );
  }
  const { name, arn } = role.boundaryPolicy;
  return (
    <SpaceBetween size="s">
      <div>
        <b>{name}</b> is a fence around the permissions: what it does not allow stays forbidden.
      </div>
      {arn && (
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <CopyText text={arn} label="Copy the ARN of the boundary" />
          <EditLink
            to={editorOf(role.name, role.boundaryPolicy)}
            what={name}
            readOnly={role.boundaryPolicy.awsManaged}
          />
        </SpaceBetween>
      )}
      <Document policy={role.boundaryPolicy} />
    </SpaceBetween>
  );
}

export function TagsTab({ tags }: { tags: readonly TagView[] }) {
  return (
    <Table
      variant="embedded"
      items={tags}
      trackBy="key"
      columnDefinitions={[
        { id: "key", header: "Key", cell: ({ key }) => key, isRowHeader: true },
        { id: "value", header: "Value", cell: ({ value }) => value },
      ]}
      empty={
        <Box color="text-body-secondary">
          No tags. A tag for the team or the project makes roles easy to find.
        </Box>
      }
      ariaLabels={{ tableLabel: "Tags" }}
    />
  );
}
