/**
 * A badge with a link, in Markdown (CommonMark 0.31, "Links" and "Images").
 * @param name any text, shown where the image is not
 */
export function badgeMarkdown(name: string, badge: string, page: string): string {
  return `[![${escapedText(name)}](${escapedAddress(badge)})](${escapedAddress(page)})`;
}

/** A text in which Markdown and HTML find nothing of theirs, on one line. */
function escapedText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_~[\]<>&|!$]/g, '\\$&');
}

/** What could end the address early. */
function escapedAddress(address: string): string {
  return address.replaceAll('(', '%28').replaceAll(')', '%29');
}
