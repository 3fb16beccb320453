// Writes client/l10n/bundle.l10n.json anew: node --import tsx test/unit/client/updateBundle.ts
import { writeFileSync } from 'node:fs';
import { BUNDLE, bundleOf, translatedTexts } from './texts';

writeFileSync(BUNDLE, bundleOf(translatedTexts()));
