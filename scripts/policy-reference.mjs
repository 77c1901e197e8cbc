// Writes media/policy.md, the reference of the policy file, from media/policy.schema.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The text of the reference page. */
export function referenceText() {
  const schema = JSON.parse(readFileSync(join(root, 'media/policy.schema.json'), 'utf8'));
  const sections = Object.entries(schema.properties).map(([key, value]) => section(key, value, schema));
  return `# The policy file\n\n<!-- Made from policy.schema.json by scripts/policy-reference.mjs. -->\n\n${schema.description}\n\n${sections.join('\n')}`;
}

function section(key, value, schema) {
  const inner = resolve(value, schema);
  const rows = keysOf(inner, schema);
  const table = rows.length === 0 ? '' : `\n| Key | Takes | |\n|---|---|---|\n${rows.map(([name, one, required]) => `| \`${name}\`${required ? ' (required)' : ''} | ${formOf(one, schema)} | ${one.description ?? ''} |`).join('\n')}\n`;
  return `## \`${key}\`\n\n${value.description ?? inner.description ?? ''}\n\nTakes ${formOf(value, schema)}.\n${table}`;
}

/** The keys of a map, of the items of a list, or of every value of a map. */
function keysOf(value, schema) {
  const of = value.type === 'array' ? resolve(value.items, schema) : value;
  return Object.entries(of.properties ?? {}).map(([name, one]) => [name, { ...resolve(one, schema), ...one }, (of.required ?? []).includes(name)]);
}

function formOf(value, schema) {
  const one = resolve(value, schema);
  if (one.const !== undefined) return `\`${one.const}\``;
  if (one.enum) return one.enum.map((word) => `\`${word}\``).join(', ');
  if (one.anyOf) return one.anyOf.map((form) => formOf(form, schema)).join('; or ');
  if (one.type === 'array') return `a list of: ${formOf(one.items, schema)}`;
  if (one.type === 'object') {
    const names = Object.keys(one.properties ?? {});
    return names.length === 0 ? 'a map' : `a map of ${names.map((name) => `\`${name}\``).join(', ')}`;
  }
  if (one.type === 'integer') return `a whole number from ${one.minimum} to ${one.maximum}`;
  if (one.type === 'boolean') return '`true` or `false`';
  return value.$ref === '#/definitions/glob' ? 'a glob' : 'a text';
}

function resolve(value, schema) {
  if (!value.$ref) return value;
  return value.$ref.slice(2).split('/').reduce((at, part) => at[part], schema);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'media/policy.md'), referenceText());
