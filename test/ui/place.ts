// Texts in the lines of an editor: how they read, and where they stand on the screen.

export interface Point {
  readonly x: number;
  readonly y: number;
}
interface Place extends Point {
  readonly sight: { readonly left: number; readonly right: number };
}

/** Blanks are no-break spaces in the editor, or dots where it shows them. */
export function plain(text: string): string {
  return text.replace(/[\u00a0\u00b7]/g, ' ').replace(/[\u200b-\u200d\ufeff]/g, '');
}

/**
 * Runs in the page: where a text begins in a line, and between which edges lines are in sight. The point lies in the
 * right half of the first character, since the left half of one behind a hint counts as the hint.
 */
export function placeInLine([line, text]: readonly [string, string]): Place | null {
  for (const element of document.querySelectorAll('.editor-group-container.active .view-line')) {
    const whole = (element.textContent ?? '').replace(/[\u00a0\u00b7]/g, ' ');
    const start = whole.includes(line) ? whole.indexOf(text) : -1;
    const scrollable = element.closest('.editor-scrollable');
    if (start < 0 || !scrollable) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (start < passed + length) {
        range.setStart(node, start - passed);
        range.setEnd(node, start - passed + 1);
        break;
      }
      passed += length;
    }
    const { left, width, top, height } = range.getBoundingClientRect();
    const sight = scrollable.getBoundingClientRect();
    const minimap = scrollable.parentElement?.querySelector('.minimap')?.getBoundingClientRect();
    const right = minimap?.width ? minimap.left : sight.right;
    return { x: left + 0.8 * width, y: top + height / 2, sight: { left: sight.left, right: right - width } };
  }
  return null;
}
