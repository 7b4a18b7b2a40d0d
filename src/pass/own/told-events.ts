// What programs of partners are told of: events of their partner, in ids and days, never of a holder nor of who acted.
import type { ToldEvent } from '#platform/api/told-event.ts'
import { partnerById } from '../record/queries.ts'
import { OWNER } from '../record/keys.ts'

/** A settlement of a month. */
const ofMonth = (name: string, title: string, on: string): ToldEvent => ({
  ...{ name, owner: OWNER, title, on },
  async tell(_tx, { subjectId, payload }) {
    const month = String(payload['month']).slice(0, 7)
    return { ownerId: subjectId, subject: `settlement/${month}`, data: { month } }
  },
})

const ofDoor = (name: string, title: string, on: string): ToldEvent => ({
  ...{ name, owner: OWNER, title, on },
  tell: async (_tx, { subjectId, payload }) => ({
    ownerId: subjectId,
    subject: 'doors',
    data: { label: payload['label'] },
  }),
})

const ofAgreement = (name: string, title: string, on: string): ToldEvent => ({
  ...{ name, owner: OWNER, title, on },
  async tell(tx, { subjectId }) {
    const partner = await partnerById(tx, subjectId)
    if (partner === undefined) return null
    return { ownerId: subjectId, subject: 'agreement', data: { since: partner.since, until: partner.until } }
  },
})

export const toldEvents: readonly ToldEvent[] = [
  ofMonth('pass.settlement.made', 'Un décompte est arrêté', 'passpartner.settled'),
  ofMonth('pass.settlement.answered', 'Une contestation a sa réponse', 'passpartner.answered'),
  ofMonth('pass.settlement.accepted', 'Un décompte est accepté', 'passpartner.accepted'),
  ofMonth('pass.settlement.paid', 'Un décompte est payé', 'passpartner.paid'),
  ofDoor('pass.door.installed', 'Une porte est installée', 'passpartner.opened'),
  ofDoor('pass.door.revoked', 'Une porte est retirée', 'passpartner.closed'),
  {
    ...{ name: 'pass.product.changed', owner: OWNER, title: 'Un produit change', on: 'passpartner.reworded' },
    tell: async (_tx, { subjectId, payload }) => ({
      ownerId: subjectId,
      subject: 'products',
      data: { product: payload['product'] },
    }),
  },
  ofAgreement('pass.agreement.changed', 'L’accord change', 'passpartner.changed'),
  ofAgreement('pass.agreement.ending', 'La fin de l’accord est avancée', 'passpartner.ended'),
]
