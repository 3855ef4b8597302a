import type { Problem, RunId, WorkflowOutcome } from '../../events/index.ts';
import { githubContext, runName, type Scope } from '../../workflow/index.ts';
import type { IntakeResult, PreparedWorkflow } from '../intake-result.ts';
import type { QueuedDelivery, RepositoryState } from '../state/index.ts';
import type { Batch } from './batch.ts';
import { evaluateConcurrency } from './concurrency.ts';
import { reasonOf, sizeProblem } from './failure.ts';

type Started = Extract<PreparedWorkflow, { readonly outcome: 'started' }>;
type Rejected = Omit<Extract<PreparedWorkflow, { readonly outcome: 'rejected' }>, 'outcome'>;

/** Turns what intake found for the delivery that a repository is at into runs. */
export function decideDelivery(batch: Batch, result: IntakeResult): void {
  const repository = batch.state.repositories.get(result.repository);
  const delivery = repository?.pending[0];
  if (repository === undefined || repository.frozen !== null) return;
  if (delivery === undefined || delivery.event.delivery !== result.delivery) return;
  const base = { repository: repository.name, owner: batch.owner, delivery: result.delivery };
  const numbers = new RunNumbers(repository);
  if (result.kind === 'failed') {
    const { reason, trigger } = result;
    const run = batch.nextRunId();
    batch.add({ type: 'delivery_failed', ...base, run, number: numbers.next(), reason, trigger });
    return;
  }
  const workflows = result.workflows.map((workflow) =>
    decideWorkflow(batch, { delivery, numbers, base }, workflow),
  );
  const reason = result.reason === undefined ? {} : { reason: result.reason };
  batch.add({ type: 'delivery_handled', ...base, workflows, ...reason });
}

/** Counts the runs of a repository. */
class RunNumbers {
  #newest: number;

  constructor(repository: RepositoryState) {
    this.#newest = repository.runNumber;
  }

  next(): number {
    this.#newest += 1;
    return this.#newest;
  }
}

interface InHand {
  readonly delivery: QueuedDelivery;
  readonly numbers: RunNumbers;
  readonly base: Pick<IntakeResult, 'repository' | 'delivery'> & { readonly owner: Batch['owner'] };
}

function decideWorkflow(batch: Batch, inHand: InHand, workflow: PreparedWorkflow): WorkflowOutcome {
  const { dispatch } = workflow;
  return { ...outcomeOf(batch, inHand, workflow), ...(dispatch === undefined ? {} : { dispatch }) };
}

function outcomeOf(batch: Batch, inHand: InHand, workflow: PreparedWorkflow): WorkflowOutcome {
  const { path } = workflow;
  const before = inHand.delivery.runs.get(path);
  if (before !== undefined) return { path, ...before };
  if (workflow.outcome === 'skipped') return workflow;
  if (workflow.outcome === 'rejected')
    return { path, outcome: 'rejected', run: reject(batch, inHand, workflow) };
  return start(batch, inHand, workflow);
}

function start(batch: Batch, inHand: InHand, { path, facts }: Started): WorkflowOutcome {
  const run = batch.nextRunId();
  const number = inHand.numbers.next();
  const { event } = inHand.delivery;
  const scope: Scope = {
    contexts: {
      github: githubContext({
        repository: inHand.base.repository,
        run,
        number,
        runAttempt: 1,
        workflow: facts.workflow,
        trigger: facts.trigger,
        payload: facts.payload ?? (event.type === 'delivery_received' ? event.payload : {}),
        urls: facts.urls,
        defaultBranch: facts.defaultBranch,
      }),
      inputs: facts.trigger.inputs ?? {},
      vars: facts.vars,
    },
  };
  const refuse = (rule: string, message: string): WorkflowOutcome => {
    const { workflow, trigger, source } = facts;
    const errors = [problemOf(path, rule, message)];
    batch.add({ type: 'workflow_rejected', ...inHand.base, run, number, workflow, trigger, errors, source });
    return { path, outcome: 'rejected', run };
  };
  const tooLarge = sizeProblem(facts.definition);
  if (tooLarge !== null) return refuse('file-too-large', tooLarge);
  try {
    const name = runName(facts.definition, scope, facts.trigger);
    const concurrency = evaluateConcurrency(facts.definition.concurrency, scope);
    batch.add({ type: 'run_requested', ...inHand.base, ...facts, run, number, name, concurrency });
    return { path, outcome: 'started', run };
  } catch (error) {
    return refuse('expression', reasonOf(error));
  }
}

function reject(batch: Batch, inHand: InHand, rejected: Rejected): RunId {
  const { path, name, trigger, errors, source } = rejected;
  const run = batch.nextRunId();
  const number = inHand.numbers.next();
  const workflow = { path, name };
  batch.add({ type: 'workflow_rejected', ...inHand.base, run, number, workflow, trigger, errors, source });
  return run;
}

/** A mistake of a file as a whole, or one that showed only when `run-name` or `concurrency` was evaluated. */
function problemOf(file: string, rule: string, message: string): Problem {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { file, ...place, severity: 'error', rule, message };
}
