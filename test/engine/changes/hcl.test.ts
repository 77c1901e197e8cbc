import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readExpression } from '../../../src/engine/changes/hcl/expression';
import { readTerraformJson } from '../../../src/engine/changes/hcl/json';
import type { Block, Body, Expression } from '../../../src/engine/changes/hcl/model';
import { readHcl } from '../../../src/engine/changes/hcl/read';
import { patienceFor } from '../../../src/engine/changes/hcl/scan';

describe('blocks and their lines', () => {
  const cases: readonly (readonly [name: string, text: string, seen: string])[] = [
    ['a block', 'resource "a" "b" {\n  x = 1\n}\n', 'resource a b 1-3 [x 2-2]'],
    ['on one line', 'moved { from = a.b }', 'moved 1-1 [from 1-1]'],
    ['nested', 'a {\n b {\n  c = 1\n }\n}', 'a 1-5 [b 2-4 [c 3-3]]'],
    ['windows line ends', 'a {\r\n  x = "1"\r\n}\r\nb {\r\n}\r\n', 'a 1-3 [x 2-2]; b 4-5 []'],
    ['comments', '# a {\n// b {\n/* c {\n*/ d { # }\n}\n', 'd 4-5 []'],
    ['a brace in a string', 'a {\n  x = "}"\n  y = "${f("}")}"\n}\nb {}', 'a 1-4 [x 2-2, y 3-3]; b 5-5 []'],
    ['an escaped interpolation', 'a {\n  x = "$${y"\n}\nb {}', 'a 1-3 [x 2-2]; b 4-4 []'],
    ['a heredoc with braces', 'a {\n  x = <<-EOT\n    }\n    { "\n  EOT\n  y = 2\n}\n', 'a 1-7 [x 2-5, y 6-6]'],
    ['a list over lines', 'a {\n  x = [\n    1, # one\n    2,\n  ]\n}', 'a 1-6 [x 2-5]'],
    ['half-written: no closing brace', 'resource "a" "b" {\n  x = 1\n\nresource "c" "d" {\n}\n', 'resource a b 1-2 [x 2-2]; resource c d 4-5 []'],
    ['half-written: an open list', 'resource "a" "b" {\n  x = [\n}\nresource "c" "d" {\n}\n', 'resource a b 1-3 [x 2-2]; resource c d 4-5 []'],
    ['half-written: an open quote', 'resource "a" "b" {\n  x = "abc\n}\nresource "c" "d" {\n}\n', 'resource a b 1-3 [x 2-2]; resource c d 4-5 []'],
    ['half-written: an open interpolation', 'resource "a" "b" {\n  x = "${abc\n}\nresource "c" "d" {\n}\n', 'resource a b 1-3 [x 2-3]; resource c d 4-5 []'],
    ['half-written: a heredoc without its end', 'resource "a" "b" {\n  x = <<EOT\n  hello\n}\nresource "c" "d" {\n}\n', 'resource a b 1-4 [x 2-4]; resource c d 5-6 []'],
    ['a stray bracket', '}\na {}', 'a 2-2 []'],
    ['nonsense', '%%% ???\na {}', 'a 2-2 []'],
    ['a conditional over lines', 'a {\n  x = b ? c\n    : d\n  y = 1\n}', 'a 1-5 [x 2-3, y 4-4]'],
  ];
  for (const [name, text, seen] of cases) {
    test(name, () => {
      const source = readHcl(text);
      assert.equal(shown(source.body, source.lineAt), seen);
    });
  }
});

describe('expressions', () => {
  const cases: readonly (readonly [text: string, seen: string])[] = [
    ['1', '1'],
    ['-1.5', '-1.5'],
    ['"a\\n\\"b\\""', '"a\\n\\"b\\""'],
    ['"a${var.b}c"', '`a|b(var)|c`'],
    ['"${var.b}"', 'b(var)'],
    ['<<-E\n    a\n      b\n    E', '"a\\n  b\\n"'],
    ['[1, "two", local.three,]', '[1, "two", three(local)]'],
    ['{ a = 1, "b" : 2\n c = 3 }', '{"a": 1, "b": 2, "c": 3}'],
    ['aws_vpc.main[0].id', 'id(main(aws_vpc)[0])'],
    ['aws_subnet.all.*.id', 'id(all(aws_subnet)[*])'],
    ['aws_subnet.all[*].id', 'id(all(aws_subnet)[*])'],
    ['var.on ? 1 : 0', '(on(var) ? 1 : 0)'],
    ['a == b && !c', '((a == b) && !c)'],
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['toset(["a"])', 'toset(["a"])'],
    ['[for s in var.x : upper(s) if s != ""]', '[for s in x(var): upper(s) if (s != "")]'],
    ['{ for k, v in var.x : k => v... }', '{for k,v in x(var): k => v...}'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['a ? : b', 'raw a ? : b'],
    ['provider::aws::arn_parse(x)', 'provider::aws::arn_parse(x)'],
  ];
  for (const [text, seen] of cases) test(text, () => assert.equal(written(readExpression(text, 0, text.length, patienceFor(text))), seen));
});

test('what people write in modules is understood', () => {
  const texts = [
    'local.create && var.create_log_group && !var.use_existing ? 1 : 0',
    'length(var.y) > 0 ? [var.y] : []',
    '{ for k, v in merge(local.a, var.b) : k => v if try(v.create, true) && v.name != null }',
    'merge(\n    var.tags,\n    { "kubernetes.io/cluster/${var.name}" = "owned" }, # the cluster\n    var.env == "prod" ? { critical = true } : {},\n  )',
    'element(concat(aws_x.y.*.id, [""]), 0)',
    'replace(aws_x.y[0].identity[0].oidc[0].issuer, "https://", "")',
    '"arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.prefix != "" ? "${var.prefix}-" : ""}role"',
    '[for i, az in slice(data.aws_availability_zones.a.names, 0, 3) : cidrsubnet(var.cidr, 8, i + 10)]',
    'flatten([for k, v in var.x : [for s in v.subnets : { key = "${k}-${s}", subnet = s }]])',
    'jsonencode({\n  Version = "2012-10-17"\n  Statement = [{\n    Effect = "Allow"\n    Action = ["s3:*"],\n    Resource = "${aws_s3_bucket.b.arn}/*"\n  }]\n})',
    'map(object({ a = optional(string, "x"), b = list(number) }))',
    'templatefile("${path.module}/x.tpl", { a = 1, b = var.b })',
    '<<-EOT\n  %{ for x in var.y ~}\n  ${x}\n  %{ endfor ~}\n  $${literal}\n  EOT',
    'regex("^[a-z]+\\\\.${var.x}$", var.y)',
    'try(var.a["b"].c, null) == null || can(var.a[*].d)',
    '(var.a + 1) % 3 == 0 ? -var.b : var.c / 2',
    'setproduct(["a"], ["b"])[0][1]',
    '{\n  "a.b/c" : 1\n  (local.k) = 2\n  d = [\n    1,\n  ]\n}',
    'one(aws_x.y[*].id)',
    'coalesce(var.a...)',
  ];
  for (const text of texts) assert.doesNotMatch(written(readExpression(text, 0, text.length, patienceFor(text))).replace(/raw %\{[^}]*\}/g, ''), /\braw\b/, text);
});

test('the JSON syntax reads as the same blocks', () => {
  const text = '{\n "resource": {\n  "aws_instance": {\n   "web": {\n    "ami": "a-${var.x}",\n    "lifecycle": { "prevent_destroy": true }\n   }\n  }\n }\n}';
  const source = readTerraformJson(text);
  assert.equal(shown(source.body, source.lineAt), 'resource aws_instance web 4-7 [ami 5-5; lifecycle 6-6 [prevent_destroy 6-6]]');
});

test('reading takes time in proportion to the text, whatever is left open', () => {
  const openings = ['"${', '{', '[', '<<EOT\n', '/*', 'a = "', 'a { ', '((', '"${"${', '<<A\n', 'x = [{', 'resource "a" "b" {\n', 'a = "${\n', 'x = <<-B\n'];
  for (const opening of openings) {
    const text = opening.repeat(40_000);
    const start = process.hrtime.bigint();
    visit(readHcl(text).body, 6);
    const took = Number(process.hrtime.bigint() - start) / 1e6;
    assert.ok(took < 3_000, `${JSON.stringify(opening)} took ${took} ms`);
  }
});

function visit(body: Body, depth: number): void {
  for (const attribute of body.attributes) attribute.value();
  if (depth > 0) for (const block of body.blocks) visit(block.body(), depth - 1);
}

function shown(body: Body, lineAt: (offset: number) => number): string {
  const at = ({ start, end }: { start: number; end: number }): string => `${lineAt(start)}-${lineAt(Math.max(start, end - 1))}`;
  const attributes = body.attributes.map((one) => `${one.name} ${at(one)}`).join(', ');
  const blocks = body.blocks.map((one: Block) => `${[one.type, ...one.labels].join(' ')} ${at(one)} [${shown(one.body(), lineAt)}]`).join('; ');
  return [attributes, blocks].filter((part) => part !== '').join('; ');
}

function written(of: Expression): string {
  switch (of.kind) {
    case 'scalar': return JSON.stringify(of.value);
    case 'template': return `\`${of.parts.map((part) => (typeof part === 'string' ? part : written(part))).join('|')}\``;
    case 'list': return `[${of.items.map(written).join(', ')}]`;
    case 'object': return `{${of.entries.map((entry) => `${written(entry.key)}: ${written(entry.value)}`).join(', ')}}`;
    case 'name': return of.name;
    case 'member': return `${of.name}(${written(of.of)})`;
    case 'index': return `${written(of.of)}[${written(of.at)}]`;
    case 'splat': return `${written(of.of)}[*]`;
    case 'call': return `${of.name}(${of.args.map(written).join(', ')})`;
    case 'unary': return `${of.operator}${written(of.of)}`;
    case 'binary': return `(${written(of.left)} ${of.operator} ${written(of.right)})`;
    case 'choice': return `(${written(of.test)} ? ${written(of.yes)} : ${written(of.no)})`;
    case 'for': {
      const inner = `for ${of.names.join(',')} in ${written(of.over)}: ${of.key ? `${written(of.key)} => ` : ''}${written(of.value)}${of.grouped ? '...' : ''}${of.test ? ` if ${written(of.test)}` : ''}`;
      return of.key ? `{${inner}}` : `[${inner}]`;
    }
    case 'raw': return `raw ${of.text}`;
  }
}
