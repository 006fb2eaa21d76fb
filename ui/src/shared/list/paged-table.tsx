import Pagination from "@cloudscape-design/components/pagination";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";

const PAGE_SIZE = 50;

type Props<T> = Omit<TableProps<T>, "items" | "pagination"> & { items: readonly T[]; pageSize?: number };

/**
 * A table whose rows are as many as the account has: it is drawn page by page, as a window stands still while it
 * draws thousands of rows.
 */
export function PagedTable<T>({ items, pageSize = PAGE_SIZE, ...table }: Props<T>) {
  const [wanted, setWanted] = useState(1);
  const pages = Math.max(1, Math.ceil(items.length / pageSize));
  const page = Math.min(wanted, pages);
  return (
    <Table
      {...table}
      items={items.slice((page - 1) * pageSize, page * pageSize)}
      pagination={
        pages > 1 ? (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setWanted(detail.currentPageIndex)}
          />
        ) : undefined
      }
    />
  );
}
