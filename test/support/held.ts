// What every page that somebody sees must hold: its width, its weight, its examples read whole, and what axe asks of it.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { axeProblems } from './axe.ts'

/** Bytes of what a resident's page transfers, compressed, pictures aside (design.md section 8). */
const MOST_BYTES = 100_000
const MOST_SCRIPT = 30_000

/** What one look at the page tells: each look costs as much as what it measures. */
interface Looked {
  /** Pixels that the content takes, and those that are seen. */
  wide: number
  seen: number
  /** Examples that stand cut in their box, each in a sentence. */
  cut: string[]
  /** Bytes of all but pictures, and of scripts; `null` away from the counter, which alone is held to them. */
  weight: { all: number; scripts: number } | null
  /** Elements, names and look: two pages of one shape have nothing else to show to axe. */
  shape: string
  hasScripts: boolean
}

/** Holds the page that is shown to everything. @throws AssertionError with the address and what is wrong there */
export async function holdPage(page: Page): Promise<void> {
  const looked = await look(page)
  holdsWidth(page, looked)
  assert.deepEqual(looked.cut, [], `${page.url()} cuts what stands in a box`)
  holdsWeight(page, looked)
  await holdsAxe(page, looked)
}

/** Its contrasts alone, in another theme: the rest was held in the first. */
export async function holdContrasts(page: Page): Promise<void> {
  await holdsAxe(page, await look(page), true)
}

/** Its width alone, on another screen. */
export async function holdWidth(page: Page): Promise<void> {
  holdsWidth(page, await look(page))
}

function holdsWidth(page: Page, { wide, seen }: Looked): void {
  assert.ok(wide <= seen, `${page.url()} scrolls sideways: ${wide} pixels in ${seen}`)
}

function holdsWeight(page: Page, { weight }: Looked): void {
  if (weight === null) return
  const { all, scripts } = weight
  assert.ok(all > 1000 && all <= MOST_BYTES, `${page.url()} weighs ${all} bytes`)
  assert.ok(scripts <= MOST_SCRIPT, `${page.url()} brings ${scripts} bytes of scripts`)
}

/** Shapes already held to axe. */
const held = new Set<string>()

async function holdsAxe(page: Page, { shape, hasScripts }: Looked, contrasts = false): Promise<void> {
  if (held.has(shape)) return
  held.add(shape)
  const ask = () => axeProblems(page, { contrasts })
  assert.deepEqual(await (hasScripts ? ask() : withTimers(page, ask)), [], page.url())
}

/** axe needs timers, which stop where scripts do not run: they are let in once the page is there, and nothing else is. */
async function withTimers<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page)
  const stop = (value: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value })
  // Said once more first: what another session asked is undone only by whoever asked the same.
  await stop(true)
  await stop(false)
  const result = await work()
  await stop(true)
  await session.detach()
  return result
}

function look(page: Page): Promise<Looked> {
  return page.evaluate(() => {
    // An example that is cut says nothing: what stands in an empty box is read whole.
    function cutExamples(): string[] {
      const pen = document.createElement('canvas').getContext('2d')
      const shown = [...document.querySelectorAll('input[placeholder]')].filter((box) =>
        box.checkVisibility(),
      )
      return shown.flatMap((box) => {
        const { placeholder, clientWidth, list } = box as HTMLInputElement
        const style = getComputedStyle(box)
        if (pen === null) return []
        pen.font = style.font
        // The arrow of a list of proposals takes its place, seen or not.
        const arrow = list === null ? 0 : 20
        const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight)
        const room = clientWidth - padding - arrow
        return pen.measureText(placeholder).width > room + 1 ? [`« ${placeholder} » in ${room} pixels`] : []
      })
    }

    function weigh(kept: (name: string) => boolean): number {
      const entries = performance.getEntries() as PerformanceResourceTiming[]
      return entries
        .filter((entry) => 'encodedBodySize' in entry && kept(entry.name))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
    }

    function shape(): string {
      const told = /^(href|value|datetime|src|action|content|alt|title|placeholder|style|data-.*)$/
      const plain = (value: string) => value.replace(/[\da-f]{8}-[\da-f-]{27}|\d+/g, '0')
      const shapes = [...document.querySelectorAll('*')].map((element) => {
        const names = [...element.attributes].map(
          ({ name, value }) => `${name}=${told.test(name) ? value !== '' : plain(value)}`,
        )
        return `${element.tagName} ${names.join(' ')} ${element.textContent?.trim() !== ''}`
      })
      return `${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches} ${shapes.join('|')}`
    }

    return {
      wide: document.documentElement.scrollWidth,
      seen: document.documentElement.clientWidth,
      cut: cutExamples(),
      weight: document.body.matches('.counter')
        ? {
            all: weigh((name) => !/\/fichiers\/|\.(svg|png|jpe?g|webp)$/.test(name)),
            scripts: weigh((name) => name.endsWith('.js')),
          }
        : null,
      shape: shape(),
      hasScripts: matchMedia('(scripting: enabled)').matches,
    }
  })
}
