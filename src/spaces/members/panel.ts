// Who is in a space: its members, what lets them in, who asks to be.
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { localDay } from '#territory'
import { ROLES } from '../record/kinds.ts'
import { type Admission, admissionsOf, askingsOf, membersOf, type Space } from '../record/queries.ts'
import { pageOf, type Place } from './place.ts'
import { byText, groupText, namesIn, sinceText, townsText } from './words.ts'

/** Its members today, for those who are in it or keep it. */
export async function membersPanel(tx: Read, space: Space): Promise<Html> {
  const names = await namesIn(tx)
  const members = await membersOf(tx, space.id)
  const rows = members.map((member) => [
    member.name,
    townsText(member, names),
    ROLES[member.role].label,
    byText(member, names),
  ])
  const columns = [{ label: 'Nom' }, { label: 'De' }, { label: 'Rôle' }, { label: 'Par' }]
  const list =
    rows.length === 0
      ? emptyState('Personne n’en est aujourd’hui', 'Faites entrer un groupe, ou des personnes.')
      : table({ caption: 'Membres', captionHidden: true, columns, rows, dense: true })
  return panel(`Membres (${members.length})`, list, { bare: true })
}

/** What lets them in, and who asks, with what may be done of it there. */
export async function admissionsPanel(tx: Read, space: Space, place: Place): Promise<Html> {
  const names = await namesIn(tx)
  const people = new Map((await membersOf(tx, space.id)).map(({ personId, name }) => [personId, name]))
  const at = pageOf(place, space)
  const isOpen = space.closedAt === null
  const mayChange = ({ kind }: Admission): boolean => place.face === 'admin' || (isOpen && kind === 'person')
  const nameOf = (one: Admission): string =>
    one.kind === 'person'
      ? (people.get(one.personId) ?? 'Une personne qui n’est plus en fonction')
      : groupText(one, names)
  const rows = (await admissionsOf(tx, space.id)).map((one) => [
    mayChange(one) ? html`<a href="${at}/entrees/${one.id}">${nameOf(one)}</a>` : nameOf(one),
    ROLES[one.role].label,
    sinceText(one, names),
  ])
  const columns = [{ label: 'Qui' }, { label: 'Rôle' }, { label: 'Depuis' }]
  const ways = html`<div class="row">${(place.face === 'admin' || isOpen) && linkButton('Inviter une personne', `${at}/invitation`, { kind: 'quiet' })}${place.face === 'admin' && linkButton('Faire entrer un groupe', `${at}/groupe`, { kind: 'quiet' })}</div>`
  const list = html`${table({ caption: 'Qui fait entrer', captionHidden: true, columns, rows, dense: true })}<div class="inside">${ways}</div>`
  return html`${await askingPanel(tx, space, at, names.place.zone)}${panel('Ce qui fait entrer', list, { bare: true })}`
}

async function askingPanel(tx: Read, space: Space, at: string, zone: string): Promise<Html | null> {
  const asking = await askingsOf(tx, space.id)
  if (asking.length === 0) return null
  const items = asking.map(
    ({ id, name, word, askedAt }) =>
      html`<li><a href="${at}/demandes/${id}">${name}</a> <span class="meta">${longDate(localDay(askedAt, zone))}${word !== '' && html`&nbsp;: ${word}`}</span></li>`,
  )
  return panel(
    plural(asking.length, 'demande d’entrer', 'demandes d’entrer'),
    html`<ul class="plain">${items}</ul>`,
  )
}
