// On an agent’s own desk: how far their projects are, and what is shared with them or by them, whatever the space.
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { mayHold } from '#platform/house/audience.ts'
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { plural, shortDate } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { localDay, territory } from '#territory'
import { type Share, sharesIn } from '../documents/queries.ts'
import { type Progress, progressIn } from '../plan/queries.ts'
import { addressOf } from '../record/frame.ts'
import { SPACE } from '../record/keys.ts'
import { openSpaces, type Space } from '../record/queries.ts'

const MOST_PROJECTS = 6
/** Of each: by whoever reads, with them. */
const MOST_SHARES = 5

/** In one’s own name: nothing for whoever looks as somebody. */
async function ofOneself(
  { actor, db }: Context,
  show: (tx: Read, personId: number) => Promise<Html | null>,
): Promise<Html | null> {
  const personId = ownName(actor)
  if (personId === null || !mayHold(SPACE, actor)) return null
  return db.read(actor, (tx) => show(tx, personId))
}

function forOneself({ own, nextOn }: Progress, today: string): string {
  if (own === 0) return 'Rien pour vous'
  const day =
    nextOn === null ? '' : `, ${nextOn < today ? 'en retard depuis le' : 'avant le'} ${shortDate(nextOn)}`
  return `Vous\u00a0: ${plural(own, 'tâche', 'tâches')}${day}`
}

function projectLine(space: Space, known: Progress | undefined, today: string): Html {
  const said =
    known === undefined
      ? 'Aucune tâche'
      : `${plural(known.done, 'tâche faite', 'tâches faites')} sur ${known.all}. ${forOneself(known, today)}`
  return html`<li><div><a class="title" href="${addressOf(space)}">${space.name}</a><p class="meta">${said}</p></div></li>`
}

const projects = (ctx: Context): Promise<Html | null> =>
  ofOneself(ctx, async (tx, personId) => {
    const own = (await openSpaces(tx)).filter(({ kind }) => kind === 'project')
    if (own.length === 0) return null
    const ids = own.map(({ id }) => id)
    const progress = await progressIn(tx, ids, personId)
    // What is left to them first, by day.
    const pressing = ({ id }: Space): string => {
      const known = progress.get(id)
      return known === undefined || known.own === 0 ? '~~' : (known.nextOn ?? '~')
    }
    const first = own
      .toSorted((a, b) => Number(pressing(a) > pressing(b)) - Number(pressing(a) < pressing(b)))
      .slice(0, MOST_PROJECTS)
    const today = localDay(tx.now, (await territory(tx)).zone)
    const lines = first.map((space) => projectLine(space, progress.get(space.id), today))
    return panel('Mes projets', html`<ul class="brief">${lines}</ul>`)
  })

const byWhom = ({ isOwn, author }: Share): string => (isOwn ? 'par vous' : `avec vous, par ${author}`)

const shares = (ctx: Context): Promise<Html | null> =>
  ofOneself(ctx, async (tx, personId) => {
    const own = new Map((await openSpaces(tx)).map((space) => [space.id, space]))
    const found = own.size === 0 ? [] : await sharesIn(tx, [...own.keys()], { personId, most: MOST_SHARES })
    if (found.length === 0) return null
    const { zone } = await territory(tx)
    const lines = found.flatMap((share) => {
      const space = own.get(share.spaceId)
      if (space === undefined) return []
      return [
        html`<li>${icon('file-text')}<a class="title" href="${addressOf(space)}/documents/${share.id}">${share.name}</a><span class="meta">${byWhom(share)}, ${space.name}, ${shortDate(localDay(share.at, zone))}</span></li>`,
      ]
    })
    return panel('Mes partages', html`<ul class="ten">${lines}</ul>`)
  })

export const deskBlocks: readonly Block[] = [
  { on: 'bureau', name: 'projets', title: 'Mes projets', order: 25, show: projects },
  // By the name under which those who arranged their desk already placed it.
  { on: 'bureau', name: 'documents', title: 'Mes partages', order: 40, show: shares },
]
