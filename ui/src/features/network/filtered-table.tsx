import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

/** What a list can be filtered by: a property's name, and its text in a row. */
export type Filters<T> = readonly (readonly [name: string, text: (row: T) => string])[];

interface Props<T extends { id: string }> {
  /** What the rows are, in the plural: `endpoints`. */
  what: string;
  rows: readonly T[];
  columns: TableProps.ColumnDefinition<T>[];
  filters: Filters<T>;
  empty: ReactNode;
}

/** A table with a property filter, sorted by its first column. */
export function FilteredTable<T extends { id: string }>({ what, rows, columns, filters, empty }: Props<T>) {
  const withTexts = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(filters.map(([name, text]) => [`filter ${name}`, text(row)])),
  }));
  const properties: PropertyFilterProps.FilteringProperty[] = filters.map(([name]) => ({
    key: `filter ${name}`,
    propertyLabel: name,
    groupValuesLabel: name,
    operators: [":", "!:", "=", "!=", "^"],
  }));
  const { items, actions, filteredItemsCount, collectionProps, paginationProps, propertyFilterProps } =
    useCollection(withTexts, {
      propertyFiltering: {
        filteringProperties: properties,
        empty: <Box color="text-body-secondary">{empty}</Box>,
        noMatch: (
          <SpaceBetween size="s">
            <Box variant="strong">None of the {what} matches</Box>
            <Button onClick={() => actions.setPropertyFiltering({ operation: "and", tokens: [] })}>
              Clear the filter
            </Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: 20 },
      sorting: columns[0] ? { defaultState: { sortingColumn: columns[0] } } : {},
    });
  return (
    <Table
      {...collectionProps}
      variant="embedded"
      wrapLines
      trackBy="id"
      items={items}
      columnDefinitions={columns as TableProps.ColumnDefinition<(typeof items)[number]>[]}
      filter={
        <PropertyFilter
          {...propertyFilterProps}
          filteringPlaceholder={`Find ${what}`}
          filteringAriaLabel={`Find ${what}`}
          countText={filteredItemsCount === 1 ? "1 match" : `${filteredItemsCount ?? 0} matches`}
        />
      }
      pagination={rows.length > 20 ? <Pagination {...paginationProps} /> : undefined}
      ariaLabels={{ tableLabel: what }}
    />
  );
}
