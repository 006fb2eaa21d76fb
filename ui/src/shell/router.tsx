import { useCallback, useMemo, useSyncExternalStore } from "react";

/**
 * The place in the window lives in the URL's hash, `#/roles/my-role?tab=trust`, so that a reload keeps it.
 */
export interface Place {
  path: string;
  query: URLSearchParams;
}

type Guard = (to: string) => boolean;

let guard: Guard | null = null;
let shown = "";

/** A screen with unsaved work may hold the user back: the guard answers whether the move may go on. */
export function setGuard(next: Guard | null): void {
  guard = next;
}

/** Whether a screen holds the user back; for what cannot be taken back once the place has changed. */
export function heldBack(to: string): boolean {
  return guard !== null && !guard(to);
}

function readHash(): string {
  const raw = window.location.hash.replace(/^#/, "");
  return raw.startsWith("/") ? raw : "/";
}

export function parsePlace(href: string): Place {
  const [path = "/", query = ""] = href.replace(/^#/, "").split("?");
  return { path: path || "/", query: new URLSearchParams(query) };
}

/** `#/roles/a%2Fb`: the parts of a path are encoded one by one. */
export function href(parts: string[], query: Record<string, string> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `#/${parts.map(encodeURIComponent).join("/")}${search ? `?${search}` : ""}`;
}

export function navigate(to: string, how: { replace?: boolean; force?: boolean } = {}): void {
  const target = to.replace(/^#/, "");
  if (!how.force && guard && !samePlace(target, shown) && !guard(target)) return;
  shown = target;
  if (how.replace) window.history.replaceState(null, "", `#${target}`);
  else window.history.pushState(null, "", `#${target}`);
  window.dispatchEvent(new Event("gatehouse:place"));
}

/** For `onFollow` of Cloudscape's links: our own places are followed without the browser. */
export function follow(event: {
  preventDefault(): void;
  detail: { href?: string; external?: boolean };
}): void {
  const to = event.detail.href;
  if (!to?.startsWith("#/") || event.detail.external) return;
  event.preventDefault();
  navigate(to);
}

/** Screens differ by their path; of the editor, by which policy it shows. */
function samePlace(a: string, b: string): boolean {
  const [one, other] = [parsePlace(a), parsePlace(b)];
  const names = ["role", "policy", "trust", "arn", "draft", "key", "secret", "endpoint"];
  return one.path === other.path && names.every((name) => one.query.get(name) === other.query.get(name));
}

function subscribe(changed: () => void): () => void {
  const onHash = () => {
    const target = readHash();
    if (target !== shown && guard && !samePlace(target, shown) && !guard(target)) {
      window.history.pushState(null, "", `#${shown}`);
      return;
    }
    shown = target;
    changed();
  };
  shown = readHash();
  window.addEventListener("hashchange", onHash);
  window.addEventListener("popstate", onHash);
  window.addEventListener("gatehouse:place", changed);
  return () => {
    window.removeEventListener("hashchange", onHash);
    window.removeEventListener("popstate", onHash);
    window.removeEventListener("gatehouse:place", changed);
  };
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, readHash);
  return useMemo(() => parsePlace(hash), [hash]);
}

/** One parameter of the place's query, with a setter that adds no entry to the history. */
export function usePlaceParam(name: string, fallback = ""): [string, (value: string) => void] {
  const place = usePlace();
  const set = useCallback(
    (value: string) => {
      const now = parsePlace(readHash());
      if (value === fallback || value === "") now.query.delete(name);
      else now.query.set(name, value);
      const search = now.query.toString();
      navigate(`${now.path}${search ? `?${search}` : ""}`, { replace: true, force: true });
    },
    [name, fallback],
  );
  return [place.query.get(name) ?? fallback, set];
}

/** The decoded parts of a path: `/roles/a%2Fb` gives `["roles", "a/b"]`. */
export function pathParts(path: string): string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}
