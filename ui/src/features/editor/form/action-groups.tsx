import type { ActionGroupView } from "../../../bindings/ActionGroupView";
import { Details } from "../../../shared/details";
import { Explain } from "../../../shared/explain";

interface Service {
  prefix: string;
  name: string;
  groups: ActionGroupView[];
}

/** The groups under their services, in the order they came in. */
export function byService(groups: readonly ActionGroupView[]): Service[] {
  const services = new Map<string, Service>();
  for (const group of groups) {
    const service = services.get(group.service) ?? {
      prefix: group.service,
      name: group.serviceName,
      groups: [],
    };
    service.groups.push(group);
    services.set(group.service, service);
  }
  return [...services.values()];
}

export const levelWords = (level: string | null) => level ?? "Not in the catalog";

/** "3 of 48": how much of the level it is, so that "all of it" shows. */
export function amount({ count, of, level }: ActionGroupView): string {
  if (level === null) return String(count);
  return count >= of ? `all ${of}` : `${count} of ${of}`;
}

/** What of a service is explained: handing roles over, where that is among it, and its first action otherwise. */
function subjectOf({ prefix, groups }: Service): string {
  const names = groups.flatMap(({ actions }) => actions);
  const one = names.find((name) => /passrole$/i.test(name)) ?? names[0] ?? "*";
  return `action:${one.includes(":") ? one : `${prefix}:${one}`}`;
}

const namedAtMost = 8;

/** What the actions are today: service by service, level by level. */
export function ActionGroups({ groups, negated }: { groups: readonly ActionGroupView[]; negated: boolean }) {
  const services = byService(groups);
  if (services.length === 0) return null;
  // Hundreds of services are told by nobody one by one.
  const few = services.length <= 4;
  const list = services.map((service) => (
    <div className="gh-service" key={service.prefix}>
      <div className="gh-service-name">
        {service.name} {few && <Explain subject={subjectOf(service)} what={service.name} />}
      </div>
      <dl className="gh-levels">
        {service.groups.map((group) => (
          <div key={group.level}>
            <dt>
              {levelWords(group.level)} <span className="gh-quiet">{amount(group)}</span>
            </dt>
            <dd>
              <Names names={group.actions} count={group.count} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  ));
  return (
    <div className="gh-groups">
      {negated && <div className="gh-quiet">Left out are:</div>}
      {few ? (
        list
      ) : (
        <Details summary={`${services.length} services, one by one`} lazy>
          {list}
        </Details>
      )}
    </div>
  );
}

function Names({ names, count }: { names: readonly string[]; count: number }) {
  if (count <= namedAtMost) return names.join(", ");
  // Of thousands only some are named.
  if (names.length < count) return `${names.join(", ")} and ${count - names.length} more`;
  return (
    <Details summary={`${names.slice(0, 3).join(", ")} and ${names.length - 3} more`} lazy>
      {names.join(", ")}
    </Details>
  );
}
