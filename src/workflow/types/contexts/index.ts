/** The types of all contexts at each place of a workflow, worked out once for each job and step. */
import { isJsonObject, type JsonObject } from '../../../events/json.ts';
import { jobOutputs, NO_DECLARED_OUTPUTS, type DeclaredOutputs } from '../outputs.ts';
import { ANY, type Type } from '../type.ts';
import { envType } from './env.ts';
import { githubType, RUNNER, STRATEGY, TEXTS } from './fixed.ts';
import { eventInputsType, inputsType, secretsType, withoutInput } from './inputs.ts';
import { jobContextType } from './job.ts';
import { matrixType } from './matrix.ts';
import { jobsType, needsType } from './needs.ts';
import { defaultShell, knownSteps, type KnownSteps } from './steps.ts';

/** The type of a context, by its name in lower case. */
export type ContextTypes = (lowerCaseName: string) => Type;

/** Where an expression stands: path from the root, keys and indexes. */
type Path = readonly (string | number)[];

/**
 * The contexts of a workflow file, by the path of the value in which an expression stands. What is wrong with the
 * file otherwise makes types unknown, never wrong.
 * @param declared the outputs that other files declare
 */
export function contextsOf(
  root: JsonObject,
  declared: DeclaredOutputs = NO_DECLARED_OUTPUTS,
): (path: Path) => ContextTypes {
  const workflow = new WorkflowContexts(root, declared);
  return (path) => {
    const [section, id, key, index] = path;
    if (section === 'on' && key === 'inputs' && typeof index === 'string') return workflow.inDefaultOf(index);
    const job = section === 'jobs' && typeof id === 'string' ? workflow.job(id) : null;
    if (job === null) return workflow.types;
    return job.at(key === 'steps' && typeof index === 'number' ? index : Infinity);
  };
}

class WorkflowContexts {
  readonly types: ContextTypes;
  readonly #root: JsonObject;
  readonly #declared: DeclaredOutputs;
  readonly #jobs: ReadonlyMap<string, readonly [id: string, job: JsonObject]>;
  readonly #contexts = new Map<string, JobContexts>();
  readonly #outputs = new Map<string, Type>();

  constructor(root: JsonObject, declared: DeclaredOutputs) {
    this.#root = root;
    this.#declared = declared;
    const jobs = isJsonObject(root['jobs']) ? root['jobs'] : {};
    this.#jobs = new Map(
      Object.entries(jobs).flatMap(([id, job]) => (isJsonObject(job) ? [[id.toLowerCase(), [id, job]]] : [])),
    );
    this.types = remembering((name) => {
      switch (name) {
        case 'github':
        case 'runbook':
          return githubType(eventInputsType(root['on']));
        case 'runner':
          return RUNNER;
        case 'env':
          return envType(root);
        case 'vars':
          return TEXTS;
        case 'strategy':
          return STRATEGY;
        case 'inputs':
          return inputsType(root['on']);
        case 'secrets':
          return secretsType(root['on']);
        case 'jobs':
          return jobsType(root, (id) => this.outputsOf(id));
        default:
          return ANY;
      }
    });
  }

  /** In the default of an input, which has no value then. */
  inDefaultOf(input: string): ContextTypes {
    return (name) => (name === 'inputs' ? withoutInput(this.types(name), input) : this.types(name));
  }

  job(id: string): JobContexts | null {
    const known = this.#contexts.get(id);
    if (known !== undefined) return known;
    const [, job] = this.#jobs.get(id.toLowerCase()) ?? [];
    if (job === undefined) return null;
    const shell = defaultShell(this.#root);
    const contexts = new JobContexts(this, {
      id,
      job,
      shell,
      declared: this.#declared,
    });
    this.#contexts.set(id, contexts);
    return contexts;
  }

  /** `outputs` of a job; undefined where there is none with this id. */
  outputsOf(lowerCaseId: string): Type | undefined {
    const [id = '', job] = this.#jobs.get(lowerCaseId) ?? [];
    if (job === undefined) return undefined;
    const outputs = this.#outputs.get(lowerCaseId) ?? jobOutputs(id, job, this.#declared);
    this.#outputs.set(lowerCaseId, outputs);
    return outputs;
  }
}

interface JobFacts {
  readonly id: string;
  readonly job: JsonObject;
  readonly shell: JsonObject[string] | undefined;
  readonly declared: DeclaredOutputs;
}

class JobContexts {
  readonly #steps: () => KnownSteps;
  readonly #types: ContextTypes;

  constructor(workflow: WorkflowContexts, { id, job, shell, declared }: JobFacts) {
    let steps: KnownSteps | null = null;
    this.#steps = () => (steps ??= knownSteps(`the job \`${id}\``, job, shell, declared));
    this.#types = remembering((name) => {
      switch (name) {
        case 'needs':
          return needsType(id, job, (need) => workflow.outputsOf(need));
        case 'matrix':
          return matrixType(id, job['strategy'], this.#types);
        case 'job':
          return jobContextType(id, job['services']);
        case 'secrets':
          // An environment brings secrets of its own.
          return job['environment'] === undefined ? workflow.types(name) : TEXTS;
        default:
          return workflow.types(name);
      }
    });
  }

  /** The contexts of the step at an index of `steps`; Infinity: after all of them. */
  at(index: number): ContextTypes {
    return (name) => (name === 'steps' ? this.#steps().before(index) : this.#types(name));
  }
}

function remembering(typeOf: ContextTypes): ContextTypes {
  const known = new Map<string, Type>();
  return (name) => {
    const type = known.get(name) ?? typeOf(name);
    known.set(name, type);
    return type;
  };
}
