/** What the YAML parser says of a text, in words that tell what to write, at the place where it must be written. */
import { blockNotIndented, deeperLine, endedBlock, tabBefore, wrongColumn } from './indentation.ts';
import { fence, missingColon, missingSpace, secondColon } from './keys.ts';
import { at, type Explain, type Explained, type YamlMistake } from './mistake.ts';
import { afterValue, badEscape, badStart, emptyAlias, openBracket, starredText, tag } from './values.ts';

/** The one mistake of several that is told: the others are mostly what the parser makes of the rest of the file. */
export function firstMistake<Mistake extends YamlMistake>(mistakes: readonly Mistake[]): Mistake | undefined {
  const tab = mistakes.find(({ code }) => code === 'TAB_AS_INDENT');
  return tab ?? mistakes.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
}

/**
 * What a mistake means. Total: what is not known is told in the parser's words.
 * @param quote where the last quote of the file opens, if there is one
 */
export function explainMistake(text: string, mistake: YamlMistake, quote: number | null): Explained {
  const unclosed = /^Missing closing (["'])quote/.exec(mistake.message);
  if (unclosed !== null && quote !== null) {
    const message = `The quote \`${unclosed[1] ?? ''}\` opens here and is never closed.`;
    return { message, span: { start: quote, end: quote + 1 } };
  }
  for (const explain of [tabBefore, ...(EXPLANATIONS[mistake.code] ?? [])]) {
    const explained = explain(text, mistake);
    if (explained !== null) return explained;
  }
  const sentence = /[.!?]$/.test(mistake.message) ? mistake.message : `${mistake.message}.`;
  return at(mistake, `This is not valid YAML: ${sentence}`);
}

/** By the parser's code, what it may mean, the likeliest first. */
const EXPLANATIONS: { readonly [code: string]: readonly Explain[] } = {
  MULTILINE_IMPLICIT_KEY: [fence, endedBlock, missingSpace, blockNotIndented, missingColon],
  MISSING_CHAR: [
    fence,
    endedBlock,
    missingSpace,
    blockNotIndented,
    missingColon,
    whenSaid(
      /flow sequence items/,
      'A comma is missing here; a text with `[` or `]` in a list needs quotes.',
    ),
    whenSaid(/flow map items/, 'A comma is missing here; a text with `{` or `}` in braces needs quotes.'),
    (text, mistake) => (mistake.message.startsWith('Sequence item') ? wrongColumn(text, mistake) : null),
    whenSaid(
      /^Comments must be separated/,
      'A comment needs a space before its `#`; a text with `#` needs quotes.',
    ),
    tag,
    always('A quote, bracket or colon is missing here.'),
  ],
  BLOCK_AS_IMPLICIT_KEY: [deeperLine, secondColon],
  BAD_INDENT: [openBracket, blockNotIndented, wrongColumn],
  BAD_SCALAR_START: [tag, fence, badStart],
  KEY_OVER_1024_CHARS: [always('A key may have 1,024 characters; a text that is no key needs quotes.')],
  BAD_ALIAS: [emptyAlias],
  BAD_DQ_ESCAPE: [badEscape],
  UNEXPECTED_TOKEN: [
    whenSaid(
      /^Not a YAML token|^Block scalar header/,
      'Nothing may follow `|` or `>` on its line; the text begins on the next one.',
    ),
    whenSaid(/flow-seq-end/, 'There is a `]` too many.'),
    whenSaid(/flow-map-end/, 'There is a `}` too many.'),
    whenSaid(/^Unexpected ,/, 'There is a comma too many; an item is missing before it.'),
    starredText,
    afterValue,
  ],
};

function always(message: string): Explain {
  return (_text, mistake) => at(mistake, message);
}

function whenSaid(said: RegExp, message: string): Explain {
  return (_text, mistake) => (said.test(mistake.message) ? at(mistake, message) : null);
}
