// What is said of those who are writing, on the pages of a draft and where it is published.
import { type Html, html } from '#platform/html.ts'
import { checkboxCard } from '#platform/ui/choices.ts'
import { listSentence, time } from '#platform/ui/french.ts'
import type { NameOf } from '../written/names.ts'
import { RECENT_MINUTES, type Recent } from './recent.ts'

/** « Claire Martin écrit ce formulaire en ce moment (dernier acte à 14 h 32). » */
export function presenceLine(recent: readonly Recent[], nameOf: NameOf, zone: string): Html | null {
  if (recent.length === 0) return null
  const lines = recent.map(
    ({ by, at }) =>
      html`<p class="studio-presence"><b>${nameOf(by)}</b> écrit ce formulaire en ce moment <span class="meta">(dernier acte à ${time(at, zone)})</span></p>`,
  )
  return html`${lines}`
}

/** Ticked by whoever publishes what somebody else has just written. */
export const KNOWS = 'sait'

const wroteRecently = (recent: readonly Recent[], nameOf: NameOf): string =>
  `${listSentence(recent.map(({ by }) => nameOf(by)))} ${recent.length > 1 ? 'ont' : 'a'} écrit dans ce brouillon il y a moins de ${RECENT_MINUTES} minutes`

export const knowsTick = (recent: readonly Recent[], nameOf: NameOf): Html | null =>
  recent.length === 0
    ? null
    : checkboxCard({
        name: KNOWS,
        label: `${wroteRecently(recent, nameOf)}. Je le sais, et je publie aussi ce travail.`,
      })

export const unknowing = (recent: readonly Recent[], nameOf: NameOf): string =>
  `${wroteRecently(recent, nameOf)}\u00a0: cochez que vous le publiez aussi, ou attendez que ce soit fini.`
