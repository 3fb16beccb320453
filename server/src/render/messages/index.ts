// All that the product says, by area. The English text of a message is its key in the l10n bundles.
import { auditMessages } from './audit';
import { auditCallMessages } from './auditCalls';
import { auditDeedMessages } from './auditDeeds';
import { auditEventMessages } from './auditEvents';
import { auditFieldMessages } from './auditFields';
import { auditFormMessages } from './auditForms';
import { auditGuideMessages } from './auditGuide';
import { auditRulesMessages } from './auditRules';
import { auditTypeMessages } from './auditTypes';
import { caseMessages } from './case';
import { cliMessages } from './commandLine';
import { containerMessages } from './containers';
import { editorMessages } from './editor';
import { exitCodeMessages } from './exitCodes';
import { filterMessages } from './filter';
import { golangMessages } from './golang';
import { kernelMessages } from './kernel';
import { knownIssueMessages } from './knownIssues';
import { pinMessages } from './pins';
import { podMessages } from './pods';
import { reportMessages } from './report';
import { sliceMessages } from './slices';
import { sourceMessages } from './source';
import { statusMessages } from './status';
import { timeMessages } from './time';
import { timelineMessages } from './timeline';
import { traceMessages } from './traces';
import { verdictMessages } from './verdict';

export const messages = {
  ...auditMessages,
  ...auditCallMessages,
  ...auditDeedMessages,
  ...auditEventMessages,
  ...auditFieldMessages,
  ...auditFormMessages,
  ...auditGuideMessages,
  ...auditRulesMessages,
  ...auditTypeMessages,
  ...caseMessages,
  ...cliMessages,
  ...containerMessages,
  ...editorMessages,
  ...exitCodeMessages,
  ...filterMessages,
  ...golangMessages,
  ...kernelMessages,
  ...knownIssueMessages,
  ...pinMessages,
  ...podMessages,
  ...reportMessages,
  ...sliceMessages,
  ...sourceMessages,
  ...statusMessages,
  ...timeMessages,
  ...timelineMessages,
  ...traceMessages,
  ...verdictMessages,
} as const;

export type Messages = typeof messages;
