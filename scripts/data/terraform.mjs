// Compiles the Terraform facts into src/engine/changes/tables: node scripts/data/terraform.mjs FOLDER-WITH-THE-FACTS
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADDED, CONDITIONS, EXCEPTIONS, OTHER_PROVIDERS } from './terraform-corrections.mjs';
import { PROTECTION } from './terraform-protection.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/data/terraform.mjs FOLDER');
  process.exit(2);
}
const tables = join(dirname(fileURLToPath(import.meta.url)), '../../src/engine/changes/tables');
const PROVIDERS = ['aws', 'google', 'azurerm', 'kubernetes', 'cloudflare', 'digitalocean'];
const SOURCES =
  'terraform-provider-aws 6.58.0 (MPL-2.0), terraform-provider-google 2026-08 (MPL-2.0), terraform-provider-azurerm 2026-08 (MPL-2.0), terraform-provider-kubernetes (MPL-2.0), terraform-provider-cloudflare 5 (Apache-2.0), terraform-provider-digitalocean (MPL-2.0); facts read from their schemas';

writeForceNew();
writeProtection();

/** `type|path path …`. A path ends in what must hold for it to force: see src/engine/changes/terraform-replacement.ts. */
function writeForceNew() {
  const lines = new Map();
  const counts = [];
  for (const provider of PROVIDERS) {
    const facts = JSON.parse(readFileSync(join(folder, `tf_${provider}_forcenew.json`), 'utf8'));
    let attributes = 0;
    for (const [type, { f = '', c = '' }] of Object.entries(facts)) {
      const forced = words(f).filter((path) => CONDITIONS[`${type}.${path}`] === undefined);
      const conditional = words(c)
        .map((path) => path.replace(/\.(?:#|\d+)(?=\.|$)/g, '').replace(/\.$/, ''))
        .flatMap((path) => conditionOf(type, path));
      const extra = Object.entries(CONDITIONS).flatMap(([key, condition]) => (key.startsWith(`${type}.`) && words(f).includes(key.slice(type.length + 1)) && condition !== 'never' ? [`${key.slice(type.length + 1)}${condition}`] : []));
      const all = [...new Set([...forced, ...conditional, ...extra, ...(ADDED[type] ?? []), ...(EXCEPTIONS[type] ?? []).map((path) => `!${path}`)])];
      attributes += all.length;
      lines.set(type, all);
    }
    counts.push(`${provider} ${Object.keys(facts).length} types ${attributes} attributes`);
  }
  let attributes = 0;
  for (const [type, paths] of Object.entries(OTHER_PROVIDERS)) {
    lines.set(type, words(paths));
    attributes += words(paths).length;
  }
  counts.push(`others ${Object.keys(OTHER_PROVIDERS).length} types ${attributes} attributes`);
  write('tf-forcenew', `# counts: ${counts.join('; ')}`, [...lines].map(([type, paths]) => `${type}|${paths.sort().join(' ')}`));
}

/** The last condition that is written for a path counts: for the type first, then for the path under any type of that provider. */
function conditionOf(type, path) {
  const written = CONDITIONS[`${type}.${path}`] ?? CONDITIONS[`*.${path}`] ?? '?';
  return written === 'never' ? [] : [`${path}${written}`];
}

function writeProtection() {
  const entries = Object.entries(PROTECTION).flatMap(([judgement, paths]) => words(paths).map((path) => `${path}|${judgement}`));
  write('tf-protection', `# counts: ${entries.length} attributes`, entries);
}

function write(name, counts, lines) {
  const sorted = [...new Set(lines)].sort((a, b) => (a < b ? -1 : 1));
  writeFileSync(join(tables, `${name}.txt`), `# provenance: ${SOURCES}\n${counts}\n${sorted.join('\n')}\n`);
  console.log(`${name}: ${sorted.length} lines. ${counts.slice(2)}`);
}

function words(text) {
  return text.split(/\s+/).filter(Boolean);
}
