import type { Finding } from '../engine/model';
import type { Rule } from '../engine/rule';

/** A finding with the file it stands in, as a path from the root of the repository. */
export interface Located {
  readonly finding: Finding;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

const LEVELS = { allow: 'none', warn: 'warning', hold: 'error', deny: 'error' } as const;

/** The findings as SARIF 2.1.0, for code scanning in a pull request. Only rules that were found are listed. */
export function sarif(found: readonly Located[], rules: readonly Rule[], version: string): unknown {
  const ids = [...new Set(found.map(({ finding }) => finding.rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Infrahold', informationUri: 'https://github.com/infrahold/infrahold', version, rules: ids.map((id) => descriptor(id, rules)) } },
        results: found.map(({ finding, path, startLine, endLine }) => ({
          ruleId: finding.rule,
          ruleIndex: ids.indexOf(finding.rule),
          level: LEVELS[finding.disposition],
          message: { text: finding.message },
          locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(path), uriBaseId: '%SRCROOT%' }, region: { startLine, endLine } } }],
          properties: { disposition: finding.disposition, verb: finding.effect.verb, resource: finding.effect.resource.address },
        })),
      },
    ],
  };
}

function descriptor(id: string, rules: readonly Rule[]) {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return { id, shortDescription: { text: 'Named by the policy.' } };
  return { id, shortDescription: { text: rule.summary }, fullDescription: { text: rule.why }, help: { text: rule.instead } };
}
