// The yearly reports: a list, each as a page and as a PDF, and what asks for one.
import { BadInput, NotFound } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { startRun } from '#platform/runs/start.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { agent } from '#platform/access.ts'
import { WRITING } from '#platform/roles.ts'
import { mediumDate, number, percent } from '#platform/ui/french.ts'
import { paperPage } from '#platform/ui/paper.ts'
import { agentForm, agentList, type Authority, deskFrame, localDay, territory } from '#territory'
import { z } from 'zod'
import { UNTOLD } from '../board/page.ts'
import { HERE } from '../board/place.ts'
import { keyOf, namesOf } from '../board/queries.ts'
import { contributors } from '../network/queries.ts'
import { REVIEW } from './make.ts'
import { type MostRead, reportPaper } from './paper.ts'
import { reviewHref, REVIEWS } from './place.ts'
import { type Report, reports } from './queries.ts'

interface Line extends Report {
  authority: Authority
}

export const reviewList = listOf<Line>({
  at: REVIEWS,
  action: 'review.read',
  title: 'Bilans',
  one: 'bilan',
  several: 'bilans',
  intro: html`<p class="reading">Ce qui a été publié, lu, jugé utile et tenu à jour dans l’année, ce que les agents se disent et s’offrent, et le papier que cela évite. Établi à nouveau, un bilan remplace celui de la même année.</p>`,
  add: { label: 'Établir un bilan', href: `${REVIEWS}/nouveau`, who: agent(...WRITING).anywhere },
  ways: [{ label: 'Tableau de bord', href: HERE }],
  columns: [
    {
      label: 'Collectivité',
      text: ({ authority }) => authority.name,
      cell: ({ authority, year }) =>
        html`<a href="${reviewHref(authority.slug, year)}">${authority.name}<span class="hidden">, bilan ${year}</span></a>`,
      sort: { name: 'collectivite', by: ({ authority }) => authority.name },
    },
    { label: 'Année', text: ({ year }) => String(year), sort: { name: 'annee', by: ({ year }) => year } },
    {
      label: 'Lectures',
      right: true,
      text: ({ figures }) => String(figures.readings),
      cell: ({ figures }) => number(figures.readings),
      sort: { name: 'lectures', by: ({ figures }) => figures.readings },
    },
    {
      label: 'Ont aidé',
      right: true,
      text: ({ figures: { helped, answers } }) => (answers === 0 ? '' : percent(helped / answers)),
    },
    {
      label: 'Établi le',
      text: ({ madeAt }) => madeAt.toISOString().slice(0, 10),
      cell: ({ madeAt }) => mediumDate(madeAt.toISOString().slice(0, 10)),
    },
  ],
  id: ({ authorityId, year }) => `${authorityId}-${year}`,
  async rows(tx) {
    const place = await territory(tx)
    return (await reports(tx)).map((row) => ({ ...row, authority: place.authority(row.authorityId) }))
  },
  empty: {
    title: 'Aucun bilan encore',
    text: 'Un bilan s’établit à tout moment de l’année, sur les mois terminés.',
  },
  export: 'bilans',
})

/** Authorities for which whoever acts publishes. */
async function ownAuthorities(tx: Read): Promise<Authority[]> {
  const place = await territory(tx)
  const posts = tx.actor.memberships.filter(({ role }) => (WRITING as readonly string[]).includes(role))
  const isWhole = posts.some(({ role, commune }) => role === 'admin' && !commune)
  const ids = new Set(posts.map(({ authorityId }) => authorityId))
  const found = place.authorities.filter(({ id }) => isWhole || ids.has(id))
  return found.toSorted((one, other) => Number(ids.has(other.id)) - Number(ids.has(one.id)))
}

const making = agentForm({
  at: `${REVIEWS}/nouveau`,
  action: 'review.make',
  title: 'Établir un bilan',
  form: formOf({
    authority: field({ label: 'Collectivité', control: { list: [] }, type: z.string() }),
    year: field({ label: 'Année', control: { list: [] }, type: z.string() }),
  }),
  button: 'Établir le bilan',
  back: { href: REVIEWS, label: 'Revenir aux bilans' },
  async shown(tx) {
    const today = localDay(tx.now, (await territory(tx)).zone)
    const years = [0, 1, 2].map((ago) => String(Number(today.slice(0, 4)) - ago))
    const own = await ownAuthorities(tx)
    return {
      // In January, the year that has just ended.
      typed: {
        authority: String(own[0]?.id ?? ''),
        year: (today.slice(5, 7) === '01' ? years[1] : years[0]) ?? '',
      },
      choices: {
        authority: own.map(({ id, name }) => [String(id), name] as const),
        year: years.map((year) => [year, year] as const),
      },
    }
  },
  async act(tx, typed, ctx) {
    const authority = (await ownAuthorities(tx)).find(({ id }) => String(id) === typed.authority)
    if (authority === undefined)
      throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
    const today = localDay(tx.now, (await territory(tx)).zone)
    const year = /^\d{4}$/.test(typed.year) ? Number(typed.year) : 0
    const now = Number(today.slice(0, 4))
    if (year > now || year < now - 2)
      throw new BadInput([{ field: 'year', message: 'Choisissez une année de la liste.' }])
    if (year === now && today.slice(5, 7) === '01')
      throw new BadInput([
        {
          field: 'year',
          message: `Aucun mois de ${year} n’est encore terminé\u00a0: choisissez ${year - 1}.`,
        },
      ])
    const id = await startRun(
      tx,
      REVIEW,
      { authorityId: authority.id, year, name: authority.name },
      { total: 1 },
    )
    return redirect(
      `${ctx.door.runs}/${id}`,
      'Le bilan s’établit. Vous le retrouvez ici et dans la liste des bilans.',
    )
  },
})

/** What was most read, by the titles that whoever reads the report may know. */
async function mostReadOf(tx: Read, { figures: { mostRead } }: Report): Promise<MostRead[]> {
  const kind = 'content'
  const asked = mostRead.flatMap(({ title, thing }) => (title === null && thing ? [{ kind, thing }] : []))
  const names = await namesOf(tx, asked)
  return mostRead.map(({ title, thing, count }) => ({
    title: title ?? names.get(keyOf({ kind, thing: thing ?? '' }))?.title ?? UNTOLD,
    count,
  }))
}

/** The report that the address names, with the names that whoever reads may have. @throws NotFound */
async function askedPaper(tx: Read, { params }: Context) {
  const place = await territory(tx)
  const authority = place.authorities.find(({ slug }) => slug === params.collectivite)
  const report = (await reports(tx)).find(
    ({ authorityId, year }) => authorityId === authority?.id && String(year) === params.annee,
  )
  if (authority === undefined || report === undefined)
    throw new NotFound('Ce bilan n’est pas établi, ou n’est pas celui de votre collectivité.')
  const people = await contributors(tx)
  const names = people
    .filter((one) => one.authorityId === authority.id && one.contents > 0)
    .map(({ name }) => name)
  const most = await mostReadOf(tx, report)
  return { paper: reportPaper(report, { authority, place, names, mostRead: most }), authority, report }
}

const showReview = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { paper, authority, report } = await askedPaper(tx, ctx)
    const places = {
      pdf: `${reviewHref(authority.slug, report.year)}/pdf`,
      back: { href: REVIEWS, label: 'Revenir aux bilans' },
      current: REVIEWS,
    }
    return page(paperPage(await deskFrame(ctx, tx), paper, places))
  })

async function sendReview(ctx: Context): Promise<Reply> {
  const { paper, authority, report } = await ctx.db.read(ctx.actor, (tx) => askedPaper(tx, ctx))
  const headers = {
    'content-disposition': `attachment; filename="bilan-${authority.slug}-${report.year}.pdf"`,
  }
  return { kind: 'bytes', body: await drawPaper(paper, ctx.actor.personId), type: 'application/pdf', headers }
}

const ONE = `${REVIEWS}/:collectivite/:annee`
const reading = { action: 'review.read', face: 'agent' } as const

export const reviewRoutes: readonly Route[] = [
  ...agentList(reviewList),
  ...making,
  { get: ONE, ...reading, title: 'Bilan', handle: showReview },
  { get: `${ONE}/pdf`, ...reading, title: 'Bilan, en PDF', handle: sendReview },
]
