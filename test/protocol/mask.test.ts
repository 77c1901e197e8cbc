import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masked } from '../../src/protocol/mask';

/** What stands between « and » must not be in the result; everything else must. */
const SECRETS: readonly string[] = [
  'PGPASSWORD=«hunter22» psql -h db',
  'export AWS_SECRET_ACCESS_KEY=«wJalrXUtnFEMI/K7MDENG» && aws s3 ls',
  'mysql -u root -p«hunter22» -e "drop database x"',
  'psql postgres://admin:«s3cret»@db.example.com/shop',
  'curl -H "Authorization: Bearer «abcdef.ghi»" https://x',
  'vault login --token «hvs.CAESIJ»',
  'gh auth login --with-token «ghp_abcdefghijklmnopqrstuvwxyz0123456789»',
  'aws configure set aws_access_key_id «AKIAIOSFODNN7EXAMPLE»',
  '{"password": "«hunter22»", "name": "db"}',
  'db.connect(api_key: "«k3y-0123456789»")',
];

for (const text of SECRETS) {
  test(`a secret is hidden: ${text.slice(0, 40)}`, () => {
    const secret = /«(.+?)»/.exec(text)?.[1] as string;
    const result = masked(text.replace(/[«»]/g, ''));
    assert.ok(!result.includes(secret), result);
    for (const word of text.replace(/«.+?»/, ' ').split(/[^\w]+/).filter((one) => one.length > 3)) assert.ok(result.includes(word), `${word} is gone: ${result}`);
  });
}

const PLAIN: readonly string[] = [
  'terraform destroy -target=aws_secretsmanager_secret.db',
  'kubectl delete secret db-password -n prod',
  'rm -rf ./tokens',
  'git push --force origin main',
  'aws kms schedule-key-deletion --key-id 1234abcd --pending-window-in-days 7',
  'git clone https://github.com/acme/shop.git',
];

for (const text of PLAIN) test(`what is no secret stays: ${text}`, () => assert.equal(masked(text), text));
