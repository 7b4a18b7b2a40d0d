// GET /espaces/:espace/agenda and /taches: what is to come, what is to be done.
import { html, type Html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate, mediumDate, time } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { type Day, localDay, territory } from '#territory'
import { addressOf, askedSpace, HERE, ONE, spaceFrame, spaceHead, writesIn } from '../record/frame.ts'
import type { Space } from '../record/queries.ts'
import { planForms } from './forms.ts'
import { type Meeting, meetingsOf, type Task, tasksOf } from './queries.ts'

const MOST = 100
const MOST_PAST = 20

/** « lundi 23 novembre 2026 à 14 h 38, jusqu’à 16 h » */
export const whenText = ({ startsAt, endsAt }: Meeting, zone: string): string =>
  `${dateTime(startsAt, zone)}${endsAt === null ? '' : `, jusqu’à ${time(endsAt, zone)}`}`

const meeting =
  (space: Space, zone: string) =>
  (one: Meeting): Html =>
    panel(
      one.title,
      html`<p><b>${whenText(one, zone)}</b>${one.place !== '' && html`, ${one.place}`}</p>${prose(one.text)}<p class="meta">Inscrite par ${one.author}</p>`,
      {
        id: `reunion-${one.id}`,
        end:
          writesIn(space) &&
          html`<a href="${addressOf(space)}/agenda/${one.id}/modifier">Changer<span class="hidden"> ${one.title}</span></a>`,
      },
    )

const showAgenda = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const { zone } = await territory(tx)
    const coming = await meetingsOf(tx, space.id, 'coming', MOST)
    const past = await meetingsOf(tx, space.id, 'past', MOST_PAST)
    const way = writesIn(space) && linkButton('Inscrire une réunion', `${addressOf(space)}/agenda/nouvelle`)
    const over = past.length > 0 && html`<h2>Passées</h2>${past.map(meeting(space, zone))}`
    const main = html`${await spaceHead(tx, space, '/agenda')}<div class="stack"><div class="row">${way}</div><h2>À venir</h2>
      ${coming.length === 0 ? emptyState('Aucune réunion à venir') : coming.map(meeting(space, zone))}${over}</div>`
    return page(agentPage(await spaceFrame(ctx, tx), { title: `Agenda, ${space.name}`, main, current: HERE }))
  })

/** « vendredi 27 novembre », in red once it is past. */
export const dueText = ({ dueOn, doneAt }: Task, today: Day): Html | string => {
  if (dueOn === null) return ''
  return doneAt === null && dueOn < today
    ? html`${tag('bad', 'En retard')} ${longDate(dueOn)}`
    : longDate(dueOn)
}

function taskTable(
  caption: string,
  space: Space,
  tasks: readonly Task[],
  { today, zone }: { today: Day; zone: string },
): Html {
  const rows = tasks.map((task) => [
    writesIn(space) ? html`<a href="${addressOf(space)}/taches/${task.id}">${task.title}</a>` : task.title,
    task.assignee ?? 'Personne encore',
    task.doneAt === null
      ? dueText(task, today)
      : `Faite le ${mediumDate(task.doneAt, zone)}, ${task.doneBy ?? ''}`,
  ])
  const columns = [{ label: 'À faire' }, { label: 'Qui' }, { label: 'Pour le' }]
  return table({ caption, captionHidden: true, columns, rows, dense: true })
}

const showTasks = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const { zone } = await territory(tx)
    const today = localDay(tx.now, zone)
    const open = await tasksOf(tx, space.id, false, MOST)
    const done = await tasksOf(tx, space.id, true, MOST_PAST)
    const way = writesIn(space) && linkButton('Ajouter une tâche', `${addressOf(space)}/taches/nouvelle`)
    const main = html`${await spaceHead(tx, space, '/taches')}<div class="stack"><div class="row">${way}</div>
      ${panel(`À faire (${open.length})`, open.length === 0 ? emptyState('Rien à faire') : taskTable('Tâches à faire', space, open, { today, zone }), { bare: true })}
      ${done.length > 0 && panel('Faites', taskTable('Tâches faites', space, done, { today, zone }), { bare: true })}</div>`
    return page(agentPage(await spaceFrame(ctx, tx), { title: `Tâches, ${space.name}`, main, current: HERE }))
  })

const reading = { action: 'space.read', face: 'agent' } as const

export const planRoutes: readonly Route[] = [
  { get: `${ONE}/agenda`, ...reading, title: 'Agenda d’un espace', keeps: true, handle: showAgenda },
  { get: `${ONE}/taches`, ...reading, title: 'Tâches d’un espace', keeps: true, handle: showTasks },
  ...planForms,
]
