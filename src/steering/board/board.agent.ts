// GET /agents/pilotage: the board of whoever publishes, reads statistics or heads a unit, as far as their right goes.
import { type Context, page, type Reply } from '#platform/http/route.ts'
import type { Way } from '#platform/screens/list.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { deskFrame, territory } from '#territory'
import { figuresOf } from './figures.ts'
import { paperedIn, paperOf } from './paper.ts'
import { boardMain } from './page.ts'
import { askedBoard, HERE } from './place.ts'
import { monthAfter } from './period.ts'
import { freshnessOf, judgedOf, mostRead, ofKind, unread, useOf } from './queries.ts'

const MOST = 8

export const showBoard =
  (ways: readonly Way[]) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const place = await territory(tx)
      const { period, within, choices } = await askedBoard(tx, ctx.query)
      const shown = { from: monthAfter(period.to, -11), to: period.to }
      const read = await mostRead(tx, within, MOST)
      const use = await useOf(tx, { ...shown, authorityId: within.authorityId })
      const main = boardMain({
        ways: ways.filter(({ who }) => who?.ever(ctx.actor) ?? true),
        ...{ place, period, choices, authorityId: within.authorityId },
        figures: figuresOf(use, place, { period, shown }),
        contents: ofKind(read, 'content'),
        spaces: ofKind(read, 'space'),
        sections: ofKind(read, 'section'),
        unread: await unread(tx, within, 'content', MOST),
        freshness: await freshnessOf(tx, within.authorityId),
        judged: await judgedOf(tx, within.authorityId),
        paper: await paperOf(tx, within.authorityId, paperedIn(use, place, period)),
      })
      return page(agentPage(await deskFrame(ctx, tx), { title: 'Pilotage', main, current: HERE }))
    })
