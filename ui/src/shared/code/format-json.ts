/**
 * Lays a JSON text out, two blanks a level, and changes nothing but the space between its tokens: strings, numbers
 * and the order of keys stay letter by letter, and so does a text that is not quite JSON.
 */
export function formatJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs) ?? [];
  let out = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(Math.max(depth, 0))}`;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (token === "}" || token === "]") {
      depth -= 1;
      out += previous === "{" || previous === "[" ? token : line() + token;
      return;
    }
    if (previous === "{" || previous === "[" || previous === ",") out += line();
    else if (previous === ":") out += " ";
    else if (previous !== undefined && !",:".includes(token)) out += " ";
    out += token;
    if (token === "{" || token === "[") depth += 1;
  });
  return out;
}

/** Most policies that a program wrote are one long line. */
export const isOneLine = (text: string) => !text.trim().includes("\n");
