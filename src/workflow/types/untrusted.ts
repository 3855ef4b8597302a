/** Values of an event that anybody outside may write, and where an expression gives them back. */
import type { ExpressionNode, NodeIndex } from '../expressions/index.ts';

/**
 * GitHub docs, "Script injections" and "Secure use reference", and what webhooks carry of the same kind. `*` is
 * each item of a list.
 */
const UNTRUSTED = [
  'head_ref',
  ...below('event.issue', 'title body'),
  ...below(
    'event.pull_request',
    'title body head.ref head.label head.repo.default_branch head.repo.description',
  ),
  ...below('event.discussion', 'title body'),
  ...below('event.changes', 'title.from body.from'),
  'event.comment.body',
  'event.review.body',
  'event.review_comment.body',
  'event.pages.*.page_name',
  ...commit('event.commits.*'),
  ...commit('event.head_commit'),
  ...below('event.workflow_run', 'head_branch display_title pull_requests.*.head.ref'),
  ...commit('event.workflow_run.head_commit'),
];

function commit(path: string): string[] {
  return below(path, 'message author.name author.email committer.name committer.email');
}

function below(path: string, names: string): string[] {
  return names.split(' ').map((name) => `${path}.${name}`);
}

/** A value or a map of the `github` context that is or holds something untrusted. */
interface Place {
  readonly path: string;
  readonly below: Map<string, Place>;
}

const GITHUB = growPlaces();

function growPlaces(): Place {
  const root: Place = { path: 'github', below: new Map() };
  for (const path of UNTRUSTED) {
    let place = root;
    for (const name of path.split('.')) {
      const next = place.below.get(name) ?? {
        path: `${place.path}.${name}`,
        below: new Map<string, Place>(),
      };
      place.below.set(name, next);
      place = next;
    }
  }
  return root;
}

/** A part of an expression whose text becomes a part of what the expression gives. */
export interface UntrustedPart {
  readonly node: ExpressionNode;
  /** What it gives, `github.event.issue.title`. */
  readonly path: string;
  /** Whether it gives all of it as JSON. */
  readonly asJson: boolean;
}

/** The parts of an expression that give what anybody may write. Comparisons and tests give only true or false. */
export function untrustedParts(nodes: readonly ExpressionNode[]): UntrustedPart[] {
  const places: (readonly Place[])[] = [];
  for (const node of nodes) places.push(placesOf(node, places));
  const flows = flowsOf(nodes);
  return nodes.flatMap((node, index) => {
    const flow = flows[index] ?? null;
    if (flow === null) return [];
    const asJson = flow === 'as JSON';
    const place = places[index]?.find(({ below }) => below.size === 0 || asJson);
    return place === undefined ? [] : [{ node, path: place.path, asJson }];
  });
}

function placesOf(node: ExpressionNode, places: readonly (readonly Place[])[]): readonly Place[] {
  if (node.kind === 'context')
    return node.name.toLowerCase() === 'github' || node.name.toLowerCase() === 'runbook' ? [GITHUB] : NONE;
  if (node.kind === 'property') {
    const name = node.name.toLowerCase();
    return placesAt(node.of, places).flatMap(({ below }) => below.get(name) ?? []);
  }
  if (node.kind === 'index' || node.kind === 'filter')
    return placesAt(node.of, places).flatMap(({ below }) => [...below.values()]);
  return NONE;
}

const NONE: readonly Place[] = [];

function placesAt(index: NodeIndex, places: readonly (readonly Place[])[]): readonly Place[] {
  return places[index] ?? NONE;
}

/** How a node's value comes into the result: as it is, or all of it as JSON. */
type Flow = 'as it is' | 'as JSON';

/** From the whole down to its parts, which stand before it. */
function flowsOf(nodes: readonly ExpressionNode[]): (Flow | null)[] {
  const flows = nodes.map((): Flow | null => null);
  flows[nodes.length - 1] = 'as it is';
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const flow = flows[index] ?? null;
    const node = nodes[index];
    if (flow === null || node === undefined) continue;
    const inner = node.kind === 'call' && node.name.toLowerCase() === 'tojson' ? 'as JSON' : flow;
    for (const part of partsOf(node)) flows[part] = inner;
  }
  return flows;
}

/** The operands whose values a node gives back, alone or within a text. */
function partsOf(node: ExpressionNode): readonly NodeIndex[] {
  if (node.kind === 'logical') return node.operator === '||' ? node.operands : node.operands.slice(-1);
  if (node.kind !== 'call') return [];
  switch (node.name.toLowerCase()) {
    case 'format':
    case 'join':
    case 'tojson':
    case 'fromjson':
      return node.args;
    case 'case':
      return node.args.filter((_, index) => index % 2 === 1 || index === node.args.length - 1);
    default:
      return [];
  }
}
