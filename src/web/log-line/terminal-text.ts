/**
 * What a terminal would show at the end of a line, as far as one line can say it: of a line that was written over
 * (a progress bar's lone CRs) the last state, of escape sequences (ECMA-48) those that colour, in the form
 * `ESC [ numbers ; numbers m`. The text of a hyperlink (OSC 8) stays, its address goes: it may say something else.
 */
export function terminalText(text: string): string {
  const last = text.includes('\r') ? lastState(text) : text;
  return SPECIAL.test(last) ? last.replace(SEQUENCE, colouring) : last;
}

/**
 * The front of a text.
 * @param text as `terminalText` gives it
 * @param most how many characters, codes included
 * @returns `hidden`: how many characters are behind it, without codes
 */
export function cutTerminalText(
  text: string,
  most: number,
): { readonly text: string; readonly hidden: number } {
  if (text.length <= most) return { text, hidden: 0 };
  // What is left of a code that was cut would be shown as text.
  const front = text.slice(0, most).replace(CUT_COLOURING, '');
  return { text: front, hidden: text.slice(front.length).replace(COLOURING, '').length };
}

// oxlint-disable no-control-regex
const SPECIAL = /[\0-\x08\x0a-\x1f\x7f-\x9f]/;

/** Strings (OSC, DCS ...) with their end, control sequences, other escapes, and control characters but for the tab. */
const SEQUENCE =
  /\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[([0-?]*)[ -/]*([@-~]|$)|\x1b[ -/]*[0-~]?|[\0-\x08\x0a-\x1f\x7f-\x9f]/g;

const COLOURING = /\x1b\[[\d;:]*m/g;
const CUT_COLOURING = /\x1b[^m]*$/;
// oxlint-enable no-control-regex

/** A sequence that colours, in the one form; nothing for all others. */
function colouring(_sequence: string, parameters: string | undefined, final: string | undefined): string {
  if (final !== 'm' || parameters === undefined || !/^[\d;:]*$/.test(parameters)) return '';
  const plain = parameters.split(';').map(withoutColons).join(';');
  // The colour of an underline: it is not shown, and its numbers would be read as other settings.
  return `\u001b[${plain.replace(/(?:^|;)58;(?:5;\d*|2(?:;\d*){3})/g, '')}m`;
}

/** ISO 8613-6 separates the parts of one setting by colons: `38:5:208`, `38:2::1:2:3`, `4:3`. */
function withoutColons(setting: string): string {
  if (!setting.includes(':')) return setting;
  const parts = setting.split(':');
  const [kind = '', way = ''] = parts;
  if (way === '5') return [kind, way, parts[2] ?? ''].join(';');
  if (way === '2') return [kind, way, ...parts.slice(-3)].join(';');
  return kind;
}

/** Colours that were set while the line was written over go on. */
function lastState(text: string): string {
  const states = text.split('\r');
  for (let index = states.length - 1; index > 0; index--) {
    const state = states[index] ?? '';
    if (state.replace(SEQUENCE, '').trim() === '') continue;
    const before = states.slice(0, index).join('').match(COLOURING) ?? [];
    return before.join('') + state;
  }
  return states[0] ?? '';
}
