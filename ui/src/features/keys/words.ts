import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { KeyStateView } from "../../bindings/KeyStateView";

export const stateWords: Record<KeyStateView, string> = {
  enabled: "Enabled",
  disabled: "Disabled",
  pendingDeletion: "Pending deletion",
  unavailable: "Unavailable",
};

export const stateType: Record<KeyStateView, StatusIndicatorProps.Type> = {
  enabled: "success",
  disabled: "stopped",
  pendingDeletion: "warning",
  unavailable: "error",
};

/** What a grant can allow on a symmetric key, the usual ones first. */
export const grantOperations = [
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
  "DescribeKey",
  "CreateGrant",
  "RetireGrant",
];

/** `role/train` of an ARN, and every other name as it is. */
export const shortPrincipal = (name: string) => name.replace(/^arn:[^:]*:iam::\d{12}:/, "");
