import { setTransport } from "../transport";
import { MockBackend } from "./backend";
import { manyRoles } from "./roles";

/** `?profile=ml-dev&delay=300&fail=2&many=5000`: what a developer, a picture or a test in a browser wants to see. */
export function installMock(search: string): void {
  const wanted = new URLSearchParams(search);
  const number = (name: string, fallback: number) => Number(wanted.get(name) ?? fallback);
  const backend = new MockBackend({
    delay: number("delay", 120),
    failAtStep: wanted.has("fail") ? number("fail", 1) : undefined,
    profile: wanted.get("profile") ?? undefined,
    roles: wanted.has("empty") ? [] : wanted.has("many") ? manyRoles(number("many", 1000)) : undefined,
    runs: wanted.has("empty") ? [] : undefined,
    checklist: wanted.has("unchecked") ? "never" : wanted.has("old") ? "old" : undefined,
    fresh: wanted.has("fresh"),
    lesson: wanted.get("lesson") ?? undefined,
    startupNotices: wanted.has("notice")
      ? [
          {
            level: "warning",
            code: "STATE_SET_ASIDE",
            title: "The practice account was started anew",
            message:
              "Its state file could not be read. The file was kept as practice.json.broken-1 beside the new one.",
          },
        ]
      : [],
  });
  setTransport(backend.transport);
}
