// Months as strftime's %b writes them: syslog and journalctl write the month of the locale they run in.

/** Of glibc's locales, January first; a point behind an abbreviation is left out. */
const ABBREVIATIONS: readonly (readonly [locale: string, months: string])[] = [
  ['C', 'jan feb mar apr may jun jul aug sep oct nov dec'],
  ['cs_CZ', 'led úno bře dub kvě čen čec srp zář říj lis pro'],
  ['da_DK', 'jan feb mar apr maj jun jul aug sep okt nov dec'],
  ['de_DE', 'jan feb mär apr mai jun jul aug sep okt nov dez'],
  ['es_ES', 'ene feb mar abr may jun jul ago sep oct nov dic'],
  ['fi_FI', 'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu'],
  ['fr_FR', 'janv févr mars avril mai juin juil août sept oct nov déc'],
  ['hu_HU', 'jan febr márc ápr máj jún júl aug szept okt nov dec'],
  ['it_IT', 'gen feb mar apr mag giu lug ago set ott nov dic'],
  ['nb_NO', 'jan feb mars april mai juni juli aug sep okt nov des'],
  ['nl_NL', 'jan feb mrt apr mei jun jul aug sep okt nov dec'],
  ['pl_PL', 'sty lut mar kwi maj cze lip sie wrz paź lis gru'],
  ['pt_BR', 'jan fev mar abr mai jun jul ago set out nov dez'],
  ['ro_RO', 'ian feb mar apr mai iun iul aug sep oct nov dec'],
  ['ru_RU', 'янв фев мар апр мая июн июл авг сен окт ноя дек'],
  ['tr_TR', 'oca şub mar nis may haz tem ağu eyl eki kas ara'],
  ['uk_UA', 'січ лют бер кві тра чер лип сер вер жов лис гру'],
];

/** In Chinese, Japanese and Korean the month is a number with the word for month. */
const NUMBERED = ['月', '월'];

const BY_WORD = new Map<string, number>();
for (const [, months] of ABBREVIATIONS) months.split(' ').forEach((word, index) => BY_WORD.set(word, index + 1));
for (let month = 1; month <= 12; month++) for (const word of NUMBERED) BY_WORD.set(`${String(month)}${word}`, month);
// The C locale's are asked for most; found without making them small.
for (const word of ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']) {
  BY_WORD.set(word, BY_WORD.get(word.toLowerCase()) ?? 0);
}

/** No month is written longer. */
export const LONGEST_MONTH = 6;

/** 1 to 12 for a month's name or abbreviation in a locale; null for another word. */
export function monthOf(word: string): number | null {
  return BY_WORD.get(word) ?? BY_WORD.get(word.toLowerCase().replace(/\.$/, '')) ?? null;
}
