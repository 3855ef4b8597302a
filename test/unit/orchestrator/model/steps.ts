import {
  type Draft,
  type JobId,
  LOSS_LIMIT_MS,
  type OwnerId,
  type PresenceDraft,
  stampPresence,
  type WorkerId,
} from '../../../../src/events/index.ts';
import { decide } from '../../../../src/orchestrator/decide/index.ts';
import { applyPresence, createPresence, type Presence } from '../../../../src/orchestrator/presence/index.ts';
import { LOST_WORKER_STOP_MS } from '../../../../src/orchestrator/state/index.ts';
import { meaningOf } from './fold.ts';
import { event, type Flight, type Phase, type Subject, type Worker, type World } from './world.ts';

/** Everything that can happen next in a world, in one step of one process or of the network. */
export function stepsFrom(world: World, subject: Subject): World[] {
  const up = world.workers.filter(({ status }) => status === 'up');
  // Nothing counts any more once the run is concluded; a worker may still read what it was told before.
  if (!world.meaning.state.runs.has(subject.run)) return up.flatMap((worker) => spawns(world, worker));
  return [
    ...landings(world),
    ...ownerSteps(world),
    ...up.flatMap((worker) => [...spawns(world, worker), ...workerSteps(world, worker, subject)]),
    ...cancellations(world, subject),
  ];
}

/** Somebody appends: it reaches the log at once, or later. */
function append(world: World, flight: Flight): World[] {
  const landed = land(world, flight);
  if (world.lates === 0) return [landed];
  return [landed, { ...world, flights: [...world.flights, flight], lates: world.lates - 1 }];
}

function land(world: World, flight: Flight): World {
  let { log } = world;
  for (const landed of flight.events) log = { event: landed, before: log };
  return { ...world, log, meaning: meaningOf(log) };
}

/** A late append reaches the log; it may come again; that of a dead process may get lost. */
function landings(world: World): World[] {
  return world.flights.flatMap((flight, index) => {
    const flights = world.flights.toSpliced(index, 1);
    const landed = land(world, flight);
    if (wouldOrphan(world, flight)) return [{ ...world, flights }];
    const next: World[] = [{ ...landed, flights }];
    if (world.repeats > 0) next.push({ ...landed, repeats: world.repeats - 1 });
    if (isDead(world, flight.author)) next.push({ ...world, flights });
    return next;
  });
}

/** A dead owner's takeover lands only while somebody is left to take over after it: identities are few here. */
function wouldOrphan(world: World, { author, events }: Flight): boolean {
  const isTakeover = events.some(({ type }) => type === 'partition_owned');
  return isTakeover && isDead(world, author) && !world.owners.some(({ status }) => status === 'spare');
}

function isDead(world: World, author: Flight['author']): boolean {
  return [...world.owners, ...world.workers].some(({ id, status }) => id === author && status === 'dead');
}

function ownerSteps(world: World): World[] {
  const next: World[] = [];
  const spare = world.owners.findIndex(({ status }) => status === 'spare');
  const rival = world.owners[spare];
  if (rival !== undefined) {
    const takeover = { author: rival.id, events: [event({ type: 'partition_owned', owner: rival.id })] };
    for (const rivalled of append(setOwner(world, rival.id, 'up'), takeover)) {
      next.push(rivalled);
      // One that dies leaves a rival, so that somebody is there to go on.
      for (const { id, status } of world.owners)
        if (status === 'up') next.push(setOwner(rivalled, id, 'dead'));
    }
  }
  const { owner } = world.meaning.state;
  const deciding = world.owners.find(({ id }) => id === owner);
  if (deciding?.status !== 'up' || world.flights.some(({ author }) => author === deciding.id)) return next;
  next.push(...decisions(world, deciding.id, null));
  for (const worker of world.meaning.state.granted.keys()) {
    const silent = mourned(world, worker);
    if (silent !== null) next.push(...decisions(silent, deciding.id, worker));
  }
  return next;
}

function setOwner(world: World, id: OwnerId, status: 'up' | 'dead'): World {
  return { ...world, owners: world.owners.map((owner) => (owner.id === id ? { id, status } : owner)) };
}

/** The world in which a worker may be thought lost, rightly or not; null where nobody could take its place. */
function mourned(world: World, worker: WorkerId): World | null {
  return world.workers.find(({ id }) => id === worker)?.status === 'dead' ? world : withSuccessor(world);
}

function withSuccessor(world: World): World | null {
  const spare = world.workers.findIndex(({ status }) => status === 'spare');
  const found = world.workers[spare];
  return found === undefined ? null : setWorker(world, { ...found, status: 'up' });
}

function setWorker(world: World, changed: Worker): World {
  return { ...world, workers: world.workers.map((worker) => (worker.id === changed.id ? changed : worker)) };
}

function decisions(world: World, owner: OwnerId, silent: WorkerId | null): World[] {
  // A state of its own for each decision: `decide` works off the agenda.
  const { state } = meaningOf(world.log);
  const presence = presenceWithout(world, silent);
  const drafts = decide(state, { owner, presence, prepared: [], firstTick: 0 });
  if (drafts.length === 0) return [];
  const events = drafts.map(event);
  // What is more than one append may have goes in several: the first of them alone is as good as all.
  const first =
    events.length > 1 && world.lates === 0
      ? [land(world, { author: owner, events: events.slice(0, 1) })]
      : [];
  return [...first, ...append(world, { author: owner, events })];
}

function presenceWithout(world: World, silent: WorkerId | null): Presence {
  const presence = createPresence();
  const now = timeOf(world);
  const stamped = (draft: PresenceDraft) => stampPresence(draft, { by: 'model', now: 0 });
  const tick = stamped({ type: 'tick', owner: 'anybody' as OwnerId, partition: 0 });
  for (let time = 0; time < now; time += LOSS_LIMIT_MS / 2) applyPresence(presence, tick, time);
  applyPresence(presence, tick, now);
  for (const { id: worker, status } of world.workers) {
    if (status === 'spare') continue;
    const heartbeat = { type: 'worker_heartbeat', worker, name: worker, labels: [], capacity: 9 } as const;
    const record = stamped({ ...heartbeat, running: [], draining: false });
    applyPresence(presence, record, worker === silent ? 0 : now);
  }
  return presence;
}

/**
 * Everything in the log is of the first moment. By now every delay is over, but the one after a loss only where all
 * lost workers have stopped: that they do so within that time is what a retry relies on.
 */
function timeOf({ meaning, workers, hasty }: World): number {
  const stopping = !hasty && workers.some(({ id, status }) => status === 'up' && meaning.state.lost.has(id));
  return LOSS_LIMIT_MS + (stopping ? 1 : LOST_WORKER_STOP_MS);
}

function workerSteps(world: World, worker: Worker, subject: Subject): World[] {
  const { state, grants } = world.meaning;
  const own = { ...subject, worker: worker.id };
  const next: World[] = [];
  const go = (job: number, phase: Phase, said: Draft): World[] =>
    append(setPhase(world, worker, job, phase), { author: worker.id, events: [event(said)] });
  for (const { leg } of state.live.values()) {
    const { job, status } = leg.attempt;
    if (status !== 'offered' || worker.jobs[job] !== undefined) continue;
    next.push(...go(job, 'claimed', { type: 'job_claimed', ...own, job }));
  }
  for (const { job, worker: to } of grants) {
    if (to !== worker.id) continue;
    const phase = worker.jobs[job];
    if (phase === 'claimed') {
      next.push(...go(job, 'starting', { type: 'job_started', ...own, job, workerName: 'w' }));
    }
    if (phase === 'given-up')
      next.push(...go(job, 'done', { type: 'job_returned', ...own, job, reason: '' }));
  }
  for (const [name, phase] of Object.entries(worker.jobs)) {
    const job = Number(name) as JobId;
    if (phase === 'claimed' && world.doubts > 0)
      next.push({ ...setPhase(world, worker, job, 'given-up'), doubts: world.doubts - 1 });
    if (phase !== 'running') continue;
    const ended = { type: 'job_completed', ...own, job, outputs: {}, annotations: [] } as const;
    next.push(...go(job, 'done', { ...ended, conclusion: 'success' }));
    if (world.failures > 0) {
      const failed = go(job, 'done', { ...ended, conclusion: 'failure' });
      next.push(...failed.map((after) => ({ ...after, failures: world.failures - 1 })));
    }
  }
  // It crashes, or reads that it was declared lost: what it ran is stopped, and it goes on as another.
  const gone = setWorker(world, { ...worker, status: 'dead', jobs: {} });
  if (state.lost.has(worker.id)) next.push(gone);
  else {
    const crashed = withSuccessor(gone);
    if (crashed !== null) next.push(crashed);
  }
  return next;
}

/** The worker reads a confirmation that it waits for, and spawns the first process. */
function spawns(world: World, worker: Worker): World[] {
  return world.meaning.confirmations.flatMap(({ job, worker: to }) => {
    if (to !== worker.id || worker.jobs[job] !== 'starting') return [];
    const spawned = [...world.spawned, { key: keyOfJob(world, job), job }];
    return [{ ...setPhase(world, worker, job, 'running'), spawned }];
  });
}

function setPhase(world: World, worker: Worker, job: number, phase: Phase): World {
  return setWorker(world, { ...worker, jobs: { ...worker.jobs, [job]: phase } });
}

/** The key under `jobs` of an attempt that was introduced at some time. */
function keyOfJob(world: World, job: number): string {
  for (let entry: World['log'] | null = world.log; entry !== null; entry = entry.before) {
    if ('key' in entry.event && entry.event.job === job) return entry.event.key;
  }
  throw new Error(`Nobody introduced ${job}.`);
}

function cancellations(world: World, subject: Subject): World[] {
  if (world.cancels === 0 || !world.meaning.state.runs.has(subject.run)) return [];
  const log = { event: event({ type: 'cancel_requested', ...subject, actor: 'mona' }), before: world.log };
  return [{ ...world, log, meaning: meaningOf(log), cancels: world.cancels - 1 }];
}
