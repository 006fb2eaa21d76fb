import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useQuery } from "@tanstack/react-query";
import type { Offers } from "../../../bindings/Offers";
import { commands } from "../../../ipc/commands";
import { keys } from "../../../ipc/queries";

/** What the account has that fits; read anew once the account is read anew. */
export function useOfferedResources(pattern: string | null) {
  return useQuery({
    queryKey: [...keys.inAccount, "offers", pattern],
    queryFn: () => commands.offeredResources(pattern ?? ""),
    enabled: pattern !== null,
  });
}

export function useOfferedPrincipals(enabled: boolean) {
  return useQuery({
    queryKey: [...keys.inAccount, "offers", "principals"],
    queryFn: commands.offeredPrincipals,
    enabled,
  });
}

/** The offers as the options of a field in which anything may be typed. */
export const offerOptions = (offers: Offers | undefined) =>
  (offers?.offers ?? []).map(({ arn, label, description }) => ({
    value: arn,
    label,
    description: description || arn,
    tags: description ? [arn] : undefined,
  }));

/** Why nothing is offered. It blocks nothing: what is not offered can be typed. */
export function OffersNotice({ offers }: { offers: Offers | undefined }) {
  if (!offers?.notice) return null;
  return (
    <Alert type="warning" header={offers.notice.title}>
      {offers.notice.message} <Box display="inline">It can be typed all the same.</Box>
    </Alert>
  );
}
