import { render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { VpcPicture } from "../../src/features/network/vpc-picture";
import { seedNetwork } from "../../src/ipc/mock/network";
import { called, heading, openApp, shown } from "./app";

describe("the network", () => {
  test("shows the zones with their subnets and what is wrong", async () => {
    await openApp("#/network");
    const zone = await screen.findByRole("region", { name: "Zone eu-west-1a" });
    expect(within(zone).getByText("ml-private-a")).toBeVisible();
    expect(within(zone).getByText("No private DNS")).toBeVisible();
    const c = screen.getByRole("region", { name: "Zone eu-west-1c" });
    expect(within(c).queryByText("s3")).toBeNull();
  });

  test("asks again when the code calls more, and makes one plan", async () => {
    const { user, backend } = await openApp("#/network?tab=needs");
    await user.click(await screen.findByLabelText("My code calls kms"));
    await screen.findByText(/^2 services that this workload calls/);
    const asked = called(backend, "network_needs").map((args) => args.input as { uses: string[] });
    expect(asked.at(-1)?.uses).toEqual(["kms"]);
    await user.click(screen.getByTestId("fix-needs"));
    await screen.findByLabelText("Steps of the plan");
    await user.click(screen.getByTestId("confirm-fix"));
    await waitFor(() => expect(backend.network.endpoints[1]?.routeTables).toContain("rtb-private-c"));
  });

  test("a tick is shown before the answer to it comes", async () => {
    const { user } = await openApp("#/network?tab=needs", { delay: 200 });
    const box = await screen.findByLabelText("My code calls kms");
    await user.click(box);
    expect(box).toBeChecked();
    expect(screen.queryByText(/^2 services that this workload calls/)).toBeNull();
  });

  test("endpoints are filtered and lead to their page", async () => {
    const { user } = await openApp("#/network?tab=endpoints");
    await user.type(await screen.findByLabelText("Find endpoints"), "gate");
    await user.click(await screen.findByRole("option", { name: /gate"/ }));
    await waitFor(() => expect(screen.queryByRole("link", { name: "kms" })).toBeNull());
    await user.click(screen.getByRole("link", { name: "s3" }));
    await heading("ml-s3");
  });

  test("a price of one's own is kept", async () => {
    const { user, backend } = await openApp("#/network?tab=endpoints");
    const hour = await screen.findByLabelText("For an hour and zone, US dollars");
    await user.clear(hour);
    await user.type(hour, "0.02");
    await user.click(screen.getByRole("button", { name: "Use this price" }));
    await screen.findByText(/Entered here/);
    expect(called(backend, "set_endpoint_price")[0]?.own).toEqual([0.02, 0.01]);
  });
});

describe("an endpoint", () => {
  test("is deleted after its consequences were shown and its id was typed", async () => {
    const { user, backend } = await openApp("#/network/vpce-s3");
    await user.click(await screen.findByTestId("delete-endpoint"));
    const cut = await screen.findByRole("table", { name: "What it cuts off" });
    expect(within(cut).getByText("training jobs")).toBeVisible();
    expect(screen.getByTestId("confirm-delete-endpoint")).toBeDisabled();
    await user.type(screen.getByLabelText("Type the endpoint's id to confirm"), "vpce-s3");
    await user.click(screen.getByTestId("confirm-delete-endpoint"));
    await waitFor(() => expect(backend.network.endpoints).toHaveLength(1));
  });

  test("that is gone says so", async () => {
    await openApp("#/network/vpce-gone");
    await shown(() => screen.findByText(/There is no endpoint vpce-gone/));
  });
});

test("of hundreds of endpoints the picture shows some and says where the others are", () => {
  const network = seedNetwork();
  const one = network.endpoints.find(({ subnets, groups }) => subnets.length > 0 && groups.length > 0);
  const vpc = network.vpcs.find(({ id }) => id === one?.vpc);
  if (!one || !vpc) throw new Error("the mocked network has an interface endpoint");
  network.endpoints = Array.from({ length: 500 }, (_, at) => ({ ...one, id: `vpce-${at}` }));
  render(<VpcPicture network={network} vpc={vpc} />);
  const more = screen.getAllByRole("link", { name: "480 more, in the list of endpoints" });
  // In each of its subnets, and at each of its groups.
  expect(more).toHaveLength(one.subnets.length + one.groups.length);
  expect(more[0]).toHaveAttribute("href", `#/network?vpc=${vpc.id}&tab=endpoints`);
  expect(screen.getAllByRole("link")).toHaveLength(more.length * 21);
});
