import { Channel, invoke } from "@tauri-apps/api/core";
import type { Transport } from "./transport";

/** The window's own: Tauri's IPC. Progress comes over a channel that is an argument like the others. */
export const tauriTransport: Transport = (command, args, onProgress) => {
  if (!onProgress) return invoke(command, args);
  const channel = new Channel<unknown>();
  channel.onmessage = onProgress;
  return invoke(command, { ...args, onProgress: channel });
};
