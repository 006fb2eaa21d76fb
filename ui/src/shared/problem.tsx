import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { AskDoctorButton, isRefusal } from "../features/doctor/ask-doctor-button";
import { asProblem } from "../ipc/problem";
import { CommandLine, CopyText } from "./copy";

interface Props {
  /** What a command rejected with. */
  error: unknown;
  /** What could not be done. */
  header: string;
  action?: ReactNode;
}

/** Why something could not be done, what to do now, and what AWS Support would ask for. */
export function ProblemAlert({ error, header, action }: Props) {
  const { code, message } = asProblem(error);
  const refused = isRefusal(code) && <AskDoctorButton text={`${code}: ${message}`} />;
  return (
    <Alert
      type="error"
      header={header}
      action={
        refused ? (
          <SpaceBetween direction="horizontal" size="xs">
            {refused}
            {action}
          </SpaceBetween>
        ) : (
          action
        )
      }
      statusIconAriaLabel="Error"
    >
      <ProblemWords error={error} />
    </Alert>
  );
}

export function ProblemWords({ error }: { error: unknown }) {
  const { code, message, nextStep, command, requestId } = asProblem(error);
  return (
    <SpaceBetween size="xs">
      <div role="alert">{message}</div>
      {nextStep && <div>{nextStep}</div>}
      {command && <CommandLine text={command} />}
      <Box fontSize="body-s" color="text-body-secondary">
        Code {code}
        {requestId && (
          <>
            {" · Request "}
            <CopyText text={requestId} label="Copy the request id" />
          </>
        )}
      </Box>
    </SpaceBetween>
  );
}
