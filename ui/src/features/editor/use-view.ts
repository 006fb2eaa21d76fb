import { useEffect, useMemo, useState } from "react";
import { usePlaceParam } from "../../shell/router";

export type ViewId = "picture" | "form" | "text" | "both";

interface View {
  id: ViewId;
  text: string;
}

const always: View[] = [
  { id: "picture", text: "Picture" },
  { id: "form", text: "Form" },
  { id: "text", text: "Text" },
];
const both: View = { id: "both", text: "Picture and text" };

const wideQuery = () => window.matchMedia("(min-width: 1500px)");

/** The view that is shown. It is in the address; picture and text beside each other need a wide window. */
export function useView() {
  const [chosen, choose] = usePlaceParam("view", "text");
  const [wide, setWide] = useState(() => wideQuery().matches);
  useEffect(() => {
    const query = wideQuery();
    const changed = () => setWide(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  const views = useMemo(() => (wide ? [...always, both] : always), [wide]);
  const view: ViewId = views.find(({ id }) => id === chosen)?.id ?? "text";
  return { view, views, setView: choose as (view: ViewId) => void };
}
