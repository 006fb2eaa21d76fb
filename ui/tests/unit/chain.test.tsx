import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { ChainLinkView } from "../../src/bindings/ChainLinkView";
import type { ChainNodeKind } from "../../src/bindings/ChainNodeKind";
import type { ChainView } from "../../src/bindings/ChainView";
import type { LinkState } from "../../src/bindings/LinkState";
import { emptyInput } from "../../src/features/workload/draft";
import { type Layout, layOut } from "../../src/features/workloads/chain-layout";
import { linkLabel } from "../../src/features/workloads/chain-words";
import { chainOf } from "../../src/ipc/mock/chain";
import { called, heading, openApp, shown } from "./app";

const guessed = { heights: {}, rows: {} };

/** A chain of a role, a network with so many endpoints, and so many buckets that are reached through them. */
function chainWith(endpoints: number, buckets: number): ChainView {
  const nodes: ChainView["nodes"] = [];
  const links: ChainLinkView[] = [];
  const node = (kind: ChainNodeKind, id: string, column: number) =>
    nodes.push({ id, kind, title: id, detail: "a few words more", column });
  const link = (from: string, to: string, title: string, state: LinkState = "holds") =>
    links.push({
      id: `${from} ${title} ${to}`,
      from,
      to,
      title,
      state,
      reasons: [],
      requests: [],
      fixes: [],
    });
  node("caller", "ana", 0);
  node("sageMaker", "SageMaker", 1);
  node("role", "train", 2);
  node("network", "vpc", 3);
  link("ana", "SageMaker", "starts a job");
  link("ana", "train", "passes the role", "broken");
  link("SageMaker", "train", "assumes the role", "weak");
  link("train", "vpc", "attaches interfaces");
  for (let at = 0; at < endpoints; at += 1) {
    node("endpoint", `endpoint-${at}`, 3);
    link("vpc", `endpoint-${at}`, "reaches", at % 5 === 3 ? "broken" : "holds");
  }
  for (let at = 0; at < buckets; at += 1) {
    node("bucket", `bucket-${at}`, 4);
    link("train", `bucket-${at}`, "reads objects", at === 1 ? "broken" : "holds");
    link("train", `bucket-${at}`, "lists", "unknown");
    for (let via = at; via < endpoints; via += buckets)
      link(`endpoint-${via}`, `bucket-${at}`, "lets it through");
  }
  return { nodes, links };
}

/** The corners of a way, in order. */
const corners = (path: string) =>
  [...path.matchAll(/([MLQ])([^MLQ]+)/g)].map(([, , numbers = ""]) => {
    const all = numbers.trim().split(" ").map(Number);
    return { x: all.at(-2) as number, y: all.at(-1) as number };
  });

/** Cards that a way goes through, beyond touching their edge. */
function throughCards({ boxes, ways }: Layout): string[] {
  const found: string[] = [];
  for (const { link, path } of ways) {
    const points = corners(path);
    for (const [at, point] of points.entries()) {
      const before = points[at - 1];
      if (!before) continue;
      for (const [node, box] of boxes) {
        const apart =
          Math.max(before.x, point.x) <= box.x + 0.5 ||
          Math.min(before.x, point.x) >= box.x + box.width - 0.5 ||
          Math.max(before.y, point.y) <= box.y ||
          Math.min(before.y, point.y) >= box.y + box.height;
        if (!apart) found.push(`${link.id} through ${node}`);
      }
    }
  }
  return found;
}

function overlaps({ boxes }: Layout): string[] {
  const all = [...boxes];
  return all.flatMap(([one, a], at) =>
    all
      .slice(at + 1)
      .filter(
        ([, b]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map(([other]) => `${one} over ${other}`),
  );
}

describe("the layout of a chain", () => {
  test.each([
    [0, 1],
    [1, 6],
    [7, 3],
    [12, 6],
    [3, 12],
  ])("with %i endpoints and %i buckets: nothing lies over anything", (endpoints, buckets) => {
    for (const room of [700, 940, 1600]) {
      const layout = layOut(chainWith(endpoints, buckets), room, guessed);
      expect(overlaps(layout)).toEqual([]);
      expect(throughCards(layout)).toEqual([]);
    }
  });

  test("every link begins at its source's edge and ends in a row of its own", () => {
    const chain = chainWith(12, 6);
    const { boxes, ways } = layOut(chain, 940, guessed);
    expect(ways.map(({ link }) => link.id).sort()).toEqual(chain.links.map(({ id }) => id).sort());
    for (const { link, path, end } of ways) {
      const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
      const first = corners(path)[0];
      expect([from?.x, (from?.x ?? 0) + (from?.width ?? 0)]).toContain(first?.x);
      expect(corners(path).at(-1)).toEqual({ x: to?.x, y: end.y });
      expect(end.y).toBeGreaterThan(to?.y ?? 0);
      expect(end.y).toBeLessThan((to?.y ?? 0) + (to?.height ?? 0));
    }
    const ends = ways.map(({ end }) => `${end.x} ${end.y}`);
    expect(new Set(ends).size).toBe(ends.length);
  });

  test("stays inside its sheet, and fills the room that there is", () => {
    for (const room of [940, 1200]) {
      const { width, height, boxes } = layOut(chainWith(12, 6), room, guessed);
      for (const box of boxes.values()) {
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
      }
      expect(width).toBeLessThanOrEqual(room + 1);
      expect(width).toBeGreaterThan(room - 10);
    }
  });

  test("takes what was measured, and any columns", () => {
    const chain = chainWith(2, 2);
    const measured = layOut(chain, 940, { heights: { vpc: 300 }, rows: {} });
    expect(measured.boxes.get("vpc")?.height).toBe(300);
    expect(overlaps(measured)).toEqual([]);
    const back: ChainView = {
      nodes: chain.nodes.map((node) => ({ ...node, column: node.kind === "bucket" ? 0 : node.column + 3 })),
      links: chain.links,
    };
    const turned = layOut(back, 940, guessed);
    expect(overlaps(turned)).toEqual([]);
    expect(throughCards(turned)).toEqual([]);
    expect(layOut({ nodes: [], links: [] }, 940, guessed).ways).toEqual([]);
  });

  test("a link to nowhere is left out", () => {
    const chain = chainWith(1, 1);
    const lost: ChainLinkView = { ...(chain.links[0] as ChainLinkView), id: "lost", to: "gone" };
    const { ways } = layOut({ ...chain, links: [...chain.links, lost] }, 940, guessed);
    expect(ways.map(({ link }) => link.id)).not.toContain("lost");
  });
});

test("a link is called by both of its ends and how it stands", () => {
  const chain = chainOf(
    { ...emptyInput, roleName: "train", inputBucket: "x", outputBucket: "y", image: "i" },
    true,
    true,
  );
  const labels = chain.links.map((link) => linkLabel(chain, link));
  expect(labels).toContain("Role train reads objects (bucket x): broken");
  expect(labels).toContain("SageMaker assumes the role (role train): weak");
});

describe("the chain of a workload", () => {
  const picture = async () => within(await screen.findByLabelText("The chain as a picture"));
  const broken = { name: "Role MLTrainingRole reads objects (bucket churn-data): broken" };

  test("tells what is broken before anything else", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole");
    await shown(() => screen.findByText("2 links are broken"));
    const [first] = screen.getAllByTestId("broken-link");
    expect(first).toHaveTextContent("Network ml-workloads reaches (endpoint sts)");
    await user.click(first as HTMLElement);
    await waitFor(() =>
      expect(screen.getByTestId("chosen-link")).toHaveTextContent("has no endpoint for sts"),
    );
  });

  test("each link is a button that says how it stands", async () => {
    await openApp("#/workloads/MLTrainingRole");
    const all = await picture();
    expect(all.getByRole("article", { name: "Role MLTrainingRole" })).toBeVisible();
    expect(
      all.getByRole("button", { name: "SageMaker assumes the role (role MLTrainingRole): weak" }),
    ).toBeVisible();
    expect(
      all.getByRole("button", { name: "Endpoint ecr.api lets it through (image churn-training): holds" }),
    ).toBeVisible();
    expect(
      all.getByRole("button", {
        name: "Role MLTrainingRole makes data keys (key alias/churn-data): unknown",
      }),
    ).toBeVisible();
    const list = within(screen.getByLabelText("Links of the chain"));
    expect(list.getAllByRole("row")).toHaveLength(1 + all.getAllByRole("button").length);
  });

  test("a broken link says why, what was asked, and what mends it", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole");
    await user.click((await picture()).getByRole("button", broken));
    const statement = await screen.findByRole("textbox", { name: "Statement to add" });
    expect(statement).toHaveTextContent('"Action": "s3:GetObject"');
    const dialog = within(screen.getByTestId("chosen-link"));
    expect(dialog.getByText(/does not come through the VPC's endpoint/)).toBeVisible();
    const requests = within(dialog.getByRole("table", { name: "Requests of the link" }));
    expect(requests.getByText("arn:aws:s3:::churn-data/*")).toBeVisible();
    expect(requests.getByText(/OnlyFromVpc/)).toBeVisible();
    expect(dialog.getByRole("link", { name: "Open the policy in the editor" })).toHaveAttribute(
      "href",
      "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy",
    );
  });

  test("is gone through by keyboard, and the focus comes back", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole");
    const row = (await picture()).getByRole("button", broken);
    row.focus();
    await user.keyboard("{Enter}");
    (await screen.findByTestId("close-link")).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByTestId("chosen-link")).toBeNull());
    await waitFor(() => expect(row).toHaveFocus());
  });

  test("a repair is begun at the link, and mends it", async () => {
    const { user, backend } = await openApp("#/workloads/MLTrainingRole");
    await user.click((await picture()).getByRole("button", broken));
    await user.click(await screen.findByTestId("repair-link"));
    await screen.findByLabelText("Steps of the plan");
    await user.click(screen.getByTestId("confirm-repair"));
    await shown(() => screen.findByText("Every link holds", undefined, { timeout: 10_000 }));
    expect(screen.queryByText("2 links are broken")).toBeNull();
    expect(called(backend, "apply_plan")).toHaveLength(1);
    await heading("MLTrainingRole");
  });
});
