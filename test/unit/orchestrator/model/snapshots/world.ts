import type { RepositoryName } from '../../../../../src/events/index.ts';
import type { Cut } from '../../../../../src/orchestrator/snapshot/index.ts';
import type { History } from './history.ts';
import type { Protocol, Records, StateRecord } from './protocol.ts';

/** A partition's `runbook.state` and those who write to it. A process that is frozen is one that takes no step. */
export interface World {
  readonly records: Records;
  readonly owners: readonly Owner[];
  /** Appends that did not land at once: they land at any time, or never. */
  readonly flights: readonly StateRecord[];
  /** The first event that `runbook.events` still holds. */
  readonly start: number;
  /** How many more appends may go wrong, and how often an owner may crash. */
  readonly failures: number;
  readonly crashes: number;
}

export interface Owner {
  readonly name: string;
  /** Null while it is down. */
  readonly process: Process | null;
  /** How many more cuts it may begin. */
  readonly cuts: number;
}

/** What an owner has in memory: lost when it crashes. Its state is that after the events it has read. */
export interface Process {
  /** The piece of the history that it has read up to; -1 before the first. */
  readonly piece: number;
  /** What it has to write with the next cut. */
  readonly changed: readonly RepositoryName[];
  readonly isCutDue: boolean;
  readonly sure: readonly string[];
  readonly doubtful: readonly string[];
  readonly writing: Writing | null;
}

/** A cut on its way: what is still to be appended, one record after the other. */
export interface Writing {
  readonly cut: Cut;
  /** What has to be in the next cut, too, if this one is abandoned. */
  readonly changed: readonly RepositoryName[];
  readonly todo: readonly Todo[];
}

type Todo = StateRecord & { readonly of: 'snapshot' | 'checkpoint' | 'deletion' };

/** What all worlds of an exploration have in common. */
export interface Setting {
  readonly history: History;
  readonly protocol: Protocol;
}

export function createWorld(options: {
  readonly owners: readonly { readonly name: string; readonly cuts: number }[];
  readonly failures: number;
  readonly crashes: number;
}): World {
  const { failures, crashes } = options;
  const owners = options.owners.map((owner) => ({ ...owner, process: null }));
  return { records: new Map(), owners, flights: [], start: 0, failures, crashes };
}

/** Equal for worlds that go on alike. */
export function keyOf({ records, owners, flights, start, failures, crashes }: World): string {
  const processes = owners.map(({ process, cuts }) => [
    cuts,
    process && { ...process, writing: process.writing && writingKey(process.writing) },
  ]);
  const flying = flights.map(({ key, value }) => `${key} ${numberOf(value)}`).sort();
  return JSON.stringify([textOf(records), processes, flying, start, failures, crashes]);
}

function writingKey({ cut, changed, todo }: Writing): unknown {
  return [cut.offset, changed, todo.map(({ key, value, of }) => `${of} ${key} ${numberOf(value)}`)];
}

const texts = new WeakMap<Records, string>();

/** Equal for equal records. */
export function textOf(records: Records): string {
  const known = texts.get(records);
  if (known !== undefined) return known;
  const stored = [...records].map(([key, value]) => `${key} ${numberOf(value)}`).sort();
  const text = stored.join('\n');
  texts.set(records, text);
  return text;
}

const numbers = new Map<string, number>();

/** A number in place of a long text. */
function numberOf(text: string): number {
  const known = numbers.get(text) ?? numbers.size;
  numbers.set(text, known);
  return known;
}

/** Everything that can happen next, in one step of one owner or of the network. */
export function stepsFrom(world: World, setting: Setting): World[] {
  return [
    ...world.owners.flatMap((owner) => ownerSteps(world, owner, setting)),
    ...world.flights.map((flight, index) => ({
      ...world,
      records: stored(world.records, flight),
      flights: world.flights.toSpliced(index, 1),
    })),
  ];
}

function ownerSteps(world: World, owner: Owner, setting: Setting): World[] {
  const { process } = owner;
  if (process === null) return [begin(world, owner, setting)];
  const next: World[] = [];
  if (world.crashes > 0) {
    next.push({ ...withOwner(world, { ...owner, process: null }), crashes: world.crashes - 1 });
  }
  if (process.writing !== null) return [...next, ...write(world, owner, process, process.writing, setting)];
  for (let piece = process.piece; piece < setting.history.pieces.length; piece += 1) {
    next.push(...beginCut(world, owner, readUpTo(process, piece, setting), setting));
  }
  return next;
}

/** It starts, and restores what is there. */
function begin(world: World, owner: Owner, { protocol, history }: Setting): World {
  const { next } = protocol.restore(world.records);
  const piece = history.pieces.indexOf(next - 1);
  const sure = [...world.records.keys()];
  const process = { piece, changed: [], isCutDue: false, sure, doubtful: [], writing: null };
  return withOwner(world, { ...owner, process });
}

/** It has read on: nobody notices before it begins a cut, so reading is no step of its own. */
function readUpTo(process: Process, piece: number, { history }: Setting): Process {
  if (piece === process.piece) return process;
  const touched = history.touched.slice(process.piece + 1, piece + 1).flat();
  return { ...process, piece, changed: union(process.changed, touched), isCutDue: true };
}

function beginCut(world: World, owner: Owner, process: Process, setting: Setting): World[] {
  if (owner.cuts === 0 || !process.isCutDue) return [];
  const { protocol, history } = setting;
  const cut = history.cutAt(process.piece, process.changed);
  const { snapshots, checkpoint } = recordsOf(cut, owner.name, protocol);
  const written = { ...process, sure: union(process.sure, keysOf(snapshots)) };
  const early = protocol.deletesFirst === true ? deletions(written, cut, owner.name, protocol) : [];
  const writing = { cut, changed: process.changed, todo: [...snapshots, ...early, checkpoint] };
  const busy = { ...process, changed: [], isCutDue: false, writing };
  return [withOwner(world, { ...owner, cuts: owner.cuts - 1, process: busy })];
}

interface CutRecords {
  readonly snapshots: readonly Todo[];
  readonly checkpoint: Todo;
}

const written = new WeakMap<Cut, Map<string, CutRecords>>();

/** What a cut writes, made once. */
function recordsOf(cut: Cut, owner: string, protocol: Protocol): CutRecords {
  const known = written.get(cut) ?? new Map<string, CutRecords>();
  written.set(cut, known);
  const before = known.get(owner);
  if (before !== undefined) return before;
  const snapshots = protocol.snapshots(cut, owner).map((record) => ({ ...record, of: 'snapshot' }) as const);
  const checkpoint = { ...protocol.checkpoint(cut), of: 'checkpoint' } as const;
  known.set(owner, { snapshots, checkpoint });
  return { snapshots, checkpoint };
}

/** It appends the next record: that works, or fails in one of three ways. */
function write(world: World, owner: Owner, process: Process, writing: Writing, setting: Setting): World[] {
  const [record, ...todo] = writing.todo;
  if (record === undefined) return [];
  const landed = { ...world, records: stored(world.records, record) };
  const next = [acknowledge(landed, owner, process, { record, writing: { ...writing, todo } }, setting)];
  if (world.failures === 0) return next;
  const failed = (after: World): World =>
    withOwner(
      { ...after, failures: world.failures - 1 },
      { ...owner, process: abandon(process, writing, record, setting) },
    );
  const late = { ...world, flights: [...world.flights, { key: record.key, value: record.value }] };
  return [...next, failed(world), failed(landed), failed(late)];
}

function acknowledge(
  world: World,
  owner: Owner,
  process: Process,
  { record, writing }: { readonly record: Todo; readonly writing: Writing },
  { protocol }: Setting,
): World {
  const { sure, doubtful } = process;
  const others = doubtful.filter((key) => key !== record.key);
  if (record.of === 'deletion') {
    const known = { sure: sure.filter((key) => key !== record.key), doubtful: others };
    return withOwner(world, { ...owner, process: going({ ...process, ...known }, writing) });
  }
  const known = { ...process, sure: union(sure, [record.key]), doubtful: others };
  if (record.of === 'snapshot') return withOwner(world, { ...owner, process: going(known, writing) });
  // The cut is complete: older events may go.
  const todo = protocol.deletesFirst === true ? [] : deletions(known, writing.cut, owner.name, protocol);
  const start = Math.max(world.start, writing.cut.offset + 1);
  return withOwner({ ...world, start }, { ...owner, process: going(known, { ...writing, todo }) });
}

function going(process: Process, writing: Writing): Process {
  return { ...process, writing: writing.todo.length === 0 ? null : writing };
}

function deletions({ sure, doubtful }: Process, cut: Cut, owner: string, protocol: Protocol): Todo[] {
  const keys = protocol.superseded(sure, doubtful, cut, owner);
  return keys.map((key) => ({ key, value: '', of: 'deletion' }));
}

/** An append failed: of a snapshot or checkpoint it is not known whether it is there; a deletion is tried again. */
function abandon(process: Process, writing: Writing, record: Todo, { protocol }: Setting): Process {
  if (record.of === 'deletion') return { ...process, writing: null };
  const changed =
    protocol.forgetsChanges === true ? process.changed : union(process.changed, writing.changed);
  const doubtful = process.sure.includes(record.key)
    ? process.doubtful
    : union(process.doubtful, [record.key]);
  return { ...process, changed, doubtful, isCutDue: true, writing: null };
}

function union<Text extends string>(some: readonly Text[], more: readonly Text[]): Text[] {
  return [...new Set([...some, ...more])].sort((a, b) => (a < b ? -1 : 1));
}

function keysOf(records: readonly StateRecord[]): string[] {
  return records.map(({ key }) => key);
}

function withOwner(world: World, owner: Owner): World {
  return { ...world, owners: world.owners.map((other) => (other.name === owner.name ? owner : other)) };
}

function stored(records: Records, { key, value }: StateRecord): Records {
  const after = new Map(records);
  if (value === '') after.delete(key);
  else after.set(key, value);
  return after;
}
