// What was done in a member’s name, and when: the part of their own journal of accesses that collaborators wrote.
import { COLLABORATORS } from '#mandates'
import { accountMain } from '#people'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import type { AccessEntry } from '#platform/ledger/audit.ts'
import { linkButton } from '#platform/ui/button.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'

export interface JournalView {
  zone: string
  /** The latest first. */
  entries: readonly AccessEntry[]
  /** Of collaborators, by their person. */
  names: ReadonlyMap<number | null, string | null>
}

/** « Lecture : Information, /informations/12 » leads there; what is of whoever acts alone leads nowhere. */
function said(object: string): Html {
  const at = /, (\/\S*)$/.exec(object)
  const address = at?.[1] ?? ''
  if (at === null) return html`${object}`
  const what = object.slice(0, at.index)
  return object.startsWith('Lecture') && !address.startsWith('/compte')
    ? html`<a href="${address}">${what}</a>`
    : html`${what}`
}

export function journalPage(ctx: Context, { zone, entries, names }: JournalView): Html {
  const title = 'Ce qui a été fait en votre nom'
  const columns = [{ label: 'Quand' }, { label: 'Qui' }, { label: 'Quoi' }]
  const rows = entries.map(({ at, actorId, object }) => [
    html`<time datetime="${at.toISOString()}">${dateTime(at, zone)}</time>`,
    `${names.get(actorId) ?? 'Un collaborateur'}, pour vous`,
    said(object),
  ])
  const shown =
    rows.length === 0
      ? emptyState('Rien encore', 'Ce que vos collaborateurs ouvrent et font en votre nom s’écrit ici.')
      : table({ caption: title, captionHidden: true, columns, rows })
  const body = html`<h1>${title}</h1>
    <p class="lead">La même page ouverte plusieurs fois dans l’heure est dite une fois. Le journal entier, que personne ne peut changer, est dans <a href="/compte/donnees/acces">qui a ouvert vos données</a>.</p>${shown}
    <p>${linkButton('Revenir à vos collaborateurs', COLLABORATORS, { kind: 'bare' })}</p>`
  const main = accountMain(ctx, COLLABORATORS, body, { wide: true })
  return ownPage(ctx, { title, main })
}
