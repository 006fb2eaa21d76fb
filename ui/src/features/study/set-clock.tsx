import LiveRegion from "@cloudscape-design/components/live-region";
import { useEffect, useEffectEvent, useState } from "react";
import { clock, spoken } from "./words";

/** Seconds that are left when it is said. */
const TOLD = [600, 300, 60];

/** The time that is left. It is said now and then, not at each second. */
export function Clock({ began, limit, onOver }: { began: number; limit: number; onOver: () => void }) {
  const [left, setLeft] = useState(limit);
  const over = useEffectEvent(onOver);
  useEffect(() => {
    let done = false;
    const tick = () => {
      const now = limit - (performance.now() - began) / 1000;
      setLeft(now);
      if (now > 0 || done) return;
      done = true;
      over();
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [began, limit]);
  const told = TOLD.filter((each) => each < limit).findLast((each) => left <= each);
  return (
    <span>
      <span className="gh-clock" role="timer" aria-label="Time left">
        {clock(left)}
      </span>{" "}
      left
      <LiveRegion hidden tagName="span">
        {told === undefined ? "" : `${spoken(told)} left`}
      </LiveRegion>
    </span>
  );
}
