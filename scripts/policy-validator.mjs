// Compiles media/policy.schema.json to src/engine/policy/validate.generated.ts with ajv, so that no schema is compiled at run time.
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The text of the generated file. */
export function validatorText() {
  const schema = compact(JSON.parse(readFileSync(join(root, 'media/policy.schema.json'), 'utf8')));
  const ajv = new Ajv({ allErrors: true, strict: false, inlineRefs: false, messages: false, code: { source: true, esm: true, lines: true, optimize: 1 } });
  const code = standaloneCode.default ? standaloneCode.default(ajv, ajv.compile(schema)) : standaloneCode(ajv, ajv.compile(schema));
  return `// @ts-nocheck\n/* Generated from media/policy.schema.json by scripts/policy-validator.mjs with ajv (MIT). Do not edit. */\n${code.replace('"use strict";', '')}`;
}

/** Many properties of one and the same shape become one pattern: the checks are equal, the code a fifth. */
function compact(node) {
  if (Array.isArray(node)) return node.map(compact);
  if (node === null || typeof node !== 'object') return node;
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, compact(value)]));
  const names = Object.keys(inner.properties ?? {});
  const shapes = new Set(names.map((name) => JSON.stringify(inner.properties[name])));
  if (names.length < 4 || shapes.size !== 1) return inner;
  const { properties, ...rest } = inner;
  return { ...rest, patternProperties: { [`^(?:${names.join('|')})$`]: properties[names[0]] } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'src/engine/policy/validate.generated.ts'), validatorText());
