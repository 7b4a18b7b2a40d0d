// What axe finds wrong with a page, in a line each. It is brought once to a document, and tells what is wrong alone: what passes
// weighs a hundred times more, and was most of the time of a check.
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { ElementContext, RunOptions } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

const { source } = createRequire(import.meta.url)('axe-core/axe.min.js') as { source: string }

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const CONTRASTS = ['color-contrast', 'link-in-text-block']

interface Held {
  /** Only contrasts. */
  contrasts?: boolean
  /** Only those elements, by their number in the document, and what surrounds them. */
  among?: readonly number[]
}

/** What breaks WCAG 2.2 AA or good practice on the page that is shown, each as « rule: where | where ». */
export async function axeProblems(page: Page, { contrasts = false, among }: Held = {}): Promise<string[]> {
  await bring(page)
  const options: RunOptions = {
    runOnly: contrasts ? { type: 'rule', values: CONTRASTS } : { type: 'tag', values: TAGS },
    resultTypes: ['violations'],
    // Nothing is loaded first for the rules on sound, which no page has.
    preload: false,
  }
  return page.evaluate(
    async ({ options, among }) => {
      const elements = [...document.querySelectorAll('*')]
      const kept = new Set<Element>()
      for (const at of among ?? elements.keys())
        for (let here = elements[at] ?? null; here !== null && !kept.has(here); here = here.parentElement)
          kept.add(here)
      const isLeft = (element: Element) => !kept.has(element) && kept.has(element.parentElement ?? element)
      const context = { include: [document], exclude: elements.filter(isLeft) } as unknown as ElementContext
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(context, options)
      return violations.map(({ id, nodes }) => {
        const where = nodes.slice(0, 3).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 160)}`)
        return `${id}: ${where.join(' | ')}`
      })
    },
    { options, among },
  )
}

/** Has every page of the context hold axe ready, unread until it is asked for: sent at each check, it was half of the check. */
export async function offerAxe(context: BrowserContext): Promise<void> {
  const content = `Object.defineProperty(globalThis, 'bringAxe', { value() { ${source} } })`
  await context.addInitScript({ content })
}

/** By the protocol itself where it was not offered: `evaluate` would read what the script returns. */
async function bring(page: Page): Promise<void> {
  const isThere = await page.evaluate(() => {
    const { axe, bringAxe } = window as unknown as { axe?: unknown; bringAxe?: () => void }
    if (axe === undefined) bringAxe?.()
    return 'axe' in window
  })
  if (isThere) return
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: `${source};0` })
  await session.detach()
}
