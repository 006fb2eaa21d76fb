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
import { decodeQuery, encodeQuery } from "../roles/roles-query";
import { secretsHelp } from "./help";
import { columns } from "./secret-columns";
import { filteringOptions, filteringProperties, secretRow } from "./secret-rows";
import { useSecrets } from "./use-secrets";

const PAGE_SIZE = 50;

export function SecretsPage() {
  useScreen({ title: "Secrets", help: secretsHelp, contentType: "table" });
  const secrets = useSecrets();
  const [filter, setFilter] = usePlaceParam("filter");
  const query = useMemo(() => decodeQuery(filter), [filter]);
  const rows = useMemo(() => (secrets.data?.secrets ?? []).map(secretRow), [secrets.data]);
  const options = useMemo(() => filteringOptions(rows), [rows]);
  const create = (
    <Button variant="primary" onClick={() => navigate("/secrets/new")} data-testid="store-secret">
      Store a secret
    </Button>
  );

  const { items, actions, filteredItemsCount, collectionProps, paginationProps, propertyFilterProps } =
    useCollection(rows, {
      propertyFiltering: {
        filteringProperties,
        defaultQuery: query,
        empty: (
          <SpaceBetween size="s">
            <Box variant="strong">No secrets yet</Box>
            <Box color="text-body-secondary">
              Store what a job needs to sign in somewhere, instead of writing it into code.
            </Box>
            <Button onClick={() => navigate("/secrets/new")}>Store a secret</Button>
          </SpaceBetween>
        ),
        noMatch: (
          <SpaceBetween size="s">
            <Box variant="strong">No secret matches</Box>
            <Button onClick={() => setFilter("")}>Clear the filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: PAGE_SIZE },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });
  const applyQuery = useEffectEvent(actions.setPropertyFiltering);
  useEffect(() => applyQuery(query), [query]);

  const soFar = secrets.found > 0 ? `${secrets.found} secrets so far` : "Reading the secrets";
  const counter = !secrets.data
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
      loading={secrets.isFetching && !secrets.data}
      loadingText={soFar}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={counter}
          info={<InfoLink topic={secretsHelp} />}
          description={
            secrets.data ? (
              <>
                Read <Time at={secrets.data.readAt} />, without a value
              </>
            ) : (
              "Passwords, keys and tokens that jobs ask for by name"
            )
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {secrets.isFetching ? (
                <Button onClick={secrets.cancel} data-testid="cancel-reading">
                  Cancel reading
                </Button>
              ) : (
                <Button
                  iconName="refresh"
                  ariaLabel="Read the secrets again"
                  onClick={() => void secrets.refetch()}
                />
              )}
              {create}
            </SpaceBetween>
          }
        >
          Secrets
        </Header>
      }
      filter={
        <SpaceBetween size="s">
          {secrets.isError && !secrets.cancelled && (
            <ProblemAlert
              error={secrets.error}
              header="The secrets could not be read"
              action={<Button onClick={() => void secrets.refetch()}>Try again</Button>}
            />
          )}
          <PropertyFilter
            {...propertyFilterProps}
            query={query}
            onChange={({ detail }) => setFilter(encodeQuery(detail))}
            filteringOptions={options}
            filteringPlaceholder="Find secrets by name, tag, state, key…"
            filteringAriaLabel="Find secrets"
            countText={filteredItemsCount === 1 ? "1 match" : `${filteredItemsCount ?? 0} matches`}
          />
          {secrets.isFetching && <LiveRegion hidden>{soFar}</LiveRegion>}
        </SpaceBetween>
      }
      pagination={<Pagination {...paginationProps} />}
      empty={
        secrets.cancelled ? (
          <SpaceBetween size="s">
            <Box variant="strong">The reading was cancelled</Box>
            <Button onClick={() => void secrets.refetch()}>Read the secrets</Button>
          </SpaceBetween>
        ) : secrets.isError ? (
          <Box color="text-body-secondary">There is nothing to show.</Box>
        ) : (
          collectionProps.empty
        )
      }
    />
  );
}
