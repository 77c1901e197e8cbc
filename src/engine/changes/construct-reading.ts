import { parser as javascript } from '@lezer/javascript';
import { parser as python } from '@lezer/python';
import { lineAt } from '../effects';

export interface Property {
  /** As written. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** One `new Type(scope, 'Id', { … })`, `new Type('name', { … })` or Python call of that shape. */
export interface Construct {
  readonly type: string;
  readonly id: string;
  readonly idLine: number;
  readonly line: number;
  readonly endLine: number;
  /** The call as written, without white space, to see whether it changed. */
  readonly text: string;
  /** By path in lower case without separators: `removalpolicy`, `pointintimerecoveryspecification.pointintimerecoveryenabled`. */
  readonly properties: ReadonlyMap<string, Property>;
}

type Tree = ReturnType<typeof javascript.parse>;
type Node = Tree['topNode'];

const TYPESCRIPT = javascript.configure({ dialect: 'ts' });

/** The constructs that a program makes, in order. Ids that are not literal are left out. */
export function constructsIn(path: string, text: string): Construct[] {
  const isPython = /\.py$/i.test(path);
  if (text.length > 512 * 1024) return [];
  const found: Construct[] = [];
  // A construct of the CDK always has a scope; what has none there is a value (`ec2.InstanceType('m7g.large')`).
  const scoped = /aws-cdk-lib|@aws-cdk\/|aws_cdk/.test(text) && !/pulumi/.test(text);
  const tree: Tree = isPython ? python.parse(text) : TYPESCRIPT.parse(text);
  tree.iterate({
    enter: ({ node, name }) => {
      if (name !== (isPython ? 'CallExpression' : 'NewExpression')) return;
      const list = node.getChild('ArgList');
      const callee = list?.prevSibling;
      if (!list || !callee) return;
      const type = text.slice(callee.from, callee.to).replace(/<[^>]*>$/, '');
      const id = idOf(list, text, scoped);
      if (id === null || !/(?:^|\.)[A-Z]\w*$/.test(type)) return;
      const properties = new Map<string, Property>();
      collect(list, '', text, properties);
      found.push({ type, id: id.text, idLine: lineAt(text, id.at), line: lineAt(text, node.from), endLine: lineAt(text, node.to), text: text.slice(node.from, node.to).replace(/\s+/g, ''), properties });
    },
  });
  return found;
}

/** The id is the second argument after a scope, or the first where there is none. */
function idOf(list: Node, text: string, scoped: boolean): { readonly text: string; readonly at: number } | null {
  const positional = argumentsOf(list).filter((node) => node.name !== 'AssignOp');
  const [first, second] = positional;
  const literal = (node: Node | undefined) => (node?.name === 'String' ? { text: text.slice(node.from + 1, node.to - 1), at: node.from } : null);
  if (first !== undefined && /^(?:this|self|stack|scope|app|parent|construct|\w*[sS]tack|\w*[sS]cope)$/.test(text.slice(first.from, first.to))) return literal(second);
  return scoped ? null : literal(first);
}

function argumentsOf(list: Node): Node[] {
  const found: Node[] = [];
  for (let child = list.firstChild; child; child = child.nextSibling) if (!/^[(),]$/.test(child.name) && !/Comment/.test(child.name)) found.push(child);
  return found;
}

/** Keys of objects (`{ a: 1 }`) and keyword arguments (`a=1`), those inside other objects and calls by their path. */
function collect(node: Node, path: string, text: string, into: Map<string, Property>): void {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'Property') {
      const key = child.firstChild;
      const value = child.lastChild;
      if (key && value) put(key, value);
    } else if (child.name === 'AssignOp') {
      const key = child.prevSibling;
      const value = child.nextSibling;
      if (key && value && key.name === 'VariableName') put(key, value);
    } else if (child.name === 'ObjectExpression' || child.name === 'ArgList') collect(child, path, text, into);
  }

  function put(key: Node, value: Node): void {
    const written = text.slice(key.from, key.to).replace(/^['"]|['"]$/g, '');
    const name = `${path}${written.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
    into.set(name, { key: written, value: text.slice(value.from, value.to), line: lineAt(text, key.from) });
    if (value.name === 'ObjectExpression') collect(value, `${name}.`, text, into);
    // `opts=pulumi.ResourceOptions(protect=True)` says of the construct itself what its options say.
    if (value.name === 'CallExpression' && value.getChild('ArgList')) collect(value.getChild('ArgList') as Node, name === 'opts' ? '' : `${name}.`, text, into);
  }
}
