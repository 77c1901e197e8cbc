import * as vscode from 'vscode';
import { answers } from './answers';
import { brain as connect } from './brain';
import { doctor } from './doctor';
import { explain } from './explain';
import { guard } from './guard';
import { holdDocuments } from './hold-documents';
import { holds as known } from './holds';
import { holdsView } from './holds-view';
import { marks } from './marks';
import { mode } from './mode';
import { notices } from './notices';
import { pages as build } from './pages';
import { explainHold } from './explain-hold';
import { policy } from './policy';
import { picture } from './picture';
import { policyRelease } from './policy-release';
import { recordView } from './record-view';
import { rehearse } from './rehearse';
import { review as reviewing } from './review';
import { reviewed } from './reviewed';
import { secondPerson } from './second-person';
import { statusBar } from './status-bar';
import { terminals } from './terminals';
import { waive } from './waive';
import { watchSummary } from './watch-summary';

/** Builds the face: each feature is given what it needs, then the server is started, so that nothing it says is missed. */
export function activate(context: vscode.ExtensionContext): void {
  const disposables = context.subscriptions;
  const brain = connect(context);
  const holds = known(brain, disposables);
  const documents = holdDocuments(holds, disposables);
  const review = reviewing(holds, documents, disposables);
  const pages = build(disposables);

  statusBar(brain, holds, disposables);
  holdsView(holds, review, disposables);
  recordView(brain, disposables);
  marks(holds, documents, disposables);
  answers(brain, holds, review, disposables);
  notices(holds, review, disposables);
  mode(brain, disposables);
  rehearse(brain, disposables);
  guard(brain, pages, disposables);
  doctor(brain, pages, disposables);
  explain(context, pages, disposables);
  policy(context, disposables);
  policyRelease(brain, pages, disposables);
  waive(brain, pages, { holds, review }, disposables);
  secondPerson(brain, pages, { holds, review }, disposables);
  explainHold(pages, { holds, review }, disposables);
  picture(context, brain, { holds, review }, disposables);
  watchSummary(brain, pages, disposables);
  terminals(context, brain, disposables);
  reviewed(brain, pages, disposables);

  disposables.push({ dispose: () => void brain.dispose() });
  brain.start();
}
