// Icons: a reference in the page, and the sprite that holds only the shapes the page refers to.
import type { Html } from '#platform/html.ts'
import { html, raw } from '#platform/html.ts'
import type { IconName } from './icons.ts'
import { ICON_SHAPES } from './icons.ts'

export type { IconName } from './icons.ts'

/** True when the kit has this icon: for names that come from definitions. */
export function isIcon(name: string): name is IconName {
  return Object.hasOwn(ICON_SHAPES, name)
}

/** An icon beside a word: hidden from assistive tools. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`
}

/** An icon named by data (a theme, a transition); `fallback` when the kit does not have it. */
export function iconNamed(name: string | undefined, fallback: IconName): Html {
  return icon(name !== undefined && isIcon(name) ? name : fallback)
}

/** The shapes of the icons that a rendered page refers to (typed text cannot match: its quotes are escaped). */
export function sprite(rendered: string): Html {
  const used = new Set<IconName>()
  for (const [, name = ''] of rendered.matchAll(/<use href="#i-([a-z0-9-]+)"/g))
    if (isIcon(name)) used.add(name)
  if (used.size === 0) return raw('')
  const symbols = [...used]
    .sort()
    .map((name) => `<symbol id="i-${name}" viewBox="0 0 24 24">${ICON_SHAPES[name]}</symbol>`)
  return raw(`<svg hidden width="0" height="0" aria-hidden="true">${symbols.join('')}</svg>`)
}
