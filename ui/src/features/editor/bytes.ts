/** A file that is no text of ours to edit. */
export class NotText extends Error {}

/**
 * The text of a file, with its byte order mark and its line ends, so that writing it again gives the same bytes.
 * A file that is not UTF-8 is refused: it would not survive.
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotText("The file is not UTF-8 text. Save it as UTF-8 and open it again.");
  }
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
