import { textAt, type Tree, treesOf } from './tree';

/** One value of a configuration. `path` names it stably: items of lists by their names, sections first. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: string;
  readonly line: number;
}

/** The values of a configuration file, whatever it is written in: YAML, JSON, XML, TOML, INI, properties, `key value` lines, environment files. */
export function settingsIn(path: string, text: string): Setting[] {
  if (/\.(?:ya?ml|jsonc?|json5)$/i.test(path) || /(?:^|\/)mongo[sd]\.conf$/i.test(path)) return treesOf(text).flatMap((tree) => settingsOf(tree, profileOf(tree)));
  return /\.xml$/i.test(path) ? ofMarkup(text) : ofLines(text);
}

/** The name of a setting as every spelling of it has it: `spring.jpa.hibernate.ddl-auto`, `SPRING_JPA_HIBERNATE_DDL_AUTO`. */
export function plainName({ path }: Setting): string {
  return path.join('').toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Every value below a tree. */
export function settingsOf(tree: Tree, path: readonly string[] = []): Setting[] {
  if (tree.is === 'map') {
    const pair = tree.entries.size <= 3 ? textAt(tree, ['name']) : undefined;
    const value = tree.entries.get('value')?.tree;
    // `{ name: X, value: y }` is an environment variable of a container.
    if (pair !== undefined && value?.is === 'value') return [{ path: [...path.slice(0, -1), pair], value: String(value.value ?? ''), line: value.line }];
    return [...tree.entries].flatMap(([key, { tree: inner, line }]) => (inner.is === 'value' ? [{ path: [...path, key], value: String(inner.value ?? ''), line }] : settingsOf(inner, [...path, key])));
  }
  if (tree.is === 'list') {
    return tree.items.flatMap((item, i): Setting[] => {
      if (item.is !== 'value') return settingsOf(item, [...path, ['name', 'label', 'path', 'id'].map((key) => textAt(item, [key])).find((one) => one !== undefined) ?? String(i)]);
      const [, key, value] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(String(item.value ?? '')) ?? [];
      return [{ path: [...path, key ?? String(i)], value: key === undefined ? String(item.value ?? '') : (value ?? ''), line: item.line }];
    });
  }
  return [{ path, value: String(tree.value ?? ''), line: tree.line }];
}

/** A document of Spring that counts for one profile only. */
function profileOf(tree: Tree): readonly string[] {
  const profile = [['spring', 'config', 'activate', 'on-profile'], ['spring', 'profiles'], ['spring.config.activate.on-profile']].map((path) => textAt(tree, path)).find((one) => one !== undefined);
  return profile === undefined ? [] : [`@${profile}`];
}

/** `<property name="k" value="v"/>`, `<property name="k">v</property>`, `<k>v</k>`. */
function ofMarkup(text: string): Setting[] {
  return text.split('\n').flatMap((line, i): Setting[] => {
    const named = /<(?:property|param|entry|prop|add)\s+(?:name|key)="([^"]{1,200})"(?:\s+value="([^"]*)"|\s*>([^<]*)<)/.exec(line);
    if (named) return [{ path: [named[1] as string], value: named[2] ?? named[3] ?? '', line: i + 1 }];
    const plain = /<([\w.-]{1,100})>([^<]{0,200})<\/\1>/.exec(line);
    return plain ? [{ path: [plain[1] as string], value: plain[2] as string, line: i + 1 }] : [];
  });
}

function ofLines(text: string): Setting[] {
  let section: readonly string[] = [];
  return text.split('\n').flatMap((raw, i): Setting[] => {
    const line = raw.trim().replace(/^export\s+/, '');
    if (line === '' || /^(?:[#;]|\/\/)/.test(line)) return [];
    const head = /^\[{1,2}\s*([^\]]+?)\s*\]{1,2}$/.exec(line);
    if (head) {
      section = (head[1] as string).split(/[.\s]+/).map((part) => part.replace(/^["']|["']$/g, ''));
      return [];
    }
    // Of sshd: what follows counts for some people only, up to the end or the next one.
    const match = /^Match\s+(.+)$/i.exec(line);
    if (match) {
      section = /^all$/i.test(match[1] as string) ? [] : [`Match ${match[1]}`];
      return [];
    }
    const [, key = '', value = ''] = /^([\w.@%/-]+)(?:\s*[=:]\s*|\s+|$)(.*)$/.exec(line) ?? [];
    return key === '' ? [] : [{ path: [...section, key], value: bare(value), line: i + 1 }];
  });
}

/** Without quotes and the comment behind it. */
function bare(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value);
  return quoted ? (quoted[2] as string) : value.replace(/\s+[#;].*$/, '').replace(/[,;]$/, '').trim();
}
