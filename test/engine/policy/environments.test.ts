import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EnvironmentClass, Facts } from '../../../src/engine/model';
import { classify } from '../../../src/engine/policy/environments';
import { parsePolicy } from '../../../src/engine/policy/parse';

const PLACES: readonly (readonly [EnvironmentClass, Facts])[] = [
  ['production', { 'kube-context': 'prod-eu' }],
  ['production', { 'aws-profile': 'acme-prod' }],
  ['production', { 'terraform-workspace': 'production' }],
  ['production', { 'terraform-var-file': 'envs/prod.tfvars' }],
  ['production', { path: '/home/me/shop/envs/prod' }],
  ['production', { stack: 'ShopProd' }],
  ['production', { 'pulumi-stack': 'acme/shop/prod' }],
  ['production', { 'kube-context': 'dev', path: '/home/me/shop/envs/prod' }],
  ['production', { 'database-host': 'prod2.db.acme.com' }],
  ['shared', { 'kube-context': 'staging' }],
  ['shared', { 'aws-profile': 'pre-prod' }],
  ['shared', { 'aws-profile': 'preprod-admin' }],
  ['shared', { stack: 'shop-uat' }],
  ['development', { 'aws-profile': 'non-prod' }],
  ['development', { 'aws-profile': 'nonprod' }],
  ['development', { 'kube-context': 'kind-shop' }],
  ['development', { 'kube-context': 'k3d-shop' }],
  ['development', { 'kube-context': 'minikube' }],
  ['development', { 'kube-context': 'docker-desktop' }],
  ['development', { 'kube-context': 'rancher-desktop' }],
  ['development', { 'kube-context': 'colima' }],
  ['development', { 'database-host': 'localhost' }],
  ['development', { path: '/home/me/shop/envs/dev' }],
  ['development', { stack: 'ShopDev' }],
  ['unknown', { path: '/home/me/dev/shop' }],
  ['unknown', { path: '/Users/me/test/shop' }],
  ['unknown', { 'aws-profile': 'acme' }],
  ['unknown', { 'aws-profile': 'products' }],
  ['unknown', { 'git-branch': 'production' }],
  ['unknown', { app: 'delivery' }],
  ['unknown', { app: 'contest' }],
  ['unknown', {}],
];

test('words of a name say what class of environment it is', () => {
  for (const [expected, facts] of PLACES) assert.equal(classify({ layers: [] }, facts), expected, JSON.stringify(facts));
});

test('a path pattern means the folder itself, what is in it, and nothing beside it', () => {
  const parsed = parsePolicy({ text: 'version: 1\nenvironments: { production: { any: [{ path: "infra/**" }] } }\n', source: '/home/me/shop/.infrahold/policy.yaml', folder: '/home/me/shop', name: 'workspace', loosens: false });
  assert.deepEqual(parsed.problems, []);
  const layers = parsed.layer === null ? [] : [parsed.layer];
  for (const [expected, path] of [['production', 'infra'], ['production', 'infra/network/main.tf'], ['unknown', 'infrastructure'], ['unknown', 'k8s']] as const) {
    assert.equal(classify({ layers }, { path: `/home/me/shop/${path}` }), expected, path);
  }
});
