// What notices hold about a person (GDPR art. 15, 17 and 20).
import { type Holding, wholly } from '#platform/house/personal.ts'
import { dropUnsent } from '#platform/mail/outbox.ts'
import { hourText } from '#territory'
import { forgetToldTo, toldTo } from './queries.ts'
import { choicesOf, forgetWishesOf, quietOf } from './queries.wishes.ts'

const told: Holding = {
  id: 'notices.notice',
  processing: 'compte',
  title: 'Vos notifications',
  tables: ['notices.notice'],
  async held(tx, personId) {
    const list = await toldTo(tx, personId)
    const rows = list.map(({ title, detail, createdAt, readAt }) => ({
      Notification: title,
      Précision: detail,
      Le: createdAt,
      ...(readAt === null ? {} : { 'Lue le': readAt }),
    }))
    return list.length === 0
      ? []
      : [{ authorityId: null, count: list.length, since: list[0]?.createdAt ?? null, rows }]
  },
  async erase(tx, personId) {
    // A mail that waits for the end of quiet hours would come after the last one.
    const gone = await forgetToldTo(tx, personId)
    await dropUnsent(tx, gone)
    return wholly(null, gone.length)
  },
}

const chosen: Holding = {
  id: 'notices.choice',
  processing: 'compte',
  title: 'Vos choix de notifications',
  tables: ['notices.choice', 'notices.quiet'],
  async held(tx, personId) {
    const choices = await choicesOf(tx, personId)
    const quiet = await quietOf(tx, personId)
    const rows = [
      ...choices.map(({ label, isWanted }) => ({ Notification: label, 'Aussi par courriel': isWanted })),
      ...quiet.map(({ place, starts, ends, weekends }) => ({
        'Heures calmes': place === 'account' ? 'du compte' : 'd’agent',
        De: hourText(starts),
        À: hourText(ends),
        'Samedi et dimanche': weekends,
      })),
    ]
    return rows.length === 0 ? [] : [{ authorityId: null, count: rows.length, since: null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await forgetWishesOf(tx, personId)),
}

export const personal: readonly Holding[] = [told, chosen]
