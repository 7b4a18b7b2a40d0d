// What is awaited of those who judge: an ad that was reported is hidden from everybody until they decide.
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { AwaitedSource } from '#platform/http/route.ts'
import { quoted } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { KEPT } from './judging.admin.ts'
import { access } from './record/access.ts'
import { reportedAds } from './record/queries.ts'

export const awaitedJudgements: AwaitedSource = {
  id: 'ads.judge',
  read: ({ actor, db }, _today, most) =>
    ownName(actor) === null || !mayEver(access['ad.judge'], actor)
      ? Promise.resolve([])
      : db.read(actor, async (tx) => {
          const waiting = (await reportedAds(tx)).filter(({ state }) => state === 'reported')
          const place = await territory(tx)
          return waiting.slice(0, most).map(({ id, title, authorityId }) => ({
            href: `${KEPT}/${id}`,
            title: `Décider d’une annonce signalée\u00a0: ${quoted(title)}`,
            about: place.authority(authorityId).name,
            dueOn: null,
          }))
        }),
}
