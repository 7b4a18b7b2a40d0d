// What people do with the keyboard alone, each stop being seen.
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import type { Visitor } from '#test/journey.ts'

const MOST_TABS = 80

/** Is what has the focus the one wanted, and is it seen: a ring around it, or around the card that holds it, inside the screen? */
function focusIsAt(target: Locator): Promise<{ isThere: boolean; wrong: string | null }> {
  return target.evaluate((wanted) => {
    const focused = document.activeElement
    const isThere = focused === wanted
    if (focused === null || focused === document.body) return { isThere, wrong: null }
    const ringed = [focused, focused.parentElement].some((element) => {
      if (element === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    })
    const { top, bottom, left, right, width } = (focused.closest('label') ?? focused).getBoundingClientRect()
    const isInside = bottom > 0 && top < innerHeight && left >= -1 && right <= innerWidth + 1 && width > 0
    const why = ringed ? 'is out of the screen' : 'shows no focus'
    return { isThere, wrong: ringed && isInside ? null : `${focused.outerHTML.slice(0, 160)} ${why}` }
  })
}

/** Goes from control to control until that one, each stop being seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab')
    const { isThere, wrong } = await focusIsAt(target)
    assert.equal(wrong, null, page.url())
    if (isThere) return
  }
  assert.fail(`${MOST_TABS} tabs never reach ${String(target)}`)
}

/** Presses a key that leads to another page, and holds that page. */
export async function leads({ page, checked, reflows }: Visitor, key: 'Enter' | 'Space'): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)])
  await checked()
  await reflows()
}

/** Past what every page begins with. */
export async function skips(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Aller au contenu')
  await page.keyboard.press('Enter')
}

/** Goes to a link or a button, then where it leads. */
export async function goOn(visitor: Visitor, target: Locator): Promise<void> {
  await tabTo(visitor.page, target)
  await leads(visitor, 'Enter')
}

/** Arrow keys, from the first line of the list to the one wanted. */
export async function chooses(page: Page, list: Locator, label: string): Promise<void> {
  await tabTo(page, list)
  const labels = await list.locator('option').allInnerTexts()
  for (let turn = labels.indexOf(label); turn > 0; turn -= 1) await page.keyboard.press('ArrowDown')
  assert.equal(
    await list.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.label),
    label,
  )
}

/** Types in a box, over what it holds. */
export async function types(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}
