/** What a filter prints for each line that it reads, where its words say so: `awk '{print "DROP TABLE " $1 ";"}'`, `sed 's|^|DROP TABLE |'`, `jq -r '"DROP TABLE \(.name);"'`. Parts that come out of the line are `field`. `null` for the rest. */
export function template(program: string, args: readonly string[]): string | null {
  const source = args.find((arg, i) => !arg.startsWith('-') && !/^-[vFf]$/.test(args[i - 1] ?? ''));
  if (source === undefined || source.length > 2000) return null;
  if (/^[gmn]?awk$/.test(program)) return printedBy(source);
  if (/^g?sed$/.test(program)) return substituted(args.filter((arg) => !/^-[EernE]+$/.test(arg)));
  return program === 'jq' && /^"(?:\\.|[^"\\])*"$|[|\s]"(?:\\.|[^"\\])*"$/.test(source) ? filled(source.slice(source.search(/"(?:\\.|[^"\\])*"$/) + 1, -1)) : null;
}

/** `{print "a" $1 "b"}`, `{printf "a %s\n", $1}` */
function printedBy(source: string): string | null {
  const printf = /\bprintf\s*\(?\s*"((?:\\.|[^"\\])*)"/.exec(source)?.[1];
  if (printf !== undefined) return unescaped(printf.replace(/%-?\d*[sd]/g, 'field'));
  const print = /\bprint\s*\(?([^;{}|>\n]*(?:"(?:\\.|[^"\\])*"[^;{}|>\n"]*)+)/.exec(source)?.[1];
  if (print === undefined) return null;
  return `${[...print.matchAll(/"((?:\\.|[^"\\])*)"|(\$?\w+(?:\([^)]*\))?)|(,)/g)].map(([, literal, , comma]) => (literal !== undefined ? unescaped(literal) : comma !== undefined ? ' ' : 'field')).join('')}\n`;
}

/** `s/^/DROP TABLE /; s/$/;/` over any line. */
function substituted(scripts: readonly string[]): string | null {
  let line = 'field';
  for (const one of scripts.flatMap((script) => script.split(/;\s*(?=s[^\w\s])/))) {
    const match = /^\s*s([/|#,@])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1[gEI]*\s*;?\s*$/.exec(one);
    if (!match) return null;
    const by = (match[3] as string).replace(/(?<!\\)&|\\\d/g, 'field').replace(/\\(.)/g, '$1');
    if (match[2] === '^') line = by + line;
    else if (match[2] === '$') line += by;
    else if (/^\^?(?:\\\(|\()?\.[*+](?:\\\)|\))?\$?$/.test(match[2] as string)) line = by;
    else return null;
  }
  return line === 'field' ? null : `${line}\n`;
}

function filled(text: string): string {
  return `${unescaped(text.replace(/\\\([^)]*\)/g, 'field'))}\n`;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}
