/** Every id that package.json declares, once. test/package.test.ts compares the two both ways. */
export const COMMANDS = {
  review: 'infrahold.review',
  release: 'infrahold.release',
  reject: 'infrahold.reject',
  rejectWithWords: 'infrahold.rejectWithWords',
  fullerPreview: 'infrahold.fullerPreview',
  showHolds: 'infrahold.showHolds',
  showRecord: 'infrahold.showRecord',
  toggle: 'infrahold.toggle',
  rehearse: 'infrahold.rehearse',
  guard: 'infrahold.guard',
  removeGuard: 'infrahold.removeGuard',
  doctor: 'infrahold.doctor',
  openPolicy: 'infrahold.openPolicy',
  explain: 'infrahold.explain',
  compareReviewed: 'infrahold.compareReviewed',
  markReviewed: 'infrahold.markReviewed',
  countWaiver: 'infrahold.countWaiver',
  releasePolicy: 'infrahold.releasePolicy',
  releaseAndWaive: 'infrahold.releaseAndWaive',
  copyRequest: 'infrahold.copyRequest',
  answerRequest: 'infrahold.answerRequest',
  watchSummary: 'infrahold.watchSummary',
  explainHold: 'infrahold.explainHold',
  showPicture: 'infrahold.showPicture',
} as const;

export const VIEWS = { holds: 'infrahold.holds', record: 'infrahold.record' } as const;

export const SETTINGS = { openAtOnce: 'infrahold.review.openAtOnce', notifications: 'infrahold.notifications', policy: 'infrahold.policy' } as const;

export const COLORS = {
  lostBackground: 'infrahold.lostBackground',
  lostBorder: 'infrahold.lostBorder',
  warnBackground: 'infrahold.warnBackground',
  bannerBackground: 'infrahold.bannerBackground',
  bannerForeground: 'infrahold.bannerForeground',
} as const;

/** Keys of when-clauses. `answerable`: the hold in the active editor waits. `previewable`: a fuller preview can be asked for. `twoPeople`: the policy asks for a second person. */
export const CONTEXT = { answerable: 'infrahold.answerable', previewable: 'infrahold.previewable', twoPeople: 'infrahold.twoPeople' } as const;

/** `viewItem` of a hold that waits, in the Holds view. */
export const WAITING_ITEM = 'hold';

/** Scheme of the two sides of a hold. */
export const SCHEME = 'infrahold';

/** Scheme of read-only documents that belong to no hold. */
export const PAGE_SCHEME = 'infrahold-page';

export const STATUS_BAR_ITEM = 'infrahold.status';
