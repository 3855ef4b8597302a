/** A part of a text, by its characters: `from` to before `to`. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A part of a text that is an address. */
export interface LinkRange extends TextRange {
  readonly address: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The web addresses in a text: `http` and `https` only, without the punctuation of the sentence around them. */
export function linksIn(text: string): readonly LinkRange[] {
  const found: LinkRange[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match[0]);
    if (URL.canParse(address)) found.push({ from: match.index, to: match.index + address.length, address });
  }
  return found;
}

/** A closing bracket belongs to the address only where it was opened there. */
function withoutEnd(address: string): string {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    const opener = CLOSERS[last];
    if (opener === undefined ? !/[.,;:!?]/.test(last) : isOpened(address.slice(0, end), opener, last)) break;
  }
  return address.slice(0, end);
}

function isOpened(text: string, opener: string, closer: string): boolean {
  return text.split(opener).length >= text.split(closer).length;
}
