/** The line (from 1) of the block that a line belongs to, for the note above it: the resource, the object, the statement. */
export function blockLine(path: string, lines: readonly string[], line: number): number {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/\.(?:tf|tofu|tfvars|hcl|prisma|bicep)$/i.test(name)) return above(lines, line, (text) => /^[^\s#/}\])]/.test(text));
  if (/\.ya?ml$/i.test(name)) return yamlBlock(lines, line);
  return line;
}

function above(lines: readonly string[], line: number, starts: (text: string) => boolean): number {
  for (let at = line; at >= 1; at -= 1) if (starts(lines[at - 1] ?? '')) return at;
  return line;
}

/** In a template, the logical id; in a manifest, the first line of its document; else the line itself. */
function yamlBlock(lines: readonly string[], line: number): number {
  const document = above(lines, line, (text) => /^---/.test(text));
  const first = /^---/.test(lines[document - 1] ?? '') ? document + 1 : 1;
  const end = lines.findIndex((text, i) => i >= line && /^---/.test(text));
  const own = lines.slice(first - 1, end < 0 ? undefined : end);
  const kind = own.findIndex((text) => /^kind:\s*\S/.test(text));
  if (kind >= 0) return first + own.findIndex((text) => /^[^\s#]/.test(text));
  const resources = own.findIndex((text) => /^Resources:/.test(text));
  const indent = resources < 0 ? undefined : /^ +(?=\w)/.exec(own.slice(resources + 1).find((text) => /^ +\w/.test(text)) ?? '')?.[0];
  return indent === undefined ? line : above(lines, line, (text) => text.startsWith(indent) && /^\w/.test(text.slice(indent.length)));
}
