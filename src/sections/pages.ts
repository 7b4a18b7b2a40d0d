// GET /intranet/rubriques and one of them: what agents find by subject, whichever directorate answers for it.
import { helpLines } from '#extranet'
import { NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Block, type Context, page, type Reply } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { contentLines, contentsUnder, saidTo } from '#publishing'
import { meantLines } from '#services'
import { intranetFrame, territory } from '#territory'
import { contactsOf, type Section, sectionsOf } from './sections.ts'

export const HERE = { href: '/intranet/rubriques', label: 'Rubriques' } as const
const MOST = { contents: 12, onHome: 8 } as const

const addressOf = ({ slug }: Section): string => `${HERE.href}/${slug}`

/** Where whoever reads works first; the metropolis for whoever works nowhere. */
const authorityOf = async (ctx: Context, tx: Read): Promise<number> =>
  ctx.actor.memberships[0]?.authorityId ?? (await territory(tx)).metropolis.id

const own = async (ctx: Context, tx: Read): Promise<readonly Section[]> =>
  sectionsOf(tx, await authorityOf(ctx, tx))

export const showSections = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const lines = (await own(ctx, tx)).map(
      (section) =>
        html`<li><div><a class="title" href="${addressOf(section)}">${section.name}</a>${section.lead !== '' && html`<p>${section.lead}</p>`}</div></li>`,
    )
    const list =
      lines.length === 0
        ? emptyState(
            'Aucune rubrique pour le moment',
            'Votre collectivité n’a pas encore rangé son intranet par sujets.',
          )
        : html`<ul class="brief">${lines}</ul>`
    const main = html`<div class="stack"><h1>${HERE.label}</h1>${panel('Par sujet', list)}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title: HERE.label, main, current: HERE.href }))
  })

async function contents(ctx: Context, tx: Read, { theme }: Section): Promise<Html> {
  const lines = await contentsUnder(tx, theme, saidTo(ctx, await territory(tx)), MOST.contents)
  const all = html`<a href="/contenus?${new URLSearchParams({ rubrique: theme }).toString()}">Tous<span class="hidden"> les contenus</span></a>`
  return lines.length === 0
    ? panel('À lire', emptyState('Rien de publié pour vous sous cette rubrique'))
    : panel('À lire', contentLines(lines), { end: all })
}

async function services(tx: Read, section: Section): Promise<Html | false> {
  const lines = await meantLines(tx, ({ slug }) => section.services.includes(slug))
  return lines.length > 0 && panel('À demander', linkList(lines))
}

async function contacts(ctx: Context, tx: Read, section: Section): Promise<Html | false> {
  const { desk, unit } = await contactsOf(tx, await authorityOf(ctx, tx))
  const desks = section.contacts.flatMap((name) => desk(name) ?? [])
  const units = section.contacts.flatMap((name) => (desk(name) === undefined ? (unit(name) ?? []) : []))
  const lines = units.map(
    ({ name, phone, email }) =>
      html`<li><div><p><b>${name}</b></p>${phone !== null && html`<p><b class="nowrap">${phone}</b></p>`}${email !== null && html`<p><a href="mailto:${email}">${email}</a></p>`}</div></li>`,
  )
  const all = [...(await helpLines(tx, desks)), ...lines]
  return all.length > 0 && panel('Qui joindre', html`<ul class="brief helping">${all}</ul>`)
}

/** @throws NotFound for one that the authority of whoever reads has not */
export const showSection = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const section = (await own(ctx, tx)).find(({ slug }) => slug === ctx.params.rubrique)
    if (section === undefined) throw new NotFound('Cette rubrique n’existe pas, ou n’existe plus.')
    const main = html`<div class="stack"><p><a href="${HERE.href}">Toutes les rubriques</a></p><h1>${section.name}</h1>${section.lead !== '' && html`<p class="reading">${section.lead}</p>`}
      <div class="duo"><div>${await contents(ctx, tx, section)}</div><div>${await services(tx, section)}${await contacts(ctx, tx, section)}</div></div></div>`
    const frame = await intranetFrame(ctx, tx)
    return {
      ...page(agentPage(frame, { title: section.name, main, current: HERE.href })),
      about: section.name,
    }
  })

const onHome = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const sections = await own(ctx, tx)
    if (sections.length === 0) return null
    const links = sections
      .slice(0, MOST.onHome)
      .map((section) => ({ href: addressOf(section), label: section.name }))
    return panel(HERE.label, linkList(links), {
      end: html`<a href="${HERE.href}">Toutes<span class="hidden"> les rubriques</span></a>`,
    })
  })

export const blocks: readonly Block[] = [
  { on: 'intranet-side', name: 'rubriques', title: HERE.label, order: 38, show: onHome },
]
