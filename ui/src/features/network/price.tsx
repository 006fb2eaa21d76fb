import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { EndpointPriceView } from "../../bindings/EndpointPriceView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { Details } from "../../shared/details";
import { ProblemAlert } from "../../shared/problem";
import { useAccount } from "../accounts/account-context";

/** What interface endpoints cost: where the numbers are from, and a way to put one's own in their place. */
export function Price({ price, region }: { price: EndpointPriceView; region: string }) {
  const account = useAccount();
  const client = useQueryClient();
  const [hour, setHour] = useState(String(price.hour));
  const [gigabyte, setGigabyte] = useState(String(price.gigabyte));
  const save = useMutation({
    mutationFn: (own: [number, number] | null) => commands.setEndpointPrice(own),
    onSuccess: (now) => {
      setHour(String(now.hour));
      setGigabyte(String(now.gigabyte));
      void client.invalidateQueries({ queryKey: keys.network(account) });
    },
  });
  const numbers: [number, number] = [Number(hour || Number.NaN), Number(gigabyte || Number.NaN)];
  const wrong = numbers.some((value) => !Number.isFinite(value) || value < 0);
  return (
    <SpaceBetween size="xs">
      <Box color="text-body-secondary">
        An interface endpoint in {region} costs {price.hour} US dollars for each hour and zone, and{" "}
        {price.gigabyte} for each gigabyte{price.estimate ? ": an estimate from another Region" : ""}. From{" "}
        {price.source}, {price.date}.
      </Box>
      <Details summary="Enter your own price">
        <SpaceBetween size="s">
          <SpaceBetween direction="horizontal" size="m">
            <FormField label="For an hour and zone, US dollars" controlId="price-hour">
              <Input inputMode="decimal" value={hour} onChange={({ detail }) => setHour(detail.value)} />
            </FormField>
            <FormField label="For a gigabyte, US dollars" controlId="price-gigabyte">
              <Input
                inputMode="decimal"
                value={gigabyte}
                onChange={({ detail }) => setGigabyte(detail.value)}
              />
            </FormField>
          </SpaceBetween>
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={wrong} loading={save.isPending} onClick={() => save.mutate(numbers)}>
              Use this price
            </Button>
            <Button onClick={() => save.mutate(null)}>Use the built-in price</Button>
          </SpaceBetween>
          {save.isError && <ProblemAlert error={save.error} header="The price was not kept" />}
        </SpaceBetween>
      </Details>
    </SpaceBetween>
  );
}
