import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Prose } from "../../src/shared/prose";

test("numbered lines at the end of a paragraph are a list, and code in them is code", () => {
  const { container } = render(
    <Prose text={"Open it.\n1. Look at `role/a`.\n2. Ask again.\n\nThat is all."} />,
  );
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Look at role/a.",
    "Ask again.",
  ]);
  expect(container.querySelector("li code")?.textContent).toBe("role/a");
  expect([...container.querySelectorAll("p")].map((p) => p.textContent)).toEqual([
    "Open it.",
    "That is all.",
  ]);
});

test("a number in running words is no list", () => {
  render(<Prose text={"There are\n2. or so it seems,\nof them."} />);
  expect(screen.queryByRole("list")).toBeNull();
});
