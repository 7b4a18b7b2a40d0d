// The pages that are arranged, and what stands on each by default.
import type { Arranged, Block } from '#platform/http/route.ts'

export const PAGES = ['home', 'bureau'] as const
export type PageName = (typeof PAGES)[number]

export interface ArrangedPage {
  name: PageName
  href: string
  title: string
  /** Where blocks say that they stand, a column each; one alone is dealt over both. */
  on: readonly Arranged[]
}

export const HOME: ArrangedPage = {
  name: 'home',
  href: '/intranet',
  title: 'Accueil des agents',
  on: ['intranet', 'intranet-side'],
}
export const BUREAU: ArrangedPage = {
  name: 'bureau',
  href: '/intranet/bureau',
  title: 'Mon bureau',
  on: ['bureau'],
}
export const ALL: Readonly<Record<PageName, ArrangedPage>> = { home: HOME, bureau: BUREAU }

/** Where one arranges it. */
export const choiceOf = ({ href }: ArrangedPage): string => `${href}/blocs`

export type ArrangedBlock = Extract<Block, { on: Arranged }>

/** Those that may stand on it, those of the page first; one that stands on both pages is one. */
export function blocksFor(
  blocks: readonly Block[],
  { on }: ArrangedPage,
): ReadonlyMap<string, ArrangedBlock> {
  const arranged = blocks.filter((block): block is ArrangedBlock => 'name' in block)
  const here = arranged.filter((block) => on.includes(block.on))
  const known = new Map<string, ArrangedBlock>()
  for (const block of [...here, ...arranged]) if (!known.has(block.name)) known.set(block.name, block)
  return known
}
