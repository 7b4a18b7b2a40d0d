// What every page that somebody sees must hold: its width, its weight, its examples read whole, and what axe asks of it.
import assert from 'node:assert/strict'
import type { CDPSession, Page } from 'playwright-core'
import { axeProblems } from './axe.ts'

/** Bytes of what a resident's page transfers, compressed, pictures aside (design.md section 8). */
const MOST_BYTES = 100_000
const MOST_SCRIPT = 30_000

/** Pixels that the content takes, and those that are seen. */
interface Width {
  wide: number
  seen: number
}

/** What one look at the page tells: each look costs as much as what it measures. */
interface Looked {
  width: Width
  /** Examples that stand cut in their box, each in a sentence. */
  cut: string[]
  /** Bytes of all but pictures, and of scripts; `null` away from the counter, which alone is held to them. */
  weight: { all: number; scripts: number } | null
  /** Each element in its place, in the order of the document: its name, its attributes and what surrounds it, as a number. */
  places: number[]
  hasScripts: boolean
}

/** Holds the page that is shown to everything. @throws AssertionError with the address and what is wrong there */
export async function holdPage(page: Page): Promise<void> {
  const looked = await look(page)
  holdsWidth(page, looked.width)
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
  const width = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }))
  holdsWidth(page, width)
}

function holdsWidth(page: Page, { wide, seen }: Width): void {
  assert.ok(wide <= seen, `${page.url()} scrolls sideways: ${wide} pixels in ${seen}`)
}

function holdsWeight(page: Page, { weight }: Looked): void {
  if (weight === null) return
  const { all, scripts } = weight
  assert.ok(all > 1000 && all <= MOST_BYTES, `${page.url()} weighs ${all} bytes`)
  assert.ok(scripts <= MOST_SCRIPT, `${page.url()} brings ${scripts} bytes of scripts`)
}

/** Places already held to axe: of a page thirty are new, and two hundred elements stand as they stood elsewhere. 0: nothing is seen there. */
const held = new Set<number>([0])

async function holdsAxe(page: Page, { places, hasScripts }: Looked, contrasts = false): Promise<void> {
  const fresh = places.flatMap((place, at) => {
    if (held.has(place)) return []
    held.add(place)
    return [at]
  })
  if (fresh.length === 0) return
  const ask = () => axeProblems(page, { contrasts, among: fresh })
  assert.deepEqual(await (hasScripts ? ask() : withTimers(page, ask)), [], page.url())
}

/** Who holds scripts back on a page where they do not run: to let go of it would let them in. */
const holders = new WeakMap<Page, Promise<CDPSession>>()

/** axe needs timers, which stop where scripts do not run: they are let in once the page is there, and nothing else is. */
async function withTimers<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const holder = holders.get(page) ?? page.context().newCDPSession(page)
  holders.set(page, holder)
  const session = await holder
  const stop = (value: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value })
  // Said once more first: what another session asked is undone only by whoever asked the same.
  await stop(true)
  await stop(false)
  const result = await work()
  await stop(true)
  return result
}

function look(page: Page): Promise<Looked> {
  return page.evaluate(async () => {
    // In its own letters: on a busy machine they come after those of the machine, which are wider.
    await document.fonts.ready
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
      const sizes = new Map<string, number>()
      // What is asked for again, to be kept on the device, comes from the browser itself: unpacked, and for nothing.
      for (const entry of entries)
        if ('encodedBodySize' in entry && kept(entry.name) && !sizes.has(entry.name))
          sizes.set(entry.name, entry.encodedBodySize)
      return [...sizes.values()].reduce((sum, size) => sum + size, 0)
    }

    // What a worker of ours gives is told unpacked: a page is weighed as it came first.
    const isGiven = (): boolean => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null

    // What axe says of an element hangs on itself, on what it stands in and after, on whether it holds a text and is labelled; of
    // headings and landmarks, on their order: that of all of them is one place more.
    function placesOf(): number[] {
      const elements = [...document.querySelectorAll('*')]
      const landmarks = elements.filter((element) =>
        element.matches('h1,h2,h3,h4,h5,h6,main,nav,header,footer,aside'),
      )
      const outline = landmarks.map(({ tagName }) => tagName).filter((name, at, all) => name !== all[at - 1])
      const dark = matchMedia('(prefers-color-scheme: dark)').matches
      const brand = getComputedStyle(document.documentElement).getPropertyValue('--brand')
      const inside = new Map<Element | null, number>([[null, hash(`${innerWidth} ${dark} ${brand}`)]])
      const places = elements.map((element) => {
        const around = inside.get(element.parentElement)
        inside.set(element, hash(`${around} ${kindOf(element)}`))
        const isSeen = !element.matches('input[type=hidden], option, head *')
        return isSeen ? hash(`${around} ${kindOf(element.previousElementSibling)} ${nameOf(element)}`) : 0
      })
      return [hash(`${inside.get(null)} ${outline.join(' ')}`), ...places.slice(1)]
    }

    const kindOf = (element: Element | null): string =>
      `${element?.tagName} ${element?.getAttribute('class')} ${element?.getAttribute('role')}`

    // What is said of every element of its kind, whatever it says there: that it is said.
    const told =
      /^(href|value|datetime|src|srcset|action|formaction|form|content|alt|title|placeholder|style|id|for|name|list|d|points|m(in|ax)(length)?|pattern|aria-(label|labelledby|describedby|controls)|data-.*)$/

    /** Its kind, its attributes, whether it holds a text, what names it, and whether what it points to is there. */
    function nameOf(element: Element): string {
      const attributes = [...element.attributes].map(
        ({ name, value }) => `${name}=${told.test(name) ? value !== '' : value}`,
      )
      const { labels } = element as Partial<HTMLInputElement>
      const pointed = ['aria-labelledby', 'aria-describedby'].flatMap(
        (name) => element.getAttribute(name)?.split(' ') ?? [],
      )
      const isWhole = pointed.every((id) => document.getElementById(id) !== null)
      return `${element.tagName} ${attributes.join(' ')} ${element.textContent?.trim() !== ''} ${labels?.length} ${isWhole}`
    }

    // FNV-1a on both halves of a number: 48 bits tell a hundred thousand places apart.
    function hash(text: string): number {
      let [low, high] = [0x811c9dc5, 0x1234567]
      for (let at = 0; at < text.length; at++) {
        low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
        high = Math.imul(high ^ text.charCodeAt(at), 0x01000197)
      }
      return (low >>> 0) * 2 ** 20 + (high >>> 12)
    }

    return {
      width: {
        wide: document.documentElement.scrollWidth,
        seen: document.documentElement.clientWidth,
      },
      cut: cutExamples(),
      weight:
        document.body.matches('.counter') && !isGiven()
          ? {
              all: weigh((name) => !/\/fichiers\/|\.(svg|png|jpe?g|webp)$/.test(name)),
              scripts: weigh((name) => name.endsWith('.js')),
            }
          : null,
      places: placesOf(),
      hasScripts: matchMedia('(scripting: enabled)').matches,
    }
  })
}
