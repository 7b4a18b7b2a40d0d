// What axe finds wrong with a page, in a line each. It is brought once to a document, and tells what is wrong alone: what passes
// weighs a hundred times more, and was most of the time of a check.
import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const CONTRASTS = ['color-contrast', 'link-in-text-block']

/** What breaks WCAG 2.2 AA or good practice on the page that is shown, each as « rule: where | where ». `contrasts`: only those. */
export async function axeProblems(page: Page, { contrasts = false } = {}): Promise<string[]> {
  await bring(page)
  const options: RunOptions = {
    runOnly: contrasts ? { type: 'rule', values: CONTRASTS } : { type: 'tag', values: TAGS },
    resultTypes: ['violations'],
    // Nothing is loaded first for the rules on sound, which no page has.
    preload: false,
  }
  return page.evaluate(async (options) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options)
    return violations.map(({ id, nodes }) => {
      const where = nodes.slice(0, 3).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 160)}`)
      return `${id}: ${where.join(' | ')}`
    })
  }, options)
}

/** By the protocol itself: `evaluate` would send half a megabyte as an argument, and read what the script returns. */
async function bring(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: `${axe.source};0` })
  await session.detach()
}
