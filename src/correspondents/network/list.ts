// GET /intranet/correspondants: who is the correspondent of each directorate of one’s authority, today.
import { agent } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { linkList } from '#platform/ui/content.ts'
import { tag } from '#platform/ui/feedback.ts'
import { listSentence, longDate } from '#platform/ui/french.ts'
import { panel } from '#platform/ui/desk.ts'
import { localDay, territory } from '#territory'

import { WRITING } from '#platform/roles.ts'
import { type Correspondent, inOffice, ownOnes, ownRooms, toApprove } from '../record/queries.ts'
import { MEETINGS } from '../training/meetings.ts'
import { SESSIONS } from '../training/sessions.ts'
import { THANKS } from './thanks.ts'
import { addressOf, HERE, KEPT, STANDINGS, standingOf } from '../record/words.ts'

interface Line extends Correspondent {
  unit: string
  authority: string
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const found = (await inOffice(tx)).map((one) => ({
    ...one,
    unit: place.unit(one.unitId).name,
    authority: place.authority(one.authorityId).name,
  }))
  return found.toSorted((one, other) => one.unit.localeCompare(other.unit, 'fr'))
}

/** One’s own sheets, and those that one is to validate for the direction: to whoever reads in their own name. */
async function own(tx: Read): Promise<Html | null> {
  if (ownName(tx.actor) === null) return null
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const line = (one: Correspondent, label: string) => {
    const [said, tone] = STANDINGS[standingOf(one, today)]
    return { href: addressOf(one.id), label, under: tag(tone, said) }
  }
  const mine = (await ownOnes(tx)).filter((one) => standingOf(one, today) !== 'over')
  const awaited = await toApprove(tx)
  const rooms = await ownRooms(tx)
  if (mine.length + awaited.length + rooms.length === 0) return null
  return panel(
    'À vous',
    linkList([
      ...mine.map((one) => line(one, `Ma fiche, ${place.unit(one.unitId).name}`)),
      ...awaited.map((one) => line(one, `À valider pour la direction\u00a0: ${one.name}`)),
      ...rooms.map(({ id, name }) => ({ href: `/espaces/${id}`, label: `Espace ${name}` })),
    ]),
  )
}

export const list = listOf<Line>({
  at: HERE,
  action: 'correspondent.read',
  title: 'Réseau des correspondants',
  one: 'correspondant',
  several: 'correspondants',
  intro: html`<p class="reading">Dans chaque direction, une personne recueille ce qui est à dire, l’écrit avec ses collègues et tient les pages à jour. Demandez-lui.</p>`,
  note: own,
  ways: [
    { label: 'Formations', href: SESSIONS },
    { label: 'Réunions', href: MEETINGS },
    { label: 'Merci', href: THANKS },
    { label: 'Animer le réseau', href: KEPT, who: agent(...WRITING).anywhere },
  ],
  columns: [
    {
      label: 'Direction',
      text: ({ unit }) => unit,
      sort: { name: 'direction', by: ({ unit }) => unit },
    },
    {
      label: 'Correspondant',
      text: ({ name }) => name,
      cell: ({ id, name }) => html`<a href="${addressOf(id)}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    {
      label: 'Depuis',
      text: ({ since }) => longDate(since),
      sort: { name: 'depuis', by: ({ since }) => since },
    },
    { label: 'Compétences', text: ({ skills }) => (skills.length === 0 ? '' : listSentence(skills)) },
    { label: 'Collectivité', text: ({ authority }) => authority },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Direction, nom, compétence',
      in: ({ unit, name, about, skills }) => [unit, name, about, ...skills],
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authority }) => ({ value: authority, label: authority }),
    },
  ],
  id: ({ id }) => id,
  rows: lines,
  empty: {
    title: 'Aucun correspondant en exercice',
    text: 'Le réseau paraît ici dès qu’une fiche mission est validée.',
  },
})
