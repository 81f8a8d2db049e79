// Addresses of views: `#/` is the landing page, `#/w/<world>/<view>/…` a view of a world. Hashes work on any static host.

/** What the stage or the dock shows. */
export type View =
  | { readonly view: 'stage' }
  | { readonly view: 'repository'; readonly id: string }
  | { readonly view: 'pipeline'; readonly id: string; readonly stage?: string; readonly action?: string }
  | { readonly view: 'build'; readonly id: string; readonly phase?: string }
  | { readonly view: 'deployment'; readonly id: string; readonly instance?: string; readonly event?: string }
  | { readonly view: 'instance'; readonly id: string }
  | { readonly view: 'logs'; readonly id?: string }
  | { readonly view: 'events'; readonly id?: string }
  | { readonly view: 'files'; readonly id?: string }
  | { readonly view: 'lesson'; readonly id?: string };

export type Route =
  { readonly page: 'landing' } | { readonly page: 'world'; readonly world: string; readonly at: View };

const NAMES = ['repository', 'pipeline', 'build', 'deployment', 'instance', 'logs', 'events', 'files', 'lesson'];
/** The members that stand after the id, in order. */
const DEEPER: Readonly<Record<string, readonly string[]>> = {
  pipeline: ['stage', 'action'],
  build: ['phase'],
  deployment: ['instance', 'event'],
};
const NEEDS_ID = ['repository', 'pipeline', 'build', 'deployment', 'instance'];

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The route of a hash; what it does not know is the stage of that world, or the landing page. */
export function parseRoute(hash: string): Route {
  const [head, world, view = 'stage', ...rest] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  if (head !== 'w' || !world) return { page: 'landing' };
  const [id, ...deeper] = rest.filter((part) => part !== '');
  if (!NAMES.includes(view) || (NEEDS_ID.includes(view) && !id)) return { page: 'world', world, at: { view: 'stage' } };
  const at: Record<string, string> = { view };
  if (id) at.id = id;
  (DEEPER[view] ?? []).forEach((name, i) => {
    const part = deeper[i];
    if (part) at[name] = part;
  });
  return { page: 'world', world, at: at as unknown as View };
}

/** The hash of a view of a world. */
export function addressOf(world: string, at: View): string {
  const record = at as unknown as Record<string, string | undefined>;
  const parts = [at.view, record.id, ...(DEEPER[at.view] ?? []).map((name) => record[name])];
  return `#/w/${[world, ...parts.filter((part) => part !== undefined)].map((part) => encodeURIComponent(part!)).join('/')}`;
}

/** The view that Escape leads to: one step out. */
export function outerOf(at: View): View {
  if (at.view === 'pipeline' && at.action) return { view: 'pipeline', id: at.id, stage: at.stage! };
  if (at.view === 'pipeline' && at.stage) return { view: 'pipeline', id: at.id };
  if (at.view === 'build' && at.phase) return { view: 'build', id: at.id };
  if (at.view === 'deployment' && at.event) return { view: 'deployment', id: at.id, instance: at.instance! };
  if (at.view === 'deployment' && at.instance) return { view: 'deployment', id: at.id };
  return { view: 'stage' };
}
