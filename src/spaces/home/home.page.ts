// GET /espaces/:espace: the home of a space for those who are in it; its page for those who are not.
import { conferences } from '#bodies'
import type { Read } from '#platform/db/db.ts'
import { ownName } from '#platform/actor.ts'
import { formatText } from '#platform/files/saved-name.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts, linkList, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, notice } from '#platform/ui/feedback.ts'
import { fileSize, listSentence, mediumDate, plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { contentsWithin } from '#publishing'
import { localDay, territory } from '#territory'
import { documentAt, documentsAt } from '../documents/pages.ts'
import { newestDocuments } from '../documents/queries.ts'
import { meetingsOf, tasksOf } from '../plan/queries.ts'
import { dueText, whenText } from '../plan/plan.page.ts'
import { addressOf, askedSpace, HERE, ONE, spaceFrame, spaceHead, writesIn } from '../record/frame.ts'
import { KINDS } from '../record/kinds.ts'
import { membersOf, ownAskings, type Space } from '../record/queries.ts'
import { topicList, topicsAt } from '../talk/pages.ts'
import { topicsOf } from '../talk/queries.ts'

const MOST = 5

/** What everybody in office reads of it: what it is, what it gathers, what is published about it. */
async function publicPart(tx: Read, space: Space): Promise<Html> {
  const place = await territory(tx)
  const gathered = (await conferences(tx)).find(({ id }) => id === space.bodyId)
  const communes = gathered?.authorityIds.map((id) => place.authority(id).name) ?? []
  const about =
    space.bodyId === null ? [] : await contentsWithin(tx, { about: `conference:${space.bodyId}` }, MOST)
  const known = facts([
    ['Genre', KINDS[space.kind].label],
    ['Collectivité', place.authority(space.authorityId).name],
    ['Communes', communes.length > 0 && listSentence(communes)],
  ])
  const published =
    about.length > 0 &&
    panel(
      'Ce qui en est publié',
      linkList(
        about.map(({ href, title, type }) => ({
          href,
          label: title,
          end: html`<span class="meta">${type}</span>`,
        })),
      ),
    )
  const text = space.presentation === '' ? html`<p>${space.purpose}</p>` : html`${prose(space.presentation)}`
  return html`${panel('Ce qu’il fait', html`${text}${known}`)}${published}`
}

async function talkPanel(tx: Read, space: Space, zone: string): Promise<Html> {
  const topics = await topicsOf(tx, space.id, MOST)
  const list =
    topics.length === 0
      ? emptyState('Aucun sujet encore', 'Le premier se lit de tous les membres.')
      : html`<div class="inside">${topicList(space, topics, zone)}</div>`
  const end = writesIn(space)
    ? html`<a href="${topicsAt(space)}/nouveau">Ouvrir un sujet</a>`
    : html`<a href="${topicsAt(space)}">Toutes</a>`
  return panel('Discussions', list, { bare: true, end })
}

async function contentsPanel(tx: Read, { audienceId }: Space): Promise<Html | null> {
  const lines = await contentsWithin(tx, { audienceId }, MOST)
  if (lines.length === 0) return null
  return panel(
    'Publié pour les membres',
    linkList(
      lines.map(({ href, title, type }) => ({
        href,
        label: title,
        end: html`<span class="meta">${type}</span>`,
      })),
    ),
  )
}

async function meetingPanel(tx: Read, space: Space, zone: string): Promise<Html> {
  const coming = await meetingsOf(tx, space.id, 'coming', 3)
  const items = coming.map(
    (one) =>
      html`<li><b>${one.title}</b><br><span class="meta">${whenText(one, zone)}${one.place !== '' && `, ${one.place}`}</span></li>`,
  )
  const body =
    items.length === 0
      ? html`<p class="meta">Aucune réunion à venir.</p>`
      : html`<ul class="plain">${items}</ul>`
  return panel('Prochaines réunions', body, { end: html`<a href="${addressOf(space)}/agenda">Agenda</a>` })
}

async function taskPanel(ctx: Context, tx: Read, space: Space, zone: string): Promise<Html> {
  const today = localDay(tx.now, zone)
  const open = await tasksOf(tx, space.id, false, 50)
  const me = ownName(ctx.actor)
  const first = [
    ...open.filter(({ assigneeId }) => assigneeId === me),
    ...open.filter(({ assigneeId }) => assigneeId !== me),
  ]
  const items = first
    .slice(0, MOST)
    .map(
      (task) =>
        html`<li>${task.title} <span class="meta">${task.assigneeId !== null && task.assigneeId === me ? 'vous' : (task.assignee ?? 'personne encore')}${task.dueOn !== null && html`, ${dueText(task, today)}`}</span></li>`,
    )
  const body =
    items.length === 0 ? html`<p class="meta">Rien à faire.</p>` : html`<ul class="plain">${items}</ul>`
  return panel(`À faire (${open.length})`, body, {
    end: html`<a href="${addressOf(space)}/taches">Tâches</a>`,
  })
}

async function documentPanel(tx: Read, space: Space, zone: string): Promise<Html> {
  const newest = await newestDocuments(tx, space.id, MOST)
  const items = newest.map(
    (one) =>
      html`<li>${icon('file-text')}<div><a href="${documentAt(space, one)}">${one.name}</a><span class="meta">${formatText(one)}, ${fileSize(one.bytes)}, ${one.author}, ${mediumDate(one.at, zone)}</span></div></li>`,
  )
  const body =
    items.length === 0
      ? html`<p class="meta">Aucun document encore.</p>`
      : html`<ul class="docs">${items}</ul>`
  return panel('Documents', body, { end: html`<a href="${documentsAt(space)}">Tous</a>` })
}

async function memberPanel(tx: Read, space: Space): Promise<Html> {
  const members = await membersOf(tx, space.id)
  const names = members.slice(0, 6).map(({ name }) => html`<li>${name}</li>`)
  const more = members.length - names.length
  return panel(
    'Membres',
    html`<ul class="plain">${names}</ul>${more > 0 && html`<p class="meta">Et ${plural(more, 'autre', 'autres')}.</p>`}`,
    { end: html`<a href="${addressOf(space)}/membres">Les ${members.length}</a>` },
  )
}

async function room(ctx: Context, tx: Read, space: Space): Promise<Html> {
  const { zone } = await territory(tx)
  const closed =
    space.closedAt !== null &&
    notice(
      'info',
      'Cet espace est fermé',
      html`<p>Depuis le ${mediumDate(space.closedAt, zone)}, il se lit et ne s’écrit plus.</p>`,
    )
  const shown = space.isListed && (await publicPart(tx, space))
  return html`${await spaceHead(tx, space, '')}<div class="stack">${closed}<div class="duo"><div>${await talkPanel(tx, space, zone)}${await contentsPanel(tx, space)}${shown}</div>
    <div>${await meetingPanel(tx, space, zone)}${await taskPanel(ctx, tx, space, zone)}${await documentPanel(tx, space, zone)}${await memberPanel(tx, space)}</div></div></div>`
}

const NO_WAY = 'On n’y entre que par invitation de qui l’anime.'

async function outside(ctx: Context, tx: Read, space: Space): Promise<Html> {
  const mayCome = ownName(ctx.actor) !== null && space.closedAt === null && space.joining !== 'invited'
  const hasAsked = (await ownAskings(tx)).has(space.id)
  const way = hasAsked
    ? html`<p>Votre demande d’entrer attend la réponse de qui l’anime.</p>`
    : mayCome
      ? linkButton(space.joining === 'free' ? 'Entrer' : 'Demander à entrer', `${addressOf(space)}/entrer`)
      : html`<p class="meta">${NO_WAY}</p>`
  return html`${await spaceHead(tx, space, null)}<div class="stack">${await publicPart(tx, space)}${panel('La salle des membres', html`<p>Ses discussions, ses documents et son agenda ne sont lus que de ses membres.</p>${way}`)}</div>`
}

const showSpace = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.see')
    const main = space.role === null ? await outside(ctx, tx, space) : await room(ctx, tx, space)
    return page(agentPage(await spaceFrame(ctx, tx), { title: space.name, main, current: HERE }))
  })

export const homeRoutes: readonly Route[] = [
  { get: ONE, action: 'space.see', title: 'Un espace', face: 'agent', keeps: true, handle: showSpace },
]
