import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { PagedTable } from "../../src/shared/list/paged-table";

const rows = (count: number) => Array.from({ length: count }, (_, at) => `role-${at + 1}`);
const shownRows = () => within(screen.getByRole("table")).getAllByRole("row").slice(1);
const table = (count: number) => (
  <PagedTable
    items={rows(count)}
    pageSize={10}
    columnDefinitions={[{ id: "role", header: "Role", cell: (role: string) => role }]}
  />
);

test("of thousands of rows one page is drawn, and the others are a click away", async () => {
  const { rerender } = render(table(4443));
  expect(shownRows()).toHaveLength(10);
  await userEvent.click(screen.getByRole("button", { name: "445" }));
  expect(shownRows().map((row) => row.textContent)).toEqual(["role-4441", "role-4442", "role-4443"]);
  // Fewer rows than the page that is shown would need.
  rerender(table(12));
  expect(shownRows().map((row) => row.textContent)).toEqual(["role-11", "role-12"]);
});

test("a page's worth needs no pages", () => {
  render(table(10));
  expect(shownRows()).toHaveLength(10);
  expect(screen.queryByRole("button")).toBeNull();
});
