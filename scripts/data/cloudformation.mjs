// Compiles cfn_replacement.json to src/engine/changes/tables/cfn.txt.
// Usage: node scripts/data/cloudformation.mjs FOLDER-WITH-cfn_replacement.json
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const types = JSON.parse(readFileSync(join(process.argv[2] ?? '.', 'cfn_replacement.json'), 'utf8'));
let replacing = 0;
const lines = Object.entries(types).map(([type, { y = '', m = '', n = '' }]) => {
  replacing += y.split(' ').filter(Boolean).length + n.split(' ').filter(Boolean).length;
  return `${type}|${y}|${m}|${n}`;
});
const head = [
  '# provenance: @aws-cdk/aws-service-spec 0.1.216 (Apache-2.0) and @aws-cdk/cfnspec 2.72.1 (Apache-2.0), November 2026',
  `# counts: ${lines.length} types, ${replacing} properties that replace`,
  '# type|properties that replace|that may replace|nested paths that replace (* is every item)',
];
writeFileSync(join(root, 'src/engine/changes/tables/cfn.txt'), `${[...head, ...lines.sort()].join('\n')}\n`);
