import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useEffect, useEffectEvent, useMemo } from "react";
import { decodeQuery, encodeQuery } from "../../shared/list/query";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { InfoLink } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { useWorkloads } from "../workload/use-workloads";
import { workloadsHelp } from "./help";
import { columns, filteringOptions, filteringProperties, workloadRow } from "./workload-rows";

const PAGE_SIZE = 50;

/** The saved workloads of the open account and Region. */
export function WorkloadsPage() {
  useScreen({ title: "Workloads", help: workloadsHelp, contentType: "table" });
  const { region } = useAccount();
  const workloads = useWorkloads();
  const [filter, setFilter] = usePlaceParam("filter");
  const query = useMemo(() => decodeQuery(filter), [filter]);
  const rows = useMemo(() => (workloads.data?.workloads ?? []).map(workloadRow), [workloads.data]);
  const options = useMemo(() => filteringOptions(rows), [rows]);

  const { items, actions, filteredItemsCount, collectionProps, paginationProps, propertyFilterProps } =
    useCollection(rows, {
      propertyFiltering: {
        filteringProperties,
        defaultQuery: query,
        empty: (
          <SpaceBetween size="s">
            <Box variant="strong">No workloads yet</Box>
            <Box color="text-body-secondary">
              Say what a job reads, writes and needs. What you choose is kept here, and compared with the
              account whenever you open it.
            </Box>
            <Button onClick={() => navigate("/workload")}>Set up the first one</Button>
          </SpaceBetween>
        ),
        noMatch: (
          <SpaceBetween size="s">
            <Box variant="strong">No workload matches</Box>
            <Button onClick={() => setFilter("")}>Clear the filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: PAGE_SIZE },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });
  const applyQuery = useEffectEvent(actions.setPropertyFiltering);
  useEffect(() => applyQuery(query), [query]);
  const counter = !workloads.data
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
      trackBy="name"
      items={items}
      columnDefinitions={columns}
      loading={workloads.isFetching && !workloads.data}
      loadingText="Reading the workloads"
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={counter}
          info={<InfoLink topic={workloadsHelp} />}
          description={`What was set up or saved for this account in ${region}`}
          actions={
            <Button variant="primary" onClick={() => navigate("/workload")} data-testid="set-up-workload">
              Set up a workload
            </Button>
          }
        >
          Workloads
        </Header>
      }
      filter={
        <SpaceBetween size="s">
          {workloads.isError && (
            <ProblemAlert
              error={workloads.error}
              header="The workloads could not be read"
              action={<Button onClick={() => void workloads.refetch()}>Try again</Button>}
            />
          )}
          <NoticeList notices={workloads.data?.notices ?? []} />
          <PropertyFilter
            {...propertyFilterProps}
            query={query}
            onChange={({ detail }) => setFilter(encodeQuery(detail))}
            filteringOptions={options}
            filteringPlaceholder="Find workloads by name, who uses them, a part…"
            filteringAriaLabel="Find workloads"
            countText={filteredItemsCount === 1 ? "1 match" : `${filteredItemsCount ?? 0} matches`}
          />
        </SpaceBetween>
      }
      pagination={<Pagination {...paginationProps} />}
      empty={
        workloads.isError ? (
          <Box color="text-body-secondary">There is nothing to show.</Box>
        ) : (
          collectionProps.empty
        )
      }
      ariaLabels={{ tableLabel: "Workloads" }}
    />
  );
}
