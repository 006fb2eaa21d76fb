import Cloudscape, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

/** Cloudscape's, but that its words break between words: its own break anywhere. */
export const StatusIndicator = ({ children, ...rest }: StatusIndicatorProps) => (
  <Cloudscape {...rest}>
    <span style={{ wordBreak: "normal", overflowWrap: "anywhere" }}>{children}</span>
  </Cloudscape>
);
