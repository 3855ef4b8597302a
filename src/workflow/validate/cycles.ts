/** Circles in a graph of what waits for what, in time linear in the graph for each circle. */
type Graph<Node> = ReadonlyMap<Node, readonly Node[]>;

/**
 * One circle for each group of nodes that wait for each other, `most` at most. Each begins with its first node in
 * the order of the graph, and goes on with what that one waits for.
 */
export function cyclesOf<Node>(graph: Graph<Node>, most: number): Node[][] {
  const order = new Map([...graph.keys()].map((node, index) => [node, index]));
  const waiting = new Map(graph);
  const cycles: Node[][] = [];
  removeStartable(waiting);
  for (let [start] = waiting.keys(); start !== undefined && cycles.length < most; [start] = waiting.keys()) {
    const cycle = followNeeds(waiting, start);
    cycles.push(fromFirst(cycle, order));
    for (const node of cycle) waiting.delete(node);
    removeStartable(waiting);
  }
  return cycles;
}

/** Takes away every node that waits for nothing that is left, and what waited only for those. */
function removeStartable<Node>(waiting: Map<Node, readonly Node[]>): void {
  const dependents = new Map<Node, Node[]>();
  const missing = new Map<Node, number>();
  for (const [node, needed] of waiting) {
    const left = needed.filter((other) => waiting.has(other));
    missing.set(node, left.length);
    for (const other of left) {
      const known = dependents.get(other);
      if (known === undefined) dependents.set(other, [node]);
      else known.push(node);
    }
  }
  const startable = [...missing].filter(([, count]) => count === 0).map(([node]) => node);
  for (let node = startable.pop(); node !== undefined; node = startable.pop()) {
    waiting.delete(node);
    for (const dependent of dependents.get(node) ?? []) {
      const count = (missing.get(dependent) ?? 0) - 1;
      missing.set(dependent, count);
      if (count === 0) startable.push(dependent);
    }
  }
}

/** Every node that is left waits for one that is left: following them must come back. */
function followNeeds<Node>(waiting: Graph<Node>, start: Node): Node[] {
  const visited = new Set<Node>();
  let node = start;
  while (!visited.has(node)) {
    visited.add(node);
    node = waiting.get(node)?.find((other) => waiting.has(other)) ?? start;
  }
  const path = [...visited];
  return path.slice(path.indexOf(node));
}

function fromFirst<Node>(cycle: readonly Node[], order: ReadonlyMap<Node, number>): Node[] {
  const places = cycle.map((node) => order.get(node) ?? 0);
  const first = places.indexOf(places.reduce((least, place) => Math.min(least, place), Infinity));
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
