import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import type { Fields, LedgerEntry } from './history.ts';
import { WORKER } from './scene.ts';
import { CALLS, REPORT, RUN, SceneOfCalls, TRIES } from './scene-of-calls.ts';

const [FIRST, SECOND] = TRIES;
const [CALL] = CALLS;
const FLAKY = { run: RUN, key: 'flaky', leg: 0, legs: 1 };

/** The rules that a history breaks once `change` was done to a sound one. */
function broken(change: (scene: SceneOfCalls) => void): string[] {
  const scene = new SceneOfCalls();
  change(scene);
  return [...new Set(check(scene.history).map(({ rule }) => rule))];
}

/** Moves the first event that is chosen right before another one. */
function moveBefore(
  scene: SceneOfCalls,
  chosen: (fields: Fields) => boolean,
  before: (fields: Fields) => boolean,
): void {
  const event = scene.events.find(({ fields }) => chosen(fields))!;
  const others = scene.events.filter((one) => one !== event);
  const position = others.findIndex(({ fields }) => before(fields));
  scene.events = others.toSpliced(position, 0, event).map((one, offset) => ({ ...one, offset }));
}

/** Does something at the end of the flaky job's tries, as if it had been done then. */
function afterTries(scene: SceneOfCalls, happens: () => void): void {
  const position = scene.events.findIndex(({ fields }) => fields.type === 'workflow_called');
  const later = scene.events.splice(position);
  const entries = scene.ledger.findIndex(({ run, key }) => run === RUN && key !== 'flaky');
  const laterEntries = scene.ledger.splice(entries);
  happens();
  scene.events = [...scene.events, ...later].map((event, offset) => ({ ...event, offset }));
  scene.ledger = [...scene.ledger, ...laterEntries].map((entry, index) => ({ ...entry, position: index }));
}

function reorder(scene: SceneOfCalls, order: (entry: LedgerEntry) => number): void {
  scene.ledger = scene.ledger
    .toSorted((one, other) => order(one) - order(other))
    .map((entry, position) => ({ ...entry, position }));
}

/** Whether an event is of this type and about this job. */
function of(type: string, job: number): (fields: Fields) => boolean {
  return (fields) => fields.type === type && fields.job === job;
}

it('finds nothing in a sound history of a call and a job that is tried again', () => {
  expect(broken(() => undefined)).toEqual([]);
});

describe('a job is tried as often as its retry says', () => {
  const rule = 'a job is tried as often as its retry says';

  it.each<[string, (scene: SceneOfCalls) => void]>([
    [
      'that was tried once more than it may be',
      (scene) => {
        scene.change(of('job_completed', SECOND), { conclusion: 'failure' });
        afterTries(scene, () => scene.runJob({ ...FLAKY, job: SECOND + 1_024, attempt: 3 }));
      },
    ],
    [
      'that was tried again after a success',
      (scene) => scene.change(of('job_completed', FIRST), { conclusion: 'success' }),
    ],
    [
      'that was tried again after what its retry does not name',
      (scene) => changeRetry(scene, { attempts: 2, on: ['worker-lost'] }),
    ],
    ['that was tried again without a retry', (scene) => changeRetry(scene, undefined)],
    ['that was not tried again', (scene) => scene.removeEvents(({ job }) => job === SECOND)],
    [
      'whose worker was lost and that was not tried again',
      (scene) => {
        scene.removeEvents(({ job, type }) => job === SECOND || (job === FIRST && type === 'job_completed'));
        const { fields } = scene.event({ type: 'worker_lost', owner: 'first', worker: WORKER });
        scene.removeEvents(({ type }) => type === 'worker_lost');
        afterTries(scene, () => scene.event(fields));
      },
    ],
    [
      'whose next try was offered before the one before had ended',
      (scene) => moveBefore(scene, of('job_offered', SECOND), of('job_completed', FIRST)),
    ],
    [
      'whose next try began while the one before still ran',
      (scene) => {
        const start = scene.ledger.find(({ job, kind }) => job === SECOND && kind === 'start')!;
        const end = scene.ledger.find(({ job, kind }) => job === FIRST && kind === 'fail')!;
        reorder(scene, (entry) => (entry === start ? end.position - 0.5 : entry.position));
      },
    ],
  ])('one %s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });

  it('an attempt that was lost before it started is no try', () => {
    expect(
      broken((scene) => {
        const lost = { run: RUN, job: FIRST - 512 * 1_024 };
        const place = { key: 'flaky', leg: { index: 0, total: 1 }, attempt: 0, folder: 'flaky-0.0' };
        const offered = scene.event({ type: 'job_offered', owner: 'first', ...lost, ...place });
        const granted = scene.event({ type: 'job_granted', owner: 'first', worker: 'worker-b', ...lost });
        const loss = scene.event({ type: 'worker_lost', owner: 'first', worker: 'worker-b' });
        for (const event of [offered, granted, loss])
          moveBefore(scene, (fields) => fields === event.fields, of('job_offered', FIRST));
      }),
    ).toEqual([]);
  });
});

describe('one try, one worker', () => {
  it('an attempt that owners granted to two workers is found', () => {
    expect(
      broken((scene) => {
        const { fields } = scene.events.find((event) => of('job_granted', SECOND)(event.fields))!;
        scene.event({ ...fields, worker: 'worker-b' });
        moveBefore(scene, ({ worker }) => worker === 'worker-b', of('job_completed', SECOND));
      }),
    ).toContain('no attempt is granted twice');
  });

  it('an attempt that another worker starts than the one that has it is found', () => {
    expect(
      broken((scene) => {
        scene.event({ type: 'job_started', run: RUN, job: SECOND, worker: 'worker-b' });
      }),
    ).toEqual(['an attempt runs at most once']);
  });
});

describe('a conclusion follows from the last tries', () => {
  const rule = 'a conclusion follows from the jobs';

  it.each<[string, (scene: SceneOfCalls) => void]>([
    [
      'a success whose last try failed',
      (scene) => scene.change(of('job_completed', SECOND), { conclusion: 'failure' }),
    ],
    [
      'a failure whose last try succeeded',
      (scene) =>
        scene.change(({ type, run }) => type === 'run_completed' && run === RUN, { conclusion: 'failure' }),
    ],
    [
      'a call that succeeded although a job in it failed',
      (scene) => scene.change(of('job_completed', CALL!.test), { conclusion: 'failure' }),
    ],
    [
      'a call that failed although all jobs in it succeeded',
      (scene) => scene.change(of('call_completed', CALL!.job), { conclusion: 'failure' }),
    ],
    [
      'a nested job that is skipped although what it needs succeeded',
      (scene) => {
        const { job, test } = CALL!;
        const { fields } = scene.events.find((event) => of('job_offered', test)(event.fields))!;
        scene.removeEvents((one) => one.job === test);
        scene.ledger = scene.ledger.filter((entry) => entry.job !== test);
        const skipped = scene.event({ ...fields, type: 'job_skipped' });
        moveBefore(scene, (one) => one === skipped.fields, of('call_completed', job));
      },
    ],
  ])('%s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });

  it('a call that was concluded before the jobs in it had ended is found', () => {
    expect(
      broken((scene) => moveBefore(scene, of('call_completed', CALL!.job), of('job_completed', CALL!.test))),
    ).toEqual(['every run has exactly one conclusion']);
  });
});

describe('no nested job starts before its needs and those of its call have ended', () => {
  const rule = 'no job starts before its needs have ended';

  it.each<[string, (scene: SceneOfCalls) => void]>([
    [
      'a call that is made before the last try of its need has ended',
      (scene) => moveBefore(scene, of('workflow_called', CALL!.job), of('job_offered', SECOND)),
    ],
    [
      'a nested job that is offered before what its call needs has ended',
      (scene) => moveBefore(scene, of('job_offered', CALL!.build), of('job_completed', SECOND)),
    ],
    [
      'a nested job that is offered before its own need has ended',
      (scene) => moveBefore(scene, of('job_offered', CALL!.test), of('job_completed', CALL!.build)),
    ],
    [
      'a nested job that ran while what its call needs still ran',
      (scene) => {
        const entry = scene.ledger.find(({ job, kind }) => job === CALL!.build && kind === 'start')!;
        const end = scene.ledger.find(({ job, kind }) => job === SECOND && kind === 'end')!;
        reorder(scene, (one) => (one === entry ? end.position - 0.5 : one.position));
      },
    ],
    [
      'a job that is offered before the call that it needs has ended',
      (scene) => moveBefore(scene, of('job_offered', REPORT), of('call_completed', CALLS[1]!.job)),
    ],
    [
      'a job that needs a call of which a leg is not there',
      (scene) => scene.removeEvents(({ job }) => job === CALL!.job),
    ],
  ])('%s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });
});

describe('what is reported has happened, in calls too', () => {
  it('an output of the same job of another call is found', () => {
    expect(
      broken((scene) => {
        scene.ledger = scene.ledger.map((entry) =>
          entry.job === CALL!.build && entry.kind === 'set' ? { ...entry, text: 'another' } : entry,
        );
      }),
    ).toEqual(['what is reported has happened']);
  });
});

describe('log files have every printed line once over all tries', () => {
  const rule = 'log files have every printed line once, in order';

  it.each<[string, (scene: SceneOfCalls) => void]>([
    [
      'that has the lines of the try before, too',
      (scene) => scene.writeLog(SECOND, (all) => [...all, ...all]),
    ],
    [
      'of a try that failed and that misses its last line',
      (scene) => scene.writeLog(FIRST, (all) => all.slice(0, -1)),
    ],
    [
      'in a folder that the try before has',
      (scene) => {
        const { folder } = scene.events.find((event) => of('job_offered', FIRST)(event.fields))!.fields;
        scene.change(of('job_offered', SECOND), { folder: folder!.toUpperCase() });
      },
    ],
  ])('one %s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });
});

function changeRetry(scene: SceneOfCalls, retry: { attempts: number; on: string[] } | undefined): void {
  const requested = (fields: Fields): boolean => fields.type === 'run_requested' && fields.run === RUN;
  const { definition } = scene.events.find(({ fields }) => requested(fields))!.fields;
  const jobs = definition!.jobs.map(({ retry: before, ...job }) =>
    before === undefined || retry === undefined ? job : { ...job, retry },
  );
  scene.change(requested, { definition: { ...definition!, jobs } });
}
