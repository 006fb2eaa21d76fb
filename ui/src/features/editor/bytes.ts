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

/** No policy comes near this, in bytes; a larger file is something else. */
const LARGEST = 8 * 1024 * 1024;

/** The text of a file that was dropped into the window. */
export async function readDropped(file: File): Promise<string> {
  if (file.size > LARGEST) throw new NotText(`${file.name} is too large for a policy.`);
  return textOf(new Uint8Array(await file.arrayBuffer()));
}

/** The text as UTF-8 can hold it: half a character, which no file can hold, becomes the sign for what is unknown. */
export const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
