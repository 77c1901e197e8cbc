/** A notification makes a link of `[text](command:…)`, and an assistant chooses the text of its own command. */
export function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
