import Box from "@cloudscape-design/components/box";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useState } from "react";
import { ofText } from "./filtering";
import { capital } from "./preferences";
import { decodeQuery } from "./query";
import { useList } from "./use-list";

/** What a list can be filtered by: a property's name, and its text in a row. */
export type Filters<T> = readonly (readonly [name: string, text: (row: T) => string])[];

interface Props<T extends { id: string }> {
  /** What the rows are, in the plural: `endpoints`. */
  what: string;
  rows: readonly T[];
  columns: readonly TableProps.ColumnDefinition<T>[];
  filters: Filters<T>;
  empty: ReactNode;
  /** With a header it stands for itself. */
  header?: ReactNode;
  loading?: boolean;
}

const PAGE_SIZE = 20;

/** A table with a property filter, sorted by its first column: a list that is a part of a screen. */
export function FilteredTable<T extends { id: string }>(props: Props<T>) {
  const { what, rows, columns, filters, empty, header, loading } = props;
  const [query, setQuery] = useState(() => decodeQuery(""));
  const withTexts = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(filters.map(([name, text]) => [`filter ${name}`, text(row)])),
  }));
  const properties: PropertyFilterProps.FilteringProperty[] = filters.map(([name]) => ({
    key: `filter ${name}`,
    propertyLabel: name,
    groupValuesLabel: name,
    operators: ofText,
  }));
  const { items, collectionProps, paginationProps, filterProps } = useList<T>({
    rows: withTexts,
    columns,
    properties,
    query,
    onQuery: setQuery,
    pageSize: PAGE_SIZE,
    empty: <Box color="text-body-secondary">{empty}</Box>,
    noMatch: `None of the ${what} matches`,
  });
  return (
    <Table
      {...collectionProps}
      variant={header ? "container" : "embedded"}
      header={header}
      loading={loading}
      loadingText={`Reading the ${what}`}
      wrapLines
      trackBy="id"
      items={items}
      columnDefinitions={columns}
      filter={
        <PropertyFilter
          {...filterProps}
          filteringPlaceholder={`Find ${what}`}
          filteringAriaLabel={`Find ${what}`}
        />
      }
      pagination={rows.length > PAGE_SIZE ? <Pagination {...paginationProps} /> : undefined}
      ariaLabels={{ tableLabel: capital(what) }}
    />
  );
}
