// What the agents' directory holds about a person: their own card, forgotten some time after they left.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { filesOf, planErasure } from '#files'
import type { Write } from '#platform/db/db.ts'
import { PORTRAIT } from './portrait.ts'
import {
  deleteCard,
  deleteCards,
  deletePortraits,
  endedCards,
  heldCard,
  heldPortrait,
} from './queries.personal.ts'

/** Their agreement, and the bytes with it. @returns how many */
async function erasePortraits(tx: Write, personIds: readonly number[]): Promise<number> {
  const files = await filesOf(tx, ...personIds.map((id) => ({ kind: PORTRAIT, id })))
  const gone = await deletePortraits(tx, personIds)
  await planErasure(
    tx,
    files.map(({ fileId }) => fileId),
  )
  return gone
}

const portrait: Holding = {
  id: 'directory.portrait',
  processing: 'agents',
  title: 'Votre photo de l’annuaire des agents',
  tables: ['directory.portrait'],
  async held(tx, personId) {
    const at = await heldPortrait(tx, personId)
    return at === undefined
      ? []
      : [
          {
            authorityId: null,
            count: 1,
            since: at,
            rows: [{ 'Montrée avec votre accord du': at.toISOString() }],
          },
        ]
  },
  erase: async (tx, personId) => wholly(null, await erasePortraits(tx, [personId])),
}

const card: Holding = {
  id: 'directory.card',
  processing: 'agents',
  until: 'card.delete',
  title: 'Votre fiche de l’annuaire des agents',
  tables: ['directory.card'],
  async held(tx, personId) {
    const found = await heldCard(tx, personId)
    if (found === undefined) return []
    const { job, phone, mobile, place, does, skills, isPublic, at } = found
    const rows = [
      {
        ...{ Fonction: job, Téléphone: phone, Portable: mobile, Où: place, Compétences: skills },
        'Qui fait quoi': does,
        'Nom donné au public comme responsable': isPublic,
      },
    ]
    return [{ authorityId: null, count: 1, since: at, rows }]
  },
  erase: async (tx, personId) => wholly(null, await deleteCard(tx, personId)),
}

export const personal: readonly Holding[] = [portrait, card]

export const retention: readonly RetentionRule[] = [
  simple('card.delete', 'Fiches de l’annuaire des agents', async (tx, before, most) => {
    const ids = await endedCards(tx, before, most)
    await erasePortraits(tx, ids)
    return deleteCards(tx, ids)
  }),
]
