import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyView } from "../../bindings/KeyView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { asTuples, Pairs } from "./pairs";

/** A text goes in, a ciphertext comes out, and back. Nothing of it is kept. */
export function TrialTab({ of }: { of: KeyView }) {
  const [plain, setPlain] = useState("");
  const [sealed, setSealed] = useState("");
  const [context, setContext] = useState<{ key: string; value: string }[]>([]);
  const encrypt = useMutation({
    mutationFn: () => commands.encryptText(of.id, plain, asTuples(context)),
    gcTime: 0,
    onSuccess: ({ text }) => {
      setSealed(text);
      decrypt.reset();
    },
  });
  const decrypt = useMutation({
    mutationFn: () => commands.decryptText(sealed, asTuples(context)),
    gcTime: 0,
  });
  if (of.usage !== "ENCRYPT_DECRYPT" || of.spec !== "SYMMETRIC_DEFAULT")
    return (
      <Box color="text-body-secondary">Only symmetric keys that encrypt and decrypt can be tried here.</Box>
    );
  return (
    <SpaceBetween size="l">
      <FormField
        label="Encryption context"
        description="Not secret, and part of the lock: the same pairs must be given to decrypt."
        stretch
      >
        <Pairs items={context} onChange={setContext} what="pair" empty="No context." />
      </FormField>
      <FormField
        label="Text"
        description="Take a text that is no secret. It is not kept; CloudTrail records that the key was used."
        constraintText="4,096 bytes at most."
        stretch
      >
        <Textarea value={plain} rows={3} onChange={({ detail }) => setPlain(detail.value)} />
      </FormField>
      <Button
        onClick={() => encrypt.mutate()}
        loading={encrypt.isPending}
        disabled={plain === ""}
        data-testid="encrypt"
      >
        Encrypt
      </Button>
      {encrypt.isError && <ProblemAlert error={encrypt.error} header="It could not be encrypted" />}
      <FormField label="Ciphertext in Base64" stretch>
        <Textarea
          value={sealed}
          rows={4}
          spellcheck={false}
          onChange={({ detail }) => setSealed(detail.value)}
        />
      </FormField>
      <Button
        onClick={() => decrypt.mutate()}
        loading={decrypt.isPending}
        disabled={sealed === ""}
        data-testid="decrypt"
      >
        Decrypt
      </Button>
      {decrypt.isError && <ProblemAlert error={decrypt.error} header="It could not be decrypted" />}
      {decrypt.data && (
        <div role="status">
          <Box variant="awsui-key-label">Decrypted</Box>
          <Box data-testid="decrypted">{decrypt.data.text}</Box>
          <Box fontSize="body-s" color="text-body-secondary">
            With the key {decrypt.data.key}
          </Box>
        </div>
      )}
    </SpaceBetween>
  );
}
