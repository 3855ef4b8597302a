/** A number of things in words: `1 line`, `1,204 lines`. @param many the word for more than one; default: with an s */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
