import type { Command } from './command';
import { entryAt, textAt, type Tree, treesOf, walk } from './tree';

/** What the containers of a cluster's objects run: pods and their templates, jobs, the steps of Argo Workflows and Tekton. Probes and hooks of a container's life are its own affair. */
export function clusterCommands(text: string): Command[] {
  return treesOf(text).flatMap((tree) =>
    [...walk(tree)].flatMap(({ path, entry: { tree: one } }): Command[] => {
      const list = path.at(-2) ?? '';
      if (/^(?:containers|initContainers|steps)$/.test(list) || /^(?:container|script)$/.test(path.at(-1) ?? '')) return ofContainer(one, 'command', 'args');
      return [];
    }),
  );
}

/** What the services of a compose file run when they start. */
export function composeCommands(text: string): Command[] {
  return treesOf(text).flatMap((tree) => {
    const services = entryAt(tree, ['services'])?.tree;
    return services?.is === 'map' ? [...services.entries.values()].flatMap((entry) => ofContainer(entry.tree, 'entrypoint', 'command')) : [];
  });
}

/** `first` takes the place of the image's own program, `rest` is what that program is given. */
function ofContainer(container: Tree, first: string, rest: string): Command[] {
  if (container.is !== 'map') return [];
  const script = ['source', 'script'].map((key) => entryAt(container, [key])?.tree).find((one) => one?.is === 'value' && typeof one.value === 'string');
  if (script?.is === 'value') return [{ ...commandOf(String(script.value), script), language: languageOf(`${wordsAt(container, first)[0]?.text ?? ''}\n${String(script.value).slice(0, 80)}`) }];
  const given = [...wordsAt(container, first), ...wordsAt(container, rest)];
  const own = entryAt(container, [first]) === undefined ? PROGRAMS.find(([image]) => image.test((textAt(container, ['image']) ?? '').replace(/[@:][^/]*$/, '')))?.[1] : undefined;
  const words = own === undefined || given[0]?.text === own || given[0] === undefined ? given : [{ text: own, at: given[0].at }, ...given];
  const start = words[0];
  if (start === undefined) return [];
  // A whole line instead of a list is for a shell, or is one.
  if (words.length === 1 && start.at.is === 'value' && /\s/.test(start.text)) return [commandOf(start.text, start.at)];
  const shell = words.findIndex(({ text }, i) => i > 0 && /^-\w*c$/.test(text) && /(?:^|\/)(?:ba|da|z|k|a)?sh$/.test(words.slice(0, i).find(({ text: word }) => !/^-/.test(word))?.text ?? ''));
  const inner = shell < 0 ? undefined : words[shell + 1];
  if (inner !== undefined) return [commandOf(inner.text, inner.at)];
  return [{ text: words.map(({ text }) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)).join(' ').replaceAll('\n', ' '), line: start.at.line, indent: 0, language: 'bash' }];
}

/** A script is for the program that is named beside it, or in its first line. */
function languageOf(text: string): Command['language'] {
  const program = /^\S*?(?:^|\/)?(python|node|ruby|pwsh)[\d.]*\n|^\n?#!\S*[/ ](python|node|ruby|pwsh)/.exec(text)?.slice(1).find((one) => one !== undefined);
  return program === 'python' ? 'python' : program === 'node' ? 'javascript' : program === 'ruby' ? 'ruby' : program === 'pwsh' ? 'powershell' : 'bash';
}

interface Word {
  readonly text: string;
  readonly at: Tree;
}

function wordsAt(container: Tree, key: string): Word[] {
  const found = entryAt(container, [key])?.tree;
  const items = found?.is === 'list' ? found.items : found === undefined ? [] : [found];
  return items.flatMap((item) => (item.is === 'value' && item.value !== null ? [{ text: String(item.value), at: item }] : []));
}

/** A block's text begins a line below its key. Compose writes `$$` for one `$`. */
function commandOf(text: string, { line, endLine }: Tree): Command {
  const broken = text.trimEnd().includes('\n');
  return { text: text.replaceAll('$$', '$'), line, indent: broken && endLine > line ? 1 : 0, language: 'bash', ...(broken ? {} : { through: endLine }) };
}

/** Images whose own program is one that acts on something else, by their names without a tag. */
const PROGRAMS: readonly (readonly [image: RegExp, program: string])[] = [
  [/(?:^|\/)kubectl$/, 'kubectl'],
  [/(?:^|\/)helm$/, 'helm'],
  [/(?:^|\/)(?:terraform|opentofu)$/, 'terraform'],
  [/(?:^|\/)aws-cli$/, 'aws'],
  [/(?:^|\/)flyway$/, 'flyway'],
  [/(?:^|\/)liquibase$/, 'liquibase'],
  [/(?:^|\/)migrate\/migrate$/, 'migrate'],
  [/(?:^|\/)restic$/, 'restic'],
  [/(?:^|\/)rclone$/, 'rclone'],
  [/(?:^|\/)minio\/mc$/, 'mc'],
];
