import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DeliveryReceived, DispatchRequested } from '../../events/catalogue.ts';
import type { RepositoryName } from '../../events/ids.ts';
import type { Trigger } from '../../events/trigger.ts';
import { GitError, type Mirrors, type RemoteAccess, UnknownRefError } from '../../git/index.ts';
import { asksToSkip } from '../../workflow/index.ts';
import type { IntakeResult, PreparedWorkflow } from '../intake-result.ts';
import type { PendingDelivery } from '../state/index.ts';
import { DefinitionCache } from './definition-cache.ts';
import { triggerOf } from './delivery-trigger.ts';
import type { IntakeSource } from './intake-source.ts';
import { completePushPayload, defaultBranchOf, forgeUrls } from './payload.ts';
import { prepareForDispatch } from './prepare-dispatch.ts';
import { prepareForPush, type PushFacts } from './prepare-workflow.ts';
import { INTAKE_RETRY, type RetryPolicy, withRetries } from './retry.ts';
import { Slots } from './slots.ts';

/** Repositories fetched from at a time, and beside them those whose remote failed at the last try. */
const PARALLEL = 8;
const PARALLEL_UNREACHABLE = 4;

const SKIP_REASON = 'The commit message asks to skip CI.';

/** What intake through mirrors works with. */
export interface MirrorIntakeOptions {
  readonly mirrors: Mirrors;
  /**
   * Gives URL and credentials of the registration that a delivery goes by, in the clear. May take its time: where
   * another process has to be asked and is away, it waits until `signal` is aborted.
   * @throws Error; then the delivery ends as failed with its message
   */
  readonly access: (
    of: Pick<PendingDelivery, 'repository' | 'registration'>,
    signal: AbortSignal,
  ) => Promise<RemoteAccess>;
  /** This server's public address, for links of repositories without a forge; no slash at the end. */
  readonly serverUrl: string;
  readonly logger: Logger;
  /** Milliseconds; default: the machine's clock. Only for the time given to an unreachable remote. */
  readonly now?: () => number;
  /** Default: ten minutes, 1 s doubling to 60 s. */
  readonly retry?: RetryPolicy;
}

/** Intake by git: fetches the commit into the repository's mirror and reads the workflow files at it. */
export function createMirrorIntake(options: MirrorIntakeOptions): IntakeSource {
  return new MirrorIntake(options);
}

class MirrorIntake implements IntakeSource {
  readonly #options: MirrorIntakeOptions;
  readonly #cache = new DefinitionCache();
  readonly #slots = new Slots(PARALLEL);
  /** Remotes that hang until git gives up must not keep the others waiting. */
  readonly #slotsForUnreachable = new Slots(PARALLEL_UNREACHABLE);
  readonly #unreachable = new Set<RepositoryName>();

  constructor(options: MirrorIntakeOptions) {
    this.#options = options;
  }

  async prepare(pending: PendingDelivery, signal: AbortSignal): Promise<IntakeResult> {
    const { event, repository } = pending;
    const reason = event.type === 'delivery_received' ? reasonToIgnore(event.trigger) : null;
    if (reason !== null)
      return { kind: 'handled', repository, delivery: event.delivery, workflows: [], reason };
    const { logger, now = Date.now, retry = INTAKE_RETRY } = this.#options;
    // Before it takes a slot: whoever waits for a server must not keep others from their remotes.
    const access = await this.#options.access(pending, signal);
    return withRetries(
      () => this.#inSlot(pending, access, signal),
      {
        policy: retry,
        now,
        retryable: isRetryable,
        onRetry: (error, delayMs) => logger.warn({ repository, err: error, delayMs }, 'intake: trying again'),
      },
      signal,
    );
  }

  async #inSlot(pending: PendingDelivery, access: RemoteAccess, signal: AbortSignal): Promise<IntakeResult> {
    const { repository } = pending;
    const slots = this.#unreachable.has(repository) ? this.#slotsForUnreachable : this.#slots;
    try {
      const result = await slots.run(signal, () => this.#try(pending, access, signal));
      this.#unreachable.delete(repository);
      return result;
    } catch (error) {
      if (isRetryable(error)) this.#unreachable.add(repository);
      throw error;
    }
  }

  #try(pending: PendingDelivery, access: RemoteAccess, signal: AbortSignal): Promise<IntakeResult> {
    const { event } = pending;
    return event.type === 'delivery_received'
      ? this.#tryDelivery(pending, event, access, signal)
      : this.#tryDispatch(pending, event, access, signal);
  }

  async #tryDelivery(
    pending: PendingDelivery,
    event: DeliveryReceived,
    access: RemoteAccess,
    signal: AbortSignal,
  ): Promise<IntakeResult> {
    const { mirrors, serverUrl } = this.#options;
    const { repository } = pending;
    const { url } = pending.registration;
    const { delivery, payload } = event;
    const want = { sha: event.trigger.sha, ref: event.trigger.ref };
    await mirrors.fetchCommit(repository, access, want, signal);
    const describes = event.forge === 'git' || event.trigger.message === null;
    const [files, commit] = await Promise.all([
      mirrors.readDefinitions(repository, want.sha, signal),
      describes ? mirrors.describeCommit(repository, want.sha, signal) : null,
    ]);
    const trigger = commit === null ? event.trigger : atCommit(event.trigger, commit);
    if (commit !== null && asksToSkip(commit.message)) {
      return { kind: 'handled', repository, delivery, workflows: [], reason: SKIP_REASON };
    }
    if (files.length === 0)
      return { kind: 'handled', repository, delivery, workflows: [], reason: noFiles(trigger.sha) };
    const defaultBranch = defaultBranchOf(payload) ?? mirrors.defaultBranch(repository);
    const facts = { repository, url, defaultBranch, serverUrl };
    let changed: Promise<readonly string[] | null> | null = null;
    const push: PushFacts = {
      trigger,
      ...(event.forge === 'git' && commit !== null
        ? { payload: completePushPayload(payload, trigger, commit, facts) }
        : {}),
      urls: forgeUrls(payload, facts),
      url,
      defaultBranch,
      changedPaths: () =>
        (changed ??= mirrors.changedPaths(repository, trigger.before, trigger.sha, defaultBranch, signal)),
    };
    const project = this.#cache.projectOf(mirrors.filesAt(repository, want.sha, signal));
    const workflows: PreparedWorkflow[] = [];
    for (const file of files) {
      // A file made to be slow takes a second to read; between two of them everything else gets its turn.
      if (workflows.length > 0) await nextTurn();
      workflows.push(await prepareForPush(file, push, this.#cache, project));
    }
    return { kind: 'handled', repository, delivery, workflows };
  }

  async #tryDispatch(
    pending: PendingDelivery,
    event: DispatchRequested,
    access: RemoteAccess,
    signal: AbortSignal,
  ): Promise<IntakeResult> {
    const { mirrors, serverUrl } = this.#options;
    const { repository } = pending;
    const { url } = pending.registration;
    const found = await resolveOrExplain(() => mirrors.resolveRef(repository, access, event.ref, signal));
    if (typeof found === 'string')
      return { kind: 'handled', repository, delivery: event.delivery, workflows: [], reason: found };
    const { ref, sha } = found;
    await mirrors.fetchCommit(repository, access, { sha, ref }, signal);
    const [files, commit] = await Promise.all([
      mirrors.readDefinitions(repository, sha, signal),
      mirrors.describeCommit(repository, sha, signal),
    ]);
    const trigger = atCommit({ ...triggerOf(event), ref }, commit);
    const defaultBranch = mirrors.defaultBranch(repository);
    const repositoryFacts = { repository, url, defaultBranch, serverUrl };
    const urls = forgeUrls({}, repositoryFacts);
    const workflow = await prepareForDispatch(
      files,
      event,
      { trigger, urls, url, defaultBranch },
      repositoryFacts,
      this.#cache,
      this.#cache.projectOf(mirrors.filesAt(repository, sha, signal)),
    );
    return { kind: 'handled', repository, delivery: event.delivery, workflows: [workflow] };
  }
}

/** Why a delivery needs no look at the repository; null if it does. */
function reasonToIgnore(trigger: Trigger): string | null {
  if (trigger.event !== 'push') return `\`${trigger.event}\` starts no runs in this version.`;
  if (trigger.deleted) return `${trigger.ref} was deleted.`;
  if (trigger.message !== null && asksToSkip(trigger.message)) return SKIP_REASON;
  return null;
}

/** What a ref stands for, or why there is no such ref: a request that is wrong makes no run. */
async function resolveOrExplain<Resolved>(resolve: () => Promise<Resolved>): Promise<Resolved | string> {
  try {
    return await resolve();
  } catch (error) {
    if (error instanceof UnknownRefError) return error.message;
    throw error;
  }
}

/** The trigger with what only the commit itself says; an annotated tag's object gives way to its commit. */
function atCommit(trigger: Trigger, commit: { readonly sha: string; readonly message: string }): Trigger {
  return { ...trigger, sha: commit.sha, message: commit.message };
}

function noFiles(sha: string): string {
  return `There are no workflow files in .runbook/ at ${sha.slice(0, 7)}.`;
}

function isRetryable(error: unknown): boolean {
  return error instanceof GitError && error.retryable;
}
