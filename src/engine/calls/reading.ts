import { type Argument, isTrue, textOfValue } from './arguments';

/** The text of the first argument called so, maps and lists aside. */
export function given(found: readonly Argument[], name: RegExp): string | undefined {
  const argument = found.find((one) => name.test(one.name) && textOfValue(one.value) !== '');
  return argument === undefined ? undefined : textOfValue(argument.value);
}

export function isSet(found: readonly Argument[], name: RegExp): boolean {
  return isTrue(found, name);
}

/** Words of a tool's name, for the command that it stands for. */
export function wordAt(tool: string, which: string): string[] {
  const words = tool.split(' ');
  switch (which) {
    case 'dir': return words.some((word) => /^(?:directory|folder|dir|rmdir)$/.test(word)) ? ['-r'] : [];
    case 'last': return [words.at(-1) ?? ''];
    case 'colon': return [words.join(':')];
    case 'after1': return words.slice(1);
    case 'p': return [words.find((word) => /^(?:terraform|tofu|terragrunt)$/.test(word)) ?? 'terraform'];
    case 'dockerprune': return [(words.find((word) => word !== 'prune') ?? 'system').replace(/^(?:build|buildx)$/, 'builder').replace(/s$/, '')];
    case 'noun': return [words.filter((word) => word !== 'delete').join('').replace(/(?<=[^s])s$/, '').replace(/^ingresse$/, 'ingress')];
    default: return words[Number(which)] === undefined ? [] : [words[Number(which)] as string];
  }
}
