import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

export type ThemeChoice = "system" | "light" | "dark";

interface Theme {
  choice: ThemeChoice;
  dark: boolean;
  choose: (choice: ThemeChoice) => void;
}

const STORED = "gatehouse.theme";
const ThemeContext = createContext<Theme>({ choice: "system", dark: false, choose: () => {} });

export const useTheme = () => use(ThemeContext);

function stored(): ThemeChoice {
  const value = window.localStorage.getItem(STORED);
  return value === "light" || value === "dark" ? value : "system";
}

const systemQuery = () => window.matchMedia?.("(prefers-color-scheme: dark)");

/** Light or dark: the system's, until the person chooses. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(stored);
  const [systemDark, setSystemDark] = useState(() => systemQuery()?.matches ?? false);

  useEffect(() => {
    const query = systemQuery();
    const changed = () => setSystemDark(query?.matches ?? false);
    query?.addEventListener("change", changed);
    return () => query?.removeEventListener("change", changed);
  }, []);

  const dark = choice === "dark" || (choice === "system" && systemDark);
  useEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }, [dark]);

  const theme = useMemo(
    () => ({
      choice,
      dark,
      choose: (next: ThemeChoice) => {
        if (next === "system") window.localStorage.removeItem(STORED);
        else window.localStorage.setItem(STORED, next);
        setChoice(next);
      },
    }),
    [choice, dark],
  );
  return <ThemeContext value={theme}>{children}</ThemeContext>;
}
