import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import type { LedgerEntry } from './history.ts';
import { BUILD, RECORD, recordOf, RUN, Scene, TESTS, WORKER } from './scene.ts';

const [FIRST_LEG, LAST_LEG] = TESTS;

/** The rules that a history breaks once `change` was done to a sound one. */
function broken(change: (scene: Scene) => void): string[] {
  const scene = new Scene();
  change(scene);
  return [...new Set(check(scene.history).map(({ rule }) => rule))];
}

function entryOf({ ledger }: Scene, job: number, kind: LedgerEntry['kind']): LedgerEntry {
  return ledger.find((entry) => entry.job === job && entry.kind === kind)!;
}

/** Puts another entry at the end of the ledger, or at `position`. */
function note(scene: Scene, entry: LedgerEntry, position = scene.ledger.length): void {
  scene.ledger.splice(position, 0, entry);
  scene.ledger = scene.ledger.map((one, index) => ({ ...one, position: index }));
}

it('finds nothing in a sound history', () => {
  expect(broken(() => undefined)).toEqual([]);
});

describe('every accepted delivery has exactly its runs', () => {
  const rule = 'every accepted delivery has exactly its runs';

  it.each<[string, (scene: Scene) => void]>([
    ['is not on the log', (scene) => scene.removeEvents(({ type }) => type === 'delivery_received')],
    ['has no run', (scene) => scene.deliver('delivery-2', 'b'.repeat(40), '.runbook/ci.yml')],
    ['has two runs', (scene) => repeatRun(scene, 9_216)],
    [
      'has a run of a file that is not in its commit',
      (scene) =>
        scene.change(({ type }) => type === 'run_requested', { workflow: { path: '.runbook/other.yml' } }),
    ],
    [
      'was given up',
      (scene) => scene.event({ type: 'delivery_failed', owner: 'first', delivery: 'delivery-1' }),
    ],
    [
      'was rejected although its file is sound',
      (scene) => scene.change(({ type }) => type === 'run_requested', { type: 'workflow_rejected' }),
    ],
    ['was never sent', (scene) => scene.deliveries.pop()],
    ['is not shown by a server', (scene) => (scene.second = { runs: [] })],
    [
      'is shown twice by a server',
      (scene) => (scene.second = { runs: [...scene.runs, { ...scene.runs[0]!, id: 9_216, number: 2 }] }),
    ],
  ])('a delivery that %s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });

  it('one that was not answered 202 need not have any', () => {
    expect(
      broken((scene) =>
        scene.deliveries.push({ ...scene.deliveries[0]!, id: 'lost', sha: 'c'.repeat(40), accepted: false }),
      ),
    ).toEqual([]);
  });
});

describe('every run has exactly one conclusion', () => {
  const rule = 'every run has exactly one conclusion';

  it.each<[string, (scene: Scene) => void]>([
    ['without a conclusion', (scene) => scene.removeEvents(({ type }) => type === 'run_completed')],
    ['with two different ones', (scene) => conclude(scene, 'first', 'failure')],
    [
      'with the same one from two owners',
      (scene) => {
        scene.event({ type: 'partition_owned', owner: 'second' });
        conclude(scene, 'second', 'success');
      },
    ],
    [
      'concluded while a job was open',
      (scene) => scene.removeEvents(({ type, job }) => type === 'job_completed' && job === LAST_LEG),
    ],
    [
      'that a server shows with another one',
      (scene) => (scene.second = { runs: [{ ...scene.runs[0]!, conclusion: 'failure' }] }),
    ],
    [
      'that a server still shows as in progress',
      (scene) => (scene.second = { runs: [{ ...scene.runs[0]!, status: 'in_progress', conclusion: null }] }),
    ],
    ['whose run.json has another one', (scene) => scene.records.set(RECORD, recordOf('failure'))],
    ['without a run.json', (scene) => scene.records.clear()],
  ])('a run %s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });

  it('what a replaced owner decides is none', () => {
    expect(
      broken((scene) => {
        scene.event({ type: 'partition_owned', owner: 'second' });
        conclude(scene, 'first', 'failure');
      }),
    ).toEqual([]);
  });

  it('a takeover that stands on the log twice is one', () => {
    expect(
      broken((scene) => {
        scene.event({ type: 'partition_owned', owner: 'second' });
        scene.event({ type: 'partition_owned', owner: 'first' });
        conclude(scene, 'first', 'failure');
      }),
    ).toEqual([]);
  });

  it('the same one written twice by an append that was tried again is one', () => {
    expect(broken((scene) => conclude(scene, 'first', 'success'))).toEqual([]);
  });
});

describe('a conclusion follows from the jobs', () => {
  const rule = 'a conclusion follows from the jobs';

  it('a success with a failed job is found', () => {
    expect(
      broken((scene) =>
        scene.change(({ type, job }) => type === 'job_completed' && job === LAST_LEG, {
          conclusion: 'failure',
        }),
      ),
    ).toEqual([rule]);
  });

  it('a run that failed although nothing disturbed it is found', () => {
    expect(
      broken((scene) => {
        scene.loseLastLeg();
        scene.faults.push(fault(scene, 'kill', 0));
        scene.deliveries = scene.deliveries.map((delivery) => ({ ...delivery, undisturbed: true }));
      }),
    ).toEqual([rule]);
  });
});

describe('no attempt is granted twice', () => {
  it('a grant to another worker than the one that has it on the log is found', () => {
    expect(
      broken((scene) => {
        const [grant] = scene.feed;
        scene.feed.push({ ...grant!, fields: { ...grant!.fields, worker: 'worker-b' } });
      }),
    ).toEqual(['no attempt is granted twice']);
  });

  it('a grant that is told again is none', () => {
    expect(broken((scene) => scene.feed.push(...scene.feed))).toEqual([]);
  });
});

describe('an attempt runs at most once', () => {
  const rule = 'an attempt runs at most once';

  it.each<[string, (scene: Scene) => void]>([
    ['whose step ran twice', (scene) => note(scene, entryOf(scene, LAST_LEG, 'start'))],
    [
      'that ran on two workers',
      (scene) => note(scene, { ...entryOf(scene, LAST_LEG, 'end'), kind: 'child', workerPid: 78 }),
    ],
    [
      'that ran again under another id',
      (scene) => note(scene, { ...entryOf(scene, LAST_LEG, 'start'), job: 9_216 }),
    ],
    [
      'that ran although no worker had started it',
      (scene) => scene.removeEvents(({ type, job }) => type === 'job_started' && job === LAST_LEG),
    ],
    [
      'that ran after its worker was lost',
      (scene) => {
        const start = scene.events.findIndex(({ fields }) => fields.type === 'job_started');
        const { fields } = scene.event({ type: 'worker_lost', owner: 'first', worker: WORKER });
        const lost = { ...scene.events.pop()!, fields };
        scene.events.splice(start, 0, lost);
      },
    ],
  ])('one %s is found', (_, change) => {
    expect(broken(change)).toContain(rule);
  });
});

describe('what is reported has happened', () => {
  const rule = 'what is reported has happened';

  it('a success of a job whose step did not end is found', () => {
    expect(
      broken((scene) => {
        scene.ledger = scene.ledger.filter(({ kind, job }) => kind !== 'end' || job !== LAST_LEG);
      }),
    ).toEqual([rule]);
  });

  it('a success of a job that never ran is found', () => {
    expect(
      broken((scene) => {
        scene.ledger = scene.ledger.filter(({ job }) => job !== LAST_LEG);
      }),
    ).toEqual([rule]);
  });

  it('an output that is not what the other job set is found', () => {
    expect(
      broken((scene) => {
        scene.ledger = scene.ledger.map((entry) => (entry.kind === 'got' ? { ...entry, text: '' } : entry));
      }),
    ).toEqual([rule]);
  });
});

describe('no job starts before its needs have ended', () => {
  const rule = 'no job starts before its needs have ended';

  it('one that is offered before is found', () => {
    expect(
      broken((scene) => {
        const offer = scene.events.findIndex(
          ({ fields }) => fields.type === 'job_offered' && fields.job === FIRST_LEG,
        );
        const end = scene.events.findIndex(
          ({ fields }) => fields.type === 'job_completed' && fields.job === BUILD,
        );
        scene.events = scene.events.map((event, index) =>
          index === end ? { ...event, offset: offer } : index === offer ? { ...event, offset: end } : event,
        );
        scene.events.sort((one, other) => one.offset - other.offset);
      }),
    ).toContain(rule);
  });

  it('one that ran while its need still printed is found', () => {
    expect(
      broken((scene) => {
        const position = scene.ledger.findIndex(({ job, kind }) => job === BUILD && kind === 'end');
        const start = entryOf(scene, FIRST_LEG, 'start');
        scene.ledger = scene.ledger.filter((entry) => entry !== start);
        note(scene, start, position);
      }),
    ).toEqual([rule]);
  });

  it('one whose need is not there at all is found', () => {
    expect(
      broken((scene) =>
        scene.change(({ type }) => type === 'run_requested', {
          definition: {
            jobs: [
              { id: 'build', needs: [] },
              { id: 'test', needs: ['build', 'lint'] },
            ],
          },
        }),
      ),
    ).toEqual([rule]);
  });
});

describe('log files have every printed line once, in order', () => {
  const rule = 'log files have every printed line once, in order';

  it.each<[string, (lines: string[]) => string[]]>([
    ['misses a line', (lines) => lines.toSpliced(1, 1)],
    ['misses the last line', (lines) => lines.slice(0, -1)],
    ['has a line twice', (lines) => [lines[0]!, ...lines]],
    ['has its last line twice', (lines) => [...lines, lines.at(-1)!]],
    ['has two lines in the other order', (lines) => lines.toReversed()],
    ['has half a line', (lines) => [...lines.slice(0, -1), lines.at(-1)!.slice(0, 3)]],
    ['is of another length than was reported', (lines) => [...lines, '##[error]What nobody reported.']],
  ])('one that %s is found', (_, edit) => {
    expect(broken((scene) => scene.writeLog(LAST_LEG, edit))).toEqual([rule]);
  });

  it('one that is not there is found', () => {
    expect(broken((scene) => scene.logs.delete(scene.pathOf(LAST_LEG)))).toEqual([rule]);
  });

  it('one whose lines have no time is found', () => {
    expect(
      broken((scene) => {
        const path = scene.pathOf(LAST_LEG);
        scene.logs.set(path, scene.logs.get(path)!.replaceAll(/^\S+ /gm, ''));
      }),
    ).toEqual([rule]);
  });

  it('one that is cut off without a reason is found', () => {
    expect(
      broken((scene) => {
        scene.loseLastLeg();
        scene.change(({ type }) => type === 'worker_lost', { worker: 'another' });
        scene.writeLog(LAST_LEG, (lines) => lines.slice(0, 1));
      }),
    ).toContain(rule);
  });

  it.each<[string, number, readonly string[]]>([
    ['right before its worker was killed may be missing', 900, []],
    ['long before its worker was killed may not', 1_500, [rule]],
  ])('what was printed %s', (_, after, found) => {
    expect(
      broken((scene) => {
        scene.loseLastLeg();
        const lines = scene.ledger.filter(({ job, kind }) => job === LAST_LEG && kind === 'line');
        const from = lines[1]!.time + after;
        // Its processes go on for a moment.
        note(scene, { ...lines[2]!, time: from + 10, text: 'test[1] 4' });
        scene.faults.push({ target: 'worker-1', kind: 'kill', from, to: from + 3_000 });
        scene.writeLog(LAST_LEG, (all) => all.slice(0, 1));
      }),
    ).toEqual(found);
  });

  it('a doubled line is found where a worker was killed, too', () => {
    expect(
      broken((scene) => {
        scene.loseLastLeg();
        scene.faults.push(fault(scene, 'freeze', 0));
        scene.writeLog(LAST_LEG, (lines) => [lines[0]!, ...lines]);
      }),
    ).toEqual([rule]);
  });
});

describe('all servers show the same', () => {
  const rule = 'all servers show the same';

  it('another conclusion of a job is found', () => {
    const job = { id: BUILD, name: 'build', status: 'completed', conclusion: 'success', steps: [] };
    expect(
      broken((scene) => {
        const [run] = scene.runs;
        scene.runs = [{ ...run!, jobs: [job] }];
        scene.second = { runs: [{ ...run!, jobs: [{ ...job, conclusion: 'failure' }] }] };
      }),
    ).toEqual([rule]);
  });

  it('another run.json is found', () => {
    expect(
      broken(
        (scene) =>
          (scene.second = { records: new Map([[RECORD, recordOf('success').replace('{', '{"offset":7,')]]) }),
      ),
    ).toEqual([rule]);
  });

  it('another log is found', () => {
    expect(
      broken((scene) => {
        scene.second = {
          logs: new Map([...scene.logs, ['chaos/one/1/test-0.1/01-Set-up-job.log', 'more\n']]),
        };
      }),
    ).toEqual([rule]);
  });
});

it('processes of jobs that live on, of the program that gave up, and records that cannot be read are found', () => {
  expect(broken((scene) => (scene.more = { alive: [scene.ledger[0]!] }))).toEqual([
    'nothing of a job lives on',
  ]);
  expect(broken((scene) => (scene.more = { ended: ['worker-1 ended.'] }))).toEqual([
    'no process of the program gives up',
  ]);
  expect(broken((scene) => (scene.more = { unreadable: ['one'] }))).toEqual(['every record can be read']);
});

function conclude(scene: Scene, owner: string, conclusion: string): void {
  scene.event({ type: 'run_completed', owner, run: RUN, runAttempt: 1, conclusion });
}

function repeatRun(scene: Scene, run: number): void {
  const { fields } = scene.events.find((event) => event.fields.type === 'run_requested')!;
  scene.event({ ...fields, run, number: 2 });
  scene.event({ type: 'run_completed', owner: 'first', run, runAttempt: 1, conclusion: 'success' });
}

/** What was done to the worker, `before` milliseconds before the end of everything. */
function fault(scene: Scene, kind: 'kill' | 'freeze', before: number) {
  const from = scene.now - before;
  return { target: 'worker-1', kind, from, to: from + 3_000 };
}
