import { type ReactNode, useLayoutEffect, useRef } from "react";

/**
 * A part of a page whose changes leave the layout around it alone unless they change its height. Cloudscape's page is a
 * grid, and WebKit paints all of a grid anew when the layout of anything in it changes.
 *
 * `contain: size` takes the height from no content, so it is given the one that the content has. What is
 * `position: fixed` in here is placed by it.
 */
export function Contained({ children }: { children: ReactNode }) {
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!inner.current || typeof ResizeObserver === "undefined") return;
    const fit = () => {
      if (!outer.current || !inner.current) return;
      outer.current.style.height = `${inner.current.getBoundingClientRect().height}px`;
      outer.current.style.contain = "size layout";
    };
    const observer = new ResizeObserver(fit);
    observer.observe(inner.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={outer}>
      <div ref={inner} className="gh-contained">
        {children}
      </div>
    </div>
  );
}
