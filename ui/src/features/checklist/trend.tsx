import Box from "@cloudscape-design/components/box";
import type { TrendPoint } from "../../bindings/TrendPoint";
import { Details } from "../../shared/details";
import { absoluteTime } from "../../shared/time";

const WIDTH = 300;
const HEIGHT = 104;
const LEFT = 6;
/** Room for what a line is called, at its end. */
const RIGHT = 78;
const TOP = 10;
const BOTTOM = 22;
/** More runs than can be told apart are drawn as the last ones. */
const SHOWN = 30;

const day = (at: string) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(new Date(at));

/** How many failed and passed in each run, drawn over time, and as a table for whoever wants the numbers. */
export function Trend({ points }: { points: readonly TrendPoint[] }) {
  const shown = points.slice(-SHOWN);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last || shown.length < 2)
    return <Box color="text-body-secondary">The trend begins with the second run.</Box>;
  const most = Math.max(1, ...shown.flatMap(({ counts }) => [counts.failed, counts.passed]));
  const [from, to] = [Date.parse(first.at), Date.parse(last.at)];
  const x = (at: string) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * (Date.parse(at) - from)) / Math.max(1, to - from);
  const y = (many: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - many / most);
  const lines = (["failed", "passed"] as const).map((part) => ({
    part,
    points: shown.map(({ at, counts }) => [x(at), y(counts[part])] as const),
    end: `${last.counts[part]} ${part}`,
  }));
  // Names at the ends keep clear of each other.
  const [failed, passed] = [y(last.counts.failed), y(last.counts.passed)];
  const apart = Math.max(0, 14 - Math.abs(failed - passed)) / 2;
  const push = { failed: failed <= passed ? -apart : apart, passed: failed <= passed ? apart : -apart };
  const words = `${shown.length} runs from ${day(first.at)} to ${day(last.at)}: failed ${first.counts.failed} then and ${last.counts.failed} now, passed ${first.counts.passed} then and ${last.counts.passed} now.`;
  return (
    <div>
      <svg className="gh-trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
        <line
          className="gh-trend-ground"
          x1={LEFT}
          x2={WIDTH - RIGHT}
          y1={HEIGHT - BOTTOM}
          y2={HEIGHT - BOTTOM}
        />
        {lines.map(({ part, points, end }) => (
          <g key={part} data-part={part}>
            <polyline points={points.map((point) => point.join(",")).join(" ")} />
            {points.map(([cx, cy]) =>
              part === "failed" ? (
                <rect key={cx} x={cx - 3} y={cy - 3} width={6} height={6} />
              ) : (
                <circle key={cx} cx={cx} cy={cy} r={3.2} />
              ),
            )}
            <text x={WIDTH - RIGHT + 8} y={(part === "failed" ? failed : passed) + push[part] + 4}>
              {end}
            </text>
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 6}>
          {day(first.at)}
        </text>
        <text x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end">
          {day(last.at)}
        </text>
      </svg>
      <Details summary="The runs as a table">
        <table className="gh-trend-table">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Failed</th>
              <th scope="col">Passed</th>
              <th scope="col">Not answered</th>
            </tr>
          </thead>
          <tbody>
            {[...points].reverse().map(({ at, counts }) => (
              <tr key={at}>
                <th scope="row">{absoluteTime(at)}</th>
                <td>{counts.failed}</td>
                <td>{counts.passed}</td>
                <td>{counts.unanswered}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Details>
    </div>
  );
}
