import Anser from 'anser';

/** One of a terminal's sixteen colours, by number, or a colour by its red, green and blue (0 to 255). */
export type TerminalColour =
  | { readonly kind: 'named'; readonly number: number }
  | { readonly kind: 'rgb'; readonly red: number; readonly green: number; readonly blue: number };

/** How a run of text looks. */
export interface RunStyle {
  readonly colour: TerminalColour | null;
  readonly ground: TerminalColour | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strikethrough: boolean;
}

/** Text of one look; null: as the page's text. */
export interface StyledRun {
  readonly text: string;
  readonly style: RunStyle | null;
}

/**
 * Reads the colours in a line.
 * @param text as `terminalText` gives it: no other escape sequences. Every line begins without colour: only few lines
 * of a long log are known at a time, so what a line before it left on cannot be known.
 */
export function styledRuns(text: string): readonly StyledRun[] {
  if (!text.includes('\u001b')) return text === '' ? [] : [{ text, style: null }];
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((entry) => {
    const has = new Set<string>(entry.decorations);
    const style: RunStyle = {
      colour: colourOf(entry.fg, entry.fg_truecolor),
      ground: colourOf(entry.bg, entry.bg_truecolor),
      bold: has.has('bold'),
      dim: has.has('dim'),
      italic: has.has('italic'),
      underline: has.has('underline'),
      strikethrough: has.has('strikethrough'),
    };
    const isPlain = style.colour === null && style.ground === null && has.size === 0;
    return { text: entry.content, style: isPlain ? null : style };
  });
}

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** @param name the class that anser names; null without a colour, which its types do not say */
function colourOf(name: string | null, trueColour: string | null): TerminalColour | null {
  if (name === null) return null;
  if (name === 'ansi-truecolor') {
    const [red = 0, green = 0, blue = 0] = (trueColour ?? '').split(',').map(Number);
    return { kind: 'rgb', red, green, blue };
  }
  const [, palette, bright, word = ''] = /^ansi-(?:palette-(\d+)|(bright-)?(\w+))$/.exec(name) ?? [];
  if (palette !== undefined) return paletteColour(Number(palette));
  const number = NAMES.indexOf(word);
  return number < 0 ? null : { kind: 'named', number: bright === undefined ? number : number + 8 };
}

/** xterm's 256 colours: sixteen named ones, a cube of 6 x 6 x 6, and 24 greys. */
function paletteColour(number: number): TerminalColour {
  if (number < 16) return { kind: 'named', number };
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return { kind: 'rgb', red: grey, green: grey, blue: grey };
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const place = number - 16;
  return {
    kind: 'rgb',
    red: level(Math.floor(place / 36)),
    green: level(Math.floor(place / 6) % 6),
    blue: level(place % 6),
  };
}
