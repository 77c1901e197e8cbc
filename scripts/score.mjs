// Prints recall and false holds over the corpus, by family and difficulty, and what the tables know. `--misses` lists what went wrong.
import { runBundled } from './bundled.mjs';

await runBundled('test/score.ts', process.argv.slice(2));
