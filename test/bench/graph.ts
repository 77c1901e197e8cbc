import { folded, openAtFirst } from '../../media/graph/folding';
import { laidOut } from '../../media/graph/layout';
import { pictureOf } from '../../src/previews/picture';
import type { Instance } from '../../src/previews/terraform-state';
import type { GraphView } from '../../src/protocol/messages';

const ROUNDS = 5;

/** Twenty modules; each thing was made from its module's network and from one or two things of its module. */
const instances = Array.from({ length: 1000 }, (_, i): Instance => {
  const [module, rank] = [i % 20, Math.floor(i / 20)];
  const types = ['aws_subnet', 'aws_security_group', 'aws_instance', 'aws_iam_role', 'aws_lambda_function'];
  const name = (r: number) => `module.m${module}.${types[r % types.length]}.r${r}`;
  const dependsOn = rank === 0 ? [] : [name(0), ...(rank % 5 > 0 ? [name(rank - 1)] : []), ...(rank % 3 > 0 && rank > 6 ? [name(rank - 6)] : [])];
  return { address: name(rank), type: types[rank % types.length] as string, values: {}, dependsOn };
});
const gone = (count: number) => pictureOf(instances.slice(0, count), () => ({ kind: 'gone' }), ({ type }) => type === 'aws_instance');

row('picture of 1,000 worked out', timed(() => gone(1000)));
const thousand = gone(1000);
row('1,000 folded and laid out', timed(() => laidOut(folded(thousand, openAtFirst(thousand)), 1200)), 1000);
row('1,000 with every group opened', timed(() => laidOut(folded(thousand, groupsOf(thousand)), 1200)), 1000);
const readable = gone(300);
row('300, each in a box of its own', timed(() => laidOut(folded(readable, openAtFirst(readable)), 1200)), 1000);

function groupsOf({ nodes }: GraphView): ReadonlySet<string> {
  return new Set(nodes.map(({ group }) => group));
}

/** The best of some rounds, in milliseconds. */
function timed(work: () => unknown): number {
  let best = Infinity;
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = performance.now();
    work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

function row(name: string, milliseconds: number, aim?: number): void {
  console.log(`${name.padEnd(40)} ${milliseconds.toFixed(1).padStart(7)} ms${aim === undefined ? '' : `   (aim ${aim} ms)`}`);
}
