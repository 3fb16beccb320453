// What is said about source code: repositories, revisions, functions.

export const sourceMessages = {
  // Why a revision was chosen; each stands alone or within source.contradicted.
  'source.bySetting': 'revision {revision} from the settings',
  'source.byPath': 'version {version} from the path in the frame',
  'source.byBuild': 'revision {build} from the build folder in the frame',
  'source.afterTrace': '{reason}, said after the trace',
  'source.byRevision': 'revision {revision} from {file}, line {line}',
  'source.byChangedRevision': 'revision {revision} from {file}, line {line}, with changes that were never committed',
  'source.byVersion': 'version {version} from {file}, line {line}',
  'source.byPackage':
    'the nearest release to {version} from {file}, line {line}: a distribution’s build, which may be patched',
  'source.contradicted': '{reason}; but {file}, line {line} says {other}',

  'source.byTrace': '{inference} (by the trace itself)',

  'source.inferring': 'Looking for the revision of {module} that ran',
  'source.inferenceCancelled':
    'The search for the revision of {module} that ran was cancelled; "Nodelog: Refresh Cases" begins it again.',

  // What the trace itself says of the revision that ran.
  'source.oneRelease': 'consistent release: {release}',
  'source.someReleases': 'consistent releases: {releases}',
  'source.manyReleases': 'consistent releases: {count} from {first} to {last}',
  'source.untagged': 'no release fits: an untagged build; commit {commit} ({date}, {subject}) does',
  'source.patched': 'no release fits: a patched build; nearest {tag}, frame {frame} differs',
  'source.noRelease': 'no release fits: none of {count} has these functions at these lines',

  // Where a frame lies, and whether that was checked.
  'source.tagInstead': 'This clone lacks commit {revision}: its tag {tag} is shown instead.',
  'source.cacheInstead': 'The module cache’s {version} is shown instead of commit {revision}.',
  'source.ran': 'What ran: {reason}.',
  'source.blame': 'Line brought by {commit} on {date}: {subject}',
  'source.in-module': 'in {module}',
  'source.status.verified': 'Verified: {function} encloses this line in that revision.',
  'source.status.drift': 'Another revision ran than the one shown.',
  'source.status.unverified': 'Not checked against the source.',
  'source.status.unavailable': 'The source is not at hand.',

  // A commit that changed a function after the revision that ran.
  'source.changeReleased': '{subject} ({date}, first in {release})',
  'source.changeUnreleased': '{subject} ({date}, in no release of this clone)',

  'source.changedSince': '{function} since {revision}',
  'source.changeFirst': '{commit}, first in {release}',
  'source.changeNowhere': '{commit}, in no release of this clone',
  'source.noChanges': 'No commit after {revision} that this clone holds has changed {function}.',
  'source.changesUnknown':
    'What has changed since is not known: the function of this frame was not found in the source. {reason}',

  // Why a frame's source cannot be shown or checked.
  'source.noRepository': 'No clone of {module} is known.',
  'source.noRevision': 'No line and no setting tells which revision of {module} ran.',
  'source.revisionMissing': 'The clone of {module} has neither the commit nor the tag: {wanted}.',
  'source.revisionCut': 'The clone of {module} is shallow and has neither the commit nor the tag: {wanted}.',
  'source.fileMissing': '{path} is not in this revision ({commit}): the revision that ran differs.',
  'source.lineMissing':
    '{path} has only {lines} {lines|line|lines} in this revision ({commit}): the revision that ran differs.',
  'source.drift': '{place} lies in {function} in this revision: the revision that ran differs.',
  'source.driftOutside': '{place} lies in no function in this revision: the revision that ran differs.',
  'source.noFunction': 'No line of the log names the function.',
  'source.notGo': '{path} is no Go source: its functions are not checked.',
  'source.unchecked': 'The compiler made {function}; which line it stands for cannot be checked.',

  // What a document says that has no source to show.
  'source.missing.title': '{path}, line {line}, of {module} is not on this machine yet.',
  'source.missing.how':
    'To see it, run "Nodelog: Choose Source Repository...": name a folder with a clone, or let git make one. Nothing is fetched unasked.',
  'source.noAddress': 'No address to clone {module} from is known.',

  // What is wrong with a folder that is to be a repository, or with git.
  'source.folderMissing': '{folder} is no folder: {reason}',
  'source.gitMissing': 'git cannot be run: {reason}',
  'source.notRepository': '{folder} is no git repository: {reason}',
  'source.otherRepository': '{folder} is no clone of {module}.',
  'source.gitFailed': 'git failed: {reason}',
  'source.gitOld': 'The installed git is {version}; version {oldest} or newer is needed.',
  'source.gitSilent': 'git gave no answer for {seconds} seconds.',
  'source.objectLarge': '{name} is too large to be read.',
  'source.objectMissing': 'The clone does not hold this file: it was made without the contents of files.',
  'source.cloneAddress': 'This address cannot be cloned: {url}',
  'source.cloneTarget': '{folder} is there already.',
  'source.cloneFailed': 'The clone failed: {reason}',
  'source.fetching': 'Fetching source into {folder}',
  'source.fetchFailed': 'git could not fetch what this clone lacks: {reason}',
  'source.fetchCancelled': 'The fetch was cancelled.',
  'source.cloneCancelled': 'The clone was cancelled.',
} as const;
