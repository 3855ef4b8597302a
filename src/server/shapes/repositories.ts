/** What `/api` answers of repositories, what came in for them, and who works. */
import type {
  Conclusion,
  DeliveryId,
  DispatchForm,
  JobId,
  RepositoryName,
  RunId,
  WorkerId,
} from '../../events/index.ts';
import type { StatusText } from './github.ts';
import type { RunDetailShape } from './runbook.ts';

/** `GET /api/repositories`. */
export interface RepositoryListShape {
  readonly total_count: number;
  readonly repositories: readonly RepositorySummaryShape[];
}

export interface RegistrationShape {
  readonly full_name: RepositoryName;
  /** Without credentials. */
  readonly url: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A registered repository in a list. */
export interface RepositorySummaryShape extends RegistrationShape {
  /** How many workflow files were seen in it. */
  readonly workflows_count: number;
  /** The newest on whatever branch; null where there is none. */
  readonly last_run: RunSummaryShape | null;
}

/** A run as a list of other things shows it. */
export interface RunSummaryShape {
  readonly id: RunId;
  readonly run_number: number;
  /** The workflow's name. */
  readonly name: string;
  readonly display_title: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** `GET /api/repositories/{owner}/{repo}`: also of one that was removed, for its runs stay. */
export interface RepositoryDetailShape extends Omit<RegistrationShape, 'url'> {
  /** Without credentials; null: the repository was removed, and nothing starts a run of it. */
  readonly url: string | null;
  /** Null where no delivery has said it. */
  readonly default_branch: string | null;
  /** Those seen in any commit, by path. */
  readonly workflows: readonly RepositoryWorkflowShape[];
  /** The names of the secrets of its jobs; values never leave the server. */
  readonly secrets: readonly string[];
  readonly webhooks: WebhooksShape;
  readonly deliveries_count: number;
}

/** A workflow as the page of its repository shows it. */
export interface RepositoryWorkflowShape {
  readonly id: number;
  /** `.runbook/ci.yml` */
  readonly path: string;
  /** The file's `name`, else its path. */
  readonly name: string;
  /** `ci.yml`: what addresses of it have in them. */
  readonly file: string;
  /** What it takes where it is started by hand; null: it does not listen to `workflow_dispatch`, as far as is known. */
  readonly dispatch: DispatchShape | null;
  /** The newest on whatever branch; null where there is none. */
  readonly last_run: RunDetailShape | null;
  readonly badge_url: string;
  /** The badge with a link to the workflow's runs, to be copied into a README. */
  readonly badge_markdown: string;
}

/** What a workflow takes where it is started by hand, as its file on the default branch declares it. */
export interface DispatchShape {
  /** By name, in the order of the file. */
  readonly inputs: DispatchForm['inputs'];
  /** How many more it declares that are too long to be told here: only a call of the API can give them. */
  readonly left_out: number;
}

/** Where the forge or the hook sends its deliveries. */
export interface WebhooksShape {
  readonly github: string;
  readonly git: string;
}

/** `POST /api/repositories`: the webhook secret is shown this once, and only where the server made it. */
export interface RegisteredShape extends RegistrationShape {
  readonly secret: string | null;
  readonly webhooks: WebhooksShape;
}

/** `POST /api/repositories/{owner}/{repo}/hook-key` */
export interface HookKeyShape {
  readonly key: string;
}

/** `GET /api/deliveries`: newest first. */
export interface DeliveryListShape {
  readonly total_count: number;
  readonly deliveries: readonly DeliveryShape[];
}

/** `GET /api/deliveries/{owner}/{repo}/{delivery}` */
export interface DeliveryShape {
  readonly repository: RepositoryName;
  readonly delivery: DeliveryId;
  readonly forge: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly received_at: string;
  readonly status: 'pending' | 'handled' | 'failed';
  readonly handled_at: string | null;
  /** Why nothing was looked at, or why intake gave up. */
  readonly reason: string | null;
  /** What each workflow file became; empty while it is pending, and where nothing was looked at. */
  readonly workflows: readonly DeliveredWorkflowShape[];
}

/** What one workflow file became for a delivery, and how far its run is now. */
export interface DeliveredWorkflowShape {
  readonly path: string;
  readonly outcome: 'started' | 'rejected' | 'skipped';
  readonly run: RunId | null;
  /** For `skipped`: why, in a sentence. */
  readonly reason: string | null;
  /** These three are null where there is no run, or it was removed as too old. */
  readonly run_number: number | null;
  readonly status: StatusText | null;
  readonly conclusion: Conclusion | null;
}

/** `GET /api/workers`: those heard of lately. */
export interface WorkerListShape {
  readonly total_count: number;
  readonly workers: readonly WorkerShape[];
  /** Jobs that no worker can take, as none has their labels: the oldest 20. */
  readonly unserved: readonly UnservedJobShape[];
}

/** A job that waits for a label which no worker has. */
export interface UnservedJobShape {
  readonly id: JobId;
  readonly name: string;
  readonly run: RunId;
  readonly run_number: number;
  readonly repository: RepositoryName;
  /** What it wants of a worker. */
  readonly labels: readonly string[];
  /** For which of them nobody can take it. */
  readonly missing: readonly string[];
  /** Since when it could run. */
  readonly created_at: string;
}

export interface WorkerShape {
  readonly id: WorkerId;
  readonly name: string;
  readonly labels: readonly string[];
  /** How many jobs it runs at a time. */
  readonly capacity: number;
  /** What it said that it runs at its last heartbeat. */
  readonly running: readonly JobId[];
  readonly draining: boolean;
  /** Its last heartbeat, by the log's clock. */
  readonly seen_at: string;
  /** What it was granted and has not ended, oldest first. */
  readonly jobs: readonly WorkerJobShape[];
}

export interface WorkerJobShape {
  readonly id: JobId;
  readonly name: string;
  readonly run: RunId;
  readonly run_number: number;
  readonly repository: RepositoryName;
  /** Null: it was granted and has not started. */
  readonly started_at: string | null;
}
