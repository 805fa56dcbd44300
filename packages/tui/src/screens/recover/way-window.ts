/** How a page of blocks is scrolled so that one of them is seen: which row is first. */
export function showBlock(
  block: { start: number; end: number },
  page: { first: number; height: number; count: number },
): number {
  const { first, height, count } = page;
  const last = Math.max(0, count - height);
  const fits = block.end - block.start <= height;
  const lowest = fits ? block.end - height : block.start;
  const moved = Math.min(Math.max(first, lowest), block.start);
  return Math.min(Math.max(0, moved), last);
}
