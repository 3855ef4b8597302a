import type { Trigger } from '../../events/index.ts';
import { matchTrigger } from '../../workflow/index.ts';
import { CommandError } from '../exit-code.ts';
import type { WorkflowFile } from './workflow-choice.ts';

/**
 * The event to run for: the one asked for, else `push`, else the first event of the one file named.
 * @param named how many files the command line named
 */
export function chooseEvent(
  asked: string | undefined,
  files: readonly WorkflowFile[],
  named: number,
): string {
  if (asked !== undefined) return asked;
  const [only] = files;
  if (named !== 1 || files.length !== 1 || only?.on == null) return 'push';
  const events = Object.keys(only.on);
  return events.find((event) => event !== CALL) ?? events[0] ?? 'push';
}

/** Not an event that happens: another workflow calls the file. */
const CALL = 'workflow_call';

/** What becomes of the files for an event. */
export interface EventChoice {
  readonly run: readonly WorkflowFile[];
  /** With a reason each. */
  readonly passedOver: readonly { readonly file: WorkflowFile; readonly reason: string }[];
}

/**
 * Of the files in `.runbook`, those that the event would start. Files that were named run whatever their branch
 * and path filters say, but they must listen to the event.
 * @throws CommandError where a named file does not listen to the event, or no file does
 */
export function chooseForEvent(
  files: readonly WorkflowFile[],
  trigger: Trigger,
  named: boolean,
): EventChoice {
  const run: WorkflowFile[] = [];
  const passedOver: { file: WorkflowFile; reason: string }[] = [];
  for (const file of files) {
    const reason = whyNot(file, trigger, named);
    if (reason === null) run.push(file);
    else if (named) throw new CommandError(reason);
    else passedOver.push({ file, reason });
  }
  // Nobody wonders why a file did not run that is only there to be called.
  if (run.length > 0) return { run, passedOver: passedOver.filter(({ file }) => !isOnlyCalled(file)) };
  throw new CommandError(
    `Nothing to run for ${trigger.event}: ${passedOver.map(({ reason }) => reason).join(' ')}`,
  );
}

function isOnlyCalled({ on }: WorkflowFile): boolean {
  const events = Object.keys(on ?? {});
  return events.length === 1 && events[0] === CALL;
}

function whyNot(file: WorkflowFile, trigger: Trigger, named: boolean): string | null {
  if (file.on === null) return null;
  if (isOnlyCalled(file) || (trigger.event === CALL && Object.hasOwn(file.on, CALL)))
    return `${file.file} is run by the workflows that call it: run one of those.`;
  if (!Object.hasOwn(file.on, trigger.event)) {
    const events = Object.keys(file.on);
    const listens = events.length === 0 ? 'nothing' : events.join(', ');
    return `${file.file} does not listen to ${trigger.event}; it listens to ${listens} (choose with --event).`;
  }
  if (named || trigger.event !== 'push') return null;
  const match = matchTrigger(file.on, trigger, null);
  return match.matches ? null : `${file.file}: ${match.reason}`;
}
