type Import = readonly [name: string, path: string];

/** `import x "module/path"`, one by one or in brackets; a package is called by the end of its path, without its version. */
export function goImports(source: string): Import[] {
  const blocks = [...source.slice(0, MOST).matchAll(/^import\s*(?:\(([^)]*)\)|((?:[\w.]+\s+)?"[^"\n]+"))/gm)].map(([, many, one]) => many ?? one ?? '');
  return blocks.flatMap((block) => [...block.matchAll(/(?:([\w.]+)[ \t]+)?"([^"\n]+)"/g)]).flatMap(([, alias, path]): Import[] => {
    const own = (path as string).replace(/\/v\d+$/, '').replace(/\.v\d+$/, '').split('/').at(-1) as string;
    return alias ? [[alias, path as string]] : [...new Set([own, own.replace(/^go-|-go$/g, ''), own.replace(/-/g, '')])].map((name): Import => [name, path as string]);
  });
}

/** `use std::process::{Command, Stdio as S};` */
export function rustImports(source: string): Import[] {
  return [...source.slice(0, MOST).matchAll(/^\s*(?:pub\s+)?use\s+([\w:]+?)(?:::\{([^}]*)\}|::(\w+)(?:\s+as\s+(\w+))?)?\s*(?:as\s+(\w+)\s*)?;/gm)].flatMap(([, base, many, one, alias, other]): Import[] => {
    const path = (base as string).replaceAll('::', '.');
    if (many !== undefined) return many.split(',').flatMap((part): Import[] => {
      const [name, local] = part.trim().split(/\s+as\s+/);
      return name ? [[local ?? (name === 'self' ? (path.split('.').at(-1) as string) : (name.split('::').at(-1) as string)), name === 'self' ? path : `${path}.${name.replaceAll('::', '.')}`]] : [];
    });
    return one ? [[alias ?? one, `${path}.${one}`]] : [[other ?? (path.split('.').at(-1) as string), path]];
  });
}

/** `import com.google.cloud.storage.Storage;` of Java, Kotlin, Scala; `using X = A.B;` of C#. */
export function classImports(source: string): Import[] {
  const named = [...source.slice(0, MOST).matchAll(/^\s*import\s+(?:static\s+)?([\w.]+)\.(\w+)(?:\s+as\s+(\w+))?\s*;?\s*$/gm)].map(([, path, name, alias]): Import => [alias ?? (name as string), `${path}.${name}`]);
  const aliased = [...source.slice(0, MOST).matchAll(/^\s*using\s+(\w+)\s*=\s*([\w.]+)\s*;/gm)].map(([, name, path]): Import => [name as string, path as string]);
  return [...named, ...aliased];
}

/** Imports stand at the top. */
const MOST = 20_000;
