/**
 * What is selected of a log, as text: the lines without numbers, times and the words that the page adds.
 * @param place the element that the rows are in
 * @returns null where the selection is not, or not only, in it
 */
export function copiedText(selection: Selection, place: HTMLElement): string | null {
  const range = selection.rangeCount === 0 ? null : selection.getRangeAt(0);
  if (range === null || !place.contains(range.commonAncestorContainer)) return null;
  const texts = [...place.querySelectorAll('[data-text]')].filter((text) => range.intersectsNode(text));
  return texts.map((text) => partOf(text, range)).join('\n');
}

function partOf(text: Element, range: Range): string {
  const part = document.createRange();
  part.selectNodeContents(text);
  if (text.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (text.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}
