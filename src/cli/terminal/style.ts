import { styleText } from 'node:util';

/** Colours a text, or leaves it as it is where colours are off. */
export type Paint = (text: string) => string;

/** The few colours that the commands use, by meaning. */
export interface Style {
  readonly good: Paint;
  readonly bad: Paint;
  readonly warning: Paint;
  /** What is going on now. */
  readonly active: Paint;
  /** What matters less. */
  readonly faint: Paint;
  readonly strong: Paint;
}

const plain: Paint = (text) => text;

/** No colours at all. */
export const PLAIN_STYLE: Style = {
  good: plain,
  bad: plain,
  warning: plain,
  active: plain,
  faint: plain,
  strong: plain,
};

/** ANSI colours. */
export const COLOUR_STYLE: Style = {
  good: paint('green'),
  bad: paint('red'),
  warning: paint('yellow'),
  active: paint('cyan'),
  faint: paint('gray'),
  strong: paint('bold'),
};

/** Whether to use colours: on terminals, unless `NO_COLOR` (no-color.org) or `TERM=dumb` says otherwise. */
export function wantsColour(terminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  return terminal && !environment.NO_COLOR && environment.TERM !== 'dumb';
}

function paint(format: 'green' | 'red' | 'yellow' | 'cyan' | 'gray' | 'bold'): Paint {
  return (text) => styleText(format, text, { validateStream: false });
}
