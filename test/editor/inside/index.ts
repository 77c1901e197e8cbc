// Runs inside the extension host, started by @vscode/test-electron. Results go to the file named in the environment, one test each.
import { writeFileSync } from 'node:fs';
import { tests } from './tests';

export async function run(): Promise<void> {
  const results: { name: string; error: string | null }[] = [];
  for (const [name, body] of Object.entries(tests)) {
    try {
      await body();
      results.push({ name, error: null });
    } catch (error) {
      results.push({ name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  writeFileSync(process.env['INFRAHOLD_INSIDE_RESULTS'] ?? '', JSON.stringify(results));
  const failed = results.filter((result) => result.error !== null).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
