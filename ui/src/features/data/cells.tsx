import type { ReactNode } from "react";
import { StatusIndicator } from "../../shared/status-indicator";

export const Good = ({ children }: { children: ReactNode }) => (
  <StatusIndicator type="success">{children}</StatusIndicator>
);

export const Weak = ({ children }: { children: ReactNode }) => (
  <StatusIndicator type="warning">{children}</StatusIndicator>
);

export const Bad = ({ children }: { children: ReactNode }) => (
  <StatusIndicator type="error">{children}</StatusIndicator>
);

export const Unread = () => <StatusIndicator type="info">Could not be read</StatusIndicator>;

/** The last part of a key's ARN, which tells it from others. */
export const keyName = (key: string) => key.replace(/^.*?:(key|alias)\//, "");
