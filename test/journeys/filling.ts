// Fills any page of any form with what somebody would type: at once, as a browser without scripts has it, or by keyboard, control after control.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { asksItems, everyFieldOf, type FormDefinition, type RawAnswers, uploadRules } from '#forms'
import type { Visitor } from '#test/journey.ts'
import { photo } from './acts.ts'

const PDF = {
  ...{ name: 'piece.pdf', mimeType: 'application/pdf' },
  buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n'),
}
const MOST_TRIES = 4
const MOST_TABS = 400
const MAIN = 'main form[action*="/demande/"]'

/** What is typed in each control: by its name, one after another where several bear it. */
export type Typed = ReadonlyMap<string, readonly string[]>

/** What is typed in the controls of a form to answer so. */
export function typedOf(form: FormDefinition, raw: RawAnswers): Typed {
  const blocks = new Set(form.pages.flatMap(({ fields }) => fields.filter(asksItems).map(({ id }) => id)))
  const typed = Object.entries(raw).flatMap(([id, parts]) =>
    Object.entries(parts)
      // The keys of items are said by their page.
      .filter(([part]) => part !== '' || !blocks.has(id))
      .map(([part, said]) => [`${id}${part}`, [said].flat()] as const),
  )
  return new Map(typed)
}

/** Adds an item where a block has none and somebody tells of one. @returns whether the page came again */
async function addsItem(visitor: Visitor, typed: Typed): Promise<boolean> {
  const { page } = visitor
  const buttons = page.locator(`${MAIN} button[name="bloc"][value$=" ajouter 0"]`)
  for (const button of await buttons.all()) {
    const block = (await button.getAttribute('value'))?.split(' ')[0] ?? ''
    const isTold = [...typed.keys()].some((name) => name.startsWith(`${block}-1-`))
    if (!isTold || (await page.locator(`#${block}-1`).count()) > 0) continue
    await visitor.press(button)
    return true
  }
  return false
}

/** Gives what must be given and was not yet: papers, and both sides of what is marked. */
async function givesPapers(page: Page, form: FormDefinition, given: Set<string>): Promise<void> {
  const isScripted = (await page.locator('file-upload:defined').count()) > 0
  const left = page.locator(`${MAIN} [name=remove]`)
  for (const name of await page
    .locator(`${MAIN} input[type=file]`)
    .evaluateAll((inputs) =>
      inputs.flatMap((one) => (one.checkVisibility() ? [(one as HTMLInputElement).name] : [])),
    )) {
    const field = everyFieldOf(form).find(({ id }) => id === name)
    const isAsked = field !== undefined && (field.optional === undefined || field.requiredIf !== undefined)
    if (!isAsked || given.has(name)) continue
    given.add(name)
    const files = uploadRules(field).isMarked ? [await photo('recto.jpg'), await photo('verso.jpg')] : [PDF]
    const before = await left.count()
    await page.locator(`${MAIN} input[type=file][name="${name}"]`).setInputFiles(files)
    if (isScripted) await left.nth(before + files.length - 1).waitFor()
  }
}

/** Puts everything where it belongs, as whoever takes their time has done. */
const putAll = (page: Page, typed: Typed): Promise<void> =>
  page.locator(MAIN).evaluate(
    (form, given) => {
      const wanted = new Map(given)
      const seen = new Map<string, number>()
      for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
        'input, select, textarea',
      )) {
        const said = wanted.get(control.name)
        if (said === undefined || control.type === 'hidden' || control.type === 'file') continue
        const nth = seen.get(control.name) ?? 0
        seen.set(control.name, nth + 1)
        if ('checked' in control && /^(radio|checkbox)$/.test(control.type))
          control.checked = said.includes(control.value)
        else control.value = said[nth] ?? ''
      }
    },
    [...typed],
  )

/** One control of the page that has the focus, as a keyboard meets it. */
interface Stop {
  sort: 'text' | 'radio' | 'checkbox' | 'select' | 'continue' | 'other'
  name: string
  value: string
  checked: boolean
  /** Which of those that bear its name. */
  nth: number
  options: string[]
  group: string[]
  wrong: string | null
}

const stopOf = (page: Page): Promise<Stop> =>
  page.evaluate((main) => {
    const here = document.activeElement as HTMLInputElement
    const form = here.closest(main)
    const among = [...(form?.querySelectorAll<HTMLInputElement>(`[name="${here.name}"]`) ?? [])].filter(
      ({ type }) => type !== 'hidden',
    )
    const isField = form !== null && here.matches('input, select, textarea') && here.name !== ''
    const sort = !isField
      ? form !== null && here.matches('.actions button:first-child')
        ? 'continue'
        : 'other'
      : /^(radio|checkbox)$/.test(here.type)
        ? (here.type as 'radio')
        : here.matches('select')
          ? 'select'
          : /^(file|hidden|submit)$/.test(here.type)
            ? 'other'
            : 'text'
    const box = (here.closest('label') ?? here).getBoundingClientRect()
    const isSeen = here === document.body || (box.bottom > 0 && box.top < innerHeight && box.width > 0)
    return {
      ...{ sort, name: here.name ?? '', value: here.value ?? '', checked: here.checked },
      nth: among.indexOf(here),
      options: [...((here as unknown as HTMLSelectElement).options ?? [])].map(({ value }) => value),
      group: among.map(({ value }) => value),
      wrong: isSeen ? null : `${here.outerHTML.slice(0, 160)} has the focus out of the screen`,
    }
  }, MAIN)

async function presses(page: Page, key: string, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await page.keyboard.press(key)
}

/** What somebody does there with their keys. */
async function answers(page: Page, stop: Stop, typed: Typed): Promise<void> {
  const said = typed.get(stop.name)
  if (said === undefined) return
  const wanted = said[stop.nth] ?? ''
  if (stop.sort === 'text') {
    if (stop.value === wanted) return
    await page.keyboard.press('Control+A')
    await (wanted === '' ? page.keyboard.press('Delete') : page.keyboard.insertText(wanted))
  } else if (stop.sort === 'checkbox') {
    if (stop.checked !== said.includes(stop.value)) await page.keyboard.press('Space')
  } else if (stop.sort === 'select') {
    await page.keyboard.press('Home')
    await presses(page, 'ArrowDown', Math.max(stop.options.indexOf(wanted), 0))
  } else if (stop.sort === 'radio') {
    const [from, to] = [stop.nth, stop.group.indexOf(said[0] ?? '')]
    if (to < 0) return
    if (from === to) await page.keyboard.press('Space')
    else await presses(page, to > from ? 'ArrowDown' : 'ArrowUp', Math.abs(to - from))
  }
}

/** From the head of the page to « Continuer », every stop seen. */
async function walks(page: Page, typed: Typed): Promise<void> {
  await page.locator('h1').evaluate((title) => {
    title.setAttribute('tabindex', '-1')
    title.focus()
  })
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab')
    const stop = await stopOf(page)
    assert.equal(stop.wrong, null, page.url())
    if (stop.sort === 'continue') return
    await answers(page, stop, typed)
  }
  assert.fail(`${page.url()}: ${MOST_TABS} tabs never reach « Continuer »`)
}

/** Fills the page that is shown and goes on, again when its answers brought other questions. */
export async function fillsPage(
  visitor: Visitor,
  form: FormDefinition,
  typed: Typed,
  by: 'keyboard' | 'without scripts',
): Promise<void> {
  const { page, checked } = visitor
  const here = new URL(page.url()).pathname
  const given = new Set<string>()
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (await addsItem(visitor, typed)) continue
    if (by === 'keyboard') await walks(page, typed)
    else await putAll(page, typed)
    await givesPapers(page, form, given)
    const go = page.locator(`${MAIN} .actions button`).first()
    if (by === 'keyboard') {
      await go.focus()
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    } else await Promise.all([page.waitForEvent('load'), go.click()])
    await checked()
    if (new URL(page.url()).pathname !== here) return
  }
  const wrong = await page.locator('.error-summary').allInnerTexts()
  assert.fail(`${page.url()} is not left: ${wrong.join(' ')}`)
}
