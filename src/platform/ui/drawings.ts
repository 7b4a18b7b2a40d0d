// Drawings that replace a sentence: sizes and kinds in choices, the mark, the forecourt, a place without a map.
import type { Html } from '#platform/html.ts'
import { html, raw } from '#platform/html.ts'
import { SCENE_SHAPES } from './scene.ts'

const ROAD = '<path class="z-road" d="M0 0h120v56H0z"/>'
const plate = (x: number) =>
  `<g class="z-ref"><circle cx="${x}" cy="30" r="10.5"/><circle cx="${x}" cy="30" r="6.5"/></g>`
const LAMP =
  '<path class="z-line" d="M44 52V14c0-6 12-6 16-2M38 52h12"/><path class="z-ink" d="M54 10h14l3 7H52z"/>'
const BIN = '<path class="z-ink" d="M46 20h28l-3 30H49z"/><path class="z-line" d="M44 17h32"/>'
const WHEEL = '<circle class="z-wheel" cx="52" cy="49" r="4"/>'
const bag = (x: number, y: number) =>
  `<path class="z-ink" d="M${x} ${y}c-7 0-9-9-4-13l3-5h3l3 5c5 4 2 13-5 13z"/>`
const PERSON =
  '<circle class="z-person" cx="96" cy="20" r="4.5"/><path class="z-person" d="M90 50V32c0-8 12-8 12 0v18z"/>'

const SHAPES = {
  'pothole-small': `${ROAD}<path class="z-hole" d="M52 29c0-5 5-7 9-6s8 3 7 7-6 5-10 4-7-2-7-5z"/>${plate(88)}`,
  'pothole-medium': `${ROAD}<path class="z-hole" d="M42 29c0-12 11-15 20-13s18 7 17 15-13 11-22 10-15-5-15-12z"/>${plate(98)}`,
  'pothole-large': `${ROAD}<path class="z-hole" d="M32 29c0-19 17-24 31-20s28 11 26 24-20 17-34 16-23-8-23-19z"/>${plate(108)}`,
  'dump-small': `${ROAD}${bag(58, 48)}${PERSON}`,
  'dump-medium': `${ROAD}${bag(38, 48)}${bag(58, 48)}${bag(48, 32)}${PERSON}`,
  'dump-large': `${ROAD}${bag(18, 48)}${bag(38, 48)}${bag(58, 48)}${bag(28, 32)}${bag(48, 32)}${bag(66, 33)}<path class="z-ink" d="M8 22h22v10H8zM62 14h14v8H62z"/>${PERSON}`,
  'lamp-off': `${ROAD}${LAMP}`,
  'lamp-flicker': `${ROAD}${LAMP}<path class="z-flash" d="M62 20l-5 12h6l-4 14"/>`,
  'lamp-day': `${ROAD}<path class="z-sun" d="M53 18h17l12 34H42z"/>${LAMP}<circle class="z-sun" cx="98" cy="16" r="8"/>`,
  'lamp-fallen': `${ROAD}<path class="z-line" d="M22 48h16M30 48L84 30c5-2 8 4 6 8"/><path class="z-ink" d="M82 38l13-4 3 7-15 3z"/>`,
  'bin-lid': `${ROAD}<path class="z-ink" d="M46 22h28l-3 28H49z"/><path class="z-line" d="M44 17L68 5"/>${WHEEL}`,
  'bin-wheel': `${ROAD}<g>${BIN}</g><circle class="z-wheel" cx="34" cy="49" r="4"/>`,
  'bin-body': `${ROAD}${BIN}<path class="z-crack" d="M60 20l-5 9 8 6-5 15"/>${WHEEL}`,
  'bin-missing': `${ROAD}<path class="z-ghost" d="M46 20h28l-3 30H49zM44 17h32"/>`,
  'place-road': `${ROAD}<path class="z-hole" d="M38 56L54 0h12l16 56z"/><path class="z-mark" d="M60 4v10M60 22v12M60 42v12"/>`,
  'place-pavement': `${ROAD}<path class="z-hole" d="M0 34h120v22H0z"/><path class="z-mark" d="M0 33h120"/>${PERSON}`,
  'place-bike': `${ROAD}<path class="z-line" d="M44 38l10-14h16l8 14M54 24l8 14h-18M70 24l-3-6h6"/><circle class="z-ring" cx="44" cy="38" r="9"/><circle class="z-ring" cx="78" cy="38" r="9"/>`,
  'place-park': `${ROAD}<path class="z-leaf" d="M0 44h120v12H0z"/><path class="z-line" d="M40 46V30M80 46V32"/><circle class="z-leaf" cx="40" cy="20" r="13"/><circle class="z-leaf" cx="80" cy="24" r="11"/>`,
  'place-square': `${ROAD}<path class="z-mark" d="M0 22h120M0 38h120M24 6v50M48 6v50M72 6v50M96 6v50"/><path class="z-sun" d="M49 23h22v14H49z"/>`,
  'place-school': `${ROAD}<path class="z-ink" d="M34 50V24l26-14 26 14v26z"/><path class="z-sun" d="M54 50V36h12v14z"/>`,
} as const

/** Name of a drawing that a choice may show. */
export type DrawingName = keyof typeof SHAPES

/** Names a form definition may use. */
export const DRAWING_NAMES = Object.keys(SHAPES) as DrawingName[]

/** A drawing by its name in data, or nothing when the kit does not have it. */
export function drawing(name: string): Html | null {
  if (!Object.hasOwn(SHAPES, name)) return null
  return html`<svg viewBox="0 0 120 56" aria-hidden="true">${raw(SHAPES[name as DrawingName])}</svg>`
}

/** The mark of Parvis: three walls open at the bottom, and the tile where the person stands. */
export function mark(): Html {
  return html`<svg viewBox="0 0 48 48" aria-hidden="true"><path class="mark-frame" d="M7 45V7h34v38"/><path class="mark-tile" d="M17 28h14v14H17z"/></svg>`
}

/** The forecourt of the home pages, in the colours of the theme. */
export function scene(): Html {
  return html`<div class="scene"><svg viewBox="0 0 640 440" aria-hidden="true">${raw(SCENE_SHAPES)}</svg></div>`
}

/** A pin on slabs: says « here is the place », and pretends to be no map. The address stands beside it. */
export function placePicture(): Html {
  return html`<svg class="map" viewBox="0 0 480 120" aria-hidden="true"><path class="road" d="M-20 34H500M-20 96H500M90 -10V130M236 -10V130M392 -10V130"/><path class="pin" d="M238 92c-12-15-17-22-17-30a17 17 0 0 1 34 0c0 8-5 15-17 30z"/><circle class="block" cx="238" cy="62" r="6"/></svg>`
}
