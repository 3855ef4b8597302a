import type { Annotation } from '../../events/index.ts';
import type { Masks } from '../output/masks.ts';
import { ANNOTATIONS_PER_STEP, annotationOf, shorten } from './annotation.ts';
import { isBlockedVariable } from './file-commands.ts';
import { type WorkflowCommand, parseWorkflowCommand } from './workflow-command.ts';

export interface StepCommandsOptions {
  /** The step's number, for its annotations. */
  readonly step: number;
  readonly masks: Masks;
  /** Whether `debug` lines are shown (`ACTIONS_STEP_DEBUG`). */
  readonly debug: boolean;
}

/** Characters that a step may set by commands, all together; the limit of the files GITHUB_OUTPUT and GITHUB_ENV too. */
const SETTINGS_LIMIT = 1024 * 1024;

/** Commands whose names may not be the token of `stop-commands`: its end would be one. */
const NAMES = new Set([
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'add-mask',
  'stop-commands',
  'echo',
  'set-output',
  'save-state',
  'set-env',
  'add-path',
]);

/** Executes the workflow commands of one step and keeps what they said. */
export class StepCommands {
  readonly annotations: Annotation[] = [];
  /** What `set-output` set. */
  readonly outputs = new Map<string, string>();
  /** What `set-env` set, where it is allowed. */
  readonly env = new Map<string, string>();
  /** What `add-path` added, where it is allowed, in the order of the commands. */
  readonly paths: string[] = [];
  /** Whether `set-env` and `add-path` are obeyed: `ACTIONS_ALLOW_UNSECURE_COMMANDS` in the step's `env`. */
  allowUnsecure = false;
  /** Whether a command could not be executed: the step fails. */
  failed = false;
  readonly #step: number;
  readonly #masks: Masks;
  readonly #debug: boolean;
  /** The token that ends `stop-commands`; null: commands are read. */
  #stopToken: string | null = null;
  #echo = false;
  #setCharacters = 0;

  constructor(options: StepCommandsOptions) {
    this.#step = options.step;
    this.#masks = options.masks;
    this.#debug = options.debug;
  }

  /**
   * Reads one line. Gives the lines that the log shows instead of it, or null for the line as it is.
   * @param logLine the line's number in the log, from 0
   */
  read(line: string, logLine: number): readonly string[] | null {
    if (this.#stopToken !== null) {
      if (line.trim().toLowerCase() === `::${this.#stopToken.toLowerCase()}::`) this.#stopToken = null;
      return null;
    }
    const command = parseWorkflowCommand(line);
    if (command === null) return null;
    const isEchoed = this.#echo && ECHOED.has(command.name);
    const shown = this.#execute(command, isEchoed ? logLine + 1 : logLine);
    return shown !== null && isEchoed ? [line, ...shown] : shown;
  }

  /** Forgets what was set and begins to read anew, for the next try of the step; masks and annotations stay. */
  forget(): void {
    this.outputs.clear();
    this.env.clear();
    this.paths.length = 0;
    this.failed = false;
    this.#stopToken = null;
    this.#echo = false;
    this.#setCharacters = 0;
  }

  /**
   * Adds an annotation of the worker's own, masked; gives the log's line for it.
   * @param logLine the number of that line, from 0; null: the log cannot have it
   */
  annotate(level: Annotation['level'], message: string, logLine: number | null): string {
    const masked = this.#masks.apply(message);
    const place = logLine === null ? {} : { logLine };
    this.#keep({ level, message: shorten(masked), step: this.#step, ...place });
    return `##[${level === 'failure' ? 'error' : level}]${masked}`;
  }

  #execute(command: WorkflowCommand, logLine: number): readonly string[] | null {
    switch (command.name) {
      case 'error':
        return this.#issue('failure', 'error', command, logLine);
      case 'warning':
      case 'notice':
        return this.#issue(command.name, command.name, command, logLine);
      case 'debug':
        return this.#debug ? [`##[debug]${command.data}`] : [];
      case 'group':
        return [`##[group]${command.data}`];
      case 'endgroup':
        return ['##[endgroup]'];
      case 'add-mask':
        return this.#addMask(command.data, logLine);
      case 'stop-commands':
        return this.#stop(command.data, logLine);
      case 'echo':
        return this.#setEcho(command.data, logLine);
      case 'set-output':
        return this.#setOutput(command, logLine);
      case 'save-state':
        return [this.#deprecated('save-state', 'GITHUB_STATE', logLine)];
      case 'set-env':
        return this.#setEnv(command, logLine);
      case 'add-path':
        return this.#addPath(command.data, logLine);
      default:
        return null;
    }
  }

  #issue(
    level: Annotation['level'],
    word: string,
    command: WorkflowCommand,
    logLine: number,
  ): readonly string[] {
    const place = { step: this.#step, logLine };
    this.#keep(annotationOf(level, command, place, (text) => this.#masks.apply(text)));
    return [`##[${word}]${command.data}`];
  }

  #addMask(value: string, logLine: number): readonly string[] {
    if (value.trim() === '') {
      return [this.annotate('warning', 'add-mask was given an empty value; nothing is masked.', logLine)];
    }
    this.#masks.add(value);
    return ['::add-mask::***'];
  }

  #stop(token: string, logLine: number): readonly string[] | null {
    if (token.trim() === '')
      return [this.#refuse('stop-commands needs a token: ::stop-commands::TOKEN.', logLine)];
    if (NAMES.has(token.trim().toLowerCase())) {
      return [
        this.#refuse(`stop-commands cannot use ${token}, the name of a command, as its token.`, logLine),
      ];
    }
    this.#stopToken = token.trim();
    return null;
  }

  #setEcho(value: string, logLine: number): readonly string[] {
    const word = value.trim().toLowerCase();
    if (word !== 'on' && word !== 'off') {
      return [this.#refuse(`echo takes "on" or "off", not ${JSON.stringify(value.slice(0, 100))}.`, logLine)];
    }
    this.#echo = word === 'on';
    return [];
  }

  #setOutput(command: WorkflowCommand, logLine: number): readonly string[] {
    const name = command.properties.get('name') ?? '';
    if (name === '') return [this.#refuse('set-output needs a name: ::set-output name=KEY::value.', logLine)];
    if (!this.#fits(name.length + command.data.length)) return [this.#tooMuch(logLine)];
    this.outputs.set(name, command.data);
    return [this.#deprecated('set-output', 'GITHUB_OUTPUT', logLine)];
  }

  #setEnv(command: WorkflowCommand, logLine: number): readonly string[] {
    if (!this.allowUnsecure) return [this.#disabled('set-env', 'GITHUB_ENV', logLine)];
    const name = command.properties.get('name') ?? '';
    if (name === '') return [this.#refuse('set-env needs a name: ::set-env name=KEY::value.', logLine)];
    if (isBlockedVariable(name)) {
      return [
        this.annotate(
          'failure',
          `The variable ${name} cannot be set through set-env; it was left as it is.`,
          logLine,
        ),
      ];
    }
    if (`${name}${command.data}`.includes('\0')) {
      return [this.#refuse('set-env was given a NUL character, which no variable can hold.', logLine)];
    }
    if (!this.#fits(name.length + command.data.length)) return [this.#tooMuch(logLine)];
    this.env.set(name, command.data);
    return [];
  }

  #addPath(folder: string, logLine: number): readonly string[] {
    if (!this.allowUnsecure) return [this.#disabled('add-path', 'GITHUB_PATH', logLine)];
    if (folder === '' || folder.includes('\0'))
      return [this.#refuse('add-path needs a folder: ::add-path::FOLDER.', logLine)];
    if (!this.#fits(folder.length)) return [this.#tooMuch(logLine)];
    this.paths.push(folder);
    return [];
  }

  #disabled(command: string, file: string, logLine: number): string {
    return this.#refuse(`The ${command} command is disabled; write to the file ${file} instead.`, logLine);
  }

  /** Whether what commands set stays within its limit with so many characters more. */
  #fits(characters: number): boolean {
    this.#setCharacters += characters;
    return this.#setCharacters <= SETTINGS_LIMIT;
  }

  #tooMuch(logLine: number): string {
    return this.#refuse(
      `What a step sets by commands may have ${SETTINGS_LIMIT} characters together.`,
      logLine,
    );
  }

  #deprecated(command: string, file: string, logLine: number): string {
    return this.annotate(
      'warning',
      `The ${command} command is deprecated; write to the file ${file} instead.`,
      logLine,
    );
  }

  #refuse(message: string, logLine: number): string {
    this.failed = true;
    return this.annotate('failure', message, logLine);
  }

  #keep(annotation: Annotation): void {
    if (this.annotations.length < ANNOTATIONS_PER_STEP) this.annotations.push(annotation);
  }
}

/** Commands that `echo on` shows as they were written. */
const ECHOED = new Set(['set-output', 'save-state', 'set-env', 'add-path']);
