import type { ScenarioLevel } from "../../bindings/ScenarioLevel";

export const levelWords: Record<ScenarioLevel, string> = { easy: "Easy", medium: "Medium", hard: "Hard" };

export const count = (many: number, one: string, several: string) => `${many} ${many === 1 ? one : several}`;

export const percent = (right: number, of: number) => (of === 0 ? 0 : Math.round((100 * right) / of));

/** `24:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `24 minutes`, as it is said. */
export function spoken(seconds: number): string {
  if (seconds < 60) return count(Math.max(0, Math.round(seconds)), "second", "seconds");
  return count(Math.round(seconds / 60), "minute", "minutes");
}
