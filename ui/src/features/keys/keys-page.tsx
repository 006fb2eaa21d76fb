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
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { Time } from "../../shared/time";
import { InfoLink } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { decodeQuery, encodeQuery } from "../roles/roles-query";
import { keysHelp } from "./help";
import { columns } from "./key-columns";
import { filteringOptions, filteringProperties, keyRow } from "./key-rows";
import { useKeys } from "./use-keys";

const PAGE_SIZE = 50;

export function KeysPage() {
  useScreen({ title: "Keys", help: keysHelp, contentType: "table" });
  const keys = useKeys();
  const [filter, setFilter] = usePlaceParam("filter");
  const query = useMemo(() => decodeQuery(filter), [filter]);
  const rows = useMemo(() => (keys.data?.keys ?? []).map(keyRow), [keys.data]);
  const options = useMemo(() => filteringOptions(rows), [rows]);

  const { items, actions, filteredItemsCount, collectionProps, paginationProps, propertyFilterProps } =
    useCollection(rows, {
      propertyFiltering: {
        filteringProperties,
        defaultQuery: query,
        empty: <NoKeys />,
        noMatch: (
          <SpaceBetween size="s">
            <Box variant="strong">No key matches</Box>
            <Button onClick={() => setFilter("")}>Clear the filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: PAGE_SIZE },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });
  const applyQuery = useEffectEvent(actions.setPropertyFiltering);
  useEffect(() => applyQuery(query), [query]);

  const soFar = keys.found > 0 ? `${keys.found} keys so far` : "Reading the keys";
  const counter = !keys.data
    ? undefined
    : query.tokens.length > 0
      ? `(${filteredItemsCount}/${rows.length})`
      : `(${rows.length})`;

  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader
      wrapLines
      trackBy="id"
      items={items}
      columnDefinitions={columns}
      loading={keys.isFetching && !keys.data}
      loadingText={soFar}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={counter}
          info={<InfoLink topic={keysHelp} />}
          description={
            keys.data ? (
              <>
                In {keys.data.region}. Read <Time at={keys.data.readAt} />
              </>
            ) : (
              "What encrypts the data of this account"
            )
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {keys.isFetching ? (
                <Button onClick={keys.cancel} data-testid="cancel-reading">
                  Cancel reading
                </Button>
              ) : (
                <Button
                  iconName="refresh"
                  ariaLabel="Read the keys again"
                  onClick={() => void keys.refetch()}
                  data-testid="refresh-keys"
                />
              )}
              <Button variant="primary" onClick={() => navigate("/keys/new")} data-testid="create-key">
                Create a key
              </Button>
            </SpaceBetween>
          }
        >
          Keys
        </Header>
      }
      filter={
        <SpaceBetween size="s">
          {keys.isError && !keys.cancelled && (
            <ProblemAlert
              error={keys.error}
              header="The keys could not be read"
              action={<Button onClick={() => void keys.refetch()}>Try again</Button>}
            />
          )}
          <NoticeList notices={keys.data?.notices ?? []} />
          <PropertyFilter
            {...propertyFilterProps}
            query={query}
            onChange={({ detail }) => setFilter(encodeQuery(detail))}
            filteringOptions={options}
            filteringPlaceholder="Find keys by alias, state, rotation, who is named, tag…"
            filteringAriaLabel="Find keys"
            countText={filteredItemsCount === 1 ? "1 match" : `${filteredItemsCount ?? 0} matches`}
          />
          {keys.isFetching && <LiveRegion hidden>{soFar}</LiveRegion>}
        </SpaceBetween>
      }
      pagination={<Pagination {...paginationProps} />}
      empty={
        keys.cancelled ? (
          <SpaceBetween size="s">
            <Box variant="strong">The reading was cancelled</Box>
            <Button onClick={() => void keys.refetch()}>Read the keys</Button>
          </SpaceBetween>
        ) : keys.isError ? (
          <Box color="text-body-secondary">There is nothing to show.</Box>
        ) : (
          collectionProps.empty
        )
      }
      ariaLabels={{ tableLabel: "Keys" }}
    />
  );
}

function NoKeys() {
  return (
    <SpaceBetween size="s">
      <Box variant="strong">No keys in this Region</Box>
      <Box color="text-body-secondary">
        A key of your own says who can read what it encrypts, and shows each use in CloudTrail.
      </Box>
      <Button onClick={() => navigate("/keys/new")}>Create a key</Button>
    </SpaceBetween>
  );
}
