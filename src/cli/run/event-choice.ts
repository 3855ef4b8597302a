import type { Trigger } from '../../events/index.ts';
import {
  EVENT_NAMES,
  filtersNeedPaths,
  matchListening,
  matchTrigger,
  nearMiss,
} from '../../workflow/index.ts';
import { CommandError } from '../exit-code.ts';
import type { LocalEvent } from './local-event.ts';
import type { WorkflowFile } from './workflow-choice.ts';

/**
 * The event to run for: the one asked for, else `push`, else the first event of the one file named.
 * @param named how many files the command line named
 * @throws CommandError where GitHub has no such event
 */
export function chooseEvent(
  asked: string | undefined,
  files: readonly WorkflowFile[],
  named: number,
): string {
  if (asked !== undefined) {
    if (EVENT_NAMES.has(asked)) return asked;
    const near = nearMiss(asked, [...EVENT_NAMES]);
    throw new CommandError(
      `There is no event ${asked}${near === null ? ', as `on` may name it.' : `; did you mean ${near}?`}`,
    );
  }
  const [only] = files;
  if (named !== 1 || files.length !== 1 || only?.on == null) return 'push';
  const events = Object.keys(only.on);
  return events.find((event) => event !== CALL) ?? events[0] ?? 'push';
}

/** Not an event that happens: as a rule another workflow calls the file. */
const CALL = 'workflow_call';

/** A file with the event as it would come to it. */
export interface Candidate extends LocalEvent {
  readonly file: WorkflowFile;
}

/** What becomes of the files for an event. */
export interface EventChoice {
  readonly run: readonly Candidate[];
  /** With a reason each. */
  readonly passedOver: readonly { readonly file: WorkflowFile; readonly reason: string }[];
}

/** How files are chosen. */
export interface ChoiceOptions {
  /** Whether the command line names the files. */
  readonly named: boolean;
  /** The paths that the event is about; null: nobody knows. */
  readonly changedPaths: (trigger: Trigger) => Promise<readonly string[] | null>;
}

/**
 * Of the files in `.runbook`, those that the event would start. Files that were named run whatever their branch
 * and path filters say, but they must listen to the event and to its activity.
 * @throws CommandError where a named file does not listen to the event, or no file does
 */
export async function chooseForEvent(
  candidates: readonly Candidate[],
  options: ChoiceOptions,
): Promise<EventChoice> {
  const run: Candidate[] = [];
  const passedOver: { file: WorkflowFile; reason: string }[] = [];
  for (const candidate of candidates) {
    const reason = await whyNot(candidate, options);
    if (reason === null) run.push(candidate);
    else if (options.named) throw new CommandError(reason);
    else passedOver.push({ file: candidate.file, reason });
  }
  // Nobody wonders why a file did not run that is only there to be called.
  if (run.length > 0) return { run, passedOver: passedOver.filter(({ file }) => !isOnlyCalled(file)) };
  const event = candidates[0]?.trigger.event ?? 'it';
  throw new CommandError(`Nothing to run for ${event}: ${passedOver.map(({ reason }) => reason).join(' ')}`);
}

function isOnlyCalled({ on }: WorkflowFile): boolean {
  const events = Object.keys(on ?? {});
  return events.length === 1 && events[0] === CALL;
}

async function whyNot(
  { file, trigger, payload }: Candidate,
  { named, changedPaths }: ChoiceOptions,
): Promise<string | null> {
  if (file.on === null) return null;
  if (!Object.hasOwn(file.on, trigger.event)) {
    const events = Object.keys(file.on);
    const listens = events.length === 0 ? 'nothing' : events.join(', ');
    return `${file.file} does not listen to ${trigger.event}; it listens to ${listens} (choose with --event).`;
  }
  // Here the command line calls it, in place of another workflow.
  if (trigger.event === 'workflow_call') return null;
  const listening = matchListening(file.on, trigger, payload);
  if (!listening.matches) {
    return `${file.file}: ${listening.reason} What happened is the "action" of --event-path.`;
  }
  if (named) return null;
  let match = matchTrigger(file.on, trigger, null, payload);
  if (match.matches && filtersNeedPaths(file.on, trigger)) {
    match = matchTrigger(file.on, trigger, await changedPaths(trigger), payload);
  }
  return match.matches ? null : `${file.file}: ${match.reason}`;
}
