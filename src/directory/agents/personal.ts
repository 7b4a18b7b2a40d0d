// What the agents' directory holds about a person: their own card, forgotten some time after they left.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { deleteCard, forgetCards, heldCard } from './queries.personal.ts'

const card: Holding = {
  id: 'directory.card',
  processing: 'agents',
  until: 'card.delete',
  title: 'Votre fiche de l’annuaire des agents',
  tables: ['directory.card'],
  async held(tx, personId) {
    const found = await heldCard(tx, personId)
    if (found === undefined) return []
    const { job, phone, mobile, place, does, skills, at } = found
    const rows = [
      {
        ...{ Fonction: job, Téléphone: phone, Portable: mobile, Où: place, Compétences: skills },
        'Qui fait quoi': does,
      },
    ]
    return [{ authorityId: null, count: 1, since: at, rows }]
  },
  erase: async (tx, personId) => wholly(null, await deleteCard(tx, personId)),
}

export const personal: readonly Holding[] = [card]

export const retention: readonly RetentionRule[] = [
  simple('card.delete', 'Fiches de l’annuaire des agents', forgetCards),
]
