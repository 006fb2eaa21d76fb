import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import Spinner from "@cloudscape-design/components/spinner";
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

/** What the account has that a condition key's value may be. */
export function useOfferedValues(key: string | null) {
  return useQuery({
    queryKey: [...keys.inAccount, "offers", "values", key],
    queryFn: () => commands.offeredValues(key ?? ""),
    enabled: key !== null,
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
  (offers?.offers ?? []).map(({ value, label, description }) => ({
    value,
    label,
    description: description || value,
    tags: description ? [value] : undefined,
  }));

/** From so many on, only the options that can be seen are drawn. */
const MANY = 100;

interface OfferedFieldProps {
  offers: Offers | undefined;
  loading: boolean;
  description: string;
  controlId: string;
  /** What is chosen now. */
  value: string | null;
  /** What is not to be chosen again. */
  without?: readonly string[];
  onChoose: (value: string) => void;
}

/** A field to choose from what the account has; where it has nothing that fits, why, or no field at all. */
export function OfferedField(props: OfferedFieldProps) {
  const { offers, loading, description, controlId, value, without = [], onChoose } = props;
  const options = offerOptions(offers).filter((option) => !without.includes(option.value));
  return (
    <>
      <OffersNotice offers={offers} />
      {loading && (
        <Box color="text-body-secondary">
          <Spinner /> Reading what the account has
        </Box>
      )}
      {options.length > 0 && (
        <FormField label="From this account" description={description} controlId={controlId} stretch>
          <Select
            selectedOption={options.find((option) => option.value === value) ?? null}
            placeholder={`Choose one of ${options.length}`}
            options={options}
            virtualScroll={options.length > MANY}
            filteringType="auto"
            filteringAriaLabel="Find one of the account"
            noMatch="Nothing of the account is called so."
            onChange={({ detail }) => onChoose(detail.selectedOption.value ?? "")}
          />
        </FormField>
      )}
    </>
  );
}

/** Why nothing is offered. It blocks nothing: what is not offered can be typed. */
export function OffersNotice({ offers }: { offers: Offers | undefined }) {
  if (!offers?.notice) return null;
  return (
    <Alert type="warning" header={offers.notice.title}>
      {offers.notice.message} <Box display="inline">It can be typed all the same.</Box>
    </Alert>
  );
}
