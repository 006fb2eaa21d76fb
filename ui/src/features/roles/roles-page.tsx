import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import LiveRegion from "@cloudscape-design/components/live-region";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useEffect, useEffectEvent, useMemo } from "react";
import { ProblemAlert } from "../../shared/problem";
import { Time } from "../../shared/time";
import { InfoLink } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { rolesHelp } from "./help";
import { columns } from "./role-columns";
import { filteringOptions, filteringProperties, roleRow } from "./role-rows";
import { RolesPreferences, usePreferences } from "./roles-preferences";
import { decodeQuery, encodeQuery } from "./roles-query";
import { useRoles } from "./use-roles";

export function RolesPage() {
  useScreen({ title: "Roles", help: rolesHelp, contentType: "table" });
  const roles = useRoles();
  const [filter, setFilter] = usePlaceParam("filter");
  const [preferences, setPreferences] = usePreferences();
  const query = useMemo(() => decodeQuery(filter), [filter]);
  const rows = useMemo(() => (roles.data?.roles ?? []).map(roleRow), [roles.data]);
  const options = useMemo(() => filteringOptions(rows), [rows]);

  const { items, actions, filteredItemsCount, collectionProps, paginationProps, propertyFilterProps } =
    useCollection(rows, {
      propertyFiltering: {
        filteringProperties,
        defaultQuery: query,
        empty: <NoRoles />,
        noMatch: (
          <SpaceBetween size="s">
            <Box variant="strong">No role matches</Box>
            <Button onClick={() => setFilter("")}>Clear the filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: preferences.pageSize },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });
  const applyQuery = useEffectEvent(actions.setPropertyFiltering);
  useEffect(() => applyQuery(query), [query]);

  const counter = !roles.data
    ? undefined
    : query.tokens.length > 0
      ? `(${filteredItemsCount}/${rows.length})`
      : `(${rows.length})`;

  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader
      trackBy="name"
      items={items}
      columnDefinitions={columns}
      columnDisplay={preferences.columns}
      wrapLines={preferences.wrapLines}
      loading={roles.isFetching && !roles.data}
      loadingText={roles.found > 0 ? `${roles.found} roles so far` : "Reading the roles"}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={counter}
          info={<InfoLink topic={rolesHelp} />}
          description={
            roles.data ? (
              <>
                Read <Time at={roles.data.readAt} />
              </>
            ) : (
              "Who may do what in this account"
            )
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {roles.isFetching ? (
                <Button onClick={roles.cancel} data-testid="cancel-reading">
                  Cancel reading
                </Button>
              ) : (
                <Button
                  iconName="refresh"
                  ariaLabel="Read the roles again"
                  onClick={() => void roles.refetch()}
                  data-testid="refresh-roles"
                />
              )}
              <Button variant="primary" onClick={() => navigate("/workload")} data-testid="set-up-workload">
                Set up a workload
              </Button>
            </SpaceBetween>
          }
        >
          Roles
        </Header>
      }
      filter={
        <SpaceBetween size="s">
          {roles.isError && !roles.cancelled && (
            <ProblemAlert
              error={roles.error}
              header="The roles could not be read"
              action={<Button onClick={() => void roles.refetch()}>Try again</Button>}
            />
          )}
          <PropertyFilter
            {...propertyFilterProps}
            query={query}
            onChange={({ detail }) => setFilter(encodeQuery(detail))}
            filteringOptions={options}
            filteringPlaceholder="Find roles by name, who trusts them, policy, tag…"
            filteringAriaLabel="Find roles"
            countText={filteredItemsCount === 1 ? "1 match" : `${filteredItemsCount ?? 0} matches`}
          />
          {roles.isFetching && (
            <LiveRegion hidden>
              {roles.found > 0 ? `${roles.found} roles so far` : "Reading the roles"}
            </LiveRegion>
          )}
        </SpaceBetween>
      }
      pagination={<Pagination {...paginationProps} />}
      preferences={<RolesPreferences value={preferences} onChange={setPreferences} />}
      empty={
        roles.cancelled ? (
          <SpaceBetween size="s">
            <Box variant="strong">The reading was cancelled</Box>
            <Button onClick={() => void roles.refetch()}>Read the roles</Button>
          </SpaceBetween>
        ) : roles.isError ? (
          <Box color="text-body-secondary">There is nothing to show.</Box>
        ) : (
          collectionProps.empty
        )
      }
      ariaLabels={{ tableLabel: "Roles" }}
    />
  );
}

function NoRoles() {
  return (
    <SpaceBetween size="s">
      <Box variant="strong">No roles yet</Box>
      <Box color="text-body-secondary">
        A training job needs a role to run as. Set one up in five short steps.
      </Box>
      <Button onClick={() => navigate("/workload")}>Set up a workload</Button>
    </SpaceBetween>
  );
}
