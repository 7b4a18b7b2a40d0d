// What notices hold about a person (GDPR art. 15, 17 and 20).
import { type Holding, wholly } from '#platform/personal.ts'
import { forgetToldTo, toldTo } from './queries.ts'

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
  erase: async (tx, personId) => wholly(null, await forgetToldTo(tx, personId)),
}

export const personal: readonly Holding[] = [told]
