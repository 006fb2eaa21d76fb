/**
 * How a command reaches the application. There is one for the window (`tauri.ts`) and one for a browser or a
 * test (`mock/`); the screens know neither.
 */
export type Transport = (
  command: string,
  args: Record<string, unknown>,
  onProgress?: (value: unknown) => void,
) => Promise<unknown>;

let current: Transport | null = null;

export function setTransport(transport: Transport): void {
  current = transport;
}

export async function call<T, P = never>(
  command: string,
  args: Record<string, unknown> = {},
  onProgress?: (value: P) => void,
): Promise<T> {
  if (!current) throw new Error("setTransport comes first");
  return (await current(command, args, onProgress as ((value: unknown) => void) | undefined)) as T;
}
